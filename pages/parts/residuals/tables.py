"""The values that were tried, each with its SSR."""

from backprop.landscape import ssr_along
from backprop.written.numerals import number
from pages.parts.tables import of_columns, texts


def tried_table(network, data, parameters, name, values, shown=None):
    """Values of one parameter with their SSR, in rising order; the lowest SSR so far is marked.

    shown  the SSR that the video shows for some of them, {value: SSR}, or nothing
    """
    values = sorted(values)
    ssrs = ssr_along(network, data, parameters, name, values)
    marked = [number(ssr) + (", lowest so far" if ssr == ssrs.min() else "") for ssr in ssrs]
    columns = {name: texts(values), "SSR": marked}
    if shown:
        columns["In the video"] = [number(shown[value]) if value in shown else "" for value in values]
    return of_columns(columns)
