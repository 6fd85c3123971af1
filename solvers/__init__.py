"""Solvers of planning problems. Python, numpy and OR-Tools: no web, no database, no text for officers, no clock."""
