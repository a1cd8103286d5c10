// A table that is wider than its place scrolls sideways: with the arrow keys too, once Tab has reached it.
const TABLES = '[data-testid="stTable"] > div';

function mend(box) {
    if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.role = "group";
        box.ariaLabel = box.querySelector("table").ariaLabel;
    } else {
        for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
}

export default function () {
    const sizes = new ResizeObserver((changes) => changes.forEach((change) => mend(change.target.closest(TABLES))));
    const watched = new WeakSet();
    const watch = () => document.querySelectorAll(`${TABLES}, ${TABLES} > table`).forEach((element) => {
        if (watched.has(element)) return;
        watched.add(element);
        sizes.observe(element);
    });
    watch();
    new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
}
