// What the page shows of a film: its pictures and its texts, kept true where a rerun or a window changes them.

class Screen {
    constructor(prefix) {
        this.prefix = prefix;
        this.frame = 0;  // that is seen
        this.ease = null;  // how the marks come there: from which places, since when, for how long
        this.watch = new MutationObserver(() => this.say());  // a rerun may have drawn a text anew, as it was
        this.sizes = new ResizeObserver(() => this.resized());
        this.app = document.querySelector('[data-testid="stApp"]');
        this.state = new MutationObserver(() => this.arriving());
        this.state.observe(this.app, { attributeFilter: ["data-test-script-state"] });
    }

    // Another film: one comes anew with each rerun.
    take(film) {
        this.film = film;
        this.ease = null;
        this.arriving();
    }

    // All of it at a frame, from here on watched.
    settle(frame) {
        this.frame = frame;
        this.watch.disconnect();
        this.keepWidths();
        for (const piece of this.pieces) this.watch.observe(piece.parentElement, { childList: true, subtree: true });
        this.say();
        this.draw();
        this.sizes.disconnect();
        this.look(this.film.pictures);
    }

    leave() {
        for (const observer of [this.watch, this.sizes, this.state]) observer.disconnect();
        for (const timer of [this.still, this.looking, this.settling]) clearTimeout(timer);
        const style = document.getElementById("arriving");
        if (style) style.disabled = false;
    }

    // To another frame, at once or, where a time is given, by and by.
    moveTo(frame, time) {
        const from = this.film.pictures.map((picture) => picture.now);
        this.frame = frame;
        this.ease = time ? { from, since: performance.now() - 16, time } : null;
        this.draw();  // which looks at the page, and so comes before what changes it
        this.say();
    }

    // What is told or lit has changed, and the step has not.
    again(those = () => true) {
        for (const picture of this.film.pictures) if (those(picture)) picture.frame = null;
        this.draw();
        this.say();
    }

    get pieces() { return document.querySelectorAll(`[data-walk="${CSS.escape(this.prefix)}"]`); }

    draw() {
        const { ease, film, frame } = this;
        const part = ease ? Math.min((performance.now() - ease.since) / ease.time, 1) : 1;
        const high = innerHeight;
        film.pictures.forEach((picture, place) => {
            const inputs = document.querySelectorAll(`[data-walk-input="${place}"]`);  // two, where a host has its own page
            const element = pictureOf(picture.key);
            if (!element) return;
            const { top, bottom } = element.getBoundingClientRect();
            if (part < 1 && (bottom < 0 || top > high)) return;  // it comes there at the end
            if (picture.frame !== frame || !picture.inside) {
                picture.frame = frame;
                picture.inside = insideOf(picture.key);
                picture.to = placesAt(film, picture, frame);
                picture.labels = picture.inside ? labelsAt(film, picture, frame, picture.to, picture.inside) : new Map();
                element.querySelector("[role=img], [data-testid=stVegaLiteChart]")?.setAttribute("aria-label", filled(film, picture.alt, frame));
            }
            picture.now = between(ease?.from[place], picture.to, part);
            const text = written(film, picture, frame, picture.now, picture.labels);
            if (ease && picture.written === text) return;  // nothing of it is on its way: it is drawn once
            picture.written = text;
            for (const input of inputs) {
                input.value = text;
                input.dispatchEvent(new Event("input"));
            }
        });
        if (part === 1) this.ease = null;
        this.drawn = performance.now();
    }

    say() {
        const { film, frame } = this;
        for (const piece of this.pieces) {
            for (const each of piece.querySelectorAll("[data-sealed]")) {
                const html = film.guess.ended ? film.sealed[each.dataset.sealed] ?? "" : "";
                if (each.told !== html || Boolean(html) !== Boolean(each.firstChild)) each.innerHTML = each.told = html;
            }
            for (const each of piece.querySelectorAll("[data-say]")) {
                const text = filled(film, each.dataset.say, frame);
                if (each.textContent !== text) each.textContent = text;
            }
            for (const each of piece.querySelectorAll("[data-from]")) {
                each.classList.toggle("away", frame < +each.dataset.from || frame >= +each.dataset.until);
            }
        }
    }

    // On a telephone a table's columns are as wide as their cells: each has the room of its longest text.
    keepWidths() {
        if (!matchMedia("(max-width: 640px)").matches) return;
        for (const piece of this.pieces) {
            for (const cell of piece.querySelectorAll("td[data-say]:not([data-widest])")) {
                const texts = this.film.steps.map((_, frame) => filled(this.film, cell.dataset.say, frame));
                const widths = texts.map((text) => textWidth(text, 1));
                cell.dataset.widest = texts[widths.indexOf(Math.max(...widths))];
            }
        }
    }

    // What keeps a page still as it arrives costs a browser a look at half of the page at each mark that moves: it
    // sleeps while nothing arrives.
    arriving() {
        clearTimeout(this.still);
        const style = document.getElementById("arriving");
        if (!style) return;
        const runs = this.app.dataset.testScriptState !== "notRunning";
        style.disabled = !runs && !document.querySelector('[data-testid="stSkeleton"]');
        if (!runs && !style.disabled) this.still = setTimeout(() => this.arriving(), 200);
    }

    // Watch the sizes of the pictures, each from when it is there.
    look(pictures, times = 50) {
        clearTimeout(this.looking);
        const there = pictures.filter(({ key }) => pictureOf(key));
        for (const { key } of there) this.sizes.observe(pictureOf(key));
        const others = pictures.filter((picture) => !there.includes(picture));
        if (others.length && times) this.looking = setTimeout(() => this.look(others, times - 1), 100);
    }

    // A chart that is still loading has no size, and one whose window changes gets another a little later: its labels
    // are placed anew until it stands still.
    resized(times = 20) {
        clearTimeout(this.settling);
        const { pictures } = this.film, before = JSON.stringify(pictures.map(({ inside }) => inside));
        for (const picture of pictures) {
            picture.inside = null;
            for (const group of picture.groups) group.before = null;  // that was in a picture of another size
        }
        this.draw();
        const now = JSON.stringify(pictures.map(({ inside }) => inside));
        if (times && (now !== before || now.includes("null"))) this.settling = setTimeout(() => this.resized(times - 1), 120);
    }
}
