"""How a script takes the observations batch by batch, in the order in which the run takes them."""

BATCHES = '''\
def batches():
    """The rows that each step looks at: {size} at a time, epoch by epoch, {order}."""
    random = np.random.default_rng({seed})
    while True:
        order = {drawn}
        for first in range(0, len(inputs), {size}):
            yield order[first : first + {size}]


each_step = batches()


'''
OF_BATCH = """\
        rows = next(each_step)
        _, _, derivatives = look(parameters, inputs[rows], observed[rows])
"""


def batches_written(experiment):
    """How a script takes the observations batch by batch, as code; nothing where it takes them all at once."""
    if not experiment.batched:
        return ""
    shuffled = experiment.shuffled is not None
    return BATCHES.format(
        size=experiment.batch,
        order="each in an order of its own" if shuffled else "in their order",
        seed=experiment.shuffled if shuffled else "",
        drawn="random.permutation(len(inputs))" if shuffled else "np.arange(len(inputs))",
    )
