"""志愿: ranked schools handed in by the teacher, the school or the bureau, what stands beside each school, hardship, receipts, cut-offs."""
