"""What an import found: a fault per cell with reason and remedy, counts per sheet, changes per row and field."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.spreadsheets.book import column_letters

SHOWN_CHARACTERS: Final = 60
MASK: Final = "***"

# Code -> (what is wrong, what to do). The details in brackets come from the place where the fault was found.
REASONS: Final[dict[str, tuple[LazyString, LazyString]]] = {
    "required": (_l("The cell is empty."), _l("Fill it in. A merged cell counts for its first row only; unmerge it.")),
    "error_cell": (_l("The cell shows the error of a formula."), _l("Type the value, or paste it as a value.")),
    "formula": (_l("The cell holds a formula."), _l("Copy the column and paste it as values.")),
    "not_a_code": (_l("This is no code."), _l("Format the cell as text and type the code.")),
    "digits_lost": (_l("The program has kept this number as a figure; its last digits are lost."),
                    _l("Format the cell as text and type all digits again.")),
    "not_whole": (_l("This is no whole number."), _l("Type a whole number.")),
    "not_a_number": (_l("This is no number."), _l("Type digits only, without a unit.")),
    "too_small": (_l("The number is less than %(least)s."), _l("Check the number.")),
    "too_great": (_l("The number is greater than %(most)s."), _l("Check the number.")),
    "too_long": (_l("The text has more than %(limit)s characters."), _l("Shorten it.")),
    "not_a_truth": (_l("This is neither 是 nor 否."), _l("Choose 是 or 否.")),
    "not_a_year": (_l("This is no year."), _l("Type a year such as 2026.")),
    "not_a_school_year": (_l("This is no school year."), _l("Type the year in which it begins, such as 2026, or 2026-2027.")),
    "not_a_day": (_l("This is no date."), _l("Type 2019-09-01, 2019年9月1日 or, where a month will do, 2019年9月.")),
    "year_only": (_l("The month is missing."), _l("Type at least year and month, such as 2019年9月.")),
    "no_such_day": (_l("There is no such date."), _l("Check month and day.")),
    "ambiguous_month": (_l("%(year)s.1 may be January or October."),
                        _l("Type %(year)s年1月 or %(year)s年10月.")),
    "future_day": (_l("The date lies in the future."), _l("Check the year.")),
    "too_early": (_l("The date lies before %(least)s."), _l("Check the year.")),
    "not_in_list": (_l("This is none of the words allowed here."), _l("Choose from the list: %(choices)s.")),
    "not_a_phone": (_l("This is no telephone number."), _l("Type 8 to 20 digits.")),
    "numeric_id": (_l("The identity number is kept as a figure; its last digits may be lost."),
                   _l("Format the column as text and type all 18 characters again.")),
    "id_shape": (_l("The identity number does not have 17 digits and a digit or X."), _l("Check the number with the identity card.")),
    "id_old": (_l("This is an identity number of 15 digits, which is no longer valid."), _l("Use the number of 18 characters.")),
    "id_date": (_l("The birth date inside the identity number does not exist."), _l("Check the number with the identity card.")),
    "id_check": (_l("The last character of the identity number does not fit the others."),
                 _l("A digit is mistyped; check the number with the identity card.")),
    "id_birth": (_l("The birth date differs from the one inside the identity number (%(expected)s)."), _l("Correct one of the two.")),
    "id_sex": (_l("The sex differs from the one inside the identity number (%(expected)s)."), _l("Correct one of the two.")),
    "id_taken": (_l("Another person of the county has this identity number (staff number %(number)s)."),
                 _l("Check which of the two is right; one person has one staff number.")),
    "stands_twice": (_l("The same record stands in rows %(rows)s."), _l("Leave one of these rows.")),
    "contradicts_rows": (_l("Rows %(rows)s say different things about the same record (%(fields)s)."),
                         _l("Decide which is right and leave one.")),
    "unknown_school": (_l("There is no school of this name or code."), _l("Add it to sheet 学校, or write its full name.")),
    "ambiguous_school": (_l("Several schools are known by this name: %(names)s."), _l("Write the full name or the code.")),
    "foreign_school": (_l("This record belongs to another school."), _l("You may import records of your own school only.")),
    "sheet_not_allowed": (_l("This sheet is filled in by the bureau."), _l("Remove the sheet.")),
    "unknown_section": (_l("The school has no such stage."), _l("Add it to sheet 学部与学生数, or choose another stage.")),
    "unknown_teacher": (_l("There is no teacher with this staff number."), _l("Add the person to sheet 教师, or correct the number.")),
    "wrong_name": (_l("The staff number belongs to a person of another name (%(expected)s)."), _l("Correct number or name.")),
    "unknown_year": (_l("There is no rotation year %(year)s."), _l("Open the rotation year first.")),
    "end_before_start": (_l("The end lies before the start."), _l("Correct one of the two.")),
    "before_birth": (_l("The date lies before the birth date."), _l("Correct one of the two.")),
    "too_young": (_l("The person would have been younger than %(years)s years."), _l("Check birth date and this date.")),
    "overlap": (_l("This period overlaps another one (%(other)s)."), _l("End the one before the other begins.")),
    "shares_above_one": (_l("From %(day)s on the shares of this person's posts add up to more than 1."),
                         _l("End an earlier post or lower the shares.")),
    "same_school": (_l("Both schools are the same."), _l("Name two different schools.")),
    "grade_not_in_stage": (_l("This stage has no such grade."), _l("Leave the cells of this grade empty.")),
    "pupils_without_class": (_l("There are pupils but no class."), _l("Fill in the number of classes.")),
    "largest_class": (_l("The largest class has more pupils than the grade, or fewer than the average."), _l("Check the three numbers.")),
    "partner_not_mutual": (_l("The other person names somebody else as partner."), _l("Correct one of the two rows.")),
    "partner_is_self": (_l("A person cannot be the own partner."), _l("Correct the staff number.")),
    "wish_twice": (_l("The same wish stands twice."), _l("Leave the first.")),
    "degree_contradiction": (_l("This degree does not go with the education completed."), _l("Correct one of the two.")),
    "move_and_stay": (_l("A person cannot be bound to move and to stay."), _l("Leave one of the two.")),
    "missing_column": (_l("The column %(heading)s is missing."), _l("Add it; the order of columns does not matter.")),
    "column_twice": (_l("The heading %(heading)s stands in columns %(columns)s."), _l("Leave one of the two columns.")),
    "who_is_meant": (_l("There are persons of this name on record: %(names)s."),
                     _l("Say below whether it is one of them or somebody new.")),
    "start_differs": (_l("The records say that this post began on %(stored)s; they stay as they are."),
                      _l("Where the records are wrong, correct the first day on the person's page.")),
    "before_running": (_l("The records hold this person at another school since %(stored)s; a move must begin later."),
                       _l("Check school and day; correct the records first where they are wrong.")),
    "left_blank": (_l("The cell is blank."), _l("In this form every cell is filled in; write 无 where there is nothing.")),
    "other_unit": (_l("Most rows name another unit (%(unit)s)."), _l("Write the unit in the same words in every row, or check whether the person belongs here.")),
    "phone_digits": (_l("The mobile number has %(digits)s digits, or does not begin with 1."), _l("A mobile number has 11 digits.")),
    "id_year": (_l("The year of birth in the identity number is not between %(first)s and %(last)s."), _l("Check the number with the identity card.")),
    "key_changed": (_l("This code belongs to another record (%(expected)s)."), _l("Correct code or name.")),
}


@dataclass(frozen=True, slots=True)
class CellFault:
    """One fault. ``row`` and ``column`` count from 1, 0 where the whole sheet or row is meant; ``value`` is masked where personal."""

    sheet: str
    row: int
    column: int
    heading: str
    value: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def reason(self) -> LazyString:
        """Return what is wrong, in the reader's language."""
        return LazyString(lambda: str(REASONS[self.code][0]) % self.params)

    @property
    def remedy(self) -> LazyString:
        """Return what to do about it."""
        return LazyString(lambda: str(REASONS[self.code][1]) % self.params)

    @property
    def place(self) -> str:
        """Return the cell's name (C12), the row, or nothing."""
        if self.row and self.column:
            return f"{column_letters(self.column)}{self.row}"
        return str(self.row) if self.row else column_letters(self.column)

    def as_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"sheet": self.sheet, "row": self.row, "column": self.column, "heading": self.heading, "value": self.value,
                "code": self.code, "params": dict(self.params)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "CellFault":
        """Return the fault that was stored."""
        return cls(stored["sheet"], stored["row"], stored["column"], stored["heading"], stored["value"], stored["code"],
                   stored["params"])


class RowState(StrEnum):
    """What storing would do with a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's old and new value as shown; both masked where restricted."""

    heading: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowResult:
    """One row's outcome: who or what it speaks of, and what would change. ``row`` 0: a stored record that another row ends."""

    sheet: str
    row: int
    label: str
    state: RowState
    changes: tuple[FieldChange, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"sheet": self.sheet, "row": self.row, "label": self.label, "state": str(self.state),
                "changes": [[one.heading, one.old, one.new] for one in self.changes]}


@dataclass(slots=True)
class ImportReport:
    """Faults and outcomes of one file. Lists are kept up to a bound, counts are complete."""

    fault_bound: int = 2000
    row_bound: int = 2000
    faults: list[CellFault] = field(default_factory=list)
    fault_counts: Counter[str] = field(default_factory=Counter)
    rows: list[RowResult] = field(default_factory=list)
    row_counts: dict[str, Counter[str]] = field(default_factory=dict)
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    remarks: list[CellFault] = field(default_factory=list)
    remark_count: int = 0
    faulty_rows: set[tuple[str, int]] = field(default_factory=set)

    @property
    def fault_count(self) -> int:
        """Number of all faults, listed or not."""
        return self.fault_counts.total()

    def add_fault(self, fault: CellFault) -> None:
        """Take a fault."""
        self.fault_counts[fault.sheet] += 1
        self.faulty_rows.add((fault.sheet, fault.row))
        if len(self.faults) < self.fault_bound:
            self.faults.append(fault)

    def add_remark(self, remark: CellFault) -> None:
        """Take a fault of the form that spoils no record."""
        self.remark_count += 1
        if len(self.remarks) < self.fault_bound:
            self.remarks.append(remark)

    def count_row(self, sheet: str, state: RowState, number: int = 1) -> None:
        """Count rows of a sheet."""
        self.row_counts.setdefault(sheet, Counter())[str(state)] += number

    def add_row(self, result: RowResult) -> None:
        """Count an outcome and list it."""
        self.count_row(result.sheet, result.state)
        if len(self.rows) < self.row_bound:
            self.rows.append(result)


def shown(value: object, *, personal: bool) -> str:
    """Return a cell's value for a report: shortened, or its first character alone where it is personal."""
    text = "" if value is None else str(value)
    if personal and text:
        return f"{text[:1]}{MASK}"
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"
