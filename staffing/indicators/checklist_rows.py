"""The rows behind an item of the staff checklist: the persons, classes or schools that keep it from being fulfilled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import LazyString, gettext as _

from staffing.indicators.checklist import ItemResult
from staffing.indicators.checklist_gathering import Checklist
from staffing.indicators.matrix import names_of


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One row: whom or what it is about, where it leads, and what is wrong with it."""

    label: str
    detail: str
    teacher_id: int | None = None
    school_id: int | None = None
    unknown: bool = False


def rows_behind(checklist: Checklist, code: str, names: Mapping[int, str]) -> list[BehindRow]:
    """Return what fails an item, then what is unknown; ``names`` are those of persons by id."""
    result = checklist.results[code]
    if code in ("certificates", "training_hours"):
        return person_rows(checklist, result)
    if code == "class_size":
        return class_rows(checklist, result)
    if code == "school_size":
        return school_rows(checklist, result)
    if code in ("rotation_share", "rotation_backbone"):
        return rotation_rows(checklist, code, names)
    return []


def person_rows(checklist: Checklist, result: ItemResult) -> list[BehindRow]:
    """Return the persons without certificate or hours."""
    schools = {record.section.id: record.school.name for record in checklist.records}
    rows = []
    for key, unknown in marked(result):
        entry = checklist.persons[key]
        service = entry.main_service
        hours = checklist.hours.get(key) if result.code == "training_hours" else None
        detail = schools.get(service.section_id or 0, "") if service else ""
        if hours is not None:
            detail += " · " + _("%(had)s of %(asked)s hours", had=hours[0].normalize().to_eng_string(), asked=hours[1].normalize().to_eng_string())
        rows.append(BehindRow(f"{entry.name} {key}", detail, teacher_id=entry.id, unknown=unknown))
    return rows


def class_rows(checklist: Checklist, result: ItemResult) -> list[BehindRow]:
    """Return the grades with too large a class, or without its size."""
    names = names_of(checklist.records)
    records = {record.key: record for record in checklist.records}
    rows = []
    for key, unknown in marked(result):
        section, grade = key.split(":")
        record = records[section]
        row = next(row for row in record.year.grades if row.grade == int(grade))
        detail = _("grade %(grade)s: %(pupils)s pupils in %(classes)s classes, largest class %(largest)s", grade=grade, pupils=row.pupils,
                   classes=row.classes, largest=row.largest_class or _("not reported"))
        rows.append(BehindRow(names[section], detail, school_id=record.school.id, unknown=unknown))
    return rows


def school_rows(checklist: Checklist, result: ItemResult) -> list[BehindRow]:
    """Return the schools that are too large."""
    rows = []
    for key, unknown in marked(result):
        own = [record for record in checklist.records if str(record.school.id) == key]
        detail = _("%(pupils)s pupils", pupils=sum(record.year.pupils for record in own))
        rows.append(BehindRow(own[0].school.name, detail, school_id=own[0].school.id, unknown=unknown))
    return rows


def rotation_rows(checklist: Checklist, code: str, names: Mapping[int, str]) -> list[BehindRow]:
    """Return the rotations of the year that count, then those that do not, with the reason."""
    counted = checklist.rotation.counted if code == "rotation_share" else checklist.rotation.backbone
    rows = [BehindRow(names.get(key, str(key)), _("counts"), teacher_id=key) for key in counted]
    return rows + [BehindRow(names.get(key, str(key)), str(standing.label), teacher_id=key, unknown=True)
                   for key, standing in checklist.rotation.left_out.items()]


def marked(result: ItemResult) -> Iterable[tuple[str, bool]]:
    """Return the keys of an item, failing ones first, each with whether it is unknown."""
    return [(key, False) for key in result.failing] + [(key, True) for key in result.unknown]


def heading_of(code: str) -> LazyString | str:
    """Return what the rows of an item are."""
    headings = {"certificates": _("Teachers without a certificate on record"), "training_hours": _("Teachers without the hours"),
                "class_size": _("Grades with a class above the limit"), "school_size": _("Schools above the limit"),
                "rotation_share": _("Rotations that begin in the school year"), "rotation_backbone": _("Backbone teachers among the rotated")}
    return headings.get(code, "")
