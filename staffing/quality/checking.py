"""Hold records against the catalogue: what is found about whom. Pure; nothing is stored here."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from staffing.quality.catalogue import PERSON_RULES, SCHOOL_RULES, SECTION_RULES, Rule
from staffing.quality.enums import LooksAt
from staffing.quality.hits import Hit
from staffing.quality.records import Frame, Person, Records

REPORT_EVERY = 500
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of one rule with the record it speaks of and the school that answers for it."""

    rule: Rule
    hit: Hit
    school_id: int | None
    teacher_id: int | None = None
    section_id: int | None = None

    @property
    def fingerprint(self) -> str:
        """Return what keeps a finding the same over all runs: rule, record and key, never what was seen."""
        about = {LooksAt.TEACHER: self.teacher_id, LooksAt.SCHOOL: self.school_id, LooksAt.SECTION: self.section_id}[self.rule.looks_at]
        return hashlib.sha256(f"{self.rule.code}|{self.rule.looks_at.value}|{about}|{self.hit.key}".encode()).hexdigest()

    @property
    def details(self) -> dict[str, str | int]:
        """Return what was seen, as JSON holds it."""
        return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in self.hit.details.items()}


def check_records(records: Records, tell: Tell | None = None) -> list[Found]:
    """Return everything that the rules of the county find, in the order of the catalogue for each record."""
    frame = records.frame
    left_out = set(frame.rules.quality.left_out.value)
    found: list[Found] = []
    rules = [rule for rule in PERSON_RULES if rule.code not in left_out]
    for number, person in enumerate(records.persons):
        if tell is not None and number % REPORT_EVERY == 0:
            tell(number, len(records.persons))
        found += check_person(person, frame, rules)
    for school in records.schools:
        found += [Found(rule, hit, school.id) for rule in SCHOOL_RULES if rule.code not in left_out for hit in rule.check(school, frame)]
        found += [Found(rule, hit, school.id, section_id=section.id) for section in school.sections
                  for rule in SECTION_RULES if rule.code not in left_out for hit in rule.check(section, frame)]
    return list(once(found))


def check_person(person: Person, frame: Frame, rules: Iterable[Rule] = PERSON_RULES) -> list[Found]:
    """Return what the rules find about one person."""
    return [Found(rule, hit, person.school_id, person.id) for rule in rules for hit in rule.check(person, frame)]


def once(found: Iterable[Found]) -> Iterator[Found]:
    """Yield each finding once: two rows that differ in nothing a key tells (the same title twice) are one fault."""
    seen: set[str] = set()
    for one in found:
        fingerprint = one.fingerprint
        if fingerprint not in seen:
            seen.add(fingerprint)
            yield one
