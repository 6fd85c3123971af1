"""方案审批: a valid plan is submitted, reviewed, approved by another person, published; its content is frozen with its digest."""
