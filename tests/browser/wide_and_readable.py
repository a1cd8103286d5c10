"""What the eye of a test asks of a page: nothing cut off, nothing too faint, too small for a finger, or too high."""

# axe's rules that hang on colours, and so on the theme. A chart's colours are looked at by CHARTS.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
NARROWEST_CHART = 200

# What axe finds in Streamlit's own elements, which no setting of ours reaches: (its rule, the element): why.
NOT_OURS = {
    ("list", '[data-testid="stSidebarNavItems"]'): "the menu's list holds its sections' items in a div",
    ("listitem", '[data-testid="stSidebarNavItems"] li'): "the same",
}

# By all rules, or by those of colour alone.
FAULTS = """async ([ofColour, coloursAlone, notOurs]) => {
    const drawn = '[data-testid="stVegaLiteChart"] svg';
    const where = coloursAlone ? {exclude: [[drawn]]} : document;
    const rules = coloursAlone ? {runOnly: ofColour} : {};
    const found = await axe.run(where, {resultTypes: ['violations'], iframes: false, ...rules});
    const ours = [];
    for (const {id, nodes} of found.violations) for (const {target, html, failureSummary} of nodes) {
        const element = document.querySelector(target.at(-1));
        const isOther = ofColour.includes(id) && element.closest(drawn);
        if (!isOther && !notOurs.some(([rule, selector]) => rule === id && element.matches(selector)))
            ours.push(`${id}: ${html.slice(0, 300)} ${failureSummary.slice(0, 300)}`);
    }
    return ours;
}"""


def axe_faults(opened, colours_alone=False):
    """What axe-core, which must be in the page, finds there that is ours."""
    return opened.page.evaluate(FAULTS, [OF_COLOUR, colours_alone, [list(each) for each in NOT_OURS]])


# What of the page's own content is cut off at its right, drawn too narrow to be read, or lies under what follows it; or
# is a table that scrolls and whose edge does not say so.
CUT_OFF = """([narrowest, tablesScroll]) => {
    const main = document.querySelector('[data-testid="stMain"]');
    const cut = [];
    for (const e of main.querySelectorAll(
        '.katex-display, [data-testid="stTable"] > div, [data-testid="stVegaLiteChart"], pre, p, h1, h2, h3, button'
    )) {
        if (!e.checkVisibility() || e.closest('[data-testid="stDataFrame"]')) continue;
        const { left, right, width } = e.getBoundingClientRect();
        if (!width) continue;
        const frame = main.getBoundingClientRect();
        const table = e.matches('[data-testid="stTable"] > div');
        const slack = e.matches('.katex-display') ? 4 : 1;  // KaTeX gives each slanted letter a little more room
        const scrolls = e.scrollWidth > e.clientWidth + slack && getComputedStyle(e).display !== 'inline';
        const said = e.dataset.testid ?? e.tagName.toLowerCase();
        if (scrolls && !e.closest('button') && !(table && tablesScroll))
            cut.push(`${said} ${e.scrollWidth} in ${e.clientWidth}: ${e.innerText}`);
        if (!e.closest('table') && (left < frame.left - 1 || right > frame.right + 1))
            cut.push(`${said} leaves the page: ${e.innerText}`);
        const next = e.matches('h2, h3') && e.closest('[data-testid="stElementContainer"]')?.nextElementSibling;
        const letters = document.createRange();
        letters.selectNodeContents(e);
        const beside = next && next.getBoundingClientRect().left >= letters.getBoundingClientRect().right;
        if (next?.offsetHeight && !beside) {
            const under = letters.getBoundingClientRect().bottom - next.getBoundingClientRect().top;
            if (under > 0.5) cut.push(`${said} ${under} under what follows: ${e.innerText}`);
        }
        if (e.matches('[data-testid="stVegaLiteChart"]') && width < narrowest) cut.push(`a chart ${width} wide`);
    }
    for (const e of main.querySelectorAll('[data-testid="stTable"] > div, .walk-table, .exercise-table')) {
        if (!e.checkVisibility() || e.scrollWidth <= e.clientWidth + 1) continue;
        const shadow = getComputedStyle(e).backgroundSize.split(', ')[e.scrollLeft ? 0 : 1];
        if (parseFloat(shadow) < 10) cut.push(`more of a table, and nothing says so: ${e.innerText.slice(0, 80)}`);
    }
    return cut;
}"""


# What of the charts is too faint for the ground that it is drawn on, or is spoken beside the chart's own text.
CHARTS = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const light = (...colours) => {  // the relative luminance of colours laid over each other, as WCAG 2 defines it
        for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
        const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((value) => value / 255)
            .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (colour, ...grounds) => {
        const [low, high] = [light(...grounds), light(...grounds, colour)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const faults = new Set();
    const thin = (colour, ...opacities) => {  // a colour as it is seen through
        const [red, green, blue, own = 1] = colour.match(/[\\d.]+/g).map(Number);
        return `rgba(${red}, ${green}, ${blue}, ${opacities.reduce((all, one) => all * one, own)})`;
    };
    // A label that is drawn twice, first with a broad edge, has that edge for its ground, whatever lies below.
    const place = (text) => `${text.textContent} ${text.getAttribute('transform')}`;
    const edges = (svg) => new Map([...svg.querySelectorAll('.mark-text.role-mark text')]
        .map((text) => [place(text), getComputedStyle(text)])
        .filter(([, style]) => style.stroke !== 'none' && parseFloat(style.strokeWidth) >= 3)
        .map(([at, style]) => [at, thin(style.stroke, style.strokeOpacity)]));
    for (const svg of document.querySelectorAll('[data-testid="stVegaLiteChart"] svg')) {
        const colour = (element) => getComputedStyle(element).backgroundColor;
        let under = svg;
        while (colour(under) === 'rgba(0, 0, 0, 0)') under = under.parentElement;
        const ground = colour(under);
        const halos = edges(svg);
        for (const text of svg.querySelectorAll('text')) {
            if (!text.closest('[aria-hidden="true"]')) faults.add(`read aloud: ${text.textContent}`);
            const style = getComputedStyle(text);
            if (text.closest('[class*="role-axis"], [class*="role-legend"]') && contrast(style.fill, ground) < 4.5)
                faults.add(`an axis in ${style.fill} on ${ground}`);
            if (!text.closest('.mark-text.role-mark') || !text.textContent || style.stroke !== 'none') continue;
            if (style.opacity === '0') continue;  // it has its room, and is not to be seen yet
            const said = thin(style.fill, style.fillOpacity, style.opacity), halo = halos.get(place(text));
            const grounds = halo ? [['black', halo], ['white', halo]] : [[ground]];
            const least = Math.min(...grounds.map((each) => contrast(said, ...each)));
            if (least < 4.5) faults.add(`“${text.textContent}” in ${said} on ${halo ?? ground}: ${least.toFixed(2)}`);
        }
        for (const said of svg.querySelectorAll('[aria-label]')) faults.add(`read aloud: ${said.ariaLabel}`);
        // A map is a ground of its own, and so is the picture that a chart without a ground is laid over.
        const map = svg.querySelector('image') || svg.querySelectorAll('.mark-rect > path').length > 50;
        if (map || under !== svg) continue;
        for (const mark of svg.querySelectorAll(':is(.mark-line, .mark-rule, .mark-symbol).role-mark > *')) {
            const style = getComputedStyle(mark);
            const faint = style.opacity * style.strokeOpacity < 1;  // on purpose: a help line, or what is yet to come
            const drawn = [style.fill, style.stroke].filter((colour) => !['none', 'transparent'].includes(colour));
            const best = Math.max(...drawn.map((colour) => contrast(colour, ground)));
            if (!faint && drawn.length && best < 3) faults.add(`a mark in ${drawn} on ${ground}: ${best.toFixed(2)}`);
        }
    }
    return [...faults];
}"""

# The headings in their order, and each line in bold that names the table or chart below it without being one.
OUTLINE = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    const isSeen = (element) => element.checkVisibility();
    const headings = [...main.querySelectorAll('h1, h2, h3, h4')].filter(isSeen);
    const names = [...main.querySelectorAll('[data-testid="stMarkdown"] p > strong:first-child')].filter((strong) => {
        const below = strong.closest('[data-testid="stElementContainer"]')?.nextElementSibling;
        const first = strong.parentElement.firstChild === strong;
        const sentence = /[.:?!] *$/.test(strong.textContent) || /[.:?!]$/.test(strong.parentElement.textContent);
        return first && !sentence && below?.querySelector('[data-testid="stTable"], [data-testid="stVegaLiteChart"]');
    });
    const said = names.map((name) => name.parentElement.innerText);
    return [headings.map((h) => [Number(h.tagName[1]), h.innerText]), said];
}"""


# Until nothing has changed in the page for a moment, and no colour is on its way to another.
QUIET = """() => new Promise((resolve) => {
    let timer;
    const isOnItsWay = (each) => each instanceof CSSTransition && each.playState === 'running';
    const done = () => {
        if (document.getAnimations().some(isOnItsWay)) return again();
        watch.disconnect();
        resolve();
    };
    const again = () => { clearTimeout(timer); timer = setTimeout(done, 150); };
    const watch = new MutationObserver(again);
    watch.observe(document, { childList: true, subtree: true, attributes: true });
    again();
    setTimeout(() => { watch.disconnect(); clearTimeout(timer); resolve(); }, 5000);  // what never rests, as it is
})"""


def at_width(opened, width, dark):
    """The page at a width, in a theme, as high as it is: axe sees contrast only of what is in the window."""
    opened.look(width, 800, dark)
    opened.page.evaluate(QUIET)
    opened.look(width, opened.page.get_by_test_id("stMain").evaluate("e => e.scrollHeight") + 200, dark)
    opened.page.evaluate(QUIET)


HIGH = "document.querySelector('[data-testid=stMain]').scrollHeight"
SIDEWAYS = "(main => main.scrollWidth - main.clientWidth)(document.querySelector('[data-testid=stMain]'))"

FINGER = """() => {
    const CONTROLS = `button, select, summary, input[type="text"], input[type="range"],
        [data-testid="stCheckbox"] label, [data-testid="stPageLink-NavLink"]`;
    // Help, Streamlit's own in a piece of code, what has a second way, and what is only a part of its field.
    const OTHERS = `[data-testid="stTooltipIcon"], [data-testid="stCode"], .number-steps, [data-rac] input,
        [aria-label="Open"]`;
    return [...document.querySelector('[data-testid="stMain"]').querySelectorAll(CONTROLS)]
        .filter((each) => each.checkVisibility() && !each.closest(OTHERS))
        .map((each) => [each.innerText || each.ariaLabel || each.type,
            (each.closest('[data-testid="stTextInputRootElement"]') ?? each).getBoundingClientRect().height])
        .filter(([, height]) => height < 39.5);
}"""


def fits_a_telephone(opened):
    opened.look()
    opened.settle(reruns=False)
    opened.page.locator("details[open] > summary").evaluate_all("all => all.forEach((each) => each.click())")
    opened.page.wait_for_function("() => !document.querySelector('details[open]')")
    assert opened.page.evaluate(HIGH) <= 1700
    opened.look(width=390)
    opened.settle(reruns=False)
    assert opened.page.evaluate(SIDEWAYS) <= 0
