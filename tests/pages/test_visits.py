"""What a visit begins with and leaves behind: what a server does for it, what is kept, and what is put to rest."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_visitor_waits_for_the_watching_of_files():
    """Streamlit's watcher looks at every loaded module for each new session: three quarters of what a visit cost."""
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
    assert settings["server"]["fileWatcherType"] == "none"
