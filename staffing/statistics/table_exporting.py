"""Tables of statistics as they leave: one table, the workbook of all usual tables, arrivals and leavers."""

from collections.abc import Mapping, Sequence
from typing import Final

from staffing.core.exports import Exported
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.schools.models import County
from staffing.statistics.columns import Staff
from staffing.statistics.dimensions import BY_CODE, Person
from staffing.statistics.measures import Measure
from staffing.statistics.movements import Moved, Movement, SchoolMovement
from staffing.statistics.pivot import Line, Spec, Table, build_table
from staffing.statistics.presets import PRESETS

TITLE: Final = "师资统计表"
WORKBOOK_TITLE: Final = "师资常用统计表"
MOVEMENT_TITLE: Final = "教师调入调出情况表"
TOTAL: Final = "合计"
OFFICIAL_MOVES: Final = {Movement.JOINED: "新进", Movement.CAME: "校际调入", Movement.WENT: "校际调出", Movement.LEFT: "减少（退休、离职等）"}


def table_sheet(table: Table, title: str, staff: Staff) -> Sheet:
    """Return a table with its row of totals."""
    kind = Kind.PERCENT if table.spec.measure.is_share else Kind.NUMBER
    digits = table.spec.measure.digits
    heads = [Column(str(label), kind, max(8, len(str(label)) * 2), digits) for _, label in table.heads]
    columns = [Column(str(BY_CODE[table.spec.rows].label), width=24), *heads, Column(TOTAL, kind, 9, digits)]
    rows = [_cells(line, str(line.label), table) for line in table.lines] + [_cells(table.total, TOTAL, table)]
    return Sheet(title, columns, rows, notes=(note_of(table.spec, staff),), freeze_columns=1)


def _cells(line: Line, name: str, table: Table) -> Sequence[Cell]:
    return (name, *(line.cells if table.heads else ()), line.total)


def note_of(spec: Spec, staff: Staff) -> str:
    """Return what a table counts, in the bureau's words."""
    whom = "全体教职工" if spec.everyone else "专任教师"
    parts = [f"截至 {staff.on.isoformat()}", whom, str(spec.measure.label)]
    for code, values in spec.filters.items():
        column = staff.columns[code]
        labels = [str(label) for value, label in zip(column.values, column.labels, strict=True) if value in values]
        parts.append(f"{BY_CODE[code].label}：{'、'.join(labels)}")
    return "；".join(parts) + "。"


def one_table(county: County, staff: Staff, table: Table, *, made_by: str) -> Exported:
    """Return the table that is shown."""
    return Exported(_meta(county, TITLE, made_by), [table_sheet(table, TITLE, staff)])


def all_tables(county: County, staff: Staff, *, made_by: str = "") -> Exported:
    """Return every usual table on a sheet of its own."""
    return Exported(_meta(county, WORKBOOK_TITLE, made_by), [table_sheet(build_table(staff, preset.spec), preset.official, staff) for preset in PRESETS])


def person_sheet(persons: Sequence[Person]) -> Sheet:
    """Return the persons behind a cell; no identity number and no telephone."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("编号", width=12), Column("姓名", width=10), Column("性别", width=6),
               Column("出生年月", width=10), Column("学段", width=8), Column("学科", width=10), Column("学历", width=14), Column("职称", width=14)]
    rows = [(number, one.place.name, one.entry.number, one.entry.name, str(one.entry.sex.label), one.entry.birth_date.strftime("%Y-%m"),
             str(one.stage.label), one.subject, str(one.entry.degree.label) if one.entry.degree else "",
             str(one.entry.title.label) if one.entry.title else "") for number, one in enumerate(persons, start=1)]
    return Sheet("人员名单", columns, rows, freeze_columns=4)


def person_list(county: County, persons: Sequence[Person], *, made_by: str) -> Exported:
    """Return the persons behind a cell, ready to leave."""
    return Exported(_meta(county, "统计人员名单", made_by), [person_sheet(persons)])


def movement_list(county: County, schools: Mapping[int, SchoolMovement], moved: Sequence[Moved], names: Mapping[int, str], note: str,
                  *, made_by: str) -> Exported:
    """Return arrivals and leavers by school, and the persons."""
    columns = [Column("学校", width=28), Column("年初", Kind.NUMBER, 8), *(Column(OFFICIAL_MOVES[kind], Kind.NUMBER, 10) for kind in Movement), Column("年末", Kind.NUMBER, 8)]
    rows: list[Sequence[Cell]] = [(names.get(school, ""), row.before, *(row.moves[kind] for kind in Movement), row.after) for school, row in schools.items()]
    rows.append((TOTAL, sum(row.before for row in schools.values()), *(sum(row.moves[kind] for row in schools.values()) for kind in Movement),
                 sum(row.after for row in schools.values())))
    persons = [Column("学校", width=28), Column("增减类别", width=20), Column("编号", width=12), Column("姓名", width=10), Column("学科", width=10)]
    listed = [(one.person.place.name, OFFICIAL_MOVES[one.movement], one.person.entry.number, one.person.entry.name, one.person.subject) for one in moved]
    return Exported(_meta(county, MOVEMENT_TITLE, made_by), [Sheet("各校增减", columns, rows, notes=(note,), freeze_columns=1), Sheet("人员名单", persons, listed)])


def figure_text(value: float | None, measure: Measure) -> str:
    """Return a cell as the page shows it."""
    if value is None:
        return "—"
    return f"{value * 100:.1f} %" if measure.is_share else f"{value:,.{measure.digits}f}"


def _meta(county: County, title: str, made_by: str) -> ListMeta:
    return ListMeta(title, county.bureau_name, today(), made_by, county.synthetic)
