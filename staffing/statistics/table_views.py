"""Pages: the usual tables, a table of own choice, the persons behind a cell, arrivals and leavers, kept tables."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, person, requires_role
from staffing.core.as_of import answers_as_of, asked_day, chosen_day, honoured_day
from staffing.core.exports import Exported, as_format
from staffing.core.pages import Page, asked_page, table_page
from staffing.core.school_year import SchoolYear
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.releases.leaving import hand_out
from staffing.schools.models import County
from staffing.schools.queries import get_county, list_school_choices
from staffing.statistics import operations, queries, table_exporting as exporting
from staffing.statistics.asking import address_of, asked_at, asked_spec, query_of
from staffing.statistics.charts import draw_chart
from staffing.statistics.columns import CountedAt, Staff, gather_staff
from staffing.statistics.dimensions import DIMENSIONS, Person
from staffing.statistics.forms import SaveForm
from staffing.statistics.measures import Measure
from staffing.statistics.movements import Moved, Movement, SchoolMovement, compared
from staffing.statistics.pivot import Line, Spec, Table, build_table, select_staff
from staffing.statistics.presets import PRESETS

blueprint = Blueprint("tables", __name__, url_prefix="/statistics")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the staff of a day, and the table."""

    county: County
    day: dt.date
    at: CountedAt
    staff: Staff
    spec: Spec
    bases: Mapping[tuple[str, ...], str]
    """Addresses of persons without the values of rows, columns or both: a table of schools has thousands of cells."""

    @property
    def query(self) -> str:
        """Return what stands in the address of the table, without a day: a kept table is of the day it is opened."""
        return query_of(self.spec, self.at, None)

    @property
    def address(self) -> str:
        """Return the address of the table."""
        return address_of("tables.show_table", self.spec, self.at, chosen_day())

    def cell(self, row: str, column: str = "") -> str:
        """Return the address of the persons of a cell by the values of its row and column; without a value, of a total."""
        values = [(code, value) for code, value in ((self.spec.rows, row), (self.spec.columns, column)) if code and value]
        return self.bases[tuple(code for code, _value in values)] + "".join(f"&{code}={quote(value)}" for code, value in values)

    def heads(self, table: Table) -> list[tuple[str, str]]:
        """Return each column's name, and what it adds to the address of a cell."""
        return [(str(label), f"&{self.spec.columns}={quote(value)}") for value, label in table.heads]

    def cells(self, line: Line, heads: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
        """Yield each cell of a row: the column's name, the address of its persons ("" without anybody), the figure."""
        base = self.bases[self.spec.rows, self.spec.columns] + f"&{self.spec.rows}={quote(line.value)}"
        for (label, part), count, figure in zip(heads, line.counts, line.cells, strict=False):
            yield label, base + part if count else "", exporting.figure_text(figure, self.spec.measure)

    @property
    def persons(self) -> list[Person]:
        """Return the persons whom the table speaks of, by staff number."""
        return [self.staff.persons[place] for place in select_staff(self.staff, self.spec)]


def asked_table() -> Asked:
    """Return what the address asks for."""
    county, day, at = get_county(person().county_id), asked_day(), asked_at(request.args)
    spec = asked_spec(request.args)
    sets: tuple[tuple[str, ...], ...] = ((), (spec.rows,), (spec.columns,), (spec.rows, spec.columns))
    bases = {codes: persons_of(spec, at, codes) for codes in sets}
    return Asked(county, day, at, gather_staff(county, day, at), spec, bases)


def persons_of(spec: Spec, at: CountedAt, without: tuple[str, ...]) -> str:
    """Return the address of the persons of a table, the filters by some dimensions left out."""
    kept = {code: values for code, values in spec.filters.items() if code not in without}
    return address_of("tables.list_persons", replace(spec, filters=kept), at, chosen_day())


@blueprint.get("/")
@requires_role(COUNTY_READERS)
@answers_as_of
def show_tables() -> str:
    """Show the usual tables and those that were kept."""
    return render_template("tables/presets.html", presets=PRESETS, saved=queries.list_saved(person().county_id))


@blueprint.get("/table")
@requires_role(COUNTY_READERS)
@answers_as_of
def show_table() -> str:
    """Show the table that the address asks for, with its picture."""
    asked = asked_table()
    table = build_table(asked.staff, asked.spec)
    return render_template("tables/table.html", asked=asked, table=table, page=table_page(table.lines), chart=draw_chart(table), dimensions=DIMENSIONS,
                           measures=Measure, form=SaveForm(), figure=exporting.figure_text)


@blueprint.get("/persons")
@requires_role(COUNTY_READERS)
@answers_as_of
def list_persons() -> str:
    """Show the persons behind a cell."""
    asked, page = asked_table(), asked_page(sortable=("number",), default_sort="number")
    found = asked.persons
    shown = Page(found[page.offset:page.offset + page.size], len(found), page)
    return render_template("tables/persons.html", asked=asked, page=shown, note=exporting.note_of(asked.spec, asked.staff))


@blueprint.post("/export/<listing>.<wanted>")
@requires_role(COUNTY_READERS)
@answers_as_of
@writes
def export_table(listing: str, wanted: str) -> Response:
    """Hand out the table, its persons, all usual tables, or arrivals and leavers, with an audit line."""
    format_ = as_format(wanted)
    return hand_out(the_list(listing).as_of(honoured_day()), format_, code=f"statistics_{listing}", personal=listing in ("persons", "movements"))


def the_list(listing: str) -> Exported:
    """Return one of the lists; LookupError for another."""
    name = person().name
    if listing == "movements":
        asked = asked_movements()
        return exporting.movement_list(asked.county, asked.schools, asked.moved, asked.names, f"{asked.first.isoformat()} 至 {asked.last.isoformat()}。", made_by=name)
    table = asked_table()
    if listing == "table":
        return exporting.one_table(table.county, table.staff, build_table(table.staff, table.spec), made_by=name)
    if listing == "persons":
        return exporting.person_list(table.county, table.persons, made_by=name)
    if listing == "all":
        return exporting.all_tables(table.county, table.staff, made_by=name)
    raise LookupError("no such list")


@dataclass(frozen=True, slots=True)
class Movements:
    """Arrivals and leavers between two days, in the order of school codes."""

    county: County
    day: dt.date
    year: SchoolYear
    first: dt.date
    last: dt.date
    everyone: bool
    schools: dict[int, SchoolMovement]
    moved: list[Moved]
    names: dict[int, str]

    def total(self, movement: Movement) -> int:
        """Return how many moved so."""
        return sum(row.moves[movement] for row in self.schools.values())


def asked_movements() -> Movements:
    """Return who came and went in the school year of the address, up to the day of the address (today) where it had not ended by then."""
    day = asked_day()
    county, everyone, at = get_county(person().county_id), request.args.get("who") == "all", asked_at(request.args)
    wanted = request.args.get("year", type=int)
    year = SchoolYear(wanted if wanted is not None and 1950 <= wanted <= 2100 else SchoolYear.containing(day).previous.first)
    first, last = year.starts_on, min(year.next.starts_on, max(day, year.starts_on))
    schools, moved = compared(county, first, last, at, everyone=everyone)
    names = dict(list_school_choices(county.id))
    return Movements(county, day, year, first, last, everyone, {key: schools[key] for key in names if key in schools}, moved, names)


@blueprint.get("/movements")
@requires_role(COUNTY_READERS)
@answers_as_of
def show_movements() -> str:
    """Show arrivals and leavers of a school year by school, and the persons of one number."""
    asked = asked_movements()
    school, kind = request.args.get("school_id", type=int), request.args.get("kind", "")
    chosen = [one for one in asked.moved if kind and one.movement == kind and school in (None, one.person.place.id)]
    return render_template("tables/movements.html", asked=asked, page=table_page(list(asked.schools.items())), kinds=Movement, chosen=chosen, kind=kind)


@blueprint.post("/saved")
@requires_role(OFFICERS)
@writes
def save_table() -> Response:
    """Keep the table that is shown by name."""
    form, query = SaveForm(), request.form.get("query", "")
    if form.validate_on_submit():
        try:
            operations.save_table(county_id=person().county_id, name=form.name.data or "", query=query, created_by=person().id)
        except StaffingError as error:
            flash(str(error.message), "danger")
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("tables.show_tables"), code=303)
    else:
        flash(" ".join(str(message) for field in form for message in field.errors), "danger")
    return redirect(f"{plain_address()}?{query}", code=303)


def plain_address() -> str:
    """Return the address of tables without anything asked."""
    return url_for("tables.show_table").partition("?")[0]


@blueprint.get("/saved/<int:saved_id>")
@requires_role(COUNTY_READERS)
def show_saved(saved_id: int) -> Response:
    """Go to a kept table."""
    saved = queries.get_saved(person().county_id, saved_id)
    return redirect(f"{plain_address()}?{saved.query}")


@blueprint.post("/saved/<int:saved_id>/remove")
@requires_role(OFFICERS)
@writes
def remove_saved(saved_id: int) -> Response:
    """Remove a kept table."""
    operations.remove_table(queries.get_saved(person().county_id, saved_id))
    flash(_("Removed; the audit log keeps it."), "success")
    return redirect(url_for("tables.show_tables"), code=303)


@blueprint.app_template_global()
def table_address(spec: Spec) -> str:
    """Return the address of a usual table."""
    return address_of("tables.show_table", spec, "taught", chosen_day())
