// The step control: its buttons, its slider and its fields, what each of them asks of the walk, and what they show of it.

class Control {
    constructor(player) {
        this.player = player;
        this.root = player.root;
        this.listen();
    }

    part(name) { return this.root.querySelector(`[data-part="${name}"]`); }

    listen() {
        const { player } = this, on = (name, event, then) => this.part(name).addEventListener(event, then);
        on("start", "click", () => player.go(0));
        on("back", "click", () => player.go(player.frame - 1));
        on("next", "click", () => player.go(player.frame + 1));
        on("play", "click", () => player.playing ? player.pause() : player.play());
        on("slider", "input", ({ target }) => player.go(+target.value));
        on("typed", "change", ({ target }) => this.typed(target.value));
        on("typed", "keydown", (event) => { if (event.key === "Enter") this.typed(event.target.value); });
        on("speed", "change", () => { if (player.playing) player.play(); });
        this.root.addEventListener("keydown", (event) => this.pressed(event));
    }

    pressed(event) {
        const { key, target } = event;
        if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input[type=text], select")) return;
        const { frame, last } = this.player;
        const to = { ArrowLeft: frame - 1, ArrowRight: frame + 1, Home: 0, End: last }[key];
        if (to !== undefined) this.player.go(to);
        else if (key === " " && !target.matches("button")) this.part("play").click();
        else return;
        event.preventDefault();
    }

    typed(text) {
        const isStep = /^\s*(\d+|\d{1,3}(,\d{3})+)\s*$/.test(text), step = isStep ? +text.replaceAll(",", "") : NaN;
        const { player } = this;
        if (step === player.step || !text.trim()) {
            this.note("");
            this.part("typed").value = player.waiting ?? player.step;
        }
        else if (step <= player.end) player.goToStep(step);
        else {
            player.pause();
            this.note(`“${text}” is no step of this run: a whole number from 0 to ${counted(player.end)} is wanted.`, true);
        }
    }

    // What cannot be pressed keeps the focus, and says that it cannot.
    show() {
        const { frame, last, step, end, playing, waiting } = this.player;
        const cannot = { start: frame === 0, back: frame === 0, next: frame === last, play: last === 0 };
        for (const [name, is] of Object.entries(cannot)) this.part(name).setAttribute("aria-disabled", is);
        this.root.classList.toggle("is-playing", Boolean(playing));
        this.part("play").textContent = playing ? "Pause" : "Play";
        const slider = this.part("slider"), typed = this.part("typed");
        slider.max = last;
        slider.value = frame;
        slider.setAttribute("aria-valuetext", `step ${counted(step)} of ${counted(end)}`);
        this.part("range").textContent = last === end ? `Step, 0 to ${counted(end)}` : `Step, 0 to ${counted(end)} (Next: ${last + 1} of them)`;
        if (document.activeElement !== typed || playing || waiting === null) typed.value = waiting ?? step;
    }

    note(text, wrong = false) {
        this.part("note").textContent = text;
        this.part("note").classList.toggle("is-wrong", wrong);
    }

    get speed() { return this.part("speed").value; }

    // What is said aloud of the step once it rests.
    tell(text) { this.part("told").textContent = text; }
}
