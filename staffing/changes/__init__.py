"""变更申请: changes that schools ask for; free fields save at once, others wait for another person's consent."""
