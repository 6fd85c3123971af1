"""Timeline and age pyramid: coordinates from days and persons."""

import datetime as dt
from itertools import combinations

import pytest

from staffing.core.school_year import SchoolYear
from staffing.teachers.enums import Sex
from staffing.teachers.pyramid import Person, draw_pyramid, retirements
from staffing.teachers.timeline import LEFT, RIGHT, WIDTH, Item, Lane, draw, text_width

TODAY = dt.date(2026, 11, 21)


def lane(*items):
    return Lane("任职", "service", items)


def test_timeline_is_absent_when_nothing_is_on_record():
    assert draw([lane()], on=TODAY) is None


def test_running_span_ends_today():
    picture = draw([lane(Item(dt.date(2010, 9, 1), None, "甲小学"))], on=TODAY)
    bar = picture.bars[0]
    assert bar.x + bar.width == pytest.approx(picture.today_x, abs=0.2)


def test_bars_and_texts_stay_inside_and_apart():
    items = [Item(dt.date(2000 + year, 9, 1), dt.date(2003 + year, 9, 1), "咸宁实验外国语学校（初中部） 语文") for year in range(0, 24, 2)]
    picture = draw([lane(*items)], on=TODAY)

    def extent(bar):
        width = text_width(bar.text)
        left, right = (bar.text_x, bar.text_x + width) if bar.anchor == "start" else (bar.text_x - width, bar.text_x)
        return min(bar.x, left), max(bar.x + bar.width, right)

    for bar in picture.bars:
        assert extent(bar)[1] <= WIDTH - RIGHT + 1
        assert bar.x >= LEFT
        assert bar.y + 18 <= picture.height
    for one, other in combinations(picture.bars, 2):
        if one.y == other.y:
            assert extent(one)[1] <= extent(other)[0] or extent(other)[1] <= extent(one)[0]


def test_years_along_the_top_are_few_when_the_career_is_long():
    picture = draw([lane(Item(dt.date(1985, 9, 1), None, "甲"))], on=TODAY)
    assert 4 <= len(picture.ticks) <= 13


def test_future_span_reaches_beyond_today():
    picture = draw([lane(Item(dt.date(2026, 9, 1), dt.date(2028, 9, 1), "甲"))], on=TODAY)
    assert picture.bars[0].x + picture.bars[0].width > picture.today_x


def person(age, sex=Sex.FEMALE, retires=2040):
    return Person(sex, dt.date(TODAY.year - age, 1, 1), dt.date(retires, 10, 1))


def test_pyramid_is_absent_when_nobody_is_there():
    assert draw_pyramid([], on=TODAY) is None


def test_pyramid_counts_everybody_once():
    persons = [person(22), person(24, Sex.MALE), person(25), person(29), person(30), person(59), person(60, Sex.MALE), person(63)]
    picture = draw_pyramid(persons, on=TODAY)
    assert {row.label: (row.men, row.women) for row in picture.rows if row.men or row.women} == {
        "≥ 60": (1, 1), "55–59": (0, 1), "30–34": (0, 1), "25–29": (0, 2), "< 25": (1, 1)}
    assert picture.rows[0].label == "≥ 60"
    assert picture.mean_age == pytest.approx(sum((22, 24, 25, 29, 30, 59, 60, 63)) / 8)


def test_longest_bars_keep_inside_the_picture():
    picture = draw_pyramid([person(40)] * 90 + [person(40, Sex.MALE)] * 90, on=TODAY)
    assert all(row.men_x >= 0 and row.women_x + row.women_width <= picture.width for row in picture.rows)


def test_retirements_are_counted_by_school_year_and_overdue_ones_now():
    persons = [person(58, retires=2020), person(58, retires=2026), person(57, retires=2027), Person(Sex.MALE, dt.date(1970, 1, 1), None)]
    found = dict(retirements(persons, on=TODAY))
    assert found[SchoolYear(2026)] == 2
    assert found[SchoolYear(2027)] == 1
    assert sum(found.values()) == 3
