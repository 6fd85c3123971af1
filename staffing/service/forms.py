"""The filters of the ledger's pages, read from the address."""

from typing import Final

from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField

from staffing.core.enums import LabelledEnum
from staffing.core.fields import ChoiceField, EnumField
from staffing.core.forms import StaffingForm


class Reached(LabelledEnum):
    """What the months of a person reach (达到的要求)."""

    TITLE = "title", _l("Enough for a senior title")
    PRINCIPAL = "principal", _l("Enough for a principal")
    SHORT = "short", _l("Not enough for a senior title")
    NONE = "none", _l("No such month")


MOST_TEXT: Final = 60


class LedgerFilterForm(Form):
    """School, what the months reach, name or number."""

    school_id = ChoiceField(_l("School"), coerce=int, empty=True)
    reached = EnumField(_l("Months"), Reached, empty=True)
    text = StringField(_l("Name or number"))

    def wanted_text(self) -> str:
        """Return what is searched for, short."""
        return (self.text.data or "").strip()[:MOST_TEXT]


class SpareForm(StaffingForm):
    """Which persons are spared; read from the boxes of the list."""
