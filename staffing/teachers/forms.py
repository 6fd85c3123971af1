"""Forms about a teacher's basic data, the filters of the list, and the wish to see a hidden number."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from staffing.core.conflicts import VersionedForm
from staffing.core.fields import AmountField, DayField, EnumField, FlagField
from staffing.core.forms import StaffingForm, between, length, optional, required
from staffing.errors import StaffingError
from staffing.teachers.enums import (
    Sex,
)
from staffing.teachers.models import Teacher
from staffing.teachers.queries import find_by_number, list_partners
from staffing.teachers.titles import title

COLUMNS = ("number", "name", "sex", "birth_date", "ethnic_group", "political_status", "work_began_on", "teaching_began_on",
           "home_township", "home_longitude", "home_latitude", "remark")


def words(field: str) -> Any:
    """Return the title of a field of Teacher."""
    return title(Teacher, field)


class TeacherForm(VersionedForm):
    """The basic data; hidden numbers are entered anew or left as they are."""

    number = StringField(words("number"), validators=[required(), length(maximum=30)])
    name = StringField(words("name"), validators=[required(), length(maximum=60)])
    sex = EnumField(words("sex"), Sex, validators=[required()])
    birth_date = DayField(words("birth_date"), validators=[required()])
    id_number = StringField(words("id_number"), validators=[optional(), length(maximum=20)], render_kw={"autocomplete": "off"})
    phone = StringField(words("phone"), validators=[optional(), length(maximum=20)], render_kw={"autocomplete": "off", "inputmode": "tel"})
    remove_phone = FlagField(_l("Remove the phone number"))
    ethnic_group = StringField(words("ethnic_group"), validators=[length(maximum=20)])
    political_status = StringField(words("political_status"), validators=[length(maximum=20)])
    work_began_on = DayField(words("work_began_on"), validators=[optional()])
    teaching_began_on = DayField(words("teaching_began_on"), validators=[optional()])
    home_township = StringField(words("home_township"), validators=[length(maximum=40)])
    home_longitude = AmountField(words("home_longitude"), validators=[optional(), between(73, 136)])
    home_latitude = AmountField(words("home_latitude"), validators=[optional(), between(3, 54)])
    partner_number = StringField(_l("Staff number of the partner"), validators=[length(maximum=30)],
                                 description=_l("Only if the partner teaches in this county too."))
    remark = TextAreaField(words("remark"), validators=[length(maximum=300)], render_kw={"rows": 2})

    def columns(self) -> dict[str, Any]:
        """Return the answers by column of Teacher."""
        answers = {name: self[name].data for name in COLUMNS}
        for name in ("home_longitude", "home_latitude"):
            answers[name] = float(answers[name]) if answers[name] is not None else None
        return {name: (value or "") if isinstance(self[name], StringField) else value for name, value in answers.items()}

    def partner(self, county_id: int) -> Teacher | None:
        """Return the teacher whose staff number was entered as partner."""
        number = (self.partner_number.data or "").strip()
        if not number:
            return None
        found = find_by_number(county_id, number)
        if found is None:
            raise StaffingError(_l("No teacher of the county has this staff number."), field="partner_number")
        return found

    @classmethod
    def of(cls, teacher: Teacher, **options: Any) -> "TeacherForm":
        """Return the form filled from the record, without the hidden numbers."""
        partner = next((other.number for other in list_partners(teacher) if other.id == teacher.partner_id), "")
        return cls(data={name: getattr(teacher, name) for name in COLUMNS} | {"partner_number": partner}, **options)


class RevealForm(StaffingForm):
    """Why somebody wants to see a hidden number."""

    reason = StringField(_l("Reason"), validators=[required(), length(minimum=4, maximum=200)],
                         description=_l("It is kept in the audit log together with your name."))
