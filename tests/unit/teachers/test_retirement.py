"""Retirement ages of 2025 against the published tables, and the choices around them."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from staffing.core.school_year import add_months
from staffing.policy.ruleset import load_ruleset
from staffing.policy.schema_eligibility import RetirementTrack
from staffing.policy.vocabulary import RuleStatus
from staffing.teachers.enums import PostTrack, RetirementChoice, Sex, StaffCategory, TitleLevel
from staffing.teachers.retirement import (
    retirement_age_months,
    retirement_options,
    retirement_window,
    rule_for,
    track_for,
)

RULES = load_ruleset("national", dt.date(2026, 8, 31)).retirement
MAN = (Sex.MALE, PostTrack.CADRE)
WOMAN_CADRE = (Sex.FEMALE, PostTrack.CADRE)
WOMAN_WORKER = (Sex.FEMALE, PostTrack.WORKER)

# (who, year and month of birth, years and months of age, year and month of retirement) as the tables print them.
PUBLISHED = [
    (MAN, (1964, 12), (60, 0), (2024, 12)),
    (MAN, (1965, 1), (60, 1), (2025, 2)),
    (MAN, (1965, 4), (60, 1), (2025, 5)),
    (MAN, (1965, 5), (60, 2), (2025, 7)),
    (MAN, (1970, 1), (61, 4), (2031, 5)),
    (MAN, (1976, 8), (62, 11), (2039, 7)),
    (MAN, (1976, 9), (63, 0), (2039, 9)),
    (MAN, (1990, 6), (63, 0), (2053, 6)),
    (WOMAN_CADRE, (1969, 12), (55, 0), (2024, 12)),
    (WOMAN_CADRE, (1970, 1), (55, 1), (2025, 2)),
    (WOMAN_CADRE, (1975, 1), (56, 4), (2031, 5)),
    (WOMAN_CADRE, (1981, 8), (57, 11), (2039, 7)),
    (WOMAN_CADRE, (1981, 9), (58, 0), (2039, 9)),
    (WOMAN_WORKER, (1974, 12), (50, 0), (2024, 12)),
    (WOMAN_WORKER, (1975, 1), (50, 1), (2025, 2)),
    (WOMAN_WORKER, (1975, 3), (50, 2), (2025, 5)),
    (WOMAN_WORKER, (1984, 10), (54, 11), (2039, 9)),
    (WOMAN_WORKER, (1984, 11), (55, 0), (2039, 11)),
]


@pytest.mark.parametrize(("who", "birth", "age", "retires"), PUBLISHED)
def test_retirement_when_compared_with_the_published_tables(
    who: tuple[Sex, PostTrack], birth: tuple[int, int], age: tuple[int, int], retires: tuple[int, int]
) -> None:
    window = retirement_window(dt.date(*birth, 15), *who, RULES)
    assert divmod(window.age_months, 12) == age
    assert (window.statutory.year, window.statutory.month) == retires
    assert window.statutory.day == 15


# What the three annexes print about the way between: one line per group of birth months, each a month of age above the
# line before it. (who, first month, months per line, first age in months, number of lines)
ANNEXES = [(MAN, (1965, 1), 4, 60 * 12 + 1, 36), (WOMAN_CADRE, (1970, 1), 4, 55 * 12 + 1, 36), (WOMAN_WORKER, (1975, 1), 2, 50 * 12 + 1, 60)]


def annex_rows() -> list[tuple[tuple[Sex, PostTrack], tuple[int, int], int, tuple[int, int]]]:
    """Write the annexes out, month of birth by month of birth, by counting lines and not by the code's formula."""
    rows = []
    for who, first, per_line, first_age, lines in ANNEXES:
        (year, month), age = first, first_age
        for _ in range(lines):
            for _ in range(per_line):
                retires_year, retires_month = year + age // 12, month + age % 12
                if retires_month > 12:
                    retires_year, retires_month = retires_year + 1, retires_month - 12
                rows.append((who, (year, month), age, (retires_year, retires_month)))
                year, month = (year, month + 1) if month < 12 else (year + 1, 1)
            age += 1
    return rows


def test_retirement_when_compared_with_every_row_of_the_annexes() -> None:
    rows = annex_rows()
    assert len(rows) == 36 * 4 + 36 * 4 + 60 * 2
    assert [row[:3] for row in rows if row[2] in (63 * 12, 58 * 12, 55 * 12)][::4][0] == (MAN, (1976, 9), 63 * 12)
    for who, birth, age, retires in rows:
        window = retirement_window(dt.date(*birth, 8), *who, RULES)
        assert (window.age_months, window.statutory) == (age, dt.date(*retires, 8)), (who, birth)


@pytest.mark.parametrize(("who", "birth"), [(MAN, (1976, 9)), (WOMAN_CADRE, (1981, 9)), (WOMAN_WORKER, (1984, 11))])
def test_annexes_when_written_out_reach_the_new_age_in_the_published_month(
    who: tuple[Sex, PostTrack], birth: tuple[int, int]
) -> None:
    reached = [row[1] for row in annex_rows() if row[0] == who and row[2] == rule_for(*who, RULES).value.new_age * 12]
    assert reached[0] == birth


@pytest.mark.parametrize("who", [MAN, WOMAN_CADRE, WOMAN_WORKER])
@given(born=st.dates(dt.date(1955, 1, 1), dt.date(2005, 12, 31)), later=st.integers(0, 200))
def test_retirement_age_when_born_later_is_never_lower(who: tuple[Sex, PostTrack], born: dt.date, later: int) -> None:
    line = rule_for(*who, RULES).value
    assert line.old_age * 12 <= retirement_age_months(born, line) <= retirement_age_months(add_months(born, later), line)
    assert retirement_age_months(born, line) <= line.new_age * 12


def test_window_when_earlier_by_choice_stays_at_or_above_the_old_age() -> None:
    young = retirement_window(dt.date(1985, 3, 10), *MAN, RULES)
    assert young.earliest == dt.date(2045, 3, 10)
    assert young.statutory == dt.date(2048, 3, 10)
    assert young.latest == dt.date(2051, 3, 10)
    old = retirement_window(dt.date(1965, 1, 10), *MAN, RULES)
    assert old.earliest == dt.date(2025, 1, 10), "one month of delay leaves one month of choice"


def test_window_when_a_woman_in_a_cadre_post_has_a_senior_title() -> None:
    born = dt.date(1985, 3, 10)
    plain = retirement_window(born, *WOMAN_CADRE, RULES, title=TitleLevel.FIRST)
    senior = retirement_window(born, *WOMAN_CADRE, RULES, title=TitleLevel.SENIOR)
    assert plain.latest == dt.date(2046, 3, 10)
    assert senior.latest == dt.date(2048, 3, 10)
    assert senior.statutory == plain.statutory, "the title gives a choice, not another age"


def test_window_when_the_rule_set_gives_senior_women_no_choice() -> None:
    off = RULES.senior_women_to_men_age.model_copy(update={"value": False})
    rules = RULES.model_copy(update={"senior_women_to_men_age": off})
    window = retirement_window(dt.date(1985, 3, 10), *WOMAN_CADRE, rules, title=TitleLevel.SENIOR)
    assert window.latest == dt.date(2046, 3, 10)


def test_allows_when_on_the_edges_of_the_window() -> None:
    window = retirement_window(dt.date(1985, 3, 10), *MAN, RULES)
    assert window.allows(window.earliest)
    assert window.allows(window.latest)
    assert not window.allows(window.earliest - dt.timedelta(days=1))
    assert not window.allows(window.latest + dt.timedelta(days=1))


def test_months_left_when_five_years_are_left_to_the_day_and_one_day_less() -> None:
    window = retirement_window(dt.date(1978, 8, 31), *MAN, RULES)
    assert window.statutory == dt.date(2041, 8, 31)
    assert window.months_left(dt.date(2036, 8, 31)) == 60
    assert window.months_left(dt.date(2036, 9, 1)) == 59
    assert window.months_left(dt.date(2041, 10, 31)) == -2


def test_track_for_when_maintenance_worker_and_teacher() -> None:
    assert track_for(StaffCategory.WORKER, RULES) is PostTrack.WORKER
    assert track_for(StaffCategory.FULL_TIME_TEACHER, RULES) is PostTrack.CADRE


def test_rule_for_when_a_man_in_a_worker_post_goes_by_the_men_line() -> None:
    assert rule_for(Sex.MALE, PostTrack.WORKER, RULES) is RULES.man
    assert rule_for(Sex.FEMALE, PostTrack.WORKER, RULES) is RULES.woman_worker


def test_track_when_it_would_lower_the_age_is_refused() -> None:
    with pytest.raises(ValueError, match="must not be below"):
        RetirementTrack(old_age=60, new_age=55, first_birth_year=1965, first_birth_month=1, births_months_per_step=4)


def test_options_when_a_man_reaches_the_new_age_in_full() -> None:
    early, statutory, late = retirement_options(dt.date(1985, 3, 10), *MAN, RULES)
    assert (early.choice, early.first, early.last) == (RetirementChoice.EARLY, dt.date(2045, 3, 10), dt.date(2048, 3, 9))
    assert early.written_by == dt.date(2044, 12, 10), "three months before the first day"
    assert (statutory.first, statutory.first_age_months, statutory.written_by) == (dt.date(2048, 3, 10), 63 * 12, None)
    assert (late.choice, late.last, late.last_age_months) == (RetirementChoice.LATE, dt.date(2051, 3, 10), 66 * 12)
    assert late.written_by == dt.date(2048, 2, 10)


def test_options_when_the_age_of_old_still_holds_leave_nothing_earlier() -> None:
    assert [item.choice for item in retirement_options(dt.date(1964, 12, 31), *MAN, RULES)] == [
        RetirementChoice.STATUTORY, RetirementChoice.LATE]


def test_options_when_a_woman_has_a_senior_title_and_when_not() -> None:
    born = dt.date(1972, 5, 1)
    senior = retirement_options(born, *WOMAN_CADRE, RULES, title=TitleLevel.SENIOR)[-1]
    assert (senior.choice, senior.first) == (RetirementChoice.MEN_AGE, add_months(born, 60 * 12 + 23))
    assert not any(rule.status is RuleStatus.CONFIRMED for rule in senior.rules[:1]), "the bureau has to confirm it"
    plain = retirement_options(born, *WOMAN_CADRE, RULES, title=TitleLevel.FIRST)
    worker = retirement_options(born, *WOMAN_WORKER, RULES, title=TitleLevel.SENIOR)
    assert RetirementChoice.MEN_AGE not in [item.choice for item in (*plain, *worker)]


@given(born=st.dates(dt.date(1955, 1, 1), dt.date(2005, 12, 31)), who=st.sampled_from([MAN, WOMAN_CADRE, WOMAN_WORKER]),
       title=st.sampled_from(TitleLevel))
def test_options_when_listed_fill_the_window(born: dt.date, who: tuple[Sex, PostTrack], title: TitleLevel) -> None:
    options = retirement_options(born, *who, RULES, title=title)
    window = retirement_window(born, *who, RULES, title=title)
    assert options[0].first == window.earliest
    assert max(item.last for item in options) == window.latest
    assert all(window.allows(day) for item in options for day in (item.first, item.last))
