"""What the house tests look at: the files of this project, and the application as it starts."""

import ast
import functools
import importlib
import pathlib
import pkgutil
import subprocess
from collections.abc import Iterator

import staffing

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOT_OURS = {".venv", ".git", "instance", "out", "wheelhouse", "build", "output", "__pycache__"}
CODE_ROOTS = ("staffing", "solvers", "tests", "migrations", "run.py")


@functools.cache
def project_files() -> tuple[pathlib.Path, ...]:
    """Return every file under version control; without version control, everything that is not made by running."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
        found = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


def name_of(path: pathlib.Path) -> str:
    """Return a file's name inside the project."""
    return path.relative_to(ROOT).as_posix()


def files_under(*folders: str, suffix: str = "") -> list[pathlib.Path]:
    """Return the project's files inside some folders, or of that very name."""
    return [path for path in project_files() if name_of(path).split("/")[0] in folders and path.name.endswith(suffix)]


def python_files(*folders: str) -> list[pathlib.Path]:
    """Return the Python files inside some folders."""
    return files_under(*(folders or CODE_ROOTS), suffix=".py")


@functools.cache
def tree_of(path: pathlib.Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions_of(path: pathlib.Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a file."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def import_everything(package=staffing) -> list[str]:
    """Import every module of a package, so that classes can be looked up, and return the names."""
    names = [item.name for item in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
             if not item.name.endswith("__main__")]
    for name in names:
        importlib.import_module(name)
    return names


def subclasses_of(base: type) -> list[type]:
    """Return all subclasses at any depth, in the order of their modules."""
    found: set[type] = set()
    waiting = [base]
    while waiting:
        for child in waiting.pop().__subclasses__():
            if child not in found:
                found.add(child)
                waiting.append(child)
    return sorted(found, key=lambda one: (one.__module__, one.__name__))
