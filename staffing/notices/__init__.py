"""通知: short messages to one person inside the application; rows, no mail."""
