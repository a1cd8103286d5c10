"""What a visit begins with and leaves behind: what a server does for it, what is kept, and what is put to rest."""

import tomllib
from pathlib import Path

from screen import button

ROOT = Path(__file__).parents[2]
PLAYER, OTHER = "7_Gradient_Descent.py", "8_Summary.py"


def test_no_visitor_waits_for_the_watching_of_files():
    """Streamlit's watcher looks at every loaded module for each new session: three quarters of what a visit cost."""
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
    assert settings["server"]["fileWatcherType"] == "none"


def test_a_run_left_while_playing_rests_when_one_returns(open_page):
    at = open_page(PLAYER, main_ideas_steps="500")
    button(at, "Play").click()
    at.run()
    assert "Pause" in labels(at)
    at.switch_page(f"pages/{OTHER}").run()
    at.switch_page(f"pages/{PLAYER}").run()
    assert "Play" in labels(at)
    assert "Pause" not in labels(at)


def labels(at):
    return {each.label for each in at.button}
