// The step control, and the clock that moves everything on the page which follows it. One player for each walk.

const EASE = 200;  // ms at most from one frame to the next
const BETWEEN = 25;  // ms at least from one drawing of a step to the next: first the browser is to paint what it has
const REST = 350;  // ms without a press after which the step has come to rest
const AGAIN = 2500;  // ms after which what was not answered is asked once more
const TIMES = 4;  // that a part is asked for
const WAIT = 6000;  // ms that the server may take for a step that was not sent
const players = window.stepPlayers ??= {};

class Player {
    constructor(root, prefix) {
        this.root = root;
        this.prefix = prefix;
        this.key = `${prefix}_step`;
        this.screen = new Screen(prefix);
        this.frame = 0;  // where the walk is
        this.playing = null;  // since when it plays, and from which frame
        this.waiting = null;  // the step that the server was asked for
        this.part = (name) => root.querySelector(`[data-part="${name}"]`);
        this.pointing = new Pointing(this);
        this.listen();
    }

    // --- what the learner does ---

    listen() {
        const on = (name, event, then) => this.part(name).addEventListener(event, then);
        on("start", "click", () => this.go(0));
        on("back", "click", () => this.go(this.frame - 1));
        on("next", "click", () => this.go(this.frame + 1));
        on("play", "click", () => this.playing ? this.pause() : this.play());
        on("slider", "input", ({ target }) => this.go(+target.value));
        on("typed", "change", ({ target }) => this.typed(target.value));
        on("typed", "keydown", (event) => { if (event.key === "Enter") this.typed(event.target.value); });
        on("speed", "change", () => { if (this.playing) this.play(); });
        this.root.addEventListener("keydown", (event) => this.pressed(event));
        this.moved = () => { if (this.isHere()) this.fromAddress(); };
        addEventListener("popstate", this.moved);
        this.written = () => { if (this.isHere()) this.write(this.waiting ?? this.step); };
        addEventListener("addresswritten", this.written);  // the server does not know where the walk is (way_back)
        this.clicked = ({ target }) => {
            const button = target.closest?.(`[data-walk="${CSS.escape(this.prefix)}"] [data-go]`);
            if (button) this.goToStep(+button.dataset.go);
        };
        document.addEventListener("click", this.clicked);
        this.dialogs = new MutationObserver(() => setTimeout(() => this.alone()));
        this.dialogs.observe(document.body, { childList: true });
    }

    // Whether the page of this walk is still the one that is seen; if not, it is left.
    isHere() {
        if (!this.root.isConnected) this.leave();
        return this.root.isConnected && this.film;
    }

    leave() {
        removeEventListener("popstate", this.moved);
        removeEventListener("addresswritten", this.written);
        document.removeEventListener("click", this.clicked);
        this.screen.leave();
        this.pointing.leave();
        cancelAnimationFrame(this.tick);
        this.dialogs.disconnect();
        for (const timer of [this.resting, this.asking, this.late]) clearTimeout(timer);
        if (players[this.prefix] === this) delete players[this.prefix];
    }

    pressed(event) {
        const { key, target } = event;
        if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input[type=text], select")) return;
        const to = { ArrowLeft: this.frame - 1, ArrowRight: this.frame + 1, Home: 0, End: this.last }[key];
        if (to !== undefined) this.go(to);
        else if (key === " " && !target.matches("button")) this.part("play").click();
        else return;
        event.preventDefault();
    }

    typed(text) {
        const isStep = /^\s*(\d+|\d{1,3}(,\d{3})+)\s*$/.test(text), step = isStep ? +text.replaceAll(",", "") : NaN;
        if (step === this.step || !text.trim()) {
            this.note("");
            this.part("typed").value = this.waiting ?? this.step;
        }
        else if (step <= this.end) this.goToStep(step);
        else {
            this.pause();
            this.note(`“${text}” is no step of this run: a whole number from 0 to ${counted(this.end)} is wanted.`, true);
        }
    }

    play() {
        if (!this.last) return;
        if (this.frame === this.last) this.go(0, 0);
        const { length } = this.film.steps;
        const time = Math.min(700, 12000 / length) / this.part("speed").value;
        this.playing = { since: performance.now(), from: this.frame, time };
        this.note("");
        this.show();
        this.run();
    }

    pause() {
        if (!this.playing) return;
        this.playing = null;
        this.show();
        this.rest();
    }

    // --- where it goes ---

    get last() { return this.film.steps.length - 1; }
    get step() { return this.film.steps[this.frame]; }
    get end() { return this.film.steps[this.last]; }

    go(frame, time = EASE) {
        this.playing = null;
        this.waiting = null;
        this.note("");
        this.moveTo(Math.max(0, Math.min(frame, this.last)), time);
        this.rest();
    }

    // A step by its number: one that was not sent is asked of the server.
    goToStep(step) {
        const frame = this.film.steps.indexOf(this.film.kept[step] ?? step);
        if (frame >= 0) {
            this.go(frame);
            if (this.step !== step) this.note(`Step ${counted(step)} was not kept: this is step ${counted(this.step)}, the nearest.`);
        } else {
            this.playing = null;
            this.waiting = step;
            this.write(step);
            this.note(`Step ${counted(step)} is on its way …`);
            this.ask("asked", step);
            clearTimeout(this.late);
            this.late = setTimeout(() => {
                if (this.waiting !== step) return;
                this.go(this.nearest(step));
                this.note(`The server does not answer: this is step ${counted(this.step)}, the nearest to ${counted(step)} that is here.`, true);
            }, WAIT);
            this.show();
        }
    }

    nearest(step) {
        const far = this.film.steps.map((each) => Math.abs(each - step));
        return far.indexOf(Math.min(...far));
    }

    moveTo(frame, time) {
        const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
        if (frame === this.frame && !this.screen.ease) return this.show();
        this.frame = frame;
        this.ends();
        this.screen.moveTo(frame, still ? 0 : Math.min(time, EASE));
        this.show();
        for (const follower of this.followers) follower.moved(this.step);
        this.guess?.moved();
        this.run();
    }

    // What is told at the end of the walk is told from then on.
    ends() {
        const { guess } = this.film;
        if (this.frame < this.last) return;
        guess.walked = true;
        if (guess.ended) return;
        guess.ended = true;
        for (const picture of this.film.pictures) picture.frame = null;
    }

    // The answer to what is asked at this step is told.
    answer(key) {
        this.film.guess.told.add(key);
        this.screen.again();
    }

    asks(kind) {
        if (!this.film?.asking || this.film.guess.asking === kind) return;
        this.film.guess.asking = kind;
        this.screen.again();
    }

    run() {
        cancelAnimationFrame(this.tick);
        if (!this.isHere()) return;
        if (!this.playing && !this.screen.ease) return;
        this.tick = requestAnimationFrame((now) => {
            if (this.playing) {
                const { since, from, time } = this.playing;
                const due = Math.min(from + Math.floor((now - since) / time), this.last);
                if (due > this.frame) return this.moveTo(due, time);
                if (due === this.last && !this.screen.ease) this.pause();
            }
            if (this.screen.ease && (this.playing || performance.now() - this.screen.drawn > BETWEEN)) this.screen.draw();
            this.run();
        });
    }

    // --- what is seen ---

    // The control itself. What cannot be pressed keeps the focus, and says that it cannot.
    show() {
        const { frame, last, step, end } = this;
        const cannot = { start: frame === 0, back: frame === 0, next: frame === last, play: last === 0 };
        for (const [name, is] of Object.entries(cannot)) this.part(name).setAttribute("aria-disabled", is);
        this.root.classList.toggle("is-playing", Boolean(this.playing));
        this.part("play").textContent = this.playing ? "Pause" : "Play";
        const slider = this.part("slider"), typed = this.part("typed");
        slider.max = last;
        slider.value = frame;
        slider.setAttribute("aria-valuetext", `step ${counted(step)} of ${counted(end)}`);
        this.part("range").textContent = last === end ? `Step, 0 to ${counted(end)}` : `Step, 0 to ${counted(end)} (Next: ${last + 1} of them)`;
        if (document.activeElement !== typed || this.playing || this.waiting === null) typed.value = this.waiting ?? step;
    }

    note(text, wrong = false) {
        this.part("note").textContent = text;
        this.part("note").classList.toggle("is-wrong", wrong);
    }

    // The step has come to rest: the address has it, who listens hears it, and what the server draws is asked for.
    rest() {
        this.write(this.step);
        clearTimeout(this.resting);
        clearTimeout(this.asking);
        this.resting = setTimeout(() => {
            this.resting = null;
            if (this.playing) return;
            this.part("told").textContent = filled(this.film, this.film.told, this.frame);
            this.tell();
        }, REST);
    }

    // One after the other, for of what is asked for at once Streamlit runs a single fragment; and again where no answer
    // comes, for of requests in quick turn it may lose one.
    tell(times = TIMES) {
        clearTimeout(this.asking);
        const behind = this.followers.find((follower) => follower.step !== this.step);
        if (!behind || !times || !this.isHere()) return;
        behind.ask(this.step);
        const again = () => {
            const works = this.screen.app.dataset.testScriptState === "running";  // then the answer is on its way
            if (works) this.asking = setTimeout(again, AGAIN);
            else this.tell(times - 1);
        };
        this.asking = setTimeout(again, AGAIN);
    }

    // A part has been drawn: the next one's turn, if the walk still rests.
    answered() {
        if (this.asking && !this.resting && !this.playing) this.tell();
    }

    // Streamlit lays a dialog over the page where its server is gone. The walk needs no server, and goes on.
    alone() {
        const dialog = document.querySelector('[data-testid="stDialog"] button');
        if (!dialog || this.screen.app.dataset.testConnectionState === "CONNECTED") return;
        dialog.click();
        this.note("The server does not answer. The walk goes on without it; what else you change waits for it.", true);
    }

    // What the server draws of a step once it rests (resting.js).
    get followers() { return Object.values(window.stepFollowers?.[this.prefix] ?? {}); }

    // --- the address ---

    write(step) {
        if (location.pathname === this.path) writeInAddress(this.key, step === this.film.rest ? null : step);
    }

    fromAddress() {
        if (location.pathname !== this.path) return;
        const step = stepInAddress(this.key) ?? this.film.rest;
        if (step >= 0 && this.waiting !== step) this.arrive(step);
    }

    // At a step that an address, a button or the run before says.
    arrive(step) {
        if (step > this.end) {
            this.go(this.last);
            this.note(`This run ends at step ${counted(this.end)}: there is no step ${counted(step)}.`);
        } else if (step !== this.step) this.goToStep(step);
    }

    // --- the film ---

    take(film, ask) {
        const before = this.film, was = before && (this.waiting ?? this.step);
        this.film = film;
        this.ask = ask;
        this.path = location.pathname;
        know(film, before, this.guess?.kind || film.asking);
        this.screen.take(film);
        this.playing = this.waiting = null;
        this.frame = Math.min(this.frame, this.last);
        this.note("");
        if (!before) this.fromAddress();
        else if (film.led !== before.led) this.arrive(film.wanted);
        else this.arrive(was === before.rest ? film.rest : was);
        this.write(this.waiting ?? this.step);
        this.ends();
        this.screen.settle(this.frame);
        this.show();
        for (const follower of this.followers) follower.moved(this.step);
        this.guess?.moved();
        this.root.dataset.ready = "";
    }

    get guess() { return window.stepGuesses?.[this.prefix]; }

    // The film that it has came once more, as when the page's colours change: the walk goes on.
    keep(ask) {
        this.ask = ask;
        if (!this.playing) this.write(this.waiting ?? this.step);
        this.screen.settle(this.frame);
        for (const follower of this.followers) follower.moved(this.step);
    }
}
