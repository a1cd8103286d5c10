// A table that is wider than its place scrolls sideways: with the arrow keys too, once Tab has reached it; and it says at
// which of its sides there is more, in data-more, where style.css darkens its edge.
const NAMELESS = '[data-testid="stTable"] > div';  // the others have a name, and what Tab reaches, from the beginning
const TABLES = `:is(${NAMELESS}, .walk-table, .exercise-table)`;

function mend(box) {
    tell(box);
    if (!box.matches(NAMELESS)) return;
    if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.role = "group";
        box.ariaLabel = box.querySelector("table").ariaLabel;
    } else {
        for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
}

function tell(box) {
    const before = box.scrollLeft > 1, behind = box.scrollWidth - box.clientWidth - box.scrollLeft > 1;
    box.dataset.more = [before && "left", behind && "right"].filter(Boolean).join(" ");
}

export default function () {
    const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => {
        if (target.isConnected) mend(target.closest(TABLES));  // what is gone has no size either, and tells so
    }));
    const watched = new WeakSet();
    const watch = () => document.querySelectorAll(`${TABLES}, ${TABLES} > table`).forEach((element) => {
        if (watched.has(element)) return;
        watched.add(element);
        sizes.observe(element);
    });
    watch();
    new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
    document.addEventListener("scroll", ({ target }) => {
        if (target.matches?.(TABLES)) tell(target);
    }, { capture: true, passive: true });
}
