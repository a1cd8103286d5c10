"""What a button far below has changed comes into view: only if it is out of sight, and without a glide for whoever
has asked the computer for less motion."""

from itertools import count

from pages.parts.browser import scripts

PRESSED = count()


def bring(key):
    """Scroll the element of this key into view, once; None: nothing."""
    if key is not None:
        scripts.component("into_view")(data={"key": key, "pressed": next(PRESSED)}, key="into_view", height="content")
