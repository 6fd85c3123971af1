"""Pages of the indicators."""

from staffing.indicators.views import checklist, figures, promises, snapshots  # noqa: F401 (each adds its pages)
from staffing.indicators.views.blueprint import blueprint

__all__ = ["blueprint"]
