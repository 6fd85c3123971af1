"""批量修改: one change for many teachers at once, shown first, then done, and taken back by a counter-change."""
