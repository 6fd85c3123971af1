"""What a cell means: text, whole number, decimal, day, truth, as people in bureaus type them. Pure, no fault is guessed away.

A value that cannot be taken raises ValueFault with the code of a reason (staffing.core.import_report).
"""

import datetime as dt
import math
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Final

from staffing.core.school_year import days_in_month
from staffing.core.spreadsheets.book import RawCell

BLANKS: Final = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "空", "none", "null", "n/a", "nan"})
ERROR_TEXTS: Final = frozenset({"#VALUE!", "#REF!", "#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"})
STILL: Final = frozenset({"至今", "今", "现在", "迄今", "在任", "长期", "永久"})
TRUE_WORDS: Final = frozenset({"是", "有", "对", "y", "yes", "true", "1", "√", "✓", "✔"})
FALSE_WORDS: Final = frozenset({"否", "没有", "不", "不是", "n", "no", "false", "0", "×", "✗", "x"})
# Characters that are seen by nobody and come with copies from web pages and chat programs.
INVISIBLE: Final = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
BLANK_RUN: Final = re.compile(r"[\s\u00a0\u3000]+")
TIME_PART: Final = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?号?")
MONTH: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})月?份?")
COMPACT_DAY: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
COMPACT_MONTH: Final = re.compile(r"((?:19|20)\d{2})(\d{2})")
SCHOOL_YEAR: Final = re.compile(r"(\d{4})(?:[-—–~至/](\d{4}|\d{2}))?(?:学年度?|年)?")
YEAR: Final = re.compile(r"(\d{4})(?:年度?|学年)?")
DECIMAL: Final = re.compile(r"[+-]?\d+(\.\d+)?")
SCIENTIFIC: Final = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+")
# Days since 1899-12-30, from 1927 to 2064: the whole numbers that may be meant as a day.
SERIAL_RANGE: Final = range(10_000, 60_001)
SERIAL_EPOCH: Final = dt.date(1899, 12, 30)
EXACT_DIGITS: Final = 15


class ValueFault(Exception):
    """A cell that cannot be taken: the code of the reason and its details."""

    def __init__(self, code: str, **params: str | int) -> None:
        """Keep code and details."""
        super().__init__(code)
        self.code = code
        self.params = params


def text_of_cell(cell: RawCell) -> str:
    """Return the cell as one line of text: no invisible characters, blanks made single, whole numbers without point."""
    if isinstance(cell, str):
        return BLANK_RUN.sub(" ", INVISIBLE.sub("", cell)).strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, int):
        return str(cell)
    return str(int(cell)) if cell == int(cell) and abs(cell) < 10**EXACT_DIGITS else repr(cell)


def plain_text(cell: RawCell) -> str:
    """Return the text of a cell with full-width digits, letters and signs made ordinary."""
    return unicodedata.normalize("NFKC", text_of_cell(cell)).strip()


def is_blank(cell: RawCell) -> bool:
    """True if nothing is meant: empty, a dash, 无."""
    return cell is None or cell == "" or (isinstance(cell, str) and plain_text(cell).lower() in BLANKS)


def refuse_error(cell: RawCell) -> None:
    """Refuse what a broken formula left behind."""
    if isinstance(cell, str) and cell.startswith("#") and cell.strip().upper() in ERROR_TEXTS:
        raise ValueFault("error_cell")


def to_code(cell: RawCell) -> str:
    """Return a code or number of digits as text, blanks taken out; a number that has lost digits is refused."""
    if isinstance(cell, float) and (math.isnan(cell) or cell != int(cell)):
        raise ValueFault("not_a_code")
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= 10**EXACT_DIGITS:
        raise ValueFault("digits_lost")
    text = plain_text(cell).replace(" ", "")
    if SCIENTIFIC.fullmatch(text):
        raise ValueFault("digits_lost")
    return text


def to_integer(cell: RawCell) -> int:
    """Return a whole number; 45.0 and 1,200 are taken, 45.5 is not."""
    value = to_decimal(cell)
    if value != value.to_integral_value():
        raise ValueFault("not_whole")
    return int(value)


def to_decimal(cell: RawCell) -> Decimal:
    """Return an exact decimal number."""
    if isinstance(cell, (bool, dt.date)):
        raise ValueFault("not_a_number")
    if isinstance(cell, float) and not math.isfinite(cell):
        raise ValueFault("not_a_number")
    text = plain_text(cell).replace(",", "").replace(" ", "")
    if not DECIMAL.fullmatch(text) and not (isinstance(cell, float) and SCIENTIFIC.fullmatch(text)):
        raise ValueFault("not_a_number")
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueFault("not_a_number") from error


def to_truth(cell: RawCell) -> bool:
    """Return 是 or 否."""
    if isinstance(cell, bool):
        return cell
    word = plain_text(cell).lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ValueFault("not_a_truth")


def to_year(cell: RawCell) -> int:
    """Return a calendar year."""
    found = YEAR.fullmatch(plain_text(cell).replace(" ", ""))
    if not found:
        raise ValueFault("not_a_year")
    return int(found[1])


def to_school_year(cell: RawCell) -> int:
    """Return the first calendar year of a school year: 2026, 2026学年, 2026-2027学年, 2026-27."""
    found = SCHOOL_YEAR.fullmatch(plain_text(cell).replace(" ", ""))
    if not found or (found[2] and int(found[1][:-len(found[2])] + found[2]) != int(found[1]) + 1):
        raise ValueFault("not_a_school_year")
    return int(found[1])


def to_day(cell: RawCell, *, last: bool = False) -> dt.date:
    """Return a day. A month (2019年9月, 2019.9, 201909) means its first day, with ``last`` its last day."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, (bool, type(None))):
        raise ValueFault("not_a_day")
    if isinstance(cell, (int, float)):
        return _day_of_number(cell, last)
    text = TIME_PART.sub("", plain_text(cell)).replace(" ", "")
    if text.isdigit() and len(text) == 5:
        return _day_of_number(int(text), last)
    for pattern in (DAY, COMPACT_DAY):
        if found := pattern.fullmatch(text):
            return _day(int(found[1]), int(found[2]), int(found[3]))
    for pattern in (MONTH, COMPACT_MONTH):
        if found := pattern.fullmatch(text):
            return _month(int(found[1]), int(found[2]), last)
    raise ValueFault("year_only" if YEAR.fullmatch(text) else "not_a_day")


def _day_of_number(number: float, last: bool) -> dt.date:
    """Return the day meant by a number: a serial day, 20190901, 201909, or 2019.9 that Excel took for a number."""
    if number == int(number):
        whole = int(number)
        if whole in SERIAL_RANGE:
            return SERIAL_EPOCH + dt.timedelta(days=whole)
        if whole >= 100_000:
            return to_day(str(whole), last=last)
        raise ValueFault("year_only" if 1900 <= whole <= 2200 else "not_a_day")
    if int(number) in SERIAL_RANGE:
        return SERIAL_EPOCH + dt.timedelta(days=int(number))
    digits = repr(number).partition(".")[2]
    # As a number 2019.1 may have been typed as 2019.1 or as 2019.10: January or October.
    if digits == "1":
        raise ValueFault("ambiguous_month", year=int(number))
    if 1900 <= number <= 2200 and len(digits) <= 2:
        return _month(int(number), int(digits), last)
    raise ValueFault("not_a_day")


def _month(year: int, month: int, last: bool) -> dt.date:
    if not 1 <= month <= 12:
        raise ValueFault("no_such_day")
    return _day(year, month, days_in_month(year, month) if last else 1)


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise ValueFault("no_such_day") from error


def is_still(cell: RawCell) -> bool:
    """True if an end is written as open: 至今."""
    return isinstance(cell, str) and plain_text(cell) in STILL
