"""Small files and short functions. The list of exceptions can only shrink: an entry is exact, and goes when it is not needed.

Migrations are left out: they are lists of statements in one order, read once from top to bottom.
"""

import ast
import json

from tests.helpers.house import ROOT, functions_of, name_of, python_files

LIMITS = {"function": 40, "view": 20, "file": 300, "test file": 500, "conftest": 200}
EXCEPTIONS = ROOT / "tests" / "house" / "size_exceptions.json"
MOST_EXCEPTIONS = 0
ROUTE_WORDS = {"route", "get", "post"}


def is_view(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """True if a blueprint's decorator stands on the function."""
    calls = [one.func for one in node.decorator_list if isinstance(one, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in ROUTE_WORDS and isinstance(call.value, ast.Name)
               and call.value.id.endswith("blueprint") for call in calls)


def kind_of_file(name: str) -> str:
    """Return which limit a file falls under."""
    if name.endswith("conftest.py"):
        return "conftest"
    return "test file" if name.startswith("tests/") else "file"


def too_large() -> dict[str, int]:
    """Return {what: lines} of everything above its limit."""
    found: dict[str, int] = {}
    for path in python_files("staffing", "solvers", "tests", "run.py"):
        name = name_of(path)
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LIMITS[kind_of_file(name)]:
            found[f"{kind_of_file(name)} {name}"] = lines
        for node in functions_of(path):
            kind = "view" if is_view(node) else "function"
            length = node.end_lineno - node.lineno + 1
            if length > LIMITS[kind]:
                found[f"{kind} {name}:{node.name}"] = length
    return found


def test_nothing_is_larger_than_its_limit_but_the_listed_exceptions():
    listed = json.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    assert too_large() == listed
    assert len(listed) <= MOST_EXCEPTIONS, "the list of exceptions may only shrink: lower MOST_EXCEPTIONS with it"


def test_every_module_says_which_question_it_answers():
    silent = [name_of(path) for path in python_files("staffing", "solvers", "tests", "run.py")
              if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []
