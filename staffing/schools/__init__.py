"""Schools (学校), their sections and groups."""
