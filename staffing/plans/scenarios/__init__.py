"""情景 and 敏感性: copies of a plan under other settings, solved together and compared; one setting swept over its range.

A scenario is a plan that no list of plans shows until an officer chooses it (models). A sweep keeps figures, no plans.
"""
