// The browser's Back comes to what was left as it was left, at the first press: a page, or what a button has changed.
//
// On its way to another page Streamlit first writes the address of the page that it leaves without its experiment, as a
// place of its own in the browser's history, and sometimes that of the new page twice. A button that sets several
// controls makes a place for each of them; what one press does is one place here. And when Back comes to a page that
// shares a control with the one before, it takes the control's value for the other page's, and out of the address.
// A part of a page is a place of its own.

const LINKS = '[data-testid="stSidebarNavLink"], [data-testid="stPageLink-NavLink"]';

// Which part of a page an address opens.
const partIn = ({ search }) => [...new URLSearchParams(search)].find(([key]) => key.endsWith("_part"))?.[1];

export default function () {
    const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
    let place = location.pathname;
    let leaving = false;  // from the click on a link until the address is the other page's
    let written = false;  // has the address changed since the visitor last did something?
    let asked = null;  // by Back: the address of another page, until that has been shown

    addEventListener("click", (event) => {
        const link = event.target.closest?.(LINKS);
        const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
        if (link && !elsewhere && link.pathname !== location.pathname) leaving = true;
    }, true);
    for (const hand of ["pointerdown", "keydown"]) addEventListener(hand, () => { written = false; }, true);

    const told = () => dispatchEvent(new Event("addresswritten"));  // to the step player, which keeps the step there
    history.pushState = (state, title, url) => {
        const to = new URL(url ?? "", location.href);
        if (to.pathname !== location.pathname) {
            [leaving, written, asked, place] = [false, true, null, to.pathname];
            push(state, title, url);
        } else if (written) replace(state, title, url);
        else if (!leaving) {
            written = true;
            push(state, title, url);
        }
        told();
    };

    history.replaceState = (state, title, url) => {
        const to = new URL(url ?? "", location.href);
        const isOther = !leaving && !asked && to.pathname === location.pathname && partIn(to) !== partIn(location);
        if (isOther && !written) {
            written = true;
            push(state, title, url);
        } else if (asked && location.href === asked && to.pathname === location.pathname && to.search !== location.search) {
            asked = null;
            askAgain(location.href);
        } else replace(state, title, url);
        told();
    };

    addEventListener("popstate", (event) => {
        [leaving, written] = [false, false];
        if (event.isTrusted) asked = location.pathname === place ? null : location.href;
        place = location.pathname;
    }, true);

    // Once the page has run, its controls are its own again, and take what the address says.
    function askAgain(address) {
        if (location.href !== address) return;
        const app = document.querySelector('[data-testid="stApp"]');
        if (app?.dataset.testScriptState === "notRunning") dispatchEvent(new PopStateEvent("popstate"));
        else setTimeout(askAgain, 50, address);
    }
}
