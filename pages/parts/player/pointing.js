// What is pointed at lights up wherever it is seen: an observation in its row, its dot and its Residual, a factor in the
// network, a parameter at its edge. And a click in a picture of the steps goes to the step below it.

const NEAR = 18;  // pixels from a mark within which it is pointed at

class Pointing {
    constructor(player) {
        this.player = player;
        this.seen = (event) => this.at(event);
        this.pressed = (event) => this.key(event);
        for (const kind of ["pointermove", "pointerdown", "focusin"]) document.addEventListener(kind, this.seen, { passive: true });
        this.clicked = (event) => this.goes(event);
        document.addEventListener("click", this.clicked);
        document.addEventListener("keydown", this.pressed);
    }

    leave() {
        for (const kind of ["pointermove", "pointerdown", "focusin"]) document.removeEventListener(kind, this.seen);
        document.removeEventListener("click", this.clicked);
        document.removeEventListener("keydown", this.pressed);
    }

    at({ type, target, clientX, clientY }) {
        if (!this.player.film || !target.closest) return;
        const table = target.closest(this.own(".walk-table"));
        if (type === "focusin" && table === target) return this.light(names(table.querySelector("tbody [data-lights]")));
        const element = target.closest(this.own("[data-lights]"));
        const picture = element ? null : this.pictureAt(target);
        if (element) this.light(names(element));
        else if (picture) this.light(nearest(picture, this.player.frame, clientX, clientY));
        else if (type !== "focusin" && !document.activeElement?.matches(this.own(".walk-table"))) this.light([]);
    }

    // The arrow keys go through a table that has the focus: up and down its rows, left and right its columns.
    key(event) {
        const table = event.target.matches?.(this.own(".walk-table")) && event.target;
        const way = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!table || !way) return;
        const found = [...table.querySelectorAll(["ArrowLeft", "ArrowRight"].includes(event.key) ? "th[data-lights]" : "tr[data-lights]")];
        if (!found.length) return;
        const now = found.findIndex((each) => each.classList.contains("is-lit"));
        this.light(names(found[Math.max(0, Math.min(found.length - 1, now + way))]));
        event.preventDefault();
    }

    own(selector) { return `[data-walk="${CSS.escape(this.player.prefix)}"] ${selector}`; }

    pictureAt(target) {
        return this.player.film.pictures.find(({ key }) => target.closest(`.st-key-${CSS.escape(key)}_picture`));
    }

    light(found) {
        const { film, screen } = this.player;
        if (found.join() === [...film.lit].join()) return;
        film.lit = new Set(found);
        screen.again(({ groups }) => groups.some(({ lit }) => lit));
        this.shown();
    }

    // Also called where a rerun has drawn the tables anew.
    shown() {
        for (const each of document.querySelectorAll(this.own("[data-lights]"))) {
            each.classList.toggle("is-lit", names(each).some((name) => this.player.film.lit.has(name)));
        }
    }

    goes({ target, clientX }) {
        if (!this.player.film || !this.player.isHere()) return;
        const picture = target.closest && this.pictureAt(target);
        const box = picture?.goes && boxOf(picture.key);
        if (!box || clientX < box.left - 4 || clientX > box.right + 4) return;
        const [low, high] = picture.x;
        this.player.go(this.player.nearest(low + (clientX - box.left) / box.width * (high - low)));
    }
}

const names = (element) => element?.dataset.lights?.split(" ") ?? [];

// The inside of a picture, in the window.
function boxOf(key) {
    return pictureOf(key)?.querySelector(".mark-group.role-frame.root .background")?.getBoundingClientRect();
}

// The names of the mark that is nearest to a place in the window, and near.
function nearest(picture, frame, clientX, clientY) {
    const groups = picture.groups.filter(({ lit, places }) => lit && places), box = boxOf(picture.key);
    if (!groups.length || !box?.width) return [];
    let best = NEAR, found = [];
    const across = (value) => box.left + (value - picture.x[0]) / (picture.x[1] - picture.x[0]) * box.width;
    const up = (value) => box.bottom - (value - picture.y[0]) / (picture.y[1] - picture.y[0]) * box.height;
    for (const set of sets(groups)) {
        set.x.lit.forEach((name, i) => {
            const at = (column) => column && placeAt(column, frame, i);
            const x = across(at(set.x)), y = up(at(set.y)), x2 = across(at(set.x2) ?? at(set.x)), y2 = up(at(set.y2) ?? at(set.y));
            const far = farFrom(clientX, clientY, x, y, x2, y2);
            if (far < best - 0.5) [best, found] = [far, [name]];
        });
    }
    return found;
}

// The columns of each layer: they stand one after the other, and begin with x.
function sets(groups) {
    const found = [];
    for (const group of groups) {
        if (group.column === "x") found.push({});
        found.at(-1)[group.column] = group;
    }
    return found;
}

// How far a point is from the line between two others.
function farFrom(px, py, x, y, x2, y2) {
    const long = (x2 - x) ** 2 + (y2 - y) ** 2;
    const part = long ? Math.max(0, Math.min(1, ((px - x) * (x2 - x) + (py - y) * (y2 - y)) / long)) : 0;
    return Math.hypot(px - x - part * (x2 - x), py - y - part * (y2 - y));
}
