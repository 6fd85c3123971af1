"""Forms about schools: basic data, standing, posts, names, groups, yearly figures, and the filters of the list."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField

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
from staffing.schools.enums import (
    GroupKind,
    Location,
    Ownership,
    PostLevel,
    Remoteness,
    SchoolKind,
    Stage,
    Strength,
)
from staffing.schools.listing import SchoolFilter
from staffing.schools.models import (
    AuthorisedPosts,
    GroupMembership,
    School,
    SchoolAlias,
    SchoolGroup,
    SchoolStanding,
    Section,
    TitlePosts,
)
from staffing.schools.titles import title

COLUMNS = ("name", "code", "short_name", "kind", "township", "longitude", "latitude", "opened_on", "closed_on", "target_year")


class SchoolForm(VersionedForm):
    """What does not change with time."""

    name = StringField(title(School, "name"), validators=[required(), length(maximum=80)])
    code = StringField(title(School, "code"), validators=[required(), length(maximum=20)])
    short_name = StringField(title(School, "short_name"), validators=[length(maximum=40)])
    kind = EnumField(title(School, "kind"), SchoolKind, validators=[required()], default=SchoolKind.PRIMARY_SCHOOL)
    entity_name = StringField(title(School, "entity_name"), validators=[length(maximum=80)],
                              description=_l("Empty if the school is its own legal entity. Campuses of one entity share its name."))
    township = StringField(title(School, "township"), validators=[length(maximum=40)])
    longitude = AmountField(title(School, "longitude"), validators=[optional(), between(73, 136)])
    latitude = AmountField(title(School, "latitude"), validators=[optional(), between(3, 54)])
    opened_on = DayField(title(School, "opened_on"), validators=[optional()])
    closed_on = DayField(title(School, "closed_on"), validators=[optional()])
    target_year = WholeNumberField(title(School, "target_year"), validators=[optional(), between(2015, 2100)])

    def columns(self) -> dict[str, Any]:
        """Return the answers by column of School."""
        answers = {name: self[name].data for name in COLUMNS}
        for name in ("longitude", "latitude"):
            answers[name] = float(answers[name]) if answers[name] is not None else None
        return {name: (value or "").strip() if isinstance(self[name], StringField) else value for name, value in answers.items()}

    @classmethod
    def of(cls, school: School, **options: Any) -> "SchoolForm":
        """Return the form filled from the record."""
        return cls(data={name: getattr(school, name) for name in COLUMNS} | {"entity_name": school.entity.name}, **options)


class NewSchoolForm(SchoolForm):
    """A school that is not on record yet: basic data, stages, first standing and posts."""

    primary = FlagField(Stage.PRIMARY.label)
    junior = FlagField(Stage.JUNIOR.label)
    senior = FlagField(Stage.SENIOR.label)
    valid_from = DayField(_l("The following holds from"), validators=[required()])
    ownership = EnumField(title(SchoolStanding, "ownership"), Ownership, validators=[required()], default=Ownership.COUNTY)
    location = EnumField(title(SchoolStanding, "location"), Location, validators=[required()])
    remoteness = EnumField(title(SchoolStanding, "remoteness"), Remoteness, validators=[required()])
    strength = EnumField(title(SchoolStanding, "strength"), Strength, empty=True)
    posts = WholeNumberField(title(AuthorisedPosts, "posts"), validators=[optional(), between(0, 5000)])

    def stages(self) -> tuple[Stage, ...]:
        """Return the stages that were ticked."""
        return tuple(stage for stage in Stage if self[stage.value].data)


class StandingForm(VersionedForm):
    """What a school is from a day on."""

    valid_from = DayField(title(SchoolStanding, "valid_from"), validators=[required()])
    ownership = EnumField(title(SchoolStanding, "ownership"), Ownership, validators=[required()])
    location = EnumField(title(SchoolStanding, "location"), Location, validators=[required()])
    remoteness = EnumField(title(SchoolStanding, "remoteness"), Remoteness, validators=[required()])
    strength = EnumField(title(SchoolStanding, "strength"), Strength, empty=True,
                         description=_l("By the bureau's own list; empty if there is none."))

    def columns(self) -> dict[str, Any]:
        """Return the answers by column of SchoolStanding, the first day not among them."""
        return {name: self[name].data for name in ("ownership", "location", "remoteness", "strength")}


class PostsForm(VersionedForm):
    """Authorised posts from a day on."""

    valid_from = DayField(title(AuthorisedPosts, "valid_from"), validators=[required()])
    posts = WholeNumberField(title(AuthorisedPosts, "posts"), validators=[required(), between(0, 5000)])
    source = StringField(title(AuthorisedPosts, "source"), validators=[length(maximum=120)])

    def columns(self) -> dict[str, Any]:
        """Return the answers by column of AuthorisedPosts, the first day not among them."""
        return {"posts": self.posts.data, "source": (self.source.data or "").strip()}


class TitlePostsForm(VersionedForm):
    """Posts by level of titles from a day on."""

    valid_from = DayField(title(TitlePosts, "valid_from"), validators=[required()])
    full_senior = WholeNumberField(PostLevel.FULL_SENIOR.label, validators=[optional(), between(0, 5000)],
                                   description=_l("Leave a level empty if it is not limited."))
    senior = WholeNumberField(PostLevel.SENIOR.label, validators=[optional(), between(0, 5000)])
    middle = WholeNumberField(PostLevel.MIDDLE.label, validators=[optional(), between(0, 5000)])
    junior = WholeNumberField(PostLevel.JUNIOR.label, validators=[optional(), between(0, 5000)])
    source = StringField(title(TitlePosts, "source"), validators=[length(maximum=120)])

    def columns(self) -> dict[str, Any]:
        """Return the answers by column of TitlePosts, the first day not among them."""
        return {level.value: self[level.value].data for level in PostLevel} | {"source": (self.source.data or "").strip()}

    def posts(self) -> dict[PostLevel, int | None]:
        """Return the posts by level."""
        return {level: self[level.value].data for level in PostLevel}


class AliasForm(StaffingForm):
    """A former name."""

    name = StringField(title(SchoolAlias, "name"), validators=[required(), length(maximum=80)])


class GroupForm(StaffingForm):
    """A new group of schools."""

    name = StringField(title(SchoolGroup, "name"), validators=[required(), length(maximum=80)])
    kind = EnumField(title(SchoolGroup, "kind"), GroupKind, validators=[required()])


class MembershipForm(StaffingForm):
    """Joining a group on a day."""

    group_id = ChoiceField(title(GroupMembership, "group_id"), coerce=int, empty=True, validators=[required()])
    valid_from = DayField(title(GroupMembership, "valid_from"), validators=[required()])
    core = FlagField(title(GroupMembership, "core"))


class LeavingForm(StaffingForm):
    """Leaving a group on a day."""

    valid_to = LastDayField(_l("Last day in the group"), validators=[required()])


class SectionForm(StaffingForm):
    """A further stage of a school."""

    stage = EnumField(title(Section, "stage"), Stage, validators=[required()])


class SchoolFilterForm(Form):
    """What the list is narrowed to, read from the address."""

    search = StringField(_l("Name, former name or code"))
    kind = EnumField(_l("Kind of school"), SchoolKind, empty=True)
    township = ChoiceField(_l("Township"), empty=True)
    location = EnumField(_l("Location"), Location, empty=True)
    ownership = EnumField(_l("Belongs to"), Ownership, empty=True)
    group_id = ChoiceField(_l("Group"), coerce=int, empty=True)
    stage = EnumField(_l("Stage"), Stage, empty=True)
    target_year = ChoiceField(_l("Target year"), coerce=int, empty=True)
    closed = FlagField(_l("Closed schools too"))

    def offer(self, *, townships: Iterable[str], groups: Iterable[SchoolGroup], target_years: Iterable[int]) -> None:
        """Offer what the county has."""
        self.township.choices = [(name, name) for name in townships]
        self.group_id.choices = [(group.id, group.name) for group in groups]
        self.target_year.choices = [(year, year) for year in target_years]

    def wish(self) -> SchoolFilter:
        """Return what is asked for; an answer that is not offered narrows nothing."""
        chosen = {field.short_name: field.data for field in self if not field.errors and field.data not in (None, "")}
        return SchoolFilter(**{**chosen, "search": chosen.get("search", "").strip()})
