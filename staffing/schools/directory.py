"""Which school a sheet means: by code, full name, short name or former name, among the stored ones and those of the file."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from sqlalchemy import select

from staffing.core.spreadsheets.values import BLANK_RUN
from staffing.extensions import db
from staffing.schools.enums import Stage
from staffing.schools.models import School, SchoolAlias, Section

UNSEEN_MARKS: Final = str.maketrans("", "", "·.-—_")


class SchoolDirectory:
    """Schools by every name they are known by; a school is called by its code."""

    def __init__(self, county_id: int) -> None:
        """Load the county's schools, their names and sections."""
        self.ids: dict[str, int] = {}
        self.names: dict[str, str] = {}
        self.stored_names: dict[str, str] = {}
        self.sections: dict[tuple[str, Stage], int | None] = {}
        self._excused: set[str] = set()
        self._full: dict[str, set[str]] = defaultdict(set)
        self._other: dict[str, set[str]] = defaultdict(set)
        self._load(county_id)

    def _load(self, county_id: int) -> None:
        codes: dict[int, str] = {}
        schools = select(School.id, School.code, School.name, School.short_name).where(School.county_id == county_id)
        for row in db.session.execute(schools.order_by(School.id)):
            codes[row.id] = row.code
            self.ids[row.code] = row.id
            self.stored_names[row.code] = row.name
            self.add(row.code, row.name, [row.short_name])
        aliases = select(SchoolAlias.school_id, SchoolAlias.name).join(School).where(School.county_id == county_id)
        for alias in db.session.execute(aliases):
            self._other[plain_name(alias.name)].add(codes[alias.school_id])
        sections = select(Section.id, Section.school_id, Section.stage).where(Section.county_id == county_id)
        for section in db.session.execute(sections):
            self.sections[codes[section.school_id], section.stage] = section.id

    def add(self, code: str, name: str, others: Iterable[str] = ()) -> None:
        """Make a school known."""
        self.names[code] = name
        self._full[plain_name(name)].add(code)
        for other in others:
            if other:
                self._other[plain_name(other)].add(code)

    def excuse(self, *names: str) -> None:
        """Remember a school whose own row is faulty: rows about it are not to be blamed."""
        self._excused.update(plain_name(name) for name in names)

    def is_excused(self, text: str) -> bool:
        """True if the school's own row in this file is faulty."""
        return plain_name(text) in self._excused

    def find(self, text: str) -> list[str]:
        """Return the codes of the schools meant: by code, then full name, then short or former name."""
        if text in self.names:
            return [text]
        plain = plain_name(text)
        return sorted(self._full.get(plain, ()) or self._other.get(plain, ()))

    def stages(self, code: str) -> list[Stage]:
        """Return the stages a school has."""
        return [stage for stage in Stage if (code, stage) in self.sections]


def plain_name(name: str) -> str:
    """Return a school's name as it is compared: full-width forms made ordinary, blanks and unseen marks left out."""
    return BLANK_RUN.sub("", unicodedata.normalize("NFKC", name)).translate(UNSEEN_MARKS).lower()
