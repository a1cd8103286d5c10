// On a telephone the menu lies over the page: once a page has been chosen from it, it goes. Streamlit would remember that
// as a wish of the visitor's, and begin without a menu in a wide window, too.

const NARROW = "(max-width: 640px)", WISH = "stSidebarCollapsed", WRITTEN = 500;  // ms until it is remembered

export default function () {
    document.addEventListener("click", ({ target }) => {
        if (!target.closest?.('[data-testid="stSidebarNavLink"]') || !matchMedia(NARROW).matches) return;
        setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click());
        setTimeout(() => Object.keys(localStorage).filter((key) => key.startsWith(WISH)).forEach((key) => localStorage.removeItem(key)), WRITTEN);
    });
}
