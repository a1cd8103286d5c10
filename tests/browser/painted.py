"""One page in a real browser, and how long it takes from a press of the mouse to the painted picture."""

from pathlib import Path

from playwright.sync_api import TimeoutError

WATCH = Path(__file__).with_suffix(".js").read_text()
QUIET = "() => performance.now() - watch.last > 500"  # nothing has changed, and nothing was said, for half a second
WORK = {"script": ["ScriptDuration"], "layout": ["LayoutDuration", "RecalcStyleDuration"]}  # what Chromium counts


class Tab:
    """One page of one contestant in the browser, and what it sends."""

    def __init__(self, browser, url, selector=None):
        self.page = browser.new_page()
        self.page.set_viewport_size({"width": 1280, "height": 800})
        self.page.add_init_script(f"(\n{WATCH})()")
        self.sent = []  # bytes of each frame
        self.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: self.sent.append(len(frame))))
        self.counters = self.page.context.new_cdp_session(self.page)
        self.counters.send("Performance.enable")
        self.url, self.selector = url, selector
        self.open()

    def open(self):
        self.page.bring_to_front()
        self.page.goto(self.url)
        self.button("Next").wait_for(timeout=60_000)
        self.quiet()

    def button(self, name):
        if self.selector:
            return self.page.locator(self.selector)
        return self.page.get_by_role("button", name=name, exact=True)

    def close(self):
        self.page.close()

    def quiet(self):
        self.page.wait_for_function(QUIET, polling=50, timeout=60_000)

    def press(self, name, seconds=1):
        """Press a button with the mouse and leave the page alone for so long."""
        self.page.bring_to_front()
        self.button(name).hover()
        self.quiet()
        self.sent.clear()
        self.page.evaluate("watch.arm()")
        self.page.mouse.down()
        self.page.mouse.up()
        self.page.wait_for_timeout(1000 * seconds)

    def worked(self):
        """Seconds that the page's main thread has worked, by kind."""
        counted = {each["name"]: each["value"] for each in self.counters.send("Performance.getMetrics")["metrics"]}
        return {kind: sum(counted[name] for name in names) for kind, names in WORK.items()}

    def step(self):
        """One press of Next: milliseconds from the click to each thing that happens, and what was sent."""
        before = self.worked()
        self.press("Next")
        try:
            self.page.wait_for_function("() => watch.paints.some((each) => each.chart)", polling=100, timeout=30_000)
        except TimeoutError as none:
            raise RuntimeError(f"{self.url}: no chart in the window has changed after the press") from none
        self.quiet()
        after = self.worked()
        self.page.evaluate("watch.disarm()")
        spent = {kind: (after[kind] - before[kind]) * 1000 for kind in WORK}
        return {**self.page.evaluate("watch.press()"), **spent, "frames": len(self.sent), "bytes": sum(self.sent)}

    def play(self, seconds):
        """Frames that are painted in a second of Play, which goes on for so many."""
        self.open()
        self.press("Play", seconds)
        painted = self.page.evaluate(f"watch.frames({seconds})")
        self.page.goto("about:blank")  # it would play on while the others have their turn
        return painted / seconds
