"""The command line of the rotation solver: one file per command, arguments in commands.py."""
