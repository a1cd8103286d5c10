// Tab goes from a popover's button into the popover, and out of it to what follows the button: Streamlit draws what is
// in it at the end of the page, dozens of presses away. Who leaves it leaves it closed, since it would lie over the rest.

const BUTTON = '[data-testid="stPopoverButton"][aria-expanded="true"]', BODY = '[data-testid="stPopoverBody"]';
const STOPS = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]';

const stopsIn = (element) => [...element.querySelectorAll(STOPS)].filter((each) => each.tabIndex >= 0 && each.checkVisibility());

export default function () {
    document.addEventListener("keydown", (event) => {
        if (event.key !== "Tab" || event.altKey || event.ctrlKey || event.metaKey) return;
        const body = document.querySelector(BODY), button = document.querySelector(BUTTON);
        if (!body || !button) return;
        const stops = stopsIn(body), at = document.activeElement, back = event.shiftKey;
        if (at === button && !back && stops.length) {
            event.preventDefault();
            stops[0].focus();
        } else if (at === (back ? stops[0] : stops.at(-1))) {
            button.focus();
            if (back) event.preventDefault();
            else button.click();  // closed; the browser goes on from the button
        } else if (at === button) button.click();
    }, true);
}
