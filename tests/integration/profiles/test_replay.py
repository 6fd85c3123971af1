"""Random histories: "as known at" and "as of" agree with a replay of the audit log, which shares nothing with either.

The replay below reads the lines of the log alone, in their order: what each says was there before and is there now.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.audit.record import IGNORED_FIELDS, SECRET_FIELDS, plain
from staffing.core.database import utc_now
from staffing.core.dated import in_force
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.imports.catalogue import TABLES
from staffing.schools.enums import Stage
from staffing.teachers.enums import BackboneLevel, EmploymentKind, LeaderRole, Sex, StaffCategory, TitleLevel
from staffing.teachers.fact_kinds import LISTS, MODELS, PERIODS, FactKind
from staffing.teachers.fact_operations import add_fact, correct_fact, end_fact, withdraw_fact
from staffing.teachers.known import teacher_history
from staffing.teachers.models import Appointment, Employment, Leadership, Teacher
from staffing.teachers.operations import correct_teacher, create_teacher
from staffing.teachers.queries import get_whole_teacher
from staffing.teachers.roster import load_roster
from tests.factories.schools import create_county, create_school, create_section
from tests.helpers import sheets
from tests.helpers.rollback import rolled_back

State = dict[tuple[str, int], dict[str, Any]]
FIRST = dt.date(2010, 9, 1)
PROBES = [dt.date(year, month, day) for year, month, day in ((2009, 1, 1), (2012, 9, 1), (2015, 3, 31), (2018, 8, 31), (2021, 9, 1), (2026, 1, 1))]
DAY = st.integers(0, 5_800).map(lambda days: FIRST + dt.timedelta(days=days))
KIND = st.sampled_from([FactKind.EMPLOYMENT, FactKind.APPOINTMENT, FactKind.LEADERSHIP, FactKind.TITLE, FactKind.HONOUR, FactKind.TRAINING])
STEP = st.one_of(
    st.tuples(st.just("add"), KIND, DAY, st.integers(0, 9)), st.tuples(st.just("correct"), KIND, DAY, st.integers(0, 9)),
    st.tuples(st.just("end"), KIND, DAY, st.integers(0, 9)), st.tuples(st.just("withdraw"), KIND, DAY, st.integers(0, 9)),
    st.tuples(st.just("import"), st.sampled_from([FactKind.TITLE, FactKind.HONOUR, FactKind.TRAINING]), DAY, st.integers(0, 9)),
    st.tuples(st.just("rename"), KIND, DAY, st.integers(0, 9)),
)
TITLES = [TitleLevel.THIRD, TitleLevel.SECOND, TitleLevel.FIRST, TitleLevel.SENIOR]
HONOURS = [BackboneLevel.COUNTY, BackboneLevel.CITY, BackboneLevel.PROVINCE]


class World:
    """One county with two sections and one teacher whose record begins with its first line in the log."""

    def __init__(self) -> None:
        self.county = create_county()
        self.sections = [create_section(school=create_school(county=self.county), stage=Stage.PRIMARY) for _ in range(2)]
        self.teacher_id = create_teacher(county_id=self.county.id, number="T1", name="演示重放", sex=Sex.FEMALE, birth_date=dt.date(1985, 5, 1)).id
        db.session.commit()

    @property
    def teacher(self) -> Teacher:
        return get_whole_teacher(self.county.id, self.teacher_id, on=dt.date(2026, 1, 1))

    def values(self, kind: FactKind, day: dt.date, number: int) -> dict[str, Any]:
        section = self.sections[number % 2]
        return {
            FactKind.EMPLOYMENT: {"kind": list(EmploymentKind)[number % 3], "category": StaffCategory.FULL_TIME_TEACHER, "valid_from": day},
            FactKind.APPOINTMENT: {"personnel_school_id": section.school_id, "personnel_stage": Stage.PRIMARY, "section_id": section.id,
                                   "subject": ("语文", "数学")[number % 2], "share": Decimal(1), "valid_from": day},
            FactKind.LEADERSHIP: {"school_id": section.school_id, "role": LeaderRole.MIDDLE_HEAD, "term": 1 + number % 2, "valid_from": day},
            FactKind.TITLE: {"level": TITLES[number % 4], "granted_on": day},
            FactKind.HONOUR: {"level": HONOURS[number % 3], "name": "演示骨干", "granted_on": day},
            FactKind.TRAINING: {"year": day.year, "kind": "校本", "hours": Decimal(10 + number)},
        }[kind]

    def take(self, step: tuple[str, FactKind, dt.date, int]) -> None:
        what, kind, day, number = step
        teacher = self.teacher
        facts = getattr(teacher, LISTS[kind])
        fact = facts[number % len(facts)] if facts else None
        if what == "add":
            add_fact(teacher, kind, self.values(kind, day, number), ends_running=number % 3 > 0)
        elif what == "rename":
            correct_teacher(teacher, version=teacher.version, changes={"name": f"演示{'甲乙丙丁戊己庚辛壬癸'[number]}"})
        elif what == "import":
            self.bring(kind, day, number)
        elif fact is not None and what == "correct":
            correct_fact(teacher, kind, fact, self.values(kind, day, number), version=fact.version)
        elif fact is not None and what == "end" and kind in PERIODS:
            end_fact(teacher, kind, fact, day=day, version=fact.version)
        elif fact is not None and what == "withdraw":
            withdraw_fact(teacher, kind, fact, reason="演示撤销", version=fact.version)

    def bring(self, kind: FactKind, day: dt.date, number: int) -> None:
        who = {"number": "T1", "name": self.teacher.name}
        rows = {
            FactKind.TITLE: ("titles", {"level": str(TITLES[number % 4].label), "granted_on": day.isoformat()}),
            FactKind.HONOUR: ("honours", {"level": ("县级", "市级", "省级")[number % 3], "title": "演示骨干", "granted_on": day.isoformat(),
                                          "expires_on": (day + dt.timedelta(days=900)).isoformat()}),
            FactKind.TRAINING: ("trainings", {"year": day.year, "kind": "校本", "hours": 20 + number}),
        }
        code, cells = rows[kind]
        checked = sheets.check(sheets.workbook({code: [sheets.row_of(code, **who, **cells)]}), self.county)
        if not checked.report.fault_count:
            sheets.store(sheets.workbook({code: [sheets.row_of(code, **who, **cells)]}), self.county)


def replay(events: list[AuditEvent], county_id: int) -> State:
    """Return what the log says is on record after these lines; a line whose old value is not what the replay holds is a fault."""
    state: State = {}
    known = {model.__name__ for model in MODELS.values()} | {Teacher.__name__}
    for event in events:
        if event.object_type == "ImportBatch":
            bulk(state, event)
        elif event.object_type in known:
            key = (event.object_type, int(event.object_id))
            row = state.setdefault(key, {})
            for field, (old, new) in event.changes.items():
                if field not in SECRET_FIELDS | {"id"} and not (field == "teacher_id" and old == new):
                    assert row.get(field) == old, (event.action, field, row.get(field), old)
                    row[field] = new
            if event.action == "fact_withdrawn":
                del state[key]
    return state


def bulk(state: State, event: AuditEvent) -> None:
    name = TABLES[event.changes["table"][1]].model.__name__
    columns, rows = event.changes["rows"]["columns"], event.changes["rows"]["rows"]
    for row in rows:
        if event.action == "import_rows_added":
            told = dict(zip(columns, row, strict=True))
            state[name, told.pop("id")] = told
        else:
            number, old, new = row
            for field, before, after in zip(columns, old, new, strict=True):
                assert same(state[name, number].get(field), before), (name, field)
                state[name, number][field] = after


def same(one: Any, other: Any) -> bool:
    try:
        return one == other or Decimal(str(one)) == Decimal(str(other))
    except ArithmeticError:
        return False


def tidy(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row so that both sides write it alike: no empty values, no own number, amounts as numbers."""
    kept = {name: value for name, value in row.items() if name not in SECRET_FIELDS | IGNORED_FIELDS | {"id"} and value not in (None, "")}
    return {name: Decimal(str(value)) if name in ("share", "hours") else value for name, value in kept.items()}


def known_at(world: World, moment: dt.datetime) -> State:
    found: State = {}
    for state in teacher_history(world.teacher).at(moment).values():
        record = state.record
        row = {attribute.key: plain(getattr(record, attribute.key)) for attribute in type(record).__mapper__.column_attrs}
        found[type(record).__name__, record.id] = tidy(row)
        assert not state.uncertain
    return found


def held(state: State, name: str, day: dt.date) -> set[int]:
    """Return the rows of a kind that hold on the day, by the log's words."""
    text = day.isoformat()
    return {number for (kind, number), row in state.items()
            if kind == name and row["valid_from"] <= text and (row.get("valid_to") is None or text < row["valid_to"])}


def ranked(state: State, name: str, day: dt.date, levels: type[TitleLevel] | type[BackboneLevel]) -> Any:
    """Return the highest level that the log says is held on the day."""
    text = day.isoformat()
    rows = [row for (kind, _), row in state.items() if kind == name and row.get("granted_on", "") <= text
            and (row.get("expires_on") is None or text <= row["expires_on"])]
    return max((levels(row["level"]) for row in rows), key=lambda level: level.rank, default=None)


def agree_about(world: World, state: State, day: dt.date) -> None:
    for model in (Employment, Appointment, Leadership):
        stored = set(db.session.scalars(select(model.id).where(model.teacher_id == world.teacher_id, in_force(model, day))))
        assert stored == held(state, model.__name__, day), (model.__name__, day)
    entry = load_roster(world.county.id, day).by_id().get(world.teacher_id)
    assert (entry is not None) == bool(held(state, "Employment", day))
    if entry is not None:
        assert len(entry.services) == len(held(state, "Appointment", day))
        assert entry.title == ranked(state, "TitleGrant", day, TitleLevel)
        assert entry.backbone_level(day) == ranked(state, "BackboneHonour", day, BackboneLevel)


@pytest.mark.slow
def test_answers_agree_with_a_replay_of_the_log(session_app) -> None:
    tally = {"steps": 0, "refused": 0}

    @settings(max_examples=40)
    @given(st.lists(STEP, min_size=1, max_size=14))
    def run(steps: list[tuple[str, FactKind, dt.date, int]]) -> None:
        with rolled_back(session_app):
            world, moments = World(), []
            for step in steps:
                try:
                    world.take(step)
                    db.session.commit()
                    tally["steps"] += 1
                except StaffingError:
                    db.session.rollback()
                    tally["refused"] += 1
                moments.append(utc_now())
            lines = list(db.session.scalars(select(AuditEvent).where(AuditEvent.chain == str(world.county.id)).order_by(AuditEvent.sequence)))
            for moment in moments:
                by_log = replay([line for line in lines if line.at <= moment], world.county.id)
                assert known_at(world, moment) == {key: tidy(row) for key, row in by_log.items()}
            for day in PROBES:
                agree_about(world, replay(lines, world.county.id), day)

    run()
    # Most steps are allowed and some are refused; a generator that lost its bite would show here.
    assert tally["steps"] > 60
    assert tally["refused"] > 0
