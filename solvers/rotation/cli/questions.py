"""The questions about a plan, or about there being none: their arguments and their answers as JSON on standard output."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from solvers.rotation.cli.documents import print_answer
from solvers.rotation.cli.exits import CLEAN, FINDINGS
from solvers.rotation.cli.solve import params_of
from solvers.rotation.errors import InstanceError
from solvers.rotation.explanations.chains import find_chains
from solvers.rotation.explanations.drop_out import drop_out
from solvers.rotation.explanations.exchanges import LONGEST_CYCLE, missed_exchanges
from solvers.rotation.explanations.fairness import fairness
from solvers.rotation.explanations.levers import lever_table
from solvers.rotation.explanations.prices import rule_prices
from solvers.rotation.explanations.reasons import reasons_for, reasons_for_all
from solvers.rotation.explanations.recheck import recheck
from solvers.rotation.explanations.why_not import why_not
from solvers.rotation.explanations.wishes import wishes_of
from solvers.rotation.instance import Instance, Move
from solvers.rotation.io import read_instance, read_solution
from solvers.rotation.vocabulary import SectionId, TeacherId

AddCommand = Callable[..., argparse.ArgumentParser]
AddLimits = Callable[[argparse.ArgumentParser], None]


def add_questions(add_command: AddCommand, add_limits: AddLimits) -> None:
    """Add the commands that answer questions."""
    command = _question(add_command, "reasons", "why each teacher moves, and what became of wishes", run_reasons)
    command.add_argument("--teacher", type=TeacherId, metavar="ID", help="one teacher, wishes included")
    command = _question(add_command, "why-not", "why not there: nearest plan with the teacher in a section", run_why_not)
    _add_teacher(command)
    command.add_argument("section", type=SectionId, metavar="SECTION")
    command.add_argument("--changes", type=int, metavar="K", help="the cheapest plan with at most K changes")
    add_limits(command)
    command = _question(add_command, "drop-out", "what if a teacher stays: chain, broken rules, repair", run_drop_out)
    _add_teacher(command)
    add_limits(command)
    _question(add_command, "chains", "the plan as chains and cycles of moves", run_chains)
    command = _question(add_command, "fairness", "who bears what, and exchanges that nobody would mind", run_fairness)
    command.add_argument("--longest", type=int, default=LONGEST_CYCLE, metavar="N", help="members of an exchange")
    command = _question(add_command, "prices", "what each rule costs at the margin", run_prices)
    command.add_argument("--confirm", action="store_true", help="solve anew with each rule loosened by one unit")
    add_limits(command)
    command = _question(add_command, "recheck", "check a published plan and run it again", run_recheck)
    add_limits(command)
    command = add_command("levers", help="no plan: which rule, loosened by how much, makes one possible, as JSON")
    command.add_argument("instance", type=Path, metavar="INSTANCE.json")
    add_limits(command)
    command.set_defaults(run=run_levers)


def _question(
    add_command: AddCommand, name: str, words: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    command = add_command(name, help=f"{words}, as JSON")
    command.add_argument("instance", type=Path, metavar="INSTANCE.json")
    command.add_argument("solution", type=Path, metavar="SOLUTION.json")
    command.set_defaults(run=run)
    return command


def _add_teacher(command: argparse.ArgumentParser) -> None:
    command.add_argument("teacher", type=TeacherId, metavar="TEACHER")


def read_plan(arguments: argparse.Namespace) -> tuple[Instance, tuple[Move, ...]]:
    """Return instance and plan; raises InstanceError if the solution holds no plan."""
    instance, solution = read_instance(arguments.instance), read_solution(arguments.solution)
    if not solution.has_plan:
        raise InstanceError("$.cost", "the solution holds no plan to ask about")
    return instance, solution.moves


def run_reasons(arguments: argparse.Namespace) -> int:
    """Print the reasons of all moves, or of one teacher with what became of the wishes."""
    instance, plan = read_plan(arguments)
    if arguments.teacher is None:
        print_answer(reasons_for_all(instance, plan))
        return CLEAN
    own = reasons_for(instance, plan, arguments.teacher)
    print_answer({"move": own, "wishes": wishes_of(instance, plan, arguments.teacher)})
    return CLEAN


def run_why_not(arguments: argparse.Namespace) -> int:
    """Print what it takes to have a teacher end in a section."""
    instance, plan = read_plan(arguments)
    params, budget = params_of(arguments), arguments.changes
    print_answer(why_not(instance, plan, arguments.teacher, arguments.section, params, budget=budget))
    return CLEAN


def run_drop_out(arguments: argparse.Namespace) -> int:
    """Print what follows if a teacher stays."""
    instance, plan = read_plan(arguments)
    print_answer(drop_out(instance, plan, arguments.teacher, params_of(arguments)))
    return CLEAN


def run_chains(arguments: argparse.Namespace) -> int:
    """Print the plan as chains and cycles."""
    print_answer(find_chains(*read_plan(arguments)))
    return CLEAN


def run_fairness(arguments: argparse.Namespace) -> int:
    """Print the fairness report with the exchanges."""
    instance, plan = read_plan(arguments)
    exchanges = missed_exchanges(instance, plan, longest=arguments.longest)
    print_answer({"fairness": fairness(instance, plan), "exchanges": exchanges})
    return CLEAN


def run_prices(arguments: argparse.Namespace) -> int:
    """Print the price of each rule; the solution is the plan that confirming solves are compared with."""
    instance, solution = read_instance(arguments.instance), read_solution(arguments.solution)
    print_answer(rule_prices(instance, params_of(arguments), plan=solution, confirm=arguments.confirm))
    return CLEAN


def run_recheck(arguments: argparse.Namespace) -> int:
    """Print the re-check of a published plan and return 1 unless it is confirmed."""
    instance, published = read_instance(arguments.instance), read_solution(arguments.solution)
    answer = recheck(instance, published, params_of(arguments))
    print_answer({"is_confirmed": answer.is_confirmed, "answer": answer})
    return CLEAN if answer.is_confirmed else FINDINGS


def run_levers(arguments: argparse.Namespace) -> int:
    """Print the table of levers."""
    print_answer(lever_table(read_instance(arguments.instance), params_of(arguments)))
    return CLEAN
