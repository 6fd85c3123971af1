"""Pages of inspection, one file per part."""

from staffing.inspection.views import evidence, packages, statistics
from staffing.inspection.views.blueprint import blueprint

__all__ = ["blueprint", "evidence", "packages", "statistics"]
