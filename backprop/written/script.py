"""A run written out as one script that needs NumPy alone: to keep, to read, to change, and to check ours by.

It repeats nothing of this package but its formulas, in the order in which one would write them for this very network.
"""

from dataclasses import replace
from textwrap import fill

import numpy as np

from backprop.descent import gradient_descent
from backprop.experiment import log_spaced_steps
from backprop.losses import SSR
from backprop.written.batches import OF_BATCH, batches_written
from backprop.written.numerals import counted
from backprop.written.one_bit import Parting, one_bit_away, parting

SCRIPT_STEPS = 2_000  # that the script itself is followed: a tenth of a second or two
LOOKED_AT = 400  # steps of a run at which it is compared with one that begins one bit away
PARTED = """\
        if step == {}:
            print({!r})
"""
DIVERGED = "Diverged at step "
SCRIPT = '''\
"""{network}, {optimiser}, {steps} on {n}: prints a table of the run.

It needs NumPy alone: python {file}

{says}"""

import numpy as np

# The observations: {names}
inputs = np.array({inputs})
observed = np.array({observed})

# The network: a layer is a matrix, a row for each of its nodes with the weights and then the bias.
nodes = {nodes}
parameters = np.array({start})
moves = {moves}

learning_rate = {learning_rate!r}
{settings}{memory}

{functions}def layers(parameters):
    """The flat row of parameters as a matrix for each layer."""
    matrices, first = [], 0
    for into, out in zip(nodes, nodes[1:]):
        last = first + out * (into + 1)
        matrices.append(parameters[first:last].reshape(out, into + 1))
        first = last
    return matrices


def look(parameters, inputs, observed):
    """The {loss}, the SSR, and the derivative of the {loss} for every parameter, by Backpropagation."""
    matrices, came_in, xs, y = layers(parameters), [], [], inputs
    for number, matrix in enumerate(matrices):
        came_in.append(np.vstack([y.T, np.ones(len(y))]))  # a column for each observation, with a last 1 for the bias
        x = (matrix @ came_in[number]).T
        y = activations[number][0](x)
        xs.append(x)
    loss = {loss_lines[0]}
    ssr = np.sum((observed - y) ** 2)

    dloss_dx = {loss_lines[1]}
    derivatives = []
    for number in reversed(range(len(matrices))):
        derivatives.insert(0, (dloss_dx.T @ came_in[number].T).ravel())
        if number > 0:
            dloss_dy = (matrices[number][:, :-1].T @ dloss_dx.T).T
            dloss_dx = dloss_dy * activations[number - 1][1](xs[number - 1], came_in[number][:-1].T)
    return loss, ssr, np.concatenate(derivatives)


# Of each layer behind the inputs the Activation Function and its derivative.
activations = [{activations}]


{batches}def rule(derivatives, step):
    """The Step Sizes."""
{rule}

shown, last = {shown}, {last}
print({heads})
with np.errstate(all="ignore"):
    for step in range(last + 1):
        loss, ssr, derivatives = look(parameters, inputs, observed)
{of_batch}        step_sizes = rule(derivatives{decay}, step) * moves
        if not all(np.isfinite(each).all() for each in (parameters, loss, ssr, derivatives, step_sizes)):
            print(f"{diverged}{{step}}.")
            break
{rounding}        if step in shown:
            numbers = {numbers}
            print(step, *(f"{{number:.{digits}g}}" for number in numbers), sep="\\t")
        parameters = parameters - step_sizes
'''


def columns_shown(experiment):
    """What the table of a run has in its columns: {head: (code, value(trace, row))}, the row one or a slice of them."""
    names = experiment.network.parameter_names
    loss = {} if experiment.loss is SSR else {experiment.loss.name: ("loss", lambda trace, row: trace.loss[row])}
    ends = {0: names[0], len(names) - 1: names[-1]}
    return {
        **loss,
        "SSR": ("ssr", lambda trace, row: trace.ssr[row]),
        "Largest |Derivative|": (
            "np.abs(derivatives).max()",
            lambda trace, row: np.abs(trace.derivatives[row]).max(axis=-1),
        ),
        "Largest |Step Size|": (
            "np.abs(step_sizes).max()",
            lambda trace, row: np.abs(trace.step_sizes[row]).max(axis=-1),
        ),
        **{
            name: (f"parameters[{place}]", lambda trace, row, place=place: trace.parameters[row, place])
            for place, name in ends.items()
        },
    }


def shown_of(trace):
    return {head: value(trace, slice(None)) for head, (_, value) in columns_shown(trace.experiment).items()}


def parting_of(trace, again, digits=4):
    """The Parting of a Trace, in the columns shown, from that of its `one_bit_away` or from its script's own run.

    The script is run too, for SCRIPT_STEPS, or less where a step takes long: it rounds in places of its own, and two
    runs can be alike by chance. Where the Trace diverges both are asked whether they do so at the same step, if they
    are followed as far.
    """
    found = parting(trace.steps, shown_of(trace), shown_of(again), digits, again.diverged_at is not None)
    whole, until = len(again) == len(trace), trace.diverged_at
    if whole and until is not None and again.experiment.steps >= until:
        found = found.ended(until, again.diverged_at)
    record = trace.steps[trace.steps <= min(SCRIPT_STEPS, again.steps[-1] // (1 if whole else 10))]
    followed = until is not None and len(record) == len(trace) and until <= SCRIPT_STEPS
    columns, diverged_at = printed(trace.experiment, record, until if followed else None)
    outgrown = len(next(iter(columns.values()))) < len(record)
    of_script = parting(
        record, {head: of[: len(record)] for head, of in shown_of(trace).items()}, columns, digits, outgrown
    )
    if followed:
        of_script = of_script.ended(until, diverged_at)
    if of_script.step is not None and (found.step is None or of_script.step < found.step):
        return replace(of_script, other="the script, which rounds in other places")
    return found


def printed(experiment, record, until=None):
    """What the script of an Experiment prints, in every digit, at the steps of a record, by running that script.

    until  up to which step it is followed, the record's last or a later one; None for the record's

    Returns ({head: (rows,)}, the step at which it diverged, or None).
    """
    # Without the columns' names: nothing that a visitor has typed may be run.
    steps = int(record[-1] if until is None else until)
    nameless = replace(experiment, data=replace(experiment.data, names=()), steps=steps)
    # And without the observations: to read thousands of numbers written out takes tens of MiB, and no one has a turn.
    known, observations, lines = (Parting(None, 0, True), steps), ("given.inputs", "given.observed"), []
    text = stand_alone(nameless, record, digits=17, known=known, observations=observations)
    exec(text, {"print": lambda *said, **how: lines.append(said), "given": nameless.data})
    rows = [[float(number) for number in numbers] for step, *numbers in lines[1:] if numbers]
    heads = columns_shown(experiment)
    columns = np.array(rows).reshape(len(rows), len(heads)).T
    (last,) = lines[-1] if len(lines[-1]) == 1 else [""]
    diverged_at = int(last.removeprefix(DIVERGED).rstrip(".")) if last.startswith(DIVERGED) else None
    return dict(zip(heads, columns, strict=True)), diverged_at


def looked_into(experiment, digits=4):
    """The Parting of a run, and at which step it diverges, None where it does not."""
    record = log_spaced_steps(experiment.steps, LOOKED_AT)
    trace, again = (gradient_descent(each, record) for each in (experiment, one_bit_away(experiment)))
    return parting_of(trace, again, digits), trace.diverged_at


def stand_alone(experiment, steps, file="run.py", digits=4, known=None, observations=None):
    """The text of a script that repeats the Experiment and prints what `columns_shown` says at these step numbers.

    Where the run diverges, or rounding decides from some step on, the script says so.

    known         what is known of that already, (Parting, the step at which it diverges or None); else the run is made,
                  twice
    observations  the names (inputs, observed) under which they are handed over; None writes them out
    """
    network, data, optimiser = experiment.network, experiment.data, experiment.optimiser
    memory, rule = optimiser.code
    shape = "-".join(map(str, network.nodes))
    columns = columns_shown(experiment)
    found, diverged_at = known or looked_into(experiment, digits)
    inputs, observed = observations or (written(data.inputs), written(data.observed))
    return SCRIPT.format(
        network=f"A {shape} network, {bends_of(network)}",
        optimiser=optimiser.name,
        steps=counted(experiment.steps, "step"),
        n=counted(len(data), "observation") + (f", {experiment.batch} at a time" if experiment.batched else ""),
        file=file,
        says=said_of_the_run(found, diverged_at),
        names=" ".join(", ".join(data.names).split()),
        inputs=inputs,
        observed=observed,
        nodes=network.nodes,
        start=written(experiment.start),
        moves="1.0" if experiment.moves.all() else f"np.array({written(experiment.moves)})",
        learning_rate=optimiser.learning_rate,
        settings=decays_written(experiment),
        memory=memory.format(optimiser),
        batches=batches_written(experiment),
        of_batch=OF_BATCH if experiment.batched else "",
        decay=" + decays * parameters" if experiment.weight_decay else "",
        functions="".join(map(functions_of, dict.fromkeys(network.activations))) + functions_of_loss(experiment),
        activations=", ".join("({0}, {0}_derivative)".format(named(each)) for each in network.activations),
        loss=experiment.loss.name,
        loss_lines=loss_lines(experiment),
        rule=rule,
        digits=digits,
        shown=[int(step) for step in steps],
        last=int(max(steps) if diverged_at is None else experiment.steps),
        diverged=DIVERGED,
        rounding="" if found.step is None else PARTED.format(found.about, found.sentence),
        heads=", ".join(map(repr, ("Step", *columns))) + ', sep="\\t"',
        numbers=f"({', '.join(code for code, _ in columns.values())})",
    )


def named(activation):
    """An Activation's name as that of a function."""
    return activation.name.lower().replace(" ", "_")


def functions_of(activation):
    """An Activation's curve and derivative as two functions of a script."""
    heads = (f"def {named(activation)}(x):", f"def {named(activation)}_derivative(x, y):")
    both = ""
    for head, code in zip(heads, activation.code, strict=True):
        *before, last = code.splitlines()
        both += "\n    ".join([head, *before, f"return {last}"]) + "\n\n\n"
    return both


def functions_of_loss(experiment):
    """What the code of an Experiment's loss calls, as functions of a script."""
    joined = experiment.loss.joined_with(experiment.network.output)
    return joined.functions if joined else ""


def bends_of(network):
    """What bends a network's layers, in words: one after the other where the hidden ones differ."""
    *hidden, output = (each.name for each in network.activations)
    inside = ", then ".join(hidden[:1] if len(set(hidden)) == 1 else hidden)
    return f"{inside} inside and {output} at the end" if hidden else f"{output} at the end"


def loss_lines(experiment):
    """The loss of the last layer's x and y, and what it does when that x moves, as code."""
    joined = experiment.loss.joined_with(experiment.network.output)
    if joined:
        return joined.code
    loss, dloss_dpredicted = experiment.loss.code
    output = experiment.network.output
    if output.elementwise:
        return loss, f"{dloss_dpredicted} * {named(output)}_derivative(x, y)"
    return loss, f"(({dloss_dpredicted})[:, None, :] @ {named(output)}_derivative(x, y))[:, 0, :]"


def decays_written(experiment):
    """What a script adds to the Derivative of each weight, in parts of that weight, as code."""
    return f"decays = np.array({written(experiment.decays)})\n" if experiment.weight_decay else ""


def said_of_the_run(found, diverged_at):
    """What the head of a script says of its run, in lines of a readable length."""
    said = [] if diverged_at is None else [f"This run diverges: at step {diverged_at:,} a number is no longer finite."]
    return "".join(f"{fill(sentence, 110)}\n" for sentence in [*said, found.sentence])


def written(array):
    """Numbers as Python writes them, every digit, in lines of a readable length."""
    lines = [""]
    for row in np.asarray(array).tolist():
        if lines[-1] and len(f"{lines[-1]}{row}") > 108:
            lines.append("")
        lines[-1] += f" {row}," if lines[-1] else f"{row},"
    return "[\n    " + "\n    ".join(lines) + "\n]"
