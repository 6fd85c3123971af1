"""Pages of need."""

from staffing.needs.views import gaps, overview, posts, staff  # noqa: F401 (each adds its pages)
from staffing.needs.views.blueprint import blueprint

__all__ = ["blueprint"]
