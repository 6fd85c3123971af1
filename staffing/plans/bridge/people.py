"""Teachers of the records as the rotation model wants them: pseudonyms, certificate level, groups, wishes, partner."""

from collections.abc import Mapping, Sequence

from solvers.rotation.instance import AboveDegree, CertificateCovers, Labels, Teacher
from solvers.rotation.vocabulary import (
    Certificate,
    SectionId,
    Stage as ModelStage,
    Subject,
    TeacherId,
    TeacherStatus,
    TitleLevel as ModelTitleLevel,
)
from staffing.eligibility.enums import EligibilityState
from staffing.plans.bridge.inputs import SectionInput, TeacherInput
from staffing.policy.schema import RuleSet
from staffing.schools.enums import Stage
from staffing.teachers.enums import CertificateKind, DegreeLevel, TitleLevel

GRADUATING_CLASS, LEADER = "graduating_class", "leader"
MOST_WISHES = 5
AGE_STEP, YOUNGEST_GROUP, OLDEST_GROUP = 5, 25, 55
COMPULSORY = (Stage.PRIMARY, Stage.JUNIOR)
TITLE_LEVELS = {TitleLevel.FIRST: ModelTitleLevel.MIDDLE, TitleLevel.SENIOR: ModelTitleLevel.SENIOR,
                TitleLevel.FULL_SENIOR: ModelTitleLevel.SENIOR}


def certificate_covers(rules: RuleSet) -> CertificateCovers:
    """Return which stages of compulsory education each level of certificate admits, as the rule set says."""
    stages = {level: tuple(ModelStage(stage) for stage in _admitted(rules, level.value)) for level in Certificate}
    return CertificateCovers(stages[Certificate.PRIMARY], stages[Certificate.JUNIOR], stages[Certificate.SENIOR])


def build_teachers(teachers: Sequence[TeacherInput], sections: Sequence[SectionInput], rules: RuleSet,
                   homes: Mapping[str, tuple[float, float]]) -> tuple[Teacher, ...]:
    """Return the model's teachers, in the order given."""
    stages = {section.id: section.stage for section in sections}
    listed = {teacher.pseudonym for teacher in teachers}
    partners = _couples(teachers, listed)
    return tuple(_build_teacher(teacher, stages, rules, homes, partners.get(teacher.pseudonym)) for teacher in teachers)


def _build_teacher(teacher: TeacherInput, stages: Mapping[int, Stage], rules: RuleSet,
                   homes: Mapping[str, tuple[float, float]], partner: str | None) -> Teacher:
    home = homes.get(teacher.home_township)
    wishes = [wish for wish in dict.fromkeys(teacher.wishes) if wish in stages and wish != teacher.section_id]
    return Teacher(
        id=TeacherId(teacher.pseudonym), section=SectionId(str(teacher.section_id)), subject=Subject(teacher.subject),
        more_subjects=more_subjects(teacher), certificate=certificate_level(teacher, stages[teacher.section_id], rules),
        above_degree=above_degree(teacher.degree, rules), backbone=teacher.backbone, groups=groups_of(teacher),
        status=status_of(teacher), volunteer=teacher.volunteer,
        wishes=tuple(SectionId(str(wish)) for wish in wishes[:MOST_WISHES]),
        home_x_km=home[0] if home else None, home_y_km=home[1] if home else None,
        partner=TeacherId(partner) if partner else None, must_move=teacher.must_move, must_stay=teacher.must_stay,
        labels=_labels(teacher), last_rotation_year=teacher.last_rotation_year,
        title_level=TITLE_LEVELS.get(teacher.title) if teacher.title else None, carried=teacher.carried)


def status_of(teacher: TeacherInput) -> TeacherStatus:
    """Return the model's status; leaders' moves are decided by people, so they are never sent by a plan."""
    return TeacherStatus.OUT if teacher.leader else TeacherStatus(EligibilityState(teacher.state).value)


def groups_of(teacher: TeacherInput) -> tuple[str, ...]:
    """Return the groups besides backbone that quotas may speak of."""
    marks = ((teacher.graduating_class, GRADUATING_CLASS), (teacher.leader, LEADER))
    return tuple(name for is_member, name in marks if is_member)


def more_subjects(teacher: TeacherInput) -> tuple[Subject, ...]:
    """Return the subjects of the certificates besides the one taught, each once."""
    named = (subject for kind, subject in teacher.certificates if subject and kind is not CertificateKind.KINDERGARTEN)
    return tuple(Subject(subject) for subject in dict.fromkeys(named) if subject != teacher.subject)


def certificate_level(teacher: TeacherInput, stage: Stage, rules: RuleSet) -> Certificate | None:
    """Return the level that admits what all certificates together admit.

    Where no single level does (a county that asks for the exact stage), one that admits the present stage is taken,
    then the one that admits most, so that nobody is sent where no certificate of his is valid.
    """
    covered = frozenset(stage for kind, _ in teacher.certificates for stage in _admitted(rules, kind.value))
    levels = {level: frozenset(_admitted(rules, level.value)) for level in Certificate}
    fitting = [level for level in Certificate if levels[level] and levels[level] <= covered]
    return max(fitting, key=lambda level: (levels[level] == covered, stage.value in levels[level], len(levels[level])),
               default=None)


def _admitted(rules: RuleSet, certificate: str) -> tuple[str, ...]:
    """Return the stages of compulsory education that a kind of certificate admits."""
    stated = {str(kind): stages for kind, stages in rules.placement.certificate_covers.value.items()}
    return tuple(stage for stage in stated.get(certificate, ()) if stage in COMPULSORY)


def above_degree(degree: DegreeLevel | None, rules: RuleSet) -> AboveDegree:
    """Return for each stage whether the degree lies above the required one (高于规定学历)."""
    floor = rules.indicators.counting.degree_floor.value
    reached = [degree is not None and degree.reaches(DegreeLevel(least)) for least in (floor.primary, floor.junior)]
    return AboveDegree(*reached)


def _couples(teachers: Sequence[TeacherInput], listed: set[str]) -> dict[str, str]:
    """Return the couples in both directions; whoever is named by two others is taken with the first."""
    couples: dict[str, str] = {}
    for teacher in teachers:
        other = teacher.partner
        if other in listed and other != teacher.pseudonym and not {other, teacher.pseudonym} & couples.keys():
            couples |= {teacher.pseudonym: other, other: teacher.pseudonym}
    return couples


def _labels(teacher: TeacherInput) -> Labels | None:
    if teacher.sex is None or teacher.age is None:
        return None
    return Labels(sex=teacher.sex.value, age_group=age_group(teacher.age), township=teacher.home_township)


def age_group(age: int) -> str:
    """Return the five-year group in which statistics list an age: below 25, 25-29 … 55 and above."""
    if age < YOUNGEST_GROUP:
        return f"<{YOUNGEST_GROUP}"
    if age >= OLDEST_GROUP:
        return f">={OLDEST_GROUP}"
    first = age - age % AGE_STEP
    return f"{first}-{first + AGE_STEP - 1}"
