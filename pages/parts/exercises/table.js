// How a sheet is built: a real table, whose blanks are fields, the questions below it, and the lines of a worked one.
// What stands there is set as text, never as markup.

const made = (tag, { text, children = [], ...rest } = {}) => {
    const element = Object.assign(document.createElement(tag), rest);
    if (text !== undefined) element.textContent = text;
    element.append(...children);
    return element;
};

const MARKS = {
    right: ["✓", "right"],
    carried: ["↪ own", "right, from your own number"],
    wrong: ["✗", "not right"],
    unread: ["?", "not read"],
    told: ["shown", "the solution, shown"],
};

// What is marked at a cell, to be seen and to be read out.
function marked(mark, standing) {
    const [sign, words] = MARKS[standing] ?? ["", ""];
    mark.dataset.look = standing;
    mark.replaceChildren(
        made("span", { text: sign, ariaHidden: "true" }),
        made("span", { text: words, className: "exercise-heard" }),
    );
}

// Cells to point at are one stop of the Tab key; the arrow keys go from one to the next.
function pointedAt(buttons) {
    const here = (button) => { for (const each of buttons) each.tabIndex = each === button ? 0 : -1; };
    const place = (button) => [button.closest("tr").rowIndex, button.closest("td").cellIndex];
    here(buttons[0]);
    for (const button of buttons) {
        button.addEventListener("focus", () => here(button));
        button.addEventListener("keydown", (event) => {
            const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
            if (!way) return;
            event.preventDefault();
            const [row, column] = place(button), ahead = (each) => {
                const [down, right] = [place(each)[0] - row, place(each)[1] - column];
                return way[0] ? right === 0 && down * way[0] : down === 0 && right * way[1];
            };
            const next = buttons.filter((each) => ahead(each) > 0).sort((one, other) => ahead(one) - ahead(other))[0];
            next?.focus();
        });
    }
}

// Builds a sheet into its root; gives for each blank {label, shows, fields, mark, isChoice}: fields are the elements in
// which it is filled in.
function built(root, sheet, name) {
    const blanks = [], part = (each) => root.querySelector(`[data-part="${each}"]`);
    const mark = (place) => made("span", { className: "exercise-mark", id: `${name}-mark-${place}` });
    part("task").textContent = sheet.task;
    const pointers = {};  // of each question that points at cells, its buttons
    const cell = (each) => {
        if (!each) return made("td");
        const { label, shows, blank, text, points } = each;
        let inside;
        if (blank !== null) {
            const input = made("input", { type: "text", inputMode: "text", autocomplete: "off", spellcheck: false, maxLength: 80, size: 7, ariaLabel: label });
            blanks[blank] = { label, shows, fields: [input], mark: mark(blank), isChoice: false };
            inside = [made("span", { className: "exercise-cell", children: [input, blanks[blank].mark] })];
        } else if (points) {
            const button = made("button", { type: "button", text, ariaLabel: `${label}: ${text}`, value: points[1], className: "exercise-point" });
            (pointers[points[0]] ??= []).push(button);
            inside = [button];
        } else inside = [text];
        const td = made("td", { children: inside });
        td.dataset.shows = JSON.stringify(shows);
        return td;
    };
    const head = made("tr", { children: sheet.heads.map((text) => text ? made("th", { text, scope: "col" }) : made("td")) });
    const rows = sheet.rows.map((row) => made("tr", { children: [made("th", { text: row.name, scope: "row" }), ...row.cells.map(cell)] }));
    const table = made("table", { children: [made("thead", { children: [head] }), made("tbody", { children: rows })] });
    part("table").replaceChildren(table);
    for (const buttons of Object.values(pointers)) pointedAt(buttons);
    part("questions").replaceChildren(...sheet.questions.map((each) => {
        const { label, shows, blank, options, told, words } = each;
        if (blank === null) return made("p", { children: [made("b", { text: label }), ` ${told}`] });
        const fields = pointers[blank] ?? options.map(([value]) => made("input", { type: "radio", name: `${name}-${blank}`, value }));
        blanks[blank] = { label, shows, fields, words, mark: mark(blank), isChoice: true, points: blank in pointers };
        const chosen = pointers[blank] ? [made("span", { className: "exercise-chosen" })]
            : options.map(([, text], place) => made("label", { children: [fields[place], made("span", { text })] }));
        const legend = made("legend", { children: [label, " ", blanks[blank].mark] });
        const box = made("fieldset", { children: [legend, ...chosen] });
        blanks[blank].chosen = box.querySelector(".exercise-chosen");
        box.dataset.shows = JSON.stringify(shows);
        return box;
    }));
    part("lines").replaceChildren(...sheet.lines.map(([of, text, shows]) => {
        const line = made("li", { children: of ? [made("small", { text: of }), ` ${text}`] : [text], tabIndex: 0 });
        line.dataset.shows = JSON.stringify(shows);
        return line;
    }));
    part("pictures").replaceChildren(...sheet.pictures.map((svg) => {
        const { documentElement } = new DOMParser().parseFromString(svg, "image/svg+xml");
        return document.importNode(documentElement, true);
    }));
    part("table").tabIndex = blanks.length ? -1 : 0;  // so that the keyboard can scroll one without fields
    return blanks;
}
