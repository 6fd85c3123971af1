"""How many teachers of each subject a section needs: classes x weekly lessons / standard load, and reliefs.

Arithmetic is exact to the last step; only the two whole numbers that the rotation may not leave are rounded
(policy.DemandRounding). Every cell keeps the parts it is made of, so that a page can show them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.core.exact import ceil_exact, floor_exact
from staffing.needs.policy import Curriculum, DemandPolicy, DemandRounding

ZERO = Fraction(0)


class PartKind(LabelledEnum):
    """Where a part of the need comes from."""

    LESSONS = "lessons", _l("Lessons of the curriculum")
    AFTER_SCHOOL = "after_school", _l("After-school service")
    HOMEROOM = "homeroom", _l("Relief of class teachers")
    LEADERS = "leaders", _l("Relief of leaders")
    POSTS = "posts", _l("Posts per school")


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """The classes of one section in one school year."""

    section: str
    school: str
    stage: str
    pupils: int
    classes: Mapping[int, int]

    @property
    def class_count(self) -> int:
        """Return the classes of all grades."""
        return sum(self.classes.values())


@dataclass(frozen=True, slots=True)
class Leader:
    """A leading post at a section and the subject its holder teaches; without subject the relief is spread."""

    section: str
    post: str
    subject: str | None


@dataclass(frozen=True, slots=True)
class DemandPart:
    """One part of a cell's need in teachers: at the largest and at the smallest standard load."""

    kind: PartKind
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class CellDemand:
    """The need of one subject at one section; `minimum` and `maximum` are the demand row of the rotation model."""

    section: str
    subject: str
    lessons: Fraction
    parts: tuple[DemandPart, ...]
    low: Fraction
    high: Fraction
    minimum: int
    maximum: int
    is_set_by_hand: bool = False


def compute_demand(plans: Sequence[SectionPlan], policy: DemandPolicy, *,
                   leaders: Iterable[Leader] = ()) -> tuple[CellDemand, ...]:
    """Return the need of every section and subject, ordered by section and by the curriculum's subjects.

    Raises ValueError for a grade that the curriculum does not know, a section that stands twice, a leader elsewhere.
    """
    if len({plan.section for plan in plans}) != len(plans):
        raise ValueError("a section stands twice")
    by_section: dict[str, list[Leader]] = {plan.section: [] for plan in plans}
    for leader in leaders:
        if leader.section not in by_section:
            raise ValueError(f"{leader.post} at unknown section {leader.section}")
        by_section[leader.section].append(leader)
    posts = _assign_posts(plans, policy)
    return tuple(cell for plan in sorted(plans, key=lambda item: item.section)
                 for cell in _compute_section(plan, policy, by_section[plan.section], posts.get(plan.section, {})))


def _compute_section(plan: SectionPlan, policy: DemandPolicy, leaders: Sequence[Leader],
                     posts: Mapping[str, int]) -> list[CellDemand]:
    lessons = weekly_lessons(plan.classes, policy.curriculum)
    after_school = spread(policy.after_school_lessons.get(plan.stage, ZERO) * plan.class_count, lessons)
    homeroom = spread(policy.homeroom.relief * plan.class_count, policy.homeroom.subjects.get(plan.stage) or lessons)
    leading = _leader_reliefs(leaders, policy.leader_relief, lessons)
    subjects = dict.fromkeys((*lessons, *homeroom, *leading, *posts))
    cells = []
    for subject in subjects:
        taught, extra = lessons.get(subject, ZERO), after_school.get(subject, ZERO)
        parts = [_lesson_part(PartKind.LESSONS, taught, plan.stage, subject, policy),
                 _lesson_part(PartKind.AFTER_SCHOOL, extra, plan.stage, subject, policy)]
        parts += [DemandPart(kind, amount, amount) for kind, amount in (
            (PartKind.HOMEROOM, homeroom.get(subject, ZERO)), (PartKind.LEADERS, leading.get(subject, ZERO)),
            (PartKind.POSTS, Fraction(posts.get(subject, 0))))]
        cells.append(_build_cell(plan.section, subject, taught + extra, parts, policy.rounding))
    return [cell for cell in cells if cell.high > 0]


def weekly_lessons(classes: Mapping[int, int], curriculum: Curriculum) -> dict[str, Fraction]:
    """Return the weekly lessons of all classes by the subject of those who teach them."""
    unknown = [grade for grade, count in classes.items() if count and not curriculum.has_grade(grade)]
    if unknown:
        raise ValueError(f"{curriculum.code}: no lessons for grade {unknown[0]}")
    own = {subject: sum((count * by_grade.get(grade, ZERO) for grade, count in classes.items()), ZERO)
           for subject, by_grade in curriculum.lessons.items()}
    totals: dict[str, Fraction] = {}
    for subject, lessons in own.items():
        shares = _givers(subject, curriculum, own)
        for giver, part in (spread(lessons, shares) if shares else {subject: lessons}).items():
            totals[giver] = totals.get(giver, ZERO) + part
    return totals


def _givers(subject: str, curriculum: Curriculum, own: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return who gives a subject's lessons here: not those whose own subject is not taught in these classes."""
    return {giver: share for giver, share in curriculum.taught_by.get(subject, {}).items()
            if giver not in curriculum.lessons or own[giver] > 0}


def spread(amount: Fraction, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return an amount divided by weights; the parts add up exactly. Nothing to divide by gives nothing."""
    total = sum(weights.values(), ZERO)
    if amount == 0 or total == 0:
        return {}
    return {key: amount * weight / total for key, weight in weights.items()}


def _leader_reliefs(leaders: Sequence[Leader], relief: Mapping[str, Fraction],
                    lessons: Mapping[str, Fraction]) -> dict[str, Fraction]:
    reliefs: dict[str, Fraction] = {}
    for leader in leaders:
        share = relief.get(leader.post, ZERO)
        parts = spread(share, lessons) if leader.subject is None else {leader.subject: share}
        for subject, part in parts.items():
            reliefs[subject] = reliefs.get(subject, ZERO) + part
    return reliefs


def _assign_posts(plans: Sequence[SectionPlan], policy: DemandPolicy) -> dict[str, dict[str, int]]:
    """Return the posts per school, each at the school's largest section; equal ones by key."""
    by_school: dict[str, list[SectionPlan]] = {}
    for plan in plans:
        by_school.setdefault(plan.school, []).append(plan)
    posts: dict[str, dict[str, int]] = {}
    for sections in by_school.values():
        pupils = sum(plan.pupils for plan in sections)
        largest = min(sections, key=lambda plan: (-plan.pupils, plan.section))
        due = {rule.subject: rule.posts for rule in policy.posts if pupils >= max(rule.min_pupils, 1)}
        if due:
            posts[largest.section] = due
    return posts


def _lesson_part(kind: PartKind, lessons: Fraction, stage: str, subject: str, policy: DemandPolicy) -> DemandPart:
    if lessons == 0:
        return DemandPart(kind, ZERO, ZERO)
    load = policy.loads.load(stage, subject)
    return DemandPart(kind, lessons / load.most, lessons / load.least)


def _build_cell(section: str, subject: str, lessons: Fraction, parts: Iterable[DemandPart],
                rounding: DemandRounding) -> CellDemand:
    kept = tuple(part for part in parts if part.high > 0)
    low = sum((part.low for part in kept), ZERO)
    high = sum((part.high for part in kept), ZERO)
    least, most = round_need(low, high, rounding)
    return CellDemand(section, subject, lessons, kept, low, high, least, most)


def round_need(low: Fraction, high: Fraction, rounding: DemandRounding) -> tuple[int, int]:
    """Return the whole numbers of teachers between which a cell's need is met.

    Down below and up above: 3.33 teachers are met by 3 and by 4. A need from `one_from` on asks for at least one,
    so that a small school with 0.67 of a music teacher is not called complete with none.
    """
    least = floor_exact(low * (1 - rounding.slack_below))
    if rounding.one_from is not None and low >= rounding.one_from:
        least = max(least, 1)
    return least, max(least, ceil_exact(high * (1 + rounding.slack_above)))
