"""Answers about a plan, or about there being none: each with typed results, each verified apart from the model."""
