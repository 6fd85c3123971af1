"""Every table of statistics agrees with a second, plain count over the raw rows of random counties."""

import datetime as dt
import random
from collections import defaultdict

import pytest
from sqlalchemy import text

from staffing.core.school_year import use_today
from staffing.extensions import db
from staffing.statistics.columns import gather_staff, unbroken_since
from staffing.statistics.dimensions import DIMENSIONS
from staffing.statistics.measures import Measure
from staffing.statistics.movements import Movement, compare
from staffing.statistics.pivot import Spec, build_table, select_staff
from tests.factories.random_county import ON, fill_county

RANKS = {
    "degree": ["junior_secondary", "senior_secondary", "secondary_vocational", "associate", "bachelor", "master", "doctor"],
    "title": ["none", "third", "second", "first", "senior", "full_senior"],
    "backbone": ["school", "township", "county", "city", "province", "national"],
    "leader": ["none", "middle_deputy", "middle_head", "vice_principal", "party_secretary", "principal"],
}
CERTIFICATES = ["higher", "senior", "vocational", "junior", "primary", "kindergarten", "vocational_practice"]
TEACHING = {"established", "special_post", "contract", "agency"}


def rows_of(statement: str, **given) -> list[dict]:
    """Return raw rows; days as days on both databases."""
    return [{key: dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-" else value
             for key, value in row.items()} for row in db.session.execute(text(statement), given).mappings()]


def whole_months(start: dt.date, end: dt.date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def runs(row: dict, on: dt.date) -> bool:
    return row["valid_from"] <= on and (row["valid_to"] is None or on < row["valid_to"])


def highest(kind: str, rows: list[dict], column: str, on: dt.date) -> str:
    held = [row[column] for row in rows]
    return max(held, key=RANKS[kind].index) if held else "-"


def retirement_year(person: dict, job: dict, on: dt.date) -> str:
    """Return the school year of the retirement age, by adding months birth month by birth month."""
    base, new, start, step = ((60, 63, (1965, 1), 4) if person["sex"] == "male" else
                              (50, 55, (1975, 1), 2) if job["track"] == "worker" else (55, 58, (1970, 1), 4))
    after = (person["birth_date"].year - start[0]) * 12 + person["birth_date"].month - start[1]
    months = base * 12 + (0 if after < 0 else min(after // step + 1, (new - base) * 12))
    year, month = divmod(person["birth_date"].year * 12 + person["birth_date"].month - 1 + months, 12)
    first = year if month + 1 >= 9 else year - 1
    now = on.year if on.month >= 9 else on.year - 1
    return "later" if first >= now + 10 else str(max(first, now))


def by_hand(county, on: dt.date) -> list[dict]:
    """Return everybody in the service with a value for each dimension, found by hand."""
    tables = {}
    for name in ("employment", "appointment", "certificate", "degree", "title_grant", "backbone_honour", "leadership"):
        tables[name] = defaultdict(list)
        for row in rows_of(f"SELECT t.* FROM {name} t JOIN teacher p ON p.id = t.teacher_id WHERE p.county_id = :county", county=county.id):
            tables[name][row["teacher_id"]].append(row)
    sections = {row["id"]: row for row in rows_of("SELECT * FROM section WHERE county_id = :county", county=county.id)}
    schools = {row["id"]: row for row in rows_of("SELECT s.*, d.location FROM school s JOIN school_standing d ON d.school_id = s.id WHERE s.county_id = :county", county=county.id)}
    zones = {row["school_id"]: row["name"] for row in rows_of("SELECT m.school_id, g.name FROM group_membership m JOIN school_group g ON g.id = m.group_id")}
    found = []
    for person in rows_of("SELECT * FROM teacher WHERE county_id = :county", county=county.id):
        jobs = [row for row in tables["employment"][person["id"]] if runs(row, on)]
        posts = [row for row in tables["appointment"][person["id"]] if runs(row, on)]
        if not jobs or jobs[0]["status"] in ("retired", "left") or not posts:
            continue
        post = sorted(posts, key=lambda row: (-float(row["share"]), row["valid_from"], row["id"]))[0]
        taught = sections[post["section_id"]]["school_id"] if post["section_id"] else post["personnel_school_id"]
        months, service = whole_months(person["birth_date"], on), whole_months(post["valid_from"], on)
        honours = [row for row in tables["backbone_honour"][person["id"]] if row["granted_on"] <= on and (row["expires_on"] is None or on <= row["expires_on"])]
        held = {row["kind"] for row in tables["certificate"][person["id"]] if row["issued_on"] is None or row["issued_on"] <= on}
        place = schools[taught]
        found.append({
            "number": person["number"], "teacher": jobs[0]["category"] == "full_time_teacher" and jobs[0]["kind"] in TEACHING, "months": months, "service": service,
            "zone": zones.get(taught, "-"), "township": place["township"], "location": place["location"], "school_kind": place["kind"], "school": str(taught),
            "stage": sections[post["section_id"]]["stage"] if post["section_id"] else post["personnel_stage"], "subject": post["subject"] or "-",
            "sex": person["sex"], "age": next((f"{age:02}" for age in (55, 50, 45, 40, 35, 30, 25) if months // 12 >= age), "00"),
            "degree": highest("degree", [row for row in tables["degree"][person["id"]] if row["graduated_on"] is None or row["graduated_on"] <= on], "level", on),
            "institution": "-",
            "title": highest("title", [row for row in tables["title_grant"][person["id"]] if row["granted_on"] is None or row["granted_on"] <= on], "level", on),
            "backbone": highest("backbone", honours, "level", on), "certificate": next((kind for kind in CERTIFICATES if kind in held), "-"),
            "years": next((f"{years:02}" for years in (12, 9, 6, 3) if service // 12 >= years), "00"),
            "leader": highest("leader", [row for row in tables["leadership"][person["id"]] if runs(row, on)], "role", on).replace("-", "none"),
            "employment": jobs[0]["kind"], "category": jobs[0]["category"], "status": jobs[0]["status"], "retires": retirement_year(person, jobs[0], on)})
    return found


@pytest.fixture(params=range(4))
def filled(request, county):
    with use_today(ON):
        fill_county(county, request.param)
        yield county, random.Random(request.param)


def test_every_dimension_agrees_with_a_count_by_hand(filled):
    county, _ = filled
    staff, expected = gather_staff(county, ON, "taught"), by_hand(county, ON)
    assert len(expected) >= 30
    for dimension in DIMENSIONS:
        table = build_table(staff, Spec(dimension.code, everyone=True))
        counts = {line.value: line.count for line in table.lines}
        by = defaultdict(int)
        for one in expected:
            by[one[dimension.code]] += 1
        assert counts == dict(by), dimension.code
        assert table.total.count == len(expected)


def test_pivots_of_chance_agree_with_a_count_by_hand(filled):
    county, chance = filled
    staff, expected = gather_staff(county, ON, "taught"), by_hand(county, ON)
    codes = [dimension.code for dimension in DIMENSIONS]
    for _ in range(60):
        rows, columns, narrow = chance.sample(codes, 3)
        wanted = tuple(chance.sample(sorted({one[narrow] for one in expected}), 1))
        spec = Spec(rows, chance.choice((columns, "")), chance.choice(list(Measure)), chance.random() < 0.5, {narrow: wanted} if chance.random() < 0.5 else {})
        chosen = [one for one in expected if (spec.everyone or one["teacher"]) and all(one[code] in values for code, values in spec.filters.items())]
        table = build_table(staff, spec)
        assert [staff.persons[place].entry.number for place in select_staff(staff, spec)] == sorted(one["number"] for one in chosen)
        for line in table.lines:
            of_row = [one for one in chosen if one[rows] == line.value]
            assert line.count == len(of_row)
            for place, (value, _label) in enumerate(table.heads):
                of_column = [one for one in chosen if one[spec.columns] == value]
                cell = [one for one in of_row if one[spec.columns] == value]
                assert line.counts[place] == len(cell)
                assert figure_by_hand(spec.measure, cell, of_row, of_column) == pytest.approx(line.cells[place])
        assert sum(line.count for line in table.lines) == len(chosen) == table.total.count


def figure_by_hand(measure: Measure, cell: list[dict], of_row: list[dict], of_column: list[dict]) -> float | None:
    if measure is Measure.COUNT:
        return len(cell)
    if measure is Measure.ROW_SHARE:
        return len(cell) / len(of_row)
    if measure is Measure.COLUMN_SHARE:
        return len(cell) / len(of_column)
    if not cell:
        return None
    column = "months" if measure is Measure.MEAN_AGE else "service"
    return sum(one[column] for one in cell) / len(cell) / 12


def test_arrivals_and_leavers_agree_with_a_count_by_hand(filled):
    county, _ = filled
    first, last = dt.date(2022, 9, 1), dt.date(2026, 9, 15)
    before = {one["number"]: one for one in by_hand(county, first)}
    after = {one["number"]: one for one in by_hand(county, last)}
    schools, moved = compare(gather_staff(county, first, "taught"), gather_staff(county, last, "taught"), everyone=True)
    found = {(one.person.entry.number, one.movement) for one in moved}
    assert found == {(number, Movement.LEFT) for number in before.keys() - after.keys()} | {(number, Movement.JOINED) for number in after.keys() - before.keys()} | {
        (number, kind) for number in before.keys() & after.keys() if before[number]["school"] != after[number]["school"] for kind in (Movement.CAME, Movement.WENT)}
    for key, row in schools.items():
        assert row.before == sum(one["school"] == str(key) for one in before.values())
        assert row.after == row.before + row.moves[Movement.JOINED] + row.moves[Movement.CAME] - row.moves[Movement.WENT] - row.moves[Movement.LEFT]


def test_service_counts_on_over_a_short_gap_and_not_over_a_long_one():
    spans = [(dt.date(2010, 9, 1), dt.date(2015, 7, 1)), (dt.date(2015, 9, 1), dt.date(2020, 9, 1)), (dt.date(2020, 9, 1), dt.date.max)]
    assert unbroken_since(spans, ON, 92) == dt.date(2010, 9, 1)
    assert unbroken_since(spans, ON, 30) == dt.date(2015, 9, 1)
    assert unbroken_since(spans[:1], ON, 92) == ON, "service that ended long ago leads nowhere"
