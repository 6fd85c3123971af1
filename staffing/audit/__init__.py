"""操作日志: who did what to which record, when and from where; chained so that a change of the past shows."""
