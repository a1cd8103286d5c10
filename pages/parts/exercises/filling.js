// A sheet that is filled in by the keyboard alone. The browser keeps what is typed, in the page's address too; the
// server judges it, and says what became of each cell.

const fillings = window.exerciseFillings ??= {};
const PATIENCE = 6000;  // ms that the server may take to judge
const DONE = ["right", "carried", "told"];

class Filling {
    constructor(prefix) {
        this.prefix = prefix;
        this.turn = 0;
        addEventListener("addresswritten", () => this.write());  // the server does not know what is typed (way_back)
    }

    take(root, { of, mark, solves, sheet, cells, answer, another, onward }, ask) {
        Object.assign(this, { ask, mark, solves });
        const isOther = of !== this.of, wantsFocus = another > (this.another ?? another);
        this.another = another;
        if (isOther) {
            Object.assign(this, { of, cells, at: 0, waiting: null, asks: [] });
            this.last = cells.findLastIndex((cell) => cell.sentence);
            clearTimeout(this.late);
        }
        if (isOther || root !== this.root) this.mount(root, sheet);
        this.part("another").textContent = onward;
        if (answer?.turn === this.turn && this.waiting) this.answered(answer.cells);
        if (wantsFocus) this.focus(0);
    }

    mount(root, sheet) {
        const part = this.part = (name) => root.querySelector(`[data-part="${name}"]`);
        this.path = location.pathname;
        this.blanks = built(root, sheet, `exercise-${this.prefix}`);
        this.blanks.forEach((blank, place) => this.listen(blank, place));
        root.toggleAttribute("data-worked", !this.blanks.length);
        if (root !== this.root) {
            part("check").addEventListener("click", () => this.checkAll());
            part("show").addEventListener("click", () => this.show(this.toShow));
            part("another").addEventListener("click", () => document.querySelector(`.st-key-${this.prefix}_another :is(button, a)`)?.click());
            root.addEventListener("pointerover", ({ target }) => this.light(target.closest("[data-shows]")));
            root.addEventListener("pointerleave", () => this.light(null));
            root.addEventListener("focusin", ({ target }) => this.light(target.closest("[data-shows]")));
        }
        root.dataset.ready = "";
        this.root = root;
        this.blanks.forEach((blank, place) => this.set(place));
        this.said();
        setTimeout(() => this.write(), 100);  // it may be mounted before it stands in the page
        this.light(null);
    }

    listen({ fields, isChoice, points }, place) {
        for (const field of fields) {
            field.setAttribute("aria-describedby", `exercise-${this.prefix}-mark-${place}`);
            field.addEventListener("focus", () => this.arrive(place));
            if (points) field.addEventListener("click", () => this.typed(place, field.value));
            else field.addEventListener(isChoice ? "change" : "input", () => this.typed(place, field.value));
            field.addEventListener("keydown", (event) => {
                if (event.key !== "Enter" || event.isComposing) return;
                event.preventDefault();
                if (isChoice) this.typed(place, field.value);
                this.check(place);
                this.onward(place);
            });
        }
    }

    // --- where the learner is ---

    arrive(place) {
        this.at = place;
        this.from = null;
        if (this.cells[place].sentence) this.last = place;
        this.said();
        this.light(null);
    }

    focus(place) {
        const { fields = [] } = this.blanks[place] ?? {};
        (fields.find((field) => field.checked || field.ariaPressed === "true") ?? fields[0])?.focus();
    }

    // To the next cell that still asks for something; after the last one, to the first.
    onward(place) {
        const isOpen = ({ standing }, other) => other !== place && !DONE.includes(standing);
        const after = this.cells.findIndex((cell, other) => other > place && isOpen(cell, other));
        const next = after < 0 ? this.cells.findIndex(isOpen) : after;
        if (next < 0) return;
        this.focus(next);
        this.from = place;
    }

    // In the pictures: what is pointed at, else the number that is being worked out.
    light(element) {
        const now = element ?? this.blanks[this.at]?.fields[0].closest("[data-shows]");
        const shows = JSON.parse(now?.dataset.shows ?? "[]");
        for (const each of this.root.querySelectorAll("[data-shows]")) each.classList.toggle("is-lit", each === element);
        for (const each of this.part("pictures").querySelectorAll("[data-part]")) each.classList.toggle("is-lit", shows.includes(each.dataset.part));
    }

    // --- what is typed ---

    typed(place, text) {
        const cell = this.cells[place];
        if (cell.shown || cell.text === text) return;
        Object.assign(cell, { text: text.toWellFormed?.() ?? text, checked: false, standing: "", sentence: "" });
        this.set(place, false);
        this.write();
        this.said();
    }

    // What a cell's fields show of it.
    set(place, withText = true) {
        const { fields, mark, isChoice, chosen, words } = this.blanks[place], { text, standing, shown } = this.cells[place];
        marked(mark, standing);
        for (const field of fields) {
            if (field.type === "radio") [field.checked, field.disabled] = [field.value === text, shown];
            else if (isChoice) [field.ariaPressed, field.disabled] = [String(field.value === text), shown];
            else {
                if (withText && field.value !== text) field.value = text;
                field.readOnly = shown;
            }
            field.toggleAttribute("data-done", DONE.includes(standing));
            field.ariaInvalid = standing === "wrong" ? "true" : null;
        }
        if (chosen) chosen.textContent = text ? words[text] : "Point at a cell of the table.";
    }

    // As pages/parts/exercises/cells.py reads it.
    get address() {
        const said = this.cells.map(({ text, wrong, checked, shown }) => shown ? "s"
            : text || wrong ? `${wrong + 3 * checked}${text.replaceAll("%", "%25").replaceAll("~", "%7E")}` : "");
        const filled = said.join("~").replace(/~+$/, "");
        return filled && this.mark + filled;
    }

    write() {
        if (!this.root?.isConnected || location.pathname !== this.path) return;
        writeInAddress(`${this.prefix}_cells`, this.address ? encodeURIComponent(this.address) : null);
    }

    // --- what becomes of it ---

    check(place) {
        const cell = this.cells[place];
        if (!cell) return;
        if (!cell.text.trim()) return this.note(place, this.blanks[place].isChoice ? "Choose an answer first." : "Type a number first, such as 1.6 or −0.5. Or have it shown.");
        if (!cell.checked && !cell.shown) this.request(place, "check");
    }

    // All that is filled in and has not been judged.
    checkAll() {
        const places = this.cells.flatMap(({ text, checked, shown }, place) => text.trim() && !checked && !shown ? [place] : []);
        if (!places.length) return this.check(this.at);
        for (const place of places) if (!this.asks.some((each) => each[0] === place)) this.asks.push([place, "check"]);
        this.note(places[0], "…");
        if (!this.waiting) this.send();
    }

    // Which solution is wanted: of the wrong cell from which Enter has led on, of this one, or of the first still open.
    get toShow() {
        const isOpen = ({ standing }) => !DONE.includes(standing);
        if (this.cells[this.from]?.standing === "wrong" && !this.cells[this.at].text.trim()) return this.from;
        return isOpen(this.cells[this.at]) ? this.at : this.cells.findIndex(isOpen);
    }

    show(place) {
        if (this.cells[place] && !this.cells[place].shown) this.request(place, "show");
    }

    request(place, what) {
        const known = this.asks.find((each) => each[0] === place);
        if (known) known[1] = what;
        else this.asks.push([place, what]);
        this.note(place, "…");
        if (!this.waiting) this.send();
    }

    send() {
        this.waiting = { asks: this.asks.splice(0), texts: this.cells.map(({ text }) => text) };
        this.turn += 1;
        this.ask("judge", { turn: this.turn, of: this.of, cells: this.address, asks: this.waiting.asks });
        this.late = setTimeout(() => {
            const [[place]] = this.waiting.asks;
            for (const [each] of [...this.waiting.asks, ...this.asks]) this.cells[each].sentence = "";
            Object.assign(this, { waiting: null, asks: [] });
            this.note(place, "The server does not answer, and only it can judge.");
        }, PATIENCE);
    }

    answered(cells) {
        const { asks, texts } = this.waiting, before = this.isSolved;
        clearTimeout(this.late);
        this.waiting = null;
        cells.forEach((cell, place) => {
            if (this.cells[place].text !== texts[place]) this.cells[place].wrong = cell.wrong;  // typed in meanwhile
            else this.cells[place] = cell;
            this.set(place);
        });
        const place = this.last = (asks.find(([each]) => cells[each].standing === "wrong") ?? asks.at(-1))[0], isAtButtons = this.part("foot").contains(document.activeElement);
        this.said();
        this.write();
        if (this.isSolved && isAtButtons) this.part("another").focus();
        else if (isAtButtons) DONE.includes(this.cells[place].standing) ? this.onward(place) : this.focus(place);
        if (this.asks.length) this.send();
        if (this.isSolved && !before) this.solved();
    }

    get isSolved() { return this.cells.length > 0 && this.cells.every(({ standing }) => DONE.includes(standing)); }

    solved() {
        if (!this.solves || this.cells.some(({ shown }) => shown)) return;
        dispatchEvent(new CustomEvent("exercise-solved", { detail: this.solves }));
    }

    note(place, sentence) {
        Object.assign(this.cells[place], { sentence });
        this.last = place;
        this.said();
    }

    // The line below the table: of the cell that was judged last, or of the one that is gone back to.
    said() {
        const said = this.part("said"), { sentence = "", standing = "" } = this.cells[this.last] ?? {};
        this.root.toggleAttribute("data-solved", this.isSolved);
        const end = !this.isSolved ? "" : this.cells.some(({ shown }) => shown)
            ? "All filled in. Another one by yourself?" : "All right, and all your own work. Well done!";
        const wrong = this.cells.flatMap(({ standing }, place) => standing === "wrong" && place !== this.last ? [this.blanks[place].label] : []);
        const isDown = wrong.length && this.cells.every(({ standing }) => standing);
        const left = isDown ? `Still to be put right: ${wrong.join("; ")}.` : "";
        const which = this.blanks[this.last]?.label.replace(/[^?]$/, "$&.");
        const words = [sentence && `${which} ${sentence}`, left, end].filter(Boolean).join(" ");
        if (said.textContent !== words) said.textContent = words;
        this.part("foot").dataset.look = standing;
    }
}

export default function ({ parentElement, data, setTriggerValue }) {
    const root = parentElement.querySelector(".exercise");
    if (root) (fillings[data.prefix] ??= new Filling(data.prefix)).take(root, data, setTriggerValue);
}
