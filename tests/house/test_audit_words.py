"""Everything the log may hold can be read aloud: every action that code writes, every field of every record it speaks of."""

import ast
import functools

import pytest
from flask import Flask

from staffing.audit.record import IGNORED_FIELDS
from staffing.audit.titles import ACTION_TITLES, FIELD_TITLES, OBJECT_TITLES
from staffing.core.database import Base
from tests.helpers.house import name_of, python_files, tree_of

# Never the subject of a line: the log itself, sessions, and parts that are logged with the record they belong to.
UNTOLD = {"AuditEvent", "ImportChange", "RecordVersion", "UserSession", "Notice", "GradeYear", "SchoolDistance", "SolveRun", "Move", "PlanAnswer",
          "DecidedMove", "BulkEditItem", "SlipSession"}
UNTOLD |= {"StepChange", "DeadlineWarning"}      # the log tells of the year itself


@functools.cache
def written() -> dict[str, str]:
    """Return {action: file} of every action that stands in a call of ``record`` or of a helper that hands it on."""
    found: dict[str, str] = {}
    for path in python_files():
        if name_of(path).startswith("staffing/"):
            for call in ast.walk(tree_of(path)):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "").strip("_") == "record":
                    found |= dict.fromkeys(words_in(call), name_of(path))
    return found


def words_in(call: ast.Call) -> list[str]:
    """Return the texts that the first two arguments may be."""
    return [node.value for argument in call.args[:2] for node in texts(argument)]


def texts(node: ast.expr) -> list[ast.Constant]:
    """Return the texts an expression chooses from."""
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    return [node] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def fields() -> list[tuple[str, str]]:
    """Return every stored field of every class that the log may speak of."""
    return sorted((mapper.class_.__name__, attribute.key) for mapper in Base.registry.mappers for attribute in mapper.column_attrs
                  if mapper.class_.__name__ not in UNTOLD and attribute.key not in IGNORED_FIELDS)


def test_every_action_in_the_code_has_words(session_app: Flask):
    assert len(written()) > 40
    assert {action: file for action, file in written().items() if action not in ACTION_TITLES} == {}


def test_every_stored_class_has_words_or_is_never_logged(session_app: Flask):
    names = {mapper.class_.__name__ for mapper in Base.registry.mappers}
    assert names - UNTOLD - set(OBJECT_TITLES) == set()
    assert set(OBJECT_TITLES) & UNTOLD == set()
    assert names >= UNTOLD


def test_every_field_that_may_be_logged_has_words(session_app: Flask):
    assert [field for field in fields() if field not in FIELD_TITLES] == []


@pytest.mark.parametrize("action", sorted(written()))
def test_words_of_an_action_are_no_code(session_app: Flask, action: str):
    with session_app.test_request_context():
        assert str(ACTION_TITLES[action]) != action
