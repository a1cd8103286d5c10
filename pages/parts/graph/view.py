"""Any graph: an expression is typed, and walked back node by node."""

import streamlit as st

from backprop.exercises.gradient import gradient_key, gradient_sheet
from backprop.exercises.judging import WRONG, Attempt
from backprop.graphs.examples import EXAMPLES, own_inputs
from backprop.graphs.expression import MOST_CHARACTERS, MOST_NODES
from backprop.graphs.graph import backward, corners, forward
from backprop.graphs.operations import FUNCTIONS
from backprop.graphs.roads import MOST_ROADS, road_count, road_counts, road_product, roads_back
from backprop.graphs.words import Refused
from backprop.multiplications import RULE, graph_multiplications
from backprop.written.numerals import counted, number, signed
from pages.parts import player, tables
from pages.parts.controls import named_numbers, widgets
from pages.parts.graph.looks import ROADS
from pages.parts.graph.picture import gradient_templates, graph_picture, road_in_words
from pages.parts.graph.tables import backward_columns, difference_columns, forward_table
from pages.parts.graph.words import contributions, from_step, in_columns, plain, step_in_words
from pages.parts.pictures.graph_layout import read

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
        passed = backward(graph, forward(graph, inputs))
    except Refused as refused:
        st.error(plain(str(refused)), icon=":material/location_on:")
        st.code(refused.pointer, language=None)
        return None
    result = plain(graph.result.name)
    at = ", ".join(f"{plain(name)} = {number(value)}" for name, value in inputs.items())
    with row:
        st.markdown(f"**{result} = {number(passed.values[-1])}**{f' at {at}' if at else ''}.", width="content")
    for sentence in corners(graph, passed.values):
        st.caption(f"{sentence}.")
    return passed


def walk_back(passed, prefix):
    """The graph at each step, of which none is left out: what is handed back, what that adds up to, and the roads."""
    graph, every = passed.graph, range(len(passed.steps) + 1)
    with player.walk(prefix, every, besides=every) as film:
        with film.row:
            to = road_choice(passed, prefix)
        gradients = gradient_templates(film, passed)
        found = roads_back(passed, to) if to is not None and road_count(graph, to) <= MOST_ROADS else ()
        shown = found if 0 < len(found) <= len(ROADS) and found[0] else ()
        graph_picture(film, passed, gradients, shown, f"{prefix}_picture")
        film.pieces(step_in_words(passed, count) for count in every)
        st.caption(
            "In a node: what it does, its value, and ← its gradient, ? until it is known. On an edge: its local "
            "derivative. Thick frame: the gradient is complete; purple: the node that hands back now. Dotted edges "
            "lead from numbers, which cannot move."
        )
        if passed.steps:
            player.at_rest(prefix, f"{prefix}_expected", every, guess, passed, to, prefix)
        left, right = st.columns(2, gap="medium")
        with left:
            st.header("**What comes back to one node, added up**", anchor=False)
            film.pieces(contributions(film, passed, count) for count in every)
        with right:
            if to is not None:
                road_by_road(film, passed, gradients[to], to, found, shown)


def node_by_node(passed, prefix):
    """The same walk in tables: what each node hands back, and, folded, its value and a check of the gradients."""
    every = range(len(passed.steps) + 1)
    with player.walk(prefix, every, besides=every) as film:
        st.header("**Backward, node by node**: → marks the node that hands back at this step", anchor=False)
        with st.container(key=f"{prefix}_backward"):
            columns = backward_columns(film, passed, gradient_templates(film, passed))
            film.table(columns, "The nodes from back to front at this step")
        with st.expander("Forward, node by node: the values"):
            tables.show(forward_table(passed), "The nodes from front to back with their values")
        if passed.graph.inputs:
            with st.expander("Check it without the Chain Rule: finite differences"):
                st.markdown(
                    "Move one input a little up and down and see how far the result goes: (result at x + h − result at "
                    "x − h) / 2h, with h = 10⁻⁵, or that part of a larger number. Two passes forward for every input; "
                    "one pass backward gives all of them."
                )
                film.table(difference_columns(film, passed), "The gradients beside finite differences")


def road_choice(passed, prefix):
    """Which node's roads back are drawn: its place; None where nothing can move."""
    graph = passed.graph
    of = graph.inputs | {graph.nodes[place].name: place for place, got in enumerate(passed.received) if len(got) > 1}
    if not of:
        return None
    ways = road_counts(graph)
    most = max(of, key=lambda name: (ways[of[name]] > 1, -ways[of[name]]))  # few enough to be looked at, but not one
    return of[widgets.renewed_selection(f"{prefix}_paths", "Paths back to", list(of), most)]


def guess(count, passed, to, prefix):
    """The learner says what one of the hidden gradients will be, and is told where a wrong number comes from."""
    names = {node.name: place for place, node in enumerate(passed.graph.nodes)}
    hidden = [
        node.name for place, node in enumerate(passed.graph.nodes) if node.moves and not passed.known(place, count)
    ]
    if not hidden:
        st.caption("Every gradient is shown. At an earlier step you can say what one will be before you see it.")
        return
    value = passed.graph.nodes[to].name
    value = value if value in hidden else hidden[-1]
    with st.container(horizontal=True, gap="small"):  # beside each other, where there is room: nothing is pushed away
        said = named_numbers.gradient_guess(prefix, hidden, value, passed.graph.result.name, count)
        if said is not None:
            judged = judged_gradient(passed, names[said[0]], said[1], prefix)
            with st.container(width="stretch"):
                (st.success if judged.is_right else st.info)(
                    plain(judged.sentence), icon="✅" if judged.is_right else "🔎"
                )


def judged_gradient(passed, place, text, prefix):
    """What is said of a text for one node's gradient: a Judged; the same wrong text once more is no second try."""
    wrong = named_numbers.wrong_answers(prefix, (passed.graph.text, passed.values, place))
    before = wrong.index(text) if text in wrong else len(wrong)
    key = gradient_key(passed, place)
    judged = Attempt(gradient_sheet(passed, place), (key,), {key: text}).judge(key, before)
    if judged.standing == WRONG and text not in wrong:
        wrong.append(text)
    return judged


def road_by_road(film, passed, gradient, to, found, shown):
    """Every path from the result back to a node: its factors, and their product once the gradient is known.

    gradient  what is said of the node's gradient, from step to step
    """
    graph = passed.graph
    result, name, ways = plain(graph.result.name), plain(graph.nodes[to].name), road_count(graph, to)
    if ways > MOST_ROADS:
        st.markdown(
            f"**{ways:,} paths** lead from {result} back to {name}: too many to write out, and the walk back adds them "
            f"up in {counted(graph_multiplications(graph).backward, 'multiplication')}."
        )
        return
    st.markdown(
        f"**{'One path leads' if ways == 1 else f'{ways} paths lead'} from {result} back to {name}.** Along a path the "
        f"local derivatives multiply{'' if ways == 1 else '; the products of the paths add'}."
    )
    result, name, known = graph.result.name, graph.nodes[to].name, passed.complete_at[to]
    rows = []
    for i, road in enumerate(found):
        which = f"{i + 1}, {ROADS[i][3]}" if shown else f"{i + 1}"
        factors = " × ".join(signed(handed.derivative) for handed in road) or "1"
        rows.append([which, road_in_words(passed, road), factors, from_step(film, known, number(road_product(road)))])
    if ways > 1:
        rows.append([f"Sum, d{result}/d{name}", "", "", from_step(film, known, gradient)])
    film.table(in_columns(["Path", "Through", "Local derivatives", "Product"], rows), f"The paths to {name}")
    if known:
        waits = f"The products are shown when {name} has its gradient, at step {known}."
        film.caption(film.vary({0: waits, known: " "}))


def why_backward(graph):
    """The three ways to all the gradients, counted, and what the counts say."""
    count, inputs = graph_multiplications(graph), len(graph.inputs)
    rows = [
        ["One walk back, for all inputs together", f"{count.backward:,}"],
        [f"One walk forward for each input ({inputs})", f"{count.forward:,}"],
        ["Each path by itself, multiplied out", f"{count.road:,}"],
    ]
    left, right = st.columns([2, 3], gap="medium", vertical_alignment="center")
    with left, st.container(key="multiplications"):
        tables.show(tables.of_rows(rows, ["Way to the gradients", "Multiplications"]), "Multiplications of three ways")
    if not inputs:
        said = "Without an input nothing can move, so there is no gradient to ask for."
    elif inputs == 1:
        said = (
            "With a single input one walk forward gives as much as the walk back. Give the expression more inputs, as "
            "in the video's SSR, and see the two part."
        )
    else:
        said = (
            f"Forward, the Chain Rule carries along how fast each node moves with *one* input, so it has to be walked "
            f"{inputs} times. Backward it carries how fast the *result* moves with each node: one walk, however many "
            "inputs there are."
        )
        said += (
            " With a million weights that is the difference between one walk and a million."
            if count.backward < count.forward
            else " In a graph as small as this the walks forward take no more; in the video's SSR they do."
        )
        if count.road <= count.backward:
            said += " To multiply out each path by itself takes no more here; in the video's SSR it takes more."
    right.markdown(
        f"{said} The rule of this count: {RULE}, so an edge into a sum takes none, nor does the first factor of a "
        "walk or a path, which meets a 1. Additions are not counted."
    )
