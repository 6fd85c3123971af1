"""Forms of a collection: what a new round asks of whom until when, a file, another day."""

from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from staffing.collecting.choosing import USUAL_SHEETS, optional_columns
from staffing.core.columns import SheetColumns
from staffing.core.fields import DayField, ManyField, WholeNumberField
from staffing.core.forms import StaffingForm, between, length, required
from staffing.core.school_year import today
from staffing.schools.models import School

FIRST_YEAR, LAST_YEAR = 2000, 2100


class RoundForm(StaffingForm):
    """A new round."""

    name = StringField(_l("Name of the collection"), validators=[required(), length(maximum=60)], description=_l("It stands on every workbook."))
    school_year = WholeNumberField(_l("School year"), validators=[required(), between(FIRST_YEAR, LAST_YEAR)],
                                   description=_l("The year in which it begins; pupils and buildings are asked for this year."))
    due_on = DayField(_l("To be handed in by"), validators=[required()])
    note = TextAreaField(_l("Note to the schools"), validators=[length(maximum=400)],
                         description=_l("It stands in the instructions, for example whom to call."))
    schools = ManyField(_l("Schools"), coerce=int)
    sheets = ManyField(_l("Sheets"))

    def offer(self, schools: Sequence[School], sheets: Sequence[SheetColumns]) -> None:
        """Offer the county's schools and sheets; at first all schools and the usual sheets are chosen."""
        self.schools.choices = [(school.id, school.name) for school in schools]
        self.sheets.choices = [(sheet.code, sheet.title) for sheet in sheets]
        if not self.is_submitted():
            self.schools.data = [school.id for school in schools]
            self.sheets.data = [sheet.code for sheet in sheets if sheet.code in USUAL_SHEETS]

    def validate_due_on(self, field: DayField) -> None:
        """Refuse a day that has passed."""
        if field.data is not None and field.data < today():
            raise ValidationError(_l("This day has passed already."))

    def chosen_columns(self, sheets: Sequence[SheetColumns]) -> dict[str, list[str]]:
        """Return the chosen optional columns of the chosen sheets."""
        chosen: dict[str, list[str]] = {}
        for sheet in sheets:
            if sheet.code in (self.sheets.data or ()):
                sent = set(request.form.getlist(f"columns-{sheet.code}"))
                chosen[sheet.code] = [column.code for column in optional_columns(sheet) if column.code in sent]
        return chosen


class BookForm(StaffingForm):
    """One file, or a zip of files."""

    file = FileField(_l("File (.xlsx, .xls or .zip)"), validators=[FileRequired(message=_l("Choose a file."))])


class DueDayForm(StaffingForm):
    """Another day."""

    due_on = DayField(_l("To be handed in by"), validators=[required()])
