"""From a raw cell to the value its column holds. Equal cells of a column are read once."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from staffing.core import id_number
from staffing.core.columns import Column, ValueKind
from staffing.core.facts import ABSENT
from staffing.core.school_year import today
from staffing.core.spreadsheets import values
from staffing.core.spreadsheets.book import RawCell
from staffing.core.spreadsheets.values import ValueFault

CLEAR_WORD: Final = "清空"
CLEARED: Final[dict[ValueKind, Any]] = {
    ValueKind.TEXT: "", ValueKind.NAME: "", ValueKind.CODE: "", ValueKind.SUBJECT: "", ValueKind.LIST: (), ValueKind.INTEGER: None,
    ValueKind.DECIMAL: None, ValueKind.YEAR: None, ValueKind.DAY: None, ValueKind.LAST_DAY: None, ValueKind.ID_NUMBER: None, ValueKind.PHONE: None,
}
EARLIEST: Final = dt.date(1900, 1, 1)
# An end may be written as 9999-12-31 for "never"; the stored day after it must still exist.
LATEST: Final = dt.date(2199, 12, 31)
PHONE: Final = re.compile(r"\+?\d[\d-]{6,18}\d")
ID_OLD: Final = re.compile(r"\d{15}")
ID_FAULTS: Final = {id_number.IdNumberFault.SHAPE: "id_shape", id_number.IdNumberFault.DATE: "id_date", id_number.IdNumberFault.CHECK: "id_check"}
SEPARATORS: Final = re.compile(r"[、,，;；/|\n]+")
SUBJECT_WORDS: Final[dict[str, str]] = {
    "英语": "外语", "日语": "外语", "俄语": "外语", "思想政治": "道德与法治", "品德": "道德与法治", "道法": "道德与法治", "政治": "道德与法治", "品德与社会": "道德与法治",
    "信息技术": "信息科技", "体育与健康": "体育", "生物学": "生物", "综合实践活动": "综合实践", "校本课程": "地方与校本课程", "地方课程": "地方与校本课程", "心理": "心理健康",
    "心理健康教育": "心理健康", "劳动技术": "劳动", "劳动教育": "劳动",
}
CHOICES_TOLD: Final = 12

Reader = Callable[[RawCell], Any]


class CellReader:
    """Reads the cells of one column; remembers what it has read, since most columns repeat few values."""

    def __init__(self, column: Column) -> None:
        """Choose how the column's kind is read."""
        self.column = column
        self._read = _reader(column)
        self._known: dict[tuple[type, RawCell], Any] = {}

    def __call__(self, cell: RawCell) -> Any:
        """Return the value, ABSENT for a silent cell; ValueFault if it cannot be taken."""
        key = (type(cell), cell)
        if key in self._known:
            return self._known[key]
        value = self._fresh(cell)
        self._known[key] = value
        return value

    def _fresh(self, cell: RawCell) -> Any:
        values.refuse_error(cell)
        kind = self.column.kind
        if kind is not ValueKind.TRUTH and values.is_blank(cell):
            return ABSENT
        if kind is ValueKind.TRUTH and (cell is None or (isinstance(cell, str) and values.plain_text(cell) in ("", "-", "—", "/"))):
            return ABSENT
        if not self.column.required and kind in CLEARED and isinstance(cell, str) and cell.strip() == CLEAR_WORD:
            return CLEARED[kind]
        return self._read(cell)


def _reader(column: Column) -> Reader:
    readers: dict[ValueKind, Callable[[Column], Reader]] = {
        ValueKind.TEXT: _text, ValueKind.NAME: _name, ValueKind.CODE: _code, ValueKind.LIST: _list, ValueKind.INTEGER: _integer,
        ValueKind.DECIMAL: _decimal, ValueKind.YEAR: _year, ValueKind.SCHOOL_YEAR: _school_year, ValueKind.DAY: _day, ValueKind.LAST_DAY: _last_day,
        ValueKind.TRUTH: lambda _: values.to_truth, ValueKind.CHOICE: _choice, ValueKind.SUBJECT: _subject,
        ValueKind.ID_NUMBER: lambda _: _id_number, ValueKind.PHONE: lambda _: _phone,
    }
    return readers[column.kind](column)


def _bounded(text: str, column: Column) -> str:
    if column.limit and len(text) > column.limit:
        raise ValueFault("too_long", limit=column.limit)
    return text


def _text(column: Column) -> Reader:
    return lambda cell: _bounded(values.text_of_cell(cell), column)


def _name(column: Column) -> Reader:
    """Names of persons, schools, places: a blank between two Chinese characters is typing, not part of the name."""
    return lambda cell: _bounded(re.sub(r"(?<=[\u3400-\u9fff·]) (?=[\u3400-\u9fff·])", "", values.text_of_cell(cell)), column)


def _code(column: Column) -> Reader:
    return lambda cell: _bounded(values.to_code(cell), column)


def _list(column: Column) -> Reader:
    def read(cell: RawCell) -> tuple[str, ...]:
        parts = [part.strip() for part in SEPARATORS.split(values.text_of_cell(cell))]
        chosen = tuple(dict.fromkeys(SUBJECT_WORDS.get(part, part) if column.code == "more_subjects" else part for part in parts if part))
        _bounded("、".join(chosen), column)
        return chosen

    return read


def _within(number: int | Decimal, column: Column) -> None:
    if number < column.least:
        raise ValueFault("too_small", least=column.least)
    if column.most and number > column.most:
        raise ValueFault("too_great", most=column.most)


def _integer(column: Column) -> Reader:
    def read(cell: RawCell) -> int:
        number = values.to_integer(cell)
        _within(number, column)
        return number

    return read


def _decimal(column: Column) -> Reader:
    def read(cell: RawCell) -> Decimal:
        number = values.to_decimal(cell)
        _within(number, column)
        return number.quantize(Decimal(1).scaleb(-column.digits))

    return read


def _year(column: Column) -> Reader:
    def read(cell: RawCell) -> int:
        number = values.to_year(cell)
        _within(number, column)
        return number

    return read


def _school_year(column: Column) -> Reader:
    def read(cell: RawCell) -> int:
        number = values.to_school_year(cell)
        _within(number, column)
        return number

    return read


def _checked(day: dt.date, column: Column) -> dt.date:
    if day < EARLIEST:
        raise ValueFault("too_early", least=EARLIEST.isoformat())
    if not column.future and day > today():
        raise ValueFault("future_day")
    return day


def _day(column: Column) -> Reader:
    return lambda cell: _checked(values.to_day(cell), column)


def _last_day(column: Column) -> Reader:
    def read(cell: RawCell) -> Any:
        if values.is_still(cell):
            return ABSENT
        return _checked(min(values.to_day(cell, last=True), LATEST), column)

    return read


def _choice(column: Column) -> Reader:
    words: dict[str, str] = {}
    for choice in column.choices:
        for word in (choice.label, choice.code, *choice.synonyms):
            words.setdefault(plain_word(word), choice.code)

    def read(cell: RawCell) -> str:
        code = words.get(plain_word(values.text_of_cell(cell)))
        if code is None:
            labels = [choice.label for choice in column.choices]
            raise ValueFault("not_in_list", choices="、".join(labels[:CHOICES_TOLD]) + ("…" if len(labels) > CHOICES_TOLD else ""))
        return code

    return read


def plain_word(word: str) -> str:
    """Return an allowed word as it is compared: full-width forms and brackets made ordinary, a leading "01-" left out."""
    return re.sub(r"^\d{1,3}-", "", values.plain_text(str.__str__(word)).replace(" ", "")).lower()


def _subject(column: Column) -> Reader:
    def read(cell: RawCell) -> str:
        text = _bounded(values.text_of_cell(cell).replace(" ", ""), column)
        return SUBJECT_WORDS.get(text, text)

    return read


def _id_number(cell: RawCell) -> str:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        raise ValueFault("numeric_id")
    text = values.plain_text(cell).replace(" ", "").upper()
    if values.SCIENTIFIC.fullmatch(text):
        raise ValueFault("numeric_id")
    if ID_OLD.fullmatch(text):
        raise ValueFault("id_old")
    fault = id_number.find_fault(text)
    if fault is not None:
        raise ValueFault(ID_FAULTS[fault])
    return text


def _phone(cell: RawCell) -> str:
    text = values.to_code(cell)
    if not PHONE.fullmatch(text):
        raise ValueFault("not_a_phone")
    return text
