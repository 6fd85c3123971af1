"""Pages of decisions: versions and their steps, opinions of schools, moves decided elsewhere."""

from staffing.decisions.views import competition, elsewhere, opinions, steps, versions
from staffing.decisions.views.blueprint import blueprint

__all__ = ["blueprint", "competition", "elsewhere", "opinions", "steps", "versions"]
