"""附件: evidence as PDF or picture, checked by content, stored encrypted, read with a line in the log, deleted when due."""
