"""Pages of qualifications: all checks at a glance, one check by school, the persons behind a number, exports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from staffing.core.access import RECORD_READERS, own_school_id, person, requires_role
from staffing.core.as_of import answers_as_of, asked_day, honoured_day
from staffing.core.exports import as_format
from staffing.core.pages import Page, asked_page, table_page
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Sheet
from staffing.core.transactions import writes
from staffing.qualifications import exporting, wording
from staffing.qualifications.codes import Check, Reason, Standing
from staffing.qualifications.columns import HolderColumns, Mask, columns_of
from staffing.qualifications.figures import (
    SORTS,
    Figure,
    sorted_schools,
)
from staffing.qualifications.forms import QualificationFilterForm
from staffing.qualifications.gathering import CountyQualifications, Holder, gather_qualifications
from staffing.qualifications.queries import members_of, posts_by_level
from staffing.qualifications.selecting import Wish
from staffing.qualifications.title_table import TitleRow, county_row, title_rows
from staffing.releases.leaving import hand_out
from staffing.schools.enums import PostLevel, Stage
from staffing.schools.models import County
from staffing.schools.queries import get_county, get_school, list_groups, list_school_choices
from staffing.teachers.queries import teacher_names_of

blueprint = Blueprint("qualifications", __name__, url_prefix="/qualifications")


@blueprint.app_template_global()
def qualification_words() -> Any:
    """Give the templates the words of qualifications."""
    return wording


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page looks at: county, all teachers, which of them are within the filters, and the names of schools in their order."""

    county: County
    given: CountyQualifications
    form: QualificationFilterForm
    wish: Wish
    columns: HolderColumns
    mask: Mask
    schools: dict[int, str]

    @property
    def number(self) -> int:
        """Return how many teachers are within the filters."""
        return int(self.mask.sum())

    @property
    def school_order(self) -> dict[int, int]:
        """Return the place of each school in the order of codes."""
        return {school: place for place, school in enumerate(self.schools)}

    def figures(self, check: Check) -> tuple[Figure, list[tuple[int, Figure]]]:
        """Return the figure of all within the filters and of each of their schools, in the wished order."""
        policy, stage = self.given.policy, self.wish.stage
        rows = self.columns.by_school(check, self.mask, stage, policy)
        sort = request.args.get("sort", "")
        listed = sorted_schools(rows, self.school_order, sort if sort in SORTS else "share")
        return self.columns.figure(check, self.mask, stage, policy), listed


def asked_teachers() -> Asked:
    """Return the teachers within the filters of the address; school roles see those of their own school."""
    county, own = get_county(person().county_id), own_school_id()
    schools = {key: name for key, name in list_school_choices(county.id) if own in (None, key)}
    form = QualificationFilterForm(request.args)
    form.offer(list(schools.items()), [(group.id, group.name) for group in list_groups(county.id)])
    form.validate()
    wish, given = form.wish(), gather_qualifications(county, asked_day())
    allowed = members_of(wish.group_id, given.on) if wish.group_id else None
    if own is not None:
        allowed = frozenset({own})
    columns = columns_of(given)
    mask = columns.within(wish, allowed)
    if own is not None and honoured_day() is not None:
        # Who may be seen goes by today: a past day opens no record of those who have left the school.
        present = {holder.entry.id for holder in gather_qualifications(county, today()).holders if holder.school_id == own}
        mask &= np.array([holder.entry.id in present for holder in columns.holders], dtype=np.bool_)
    return Asked(county, given, form, wish, columns, mask, schools)


def check_of(code: str) -> Check:
    """Return the check of an address; LookupError if there is none."""
    if code not in set(Check):
        raise LookupError("no such check")
    return Check(code)


@blueprint.get("/")
@requires_role(RECORD_READERS)
@answers_as_of
def show_overview() -> str:
    """Show every check for the county and its stages against the target."""
    asked = asked_teachers()
    rows = asked.columns.overview(asked.mask, asked.given.policy)
    return render_template("qualifications/overview.html", asked=asked, rows=rows, stages=[stage for stage in Stage if any(stage in row.stages for row in rows)],
                           standings=Standing, Check=Check)


@blueprint.get("/<check>")
@requires_role(RECORD_READERS)
@answers_as_of
def show_check(check: str) -> str:
    """Show one check by school, with what belongs to it: posts by level, hours by year and kind."""
    asked, wanted = asked_teachers(), check_of(check)
    county, rows = asked.figures(wanted)
    titles = title_lines(asked) if wanted is Check.TITLE else []
    return render_template(
        "qualifications/check.html", asked=asked, check=wanted, county=county, page=table_page(rows), standings=Standing, sorts=SORTS, Check=Check,
        titles=[*table_page(titles[:-1]).rows, *titles[-1:]], levels=PostLevel, reasons=Reason,
        hours=asked.columns.hours_table(asked.mask) if wanted is Check.TRAINING else {}, rules=asked.given.rules)


def title_lines(asked: Asked) -> list[TitleRow]:
    """Return posts by level of the schools within the filters, the county below."""
    wanted = [school for school in asked.schools if asked.wish.school_id in (None, school)]
    if asked.wish.group_id:
        members = members_of(asked.wish.group_id, asked.given.on)
        wanted = [school for school in wanted if school in members]
    rows = title_rows(asked.given, posts_by_level(asked.county.id, asked.given.on), wanted)
    shown = [row for row in rows if any(cell.taken or cell.posts for cell in row.cells.values())]
    return [*shown, county_row(shown)]


@blueprint.get("/<check>/persons")
@requires_role(RECORD_READERS)
@answers_as_of
def list_persons(check: str) -> str:
    """Show the persons behind a number of a check, those who fall short first."""
    asked, wanted = asked_teachers(), check_of(check)
    return render_template("qualifications/persons.html", asked=asked, check=wanted, page=one_page(persons(asked, wanted)), Check=Check)


@blueprint.get("/posts/persons")
@requires_role(RECORD_READERS)
@answers_as_of
def list_post_holders() -> str:
    """Show who takes the posts of a level at a school, or waits for one."""
    asked, waiting = asked_teachers(), request.args.get("waiting") == "1"
    level = next((one for one in PostLevel if one.value == request.args.get("level")), None)
    found = [one for one in asked.given.engagements if one.school_id in asked.schools and asked.wish.school_id in (None, one.school_id)
             and level in (None, one.waiting if waiting else one.level) and (one.waiting or not waiting)]
    page = one_page(found)
    names = teacher_names_of(asked.county.id, [one.teacher_id for one in page.rows])
    return render_template("qualifications/holders.html", asked=asked, level=level, waiting=waiting, page=page, names=names, Check=Check)


def persons(asked: Asked, check: Check) -> list[Holder]:
    """Return the persons the address asks for, in order."""
    return asked.columns.standing_so(check, asked.mask, asked.wish, asked.school_order)


def one_page(rows: Sequence[Any]) -> Page:
    """Return the page of the rows that the address asks for."""
    asked = asked_page(sortable=("urgency",), default_sort="urgency")
    return Page(list(rows[asked.offset:asked.offset + asked.size]), len(rows), asked)


@blueprint.post("/<check>/export.<wanted>")
@requires_role(RECORD_READERS)
@answers_as_of
@writes
def export_check(check: str, wanted: str) -> Response:
    """Hand out a check as shown: figures by school, the persons, and what belongs to it, with an audit line."""
    asked, kind, format_ = asked_teachers(), check_of(check), as_format(wanted)
    exported = exporting.check_list(asked.county, kind, asked.given, sheets_of(asked, kind), made_by=person().name, on=honoured_day())
    return hand_out(exported, format_, code=f"qualifications_{kind.value}")


def sheets_of(asked: Asked, check: Check) -> list[Sheet]:
    """Return the sheets of a check's list."""
    county, rows = asked.figures(check)
    shown = exporting.Shown(county, rows, persons(asked, check), title_lines(asked) if check is Check.TITLE else (),
                            asked.columns.hours_table(asked.mask) if check is Check.TRAINING else {})
    return exporting.check_sheets(check, asked.given, shown, asked.schools)


@blueprint.get("/schools/<int:school_id>/figures")
@requires_role(RECORD_READERS)
@answers_as_of
def show_school_figures(school_id: int) -> str:
    """Answer the fragment with the checks of one school, which the school's page asks for."""
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    given = gather_qualifications(get_county(person().county_id), asked_day())
    columns = columns_of(given)
    rows = columns.overview(columns.within(Wish(school_id=school.id), None), given.policy)
    return render_template("qualifications/_figures.html", school=school, rows=rows, standings=Standing)
