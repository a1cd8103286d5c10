"""The field for a guess on an open page: what it asks for, and a guess that is typed."""

import re

# All that a page says to anybody: its text, seen or not, the texts of its pictures, and what a screen reader is told.
EVERYTHING = """() => {
    const said = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        if (!node.parentElement.closest('script, style, textarea, code')) said.push(node.nodeValue);
    }
    for (const each of document.querySelectorAll('*')) {
        for (const name of ['aria-label', 'aria-valuetext', 'aria-description', 'alt', 'title']) {
            if (each.hasAttribute(name)) said.push(each.getAttribute(name));
        }
        if (each.matches('input')) said.push(each.value);
    }
    return said.join('\\n');
}"""


def numbers_said(opened):
    return set(re.split(r"[\s():;=,×/|]+", opened.page.evaluate(EVERYTHING).replace(". ", " ").replace(".\n", "\n")))


def part(opened, name):
    return opened.page.locator(f'.guess [data-part="{name}"]')


def ask(opened, kind):
    part(opened, "kind").select_option(kind)


def next_step(opened):
    opened.page.locator('.player [data-part="next"]').click()
    opened.page.wait_for_timeout(300)


def guess(opened, text):
    part(opened, "typed").fill(text)
    part(opened, "typed").press("Enter")
    opened.settle()
    return part(opened, "said").inner_text()
