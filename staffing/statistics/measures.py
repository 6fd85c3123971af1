"""What a table of statistics measures (统计量)."""

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class Measure(LabelledEnum):
    """A measure; means are over the persons of a cell, by completed months."""

    COUNT = "count", _l("Persons")
    ROW_SHARE = "row_share", _l("Share of the row")
    COLUMN_SHARE = "column_share", _l("Share of the column")
    MEAN_AGE = "mean_age", _l("Mean age")
    MEAN_YEARS = "mean_years", _l("Mean years at the school")

    @property
    def is_share(self) -> bool:
        """True if the measure is a share, shown in per cent."""
        return self in (Measure.ROW_SHARE, Measure.COLUMN_SHARE)

    @property
    def digits(self) -> int:
        """Return the digits after the point."""
        return 0 if self is Measure.COUNT else 1
