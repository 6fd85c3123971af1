"""Are teachers, pins, forbids and the moves made elsewhere consistent? Refuses with the JSON path of the fault."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from solvers.rotation.errors import InstanceError
from solvers.rotation.records import Forbid, Pin, Teacher
from solvers.rotation.refusals import (
    LARGEST_NUMBER,
    refuse_blank,
    refuse_duplicates,
    refuse_outside,
    refuse_unknown,
)
from solvers.rotation.vocabulary import RESERVED_GROUPS, SectionId, TeacherId

if TYPE_CHECKING:
    from solvers.rotation.instance import Instance

MOST_WISHES = 5


def refuse_teachers(instance: "Instance") -> None:
    refuse_duplicates("$.teachers", (row.id for row in instance.teachers))
    sections = {row.id for row in instance.sections}
    by_id = {row.id: row for row in instance.teachers}
    for position, row in enumerate(instance.teachers):
        path = f"$.teachers[{position}]"
        refuse_blank(f"{path}.id", row.id)
        refuse_unknown(f"{path}.section", row.section, sections, "section")
        _refuse_subjects(path, row)
        if row.wishes:
            _refuse_wishes(path, row, sections)
        _refuse_home(path, row)
        if row.partner is not None:
            _refuse_partner(path, row, by_id)
        if row.must_move and row.must_stay:
            raise InstanceError(f"{path}.must_stay", "must_move and must_stay exclude each other")
        if row.last_rotation_year is not None:
            refuse_outside(f"{path}.last_rotation_year", row.last_rotation_year)
        refuse_outside(f"{path}.carried", row.carried)


def _refuse_subjects(path: str, teacher: Teacher) -> None:
    refuse_blank(f"{path}.subject", teacher.subject)
    if teacher.more_subjects:
        refuse_duplicates(f"{path}.more_subjects", teacher.more_subjects, "")
        for position, subject in enumerate(teacher.more_subjects):
            refuse_blank(f"{path}.more_subjects[{position}]", subject)
            if subject == teacher.subject:
                raise InstanceError(
                    f"{path}.more_subjects[{position}]", f"{subject!r} is the teacher's own subject"
                )
    if teacher.groups:
        refuse_duplicates(f"{path}.groups", teacher.groups, "")
        for position, group in enumerate(teacher.groups):
            refuse_blank(f"{path}.groups[{position}]", group)
            if group in RESERVED_GROUPS:
                raise InstanceError(f"{path}.groups[{position}]", f"{group!r} is a reserved name")


def _refuse_wishes(path: str, teacher: Teacher, sections: set[SectionId]) -> None:
    refuse_duplicates(f"{path}.wishes", teacher.wishes, "")
    for position, wish in enumerate(teacher.wishes):
        refuse_unknown(f"{path}.wishes[{position}]", wish, sections, "section")
        if wish == teacher.section:
            raise InstanceError(f"{path}.wishes[{position}]", "a wish for the own section")
    if len(teacher.wishes) > MOST_WISHES:
        raise InstanceError(f"{path}.wishes[{MOST_WISHES}]", f"more than {MOST_WISHES} wishes")


def _refuse_home(path: str, teacher: Teacher) -> None:
    if (teacher.home_x_km is None) != (teacher.home_y_km is None):
        missing = "home_x_km" if teacher.home_x_km is None else "home_y_km"
        raise InstanceError(f"{path}.{missing}", "a home has both coordinates or none")
    for key, value in (("home_x_km", teacher.home_x_km), ("home_y_km", teacher.home_y_km)):
        if value is not None:
            refuse_outside(f"{path}.{key}", value, low=-LARGEST_NUMBER)


def _refuse_partner(path: str, teacher: Teacher, by_id: dict[TeacherId, Teacher]) -> None:
    assert teacher.partner is not None
    refuse_unknown(f"{path}.partner", teacher.partner, by_id, "teacher")
    if teacher.partner == teacher.id:
        raise InstanceError(f"{path}.partner", "nobody is the own partner")
    if by_id[teacher.partner].partner != teacher.id:
        raise InstanceError(f"{path}.partner", f"{teacher.partner!r} does not name this teacher as partner")


def refuse_pins_and_forbids(instance: "Instance") -> None:
    sections = {row.id for row in instance.sections}
    section_of = {row.id: row.section for row in instance.teachers}
    pinned = {(row.teacher, row.section) for row in instance.pins}
    tables: tuple[tuple[str, Sequence[Pin | Forbid]], ...] = (
        ("pins", instance.pins),
        ("forbids", instance.forbids),
    )
    for key, rows in tables:
        for position, row in enumerate(rows):
            refuse_unknown(f"$.{key}[{position}].teacher", row.teacher, section_of, "teacher")
            refuse_unknown(f"$.{key}[{position}].section", row.section, sections, "section")
    refuse_duplicates("$.pins", (row.teacher for row in instance.pins), "teacher")
    refuse_duplicates("$.forbids", ((row.teacher, row.section) for row in instance.forbids), "section")
    for position, forbid in enumerate(instance.forbids):
        path = f"$.forbids[{position}].section"
        if (forbid.teacher, forbid.section) in pinned:
            raise InstanceError(path, "the same pair is pinned")
        if section_of[forbid.teacher] == forbid.section:
            raise InstanceError(path, "the own section cannot be forbidden")


def refuse_published_plan(instance: "Instance") -> None:
    if instance.published_plan is None:
        return
    sections = {row.id for row in instance.sections}
    section_of = {row.id: row.section for row in instance.teachers}
    for position, move in enumerate(instance.published_plan):
        path = f"$.published_plan[{position}]"
        refuse_unknown(f"{path}.teacher", move.teacher, section_of, "teacher")
        refuse_unknown(f"{path}.from", move.from_section, sections, "section")
        refuse_unknown(f"{path}.to", move.to_section, sections, "section")
        refuse_blank(f"{path}.subject", move.subject)
        if section_of[move.teacher] != move.from_section:
            raise InstanceError(f"{path}.from", f"{move.teacher!r} is not there")
    refuse_duplicates("$.published_plan", (move.teacher for move in instance.published_plan), "teacher")


def refuse_decided_moves(instance: "Instance") -> None:
    sections = {row.id for row in instance.sections}
    section_of = {row.id: row.section for row in instance.teachers}
    for position, row in enumerate(instance.decided_moves):
        path = f"$.decided_moves[{position}]"
        refuse_unknown(f"{path}.teacher", row.teacher, section_of, "teacher")
        refuse_unknown(f"{path}.to", row.to, sections, "section")
        refuse_blank(f"{path}.subject", row.subject)
        refuse_blank(f"{path}.kind", row.kind)
        if section_of[row.teacher] == row.to:
            raise InstanceError(f"{path}.to", "a move to the own section")
    refuse_duplicates("$.decided_moves", (row.teacher for row in instance.decided_moves), "teacher")
