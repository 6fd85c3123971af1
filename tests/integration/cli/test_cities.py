"""``staffing city`` and ``propose --city``: two counties solved by helpers in this process, refusals, accounts of a city."""

import pytest
from sqlalchemy import select

from solvers.linear import QuietControl
from solvers.rotation import child
from staffing import create_app
from staffing.cities import operations, queries
from staffing.config import Config
from staffing.extensions import db
from staffing.plans import jobs
from staffing.plans.models import Plan
from staffing.rotation_years.models import RotationYear
from tests.factories.plans import YEAR, create_tiny_county


@pytest.fixture
def codes(staffing, monkeypatch) -> list[str]:
    """Store two counties; the second has no eligibility list. The solver works in this process."""
    monkeypatch.setattr(jobs, "solve_text", lambda text, search, **_: child.solve_text(text, search.params, QuietControl()))
    assert staffing("db", "upgrade").code == 0
    with create_app(Config()).app_context():
        first, second = create_tiny_county(), create_tiny_county()
        db.session.delete(second.verdicts)
        found = [first.county.code, second.county.code]
        db.session.commit()
        db.engine.dispose()
    return found


def test_city_is_set_up_listed_and_solved_county_by_county(staffing, codes):
    assert staffing("city", "set", "演示市", "--county", codes[0]).code == 1
    assert staffing("city", "set", "演示市", "--code", "420000", "--county", codes[0], "--county", codes[1]).code == 0
    assert [row["county_code"] for row in staffing("city", "list", "--format", "json").rows] == codes
    answer = staffing("propose", "--city", "演示市", "--workers", "2", "--format", "json")
    assert answer.code == 4
    assert [(row["county_code"], row["state"], row["reason"]) for row in answer.rows] == [(codes[0], "done", ""), (codes[1], "refused", "no_list")]
    assert "2 个县区中 2 个已结束" in answer.err
    again = staffing("propose", "--city", "420000", "--workers", "0")
    assert again.code == 4
    with create_app(Config()).app_context():
        assert len(db.session.scalars(select(RotationYear)).all()) == 2
        db.engine.dispose()


def test_waiting_counties_of_a_run_are_solved_by_helpers_here(staffing, codes):
    staffing("city", "set", "演示市", "--code", "420000", "--county", codes[0])
    with create_app(Config()).app_context():
        operations.start_run(queries.find_city("演示市"), school_year=YEAR, name="全市方案", asked_by=None, usual_s=20)
        db.session.scalars(select(Plan)).one().settings = {"school_outflow_share": "0.5", "cell_outflow_share": "0.5"}
        db.session.commit()
        db.engine.dispose()
    answer = staffing("propose", "--city", "演示市", "--name", "全市方案", "--format", "json")
    assert answer.code == 0
    assert [(row["state"], row["attempts"]) for row in answer.rows] == [("done", 1)]
    assert answer.rows[0]["gap"] <= 1e-5
    assert answer.rows[0]["bound"] <= answer.rows[0]["value"]


def test_unknown_city_is_refused_with_those_known(staffing, codes):
    assert staffing("city", "set", "演示市", "--code", "420000").code == 0
    answer = staffing("propose", "--city", "无此市")
    assert answer.code == 1
    assert "演示市" in answer.err
    assert staffing("propose", "--city", "演示市").code == 1


def test_city_reader_is_opened_with_a_city_only(staffing, codes):
    staffing("city", "set", "演示市", "--code", "420000", "--county", codes[0])
    words = ("users", "open", "reader", "--name", "演示", "--role", "city_reader", "--county", codes[0])
    assert staffing(*words).code == 1
    assert staffing(*words, "--city", "演示市").code == 0
