// Where labels go in a picture whose size is known: beside their points, as pages/parts/labels.py places them for all
// sizes at once, and never over another label, over a dot or beyond the picture. Pixels, from the lower left corner.

const GAP = 1.5; // kept free around a label

// Right and up from the point, in the order in which the places are tried; the first 14 are those of labels.py.
const SIDES = {
    "high right": [10, 9],
    "high left": [-10, 9],
    "low right": [10, -10],
    "low left": [-10, -10],
    "above": [0, 18],
    "below": [0, -19],
    "right": [10, 0],
    "left": [-10, 0],
    "higher right": [12, 25],
    "higher left": [-12, 25],
    "lower right": [12, -26],
    "lower left": [-12, -26],
    "far above": [0, 34],
    "far below": [0, -35],
};
// Farther and farther off, where a browser finds nothing near that no line crosses.
for (const far of [24, 36, 48, 60]) {
    const slant = Math.round(0.7 * far);
    Object.assign(SIDES, {
        [`right by ${far}`]: [far, 0],
        [`left by ${far}`]: [-far, 0],
        [`high right by ${far}`]: [slant, slant],
        [`high left by ${far}`]: [-slant, slant],
        [`low right by ${far}`]: [slant, -slant],
        [`low left by ${far}`]: [-slant, -slant],
        [`above by ${far}`]: [0, far],
        [`below by ${far}`]: [0, -far],
    });
}
const ALL_SIDES = Object.keys(SIDES);
const PLACES = { ...SIDES, "on": [0, 0] }; // upon its point: only where a label asks for it

// Widths of letters in parts of their size; the first set that has a letter says it.
const WIDTHS_OF = [
    [" .,:;'|il!()jtf", 0.33],
    ["mwMW%@", 0.9],
    ["→←▲▼◆▶◀✕…", 1.0],
    ["ABCDEFGHKLNOPQRSTUVXYZ×+−=±≈", 0.67],
];
const OTHER_WIDTH = 0.57;
const WIDTH_OF = new Map([...WIDTHS_OF].reverse().flatMap(([letters, wide]) => [...letters].map((one) => [one, wide])));

function textWidth(text, fontSize, bold = false) {
    const width = (line) => [...line].reduce((sum, letter) => sum + (WIDTH_OF.get(letter) ?? OTHER_WIDTH), 0);
    return fontSize * Math.max(...text.split("\n").map(width)) * (bold ? 1.05 : 1);
}

const textHeight = (text, fontSize) => 1.2 * fontSize * text.split("\n").length;

// The box [left, bottom, right, top] of a round mark, as `placed` wants it in `fixed`.
const dotBox = (x, y, radius = 6.5) => [x - radius, y - radius, x + radius, y + radius];

function isApart(one, other) {
    return one[0] - other[2] >= GAP || other[0] - one[2] >= GAP || one[1] - other[3] >= GAP || other[1] - one[3] >= GAP;
}

// Four numbers for each piece of the lines between two points next to each other.
function piecesOf(lines) {
    const pieces = [];
    for (const line of lines) {
        for (let i = 1; i < line.length; i++) {
            const [x, y] = line[i - 1], [x2, y2] = line[i];
            if ([x, y, x2, y2].every(Number.isFinite)) pieces.push(x, y, x2, y2);
        }
    }
    return pieces;
}

// How much of the lines lies in a box and the gap around it, in pixels. Stops where it is more than `most`.
function crossed(box, pieces, most) {
    const left = box[0] - GAP, bottom = box[1] - GAP, right = box[2] + GAP, top = box[3] + GAP;
    let sum = 0;
    for (let i = 0; i < pieces.length && sum <= most; i += 4) {
        const x = pieces[i], y = pieces[i + 1], x2 = pieces[i + 2], y2 = pieces[i + 3];
        if ((x < left && x2 < left) || (x > right && x2 > right)) continue;
        if ((y < bottom && y2 < bottom) || (y > top && y2 > top)) continue;
        const across = x2 - x, up = y2 - y;
        let from = 0, to = 1; // the part of the piece that lies in the box
        if (across) {
            const one = (left - x) / across, other = (right - x) / across;
            from = Math.max(from, Math.min(one, other));
            to = Math.min(to, Math.max(one, other));
        }
        if (up) {
            const one = (bottom - y) / up, other = (top - y) / up;
            from = Math.max(from, Math.min(one, other));
            to = Math.min(to, Math.max(one, other));
        }
        if (to > from) sum += (to - from) * Math.hypot(across, up);
    }
    return sum;
}

// Where labels stand, each beside its point: [{right, up, box}, …] in the order of `wanted`, null where nothing is free.
//
// size    {width, height} of the picture's inside
// wanted  [{text, x, y, sides, before}], those that matter most first; sides: names of SIDES, or all; before: what was
//         found for it in the frame before; there it stays while that is free and no place is better
// fixed   boxes of what may not be covered, as `dotBox` makes them
// lines   arrays of points [x, y] that are better not covered; `clear`: that are not covered at all
// taken   boxes of labels that were placed before
function placed(size, wanted, fixed, lines, { fontSize = 12.5, bold = false, clear = false, taken = [] } = {}) {
    const pieces = piecesOf(lines), full = [...fixed, ...taken];
    const most = clear ? 0 : Infinity;
    return wanted.map(({ text, x, y, sides, before }) => {
        if (!text || !Number.isFinite(x) || !Number.isFinite(y)) return null;
        const wide = textWidth(text, fontSize, bold), high = textHeight(text, fontSize) / 2;
        const places = (sides ?? ALL_SIDES).map((side) => PLACES[side]);
        if (before) places.unshift([before.right, before.up]);
        let best = null, least = Infinity;
        for (const [right, up] of places) {
            const left = x + right + (right > 0 ? 0 : right < 0 ? -wide : -wide / 2);
            const box = [left, y + up - high, left + wide, y + up + high];
            if (box[0] < 0 || box[1] < 0 || box[2] > size.width || box[3] > size.height) continue;
            if (!full.every((other) => isApart(box, other))) continue;
            const much = crossed(box, pieces, Math.min(least, most));
            if (much <= most && much < least) [best, least] = [{ right, up, box }, much];
            if (!least) break;
        }
        if (best) full.push(best.box);
        return best;
    });
}
