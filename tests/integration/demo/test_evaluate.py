"""The measure of the demonstration: promises judged one by one, and the whole road on a tiny county."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from solvers.rotation.cli.commands import main as solver
from solvers.rotation.io import parse_instance
from staffing.demo import evaluate
from staffing.demo.evaluate import Measured


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch) -> None:
    """Keep databases of other tests out of it: each seed gets its own folder."""
    for name in ("STAFFING_DATABASE_URL", "STAFFING_INSTANCE_DIR", "STAFFING_OUTPUT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STAFFING_ARGON2_TIME_COST", "1")
    monkeypatch.setenv("STAFFING_ARGON2_MEMORY_KIB", "1024")


def measured(**changes) -> Measured:
    """Return figures that keep every promise just so."""
    facts = {"cost": 100.0, "gap": 0.005, "shortfall": 0.8, "failing_sections": 0.9, "random_is_worse": 0.2, "faults": 0} | changes
    worth = {"shortfall": {"share": facts["shortfall"]}, "failing_sections": {"share": facts["failing_sections"]},
             "random_is_worse": facts["random_is_worse"]}
    solution = {"cost": facts["cost"], "gap": facts["gap"], "wall_s": 1.23, "moves": [], "goals": [{"code": "burden", "amount": 5}]}
    return Measured(7, {"schools": 4}, solution, worth, facts["faults"])


def test_promises_are_kept_at_their_limits():
    assert measured().promises() == {"valid": True, "gap": True, "shortfall": True, "saved": True, "random": True}


@pytest.mark.parametrize(("changes", "broken"), [
    ({"faults": 1}, "valid"), ({"cost": None}, "valid"), ({"gap": 0.0051}, "gap"), ({"gap": None}, "gap"), ({"shortfall": 0.79}, "shortfall"),
    ({"failing_sections": 0.89}, "saved"), ({"random_is_worse": 0.19}, "random"), ({"random_is_worse": None}, "random")])
def test_promise_is_broken_beyond_its_limit(changes, broken):
    assert [name for name, kept in measured(**changes).promises().items() if not kept] == [broken]


def test_command_ends_with_one_if_any_seed_breaks_a_promise(monkeypatch, capsys):
    asked = []

    def fake(seed: int, options: argparse.Namespace) -> Measured:
        asked.append((seed, options.schools))
        return measured(gap=0.5 if seed == 2 else 0.0)

    monkeypatch.setattr(evaluate, "measure", fake)
    assert evaluate.main(["--seeds", "1", "3", "--schools", "4"]) == 0
    assert evaluate.main(["--seeds", "2", "1"]) == 1
    assert asked == [(1, 4), (3, 4), (2, None), (1, None)]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["promises"]["gap"] for line in lines] == [True, True, False, True]
    assert (lines[0]["seed"], lines[0]["schools"], lines[0]["goals"]) == (7, 4, {"burden": 5})


def test_tiny_county_is_invented_solved_checked_and_measured(monkeypatch, capsys):
    """The solver's commands run in this process: three interpreters would take most of the time."""
    told: list[str] = []

    def ask_solver(*words: str) -> subprocess.CompletedProcess[str]:
        capsys.readouterr()
        code = solver([word if word != "120" else "10" for word in words])
        told.append(words[0])
        if words[0] == "solve":
            made = parse_instance(Path(words[1]).read_text(encoding="utf-8"))
            assert (len(made.schools), made.synthetic) == (3, True)
        return subprocess.CompletedProcess(words, code, capsys.readouterr().out)

    monkeypatch.setattr(evaluate, "ask_solver", ask_solver)
    found = evaluate.measure(5, argparse.Namespace(schools=3, time_limit=10.0, workers=1))
    assert told == ["solve", "check", "worth"]
    assert (found.faults, found.county["schools"]) == (0, 3)
    assert found.solution["cost"] is not None
    assert 0 <= found.worth["shortfall"]["share"] <= 1
    assert {"primary_backbone", "junior_pe_arts"} <= set(found.county)


def test_solver_is_asked_as_a_command_of_its_own():
    answer = evaluate.ask_solver("--help")
    assert (answer.returncode, "worth" in answer.stdout) == (0, True)
    assert answer.args[0] == sys.executable
