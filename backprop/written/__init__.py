"""How numbers and arithmetic are written for the screen, and how what is typed is read."""
