"""Needs (需求): teachers by section and subject, surplus and shortage, posts, the expected state, what rotation can close."""
