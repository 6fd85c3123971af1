"""What a rule set takes over from the one it extends, and what standing it then has.

A plan's silence is never filled with an invented value: the value of the extended rule set applies and is marked
to be confirmed (待确认), except where a national document binds every county (``binding``).
"""

from typing import Any

from staffing.policy.document import Tree, is_value


def inherit(base: Tree, own: Tree) -> Tree:
    """Return the extended tree: own values first, tables completed field by field, the rest taken over and marked."""
    names = [*base, *(name for name in own if name not in base)]
    return {name: _combine(base.get(name), own.get(name)) for name in names}


def _combine(base: Tree | None, own: Tree | None) -> Tree:
    if base is None:
        assert own is not None
        return own
    if own is None:
        return _mark(base)
    if is_value(base) and is_value(own):
        return _complete(base, own)
    return inherit(base, own)


def _mark(node: Tree) -> Tree:
    """Mark a value, or every value of a section, as inherited."""
    if not is_value(node):
        return {name: _mark(item) for name, item in node.items()}
    status = node["status"] if node.get("binding") else "to_be_confirmed"
    return node | {"inherited": True, "status": status}


def _complete(base: Tree, own: Tree) -> Tree:
    value, missing = _complete_value(base["value"], own["value"])
    # A plan that repeats a national value does not make it the county's own to give away.
    binding = bool(base.get("binding")) and value == base["value"]
    filled = {"unit": own.get("unit", base.get("unit")), "binding": own.get("binding", binding)}
    return own | filled | {"value": value, "inherited_fields": missing}


def _complete_value(base: Any, own: Any) -> tuple[Any, tuple[str, ...]]:  # values of any shape
    """Fill fields that a table does not state; tables of different kinds replace each other whole."""
    if not (isinstance(base, dict) and isinstance(own, dict)) or base.get("kind") != own.get("kind"):
        return own, ()
    missing = tuple(name for name in base if name not in own)
    return {name: own.get(name, base.get(name)) for name in [*base, *(key for key in own if key not in base)]}, missing
