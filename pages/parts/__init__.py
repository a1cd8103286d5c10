"""The rooms that the pages are made of. Each uses those after it in this list, and nothing above.

shell       what stands round every page, with the table of contents and the glossary; the pages alone use it
topics      a folder for each subject (descent, roads, rates, graph …): what its page computes, shows and asks; none
            uses another
experiment  what several topics share: a lesson's controls, its run, how that ends
pictures    of a network, its squiggle, its SSR, that more than one topic shows
kits        controls, charts, tables and player: they know no lesson, and are handed values and texts
browser     what only the browser can do
kept        what took long to compute, kept for everybody

All may use backprop, which uses none of them.
"""
