"""The command line ``staffing``: one file per command. Rows go to standard output, progress to standard error."""

from staffing.cli.entry import main

__all__ = ["main"]
