"""Teachers (教师): records, judgements on them, and their pages."""
