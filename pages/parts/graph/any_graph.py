"""What the page of any graph says: what is typed, what goes back at each step, the paths, and the tables."""

import re
from html import escape

import streamlit as st

from backprop.exercises.graph_practice import gradient_answer
from backprop.graphs.expression import FUNCTIONS, MOST_CHARACTERS, MOST_NODES, Refused
from backprop.graphs.graph import (
    EXAMPLES,
    MOST_PATHS,
    backward,
    corners,
    finite_difference,
    local_derivative_text,
    multiplications,
    own_inputs,
    path_count,
    path_product,
    paths,
    paths_back,
    values,
)
from backprop.written.numerals import agreeing_digits, counted, number, signed
from pages.parts import player, tables
from pages.parts.controls import named_numbers, widgets
from pages.parts.graph.graph_layout import read
from pages.parts.graph.graph_picture import NOT_YET, PATHS, gradient_templates, graph_picture, way

H = 1e-5  # of the finite difference, as a part of the number, or of 1 where that is smaller


def plain(text):
    """The text as Markdown that says just that, whatever signs are in it."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


# --- what is typed ---------------------------------------------------------------------------------------------------

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


# --- the walk back ---------------------------------------------------------------------------------------------------


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


def step_in_words(walk, count):
    """What happens at a step, as a piece of the page: who hands what to whom, and what that makes complete."""
    graph = walk.graph
    names = [escape(node.name) for node in graph.nodes]
    result = names[-1]
    if not walk.steps:
        return (
            f"<p><strong>{result} is an input itself</strong>: d{result}/d{result} = 1, and there is nothing to hand "
            "back.</p>"
            if graph.result.moves
            else "<p><strong>Nothing here can move</strong>: without an input there is no gradient.</p>"
        )
    if count == 0:
        return (
            f"<p><strong>Forward is complete</strong>: every node has its value. The way back begins at {result}, "
            f"whose gradient is 1: {result} moves as fast as itself. <em>Next</em> lets one node after the other hand "
            "back.</p>"
        )
    step = walk.steps[count - 1]
    node = names[step[0].node]
    said = (
        f"<p><strong>Step {count}: {node} hands back.</strong> All that use it have had their turn, so its gradient, "
        f"d{result}/d{node} = {number(step[0].gradient)}, is complete. It hands on that gradient × a local derivative:"
        "</p>"
        if count > 1
        else f"<p><strong>Step 1: {node} hands back</strong> its gradient, 1, × a local derivative:</p>"
    )
    said += "<ul>"
    for handed in step:
        to = names[handed.operand]
        said += (
            f"<li>to <strong>{to}</strong>: d{result}/d{node} × d{node}/d{to} = {signed(handed.gradient)} × "
            f"{signed(handed.derivative)} = <strong>{number(handed.product)}</strong></li>"
        )
    said += "</ul>"
    for operand in dict.fromkeys(handed.operand for handed in step):
        got, everything = walk.so_far(operand, count), walk.received[operand]
        to, total = names[operand], sum(handed.product for handed in got)
        terms = f"{' + '.join(signed(handed.product) for handed in got)} = {number(total)}"
        if len(everything) == 1:
            continue
        if len(got) == len(everything):
            said += (
                f"<p>{to} is used {len(everything)} times, and all have now handed back. <strong>They add: "
                f"d{result}/d{to} = {terms}.</strong></p>"
            )
        else:
            waits = dict.fromkeys(names[handed.node] for handed in everything[len(got) :])
            said += (
                f"<p>{to} is used {len(everything)} times. So far it has {terms if len(got) > 1 else number(total)}, "
                f"and waits for {' and '.join(waits)}: its gradient is not complete.</p>"
            )
    return said


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


def contributions(film, walk, count):
    """What the nodes that got something at this step have got so far, and its sum, as a piece of the page."""
    result, nodes = walk.graph.result.name, walk.graph.nodes
    if not count:
        return "<p>Nothing has been handed back yet.</p>"
    rows = []
    for operand in dict.fromkeys(handed.operand for handed in walk.steps[count - 1]):
        to, got = nodes[operand].name, walk.so_far(operand, count)
        for handed in got:
            sum_of = f"{signed(handed.gradient)} × {signed(handed.derivative)}"
            rows.append([to, nodes[handed.node].name, sum_of, number(handed.product)])
        if len(walk.received[operand]) == 1:
            continue
        total = number(sum(handed.product for handed in got))
        told = [f"d{result}/d{to}", total] if walk.known(operand, count) else ["not complete", f"{total} + ?"]
        rows.append([f"{to}, sum", "", *told])
    heads = ["To", "From", "Gradient × local derivative", "Contribution"]
    return film.table_markup(in_columns(heads, rows), f"The contributions after {counted(count, 'step')}")


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


def from_step(film, step, template):
    """A text that is hidden until a step, as a template."""
    return film.vary({0: NOT_YET, step: template})


def in_columns(heads, rows):
    columns = zip(*rows, strict=True) if rows else [()] * len(heads)
    return dict(zip(heads, columns, strict=True))


# --- the tables ------------------------------------------------------------------------------------------------------


def forward_table(walk):
    """The nodes from front to back with their values."""
    rows = []
    for place, node in enumerate(walk.graph.nodes):
        kind = "an input" if node.is_input else "computed" if node.operation else "a number"
        rows.append([plain(walk.graph.formula(place)), str(place + 1), kind, number(walk.values[place])])
    return tables.of_rows(rows, ["Node", "Order", "What it is", "Value"])


def backward_columns(film, walk, gradients):
    """The nodes from back to front: each one's gradient, and what it hands to each of its operands."""
    rows, graph = [], walk.graph
    for place in reversed(range(len(graph))):
        node, formula = graph.nodes[place], graph.formula(place)
        if not node.moves:
            continue
        turn = walk.turns.get(place)
        operands = [walk.values[operand] for operand in node.operands]
        rates, handed_on = [], []
        for handed in walk.steps[turn - 1] if turn else ():
            to, worth = graph.nodes[handed.operand].name, number(handed.derivative)
            said = local_derivative_text(node, handed.which, operands, walk.values[place])
            shown = worth if said.strip("()") == worth else f"{said} = {worth}"
            rates.append(f"d{node.name}/d{to} = {shown}")
            handed_on.append(f"{number(handed.product)} to {to}")
        rows.append(
            [
                film.at_steps({turn: f"→ {formula}"}, formula) if turn else formula,
                f"{turn or '–'}",
                number(walk.values[place]),
                gradients[place],
                "; ".join(rates) or "–",
                from_step(film, turn, ", ".join(handed_on)) if turn else "nothing: an input",
            ]
        )
    heads = ["Node", "Step", "Value", f"Gradient d{graph.result.name}/d…", "Local derivatives", "Hands back"]
    return in_columns(heads, rows)


def difference_columns(film, walk):
    """For each input its gradient beside the finite difference, both hidden until the gradient is complete."""
    graph, rows = walk.graph, []
    inputs = {name: walk.values[place] for name, place in graph.inputs.items()}
    for name, place in graph.inputs.items():
        gradient = walk.gradients[place]
        try:
            found = finite_difference(graph, inputs, name, H * max(1.0, abs(inputs[name])))
        except Refused:
            said = number(gradient), "no value beside it", "–"
        else:
            agree = "both 0" if gradient == 0 and abs(found) < 1e-9 else str(agreeing_digits(found, gradient))
            said = number(gradient, 8), number(found, 8), agree
        known = walk.complete_at[place]
        rows.append([name, number(inputs[name]), *(from_step(film, known, each) for each in said)])
    heads = ["Input", "Value", "Gradient, from the walk back", "Finite difference", "Digits that agree"]
    return in_columns(heads, rows)


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
