"""编排台: the officer moves, pins, forbids and swaps on a stored draft, and the checker answers at once.

A draft is a run and a list of steps (models, steps). Every answer is given by the independent checker on the run's own
instance (judging), which a process keeps in memory (pictures); nothing becomes a plan until it is taken over (operations).
"""
