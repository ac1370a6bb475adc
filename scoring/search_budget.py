"""How far a visit looks at most (method §1): the crawler keeps to it, rules ask whether there was room."""

TARGETS, STEPS, PAGES = 5, 3, 10
"""Targets of the start page's entries, further steps from one of them, pages in all."""
