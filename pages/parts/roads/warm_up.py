"""What the page of the Chain Rule draws and says: curves with the slope at one place, and graphs of several roads."""


# --- one thing that moves another ------------------------------------------------------------------------------------


# --- the arithmetic --------------------------------------------------------------------------------------------------

H = 0.001  # of the finite difference


# --- a graph with several roads --------------------------------------------------------------------------------------

HEIGHT = 250  # of the picture of roads, in pixels
