"""New, changed or unchanged: what storing a file's facts would do, per row and field, old and new."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from staffing.core.columns import Choice
from staffing.core.facts import ABSENT, Fact, FactTable, Field, Findings, Key
from staffing.core.import_report import MASK, FieldChange, ImportReport, RowResult, RowState
from staffing.imports.catalogue import TABLES
from staffing.imports.stored import StoredRecords, StoredRow
from staffing.teachers.directory import KnownPerson

NEW, CHANGED, KNOWN = 1, 2, 4
DEGREES_PRECISION: Final = 6
NOTHING: Final = "（空）"
LISTED_NEW: Final = 200
TABLE_TITLES: Final[dict[str, str]] = {
    "employment": "用人情况", "appointment": "任职经历", "certificate": "教师资格", "degree": "学历学位", "title": "职称", "honour": "骨干称号",
    "training": "培训学时", "appraisal": "年度考核", "rotation": "交流经历", "deferral": "暂缓与证明", "discipline": "处分", "leadership": "干部任职",
    "entity": "法人单位", "alias": "曾用名", "standing": "隶属与区位", "section": "学部", "section_year": "学部年度数", "grade_year": "年级人数",
    "posts": "编制", "title_posts": "岗位职数", "group": "集团学区", "membership": "集团学区成员", "distance": "学校间距离", "intent": "交流意愿", "wish": "志愿",
}


@dataclass(slots=True)
class Changes:
    """What would be stored: new facts, and of changed ones the stored id and the fields that differ."""

    new: dict[str, list[Fact]] = field(default_factory=dict)
    changed: dict[str, list[tuple[int, Fact, list[int]]]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Number of records that would be written."""
        return sum(map(len, self.new.values())) + sum(map(len, self.changed.values()))

    def digest(self) -> str:
        """Return a digest of everything that would be written, the same for the same file and the same records."""
        digest = hashlib.sha256()
        for name in TABLES:
            for fact in self.new.get(name, ()):
                digest.update(f"+{name}|{fact.key!r}|{fact.values!r}\n".encode())
            for id, fact, places in self.changed.get(name, ()):
                digest.update(f"~{name}|{id}|{[(place, fact.values[place]) for place in places]!r}\n".encode())
        return digest.hexdigest()


def compare(findings: Findings, stored: StoredRecords, names: "Names") -> Changes:
    """Return what would change; row counts and the list of changed rows go into the report."""
    changes = Changes()
    marks: dict[str, bytearray] = {}
    told: dict[tuple[str, int], list[FieldChange]] = {}
    labels: dict[tuple[str, int], str] = {}
    for name, table in TABLES.items():
        rows = stored.rows.get(name, {})
        for fact in findings.facts.get(name, {}).values():
            row = rows.get(fact.key)
            places = _differing(table, fact, row) if row is not None else []
            if row is None:
                changes.new.setdefault(name, []).append(fact)
            elif places:
                changes.changed.setdefault(name, []).append((row.id, fact, places))
            flag = NEW if row is None else CHANGED if places else 0 if table.shared else KNOWN
            for origin in (fact.origin, *fact.also):
                _mark(marks, origin, flag)
            if flag in (NEW, CHANGED) and (fact.origin in told or len(told) < findings.report.row_bound):
                labels.setdefault(fact.origin, names.label(table, fact.key))
                told.setdefault(fact.origin, []).extend(names.field_changes(table, fact, row, places))
    _count(marks, told, labels, findings.report)
    return changes


def _mark(marks: dict[str, bytearray], origin: tuple[str, int], flag: int) -> None:
    sheet, number = origin
    flags = marks.setdefault(sheet, bytearray(1024))
    if number >= len(flags):
        flags.extend(bytes(max(number + 1 - len(flags), len(flags))))
    flags[number] |= flag or 8


def _count(marks: dict[str, bytearray], told: dict[tuple[str, int], list[FieldChange]], labels: dict[tuple[str, int], str],
           report: ImportReport) -> None:
    for sheet, flags in marks.items():
        for flag in filter(None, flags):
            report.count_row(sheet, _state(flag))
    listed_new = 0
    for origin in sorted(told):
        state = _state(marks[origin[0]][origin[1]])
        listed_new += state is RowState.NEW
        if state is RowState.CHANGED or listed_new <= LISTED_NEW:
            report.rows.append(RowResult(*origin, labels[origin], state, tuple(told[origin]) if state is RowState.CHANGED else ()))


def _state(flag: int) -> RowState:
    if flag & NEW and not flag & (CHANGED | KNOWN):
        return RowState.NEW
    return RowState.CHANGED if flag & (NEW | CHANGED) else RowState.UNCHANGED


def _differing(table: FactTable, fact: Fact, row: StoredRow) -> list[int]:
    return [place for place, (new, old) in enumerate(zip(fact.values, row.values, strict=True))
            if new is not ABSENT and new != old and not same(old, new)]


def same(old: Any, new: Any) -> bool:
    """True if two values mean the same: nothing is nothing, and a coordinate survives its way through a float."""
    if old in (None, "") and new in (None, ""):
        return True
    if isinstance(old, float) and isinstance(new, (float, int, Decimal)):
        return round(old, DEGREES_PRECISION) == round(float(new), DEGREES_PRECISION)
    return bool(old == new)


class Names:
    """How records and values are called in the preview."""

    def __init__(self, schools: Mapping[str, str], persons: Mapping[str, KnownPerson], exchange_kinds: Sequence[Choice]) -> None:
        """Take the names of schools by code and of persons by staff number, and the county's kinds of exchange."""
        self._schools = schools
        self._persons = persons
        self._words = {(table.name, one.name): {str(choice.code): choice.label for choice in one.choices}
                       for table in TABLES.values() for one in table.fields}
        self._words["rotation", "kind"] = {choice.code: choice.label for choice in exchange_kinds}

    def _person(self, number: str) -> str:
        known = self._persons.get(number)
        return f"{number} {known.name}" if known else number

    def label(self, table: FactTable, key: Key) -> str:
        """Return who or what the record is about."""
        return " ".join(part for part in self._parts(table, key) if part)

    def _parts(self, table: FactTable, key: Key) -> Iterator[str]:
        if table.name == "teacher":
            yield self._person(key[0])
            return
        if table.name == "school":
            yield str(self._schools.get(key[0], key[0]))
            return
        for one, value in zip(table.key, key, strict=True):
            if not one.transient:
                yield MASK if one.restricted else self.show(table, one, value)

    def summary(self, table: FactTable, fact: Fact) -> str:
        """Return what a new record says, in a line; the person or school it belongs to stands beside it."""
        said = [*zip(table.key[1:], fact.key[1:], strict=True), *zip(table.values, fact.values, strict=True)]
        texts = [self.show(table, one, value) for one, value in said
                 if not one.transient and value not in (None, "", ABSENT, False) and not one.name.endswith("_name")]
        return "，".join(dict.fromkeys(text for text in texts if text != NOTHING))

    def place_of(self, values: Sequence[Any]) -> str:
        """Return the school of an appointment; where somebody teaches elsewhere than the post belongs, both."""
        table = TABLES["appointment"]
        section, personnel = (values[table.place_of(name)] for name in ("section", "personnel_school"))
        home = self._reference("school", personnel) if isinstance(personnel, tuple) else NOTHING
        taught = self._reference("school", section[0]) if isinstance(section, tuple) else home
        return home if taught == home else f"{home}（任教 {taught}）"

    @staticmethod
    def table_title(table: FactTable) -> str:
        """Return what officers call a kind of record: the title of its sheet."""
        return TABLE_TITLES.get(table.name, table.fields[0].heading)

    def show(self, table: FactTable, one: Field, value: Any) -> str:
        """Return a value as the preview shows it."""
        if value in (None, "", ABSENT):
            return NOTHING
        if one.secret or one.restricted:
            return MASK
        if one.reference:
            return self._reference(one.reference, value)
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, dt.date):
            return self._day(one, value)
        return self._words.get((table.name, one.name), {}).get(str(value), str(value))

    def _day(self, one: Field, value: dt.date) -> str:
        # Stored ends are exclusive; officers read and write the last day.
        return (value - dt.timedelta(days=1) if one.name == "valid_to" else value).isoformat()

    def _reference(self, name: str, key: Key) -> str:
        if name == "school":
            return str(self._schools.get(key[0], key[0]))
        if name == "teacher":
            return self._person(key[0])
        if name == "section":
            stage = self._words["section", "stage"].get(str(key[1]), key[1])
            return f"{self._reference('school', key[0])}·{stage}"
        if name == "section_year":
            return f"{self._reference('section', key[0])} {key[1]}"
        return str(key[0])

    def field_changes(self, table: FactTable, fact: Fact, row: StoredRow | None, places: list[int]) -> list[FieldChange]:
        """Return old and new of the fields that differ; of a new record within a known row, its first value."""
        if row is None:
            first = table.values[0] if table.values else table.key[-1]
            said = fact.values[0] if table.values else fact.key[-1]
            return [FieldChange(first.heading, "", self.show(table, first, said))]
        only_end = len(places) == 1 and table.values[places[0]].name == "valid_to" and all(
            value is ABSENT for place, value in enumerate(fact.values) if place != places[0])
        # Such a fact is implied by another row, which ends the record in force until then; the heading says which one.
        before = f"{fact.key[1].isoformat()} 起的记录·" if only_end and isinstance(fact.key[1], dt.date) else ""
        changes = []
        for place in places:
            one = table.values[place]
            if one.reference is None and one.name.endswith("_name") and any(other.name == one.name.removesuffix("_name") for other in table.values):
                continue
            changes.append(FieldChange(before + one.heading, self.show(table, one, row.values[place]), self.show(table, one, fact.values[place])))
        return changes
