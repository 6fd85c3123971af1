"""check: one line for each finding; limits that decided moves lift are told on standard error."""

import argparse
import sys

from solvers.rotation.check import check, lifted_limits
from solvers.rotation.cli.exits import CLEAN, FINDINGS
from solvers.rotation.io import read_instance, read_solution
from solvers.rotation.solution import Finding


def run_check(arguments: argparse.Namespace) -> int:
    """Judge a solution and return 0 if nothing is wrong with it."""
    instance, solution = read_instance(arguments.instance), read_solution(arguments.solution)
    for note in lifted_limits(instance):
        print(f"lifted {finding_line(note)}", file=sys.stderr)
    findings = check(instance, solution)
    for finding in findings:
        print(finding_line(finding))
    return FINDINGS if findings else CLEAN


def finding_line(finding: Finding) -> str:
    """Return code, ids and text of a finding on one line."""
    return f"{' '.join((finding.code, *finding.ids))}: {finding.text}"
