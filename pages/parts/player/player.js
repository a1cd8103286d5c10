// A walk: at which frame it is, and the clock that moves everything on the page which follows it. One player for each.

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
        this.control = new Control(this);
        this.pointing = new Pointing(this);
        this.listen();
    }

    // --- what happens on the page around it ---

    listen() {
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

    play() {
        if (!this.last) return;
        if (this.frame === this.last) this.go(0, 0);
        const { length } = this.film.steps;
        const time = Math.min(700, 12000 / length) / this.control.speed;
        this.playing = { since: performance.now(), from: this.frame, time };
        this.control.note("");
        this.control.show();
        this.run();
    }

    pause() {
        if (!this.playing) return;
        this.playing = null;
        this.control.show();
        this.rest();
    }

    // --- where it goes ---

    get last() { return this.film.steps.length - 1; }
    get step() { return this.film.steps[this.frame]; }
    get end() { return this.film.steps[this.last]; }

    go(frame, time = EASE) {
        this.playing = null;
        this.waiting = null;
        this.control.note("");
        this.moveTo(Math.max(0, Math.min(frame, this.last)), time);
        this.rest();
    }

    // A step by its number: one that was not sent is asked of the server.
    goToStep(step) {
        const frame = this.film.steps.indexOf(this.film.kept[step] ?? step);
        if (frame >= 0) {
            this.go(frame);
            if (this.step !== step) this.control.note(`Step ${counted(step)} was not kept: this is step ${counted(this.step)}, the nearest.`);
        } else {
            this.playing = null;
            this.waiting = step;
            this.write(step);
            this.control.note(`Step ${counted(step)} is on its way …`);
            this.ask("asked", step);
            clearTimeout(this.late);
            this.late = setTimeout(() => {
                if (this.waiting !== step) return;
                this.go(this.nearest(step));
                this.control.note(`The server does not answer: this is step ${counted(this.step)}, the nearest to ${counted(step)} that is here.`, true);
            }, WAIT);
            this.control.show();
        }
    }

    nearest(step) {
        const far = this.film.steps.map((each) => Math.abs(each - step));
        return far.indexOf(Math.min(...far));
    }

    moveTo(frame, time) {
        const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
        if (frame === this.frame && !this.screen.ease) return this.control.show();
        this.frame = frame;
        this.ends();
        this.screen.moveTo(frame, still ? 0 : Math.min(time, EASE));
        this.control.show();
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

    // --- at rest ---

    // The step has come to rest: the address has it, who listens hears it, and what the server draws is asked for.
    rest() {
        this.write(this.step);
        clearTimeout(this.resting);
        clearTimeout(this.asking);
        this.resting = setTimeout(() => {
            this.resting = null;
            if (this.playing) return;
            this.control.tell(filled(this.film, this.film.told, this.frame));
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
        this.control.note("The server does not answer. The walk goes on without it; what else you change waits for it.", true);
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
            this.control.note(`This run ends at step ${counted(this.end)}: there is no step ${counted(step)}.`);
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
        this.control.note("");
        if (film.run !== before?.run) this.control.tell("");  // it was of another run
        if (!before) this.fromAddress();
        else if (film.led !== before.led) this.arrive(film.wanted);
        else this.arrive(was === before.rest ? film.rest : was);
        this.write(this.waiting ?? this.step);
        this.ends();
        this.screen.settle(this.frame);
        this.control.show();
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
