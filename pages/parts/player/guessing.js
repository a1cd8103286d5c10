// The field in which the learner says what the next step will bring, before it is told. The server judges, the browser
// keeps what was said of each step.

const guesses = window.stepGuesses ??= {};
const PATIENCE = 6000;  // ms that the server may take to judge

class Guess {
    constructor(root, prefix) {
        this.root = root;
        this.prefix = prefix;
        this.said = new Map();  // of each question at each step: {tries, text, sentence, look}
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
        if (run !== this.run) this.said.clear();
        this.run = run;
        const select = this.part("kind"), now = kinds.map(([kind]) => kind).join();
        if (select.dataset.kinds !== now) {
            const before = select.value;
            select.replaceChildren(...kinds.map(([kind, words]) => new Option(words, kind)));
            select.value = kinds.some(([kind]) => kind === before) ? before : kinds[0][0];
            select.dataset.kinds = now;
            if (select.value !== kinds[0][0] || this.player?.film) this.player?.asks(select.value);
        }
        if (answer?.turn === this.turn && this.waiting) this.answered(answer);
        this.moved();
    }

    check(text) {
        if (!this.player?.film) return;
        const said = this.said.get(this.key), key = this.key;
        if (!text.trim()) return this.note(key, "Type a number first, such as 1.6 or −0.5. Or have it shown.", "wrong");
        this.turn += 1;
        this.waiting = { key, tries: said?.tries ?? 0 };
        this.note(key, "…", "");
        this.ask("judge", { turn: this.turn, kind: this.kind, step: this.player.step, text, attempt: this.waiting.tries + 1 });
        clearTimeout(this.late);
        this.late = setTimeout(() => {
            if (!this.waiting) return;
            this.note(key, "The server does not answer, and only it can judge. “Just show me” needs no server.", "wrong");
            this.waiting = null;
        }, PATIENCE);
    }

    answered({ right, over, counts, sentence }) {
        const { key, tries } = this.waiting;
        this.waiting = null;
        clearTimeout(this.late);
        this.said.set(key, { tries: tries + counts });
        this.note(key, sentence, right ? "right" : "wrong");
        if (over) this.player.answer(key);
    }

    tell() {
        if (!this.player?.film) return;
        this.player.answer(this.key);
        this.note(this.key, "Shown, in the large line below the pictures.", "");
    }

    note(key, sentence, look) {
        this.said.set(key, { tries: 0, ...this.said.get(key), sentence, look });
        this.moved();
    }

    // Another step, or something new is known of this one.
    moved() {
        if (!this.player?.film) return;
        const { sentence = "", look = "" } = this.said.get(this.key) ?? {}, said = this.part("said");
        const told = this.player.film.guess.told.has(this.key);
        if (this.last !== this.key) this.part("typed").value = "";
        this.last = this.key;
        this.root.dataset.kind = this.kind === "ssr" ? "way" : "number";
        this.root.toggleAttribute("data-told", told);
        this.part("now").textContent = `After step ${counted(this.player.step + 1)},`;
        if (said.textContent !== sentence) said.textContent = sentence;
        said.dataset.look = look;
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
