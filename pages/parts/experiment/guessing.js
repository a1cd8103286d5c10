// The field in which the learner says what the next step will bring, before it is told. The server judges, the browser
// keeps what was said of each step.

const guesses = window.stepGuesses ??= {};
const PATIENCE = 6000;  // ms that the server may take to judge
const SHOW = "";  // what is asked for in the place of a guess by who wants to be told

class Guess {
    constructor(root, prefix) {
        this.root = root;
        this.prefix = prefix;
        this.said = new Map();  // of each question at each step: {tries, text, sentence, look}; text was found wrong
        this.turn = 0;
        this.part = (name) => root.querySelector(`[data-part="${name}"]`);
        this.part("kind").addEventListener("change", ({ target }) => { this.player?.asks(target.value); this.moved(); });
        this.part("check").addEventListener("click", () => this.check(this.part("typed").value));
        this.part("typed").addEventListener("keydown", ({ key, target }) => { if (key === "Enter") this.check(target.value); });
        for (const way of ["fall", "rise"]) this.part(way).addEventListener("click", () => this.check(way));
        this.part("show").addEventListener("click", () => this.tell());
    }

    get player() { return window.stepPlayers?.[this.prefix]; }
    get kind() { return this.part("kind").value; }
    get key() { return `${this.kind} ${this.player.step}`; }

    take({ kinds, run, answer }, ask) {
        this.ask = ask;
        if (run !== this.run) {
            this.said.clear();
            this.last = null;  // what was typed was of another run
        }
        this.run = run;
        const select = this.part("kind"), now = kinds.map(([kind]) => kind).join();
        if (select.dataset.kinds !== now) {
            const before = select.value;
            select.replaceChildren(...kinds.map(([kind, words]) => new Option(words, kind)));
            select.value = kinds.some(([kind]) => kind === before) ? before : kinds[0][0];
            select.dataset.kinds = now;
        }
        this.player?.asks(this.kind);
        if (answer?.turn === this.turn && this.waiting) this.answered(answer);
        this.moved();
    }

    check(text) {
        if (!this.player?.film) return;
        const said = this.said.get(this.key), key = this.key;
        if (!text.trim()) return this.note(key, "Type a number first, such as 1.6 or −0.5. Or have it shown.", "wrong");
        if (text === said?.text || this.waiting?.key === key) return;  // pressed twice, which is no second try
        this.request(text, said?.tries ?? 0);
        this.note(key, "…", "");
        this.late = setTimeout(() => {
            if (!this.waiting) return;
            this.note(key, "The server does not answer, and only it can judge. “Just show me” needs no server.", "wrong");
            this.waiting = null;
        }, PATIENCE);
    }

    request(text, tries) {
        clearTimeout(this.late);
        this.turn += 1;
        this.waiting = { key: this.key, tries, text };
        this.ask("judge", { turn: this.turn, kind: this.kind, step: this.player.step, text, attempt: text === SHOW ? 0 : tries + 1 });
    }

    answered({ right, over, counts, sentence }) {
        const { key, tries, text } = this.waiting;
        this.waiting = null;
        clearTimeout(this.late);
        this.said.set(key, { tries: tries + counts, text });
        this.note(key, sentence, text === SHOW ? "" : right ? "right" : "wrong");
        if (over) this.player.answer(key);
    }

    // Shown it is at once; the server says how it comes about.
    tell() {
        if (!this.player?.film) return;
        this.player.answer(this.key);
        this.note(this.key, "Shown, in the pictures and in the tables.", "");
        this.request(SHOW, 0);
    }

    note(key, sentence, look) {
        this.said.set(key, { tries: 0, ...this.said.get(key), sentence, look });
        this.moved();
    }

    // Another step, or something new is known of this one.
    moved() {
        if (!this.player?.film) return;
        const { sentence = "", look = "" } = this.said.get(this.key) ?? {}, said = this.part("said");
        const told = this.player.film.guess.told.has(this.key), over = this.player.frame === this.player.last;
        if (this.last !== this.key) this.part("typed").value = "";
        this.last = this.key;
        this.root.dataset.kind = this.kind === "ssr" ? "way" : "number";
        this.root.toggleAttribute("data-told", told || over);
        this.root.toggleAttribute("data-over", over);
        this.part("now").textContent = `After step ${counted(this.player.step + 1)},`;
        const words = over ? "This is the last step of the walk: there is no next one to guess." : sentence;
        if (said.textContent !== words) said.textContent = words;
        said.dataset.look = over ? "" : look;
        const at = document.activeElement;  // of which nothing may be seen any more: what comes next is a step
        if (this.root.contains(at) && !at.checkVisibility()) this.player.control.part("next").focus({ preventScroll: true });
    }
}

export default function ({ parentElement, data, setTriggerValue }) {
    const root = parentElement.querySelector(".guess");
    if (!root) return;
    const known = guesses[data.prefix];
    const guess = known?.root === root ? known : guesses[data.prefix] = new Guess(root, data.prefix);
    guess.take(data, setTriggerValue);
    return () => { if (!root.isConnected && guesses[data.prefix] === guess) delete guesses[data.prefix]; };
}
