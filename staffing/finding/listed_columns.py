"""The columns that the list of teachers can show (显示列): what stands in a cell, how the column is ordered, what its total says."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import LazyString, gettext as _, lazy_gettext as _l

from staffing.core.filters import NOTHING, show_month, show_number
from staffing.core.spreadsheets.layout import Kind
from staffing.eligibility.enums import EligibilityState
from staffing.finding.persons import NONE, Person, Post
from staffing.teachers.enums import LeaderRole
from staffing.teachers.subjects import SUBJECTS

LEADERS: Final = list(LeaderRole)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell; ``note`` stands small below it."""

    text: str | LazyString
    note: str | LazyString = ""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column. ``lines`` fills a cell, ``key`` orders (None last), ``value`` is the number behind a numeric column."""

    code: str
    label: LazyString
    lines: Callable[[Person, dt.date], Sequence[Line]]
    key: Callable[[Person, dt.date], Any]
    usual: bool = False
    number: bool = False

    @property
    def kind(self) -> Kind:
        """Return the kind of the column in a workbook."""
        return Kind.NUMBER if self.number else Kind.TEXT


def _label(member: Any) -> list[Line]:
    return [Line(member.label)] if member is not None else []


def _rank(member: Any) -> int | None:
    return member.rank if member is not None else None


def _posts(person: Person, text: Callable[[Post], str | LazyString]) -> list[Line]:
    return [Line(text(post)) for post in person.posts]


def _once_each(lines: list[Line]) -> list[Line]:
    return list({str(line.text): line for line in lines}.values())


def _teaches_at(person: Person, _on: dt.date) -> list[Line]:
    return [Line(post.section.name if post.section else NOTHING,
                 _l("personnel relation at %(school)s", school=post.personnel.name) if post.away else "") for post in person.posts]


def _subject_key(person: Person, _on: dt.date) -> tuple[int, str] | None:
    subject = person.posts[0].subject if person.posts else ""
    if not subject:
        return None
    return (SUBJECTS.index(subject) if subject in SUBJECTS else len(SUBJECTS), subject)


def _number(value: int | None) -> list[Line]:
    return [Line(str(value))] if value is not None else []


def _first(person: Person, key: Callable[[Post], Any]) -> Any:
    return key(person.posts[0]) if person.posts else None


def _certificates(person: Person, _on: dt.date) -> list[Line]:
    return [Line(kind.label, subject) for kind, subject in person.certificates]


COLUMNS: Final = (
    ListColumn("name", _l("Name"), lambda person, on: [Line(person.name)], lambda person, on: person.key, usual=True),
    ListColumn("number", _l("Number"), lambda person, on: [Line(person.number)], lambda person, on: person.number, usual=True),
    ListColumn("sex", _l("Sex"), lambda person, on: _label(person.sex), lambda person, on: person.sex.value, usual=True),
    ListColumn("birth_date", _l("Born"), lambda person, on: [Line(show_month(person.birth_date))], lambda person, on: person.birth_date, usual=True),
    ListColumn("age", _l("Age"), lambda person, on: _number(person.age_on(on)), lambda person, on: person.age_on(on), number=True),
    ListColumn("school", _l("Teaches at"), _teaches_at, lambda person, on: _first(person, lambda post: (post.school.key, post.school.code)), usual=True),
    ListColumn("personnel_school", _l("Personnel school"), lambda person, on: _once_each(_posts(person, lambda post: post.personnel.name)),
               lambda person, on: _first(person, lambda post: (post.personnel.key, post.personnel.code))),
    ListColumn("stage", _l("Stage"), lambda person, on: _once_each(_posts(person, lambda post: post.stage.label)),
               lambda person, on: _first(person, lambda post: list(type(post.stage)).index(post.stage))),
    ListColumn("subject", _l("Subject"), lambda person, on: _posts(person, lambda post: post.subject or NOTHING), _subject_key, usual=True),
    ListColumn("township", _l("Township"), lambda person, on: _once_each(_posts(person, lambda post: post.school.township or NOTHING)),
               lambda person, on: _first(person, lambda post: post.school.township or None)),
    ListColumn("location", _l("Location"), lambda person, on: _once_each(_posts(person, lambda post: post.school.location.label if post.school.location else NOTHING)),
               lambda person, on: _first(person, lambda post: post.school.location.value if post.school.location else None)),
    ListColumn("years", _l("Years at school"), lambda person, on: _number(person.years_on(on)), lambda person, on: person.years_on(on), number=True),
    ListColumn("title", _l("Professional title"), lambda person, on: _label(person.title) if person.title.rank else [],
               lambda person, on: person.title.rank or None, usual=True),
    ListColumn("backbone", _l("Backbone"), lambda person, on: _label(person.backbone), lambda person, on: _rank(person.backbone), usual=True),
    ListColumn("degree", _l("Education"), lambda person, on: _label(person.degree), lambda person, on: _rank(person.degree), usual=True),
    ListColumn("certificate", _l("Teaching certificate"), _certificates, lambda person, on: str(person.certificates[0]) if person.certificates else None),
    ListColumn("eligibility", _l("Eligibility this year"),
               lambda person, on: [Line(EligibilityState(person.eligibility).label)] if person.eligibility != NONE else [],
               lambda person, on: list(EligibilityState).index(EligibilityState(person.eligibility)) if person.eligibility != NONE else None),
    ListColumn("employment", _l("Employment"), lambda person, on: _label(person.employment), lambda person, on: person.employment, usual=True),
    ListColumn("status", _l("Status at work"), lambda person, on: _label(person.status), lambda person, on: person.status, usual=True),
    ListColumn("category", _l("Category of staff"), lambda person, on: _label(person.category), lambda person, on: person.category),
    ListColumn("leader", _l("Administrative post"), lambda person, on: _label(person.leader),
               lambda person, on: LEADERS.index(person.leader) if person.leader else None),
    ListColumn("home_township", _l("Home township"), lambda person, on: [Line(person.home_township)] if person.home_township else [],
               lambda person, on: person.home_township or None),
)
COLUMN_OF: Final = {column.code: column for column in COLUMNS}
USUAL: Final = tuple(column.code for column in COLUMNS if column.usual)
FIRST_COLUMN: Final = "name"


def shown_columns(wanted: Sequence[str]) -> list[ListColumn]:
    """Return the columns in the order of the list, the name always first; the usual ones if none is wanted."""
    codes = [code for code in wanted if code in COLUMN_OF] or list(USUAL)
    return [column for column in COLUMNS if column.code in codes or column.code == FIRST_COLUMN]


def cell_text(column: ListColumn, person: Person, on: dt.date) -> str:
    """Return a cell as one line of text, for files."""
    return "；".join(f"{line.text}（{line.note}）" if line.note else str(line.text) for line in column.lines(person, on))


def mean_text(total: float, persons: int) -> str:
    """Return the mean of a column as its total row shows it."""
    return str(_("mean %(value)s", value=show_number(total / persons, 1))) if persons else NOTHING
