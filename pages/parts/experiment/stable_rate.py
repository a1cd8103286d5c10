"""A Learning Rate just below the largest that is stable, and one just above it: the same walk, and it falls apart."""

from backprop.written.numerals import number, rounded
from pages.parts.controls import presets


def next_to(rate, key, label, help=None):
    """Two buttons that write a Learning Rate into a control.

    rate         the largest stable one
    key          the control's
    label, help  of the buttons, in which {where} is "Just below" or "Just above", {factor} by what the rate is
                 multiplied for it, and {near} what comes out
    """
    for where, factor in (("Just below", 0.99), ("Just above", 1.01)):
        near = rounded(factor * rate)
        said = {"where": where, "factor": number(factor), "near": number(near)}
        presets.preset(label.format(**said), {key: near}, help=help and help.format(**said))
