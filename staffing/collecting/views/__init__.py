"""Pages of data collection."""

from staffing.collecting.views import changes, rounds, schools, sheets  # noqa: F401 (each adds its pages)
from staffing.collecting.views.blueprint import blueprint

__all__ = ["blueprint"]
