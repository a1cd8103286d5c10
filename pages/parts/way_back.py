"""The browser's Back comes to what was left as it was left, at the first press: a page, or what a button has changed.

On its way to another page Streamlit first writes the address of the page that it leaves without its experiment, as a
place of its own in the browser's history, and sometimes that of the new page twice. A button that sets several controls
makes a place for each of them; what one press does is one place here. And when Back comes to a page that
shares a control with the one before, it takes the control's value for the other page's, and out of the address.
"""

from pages.parts import scripts


def kept():
    """Keep the browser's way back; drawn once, beside every page, and not to be seen."""
    scripts.component("way_back")(key="way_back")
