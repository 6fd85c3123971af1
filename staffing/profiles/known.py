"""What was known and what is known now of one record, side by side in words; and which results rest on what is outdated."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _, lazy_gettext as _l

from staffing.audit.known import Difference, KeptHistory, State, differences
from staffing.audit.queries import first_actors
from staffing.audit.readable import Changes, ReadableChange, read_changes
from staffing.audit.record import SYSTEM
from staffing.audit.titles import object_title
from staffing.core.access import COUNTY_READERS, SCHOOL_ROLES, Role
from staffing.core.enums import LabelledEnum
from staffing.core.filters import show_date
from staffing.core.panels import Panel
from staffing.profiles.products import Product, list_products
from staffing.schools import known as schools_known
from staffing.schools.models import GradeYear, School, SectionYear
from staffing.schools.panels import SchoolPage
from staffing.teachers import known as teachers_known
from staffing.teachers.fact_kinds import FactKind
from staffing.teachers.fact_lines import Wording, lines_of
from staffing.teachers.panels import TeacherPage

Says = Callable[[Any, dt.date], bool]
HIDDEN_FROM_SCHOOLS: Final = FactKind.DISCIPLINE
NEVER_LISTED: Final = frozenset({"county_id", "pseudonym", "school_id", "section_id", "section_year_id"})


class Nature(LabelledEnum):
    """How a row was known differently: known otherwise, known then and gone since, not known then."""

    OTHERWISE = "otherwise", _l("known otherwise then")
    GONE = "gone", _l("known then, withdrawn since")
    LEARNED = "learned", _l("not known then, recorded later")


@dataclass(frozen=True, slots=True)
class Line:
    """One difference in words: what it is about, how it read then and reads now, when and by whom it became so."""

    kind: str
    about: str
    nature: Nature
    changes: tuple[ReadableChange, ...]
    uncertain: bool
    at: dt.datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Outdated:
    """A result that rests on records which read otherwise now: how many rows differ about its day."""

    product: Product
    count: int


def compare_known(history: KeptHistory, moment: dt.datetime, on: dt.date | None, says: Says) -> list[Difference]:
    """Return what is known now differently from what was known at the moment; with a day, of what is said about that day."""
    before, after = history.at(moment), history.now()
    if on is not None:
        before, after = ({key: state for key, state in some.items() if says(state.record, on)} for some in (before, after))
    return differences(before, after)


def teacher_lines(found: Sequence[Difference], history: KeptHistory, moment: dt.datetime, *, county_id: int, wording: Wording, role: Role) -> list[Line]:
    """Return the differences of a teacher's record in words; sanctions are not told to schools."""
    if role in SCHOOL_ROLES:
        found = [one for one in found if teachers_known.KINDS.get(one.key[0]) is not HIDDEN_FROM_SCHOOLS]
    teachers_known.name_schools([state.record for one in found for state in (one.before, one.after) if state is not None])

    def about(record: Any) -> tuple[str, str]:
        kind = teachers_known.KINDS.get(record.__tablename__)
        if kind is None:
            return _("Basic data"), record.name
        line = lines_of(kind, [record], wording)[0]
        return str(kind.label), " ".join((line.when, line.title, *line.details))

    told = [Changes(type(one.record).__name__, _worth_telling(one)) for one in found]
    return _lines(found, told, about, history, moment, county_id, restricted=wording.reads_content)


def school_lines(found: Sequence[Difference], history: KeptHistory, moment: dt.datetime, *, county_id: int, years: dict[int, SectionYear]) -> list[Line]:
    """Return the differences of a school's record in words."""

    def about(record: Any) -> tuple[str, str]:
        year = record if isinstance(record, SectionYear) else years.get(record.section_year_id) if isinstance(record, GradeYear) else None
        if year is not None:
            return object_title("SectionYear"), str(year.school_year)
        since = getattr(record, "valid_from", None)
        return object_title(type(record).__name__), show_date(since) if since else str(getattr(record, "name", ""))

    told = [Changes(*schools_known.as_told(one.record, _worth_telling(one))) for one in found]
    return _lines(found, told, about, history, moment, county_id, restricted=True)


def _lines(found: Sequence[Difference], told: Sequence[Changes], about: Callable[[Any], tuple[str, str]], history: KeptHistory,
           moment: dt.datetime, county_id: int, *, restricted: bool) -> list[Line]:
    words = read_changes(told, county_id, restricted=restricted)
    authors = first_actors(county_id, [(type(one.record).__name__, one.key[1]) for one in found if one.before is None])
    lines = []
    for one, changes in zip(found, words, strict=True):
        kind, title = about(one.record)
        ended = history.change_after(one.key, moment)
        if one.before is None or ended is None:
            at, actor = one.record.created_at, authors.get((type(one.record).__name__, one.key[1]), "")
        else:
            at, actor = ended.until, ended.actor_name
        actor = _("System") if actor == SYSTEM.name else actor
        lines.append(Line(kind, title, nature_of(one), changes, one.before is not None and one.before.uncertain, at, actor))
    return lines


def _worth_telling(one: Difference) -> dict[str, list[Any]]:
    """Return the fields to list: all that differ of a row known at both moments; of others what the entry's own line leaves out."""
    if one.before is not None and one.after is not None:
        return dict(one.fields)
    if one.key[0] in teachers_known.KINDS:
        return {}
    return {name: pair for name, pair in one.fields.items() if name not in NEVER_LISTED and any(value not in (None, "") for value in pair)}


def nature_of(one: Difference) -> Nature:
    """Return how the row was known differently."""
    if one.before is None:
        return Nature.LEARNED
    return Nature.GONE if one.after is None else Nature.OTHERWISE


def outdated(history: KeptHistory, products: Sequence[Product], says: Says) -> list[Outdated]:
    """Return the results whose records read otherwise now about the day they speak of."""
    found = [Outdated(product, len(compare_known(history, product.moment, product.about, says))) for product in products]
    return [one for one in found if one.count]


def teacher_outdated_panel(page: TeacherPage) -> Panel | None:
    """Warn that lists, plans or figures rest on an earlier version of this record; nothing where none does."""
    if page.role not in COUNTY_READERS:
        return None
    products = list_products(page.teacher.county_id, teacher_id=page.teacher.id)
    rows = outdated(teachers_known.teacher_history(page.teacher), products, teachers_known.says_about)
    facts = {"rows": rows, "endpoint": "teachers.show_known_teacher", "values": {"teacher_id": page.teacher.id}}
    return Panel("outdated", _l("Computed on an earlier version of this record"), "profiles/_outdated.html", facts, wide=True) if rows else None


def school_outdated_panel(page: SchoolPage) -> Panel | None:
    """Warn that lists, plans or figures rest on an earlier version of this school's record."""
    if page.role not in COUNTY_READERS:
        return None
    rows = outdated(schools_known.school_history(page.school), list_products(page.school.county_id), schools_known.says_about)
    facts = {"rows": rows, "endpoint": "schools.show_known_school", "values": {"school_id": page.school.id}}
    return Panel("outdated", _l("Computed on an earlier version of this record"), "profiles/_outdated.html", facts, wide=True) if rows else None


def years_of(school: School, found: Sequence[Difference]) -> dict[int, SectionYear]:
    """Return the yearly figures that grades belong to, present and gone, by their number."""
    gone: list[State] = [state for one in found for state in (one.before, one.after) if state is not None and isinstance(state.record, SectionYear)]
    return {state.record.id: state.record for state in gone} | {year.id: year for section in school.sections for year in section.years}
