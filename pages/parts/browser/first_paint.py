"""The style of the pages, as part of the very first thing that a browser is sent: what is seen never moves for it.

An element of a page comes too late for that. Streamlit draws its title with what it has loaded, fetches the script that
draws `st.html` afterwards, and everything jumps into place. So its page, index.html, is answered with the style in it.
"""

import re
from pathlib import Path

import streamlit as st
from starlette.responses import HTMLResponse  # Streamlit's own server, which comes with it
from starlette.routing import Route


def sheet(file):
    """A style without its remarks, and what they leave empty."""
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    return re.sub(r"\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.S))


# In the inputs the page's player writes what it moves in a chart: they are there before any chart looks for its own.
INPUTS = "".join(f'<textarea data-walk-input="{place}" hidden></textarea>' for place in range(8))
STYLE = f"{INPUTS}<style>{sheet('style.css')}</style>"
ARRIVING = f'<style id="arriving">{sheet("arriving.css")}</style>'  # which the player puts to sleep (player.js)


def routes(addresses):
    """Answers to the addresses of the pages: Streamlit's index.html, with the style at the end of its body.

    There it stands behind every style of Streamlit's own, which the browser's scripts put into the head, and wins where
    both say something.
    """
    plain = Path(st.__file__).with_name("static") / "index.html"
    page = plain.read_text(encoding="utf-8").replace("</body>", f"{STYLE}{ARRIVING}</body>")

    async def answer(request):
        return HTMLResponse(page, headers={"Cache-Control": "no-cache"})

    return [Route(f"/{address}", answer) for address in addresses]
