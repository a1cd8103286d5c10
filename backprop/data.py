"""The observations that the network is fitted to, checked once, here, so that nothing behind this door doubts them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np


def of_kind(value, kind, field, like):
    """`value`, which is of a kind (a class); else ValueError names the field and says what was meant.

    like  what it should be, to be read after "must be": "a Loss, like SSR of backprop.losses"
    """
    if isinstance(value, kind):
        return value
    text = f"the class {value.__name__} itself" if isinstance(value, type) else " ".join(repr(value).split())
    raise ValueError(f"{field} must be {like}; not {text if len(text) <= 60 else text[:59] + '…'}.")


def finite_array(values, field, axes):
    """`values` as a read-only float64 array with one of these counts of axes.

    Raises ValueError, which names the field and says what is allowed.
    """
    if values is None or isinstance(values, str):
        raise ValueError(f"{field} must be numbers, like [0.0, 0.5, 1.0]; not {values!r}.")
    try:
        array = np.array(values, dtype=float)
    except (TypeError, ValueError, OverflowError):
        texts = [each for each in np.ravel(np.array(values, dtype=object)) if isinstance(each, str)]
        said = f"; one of them is {texts[0]!r}" if texts else ""
        raise ValueError(f"{field} must be numbers in rows of equal length{said}.") from None
    if array.ndim not in axes:
        allowed = " or ".join(f"{a}" for a in axes)
        raise ValueError(f"{field} must have {allowed} {'axis' if axes == (1,) else 'axes'}, not {array.ndim}.")
    if array.size == 0:
        raise ValueError(f"{field} must hold at least one number; it is empty.")
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{field} must be finite numbers; entry {where} is {array[where]}.")
    array.setflags(write=False)
    return array


def whole_number(value, name, least):
    """`value` as an int; ValueError names it where it is no whole number of at least `least`."""
    try:
        number = int(value)
        whole = number == value and number >= least and not isinstance(value, bool)
    except (TypeError, ValueError, OverflowError):
        whole = False
    if not whole:
        raise ValueError(f"{name} must be a whole number of at least {least}, not {value!r}.")
    return number


@dataclass(frozen=True, eq=False)
class Data:
    """Observations: n rows of I inputs and O observed outputs.

    inputs    (n, I), or (n,) for a single input
    observed  (n, O), or (n,) for a single output
    names     the I inputs' names and then the O outputs'; made up where not given
    may_be_classes  False where it is none of classes, however its rows look: they are some of others that are none

    Raises ValueError where a field is empty, ragged, not finite, or the two differ in their number of rows.
    """

    inputs: np.ndarray
    observed: np.ndarray
    names: tuple[str, ...] = ()
    may_be_classes: bool = True

    def __post_init__(self):
        for field in ("inputs", "observed"):
            array = finite_array(getattr(self, field), field, axes=(1, 2))
            object.__setattr__(self, field, array if array.ndim == 2 else array[:, None])
        if len(self.inputs) != len(self.observed):
            raise ValueError(
                f"inputs and observed must have equally many rows, not {len(self.inputs)} and {len(self.observed)}."
            )
        columns = self.inputs.shape[1] + self.observed.shape[1]
        names = self.names or (
            *(f"Input {i + 1}" for i in range(self.inputs.shape[1])),
            *(f"Output {o + 1}" for o in range(self.observed.shape[1])),
        )
        if isinstance(names, str) or not isinstance(names, Iterable) or len(names := tuple(names)) != columns:
            raise ValueError(f"names must be {columns} texts, the inputs' and then the outputs'; these are {names!r}.")
        object.__setattr__(self, "names", names)

    def __len__(self):
        return len(self.inputs)

    @cached_property
    def classes(self):
        """The O classes' names where each row is observed as one of several classes, 1 in its column and 0 in all
        others; () where the observations are none of classes."""
        outputs = self.observed.shape[1]
        if outputs == 1 or not self.may_be_classes:
            return ()
        of_one = np.isin(self.observed, (0.0, 1.0)).all() and (self.observed.sum(axis=1) == 1.0).all()
        return self.names[-outputs:] if of_one else ()


def as_texts(values, field):
    """`values` as a list of texts; ValueError names the field where it is none, or a single text."""
    try:
        found = None if isinstance(values, str) else list(map(str, values))
    except TypeError:
        found = None
    if found is None:
        raise ValueError(f"{field} must be a list of texts, like ['Setosa', 'Virginica']; not {values!r}.")
    return found


def of_classes(inputs, labels, names, classes=None):
    """The Data of n rows that are each of one class: an output for each class.

    inputs   (n, I), or (n,) for a single input
    labels   (n,) the classes' names
    names    the I inputs' names
    classes  the classes in the order of the outputs; that of their first rows where not given

    Raises ValueError where there are fewer than two classes, one is named twice, a label is none of them, or as Data
    does.
    """
    labels, names = as_texts(labels, "labels"), as_texts(names, "names")
    classes = list(dict.fromkeys(labels)) if classes is None else as_texts(classes, "classes")
    if twice := [each for each in classes if classes.count(each) > 1]:
        raise ValueError(f"classes must be named once each; {twice[0]!r} is there {classes.count(twice[0])} times.")
    if len(classes) < 2:
        raise ValueError(f"labels must name at least two classes; these name {classes!r}.")
    if strange := [label for label in labels if label not in classes]:
        raise ValueError(f"labels must be of the classes {', '.join(classes)}; one of them is {strange[0]!r}.")
    observed = [[float(label == each) for each in classes] for label in labels]
    return Data(inputs, observed, (*names, *classes))
