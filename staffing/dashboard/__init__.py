"""工作台: where the year stands, what waits, the figures that matter at a glance."""
