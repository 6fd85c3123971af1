"""后台任务: long work outside the web process. The table of jobs is the truth; the queue only delivers ids."""
