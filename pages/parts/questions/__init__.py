"""What the learner is asked to try next, a module for each part of the course, a tuple of Questions for each page.

A new question goes into its page's tuple: the page shows it with its buttons and its answer.
"""
