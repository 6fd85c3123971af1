"""Form fields: what officers type and paste is read, and what cannot be read is told in our own words."""

import datetime as dt
from decimal import Decimal

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from staffing.core.fields import (
    AmountField,
    ChoiceField,
    DayField,
    EnumField,
    FlagField,
    LastDayField,
    WholeNumberField,
)
from staffing.core.forms import optional, required
from staffing.teachers.enums import Sex


class Trial(Form):
    day = DayField("day", validators=[optional()])
    number = WholeNumberField("number", validators=[optional()])
    amount = AmountField("amount", validators=[optional()])
    sex = EnumField("sex", Sex, empty=True)
    school = ChoiceField("school", coerce=int, empty=True, choices=[(1, "甲"), (2, "乙")])
    flag = FlagField("flag")


def filled(**answers) -> Trial:
    form = Trial(MultiDict(answers))
    form.validate()
    return form


@pytest.mark.parametrize("text", ["2026-09-01", "2026/9/1", "2026.9.1", "2026年9月1日", "２０２６－０９－０１", " 2026-9-1 "])
def test_day_is_read_in_the_ways_people_write_it(text):
    assert filled(day=text).day.data == dt.date(2026, 9, 1)


@pytest.mark.parametrize("text", ["2026-02-30", "1.9.2026", "2026", "明天", "2026-09-01 10:00"])
def test_day_stays_in_the_input_when_it_cannot_be_read(text):
    form = filled(day=text)
    assert form.day.data is None
    assert form.day.errors
    assert form.day._value() == text


@pytest.mark.parametrize(("text", "value"), [("１２", 12), ("-3", -3), (" 7 ", 7)])
def test_whole_number_is_read_with_full_width_digits(text, value):
    assert filled(number=text).number.data == value


@pytest.mark.parametrize("text", ["1.5", "zwölf", "1e3"])
def test_whole_number_is_refused_when_it_is_none(text):
    assert filled(number=text).number.errors


@pytest.mark.parametrize(("text", "value"), [("1,200.50", Decimal("1200.50")), ("０.4", Decimal("0.4"))])
def test_amount_is_exact(text, value):
    assert filled(amount=text).amount.data == value


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1..2"])
def test_amount_is_refused_when_it_is_no_number(text):
    assert filled(amount=text).amount.errors


@pytest.mark.parametrize(("value", "text"), [(Decimal("1.000"), "1"), (Decimal("0.40"), "0.4"), (Decimal("1200"), "1200"), (114.25, "114.25")])
def test_amount_is_shown_without_idle_zeros(value, text):
    assert Trial(data={"amount": value}).amount._value() == text


def test_choice_is_read_as_its_value_and_emptiness_as_none():
    form = filled(school="2", sex="female")
    assert (form.school.data, form.sex.data) == (2, Sex.FEMALE)
    assert form.school.shown_choice() == "乙"
    assert filled(school="", sex="").school.data is None


@pytest.mark.parametrize("answers", [{"school": "3"}, {"school": "x"}, {"sex": "palace"}])
def test_choice_is_refused_when_it_is_not_offered(answers):
    form = filled(**answers)
    assert [error for name in answers for error in form[name].errors]


def test_unsent_optional_fields_are_empty():
    form = filled()
    assert (form.day.data, form.number.data, form.amount.data, form.flag.data) == (None, None, None, False)


def test_required_choice_is_refused_when_empty():
    class Demanding(Form):
        school = ChoiceField("school", coerce=int, empty=True, choices=[(1, "甲")], validators=[required()])

    assert not Demanding(MultiDict({"school": ""})).validate()


def test_last_day_is_kept_as_the_day_after():
    class Span(Form):
        until = LastDayField("until", validators=[optional()])

    form = Span(MultiDict({"until": "2026-08-31"}))
    assert form.until.data == dt.date(2026, 9, 1)
    assert Span(data={"until": dt.date(2026, 9, 1)}).until._value() == "2026-08-31"
    assert form.until.stored_text("2026-09-01") == "2026-08-31"
    assert Span(MultiDict({"until": ""})).until.data is None
