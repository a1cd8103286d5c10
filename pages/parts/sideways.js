// Tables that are wider than their place can be reached by the keyboard.
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
    const news = new MutationObserver(watch);
    news.observe(document.querySelector('[data-testid="stMain"]'), { childList: true, subtree: true });
    return () => { sizes.disconnect(); news.disconnect(); };
}
