"""Arguments, dispatch and exit codes.

0: a file was written, or nothing was found wrong. 1: findings. 2: unreadable input or arguments.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from solvers.linear.params import EngineName, SolveParams
from solvers.rotation.cli.bench import run_bench
from solvers.rotation.cli.check import run_check
from solvers.rotation.cli.exits import UNREADABLE
from solvers.rotation.cli.explain import run_explain
from solvers.rotation.cli.generate import run_generate
from solvers.rotation.cli.questions import add_questions
from solvers.rotation.cli.resolve import add_resolve
from solvers.rotation.cli.solve import run_solve
from solvers.rotation.cli.worth import run_worth
from solvers.rotation.errors import InstanceError
from solvers.rotation.generate import SizeName

DEFAULT = SolveParams()


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; wrong arguments end the program with 2."""
    chosen = _parser().parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except (InstanceError, OSError) as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m solvers.rotation", description="Plan the yearly rotation."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_solve(commands.add_parser)
    _add_check(commands.add_parser)
    _add_explain(commands.add_parser)
    _add_generate(commands.add_parser)
    _add_bench(commands.add_parser)
    _add_worth(commands.add_parser)
    add_questions(commands.add_parser, _add_limits)
    add_resolve(commands.add_parser, _add_limits)
    return parser


AddCommand = Callable[..., argparse.ArgumentParser]


def _add_solve(add_command: AddCommand) -> None:
    command = add_command("solve", help="find a plan, prove how good it is, write the solution")
    command.add_argument("instance", type=Path, metavar="INSTANCE.json")
    command.add_argument("--out", type=Path, required=True, metavar="SOLUTION.json")
    _add_limits(command)
    command.set_defaults(run=run_solve)


def _add_check(add_command: AddCommand) -> None:
    command = add_command("check", help="judge a solution by the second implementation")
    command.add_argument("instance", type=Path, metavar="INSTANCE.json")
    command.add_argument("solution", type=Path, metavar="SOLUTION.json")
    command.set_defaults(run=run_check)


def _add_explain(add_command: AddCommand) -> None:
    command = add_command("explain", help="say why there is no plan, or what the plan does, as JSON")
    command.add_argument("instance", type=Path, metavar="INSTANCE.json")
    _add_limits(command)
    command.set_defaults(run=run_explain)


def _add_generate(add_command: AddCommand) -> None:
    command = add_command("generate", help="write an invented county")
    command.add_argument("--size", type=SizeName, choices=list(SizeName), required=True)
    command.add_argument("--seed", type=_natural, required=True, metavar="N")
    command.add_argument("--out", type=Path, required=True, metavar="FILE")
    command.set_defaults(run=run_generate)


def _add_bench(add_command: AddCommand) -> None:
    command = add_command("bench", help="solve invented counties and print times and gaps")
    command.add_argument("--sizes", type=SizeName, choices=list(SizeName), nargs="+", default=[SizeName.S])
    command.add_argument("--seeds", type=_natural, nargs="+", default=[1, 2, 3, 4, 5], metavar="N")
    command.add_argument(
        "--engines", type=EngineName, choices=list(EngineName), nargs="+", default=[EngineName.AUTO]
    )
    command.add_argument(
        "--worth", action="store_true", help="compare with the plan that only keeps the rules, too"
    )
    _add_common_limits(command)
    command.set_defaults(run=run_bench)


def _add_worth(add_command: AddCommand) -> None:
    command = add_command("worth", help="say what a plan is worth against what is possible and against chance, as JSON")
    command.add_argument("instance", type=Path, metavar="INSTANCE.json")
    command.add_argument("solution", type=Path, metavar="SOLUTION.json")
    command.add_argument("--draws", type=_positive, default=3, metavar="N", help="random plans to compare with")
    command.add_argument("--seed", type=_natural, default=DEFAULT.seed, metavar="N")
    _add_common_limits(command)
    command.set_defaults(run=run_worth)


def _add_limits(command: argparse.ArgumentParser) -> None:
    command.add_argument("--engine", type=EngineName, choices=list(EngineName), default=DEFAULT.engine)
    command.add_argument("--seed", type=_natural, default=DEFAULT.seed, metavar="N")
    _add_common_limits(command)


def _add_common_limits(command: argparse.ArgumentParser) -> None:
    command.add_argument("--time-limit", type=_seconds, default=DEFAULT.time_limit_s, metavar="S")
    command.add_argument(
        "--gap", type=_fraction, default=DEFAULT.gap, metavar="G", help="a fraction, not percent"
    )
    command.add_argument("--workers", type=_positive, default=DEFAULT.workers, metavar="N")


def _natural(text: str) -> int:
    value = int(text)
    if not 0 <= value < 2**31:
        raise ValueError(text)
    return value


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value < float("inf"):
        raise ValueError(text)
    return value


def _fraction(text: str) -> float:
    value = float(text)
    if not 0 <= value < 1:
        raise ValueError(text)
    return value
