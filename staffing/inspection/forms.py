"""Forms of inspection: figures of one school, a table pasted from a spreadsheet, a step on a package."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from staffing.core.conflicts import VersionedForm
from staffing.core.fields import WholeNumberField
from staffing.core.forms import StaffingForm, between, length, optional, required
from staffing.inspection.models import ReportedFigures
from staffing.inspection.titles import TITLES

MOST = 100_000
WORDS = TITLES[ReportedFigures]


def _count(name: str) -> WholeNumberField:
    return WholeNumberField(WORDS[name], validators=[optional(), between(0, MOST)])


class FiguresForm(VersionedForm):
    """What one school reported; an empty field was not reported."""

    teachers = _count("teachers")
    pupils = _count("pupils")
    above_degree = _count("above_degree")
    backbone = _count("backbone")
    pe_arts = _count("pe_arts")
    explanation = StringField(WORDS["explanation"], validators=[length(maximum=300)])


class PasteForm(StaffingForm):
    """Rows of a spreadsheet: school, then the five figures."""

    table = TextAreaField(_l("Rows of the spreadsheet"), validators=[required(), length(maximum=200_000)],
                          description=_l("One school a row: name or code, full-time teachers, pupils, above the required degree, backbone, PE and arts; separated by tabs, as copied from a spreadsheet."))


class StepForm(StaffingForm):
    """A step on a package."""
