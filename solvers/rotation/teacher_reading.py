"""From a row of the JSON list `teachers` to a Teacher; apart because it is the one list of a hundred thousand rows."""

from dataclasses import dataclass
from typing import Any

from solvers.rotation.json_values import Fields
from solvers.rotation.records import AboveDegree, Labels, Teacher
from solvers.rotation.vocabulary import (
    Certificate,
    SectionId,
    Subject,
    TeacherId,
    TeacherStatus,
    TitleLevel,
)

_TEACHER = frozenset(
    [
        "id",
        "section",
        "subject",
        "more_subjects",
        "certificate",
        "above_degree",
        "backbone",
        "groups",
        "status",
        "volunteer",
        "wishes",
        "home_x_km",
        "home_y_km",
        "partner",
        "must_move",
        "must_stay",
    ]
)
_TEACHER_WITH_TITLE = _TEACHER | {"title_level"}
_OPTIONAL = frozenset({"labels", "last_rotation_year", "title_level", "carried"})
_DEGREE = frozenset({"primary", "junior"})
_LABELS = frozenset({"sex", "age_group", "township"})


@dataclass(frozen=True, slots=True)
class TeacherReader:
    """Reads one row; where the document limits posts by title, every row must state `title_level`."""

    with_titles: bool

    def __call__(self, path: str, value: Any) -> Teacher:
        """Return the teacher of one row."""
        row = Fields(path, value, _TEACHER_WITH_TITLE if self.with_titles else _TEACHER, _OPTIONAL)
        partner = row.text_or_none("partner")
        return Teacher(
            id=TeacherId(row.text("id")),
            section=SectionId(row.text("section")),
            subject=Subject(row.text("subject")),
            more_subjects=tuple(Subject(name) for name in row.texts("more_subjects")),
            certificate=row.word_or_none("certificate", Certificate),
            above_degree=_above_degree(row),
            backbone=row.boolean("backbone"),
            groups=row.texts("groups"),
            status=row.word("status", TeacherStatus),
            volunteer=row.boolean("volunteer"),
            wishes=tuple(SectionId(wish) for wish in row.texts("wishes")),
            home_x_km=row.number_or_none("home_x_km"),
            home_y_km=row.number_or_none("home_y_km"),
            partner=None if partner is None else TeacherId(partner),
            must_move=row.boolean("must_move"),
            must_stay=row.boolean("must_stay"),
            labels=_labels(row) if "labels" in row else None,
            last_rotation_year=row.integer_or_none("last_rotation_year"),
            title_level=row.word_or_none("title_level", TitleLevel),
            carried=row.integer("carried") if "carried" in row else 0,
        )


def _above_degree(row: Fields) -> AboveDegree:
    degree = Fields(row.at("above_degree"), row.value("above_degree"), _DEGREE)
    return AboveDegree(degree.boolean("primary"), degree.boolean("junior"))


def _labels(row: Fields) -> Labels:
    labels = Fields(row.at("labels"), row.value("labels"), _LABELS)
    return Labels(labels.text("sex"), labels.text("age_group"), labels.text("township"))
