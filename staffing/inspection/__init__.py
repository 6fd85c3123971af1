"""督导佐证: honest rotation checks, net flows, evidence for an inspection, agreement with statistics, random samples."""
