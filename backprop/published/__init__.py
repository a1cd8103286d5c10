"""Worked examples that others published, each as an experiment with the numbers that it prints.

example.py says what one is; books.py, posts.py and lectures.py have them; catalogue.py is the list of all.
"""
