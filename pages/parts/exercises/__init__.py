"""An exercise on the screen and on paper, wherever it stands: its pictures, and what is typed into it."""
