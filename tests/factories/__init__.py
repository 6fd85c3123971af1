"""Makers of invented records for tests, one file per feature. ``create_…`` stores and flushes."""
