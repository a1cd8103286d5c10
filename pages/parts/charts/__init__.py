"""The kit of what is drawn: charts that are built once, the one table that each of them draws, and where words stand.

In reading order: colours, layered (what a chart is), scales, one_table (what it draws), spelled (its numbers), labels
(beside its points), room (in a drawing of boxes), beyond (what lies outside). Nothing here knows a network or a run.
"""
