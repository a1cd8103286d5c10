// What the browser makes of a film: its numbers unpacked, its texts filled, its marks placed.

const HOLE = /\ue000(\d+)(.?)\ue001/g;
const WAYS = { "": spelled, s: signed, c: counted, f: (value) => spelled(value, 8) };

// The film's bytes: the length of its head, the head, the numbers that are spelled, the places in its pictures.
async function unpacked(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const whole = await new Response(stream).arrayBuffer();
    const length = Number(new DataView(whole).getBigUint64(0, true));
    const film = JSON.parse(new TextDecoder().decode(new Uint8Array(whole, 8, length)));
    const frames = film.steps.length, places = 8 + length + 8 * film.numbers * frames;
    film.numbers = new Float64Array(whole, 8 + length, film.numbers * frames);
    for (const picture of film.pictures) {
        let first = 0;
        for (const group of picture.groups) {
            group.first = first;
            first += group.count;
            if (group.start === undefined) continue;
            const from = places + group.start, count = (group.trail ? 1 : group.count) * (group.stays ? 1 : frames);
            group.places = group.span ? new Uint16Array(whole, from, count) : new Float32Array(whole, from, count);
        }
        picture.count = first;
    }
    return film;
}

// A hole that the film does not know is of the next film, which is on its way.
function filled(film, template, frame) {
    const frames = film.steps.length;
    return template.replace(HOLE, (hole, place, way) => {
        if (way === "v") return filled(film, film.texts[place]?.findLast(([start]) => start <= frame)[1] ?? "", frame);
        if (way !== "q") return WAYS[way](film.numbers[place * frames + frame]);
        const [kinds, text, instead] = film.questions[place] ?? [[], "", ""];
        return filled(film, hides(film, kinds, frame) ? instead : text, frame);
    });
}

// Whether one of these kinds is asked at a frame, and not answered yet; "end" is until the walk has come there. After
// the last step there is none to ask for.
function hides({ guess: { asking, told, ended }, steps }, kinds, frame) {
    const isAsked = kinds.includes(asking) && frame < steps.length - 1 && !told.has(`${asking} ${steps[frame]}`);
    return isAsked || (kinds.includes("end") && !ended);
}

// What the learner has been told of a run stays told when it comes once more: the answers, and, where they have walked
// to its end, how it ends.
function know(film, before, asking) {
    const known = before?.run === film.run ? before.guess : { told: new Set(), walked: false };
    film.guess = { asking: film.asking && asking, told: known.told, walked: known.walked, ended: film.ended || known.walked };
    film.lit = new Set();
}

// Where a picture's marks are at a frame: a number for each cell, NaN for what is nowhere or is a text.
function placesAt(film, picture, frame) {
    const cells = new Float64Array(picture.count).fill(NaN);
    for (const group of picture.groups) {
        const { places, first, count, told, asking, lit } = group;
        if (!places || (told && hides(film, told, frame)) || (asking && !hides(film, asking, frame))) continue;
        for (let i = 0; i < count; i++) if (!lit || film.lit.has(lit[i])) cells[first + i] = placeAt(group, frame, i);
    }
    return cells;
}

// One of a group's places at a frame; of a trail those of the frames ahead are where it has come to.
function placeAt({ places, count, low, span, trail, stays }, frame, i) {
    const value = places[trail ? Math.min(i, frame) : stays ? i : frame * count + i];
    return span ? (value === 65535 ? NaN : low + value / 65534 * span) : value;
}

// One of two sets of places, or a part of the way from the one to the other.
function between(from, to, part) {
    if (part >= 1 || !from) return to;
    return to.map((end, i) => Number.isNaN(from[i]) ? end : from[i] + (end - from[i]) * part);
}

function pictureOf(key) {
    return document.querySelector(`.st-key-${CSS.escape(key)}_picture`);
}

// The inside of a picture, in pixels, as it is drawn now.
function insideOf(key) {
    const box = pictureOf(key)?.querySelector(".mark-group.role-frame.root .background");
    const { width = 0, height = 0 } = box?.getBBox() ?? {};
    return width > 0 ? { width, height } : null;
}

// The marks of a layer, in the units of the axes: [x, y, x2, y2] each.
function marksOf(picture, of, cells) {
    const { x, y, x2 = x, y2 = y } = picture.layers[of] ?? { x: [], y: [] };
    const size = (column) => column.length ?? picture.groups.find(({ first }) => first === column).count;
    const value = (column, i) => column.length ? column[Math.min(i, column.length - 1)] : cells[column + i];
    return Array.from({ length: Math.max(...[x, y, x2, y2].map(size)) }, (_, i) => [x, y, x2, y2].map((each) => value(each, i)));
}

// Where a text is anchored: at its mark, or at the middle of the rule that its mark is.
function anchor(group, [x, y, x2, y2]) {
    return group.middle ? [(x + x2) / 2, (y + y2) / 2] : [x, y];
}

// Each label at a frame, by its place among the cells: its text, and how far right and up of its mark it stands.
function labelsAt(film, picture, frame, cells, inside) {
    const found = new Map(), taken = [];
    const part = (value, [low, high], size) => (value - low) / (high - low) * size;
    const across = (x) => part(x, picture.x, inside.width), up = (y) => part(y, picture.y, inside.height);
    const drawn = (of) => marksOf(picture, of, cells).map(([x, y, x2, y2]) => [across(x), up(y), across(x2), up(y2)]);
    const isSomewhere = ([x, y]) => Number.isFinite(x + y);
    for (const group of picture.groups) {
        if (!group.of || inside.width < group.wide) continue;
        const around = (layers, radius) => layers.flatMap(drawn).filter(isSomewhere).map(([x, y]) => dotBox(x, y, radius));
        const fixed = [...around(group.dots, 6.5), ...around(group.small, 2.5)];
        const lines = [
            ...group.paths.map((of) => drawn(of).map(([x, y]) => [x, y])),
            ...group.rules.flatMap(drawn).map(([x, y, x2, y2]) => [[x, y], [x2, y2]]),
        ].map((line) => line.filter(isSomewhere));
        const marks = drawn(group.of).map((mark, place) => {
            const [x, y] = anchor(group, mark);
            return { place, x, y, long: Math.hypot(mark[2] - mark[0], mark[3] - mark[1]),
                text: filled(film, group.texts[place], frame), sides: group.sides, before: group.before?.[place] };
        });
        if (group.middle) marks.sort((one, other) => other.long - one.long || one.place - other.place);
        const look = { fontSize: group.size, bold: group.bold, clear: group.clear, taken };
        const places = placed(inside, marks, fixed, lines, look);
        group.before = [];
        marks.forEach(({ place, text }, i) => {
            if (!places[i]) return;
            const { right, up, box } = places[i];
            taken.push(box);
            group.before[place] = { right, up };
            found.set(group.first + place, { text, right, up });
        });
    }
    return found;
}

// A picture's cells as the text that its chart takes from its input.
function written(film, picture, frame, cells, labels) {
    const texts = Array.from(cells, (value) => Number.isFinite(value) ? String(+value.toPrecision(7)) : "");
    for (const group of picture.groups) {
        if (!group.texts) continue;
        group.texts.forEach((template, i) => {
            if (!group.of) texts[group.first + i] = filled(film, template, frame);
        });
        if (!group.of) continue;
        marksOf(picture, group.of, cells).forEach((mark, i) => {
            const label = labels.get(group.first + i);
            const told = label ? [...anchor(group, mark), label.right, label.up, label.text] : [];
            told.forEach((each, column) => { texts[group.first + column * group.texts.length + i] = String(each); });
        });
    }
    return [picture.stamp, ...texts].join("\ue002");
}
