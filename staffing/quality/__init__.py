"""数据质量: rules that records must satisfy, findings with their state, and which records can change the plan."""
