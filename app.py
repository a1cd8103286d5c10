"""See backpropagation: `streamlit run app.py` opens the course."""

from pages.parts import shell

shell.run()
