"""The questions on the command line: JSON with stable keys, exit codes, refusals."""

import json
from pathlib import Path
from typing import Any

import pytest

from solvers.rotation.cli.commands import main
from solvers.rotation.io import read_instance, write_instance, write_solution
from solvers.rotation.solve import solve
from tests.helpers.solving import instance, quota, teacher

CASES = Path(__file__).parents[2] / "data" / "cases"
EXAMPLE = str(CASES / "one_feasible_plan.json")
SOLVED = str(CASES / "one_feasible_plan.solution.json")


@pytest.fixture(name="asked")
def _asked(capsys: pytest.CaptureFixture[str]) -> Any:
    def ask(*arguments: str) -> tuple[int, Any]:
        code = main(list(arguments))
        return code, json.loads(capsys.readouterr().out)

    return ask


@pytest.fixture(name="county")
def _county(tmp_path: Path) -> tuple[str, str]:
    base = instance([teacher("t1"), teacher("t2")], ["a", "b", "c"], quotas=(quota("rotation_share", 1, 1),))
    write_instance(base, tmp_path / "i.json")
    write_solution(solve(read_instance(tmp_path / "i.json")).solution, tmp_path / "s.json")
    return str(tmp_path / "i.json"), str(tmp_path / "s.json")


def test_questions_about_the_example(asked: Any) -> None:
    """Tests the main keys of every answer about the example's only plan."""
    code, reasons = asked("reasons", EXAMPLE, SOLVED)
    assert (code, reasons[0]["move"]["teacher"], reasons[0]["reasons"][0]["code"]) == (0, "t1", "pins")
    code, own = asked("reasons", EXAMPLE, SOLVED, "--teacher", "t1")
    assert (code, own["wishes"][0]["verdict"]) == (0, "met")
    code, chains = asked("chains", EXAMPLE, SOLVED)
    assert (code, chains[0]["is_cycle"]) == (0, False)
    code, report = asked("fairness", EXAMPLE, SOLVED)
    assert (code, report["exchanges"]["found"], report["fairness"]["all"]["moved"]) == (0, 0, 1)
    code, drop = asked("drop-out", EXAMPLE, SOLVED, "t1")
    assert (code, drop["repair"]["status"], drop["broken"][0]["code"]) == (0, "infeasible", "rotation_share")
    assert drop["cause"]["repair"]
    code, stay = asked("why-not", EXAMPLE, SOLVED, "t1", "s1/primary")
    assert (code, stay["verdict"]) == (0, "impossible")
    code, prices = asked("prices", EXAMPLE, SOLVED)
    assert code == 0
    assert {"rotation_share", "authorised_posts", "distance"} <= {row["code"] for row in prices} | {"distance"}


def test_recheck_exit_codes(asked: Any, county: tuple[str, str]) -> None:
    """Tests 0 for a confirmed plan and 1 for one of another instance."""
    assert asked("recheck", *county)[1]["is_confirmed"] is True
    code, answer = asked("recheck", EXAMPLE, county[1])
    assert (code, answer["is_confirmed"], answer["answer"]["hash_matches"]) == (1, False, False)


def test_why_not_and_resolve(asked: Any, county: tuple[str, str], tmp_path: Path) -> None:
    """Tests a possible place with the displaced, a re-solve with its amended instance, and a budget that is too small."""
    before = json.loads(Path(county[1]).read_text(encoding="utf-8"))["moves"][0]
    other = "c/primary" if before["to"] == "b/primary" else "b/primary"
    code, answer = asked("why-not", *county, before["teacher"], other)
    assert (code, answer["verdict"], answer["others"]) == (0, "possible", 0)
    changed = str(tmp_path / "changed.json")
    code, answer = asked("resolve", *county, "--drop", before["teacher"], "--instance-out", changed)
    assert (code, answer["nearest"]["changes"], answer["nearest"]["fewest"]) == (0, 2, 2)
    assert read_instance(Path(changed)).published_plan is not None
    pins = [f"{name}=c/primary" for name in ("t1", "t2")]
    code, answer = asked("resolve", *county, "--pin", pins[0], "--pin", pins[1], "--changes", "0")
    assert (code, answer["nearest"]["moves"]) == (1, [])


def test_levers_of_an_impossible_instance(asked: Any, tmp_path: Path) -> None:
    """Tests that the lever that helps stands first, with its unit."""
    write_instance(instance([teacher("t1")], ["a"], quotas=(quota("rotation_share", 1, 5),)), tmp_path / "i.json")
    code, table = asked("levers", str(tmp_path / "i.json"))
    assert (code, table[0]["code"], table[0]["step"], table[0]["unit"]) == (0, "rotation_share", 5, "persons")


def test_questions_when_unreadable(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Tests exit 2 for unknown teachers, a solution without plan, and amendments that cannot be read."""
    assert main(["drop-out", EXAMPLE, SOLVED, "nobody"]) == 2
    base = instance([teacher("t1")], ["a"], quotas=(quota("rotation_share", 1, 5),))
    write_instance(base, tmp_path / "i.json")
    write_solution(solve(base).solution, tmp_path / "s.json")
    assert main(["chains", str(tmp_path / "i.json"), str(tmp_path / "s.json")]) == 2
    with pytest.raises(SystemExit) as ended:
        main(["resolve", EXAMPLE, SOLVED, "--pin", "t1"])
    assert ended.value.code == 2
    assert capsys.readouterr().err != ""
