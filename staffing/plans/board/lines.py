"""The left and the middle of the board: sections with need and surplus, and the persons of a section or subject."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from solvers.rotation.instance import Instance, Teacher
from solvers.rotation.vocabulary import Cell, SectionId, Subject, TeacherId
from staffing.eligibility.enums import EligibilityState
from staffing.plans.board.judging import Judgement, concerned_sections
from staffing.plans.board.operations import Board
from staffing.plans.names import Names
from staffing.schools.enums import Stage

BY_SCHOOL, BY_SUBJECT = "school", "subject"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks the board to show; None and "" ask for all. ``section`` and ``teacher`` are the chosen ones."""

    by: str = BY_SCHOOL
    stage: str = ""
    school: int | None = None
    subject: str = ""
    broken: bool = False
    text: str = ""
    section: int | None = None
    teacher: int | None = None


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section on the left: persons today and on the board, what it lacks and has too many, how many breaches concern it.

    By subject all figures are those of the subject, and ``least`` to ``most`` is what it needs.
    """

    id: int
    name: str
    today: int
    after: int
    short: int
    surplus: int
    least: int
    most: int
    breaches: int
    failing: bool


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One subject of the chosen section: who teaches it today and on the board, and what is needed."""

    name: str
    today: int
    after: int
    least: int
    most: int

    @property
    def short(self) -> int:
        """Return how many persons are missing."""
        return max(0, self.least - self.after)

    @property
    def surplus(self) -> int:
        """Return how many persons are too many."""
        return max(0, self.after - self.most)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the middle. ``way`` is stays, leaves or arrives, seen from the chosen section, else stays or leaves."""

    key: TeacherId
    subject: str
    teaches: str
    state: EligibilityState
    home: str
    end: str
    way: str
    pinned: bool
    kept_out: int
    decided: bool
    must_move: bool
    backbone: bool
    broken: bool


def subjects_of(instance: Instance) -> list[str]:
    """Return the subjects that are taught or needed, most taught first."""
    taught = Counter(teacher.subject for teacher in instance.teachers)
    return [str(name) for name in sorted({*taught, *(row.subject for row in instance.demand)}, key=lambda name: (-taught[name], name))]


def section_lines(board: Board, now: Judgement, names: Names, wanted: Wanted) -> list[SectionLine]:
    """Return the sections that the filters let through, in the order of the instance."""
    instance = board.picture.instance
    subjects = _subjects_by_section(instance, now.people, wanted.subject)
    breaches = concerned_sections(instance, board.standing, now.findings)
    lines = []
    for row in instance.sections:
        if wanted.stage not in ("", row.stage.value) or wanted.school not in (None, int(row.school)):
            continue
        cells = subjects.get(row.id, [])
        number = breaches.get(row.id, 0)
        if (wanted.broken and not number) or (wanted.by == BY_SUBJECT and not cells):
            continue
        lines.append(_line(board, now, names.section(row.id), row.id, cells, number))
    return lines


def _subjects_by_section(instance: Instance, people: Counter[Cell], subject: str) -> dict[SectionId, list[Subject]]:
    """Return the subjects of each section that somebody teaches or that are needed; only the one asked for."""
    found: dict[SectionId, list[Subject]] = {}
    for section, name in dict.fromkeys([*instance.index.demand, *instance.index.listed_in_cell, *people]):
        if subject in ("", name):
            found.setdefault(section, []).append(name)
    return found


def _line(board: Board, now: Judgement, name: str, section: SectionId, subjects: Iterable[Subject], breaches: int) -> SectionLine:
    lines = [_subject_line(board, now, section, subject) for subject in subjects]
    return SectionLine(int(section), name, sum(line.today for line in lines), sum(line.after for line in lines),
                       sum(line.short for line in lines), sum(line.surplus for line in lines), sum(line.least for line in lines),
                       sum(line.most for line in lines), breaches, section in now.failing)


def subject_lines(board: Board, now: Judgement, section: int, subject: str) -> list[SubjectLine]:
    """Return the subjects of one section, short ones first."""
    key = SectionId(str(section))
    listed = _subjects_by_section(board.picture.instance, now.people, subject).get(key, [])
    lines = [_subject_line(board, now, key, name) for name in listed]
    return sorted((line for line in lines if line.today or line.after or line.most), key=lambda line: (-line.short, -line.surplus, -line.after, line.name))


def _subject_line(board: Board, now: Judgement, section: SectionId, subject: Subject) -> SubjectLine:
    least, most = board.picture.instance.need_range(section, subject)
    cell = (section, subject)
    return SubjectLine(subject, board.picture.nobody.people[cell], now.people[cell], least, most)


def person_lines(board: Board, now: Judgement, names: Names, wanted: Wanted, found: Mapping[str, object] | None) -> list[PersonLine]:
    """Return the persons in the middle: those found by text, else those of the chosen section, else those of the subject.

    Who arrives comes first, then who leaves, then who stays and may be sent. Where only breaches are asked for, a chosen
    section is still shown whole: whoever mends its breach may be anybody there.
    """
    instance, standing = board.picture.instance, board.standing
    broken = {str(one) for finding in now.findings for one in finding.ids}
    chosen = None if wanted.section is None or found is not None else SectionId(str(wanted.section))
    lines = [_person_line(board, names, teacher, chosen, broken) for teacher in instance.teachers
             if _is_shown(board, teacher, wanted, chosen, found) and (not wanted.broken or chosen is not None or teacher.id in broken)]
    place = {"arrives": 0, "leaves": 1, "stays": 2}
    states = list(EligibilityState)
    kept = standing.moves.keys()
    return sorted(lines, key=lambda line: (place[line.way], line.key not in kept, states.index(line.state), line.teaches, line.key))


def _is_shown(board: Board, teacher: Teacher, wanted: Wanted, chosen: SectionId | None, found: Mapping[str, object] | None) -> bool:
    if found is not None:
        return teacher.id in found
    index, end = board.picture.instance.index, board.standing.place_of(teacher)
    if chosen is not None and chosen not in (teacher.section, end):
        return False
    if wanted.subject and wanted.subject not in (teacher.subject, *teacher.more_subjects, board.standing.subject_of(teacher)):
        return False
    if chosen is not None:
        return True
    section = index.section[teacher.section]
    return wanted.stage in ("", section.stage.value) and wanted.school in (None, int(section.school), int(index.section[end].school))


def _person_line(board: Board, names: Names, teacher: Teacher, chosen: SectionId | None, broken: set[str]) -> PersonLine:
    standing = board.standing
    moves = teacher.id in standing.moves
    way = "stays" if not moves else "arrives" if chosen is not None and chosen != teacher.section else "leaves"
    return PersonLine(
        key=teacher.id, subject=teacher.subject, teaches=standing.subject_of(teacher), state=EligibilityState(teacher.status.value),
        home=names.section(teacher.section), end=names.section(standing.place_of(teacher)), way=way, pinned=teacher.id in standing.pins,
        kept_out=sum(who == teacher.id for who, _ in standing.forbids), decided=teacher.id in board.picture.instance.index.decided,
        must_move=teacher.must_move, backbone=teacher.backbone, broken=teacher.id in broken)


def stages_of(instance: Instance) -> list[Stage]:
    """Return the stages that the instance has sections of."""
    present = {section.stage.value for section in instance.sections}
    return [stage for stage in Stage if stage.value in present]


def replace_subject(wanted: Wanted, subject: str) -> Wanted:
    """Return the wish with a subject: by subject one is always chosen."""
    return replace(wanted, subject=subject)


def with_section(wanted: Wanted, sections: list[SectionLine]) -> Wanted:
    """Return the wish with a section: by school one of those shown is always chosen, the first if none was.

    Where only breaches are asked for, none is chosen of itself, so that all persons whom they concern are seen.
    """
    listed = [line.id for line in sections]
    if wanted.section in listed:
        return wanted
    return replace(wanted, section=listed[0] if listed and wanted.by == BY_SCHOOL and not wanted.broken else None)
