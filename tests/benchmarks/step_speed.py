"""How long a step takes in a real browser, from the press of Next to the painted picture: two commits side by side."""

import argparse
import contextlib
import itertools
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from page_speed import DESCENTS, measured

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from painted import Tab
from served import ROOT, served
from visitor import Session

PRESSES = 15
PLAYS = 5
PLAY_SECONDS = 4
PLAYED = "Gradient_Descent?main_ideas_steps=10000&main_ideas_learning_rate=0.01"
RERUN_PAGES = [
    "Gradient_Descent",
    "Gradient_Descent?main_ideas_steps=10000",
    "Gradient_Descent_Step_by_Step",
    "Three_Parameters",
    "All_Parameters?all_parameters_step=0",
    "All_Parameters?all_parameters_step=0&all_parameters_steps=10000",
    "Loss_Surface",
    "Any_Network",
    "Any_Graph",
]
FASTER, MUCH_FASTER = 4, 6  # times: what --gate asks of a press, and what it names as well
FRAMES = 25  # painted in a second of Play
DEARER = 1.1  # times: what a rerun and an arrival may cost


@dataclass(frozen=True)
class Row:
    """One thing that was measured: every value of it, for the two commits and then for the other pages."""

    page: str
    what: str
    values: list

    def cells(self):
        before, after, *_ = middles = [statistics.median(each) if each else None for each in self.values]
        unit, digits, best = UNITS[self.what]
        spelled = [
            "–" if middle is None else f"{middle:.{digits}f}{unit} ({best(each):.{digits}f})"
            for middle, each in zip(middles, self.values, strict=True)
        ]
        ratio = f"{self.ratio():.2f}" if before and after else "–"
        return [self.page, self.what, *spelled[:2], ratio, *spelled[2:]]

    def ratio(self):
        """Before / after, the median over the turns: what slows the machine for a while slows both sides of a turn."""
        return statistics.median(before / after for before, after in zip(*self.values[:2], strict=False))

    def failed(self):
        """What the commit after fails to do, or None."""
        wanted, passes = GATES.get(self.what, ("", lambda _: True))
        return None if passes(self) else f"{self.page}: {self.what}: {wanted}"


# What a press tells -> what the table calls it.
STEP = {
    "answered": "Next → the server's last word before the picture",
    "changed": "Next → a chart has changed",
    "painted": "Next → a chart is painted",
    "all": "Next → all charts and tables are painted",
    "script": "scripts that the browser ran for it",
    "layout": "its style and layout",
    "frames": "frames sent to the server (most)",
    "bytes": "bytes sent to the server",
}
PAINTED, SENT = STEP["painted"], STEP["frames"]
PLAY, RERUN, ARRIVAL = "Play, frames painted in a second", "whole rerun", "bytes of arrival"

# How it is spelled: the unit, the digits after the point, and what stands in brackets.
UNITS = dict.fromkeys(STEP.values(), (" ms", 1, min)) | {
    SENT: ("", 0, max),
    STEP["bytes"]: ("", 0, min),
    PLAY: ("", 1, max),
    RERUN: (" ms", 1, min),
    ARRIVAL: ("", 0, min),
}
NO_DEARER = (f"wanted is at most {DEARER} × what it was", lambda row: row.ratio() >= 1 / DEARER)
GATES = {
    PAINTED: (f"wanted is {FASTER} times as fast", lambda row: row.ratio() >= FASTER),
    SENT: ("wanted is none", lambda row: max(row.values[1]) == 0),
    PLAY: (f"wanted are at least {FRAMES}", lambda row: statistics.median(row.values[1]) >= FRAMES),
    RERUN: NO_DEARER,
    ARRIVAL: NO_DEARER,
}


def steps(browser, bases, others):
    """Presses of Next on each page with a descent, all contestants in turn; the first press of each warms it up."""
    for address, prefix in DESCENTS.items():
        urls = [(f"{base}/{address}?{prefix}_steps=40&{prefix}_step=0", None) for base in bases]
        with contextlib.ExitStack() as open_:
            tabs = [open_.enter_context(contextlib.closing(Tab(browser, *each))) for each in [*urls, *others]]
            for tab in tabs:
                tab.step()
            turns = [[tab.step() for tab in tabs] for _ in range(PRESSES)]
        for key, what in STEP.items():
            of_each = [[turn[key] for turn in of_tab] for of_tab in zip(*turns, strict=True)]
            yield Row(address, what, [[value for value in each if value is not None] for each in of_each])


def plays(browser, bases):
    """Play on a long run, from its start each time."""
    with contextlib.ExitStack() as open_:
        tabs = [open_.enter_context(contextlib.closing(Tab(browser, f"{base}/{PLAYED}"))) for base in bases]
        turns = [[tab.play(PLAY_SECONDS) for tab in tabs] for _ in range(PLAYS)]
    yield Row(PLAYED, PLAY, list(map(list, zip(*turns, strict=True))))


def reruns(bases):
    """Whole reruns of the pages, and what arrives at first, without a browser."""
    for address in RERUN_PAGES:
        with contextlib.ExitStack() as open_:
            sessions = [open_.enter_context(Session.connect(base, address)) for base in bases]
            runs = measured(sessions, None)
        yield Row(address, RERUN, [[seconds * 1000 for seconds, _ in each] for each in runs])
        yield Row(address, ARRIVAL, [[session.arrival[1]] for session in sessions])


@contextlib.contextmanager
def checked_out(name):
    """The folder of a commit, in a worktree of its own for as long as it is needed; a checkout is its own folder."""
    if Path(name, "app.py").is_file():
        yield Path(name).resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "checkout")
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, name], cwd=ROOT, check=True)
        try:
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


@contextlib.contextmanager
def chromium(profile):
    """The browser of the browser tests."""
    sys.path.append(str(ROOT / "tests" / "browser"))
    from conftest import FLAGS

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(profile, executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def other_page(address):
    """(URL, selector of the button) of `URL`, `URL#id` or `URL#selector`; without a selector it is called Next."""
    url, _, selector = address.partition("#")
    plain = selector and not re.search(r"[^\w-]", selector)
    return url, f"#{selector}" if plain else selector or None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", help="a commit, or the folder of a checkout")
    parser.add_argument("after", help="the same")
    parser.add_argument("others", nargs="*", help="other pages: URL, URL#id-of-button or URL#css-selector-of-button")
    parser.add_argument("--gate", action="store_true", help="fail where the commit after misses what it has to reach")
    asked = parser.parse_args()
    others = list(map(other_page, asked.others))
    with contextlib.ExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory()))
        bases = [
            open_.enter_context(served(folder / f"{i}.log", checkout=open_.enter_context(checked_out(name))))
            for i, name in enumerate((asked.before, asked.after))
        ]
        for base in bases:
            for address in {page.partition("?")[0] for page in RERUN_PAGES}:
                with Session.connect(base, address):
                    pass  # the first visitor pays for the imports, and for each chart's specification
        heads = ["Page", "What", f"Before: {asked.before}", f"After: {asked.after}", "Before / after", *asked.others]
        print("| " + " | ".join(heads) + " |\n|---|---|" + "---:|" * (len(heads) - 2))
        browser = open_.enter_context(chromium(folder / "profile"))
        rows = []
        for row in itertools.chain(reruns(bases), steps(browser, bases, others), plays(browser, bases)):
            rows.append(row)
            print("| " + " | ".join(row.cells() + ["–"] * (len(heads) - len(row.cells()))) + " |", flush=True)
    if asked.gate:
        much = [row.page for row in rows if row.what == PAINTED and row.ratio() >= MUCH_FASTER]
        print(f"\nPainted {MUCH_FASTER} times as fast: {', '.join(much) or 'on no page'}.")
        sys.exit("\n".join(filter(None, (row.failed() for row in rows))) or 0)


if __name__ == "__main__":
    main()
