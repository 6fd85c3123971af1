"""The exit codes that scripts rely on."""

CLEAN = 0
FINDINGS = 1
UNREADABLE = 2
