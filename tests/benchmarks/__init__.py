"""Benchmarks that are run by hand; their figures stand in docs/."""
