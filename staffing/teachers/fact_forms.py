"""One form per kind of fact about a teacher. Field names are the columns; titles come from one table."""

from collections.abc import Callable
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.widgets import HiddenInput

from staffing.core.conflicts import VersionedForm
from staffing.core.fields import (
    AmountField,
    ChoiceField,
    DayField,
    EnumField,
    FlagField,
    LastDayField,
    WholeNumberField,
)
from staffing.core.forms import StaffingForm, between, length, optional, required
from staffing.core.school_year import today
from staffing.schools.enums import Stage
from staffing.schools.queries import list_school_choices, list_sections
from staffing.teachers.enums import (
    AppointmentKind,
    AppraisalGrade,
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
    DisciplineKind,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    PostTrack,
    ServiceStage,
    StaffCategory,
    TitleLevel,
)
from staffing.teachers.fact_kinds import MODELS, FactKind
from staffing.teachers.models import (
    Appointment,
    Appraisal,
    BackboneHonour,
    Certificate,
    Deferral,
    Degree,
    Discipline,
    Employment,
    Leadership,
    RotationRecord,
    TitleGrant,
    TrainingRecord,
)
from staffing.teachers.queries import county_rules
from staffing.teachers.subjects import subject_choices
from staffing.teachers.titles import title

NOT_COLUMNS: Final = frozenset({"csrf_token", "version", "seen", "restricted_text", "ends_running"})
EARLIEST_YEAR, LATEST_YEAR = 1950, 2100
LAST_DAY: Final = _l("Last day")


class FactForm(VersionedForm):
    """What all fact forms share: answers by column, and the choices that a county gives."""

    def offer(self, county_id: int) -> None:
        """Offer choices that stand in the database or the rule set."""

    def columns(self) -> dict[str, Any]:
        """Return the answers by column of the stored class."""
        return {field.short_name: field.data for field in self if field.short_name not in NOT_COLUMNS}


class EmploymentForm(FactForm):
    """How a person is employed in a span of time."""

    kind = EnumField(title(Employment, "kind"), EmploymentKind, validators=[required()])
    category = EnumField(title(Employment, "category"), StaffCategory, validators=[required()])
    track = EnumField(title(Employment, "track"), PostTrack, validators=[required()])
    stage_of_service = EnumField(title(Employment, "stage_of_service"), ServiceStage, validators=[required()], default=ServiceStage.TERM)
    status = EnumField(title(Employment, "status"), PostStatus, validators=[required()])
    valid_from = DayField(title(Employment, "valid_from"), validators=[required()])
    valid_to = LastDayField(LAST_DAY, validators=[optional()])
    ends_running = FlagField(_l("The employment in force ends on the day this one begins"), default=True)


class AppointmentForm(FactForm):
    """A span of service: personnel school and teaching section apart."""

    kind = EnumField(title(Appointment, "kind"), AppointmentKind, validators=[required()])
    personnel_school_id = ChoiceField(title(Appointment, "personnel_school_id"), coerce=int, empty=True, validators=[required()])
    personnel_stage = EnumField(title(Appointment, "personnel_stage"), Stage, validators=[required()])
    section_id = ChoiceField(title(Appointment, "section_id"), coerce=int, empty=True,
                             description=_l("Empty if the person teaches nowhere, for example on leave."))
    subject = ChoiceField(title(Appointment, "subject"), empty=True)
    more_subjects = StringField(title(Appointment, "more_subjects"), validators=[length(maximum=100)],
                                description=_l("Several are separated by 、"))
    graduating_class = FlagField(title(Appointment, "graduating_class"))
    share = AmountField(title(Appointment, "share"), validators=[required(), between(0.001, 1)], default=1,
                        description=_l("1 is a full post; 0.4 is two days of five."))
    valid_from = DayField(title(Appointment, "valid_from"), validators=[required()])
    valid_to = LastDayField(LAST_DAY, validators=[optional()])
    ends_running = FlagField(_l("The service in force ends on the day this one begins"), default=True)

    def offer(self, county_id: int) -> None:
        """Offer the county's schools and sections, and the subjects."""
        self.personnel_school_id.choices = list_school_choices(county_id)
        self.section_id.choices = [(section.id, section.name) for section in list_sections(county_id)]
        self.subject.choices = subject_choices(self.subject.data or "")


class LeadershipForm(FactForm):
    """An administrative post at a school."""

    role = EnumField(title(Leadership, "role"), LeaderRole, validators=[required()])
    school_id = ChoiceField(title(Leadership, "school_id"), coerce=int, empty=True, validators=[required()])
    term = WholeNumberField(title(Leadership, "term"), validators=[required(), between(1, 20)], default=1)
    valid_from = DayField(title(Leadership, "valid_from"), validators=[required()])
    valid_to = LastDayField(LAST_DAY, validators=[optional()])
    ends_running = FlagField(_l("The post in force ends on the day this one begins"), default=True)

    def offer(self, county_id: int) -> None:
        """Offer the county's schools."""
        self.school_id.choices = list_school_choices(county_id)


class CertificateForm(FactForm):
    """A teaching certificate."""

    kind = EnumField(title(Certificate, "kind"), CertificateKind, validators=[required()])
    subject = ChoiceField(title(Certificate, "subject"), empty=True)
    issued_on = DayField(title(Certificate, "issued_on"), validators=[optional()])

    def offer(self, county_id: int) -> None:
        """Offer the subjects."""
        self.subject.choices = subject_choices(self.subject.data or "")


class DegreeForm(FactForm):
    """Education completed."""

    level = EnumField(title(Degree, "level"), DegreeLevel, validators=[required()], default=DegreeLevel.BACHELOR)
    academic_degree = StringField(title(Degree, "academic_degree"), validators=[length(maximum=20)])
    institution = StringField(title(Degree, "institution"), validators=[length(maximum=80)])
    major = StringField(title(Degree, "major"), validators=[length(maximum=60)])
    graduated_on = DayField(title(Degree, "graduated_on"), validators=[optional()])


class TitleForm(FactForm):
    """A professional title."""

    level = EnumField(title(TitleGrant, "level"), TitleLevel, validators=[required()])
    granted_on = DayField(title(TitleGrant, "granted_on"), validators=[optional()])
    engaged_on = DayField(title(TitleGrant, "engaged_on"), validators=[optional()])
    post_grade = WholeNumberField(title(TitleGrant, "post_grade"), validators=[optional(), between(1, 13)])


class HonourForm(FactForm):
    """A backbone honour."""

    level = EnumField(title(BackboneHonour, "level"), BackboneLevel, validators=[required()], default=BackboneLevel.COUNTY)
    name = StringField(title(BackboneHonour, "name"), validators=[required(), length(maximum=60)])
    granted_on = DayField(title(BackboneHonour, "granted_on"), validators=[required()])
    expires_on = DayField(title(BackboneHonour, "expires_on"), validators=[optional()])


class RotationForm(FactForm):
    """A past or running rotation."""

    kind = ChoiceField(title(RotationRecord, "kind"), empty=True, validators=[required()])
    from_school_id = ChoiceField(title(RotationRecord, "from_school_id"), coerce=int, empty=True)
    from_school_name = StringField(title(RotationRecord, "from_school_name"), validators=[length(maximum=80)])
    to_school_id = ChoiceField(title(RotationRecord, "to_school_id"), coerce=int, empty=True)
    to_school_name = StringField(title(RotationRecord, "to_school_name"), validators=[length(maximum=80)])
    starts_on = DayField(title(RotationRecord, "starts_on"), validators=[required()])
    ends_on = DayField(title(RotationRecord, "ends_on"), validators=[optional()])
    relation_moved = FlagField(title(RotationRecord, "relation_moved"))
    full_time = FlagField(title(RotationRecord, "full_time"), default=True)

    def offer(self, county_id: int) -> None:
        """Offer the county's schools and the kinds of exchange of its rule set."""
        kinds = county_rules(county_id, today()).exchange_kinds
        self.kind.choices = [(code, kind.value.name) for code, kind in kinds.items()]
        self.from_school_id.choices = self.to_school_id.choices = list_school_choices(county_id)


class TrainingForm(FactForm):
    """Training hours of one calendar year and kind."""

    year = WholeNumberField(title(TrainingRecord, "year"), validators=[required(), between(EARLIEST_YEAR, LATEST_YEAR)])
    kind = StringField(title(TrainingRecord, "kind"), validators=[length(maximum=40)])
    hours = AmountField(title(TrainingRecord, "hours"), validators=[required(), between(0, 9999)])


class AppraisalForm(FactForm):
    """A yearly appraisal."""

    year = WholeNumberField(title(Appraisal, "year"), validators=[required(), between(EARLIEST_YEAR, LATEST_YEAR)])
    grade = EnumField(title(Appraisal, "grade"), AppraisalGrade, validators=[required()])


class DeferralForm(FactForm):
    """A reason to defer a rotation, with evidence and expiry."""

    ground = ChoiceField(title(Deferral, "ground"), empty=True, validators=[required()])
    has_evidence = FlagField(title(Deferral, "has_evidence"))
    evidence_name = StringField(title(Deferral, "evidence_name"), validators=[length(maximum=120)])
    valid_from = DayField(title(Deferral, "valid_from"), validators=[required()])
    valid_to = LastDayField(LAST_DAY, validators=[optional()])
    restricted_text = TextAreaField(title(Deferral, "content"), validators=[length(maximum=500)], render_kw={"rows": 3, "autocomplete": "off"})

    def offer(self, county_id: int) -> None:
        """Offer the grounds that the county's rule set wants recorded, and a recorded one that it no longer has."""
        grounds = county_rules(county_id, today()).deferrals
        self.ground.choices = [
            (code, ground.value.name) for code, ground in grounds.items()
            if code == self.ground.data or (ground.value.trigger == "record" and ground.value.enabled)
        ]


class DisciplineForm(FactForm):
    """A sanction or inquiry with its effect period."""

    kind = EnumField(title(Discipline, "kind"), DisciplineKind, validators=[required()])
    valid_from = DayField(title(Discipline, "valid_from"), validators=[required()])
    valid_to = LastDayField(LAST_DAY, validators=[optional()])
    restricted_text = TextAreaField(title(Discipline, "content"), validators=[length(maximum=500)], render_kw={"rows": 3, "autocomplete": "off"})


class StepForm(StaffingForm):
    """A step on one fact; it carries the version of the fact it was shown with."""

    version = WholeNumberField(widget=HiddenInput())

    def renew(self, version: int) -> None:
        """Let the form, shown again after a refusal, speak of the fact as it stands now."""
        self.version.raw_data, self.version.data = None, version


class EndForm(StepForm):
    """Until which day a lasting fact holds."""

    day = LastDayField(LAST_DAY, validators=[required()])


class WithdrawForm(StepForm):
    """Why an entry should never have been recorded."""

    reason = StringField(_l("Reason"), validators=[required(), length(minimum=4, maximum=200)],
                         description=_l("The audit log keeps the entry and the reason."))


FORMS: Final[dict[FactKind, Callable[..., FactForm]]] = {
    FactKind.EMPLOYMENT: EmploymentForm, FactKind.APPOINTMENT: AppointmentForm, FactKind.LEADERSHIP: LeadershipForm,
    FactKind.CERTIFICATE: CertificateForm, FactKind.DEGREE: DegreeForm, FactKind.TITLE: TitleForm, FactKind.HONOUR: HonourForm,
    FactKind.ROTATION: RotationForm, FactKind.TRAINING: TrainingForm, FactKind.APPRAISAL: AppraisalForm,
    FactKind.DEFERRAL: DeferralForm, FactKind.DISCIPLINE: DisciplineForm,
}


def fact_form(kind: FactKind, county_id: int, fact: Any = None, **options: Any) -> FactForm:
    """Return the form of a kind, filled from a stored fact where one is given, with its choices."""
    form = FORMS[kind](data=stored_answers(kind, fact) if fact is not None else None, **options)
    form.offer(county_id)
    if fact is not None and "ends_running" in form:
        del form.ends_running
    return form


def stored_answers(kind: FactKind, fact: Any) -> dict[str, Any]:
    """Return what a stored fact says, by field of its form; its restricted text is not among them."""
    return {column.key: getattr(fact, column.key) for column in MODELS[kind].__mapper__.column_attrs}
