"""A section's yearly figures: pupils and classes there, plausible, and taught by somebody."""

from collections.abc import Iterator

from staffing.quality.hits import Hit
from staffing.quality.records import COMPULSORY, Frame
from staffing.quality.school_rows import SectionRow


def figures_missing(section: SectionRow, frame: Frame) -> Iterator[Hit]:
    """Yield if a compulsory section of an open school reports no pupils for the school year."""
    if section.stage in COMPULSORY and frame.schools[section.school_id].open and section.grades is None:
        yield Hit({"year": frame.school_year})


def classes_contradict_pupils(section: SectionRow, _frame: Frame) -> Iterator[Hit]:
    """Yield for each grade with pupils and no class, classes and no pupil, or a largest class that cannot be."""
    for row in section.grades or ():
        impossible = bool(row.largest) and (row.largest > row.pupils or row.largest * row.classes < row.pupils)
        if bool(row.pupils) != bool(row.classes) or impossible:
            yield Hit({"grade": row.grade, "pupils": row.pupils, "classes": row.classes}, key=str(row.grade))


def class_size_implausible(section: SectionRow, frame: Frame) -> Iterator[Hit]:
    """Yield for each grade whose classes are smaller or larger than is plausible."""
    bounds = frame.rules.quality.pupils_per_class.value
    for row in section.grades or ():
        if row.classes and row.pupils and not bounds.least * row.classes <= row.pupils <= bounds.most * row.classes:
            yield Hit({"grade": row.grade, "pupils": row.pupils, "classes": row.classes}, key=str(row.grade))


def pupils_changed(section: SectionRow, frame: Frame) -> Iterator[Hit]:
    """Yield if the pupils changed since the year before by more than is usual."""
    before, now = section.pupils_before, section.pupils
    if before and now is not None and abs(now - before) > frame.rules.quality.pupils_change_share.value * before:
        yield Hit({"before": before, "now": now})


def section_without_teachers(section: SectionRow, frame: Frame) -> Iterator[Hit]:
    """Yield if an open section has pupils and nobody teaches there."""
    if section.stage in COMPULSORY and section.pupils and not section.teachers and frame.schools[section.school_id].open:
        yield Hit({"pupils": section.pupils})
