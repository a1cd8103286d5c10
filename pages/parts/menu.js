// On a telephone the menu lies over the page: once a page has been chosen from it, it goes.

const NARROW = "(max-width: 640px)";

export default function () {
    document.addEventListener("click", ({ target }) => {
        if (!target.closest?.('[data-testid="stSidebarNavLink"]') || !matchMedia(NARROW).matches) return;
        setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click());
    });
}
