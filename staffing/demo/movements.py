"""What is settled or expected before planning in the invented county: who must move or stay, who retires, leaves, comes."""

import datetime as dt
from typing import Final

import numpy as np

from staffing.demo.parts import DemoChange, DemoPerson, DemoSchool
from staffing.needs.models import ChangeKind
from staffing.policy.schema_eligibility import RetirementRules
from staffing.schools.enums import Location, Ownership, Stage
from staffing.teachers.enums import AppointmentKind, EmploymentKind, LeaderRole, PostStatus
from staffing.teachers.retirement import retirement_window

# Invented shares of a county of about 5 000 teachers; a small county has fewer.
LEAVERS, SELECTED, RECRUITS, MUST_MOVE, MUST_STAY = 0.005, 0.003, 0.008, 0.0012, 0.0014
SHORT_SUBJECTS: Final = ("体育", "音乐", "美术", "外语", "科学", "信息科技", "心理健康", "语文", "数学")
SERVED: Final = 7
OLDEST_UNPLACED: Final = 46
WIDE_SUBJECTS: Final = ("语文", "数学")
UNPLACED: Final = "跨校竞聘落聘（演示）"
PROJECT: Final = "承担校本课程建设任务（演示）"
SELECTED_REMARK: Final = "遴选进城（演示）"
RECRUIT_REMARK: Final = "公开招聘（演示）"
LEAVER_REMARK: Final = "辞职或调出（演示）"


def settle(rng: np.random.Generator, persons: tuple[DemoPerson, ...], school_year: int) -> None:
    """Settle who must move and who must stay; both are few, and each has a reason. Whoever must move has served long."""
    long_ago, young = dt.date(school_year + 1 - SERVED, 9, 1), dt.date(school_year - OLDEST_UNPLACED, 9, 1)
    able = [one for one in persons if _is_free(one) and not one.honours and not one.deferrals]
    for person in _some(rng, able, len(persons) * MUST_STAY):
        person.must_stay, person.intent_reason, person.volunteer, person.wishes = True, PROJECT, False, []
    unplaced = [one for one in able if not one.must_stay and one.current.since <= long_ago and one.birth_date >= young
                and one.employment is EmploymentKind.ESTABLISHED and one.current.subject in WIDE_SUBJECTS]
    for person in _some(rng, unplaced, len(persons) * MUST_MOVE):
        person.must_move, person.intent_reason = True, UNPLACED


def expect_changes(rng: np.random.Generator, schools: tuple[DemoSchool, ...], persons: tuple[DemoPerson, ...], rules: RetirementRules,
                   on: dt.date) -> tuple[DemoChange, ...]:
    """Return who retires, leaves and is selected into town until the day, and who is recruited in their place."""
    places = {school.name: school for school in schools}
    going = [_going(one, ChangeKind.RETIREMENT) for one in persons if _retires_on(one, rules) <= on]
    free = [one for one in persons if _is_free(one) and not one.honours and not one.must_move and _retires_on(one, rules) > on]
    going += [_going(one, ChangeKind.LEAVER, LEAVER_REMARK) for one in _some(rng, free, len(persons) * LEAVERS)]
    gone = {change.person for change in going}
    outside = [one for one in free if one.number not in gone and places[one.current.school].location is not Location.URBAN]
    selected = _some(rng, outside, len(persons) * SELECTED)
    return (*going, *(change for one in selected for change in _selection(rng, one, schools)), *_recruits(rng, schools, len(persons)))


def _selection(rng: np.random.Generator, person: DemoPerson, schools: tuple[DemoSchool, ...]) -> tuple[DemoChange, DemoChange]:
    """Return the loss of the one school and the gain of a town school of the same stage."""
    stage, subject = person.current.stage, person.current.subject
    town = [school for school in schools if school.location is Location.URBAN and _receives(school, stage)]
    school = town[int(rng.integers(len(town)))].name if town else person.current.school
    return (_going(person, ChangeKind.SELECTED_AWAY, SELECTED_REMARK),
            DemoChange(ChangeKind.RECRUIT, school, stage, subject, remark=SELECTED_REMARK))


def _recruits(rng: np.random.Generator, schools: tuple[DemoSchool, ...], persons: int) -> list[DemoChange]:
    """Return the recruits: mostly for the countryside and for subjects in short supply."""
    weights = np.array([0.19, 0.15, 0.15, 0.10, 0.10, 0.08, 0.06, 0.10, 0.07])
    places = [(school, section.stage) for school in schools for section in school.sections if _receives(school, section.stage)]
    chance = np.array([{Location.URBAN: 0.6, Location.TOWN: 1.5, Location.RURAL: 1.0}[school.location] for school, _ in places])
    changes = []
    for _ in range(max(2, round(persons * RECRUITS))):
        school, stage = places[int(rng.choice(len(places), p=chance / chance.sum()))]
        subject = SHORT_SUBJECTS[int(rng.choice(len(SHORT_SUBJECTS), p=weights / weights.sum()))]
        if stage is Stage.JUNIOR and subject == "科学":
            subject = "物理"
        changes.append(DemoChange(ChangeKind.RECRUIT, school.name, stage, subject, remark=RECRUIT_REMARK))
    return changes


def _receives(school: DemoSchool, stage: Stage) -> bool:
    return school.ownership is Ownership.COUNTY and school.counted and any(section.stage is stage for section in school.sections)


def _going(person: DemoPerson, kind: ChangeKind, remark: str = "") -> DemoChange:
    span = person.current
    return DemoChange(kind, span.school, span.stage, span.subject, person.number, remark)


def _retires_on(person: DemoPerson, rules: RetirementRules) -> dt.date:
    return retirement_window(person.birth_date, person.sex, person.track, rules).statutory


def _is_free(person: DemoPerson) -> bool:
    return (person.leader is LeaderRole.NONE and person.status is PostStatus.IN_POST and person.partner is None
            and person.current.kind is AppointmentKind.REGULAR)


def _some(rng: np.random.Generator, persons: list[DemoPerson], number: float) -> list[DemoPerson]:
    count = min(len(persons), max(1, round(number)))
    return [persons[int(index)] for index in sorted(rng.choice(len(persons), size=count, replace=False))] if persons else []

