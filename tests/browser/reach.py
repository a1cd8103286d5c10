"""What a mouse finds on an open page: which controls do not receive the pointer, and what moved once it was seen."""

# Each visible, enabled control of a part of the page, and whether the element at its centre belongs to it. A control is
# looked at where it stands in the middle of the window, and once more where it stands in the top 60 px: there a visible
# button of Streamlit's header may lie over it, and nothing else.
UNREACHED = """([within, scrolling]) => {
    const CONTROLS = `a[href], button, input, textarea, select, summary,
        [role="button"], [role="slider"], [role="tab"], [role="combobox"], [role="switch"]`;
    const main = document.querySelector('[data-testid="stMain"]');
    const shown = (e) => {
        const box = e.getBoundingClientRect();
        return box.width > 3 && box.height > 3 && box.right > 0 && box.left < innerWidth
            && e.checkVisibility({opacityProperty: true, visibilityProperty: true})
            && !e.closest('[disabled], [aria-disabled="true"], [aria-hidden="true"], [inert], svg, canvas');
    };
    const whose = (e) => e.closest('label, [data-baseweb], [role="radiogroup"], [role="group"]') ?? e;
    const name = (e) => {
        const test = e.closest('[data-testid]')?.dataset.testid ?? '';
        const text = e.getAttribute('aria-label') || e.innerText || e.closest('label, [data-testid]')?.innerText || '';
        return `${test} “${text.trim().slice(0, 40)}”`;
    };
    // Of a slider the thumb is seen; its input stands beside it, hidden.
    const seen = (e) => e.matches('input[type="range"]') && e.closest('[data-rac]') || e;
    const middle = (e) => {
        const box = seen(e).getClientRects()[0];  // of a link that is broken into lines, the first
        return [box.left + box.width / 2, box.top + box.height / 2];
    };
    const over = (e) => {
        const hit = document.elementFromPoint(...middle(e));
        const labels = e.matches('input') ? [...e.labels ?? []] : [];
        const own = hit && (seen(e).contains(hit) || labels.some((l) => l.contains(hit))
            || (e.matches('input, [role="slider"]') && hit.contains(e) && whose(e).contains(hit)));
        return own ? null : (hit ? name(hit) : 'nothing');
    };
    const inWindow = (e) => {
        const [x, y] = middle(e);
        return x >= 0 && y >= 0 && x < innerWidth - 1 && y < innerHeight - 1;  // on the edge itself nothing is found
    };
    const found = [];
    const controls = [...document.querySelectorAll(within)].flatMap((part) => [...part.querySelectorAll(CONTROLS)]);
    for (const e of controls.filter(shown)) {
        if (scrolling) e.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
        else if (!inWindow(e)) continue;
        const lies = over(e);
        // Where it stands in the window without being scrolled to, the header's buttons and a telephone's player lie.
        const button = document.elementFromPoint(...middle(e))?.closest('[data-testid="stHeader"] button, .player');
        if (lies && (scrolling || !button)) found.push(`${name(e)} lies under ${lies}`);
        if (!scrolling || !main.contains(e)) continue;
        main.scrollBy({top: middle(e)[1] - 30, behavior: 'instant'});
        const hit = document.elementFromPoint(...middle(e));
        if (inWindow(e) && over(e) && !hit?.closest('[data-testid="stHeader"] button')) {
            found.push(`${name(e)}, scrolled to the top, lies under ${over(e)}`);
        }
    }
    return found;
}"""

# The title and the controls of the first screen, but for sliders' thumbs, which move with their value: each with the
# place where it was first seen, looked at before every painting of the page, for as long as `looking` is true. What
# stands elsewhere later, before any scrolling, is told.
FIRST_SEEN = """() => {
    const first = new Map();
    window.moved = [];
    window.looking = true;
    const look = () => {
        const main = document.querySelector('[data-testid="stMain"]');
        const title = main?.querySelector('h1')?.textContent;
        if (title !== window.titled) first.clear();  // another page
        window.titled = title;
        const all = main?.scrollTop ? [] : main?.querySelectorAll('h1, a, button, input:not([type="range"])');
        for (const e of all ?? []) {
            const {x, y, width, height} = e.getBoundingClientRect();
            if (!width || !height || e.closest('svg, [data-stale="true"]')) continue;
            if (!e.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
            const key = e.matches('h1') ? 'h1' : e;
            const was = first.get(key);
            if (!was && y < innerHeight) first.set(key, {x, y});
            else if (was && Math.hypot(x - was.x, y - was.y) > 1.5) {
                const text = e.getAttribute('aria-label') || e.innerText || e.closest('[data-testid]')?.innerText || '';
                const way = `${[was.x, was.y].map(Math.round)} to ${[x, y].map(Math.round)}`;
                window.moved.push(`${e.tagName} “${text.trim().slice(0, 40)}” from ${way}`);
                first.set(key, {x, y});
            }
        }
        window.seen = first.size;
        if (window.looking) requestAnimationFrame(look);
    };
    look();
}"""

# Since it was last looked at, nothing large has moved; and on a phone the menu has slid away.
STANDS_STILL = """() => {
    const large = '[data-testid="stSidebar"], [data-testid="stMainBlockContainer"], [data-testid="stVegaLiteChart"]';
    const boxes = [...document.querySelectorAll(large)].map((e) => JSON.stringify(e.getBoundingClientRect())).join();
    const still = boxes === window.boxes;
    window.boxes = boxes;
    const menu = document.querySelector('[data-testid="stSidebar"]');
    return still && (innerWidth > 640 || menu.getBoundingClientRect().right <= 0);
}"""
