"""resolve: a published plan again, with new pins, forbids, persons who drop out and new wishes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from solvers.rotation.cli.documents import print_answer
from solvers.rotation.cli.exits import CLEAN, FINDINGS
from solvers.rotation.cli.questions import AddCommand, AddLimits, read_plan
from solvers.rotation.cli.solve import params_of, refuse_unwritable
from solvers.rotation.explanations.resolve import Amendments, resolve
from solvers.rotation.instance import Forbid, Pin
from solvers.rotation.io import write_instance
from solvers.rotation.vocabulary import SectionId, TeacherId

Pair = tuple[TeacherId, SectionId]


def add_resolve(add_command: AddCommand, add_limits: AddLimits) -> None:
    """Add the command."""
    command = add_command("resolve", help="the published plan again with amendments, fewest changes first, as JSON")
    command.add_argument("instance", type=Path, metavar="INSTANCE.json")
    command.add_argument("solution", type=Path, metavar="PUBLISHED.json")
    _add_list(command, "--pin", _pair, "TEACHER=SECTION")
    _add_list(command, "--forbid", _pair, "TEACHER=SECTION")
    _add_list(command, "--drop", TeacherId, "TEACHER")
    _add_list(command, "--wishes", _wishes, "TEACHER=SECTION,SECTION")
    command.add_argument("--changes", type=int, metavar="K", help="the cheapest plan with at most K changes")
    command.add_argument("--instance-out", type=Path, metavar="FILE", help="write the amended instance")
    add_limits(command)
    command.set_defaults(run=run_resolve)


def _add_list(command: argparse.ArgumentParser, name: str, kind: Callable[[str], object], shape: str) -> None:
    command.add_argument(name, type=kind, metavar=shape, action="append", default=[])


def _pair(text: str) -> Pair:
    teacher, equals, section = text.partition("=")
    if not (teacher and equals and section):
        raise ValueError(text)
    return TeacherId(teacher), SectionId(section)


def _wishes(text: str) -> tuple[TeacherId, tuple[SectionId, ...]]:
    teacher, equals, sections = text.partition("=")
    if not (teacher and equals):
        raise ValueError(text)
    return TeacherId(teacher), tuple(SectionId(name) for name in sections.split(",") if name)


def run_resolve(arguments: argparse.Namespace) -> int:
    """Print the new plan; returns 1 if there is none within the limits asked for."""
    instance, published = read_plan(arguments)
    if arguments.instance_out is not None:
        refuse_unwritable(arguments.instance_out)
    amendments = Amendments(
        pins=tuple(Pin(*pair) for pair in arguments.pin),
        forbids=tuple(Forbid(*pair) for pair in arguments.forbid),
        dropped=tuple(arguments.drop),
        wishes=tuple(arguments.wishes),
    )
    answer = resolve(instance, published, amendments, params_of(arguments), budget=arguments.changes)
    if arguments.instance_out is not None:
        write_instance(answer.instance, arguments.instance_out)
    print_answer(answer)
    return CLEAN if answer.nearest.has_plan else FINDINGS
