// What the visitor has solved is kept by the browser, and told by it: on Home in a sentence, in the practice page in a
// table. Nothing of it is sent anywhere. The book itself, and how it is written, is in progress_book.js.

const KEPT = "see_backpropagation_practice";
const MOST_KEPT = LONGEST / 2;  // characters that it may be written in once a text was brought in, so that it is read again
const views = new Set();
let unsaved = new Map();  // what the browser would not keep, for as long as the window stands
let mine = new Map();  // the book as this window has last written it
let foreign = null;  // a text that stands in the book's place and is none
let isRefused = false;  // whether the browser keeps nothing for this page
let midnight;  // when “today” becomes “yesterday”

// The book as it stands at this moment: another window may have written in it.
function known() {
    const today = dayOf(new Date());
    foreign = null;
    try {
        const text = localStorage.getItem(KEPT);
        isRefused = unsaved.size > 0;
        if (text === null) return unsaved;
        const { book } = read(foreign = text, today);
        foreign = null;
        return merged(book, unsaved);
    } catch {
        isRefused = true;
        return unsaved;
    }
}

// Keep what `change` makes of the book.
function keep(change) {
    const book = change(known());
    try {
        if (foreign !== null) throw new Refused();  // it is not written over unasked
        localStorage.setItem(KEPT, written(mine = book));
        unsaved = new Map();
    } catch {
        unsaved = book;
    }
    redraw();
}

// Why nothing can be kept, in a sentence; "" where it can.
function trouble() {
    if (foreign !== null) return `Nothing can be kept here as long as ${quoted(foreign)} stands in its place in this browser, which is no such text: “Clear” removes it.`;
    return isRefused ? "Nothing can be kept here, since this browser allows it no room: what you solve is known until this window is closed or loaded again." : "";
}

function clear() {
    unsaved = mine = new Map();
    try {
        localStorage.removeItem(KEPT);
    } catch {
        // It kept nothing.
    }
    redraw();
}

// Another window has written: where it did not know yet what this one had written, both are kept; or it has cleared all.
function overwritten(text) {
    if (text === null) mine = new Map();
    const book = merged(known(), mine);
    if (mine.size && foreign === null && written(book) !== text) keep(() => book);
    else redraw();
}

function redraw() {
    const book = known(), now = new Date();
    for (const view of views) {
        if (view.root.isConnected) view.draw(book, dayOf(now));
        else views.delete(view);
    }
    clearTimeout(midnight);
    midnight = setTimeout(redraw, new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1) - now + 1_000);
}

function listen() {
    if (known().size) keep((book) => book);  // where a clock went wrong, a day that has not come is today from now on
    addEventListener("exercise-solved", ({ detail }) => {
        if (isExercise(detail)) keep((book) => recorded(book, detail, dayOf(new Date())));
    });
    addEventListener("storage", ({ key, newValue }) => { if (key === KEPT || key === null) overwritten(newValue); });
}

// A part of a page that tells of the book.
class View {
    constructor(root, data) {
        Object.assign(this, data);  // kinds [[slug, title]], levels [name], most: the largest seed
        this.root = root;
        this.exercises = this.kinds.flatMap(([kind, title]) => this.levels.map((name, at) => ({ kind, level: at + 1, title: `${title}, ${name}` })));
        this.part = (name) => root.querySelector(`[data-part="${name}"]`);
        root.addEventListener("click", go);
    }

    // Texts alone, so that nothing that was brought in is ever more than a text; one that stays is not told again.
    say(name, text) {
        if (this.part(name).textContent !== text) this.part(name).textContent = text;
    }

    solved(book) {
        return this.exercises.filter(({ kind, level }) => book.has(keyOf(kind, level))).length;
    }

    lead(link, book, { kind, level }) {
        link.href = `Practice?practice_kind=${kind}&practice_level=${level}&practice_seed=${nextSeed(book, kind, this.most)}`;
    }

    // How much is solved, and what comes next.
    draw(book, today) {
        const count = this.solved(book), all = this.exercises.length, link = this.part("next");
        const next = proposed(book, this.exercises, today);
        const kept = unsaved.size ? ", not kept by this browser" : "", days = next.wait === 1 ? "1 day" : `${next.wait} days`;
        const said = next.isNew ? "Next" : next.wait ? `Due again in ${days}` : "Due again";
        this.say("sum", `You have solved ${count} of ${all} exercises${kept}. ${said}: `);
        this.say("next", next.title);
        this.lead(link, book, next);
    }
}

// On Home. For who has solved nothing it is no more than a link.
class Short extends View {
    draw(book, today) {
        if (this.solved(book)) return super.draw(book, today);
        this.say("sum", "Work it out yourself, too: ");
        this.say("next", "Practice");
        this.part("next").href = "Practice";
    }
}

function cellOf(tag, scope, content) {
    const cell = document.createElement(tag);
    if (scope) cell.scope = scope;
    cell.append(content);
    return cell;
}

// In the practice page: the table, and what can be done with the book.
class Whole extends View {
    constructor(root, data) {
        super(root, data);
        this.links = this.exercises.map(() => document.createElement("a"));
        const rest = [...this.links];
        this.part("heads").append(...this.levels.map((name) => cellOf("th", "col", name)));
        this.part("rows").append(...this.kinds.map(([, title]) => {
            const row = document.createElement("tr");
            row.append(cellOf("th", "row", title), ...this.levels.map(() => cellOf("td", null, rest.shift())));
            return row;
        }));
        this.say("gap", `What is solved is due again after ${GAP} days, each time.`);
        this.part("copy").addEventListener("click", () => this.copy());
        this.part("bring").addEventListener("click", () => this.bring());
        this.part("brought").addEventListener("keydown", (event) => {
            if (event.key !== "Enter" || event.shiftKey) return;
            event.preventDefault();
            this.bring();
        });
        const clearing = this.part("clear");
        clearing.addEventListener("click", ({ detail }) => { if (detail < 2) this.clear(); });  // a double click is one wish
        clearing.addEventListener("keydown", (event) => { if (event.repeat) event.preventDefault(); });  // nor is a key that is held
        clearing.addEventListener("blur", () => this.ask(false));
    }

    draw(book, today) {
        super.draw(book, today);
        this.say("trouble", trouble());
        this.root.toggleAttribute("data-empty", !book.size && foreign === null);
        for (const [at, each] of this.exercises.entries()) {
            const of = book.get(keyOf(each.kind, each.level)), link = this.links[at];
            const when = of && `${ago(of.day, today)}${wait(of.day, today) ? "" : ", due"}`, times = of?.times === 1 ? "once" : `${of?.times} times`;
            link.textContent = of ? `✓ ${when}` : "not yet";
            link.ariaLabel = `${each.title}: ${of ? `solved ${times}, last ${when}` : "not yet solved"}`;
            link.toggleAttribute("data-solved", !!of);
            this.lead(link, book, each);
        }
        const text = written(book);
        if (this.part("text").value !== text) this.part("text").value = text;
    }

    async copy() {
        const field = this.part("text");
        field.select();
        try {
            await navigator.clipboard.writeText(field.value);
            this.tell("Copied.");
        } catch {
            this.tell("This browser lets no page copy: the text is selected, for you to copy it.");
        }
    }

    bring() {
        const field = this.part("brought"), today = dayOf(new Date());
        if (!field.value.trim()) return this.tell("Paste the text first that another machine shows here.");
        try {
            const { book, ahead } = read(field.value, today), before = known();
            if (written(merged(before, book)).length > MOST_KEPT) throw new Refused(`${quoted(field.value)} has more in it than fits here beside what is solved.`);
            keep((now) => merged(now, book));
            field.value = "";
            this.tell(this.taken(before, known(), book, ahead));
        } catch (refused) {
            if (!(refused instanceof Refused)) throw refused;
            this.tell(refused.message, "wrong");
        }
    }

    // What was in a text that was brought in.
    taken(before, after, book, ahead) {
        const here = this.solved(after), added = here - this.solved(before), strange = book.size - this.solved(book);
        const said = [added ? `Brought in: ${added} more, which makes ${here} of ${this.exercises.length}.`
            : `Brought in, and none of it is of an exercise not solved here before: ${here} of ${this.exercises.length}.`];
        if (strange) said.push(`${strange} of its exercises ${strange === 1 ? "is" : "are"} not in this version: kept and carried on, but not shown.`);
        if (ahead) said.push(`${ahead} of its days had not come yet: taken for today.`);
        return said.join(" ");
    }

    // Clear asks once more, by its own words.
    ask(asks) {
        this.asks = asks;
        this.say("clear", asks ? "Clear it all" : "Clear");
        if (asks) this.part("clear").focus();  // which a click does not give it everywhere
        if (asks) this.tell("Press once more, and all of it is gone from this browser; go anywhere else, and it stays.", "wrong");
        else if (this.part("said").textContent.startsWith("Press once more")) this.tell("");
    }

    clear() {
        if (!this.asks) return this.ask(true);
        clear();
        this.ask(false);
        this.part("said").focus();
        this.tell("Cleared: this browser keeps nothing of it any more.");
    }

    tell(text, look = "") {
        this.say("said", text);
        this.part("said").dataset.look = look;
    }
}

// To an exercise as Streamlit goes to a page, without loading all of it again.
function go(event) {
    const link = event.target.closest("a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
}

export default function (args) {
    if (!args) return listen();
    const root = args.parentElement.querySelector(".progress, .progress-short");
    if (!root) return;
    root.view ??= root.matches(".progress") ? new Whole(root, args.data) : new Short(root, args.data);
    views.add(root.view);
    redraw();
}
