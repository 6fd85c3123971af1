"""Who may import whom: the contracts of pyproject.toml, and what they cannot see."""

import ast
import subprocess
import sys

from tests.helpers.house import ROOT, name_of, python_files, tree_of

# The composition root, and who may ask it for an application.
MAY_ASK_FOR_THE_APPLICATION = ("staffing/cli/", "staffing/demo/evaluate.py")


def test_import_contracts_hold():
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(config_filename='pyproject.toml', no_cache=True))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout[-3000:]


def imports_inside_functions(path):
    """Return the lines of imports that stand inside a function."""
    return [inner.lineno for node in ast.walk(tree_of(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            for inner in ast.walk(node) if isinstance(inner, (ast.Import, ast.ImportFrom))]


def test_no_import_stands_inside_a_function():
    faults = [f"{name_of(path)}:{line}" for path in python_files("staffing", "solvers", "run.py")
              for line in imports_inside_functions(path)]
    assert faults == []


def test_nobody_imports_the_composition_root():
    faults = [f"{name_of(path)}:{node.lineno}" for path in python_files("staffing", "solvers") for node in ast.walk(tree_of(path))
              if isinstance(node, ast.ImportFrom) and node.module == "staffing" and node.level == 0
              and not name_of(path).startswith(MAY_ASK_FOR_THE_APPLICATION)]
    assert faults == []


def test_run_py_needs_the_standard_library_only_and_parses_on_old_interpreters():
    path = ROOT / "run.py"
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 6))
    names = {alias.name.split(".")[0] for node in ast.walk(tree_of(path)) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module.split(".")[0] for node in ast.walk(tree_of(path)) if isinstance(node, ast.ImportFrom)}
    since_python_3_11 = {"argparse", "errno", "hashlib", "importlib", "os", "pathlib", "shutil", "signal", "socket", "subprocess",
                         "sys", "tempfile", "time"}
    assert names <= since_python_3_11
