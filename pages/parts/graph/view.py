"""Any graph: an expression is typed, and walked back node by node."""

import streamlit as st

from backprop.exercises.graph_practice import gradient_answer
from backprop.graphs.expression import FUNCTIONS, MOST_CHARACTERS, MOST_NODES, Refused
from backprop.graphs.graph import (
    EXAMPLES,
    MOST_PATHS,
    backward,
    corners,
    multiplications,
    own_inputs,
    path_count,
    path_product,
    paths,
    paths_back,
    values,
)
from backprop.written.numerals import counted, number, signed
from pages.parts import player
from pages.parts.controls import named_numbers, widgets
from pages.parts.graph.layout import read
from pages.parts.graph.looks import PATHS
from pages.parts.graph.picture import gradient_templates, graph_picture, way
from pages.parts.graph.tables import backward_columns, difference_columns, forward_table
from pages.parts.graph.words import contributions, from_step, in_columns, plain, step_in_words
from pages.parts.tables import tables

HELP = (
    f"Signs: + − \\* / \\*\\* or, as on paper, × · ÷ ^ ² ³. Functions: {', '.join(FUNCTIONS)}. Every other name is an "
    "input; x used twice is one node. To name a node, write u = …; with a semicolon behind it: u = x\\*\\*2; v = "
    f"3\\*x; u \\* v. Up to {MOST_CHARACTERS} characters and {MOST_NODES} nodes. e and pi are names like any other."
)


def typed_graph(prefix):
    """The expression's field, the examples and a number for each input: the Backward, or None where there is none."""
    allowed = (
        f"an expression of names, numbers, + − × ÷ ** and the page's functions, with at most {MOST_CHARACTERS} "
        f"characters and {MOST_NODES} nodes"
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"{prefix}_expression_row"):
        text = named_numbers.expression(prefix, "Expression", EXAMPLES[0].text, read, allowed, HELP)
        named_numbers.example(prefix, "Examples", {example.label: example.text for example in EXAMPLES}, text)
    try:
        graph, inputs, row = read(text), {}, st.container()
        if graph.inputs:
            inputs, row = named_numbers.named_numbers(prefix, graph.inputs, own_inputs(graph))
        walk = backward(graph, values(graph, inputs))
    except Refused as refused:
        st.error(plain(str(refused)), icon=":material/location_on:")
        st.code(refused.pointer, language=None)
        return None
    result = plain(graph.result.name)
    at = ", ".join(f"{plain(name)} = {number(value)}" for name, value in inputs.items())
    with row:
        st.markdown(f"**{result} = {number(walk.values[-1])}**{f' at {at}' if at else ''}.", width="content")
    for sentence in corners(graph, walk.values):
        st.caption(f"{sentence}.")
    return walk


def walk_back(walk, prefix):
    """The graph at each step, of which none is left out: what is handed back, what that adds up to, and the paths."""
    graph, every = walk.graph, range(len(walk.steps) + 1)
    with player.walk(prefix, every, besides=every) as film:
        with film.row:
            to = path_choice(walk, prefix)
        gradients = gradient_templates(film, walk)
        found = paths(walk, to) if to is not None and path_count(graph, to) <= MOST_PATHS else ()
        shown = found if 0 < len(found) <= len(PATHS) and found[0] else ()
        graph_picture(film, walk, gradients, shown, f"{prefix}_picture")
        film.pieces(step_in_words(walk, count) for count in every)
        st.caption(
            "In a node: what it does, its value, and ← its gradient, ? until it is known. On an edge: its local "
            "derivative. Thick frame: the gradient is complete; purple: the node that hands back now. Dotted edges "
            "lead from numbers, which cannot move."
        )
        if walk.steps:
            player.at_rest(prefix, f"{prefix}_expected", every, guess, walk, to, prefix)
        left, right = st.columns(2, gap="medium")
        with left:
            st.header("**What comes back to one node, added up**", anchor=False)
            film.pieces(contributions(film, walk, count) for count in every)
        with right:
            if to is not None:
                path_by_path(film, walk, gradients[to], to, found, shown)


def node_by_node(walk, prefix):
    """The same walk in tables: what each node hands back, and, folded, its value and a check of the gradients."""
    every = range(len(walk.steps) + 1)
    with player.walk(prefix, every, besides=every) as film:
        st.header("**Backward, node by node**: → marks the node that hands back at this step", anchor=False)
        with st.container(key=f"{prefix}_backward"):
            columns = backward_columns(film, walk, gradient_templates(film, walk))
            film.table(columns, "The nodes from back to front at this step")
        with st.expander("Forward, node by node: the values"):
            tables.show(forward_table(walk), "The nodes from front to back with their values")
        if walk.graph.inputs:
            with st.expander("Check it without the Chain Rule: finite differences"):
                st.markdown(
                    "Move one input a little up and down and see how far the result goes: (result at x + h − result at "
                    "x − h) / 2h, with h = 10⁻⁵, or that part of a larger number. Two passes forward for every input; "
                    "one pass backward gives all of them."
                )
                film.table(difference_columns(film, walk), "The gradients beside finite differences")


def path_choice(walk, prefix):
    """Which node's paths are drawn: its place; None where nothing can move."""
    graph = walk.graph
    of = graph.inputs | {graph.nodes[place].name: place for place, got in enumerate(walk.received) if len(got) > 1}
    if not of:
        return None
    ways, _ = paths_back(graph)
    most = max(of, key=lambda name: (ways[of[name]] > 1, -ways[of[name]]))  # few enough to be looked at, but not one
    return of[widgets.renewed_selection(f"{prefix}_paths", "Paths back to", list(of), most)]


def guess(count, walk, to, prefix):
    """The learner says what one of the hidden gradients will be, and is told where a wrong number comes from."""
    names = {node.name: place for place, node in enumerate(walk.graph.nodes)}
    hidden = [node.name for place, node in enumerate(walk.graph.nodes) if node.moves and not walk.known(place, count)]
    if not hidden:
        st.caption("Every gradient is shown. At an earlier step you can say what one will be before you see it.")
        return
    value = walk.graph.nodes[to].name
    value = value if value in hidden else hidden[-1]
    with st.container(horizontal=True, gap="small"):  # beside each other, where there is room: nothing is pushed away
        said = named_numbers.gradient_guess(prefix, hidden, value, walk.graph.result.name, count)
        if said is not None:
            answer = gradient_answer(walk, names[said[0]], said[1])
            with st.container(width="stretch"):
                (st.success if answer.right else st.info)(plain(answer.sentence), icon="✅" if answer.right else "🔎")


def path_by_path(film, walk, gradient, to, found, shown):
    """Every path from the result back to a node: its factors, and their product once the gradient is known.

    gradient  what is said of the node's gradient, from step to step
    """
    graph = walk.graph
    result, name, ways = plain(graph.result.name), plain(graph.nodes[to].name), path_count(graph, to)
    if ways > MOST_PATHS:
        st.markdown(
            f"**{ways:,} paths** lead from {result} back to {name}: too many to write out, and the walk back adds them "
            f"up in {counted(len(graph.edges), 'multiplication')}."
        )
        return
    st.markdown(
        f"**{'One path leads' if ways == 1 else f'{ways} paths lead'} from {result} back to {name}.** Along a path the "
        f"local derivatives multiply{'' if ways == 1 else '; the products of the paths add'}."
    )
    result, name, known = graph.result.name, graph.nodes[to].name, walk.complete_at[to]
    rows = []
    for i, path in enumerate(found):
        which = f"{i + 1}, {PATHS[i][3]}" if shown else f"{i + 1}"
        factors = " × ".join(signed(handed.derivative) for handed in path) or "1"
        rows.append([which, way(walk, path), factors, from_step(film, known, number(path_product(path)))])
    if ways > 1:
        rows.append([f"Sum, d{result}/d{name}", "", "", from_step(film, known, gradient)])
    film.table(in_columns(["Path", "Through", "Local derivatives", "Product"], rows), f"The paths to {name}")
    if known:
        waits = f"The products are shown when {name} has its gradient, at step {known}."
        film.caption(film.vary({0: waits, known: " "}))


def why_backward(graph):
    """The three ways to all the gradients, counted, and what the counts say."""
    count, inputs = multiplications(graph), len(graph.inputs)
    rows = [
        ["One walk back, for all inputs together", f"{count.backward:,}"],
        [f"One walk forward for each input ({inputs})", f"{count.forward:,}"],
        ["Each path by itself, multiplied out", f"{count.path:,}"],
    ]
    left, right = st.columns([2, 3], gap="medium", vertical_alignment="center")
    with left, st.container(key="multiplications"):
        tables.show(tables.of_rows(rows, ["Way to the gradients", "Multiplications"]), "Multiplications of three ways")
    if inputs < 2:
        said = (
            "With a single input the walk forward is as good as the walk back. Give the expression more inputs, as in "
            "the video's SSR, and see the two part."
        )
    else:
        said = (
            f"Forward, the Chain Rule carries along how fast each node moves with *one* input, so it has to be walked "
            f"{inputs} times. Backward it carries how fast the *result* moves with each node: one walk, however many "
            f"inputs there are. With a million weights that is the difference between one walk and a million."
        )
    right.markdown(
        f"{said} Counted is one multiplication for every factor on an edge, beginning from 1; additions are left out."
    )
