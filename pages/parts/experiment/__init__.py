"""What several topics share: how an experiment is chosen, its run computed once, the walk through it and how it ends.

control_strip, chooser      what the learner sets: a lesson's experiment, or any network and any data
runs, main_run, seven_run   a run and its verdict, computed once for all; the runs that several topics speak of
way_through, one_derivative, arithmetic, tables   a value forwards, a Derivative back, and both as numbers
descent_walk, guess_first, convergence, how_it_ends, verdicts   the walk from its first question to its end
"""
