"""A real Chromium looking at the real app: fixtures for the server, the browser and an open page."""

import contextlib
import functools
import os
import shutil

import pytest

from page_speed import served

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

# How often the script has begun to run: a rerun can be shorter than the time between two looks.
COUNTING = """new MutationObserver((changes) => {
    window.runs = (window.runs ?? 0) + changes.some((e) => e.target.dataset?.testScriptState === 'running');
}).observe(document, {subtree: true, attributes: true, attributeFilter: ['data-test-script-state']})"""

# Nothing runs, nothing is stale and every visible chart is drawn, for a quarter of a second on end; and the script has
# run since the last time, or has not for two seconds: between a click and its rerun a page looks settled too.
SETTLED = """() => {
    const every = (selector) => [...document.querySelectorAll(selector)];
    const app = document.querySelector('[data-testid="stApp"]');
    const now = performance.now();
    const calm = app
        && app.dataset.testConnectionState === 'CONNECTED'
        && !['initial', 'running'].includes(app.dataset.testScriptState)
        && !every('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"], [data-stale="true"]').length
        && every('[data-testid="stVegaLiteChart"]').every((e) => !e.offsetParent || e.querySelector('svg, canvas'));
    window.calmSince = calm ? (window.calmSince ?? now) : null;
    window.asked ??= now;
    const ran = (window.runs ?? 0) > (window.runsBefore ?? 0) || now - window.asked > 2000;
    if (!calm || !ran || now - window.calmSince <= 250) return false;
    window.runsBefore = window.runs;
    return true;
}"""


class OpenPage:
    """A page of the app, opened and settled, and what the browser complained of meanwhile."""

    def __init__(self, context, base, address, script="() => {}"):
        self.page = context.new_page()
        self.page.add_init_script(COUNTING)
        self.page.add_init_script(f"({script})()")
        self.base = base
        self.console_errors = []
        self.requests_outside = []
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        self.page.on("request", self.asked)
        self.page.on("websocket", self.asked)
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

    def number_field(self, label):
        """The field that a number is typed into, by its whole label."""
        return self.page.get_by_role("spinbutton", name=label, exact=True)

    def type_number(self, label, text):
        self.number_field(label).fill(text)
        self.number_field(label).press("Enter")

    def settle(self):
        self.page.evaluate("() => { window.calmSince = window.asked = null }")
        self.page.wait_for_function(SETTLED, polling=50, timeout=60_000)


@pytest.fixture(scope="session")
def chromium():
    """The path of a Chromium; without one the browser tests skip, or fail where .ci/run has set REQUIRE_BROWSER."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    return next(found, None) or unavailable("no chromium, chromium-browser or google-chrome on the PATH")


@pytest.fixture(scope="session")
def browser(chromium):
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        unavailable("playwright is not installed: pip install -r .ci/requirements.txt")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


def unavailable(reason):
    (pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip)(reason)


@pytest.fixture(scope="session")
def server(browser, tmp_path_factory):
    """The address of the running app. It asks for the browser first, so that no server starts for tests that skip."""
    with served(tmp_path_factory.mktemp("server") / "streamlit.log") as base:
        yield base


@pytest.fixture
def fresh_server(browser, tmp_path):
    """A function that starts a brand-new server, as after the app slept, and gives its address until the test ends."""
    with contextlib.ExitStack() as running:
        yield lambda: running.enter_context(served(tmp_path / "streamlit.log"))


@pytest.fixture(scope="session")
def context(browser):
    """One browser profile for each look, so that Streamlit's own scripts are loaded once and not by every test."""

    @functools.cache
    def context(width, height, dark):
        scheme = "dark" if dark else "light"
        return browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)

    return context


@pytest.fixture
def page(context, server):
    """A function that opens a page of the app: page("Gradient_Descent?main_ideas_steps=3", width=390) -> OpenPage.

    A script, a function in JavaScript, runs in the browser before the page's own.
    """
    opened = []

    def open_page(address, width=1280, height=800, dark=False, base=server, script="() => {}"):
        opened.append(OpenPage(context(width, height, dark), base, address, script))
        return opened[-1]

    yield open_page
    for each in opened:
        each.page.close()
