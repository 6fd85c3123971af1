"""The command line: files, lines and exit codes that scripts rely on."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from solvers.linear import EngineName
from solvers.rotation.cli import bench
from solvers.rotation.cli.bench import ChangedInstanceError, committed_hashes
from solvers.rotation.cli.bench_table import BenchRun, growth, ratios, table
from solvers.rotation.cli.commands import main
from solvers.rotation.generate import SizeName, generate
from solvers.rotation.io import instance_sha256, read_instance, read_solution, write_instance
from solvers.rotation.vocabulary import SolutionStatus
from tests.helpers.solving import instance, quota, teacher

CASES = Path(__file__).parents[2] / "data" / "cases"
EXAMPLE = str(CASES / "one_feasible_plan.json")
EXAMPLE_SOLUTION = str(CASES / "one_feasible_plan.solution.json")


@pytest.mark.parametrize("engine", ["auto", "highs", "cpsat"])
def test_solve_when_example(tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str) -> None:
    """Tests that solve writes the only plan, proven, and check finds nothing wrong with it."""
    out = tmp_path / "s.json"
    assert main(["solve", EXAMPLE, "--out", str(out), "--engine", engine, "--time-limit", "30"]) == 0
    solution = read_solution(out)
    assert (solution.status, solution.cost) == (SolutionStatus.OPTIMAL, pytest.approx(440_020))
    assert capsys.readouterr().out.startswith("optimal: 1 moves, cost 440020")
    assert main(["check", EXAMPLE, str(out)]) == 0
    assert capsys.readouterr().out == ""


def test_solve_when_infeasible(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tests that a solution file is written and the exit is 0 whatever the status."""
    source, out = tmp_path / "i.json", tmp_path / "s.json"
    write_instance(instance([teacher("t1", must_move=True, must_stay=False)], ["a"]), source)
    assert main(["solve", str(source), "--out", str(out)]) == 0
    solution = read_solution(out)
    assert (solution.status, solution.cost) == (SolutionStatus.INFEASIBLE, None)
    assert "must_move t1:" in capsys.readouterr().out
    assert main(["check", str(source), str(out)]) == 0


def test_solve_when_no_time_is_given(tmp_path: Path) -> None:
    """Tests that no time gives status unknown, not an error."""
    out = tmp_path / "s.json"
    assert main(["solve", EXAMPLE, "--out", str(out), "--time-limit", "0"]) == 0
    assert read_solution(out).status is SolutionStatus.UNKNOWN


def test_check_when_example_is_clean_and_when_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tests exit 0 without output, and exit 1 with one line for each finding."""
    assert main(["check", EXAMPLE, EXAMPLE_SOLUTION]) == 0
    assert capsys.readouterr().out == ""
    document = json.loads(Path(EXAMPLE_SOLUTION).read_text(encoding="utf-8"))
    document["cost"], document["moves"][0]["subject"] = 3.0, "语文"
    (tmp_path / "s.json").write_text(json.dumps(document), encoding="utf-8")
    assert main(["check", EXAMPLE, str(tmp_path / "s.json")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("subject t1 s9/primary: ") for line in lines)
    assert any(line.startswith("solution_cost: ") for line in lines)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", EXAMPLE, EXAMPLE],
        ["check", EXAMPLE_SOLUTION, EXAMPLE_SOLUTION],
        ["check", EXAMPLE, "missing.json"],
        ["solve", "missing.json", "--out", "s.json"],
        ["solve", EXAMPLE_SOLUTION, "--out", "s.json"],
        ["solve", EXAMPLE, "--out", "missing/folder/s.json"],
        ["explain", "missing.json"],
    ],
)
def test_main_when_input_is_unreadable(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tests exit 2 and a word on standard error for files that cannot be taken."""
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert capsys.readouterr().err != ""


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["cook"],
        ["solve", EXAMPLE],
        ["solve", EXAMPLE, "--out", "s.json", "--engine", "magic"],
        ["solve", EXAMPLE, "--out", "s.json", "--gap", "2"],
        ["solve", EXAMPLE, "--out", "s.json", "--gap", "nan"],
        ["solve", EXAMPLE, "--out", "s.json", "--time-limit", "-1"],
        ["solve", EXAMPLE, "--out", "s.json", "--time-limit", "inf"],
        ["solve", EXAMPLE, "--out", "s.json", "--workers", "0"],
        ["solve", EXAMPLE, "--out", "s.json", "--seed", "-1"],
        ["generate", "--size", "XXL", "--seed", "1", "--out", "i.json"],
    ],
)
def test_main_when_arguments_are_wrong(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Tests exit 2 for arguments that make no sense."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_generate_when_written(tmp_path: Path) -> None:
    """Tests that the file holds the county of that size and seed."""
    out = tmp_path / "i.json"
    assert main(["generate", "--size", "S", "--seed", "7", "--out", str(out)]) == 0
    assert instance_sha256(read_instance(out)) == instance_sha256(generate(SizeName.S, 7))


def test_explain_when_there_is_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    """Tests that the figures of the plan are printed as JSON."""
    assert main(["explain", EXAMPLE]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["status"] == "optimal"
    assert document["goals"]["shortfall"] == {"amount": 8, "cost": 160_000}
    assert document["statistics"]["quotas"][0]["moved"] == 1


def test_explain_when_a_quota_asks_too_much(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tests that repair and conflict name quota and outflow limit, both verified."""
    people = [teacher(f"t{number}") for number in range(5)]
    base = instance(people, quotas=(quota("rotation_share", 1, 3),))
    write_instance(base, tmp_path / "i.json")
    assert main(["explain", str(tmp_path / "i.json")]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["status"] == "infeasible"
    assert sum(abs(row["by"]) for row in document["repair"]) == pytest.approx(2)
    assert {row["code"] for row in document["repair"]} <= {"rotation_share", "cell_outflow"}
    assert set(document["conflict"]) == {"rotation_share", "cell_outflow"}
    assert document["repair_is_cheapest"]
    assert document["repair_is_verified"]
    assert document["conflict_is_verified"]


def test_bench_when_small(capsys: pytest.CaptureFixture[str]) -> None:
    """Tests that bench solves each size, seed and engine and prints a table of medians."""
    arguments = ["bench", "--sizes", "S", "--seeds", "3", "--time-limit", "20", "--worth"]
    assert main(arguments) == 0
    output = capsys.readouterr()
    assert output.err.startswith("S seed 3 auto: optimal")
    row = output.out.splitlines()[2].split("|")
    assert [cell.strip() for cell in row[1:7]] == ["S", "auto", "1", "1", "1", "1"]
    assert 0 <= float(row[12]) < 1e-4


def a_run(seed: int, engine: EngineName = EngineName.HIGHS, size: SizeName = SizeName.S, **told: float) -> BenchRun:
    """Return a run of the example's solution."""
    example = read_solution(Path(EXAMPLE_SOLUTION))
    return replace(BenchRun(size, seed, engine, example, findings=seed), **told)  # type: ignore[arg-type]


def test_table_when_runs_differ() -> None:
    """Tests the medians over seeds, the count of findings, and that half of the seeds must have got there."""
    cost = a_run(1).solution.cost
    assert cost is not None
    row = table([a_run(1, to_good_s=4.0, cpu_s=4.0, quota_cost=cost + 1), a_run(2, cpu_s=6.0, memory_mb=7.0)])[2]
    assert row == "| S | highs | 2 | 2 | 1 | 2 | - | 0.1 | 0.1 | 5.0 | 0.0e+00 | 0.0e+00 | 0.0e+00 | 7 | 3 |"


def test_ratios_when_engines_differ() -> None:
    """Tests that who never came near counts with all his time, and that the median is over the pairs."""
    ours = [a_run(seed, EngineName.AUTO, to_good_s=0.01) for seed in (1, 2, 3)]
    theirs = [a_run(1, to_good_s=0.02), a_run(2), a_run(3, to_good_s=0.05)]
    assert ratios([*ours, *theirs]) == ["S highs: 5.0 times as long as auto to 0.1 % (median), at least 2.0"]


def test_growth_when_sizes_differ() -> None:
    """Tests the exponent: four times the candidates in eight times the time is 1.5; one size has none."""
    small = a_run(1, EngineName.AUTO, to_good_s=1.0, candidates=1000)
    large = a_run(1, EngineName.AUTO, SizeName.M, to_good_s=8.0, candidates=4000)
    assert growth([small, large]) == "growth: exponent 1.50 from 1000 to 4000 candidates"
    assert growth([small]) is None


def test_bench_when_a_county_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that bench refuses a county that is not the committed one."""
    monkeypatch.setattr(bench, "committed_hashes", lambda: {(SizeName.S, 1): "0" * 64})
    with pytest.raises(ChangedInstanceError):
        main(["bench", "--sizes", "S", "--seeds", "1"])


def test_committed_hashes_when_counties_are_made_again() -> None:
    """Tests that the committed counties are those that the generator makes, by the first of each size."""
    known = committed_hashes()
    assert len(known) >= 20
    for size in (SizeName.S, SizeName.M):
        seed = min(number for each, number in known if each is size)
        assert known[size, seed] == instance_sha256(generate(size, seed))
