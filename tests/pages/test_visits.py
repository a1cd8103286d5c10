"""What a visit begins with and leaves behind: what a server does for it, what is kept, and what is put to rest."""

import re
import tomllib

import pytest
from altair.utils import schemapi
from screen import ROOT

from pages.parts.charts import layered
from pages.parts.pictures import stage_pictures
from pages.parts.pictures.network_picture import network_spec


def test_no_visitor_waits_for_the_watching_of_files():
    """Streamlit's watcher looks at every loaded module for each new session: three quarters of what a visit cost."""
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
    assert settings["server"]["fileWatcherType"] == "none"


def test_what_a_browser_has_kept_outlasts_reruns_in_quick_turn():
    """A server names what it has sent before, instead of sending it again. Streamlit's browser forgets it after two
    runs; Back and Forward, pressed at once, made more of them on its way, and the connection broke."""
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
    assert settings["global"]["maxCachedMessageAge"] >= 10


def test_no_picture_waits_for_a_style_that_asks_each_of_its_lines():
    """`:has(…) ~ *` is asked for each element of the page, among all that stand before it: a network's picture of 3,297
    edges took three times the browser's time."""
    style = re.sub(r"/\*.*?\*/", "", (ROOT / "pages/parts/browser/style.css").read_text(), flags=re.DOTALL)
    asking = [
        selector.strip() for selector in re.findall(r"[^{}]+(?={)", style) if ":has(" in selector or "&" in selector
    ]
    assert asking
    assert [each for each in asking if re.search(r"[\s>~+]\*\s*(,|$)", each)] == []


@pytest.mark.parametrize(("charts_of", "args"), [(stage_pictures.stage_spec, ("x", "y", 300)), (network_spec, (300,))])
def test_no_visitor_waits_for_the_checking_of_a_chart(charts_of, args, monkeypatch):
    """Altair holds each part of a chart against Vega-Lite's schema: half of what the first visit of a page cost."""
    build, held, check = charts_of.__wrapped__, [], schemapi.validate_jsonschema
    monkeypatch.setattr(schemapi, "validate_jsonschema", lambda *of, **how: held.append(of) or check(*of, **how))
    checked = build(*args)
    times = len(held)
    monkeypatch.setattr(layered, "CHECKED", False)
    held.clear()
    assert build(*args) == checked
    assert len(held) < times / 10  # what remains, Altair does for a chart's own height
