"""A real Chromium looking at the real app: fixtures for the server, the browser and an open page."""

import contextlib
import os
import shutil
import time

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from books import TODAY
from pages.parts.contents import addresses
from reach import FIRST_SEEN
from served import served

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # Much of a test's time goes into Streamlit's own scripts: all tabs share a process, and so what it has compiled.
    "--process-per-site",
]  # fmt: skip

# The course's scripts are there, nothing runs, nothing is stale and every visible chart is drawn, for a quarter of a
# second on end.
CALM = """() => {
    const every = (selector) => [...document.querySelectorAll(selector)];
    const app = document.querySelector('[data-testid="stApp"]');
    const now = performance.now();
    const calm = app
        && window.course?.run
        && app.dataset.testConnectionState === 'CONNECTED'
        && !['initial', 'running'].includes(app.dataset.testScriptState)
        && every('.player').every((e) => 'ready' in e.dataset)
        && !every('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"], [data-stale="true"]').length
        && every('[data-testid="stVegaLiteChart"]').every((e) => !e.offsetParent || e.querySelector('svg, canvas'));
    window.calmSince = calm ? (window.calmSince ?? now) : null;
    return calm && now - window.calmSince > 250;
}"""

# From noon on of the day on which the tests began: they may go on past midnight.
CLOCK = """(day) => {
    const Real = Date, late = Real.now() - Real.parse(`${day}T12:00`);
    window.Date = class extends Real {
        static now() { return Real.now() - late; }
        constructor(...when) { when.length ? super(...when) : super(Real.now() - late); }
    };
}"""


class OpenPage:
    """A page of the app, opened and settled, and what the browser complained of meanwhile."""

    def __init__(self, browser, base, address, width=1280, height=800, dark=False, script="() => {}"):
        self.page = browser.new_page()
        self.look(width, height, dark)
        # Vega warns of each scale that has nothing to show yet, 170 times a step: nobody here listens to that.
        self.page.add_init_script(f"console.warn = () => {{}}; ({CLOCK})('{TODAY}'); ({script})()")
        self.base = base
        self.console_errors = []
        self.requests_outside = []
        self.sent = []  # over the websocket, to the server
        self.runs = self.runs_before = 0  # of the script: a rerun can be too short for the page to show that it runs
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        self.page.on("request", self.asked)
        self.page.on("websocket", self.connected)
        self.page.goto(f"{base}/{address}")
        self.settle()

    def heard(self, message):
        # On a deep link Streamlit first looks for its own two files under the page's address: not the app's 404s.
        own = message.location["url"].endswith(("/_stcore/health", "/_stcore/host-config")) and "404" in message.text
        if message.type == "error" and not own:
            self.console_errors.append(message.text)

    def asked(self, request):
        if not request.url.startswith((self.base, self.base.replace("http", "ws", 1), "data:", "blob:")):
            self.requests_outside.append(request.url)

    def connected(self, websocket):
        self.asked(websocket)
        websocket.on("framereceived", self.told)
        websocket.on("framesent", lambda frame: self.sent.append(frame))

    def told(self, message):
        self.runs += ForwardMsg.FromString(message).WhichOneof("type") == "script_finished"

    def number_field(self, label):
        """The field that a number is typed into, by its whole label."""
        return self.page.get_by_role("spinbutton", name=label, exact=True)

    def type_number(self, label, text):
        self.number_field(label).fill(text)
        self.number_field(label).press("Enter")

    def look(self, width=1280, height=800, dark=False):
        """Look at it in a window of this size, in one of the two themes."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme="dark" if dark else "light")

    def settle(self, reruns=True):
        """Wait until the script has run since the last time, unless nothing makes it run, and the page stands still."""
        until = time.monotonic() + 60
        while reruns and self.runs == self.runs_before:
            assert time.monotonic() < until, "the script has not run"
            self.page.wait_for_timeout(20)
        self.page.evaluate("() => { window.calmSince = null }")
        self.page.wait_for_function(CALM, polling=50, timeout=60_000)
        self.runs_before = self.runs


@pytest.fixture(scope="session")
def chromium():
    """The path of a Chromium; without one the browser tests skip, or fail where .ci/run has set REQUIRE_BROWSER."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    return next(found, None) or unavailable("no chromium, chromium-browser or google-chrome on the PATH")


@pytest.fixture(scope="session")
def browser(chromium, tmp_path_factory):
    """One browser with a profile on disk: what it has compiled of Streamlit's scripts for one page, it has for all."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        unavailable("playwright is not installed: pip install -r .ci/requirements.txt")
    with sync_playwright() as playwright:
        profile = tmp_path_factory.mktemp("profile")
        browser = playwright.chromium.launch_persistent_context(profile, executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


def unavailable(reason):
    (pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip)(reason)


@pytest.fixture(scope="session")
def server(browser, tmp_path_factory):
    """The address of the running app. It asks for the browser first, so that no server starts for tests that skip."""
    with served(tmp_path_factory.mktemp("server") / "streamlit.log") as base:
        browser.pages[0].goto(f"{base}/_stcore/health")  # it stays open, so that the process that they share does
        yield base


@pytest.fixture
def fresh_server(browser, tmp_path):
    """A function that starts a brand-new server, as after the app slept, and gives its address until the test ends."""
    with contextlib.ExitStack() as running:
        yield lambda: running.enter_context(served(tmp_path / "streamlit.log"))


@pytest.fixture
def page(browser, server):
    """A function that opens a page of the app: page("Gradient_Descent?main_ideas_steps=3", width=390) -> OpenPage.

    A script, a function in JavaScript, runs in the browser before the page's own.
    """
    opened = []

    def open_page(address, *, base=server, **look):
        opened.append(OpenPage(browser, base, address, **look))
        return opened[-1]

    yield open_page
    for each in opened:
        each.page.close()


@pytest.fixture(scope="session")
def axe():
    """The text of axe-core, as a test package brings it."""
    return pytest.importorskip("axe_playwright_python.base", reason="pip install -r .ci/requirements.txt").AXE_SCRIPT


@pytest.fixture(scope="session", params=addresses(), ids=lambda address: address or "home")
def seen(request, browser, server):
    """Each page of the app, opened once for all tests that only look at it, and where its parts were first seen."""
    opened = OpenPage(browser, server, request.param, script=FIRST_SEEN)
    opened.address = request.param
    yield opened
    opened.page.close()
