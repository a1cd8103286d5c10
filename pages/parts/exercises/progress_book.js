// What has been solved is a book: of each kind and level how often, on which day last, and up to which seed. A book can be
// written as a short text and read from one. Days are counted, each from midnight to midnight where the learner is.

const GAP = 3;  // days after which a solved exercise is due again, each time
const MOST_TIMES = 9_999;
const BEGINS = "practice1";  // a text's first word, with the version of how it is written
const LONGEST = 20_000, QUOTED = 80;  // characters that a text may have, and that are repeated of one that is refused
const KIND = /^[a-z0-9_-]{1,40}$/;
const SOLVED = /^([1-9])@(\d{4}-\d\d-\d\d)x([1-9]\d{0,3})s(\d{1,6})$/;
const WHOLE = `copy all of it, from ${BEGINS} to the # and the four signs after it`;

class Refused extends Error {}

const keyOf = (kind, level) => `${kind}:${level}`;
const isWhole = (number, least, most) => Number.isInteger(number) && number >= least && number <= most;
const isExercise = (of) => KIND.test(of?.kind ?? "") && isWhole(of.level, 1, 9) && isWhole(of.seed, 0, 999_999);
const dayOf = (date) => Math.floor((date - date.getTimezoneOffset() * 60_000) / 86_400_000);
const spelledDay = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);

// How long ago a day was, in words.
function ago(day, today) {
    const days = today - day;
    return ["today", "yesterday"][days] ?? `${days.toLocaleString("en")} days ago`;
}

// The book with one more exercise solved. Numbers from before, once more on the same day, are no second time.
function recorded(book, { kind, level, seed }, today) {
    const known = book.get(keyOf(kind, level)) ?? { times: 0, day: -Infinity, seed: -1 };
    if (known.day === today && seed <= known.seed) return book;
    const times = Math.min(known.times + 1, MOST_TIMES);
    return new Map(book).set(keyOf(kind, level), { times, day: today, seed: Math.max(seed, known.seed) });
}

// Two books in one: of each kind and level the larger count, the later day and the larger seed.
function merged(one, other) {
    const both = new Map(one);
    for (const [key, of] of other) {
        const known = both.get(key) ?? of;
        both.set(key, Object.fromEntries(Object.keys(of).map((name) => [name, Math.max(known[name], of[name])])));
    }
    return both;
}

// What to do next, of exercises in the order of the course: the first that is not solved; else the one that was solved
// longest ago, with the days until it is due.
function proposed(book, exercises, today) {
    const of = ({ kind, level }) => book.get(keyOf(kind, level));
    const fresh = exercises.find((each) => !of(each));
    if (fresh) return { ...fresh, isNew: true };
    const oldest = exercises.reduce((first, each) => (of(each).day < of(first).day ? each : first));
    return { ...oldest, isNew: false, wait: wait(of(oldest).day, today) };
}

// How many days until what was solved on a day is due again.
const wait = (day, today) => Math.max(0, day + GAP - today);

// The seed after all those of which an exercise of this kind was solved; after the very last there is none.
function nextSeed(book, kind, most) {
    const seeds = [...book].filter(([key]) => key.startsWith(`${kind}:`)).map(([, { seed }]) => seed);
    return Math.max(-1, ...seeds.filter((seed) => seed < most)) + 1;
}

// Four signs that another text is unlikely to have, and none that differs in one sign or two neighbours: a CRC.
function checksum(text) {
    let sum = 0xffff;
    for (let place = 0; place < text.length; place += 1) {
        sum ^= text.charCodeAt(place) << 8;
        for (let bit = 0; bit < 8; bit += 1) sum = ((sum << 1) ^ (sum & 0x8000 ? 0x1021 : 0)) & 0xffff;
    }
    return sum.toString(16).padStart(4, "0");
}

// A book as a text: practice1 residuals:1@2026-11-30x2s5,2@2026-12-01x1s0 … #a3f9
function written(book) {
    const words = [BEGINS];
    let before = null;
    for (const key of [...book.keys()].sort()) {
        const [kind, level] = key.split(":"), { times, day, seed } = book.get(key);
        const solved = `${level}@${spelledDay(day)}x${times}s${seed}`;
        if (kind === before) words.push(`${words.pop()},${solved}`);
        else words.push(`${kind}:${solved}`);
        before = kind;
    }
    const text = words.join(" ");
    return `${text} #${checksum(text)}`;
}

// The text as it was typed, in quotation marks; of a long one its beginning, and how long it is.
function quoted(text) {
    const signs = [...text.slice(0, 4 * QUOTED)].slice(0, QUOTED).join("");
    const rest = signs.length < text.length ? ` and so on, ${text.length.toLocaleString("en")} characters in all,` : "";
    return `“${signs}”${rest}`;
}

// {book, ahead}: the book of a text, and how many of its days had not come yet and are taken for today. Throws Refused,
// with one sentence.
function read(text, today) {
    const refuse = (said) => { throw new Refused(`${quoted(text)} ${said}.`); };
    if (text.length > LONGEST) refuse(`is too long: a text from “Carry to another machine” has ${LONGEST.toLocaleString("en")} at most`);
    const words = text.trim().split(/\s+/), [first] = words, sum = words.at(-1);
    if (/^practice\d+$/.test(first) && first !== BEGINS) {
        refuse(`is of another version of this course: here one that begins with ${BEGINS} can be read`);
    }
    if (first !== BEGINS) refuse(`is no text from “Carry to another machine”: there, ${WHOLE}`);
    if (sum !== `#${checksum(words.slice(0, -1).join(" "))}`) refuse(`is not as it was written, since its end does not fit the rest: ${WHOLE}`);
    let book = new Map(), ahead = 0;
    for (const word of words.slice(1, -1)) {
        const [kind, list = "", ...more] = word.split(":");
        for (const solved of list.split(",")) {
            const [, level, spelled, times, seed] = SOLVED.exec(solved) ?? [];
            const day = Date.parse(`${spelled}T00:00:00Z`) / 86_400_000;
            if (more.length || !KIND.test(kind) || Number.isNaN(day) || spelledDay(day) !== spelled) {
                refuse(`has ${quoted(word)} in it: an exercise is wanted as residuals:1@2026-11-30x2s5, with its kind, level, day, times and seed`);
            }
            ahead += day > today;
            book = merged(book, new Map([[keyOf(kind, level), { times: Number(times), day: Math.min(day, today), seed: Number(seed) }]]));
        }
    }
    return { book, ahead };
}
