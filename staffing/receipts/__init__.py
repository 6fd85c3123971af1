"""一人一说明: after a decision, one page for each teacher it concerns: what, why, until when, what it counts for, how to object."""
