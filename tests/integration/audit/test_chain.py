"""The chain of the log: any line changed, removed, exchanged or put in is found, in every column; the head is an anchor."""

import datetime as dt

import pytest
from sqlalchemy import delete, select, text, update

from staffing.audit.models import AuditEvent
from staffing.audit.queries import find_digest
from staffing.audit.record import FIRST_DIGEST, SYSTEM, Actor, record, verify_chain
from staffing.extensions import db
from staffing.schools.operations import create_group
from tests.factories.schools import create_county, create_school

LINES = 8


@pytest.fixture
def chain(county) -> str:
    school = create_school(county=county)
    for number in range(LINES):
        record("trial", school, county_id=county.id, changes={"name": [f"旧{number}", f"新{number}"]}, reason=f"第{number}次",
               actor=Actor(id=number, name="演示", role="officer", address="127.0.0.1"))
    return str(county.id)


def change(chain: str, line: int, **values) -> None:
    db.session.execute(update(AuditEvent).where(AuditEvent.chain == chain, AuditEvent.sequence == line).values(**values))


def test_chain_is_sound_and_gapless_when_nobody_touched_it(chain):
    state = verify_chain(chain)
    assert (state.lines, state.first_wrong) == (LINES, None)
    assert state.head == db.session.scalar(select(AuditEvent.digest).where(AuditEvent.chain == chain, AuditEvent.sequence == LINES))
    assert list(db.session.scalars(select(AuditEvent.sequence).where(AuditEvent.chain == chain).order_by(AuditEvent.id))) == list(
        range(1, LINES + 1))


TAMPERINGS = {
    "at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC), "county_id": None, "actor_id": 99, "actor_name": "别人", "actor_role": "leader",
    "address": "10.0.0.1", "action": "other", "object_type": "Teacher", "object_id": "77", "reason": "改过",
    "changes": {"name": ["旧", "改过"]}, "previous_digest": "f" * 64, "digest": "f" * 64,
}


def test_every_column_is_tried():
    assert set(TAMPERINGS) | {"id", "chain", "sequence"} == set(AuditEvent.__table__.columns.keys())


@pytest.mark.parametrize("column", list(TAMPERINGS))
@pytest.mark.parametrize("sequence", [1, 4, LINES])
def test_changed_line_is_named_whatever_column_was_changed(chain, column, sequence):
    change(chain, sequence, **{column: TAMPERINGS[column]})
    assert verify_chain(chain).first_wrong == sequence


@pytest.mark.parametrize("sequence", range(1, LINES))
def test_removed_line_is_noticed_where_the_gap_is(chain, sequence):
    db.session.execute(delete(AuditEvent).where(AuditEvent.chain == chain, AuditEvent.sequence == sequence))
    assert verify_chain(chain).first_wrong == sequence


@pytest.mark.parametrize("sequence", range(1, LINES))
def test_removed_line_is_noticed_when_the_others_are_renumbered(chain, sequence):
    db.session.execute(delete(AuditEvent).where(AuditEvent.chain == chain, AuditEvent.sequence == sequence))
    for later in range(sequence + 1, LINES + 1):
        change(chain, later, sequence=later - 1)
    assert verify_chain(chain).first_wrong == sequence


@pytest.mark.parametrize("first", range(1, LINES))
def test_exchanged_lines_are_noticed(chain, first):
    for old, new in ((first, 900), (first + 1, first), (900, first + 1)):
        change(chain, old, sequence=new)
    assert verify_chain(chain).first_wrong == first


@pytest.mark.parametrize("place", range(1, LINES + 2))
def test_line_put_in_is_noticed_even_with_a_fitting_predecessor(chain, place):
    before = db.session.scalar(select(AuditEvent.digest).where(AuditEvent.chain == chain, AuditEvent.sequence == place - 1)) or FIRST_DIGEST
    for later in range(LINES, place - 1, -1):
        change(chain, later, sequence=later + 1)
    model = db.session.scalars(select(AuditEvent).where(AuditEvent.chain == chain)).first()
    copied = {column.key: getattr(model, column.key) for column in AuditEvent.__table__.columns if column.key not in ("id", "sequence")}
    db.session.add(AuditEvent(**{**copied, "sequence": place, "previous_digest": before, "action": "forged"}))
    db.session.flush()
    assert verify_chain(chain).first_wrong == place


def test_cut_off_end_is_shown_by_a_digest_kept_elsewhere(chain, county):
    printed = verify_chain(chain).head
    assert find_digest(county.id, printed) == LINES
    db.session.execute(delete(AuditEvent).where(AuditEvent.chain == chain, AuditEvent.sequence == LINES))
    assert verify_chain(chain).first_wrong is None
    assert find_digest(county.id, printed) is None


def test_emptied_log_is_shown_by_a_digest_kept_elsewhere(chain, county):
    printed = verify_chain(chain).head
    db.session.execute(text("DELETE FROM audit_event"))
    assert (verify_chain(chain).lines, find_digest(county.id, printed)) == (0, None)


def test_counties_have_chains_of_their_own(chain, county):
    other = create_county()
    create_group(county_id=other.id, name="东片", kind="zone")
    assert verify_chain(str(other.id)).lines == 1
    change(str(other.id), 1, actor_name="别人")
    assert verify_chain(chain).first_wrong is None
    assert verify_chain(str(other.id)).first_wrong == 1


def test_line_keeps_pending_changes_although_the_log_is_asked_first(county):
    school = create_school(county=county, name="旧名")
    school.name = "新名"
    assert record("trial", school, county_id=county.id, actor=SYSTEM).changes == {"name": ["旧名", "新名"]}
