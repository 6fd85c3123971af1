"""Every figure of qualifications agrees with a second, plain count over the raw rows of random counties."""

import datetime as dt
from collections import Counter
from fractions import Fraction

import pytest
from sqlalchemy import text

from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.extensions import db
from staffing.qualifications.codes import Check, Standing
from staffing.qualifications.columns import columns_of
from staffing.qualifications.figures import target_of
from staffing.qualifications.gathering import gather_qualifications
from staffing.qualifications.panels import judge_teacher, main_appointment
from staffing.qualifications.queries import posts_by_level
from staffing.qualifications.selecting import URGENCY, Wish
from staffing.qualifications.title_table import title_rows
from staffing.schools.enums import PostLevel, Stage
from staffing.teachers.panels import teacher_page
from staffing.teachers.queries import get_whole_teacher
from tests.factories.random_county import ON, fill_county

DEGREES = ["junior_secondary", "senior_secondary", "secondary_vocational", "associate", "bachelor", "master", "doctor"]
TITLES = ["none", "third", "second", "first", "senior", "full_senior"]
HONOURS = ["school", "township", "county", "city", "province", "national"]
REQUIRED = {"primary": "secondary_vocational", "junior": "associate", "senior": "bachelor"}
COVERS = {"kindergarten": "", "primary": "primary", "junior": "primary junior", "senior": "primary junior senior",
          "vocational": "primary junior senior", "vocational_practice": "", "higher": "primary junior senior"}
AIMS = {"primary": ("bachelor", Fraction(95, 100)), "junior": ("master", Fraction(1, 5))}
WORDS = {"英语": "外语", "": ""}
ALSO = {("音乐", "美术"): False, ("科学", "物理"): True, ("物理", "科学"): True, ("语文", "书法"): True}
COUNTED_EMPLOYMENT = {"established", "special_post", "contract", "agency"}


def rows_of(statement: str, **given) -> list[dict]:
    """Return raw rows; days as days on both databases."""
    found = []
    for row in db.session.execute(text(statement), given).mappings():
        found.append({key: dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-" else value
                      for key, value in row.items()})
    return found


def of_teacher(table: str, county) -> dict[int, list[dict]]:
    """Return the rows of a table by teacher."""
    grouped: dict[int, list[dict]] = {}
    for row in rows_of(f"SELECT t.* FROM {table} t JOIN teacher p ON p.id = t.teacher_id WHERE p.county_id = :county", county=county.id):
        grouped.setdefault(row["teacher_id"], []).append(row)
    return grouped


def running(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["valid_from"] <= ON and (row["valid_to"] is None or row["valid_to"] > ON)]


def persons(county) -> list[dict]:
    """Return every full-time teacher with raw facts, found by hand."""
    tables = {name: of_teacher(name, county) for name in ("employment", "appointment", "certificate", "degree", "title_grant", "backbone_honour",
                                                          "training_record", "rotation_record")}
    sections = {row["id"]: row for row in rows_of("SELECT id, school_id, stage FROM section WHERE county_id = :county", county=county.id)}
    found = []
    for person in rows_of("SELECT * FROM teacher WHERE county_id = :county", county=county.id):
        own = {name: table.get(person["id"], []) for name, table in tables.items()}
        jobs, posts = running(own["employment"]), running(own["appointment"])
        if not jobs or jobs[0]["status"] in ("retired", "left") or not posts:
            continue
        post = sorted(posts, key=lambda row: (-float(row["share"]), row["valid_from"], row["id"]))[0]
        section = sections.get(post["section_id"])
        found.append({
            "person": person, "own": own, "job": jobs[0], "post": post, "stage": section["stage"] if section else post["personnel_stage"],
            "school": section["school_id"] if section else post["personnel_school_id"],
            "teacher": jobs[0]["category"] == "full_time_teacher" and jobs[0]["kind"] in COUNTED_EMPLOYMENT})
    return found


def by_then(rows: list[dict], column: str) -> list[dict]:
    return [row for row in rows if row[column] is None or row[column] <= ON]


def certificate(one) -> str:
    held = by_then(one["own"]["certificate"], "issued_on")
    if not held:
        return "no_certificate"
    fitting = [WORDS.get(row["subject"], row["subject"]) for row in held if one["stage"] in COVERS[row["kind"]].split()]
    taught = WORDS.get(one["post"]["subject"], one["post"]["subject"])
    if not fitting:
        return "other_stage"
    if one["stage"] == "primary" or not taught or any(own in ("", taught) or ALSO.get((own, taught)) for own in fitting):
        return "fitting"
    return "other_subject"


def degree(one, aims) -> str:
    held = [DEGREES.index(row["level"]) for row in by_then(one["own"]["degree"], "graduated_on")]
    if not held:
        return "no_degree"
    if max(held) < DEGREES.index(REQUIRED[one["stage"]]):
        return "below_required"
    aim = aims.get(one["stage"])
    return "below_aim" if aim and max(held) < DEGREES.index(aim[0]) else "above_aim"


def honour(one) -> str:
    given = [row for row in one["own"]["backbone_honour"] if row["granted_on"] <= ON and HONOURS.index(row["level"]) >= 2]
    valid = [row for row in given if row["expires_on"] is None or row["expires_on"] >= ON]
    if not given:
        return "no_honour"
    if not valid:
        return "honour_expired"
    if any(row["expires_on"] is None for row in valid):
        return "honour_valid"
    return "honour_expiring" if max(row["expires_on"] for row in valid) <= dt.date(2027, 11, 25) else "honour_valid"


def engaged(one) -> int | None:
    levels = [TITLES.index(row["level"]) for row in one["own"]["title_grant"] if row["engaged_on"] is not None and row["engaged_on"] <= ON and row["level"] != "none"]
    return max(levels, default=None)


def assessed(one) -> int | None:
    return max((TITLES.index(row["level"]) for row in by_then(one["own"]["title_grant"], "granted_on")), default=None)


def title(one) -> str:
    highest, at = assessed(one), engaged(one)
    if not highest:
        return "no_title"
    if at is None:
        return "not_dated"
    return "engaged" if at >= highest else "waiting"


def training(one) -> str:
    began = one["person"]["work_began_on"]
    years = 5
    if began is not None:
        whole = ON.year - began.year - ((ON.month, ON.day) < (began.month, began.day))
        years = max(0, min(5, whole))
    rows = [row for row in one["own"]["training_record"] if 2021 <= row["year"] <= 2025]
    if not years:
        return "too_new"
    if not rows:
        return "no_hours"
    return "hours_enough" if sum(float(row["hours"]) for row in rows) >= 72 * years else "hours_behind"


def shadowing(one) -> str:
    covered = {ON - dt.timedelta(days=back) for back in range(6000)
               if any(row["granted_on"] <= ON - dt.timedelta(days=back) <= (row["expires_on"] or dt.date.max)
                      for row in one["own"]["backbone_honour"] if HONOURS.index(row["level"]) >= 2)}
    if ON not in covered:
        return "not_backbone"
    since = ON
    while since - dt.timedelta(days=1) in covered:
        since -= dt.timedelta(days=1)
    for row in one["own"]["rotation_record"]:
        end = min(row["ends_on"] or ON, ON)
        if row["kind"] == "shadowing" and row["starts_on"] <= ON and end > dt.date(2020, 11, 25):
            after = end + dt.timedelta(days=1)
            months = (after.year - row["starts_on"].year) * 12 + after.month - row["starts_on"].month - (after.day < row["starts_on"].day)
            if months >= 4:
                return "shadowed"
    return "shadowing_due" if since > dt.date(2020, 11, 25) else "shadowing_overdue"


@pytest.fixture(params=range(6))
def filled(request, county):
    county.ruleset = "ordos" if request.param % 2 else "national"
    with use_today(ON):
        fill_county(county, request.param)
        yield county


def counted_by_hand(county) -> dict[Check, Counter]:
    ordos = county.ruleset == "ordos"
    judges = {Check.CERTIFICATE: certificate, Check.DEGREE: lambda one: degree(one, AIMS if ordos else {}), Check.HONOUR: honour, Check.TITLE: title,
              Check.TRAINING: training, Check.SHADOWING: shadowing if ordos else lambda one: "no_rule"}
    teachers = [one for one in persons(county) if one["teacher"]]
    return {check: Counter((one["school"], one["stage"], judge(one)) for one in teachers) for check, judge in judges.items()}


def test_every_finding_agrees_with_a_count_by_hand(filled):
    given = gather_qualifications(filled, ON)
    assert len(given.holders) >= 15
    for check, expected in counted_by_hand(filled).items():
        found = Counter((holder.school_id, holder.stage.value, holder.findings[check].reason.value) for holder in given.holders)
        assert found == expected, check


def test_figures_of_county_and_stages_agree_with_a_count_by_hand(filled):
    given, by_hand = gather_qualifications(filled, ON), counted_by_hand(filled)
    good = {Check.CERTIFICATE: {"fitting", "other_subject", "other_stage"}, Check.DEGREE: {"above_aim"}, Check.TRAINING: {"hours_enough"}}
    unasked = {"too_new"}
    for check, reasons in good.items():
        for stage in (None, *Stage):
            rows = [(reason, number) for (_, at, reason), number in by_hand[check].items() if stage is None or at == stage.value]
            figure = columns_of(given).figure(check, columns_of(given).within(Wish(stage=stage), None), stage, given.policy)
            asked = sum(number for reason, number in rows if reason not in unasked)
            counted = sum(number for reason, number in rows if reason in reasons)
            assert (figure.asked, figure.counted) == (asked, counted)
            if figure.target is not None and asked:
                least = next(number for number in range(asked + 1) if Fraction(number, asked) >= figure.target)
                assert figure.lacking == max(0, least - counted)
    expected = {"ordos": Fraction(95, 100), "national": None}[filled.ruleset]
    assert target_of(Check.DEGREE, Stage.PRIMARY, given.policy) == expected


def test_hours_by_year_and_kind_agree_with_a_count_by_hand(filled):
    given = gather_qualifications(filled, ON)
    expected: dict[tuple[int, str], list[float]] = {}
    for one in persons(filled):
        for row in one["own"]["training_record"]:
            if one["teacher"] and 2021 <= row["year"] <= 2025:
                expected.setdefault((row["year"], row["kind"]), []).append(float(row["hours"]))
    assert {key: (cell.persons, float(cell.hours)) for key, cell in columns_of(given).hours_table(columns_of(given).within(Wish(), None)).items()} == {
        key: (len(hours), sum(hours)) for key, hours in expected.items()}


def test_posts_by_level_agree_with_a_count_by_hand(filled):
    given = gather_qualifications(filled, ON)
    level_of = {"full_senior": "full_senior", "senior": "senior", "first": "middle", "second": "junior", "third": "junior"}
    expected: Counter = Counter()
    for one in persons(filled):
        level = engaged(one) if engaged(one) else assessed(one)
        if one["job"]["kind"] == "established" and level:
            expected[one["post"]["personnel_school_id"], level_of[TITLES[level]]] += 1
    schools = [row["id"] for row in rows_of("SELECT id FROM school WHERE county_id = :county", county=filled.id)]
    found = {(row.school_id, level.value): row.cells[level] for row in title_rows(given, posts_by_level(filled.id, ON), schools)
             for level in PostLevel}
    assert {key: cell.taken for key, cell in found.items() if cell.taken} == dict(expected)
    posts = {(row["school_id"], level): row[level] for row in rows_of(
        "SELECT t.* FROM title_posts t JOIN school s ON s.id = t.school_id WHERE s.county_id = :county", county=filled.id) for level in ("senior", "middle")}
    for key, number in posts.items():
        assert found[key].posts == number
        assert found[key].free == (None if number is None else number - expected[key])


def test_standings_of_a_school_add_up_to_its_teachers(filled):
    for check in Check:
        given = gather_qualifications(filled, ON)
        columns = columns_of(given)
        everyone = columns.within(Wish(), None)
        figure = columns.figure(check, everyone, None, given.policy)
        assert sum(figure.number(standing) for standing in Standing) == len(given.holders)
        assert figure.asked + figure.number(Standing.NOT_ASKED) == len(given.holders)
        schools = columns.by_school(check, everyone, None, given.policy)
        assert sum(one.asked for one in schools.values()) == figure.asked
        assert sum(one.missing_hours for one in schools.values()) == figure.missing_hours


def test_lists_and_filters_agree_with_a_plain_reading(filled):
    given = gather_qualifications(filled, ON)
    columns, order = columns_of(given), {school: place for place, school in enumerate(sorted({one.school_id for one in given.holders}))}
    stage, subject = given.holders[0].stage, given.holders[0].subject
    school = given.holders[-1].school_id
    for wish in (Wish(), Wish(stage=stage), Wish(subject=subject), Wish(school_id=school), Wish(standing=Standing.MET), Wish(stage=stage, subject=subject)):
        plain = [one for one in given.holders if wish.stage in (None, one.stage) and wish.subject in ("", one.subject) and wish.school_id in (None, one.school_id)]
        for check in Check:
            wanted = {wish.standing} if wish.standing else {Standing.SHORT, Standing.UNKNOWN, Standing.WARNED}
            shown = [one for one in plain if one.findings[check].standing in wanted]
            shown.sort(key=lambda one: (URGENCY[one.findings[check].standing], -(one.findings[check].missing or 0), order[one.school_id], one.entry.number))
            assert columns.standing_so(check, columns.within(wish, None), wish, order) == shown
            missing = sum((one.findings[check].missing or 0) for one in plain)
            assert columns.figure(check, columns.within(wish, None), wish.stage, given.policy).missing_hours == missing
    assert columns.within(Wish(), frozenset({school})).sum() == sum(one.school_id == school for one in given.holders)


def test_the_page_of_a_teacher_agrees_with_the_list(filled):
    given = gather_qualifications(filled, ON)
    for holder in given.holders:
        page = teacher_page(get_whole_teacher(filled.id, holder.entry.id, on=ON), Role.OFFICER, ON)
        assert judge_teacher(page, main_appointment(page), given.policy) == holder.findings
