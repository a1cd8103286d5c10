"""The style of the pages, as part of the very first thing that a browser is sent: what is seen never moves for it.

An element of a page comes too late for that. Streamlit draws its title with what it has loaded, fetches the script that
draws `st.html` afterwards, and everything jumps into place. So its page, index.html, is answered with the style in it.
"""

from pathlib import Path

import streamlit as st
from starlette.responses import HTMLResponse  # Streamlit's own server, which comes with it
from starlette.routing import Route

STYLE = f"<style>\n{Path(__file__).with_name('style.css').read_text(encoding='utf-8')}</style>"


def routes(addresses):
    """Answers to the addresses of the pages: Streamlit's index.html, with the style at the end of its body.

    There it stands behind every style of Streamlit's own, which the browser's scripts put into the head, and wins where
    both say something.
    """
    plain = Path(st.__file__).with_name("static") / "index.html"
    page = plain.read_text(encoding="utf-8").replace("</body>", f"{STYLE}</body>")

    async def answer(request):
        return HTMLResponse(page, headers={"Cache-Control": "no-cache"})

    return [Route(f"/{address}", answer) for address in addresses]
