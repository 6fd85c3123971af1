"""Pages of data quality: the list, one finding, acts on many, progress by school, catalogue, totals, influence."""

from staffing.quality.views import findings, influence, schools
from staffing.quality.views.blueprint import blueprint

__all__ = ["blueprint", "findings", "influence", "schools"]
