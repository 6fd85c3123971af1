"""影响测算: which doubtful records can change the plan, by deciding them again with each plausible value."""
