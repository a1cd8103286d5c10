"""A tab that begins with something done, and what it tells of that on Home and in the practice page."""

from backprop.exercises.catalogue import KINDS

SLUGS = [kind.slug for kind in KINDS]
ALL = 3 * len(KINDS)
KEPT = "see_backpropagation_practice"
DONE = "Practice?practice_part=What+you+have+done"


def begun_with(kept, more="() => {}"):
    """A script by which a tab begins with this text kept, and with nothing if it is None; it stays through reloads."""
    keep = f"localStorage.removeItem('{KEPT}')" if kept is None else f"localStorage['{KEPT}'] = {kept!r}"
    return f"() => {{ if (!sessionStorage.begun) {{ {keep}; sessionStorage.begun = true; }} ({more})(); }}"


def solve(opened, kind, level, seed):
    """What the sheet of an exercise says when it is solved without help."""
    detail = {"kind": kind, "level": level, "seed": seed}
    opened.page.evaluate("detail => { dispatchEvent(new CustomEvent('exercise-solved', { detail })); }", detail)


def take_over(opened, state):
    """Have this text kept instead, or nothing if it is None, as if another window had first cleared all."""
    opened.page.evaluate(
        """([key, state]) => {
            if (state === null) localStorage.removeItem(key);
            else localStorage.setItem(key, state);
            dispatchEvent(new StorageEvent("storage", { key }));
        }""",
        [KEPT, state],
    )


def kept(opened):
    return opened.page.evaluate(f"localStorage.getItem('{KEPT}')")


def part(opened, name):
    return opened.page.locator(f'.progress [data-part="{name}"]')


def short(opened):
    return opened.page.locator(".progress-short").inner_text()


def marks(opened):
    return opened.page.locator(".progress td").all_inner_texts()
