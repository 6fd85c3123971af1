"""Questions about a plan: asked by the officer, answered by the solver in a child of the worker, stored, told in words."""
