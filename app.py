"""See backpropagation: `streamlit run app.py` opens the course."""

import streamlit as st

from pages.parts import contents, shell
from pages.parts.browser import first_paint

app = st.App(__file__, routes=first_paint.routes(contents.addresses()))  # the server looks for this, once
if __name__ == "__main__":  # and each visitor's session runs this
    shell.run()
