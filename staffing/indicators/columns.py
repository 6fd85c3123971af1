"""The columns that counting reads: teachers, honours, services and sections as parallel arrays of small codes.

Codes are places in the vocabularies of staffing.indicators.lookups; queries fill the columns in few statements.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int16]
BoolArray = npt.NDArray[np.bool_]
DateArray = npt.NDArray[np.datetime64]

FULL_SHARE: Final = 1000


def _require_equal_length(name: str, *columns: npt.NDArray[np.generic]) -> None:
    if len({column.shape for column in columns}) != 1 or columns[0].ndim != 1:
        raise ValueError(f"{name}: columns of different length")


def _require_places(name: str, places: npt.NDArray[np.integer], size: int) -> None:
    if places.size and (int(places.min()) < 0 or int(places.max()) >= size):
        raise ValueError(f"{name}: row out of range")


@dataclass(frozen=True, slots=True)
class TeacherColumns:
    """One row per person: category (教职工类别), employment (用人形式), duty (在岗状态), degree and title level."""

    category: CodeArray
    employment: CodeArray
    duty: CodeArray
    degree: CodeArray
    title: CodeArray

    def __post_init__(self) -> None:
        """Refuse columns of different length."""
        _require_equal_length("teachers", self.category, self.employment, self.duty, self.degree, self.title)

    @property
    def size(self) -> int:
        """Return the number of persons."""
        return int(self.category.size)


@dataclass(frozen=True, slots=True)
class HonourColumns:
    """One row per backbone honour (骨干称号): whose, its level, from when, until when (NaT: unknown, without end)."""

    teacher: IntArray
    level: CodeArray
    awarded: DateArray
    expires: DateArray

    def __post_init__(self) -> None:
        """Refuse columns of different length."""
        _require_equal_length("honours", self.teacher, self.level, self.awarded, self.expires)


@dataclass(frozen=True, slots=True)
class ServiceColumns:
    """One row per person and section: subject taught there, where the row counts, share of a week, manner of coming.

    Shares are thousandths. A person's shares may not exceed a whole one on either basis.
    """

    teacher: IntArray
    section: IntArray
    subject: CodeArray
    at_home: BoolArray
    at_host: BoolArray
    share_permille: IntArray
    manner: CodeArray

    def __post_init__(self) -> None:
        """Refuse columns of different length and persons who would count more than once."""
        _require_equal_length("services", self.teacher, self.section, self.subject, self.at_home, self.at_host,
                              self.share_permille, self.manner)
        if self.size == 0:
            return
        if int(self.share_permille.min()) < 0:
            raise ValueError("services: negative share")
        for flag in (self.at_home, self.at_host):
            whole = np.bincount(self.teacher[flag], self.share_permille[flag])
            if whole.size and whole.max() > FULL_SHARE:
                raise ValueError(f"services: teacher row {int(whole.argmax())} counts more than once")

    @property
    def size(self) -> int:
        """Return the number of services."""
        return int(self.teacher.size)


@dataclass(frozen=True, slots=True)
class SectionColumns:
    """One row per section: its stage, and whether the 50-99 exception of L3 covers it."""

    stage: CodeArray
    small_rural: BoolArray

    def __post_init__(self) -> None:
        """Refuse columns of different length."""
        _require_equal_length("sections", self.stage, self.small_rural)

    @property
    def size(self) -> int:
        """Return the number of sections."""
        return int(self.stage.size)


def require_linked(teachers: TeacherColumns, honours: HonourColumns, services: ServiceColumns,
                   sections: SectionColumns) -> None:
    """Raise ValueError if an honour or a service points to a row that does not exist."""
    _require_places("honours.teacher", honours.teacher, teachers.size)
    _require_places("services.teacher", services.teacher, teachers.size)
    _require_places("services.section", services.section, sections.size)
