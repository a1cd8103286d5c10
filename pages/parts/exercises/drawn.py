"""The picture of each scene of an exercise, as SVG."""

from backprop.exercises.scenes import FitScene, GraphScene, NetworkScene, RunScene, SlopeScene
from pages.parts.exercises.curves import fit_drawn, run_drawn, slope_drawn
from pages.parts.exercises.graph_drawn import graph_drawn
from pages.parts.exercises.network_drawn import network_drawn

DRAWN = {
    NetworkScene: network_drawn,
    FitScene: fit_drawn,
    SlopeScene: slope_drawn,
    RunScene: run_drawn,
    GraphScene: graph_drawn,
}


def svg_of(scene):
    """A scene as an SVG picture, as wide as its box: a text. Its marks lie in groups whose `data-part` is the name that
    the scene has for the part; its `aria-label` says what is seen, and neither tells a number that is asked for."""
    return DRAWN[type(scene)](scene).svg
