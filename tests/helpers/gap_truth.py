"""What stays short, counted anew and tried out in every way: the truth that the study of gaps is compared with."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product

from solvers.rotation.instance import Instance, Move, Teacher
from solvers.rotation.vocabulary import Cell, TeacherId

Totals = tuple[int, int]


def missing(instance: Instance, cells: Mapping[TeacherId, Cell]) -> Totals:
    """Return the teachers of subjects missing and the persons of indicators missing when everybody counts in his cell."""
    here = Counter(cells.values())
    subjects = sum(max(0, row.min - here[row.section, row.subject]) for row in instance.demand)
    stage_of = {row.id: row.stage.value for row in instance.sections}
    arts = {subject for row in instance.indicators if row.code.value == "pe_arts" for subject in row.subjects}
    counted = Counter()
    for teacher in instance.teachers:
        section, subject = cells[teacher.id]
        counted[section, "above_degree"] += getattr(teacher.above_degree, stage_of[section])
        counted[section, "backbone"] += teacher.backbone
        counted[section, "pe_arts"] += subject in arts
    persons = 0
    for section in instance.sections:
        if section.counted and section.pupils:
            for row in instance.indicators:
                asked = Fraction(str(getattr(row, section.stage.value).threshold)) * section.pupils / 100
                persons += max(0, math.ceil(asked) - counted[section.id, row.code.value])
    return subjects, persons


def free_cells(instance: Instance, teacher: Teacher) -> list[Cell]:
    """Return every cell in which a teacher may stand once all limits are off."""
    stage_of = {row.id: row.stage for row in instance.sections}
    covered = instance.settings.certificate_covers.stages(teacher.certificate)
    return list(dict.fromkeys([teacher.cell, *(
        (row.section, row.subject) for row in instance.demand
        if row.max > 0 and row.subject in (teacher.subject, *teacher.more_subjects) and stage_of[row.section] in covered
        and (instance.settings.cross_stage or stage_of[row.section] is stage_of[teacher.section]))]))


def free_totals(instance: Instance, moves: Iterable[Move], most: int) -> Iterator[Totals]:
    """Yield what every arrangement without limits leaves short; raises ValueError if there are more than `most`.

    A move that people decided may lead where no certificate admits it; staying there is open as well.
    """
    reached = {move.teacher: [(move.to_section, move.subject)] for move in moves}
    options = [list(dict.fromkeys(free_cells(instance, row) + reached.get(row.id, []))) for row in instance.teachers]
    if math.prod(map(len, options)) > most:
        raise ValueError("too many arrangements to try them all")
    for cells in product(*options):
        yield missing(instance, {teacher.id: cell for teacher, cell in zip(instance.teachers, cells, strict=True)})
