"""generate: an invented county as an instance file."""

import argparse

from solvers.rotation.cli.exits import CLEAN
from solvers.rotation.generate import generate
from solvers.rotation.io import write_instance


def run_generate(arguments: argparse.Namespace) -> int:
    """Write the county of a size and a seed."""
    instance = generate(arguments.size, arguments.seed)
    write_instance(instance, arguments.out)
    print(
        f"{len(instance.schools)} schools, {len(instance.sections)} sections, {len(instance.teachers)} teachers"
    )
    return CLEAN
