"""Posts by level of titles (岗位职数) as the rotation model wants them: what a plan's teachers may take of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from solvers.rotation.instance import TitlePosts
from solvers.rotation.vocabulary import SchoolId, TitleLevel as ModelTitleLevel
from staffing.plans.bridge.inputs import SchoolInput, SectionInput, TeacherInput
from staffing.schools.enums import PostLevel
from staffing.teachers.post_levels import post_level

# The model knows two limited levels; full senior posts are senior ones to it, junior posts are never short.
MODEL_LEVELS: Final = {
    ModelTitleLevel.SENIOR: (PostLevel.FULL_SENIOR, PostLevel.SENIOR), ModelTitleLevel.MIDDLE: (PostLevel.MIDDLE,),
}


def build_title_posts(schools: Sequence[SchoolInput], sections: Sequence[SectionInput],
                      teachers: Sequence[TeacherInput]) -> tuple[TitlePosts, ...]:
    """Return the limited levels of every school.

    The model counts its listed teachers alone, but leaders without lessons and other staff take posts as well, and a listed
    teacher may hold none: both differences are taken off, which leaves the room of the school as it is. A school without
    senior posts on record is not limited there, even if it has full senior ones.
    """
    listed = _listed(sections, teachers)
    return tuple(_rows(schools, listed))


def _listed(sections: Sequence[SectionInput], teachers: Sequence[TeacherInput]) -> Counter[tuple[int, PostLevel]]:
    school_of = {section.id: section.school_id for section in sections}
    levels = ((school_of[teacher.section_id], post_level(teacher.title)) for teacher in teachers)
    return Counter((school, level) for school, level in levels if level is not None)


def _rows(schools: Sequence[SchoolInput], listed: Counter[tuple[int, PostLevel]]) -> Iterable[TitlePosts]:
    for school in schools:
        for level, parts in MODEL_LEVELS.items():
            if parts[-1] not in school.title_posts:
                continue
            posts = sum(school.title_posts.get(part, 0) for part in parts)
            taken = sum(school.title_holders.get(part, 0) for part in parts)
            yield TitlePosts(SchoolId(str(school.id)), level, max(0, posts - taken + sum(listed[school.id, part] for part in parts)))
