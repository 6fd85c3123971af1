"""Which records can change the plan: unchanged persons are judged as everywhere, planted corruptions come first."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.eligibility.gathering import gather_facts
from staffing.extensions import db
from staffing.indicators.codes import MEASURES
from staffing.jobs.worker import run_waiting_jobs
from staffing.quality import operations
from staffing.quality.influence.converting import roster_entry, teacher_facts
from staffing.quality.influence.effects import Effect, effects_of
from staffing.quality.influence.gathering import gather_ground
from staffing.quality.influence.standings import standings_of
from staffing.quality.influence.study import list_trials, read_study, study, write_study
from staffing.quality.influence.weighing import LIKELIHOOD, POINTS, influence_of
from staffing.quality.influence.wording import ALTERNATIVES, WORDS, describe_study
from staffing.quality.models import InfluenceStudy
from staffing.schools.queries import section_names
from staffing.teachers.enums import AppointmentKind, BackboneLevel, LeaderRole
from staffing.teachers.models import (
    Appointment,
    BackboneHonour,
    Deferral,
    Degree,
    Leadership,
    RotationRecord,
    Teacher,
)
from tests.factories.accounts import create_user
from tests.factories.plans import create_tiny_county
from tests.factories.teachers import create_teacher
from tests.helpers.house import ROOT

DAY = dt.date(2026, 10, 1)
EXPIRED = BackboneHonour(level=BackboneLevel.COUNTY, name="演示骨干教师", granted_on=dt.date(2017, 9, 1), expires_on=dt.date(2020, 8, 31))


@pytest.fixture
def tiny(app):
    """The tiny county, looked at on a day of its year."""
    with use_today(DAY):
        yield create_tiny_county()


def result_of(tiny):
    """Return the study of the tiny county."""
    db.session.flush()
    db.session.expire_all()
    ground = gather_ground(tiny.year)
    return study(ground, list_trials(ground))


def enrich(tiny):
    """Give the tiny county pasts of every kind."""
    one, two, three = tiny.teachers[0], tiny.teachers[7], tiny.teachers[10]
    db.session.add_all([
        Leadership(teacher_id=one.id, school_id=tiny.schools[0].id, role=LeaderRole.VICE_PRINCIPAL, term=3, valid_from=dt.date(2018, 9, 1)),
        Deferral(teacher_id=two.id, ground="illness", valid_from=dt.date(2026, 3, 1), has_evidence=True),
        RotationRecord(teacher_id=three.id, kind="regular_exchange", from_school_id=tiny.schools[0].id, to_school_id=tiny.schools[2].id,
                       starts_on=dt.date(2017, 9, 1), ends_on=dt.date(2019, 8, 31)),
    ])
    away = db.session.scalar(select(Appointment).where(Appointment.teacher_id == tiny.teachers[3].id))
    away.valid_to = dt.date(2025, 9, 1)
    db.session.add(Appointment(teacher_id=tiny.teachers[3].id, kind=AppointmentKind.EXCHANGE, personnel_school_id=tiny.schools[0].id,
                               personnel_stage="primary", section_id=tiny.sections[1].id, subject="体育", valid_from=dt.date(2025, 9, 1)))
    one.partner_id, two.partner_id = two.id, one.id
    db.session.flush()
    db.session.expire_all()


def test_an_unchanged_person_is_what_the_features_read(tiny):
    enrich(tiny)
    ground = gather_ground(tiny.year)
    gathered = gather_facts(tiny.year)
    roster, facts = gathered.roster.by_id(), {one.teacher: one for one in gathered.facts}
    assert len(ground.records.persons) == len(facts) == len(tiny.teachers)
    for person in ground.records.persons:
        entry = roster_entry(person, roster[person.id], tiny.year.cut_off_on)
        assert entry == roster[person.id]
        assert teacher_facts(person, entry, ground.around) == facts[person.id]
    standings = standings_of(ground, ground.records.persons)
    for record in ground.figures.sections:
        for measure in MEASURES:
            whole = sum(one.permille.get((record.key, measure), 0) for one in standings)
            assert whole == 1000 * ground.baseline.persons[record.key][measure]
    cells = [one.cell for one in standings if one.cell is not None]
    assert {cell: cells.count(cell) for cell in cells} == {cell: number for cell, number in ground.baseline.present.items() if number}


def test_a_record_that_stays_the_same_changes_nothing(tiny):
    ground = gather_ground(tiny.year)
    standings = standings_of(ground, ground.records.persons)
    assert [effects_of(ground.baseline, one, one) for one in standings] == [[]] * len(standings)


def test_the_effects_are_those_of_deciding_the_changed_county_anew(tiny):
    ground = gather_ground(tiny.year)
    person = ground.records.persons[0]
    without = replace(person, degrees=(), honours=())
    was, would = standings_of(ground, [person, without])
    told = {(one.kind, one.details.get("indicator")): one for one in effects_of(ground.baseline, was, would)}
    for model in (Degree, BackboneHonour):
        for row in db.session.scalars(select(model).where(model.teacher_id == person.id)):
            db.session.delete(row)
    db.session.flush()
    db.session.expire_all()
    anew = gather_ground(tiny.year)
    for key, section in anew.baseline.sections.items():
        for old, new in zip(ground.baseline.sections[key].cells, section.cells, strict=True):
            effect = told.get(("cell", new.code)) if old.state is not new.state else None
            assert (effect is not None) == (old.state is not new.state), new.code
            assert effect is None or (effect.details["after"], effect.details["value_after"]) == (new.state.value, float(new.value))
    assert ("backbone", None) in told
    assert anew.baseline.groups["backbone"] == ground.baseline.groups["backbone"] - 1


def test_a_verdict_set_by_hand_is_changed_by_no_record(tiny, county):
    ground = gather_ground(tiny.year)
    person = ground.records.persons[0]
    by_hand = replace(ground, by_hand=frozenset({person.id}))
    was, would = standings_of(by_hand, [person, replace(person, appointments=())])
    assert was.verdict is would.verdict is None


def test_what_is_in_doubt_is_tried_and_told(tiny):
    shrink(tiny.sections[1])
    db.session.delete(db.session.scalar(select(Degree).where(Degree.teacher_id == tiny.teacher(1, 0).id)))
    result = result_of(tiny)
    assert (result.persons, result.doubtful) == (len(tiny.teachers), 1)
    (one,) = [item for item in result.listed if item.teacher_id == tiny.teacher(1, 0).id]
    assert (one.doubt, one.code) == ("degree_missing", "educated")
    assert read_study(write_study(result)) == result
    assert one.influence == influence_of(one.doubt, one.effects) > 0


@pytest.mark.parametrize("effect", [
    Effect("may_be_sent", {"before": True, "after": False}), Effect("state", {"before": "out", "after": "none"}),
    Effect("backbone", {"before": False, "after": True}), Effect("denominator", {"change": -1}),
    Effect("quota", {"quota": "交流比例", "before": 3, "after": 4}), Effect("shortage", {"section": "1", "subject": "语文", "before": 0, "after": 1}),
    Effect("surplus", {"section": "1", "subject": "语文", "before": 1, "after": 0}), Effect("places", {"before": "", "after": "primary"}),
    Effect("section", {"section": "1", "before": "pass", "after": "fail"}), Effect("stage", {"stage": "primary", "before": "pass", "after": "fail"}),
    Effect("cell", {"section": "1", "indicator": "backbone", "before": "reached", "after": "near", "value_before": 1.0, "value_after": 0.9}),
    Effect("spread", {"stage": "primary", "indicator": "backbone", "before": "pass", "after": "fail", "value_before": 0.4, "value_after": 0.6}),
], ids=lambda effect: effect.kind)
def test_every_effect_has_words_and_points(app, effect):
    with app.test_request_context():
        assert WORDS[effect.kind](dict(effect.details), {1: "演示小学"})
    assert set(WORDS) == set(POINTS)


def test_the_document_tells_the_points():
    text = (ROOT / "docs" / "data-quality.md").read_text(encoding="utf-8")
    for kind, points in POINTS.items():
        assert any(line.startswith(f"| `{kind}`: ") and line.endswith(f" | {points} |") for line in text.splitlines()), kind
    for severity, share in LIKELIHOOD.items():
        assert any(line.startswith(f"| `{severity.value}`") and line.endswith(f" | {share} % |") for line in text.splitlines()), severity


def test_the_job_stores_the_study_and_the_page_shows_it(app, tiny, client_as):
    db.session.delete(db.session.scalar(select(Degree).where(Degree.teacher_id == tiny.teacher(1, 0).id)))
    officer = create_user(county=tiny.county, role=Role.OFFICER)
    operations.ask_study(tiny.county.id, asked_by=officer.id)
    db.session.flush()
    run_waiting_jobs(app)
    stored = db.session.scalar(select(InfluenceStudy))
    assert (stored.made_by, stored.rotation_year_id) == (officer.id, tiny.year.id)
    result = read_study(stored.content)
    with app.test_request_context():
        views = describe_study(result, {one.id: one for one in tiny.teachers}, section_names(tiny.county.id))
        assert all(view.doubt and view.alternative and view.effects for view in views)
    assert set(ALTERNATIVES) >= {one.code for one in result.listed}


COUNTY_SIZE = 2000


@pytest.mark.slow
@pytest.mark.parametrize("corruption", ["honour", "degree", "entry"])
def test_one_corrupted_record_of_two_thousand_is_among_the_first_twenty(tiny, corruption):
    """Tests that a corruption that flips a result, among two thousand records with fifty harmless doubts, stands on top."""
    victim = tiny.teacher(1, 0)
    shrink(tiny.sections[1])
    grow(tiny, COUNTY_SIZE - len(tiny.teachers))
    corrupt(victim, corruption)
    result = result_of(tiny)
    assert result.persons == COUNTY_SIZE
    assert result.doubtful > 50
    assert victim.id in [one.teacher_id for one in result.listed[:20]]
    flipped = next(one for one in result.listed if one.teacher_id == victim.id)
    assert {effect.kind for effect in flipped.effects} & {"cell", "quota", "may_be_sent"}


def grow(tiny, number):
    """Add teachers to the first school only, a good many of them doubtful without consequence."""
    for place in range(number):
        teacher = create_teacher(section=tiny.sections[0], subject="语文", name=f"众{place}")
        if place % 40 == 0:
            teacher.honours.append(BackboneHonour(level=BackboneLevel.COUNTY, name="演示骨干教师", granted_on=EXPIRED.granted_on,
                                                  expires_on=EXPIRED.expires_on))
    db.session.flush()


def shrink(section):
    """Leave the section so few pupils that each of its three teachers decides about L1."""
    for grade in section.years[0].grades:
        grade.pupils = grade.largest_class = 11
    db.session.flush()


def corrupt(victim: Teacher, how: str) -> None:
    """Spoil one record so that a result of its small school, or of the county, is another."""
    if how == "honour":
        victim.honours.append(BackboneHonour(level=BackboneLevel.COUNTY, name="演示骨干教师", granted_on=dt.date(2017, 9, 1)))
    elif how == "degree":
        db.session.delete(victim.degrees[0])
    else:
        victim.appointments[0].valid_from = dt.date(2024, 9, 1)
    db.session.flush()
