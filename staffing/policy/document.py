"""Reading one rule-set file: TOML with its parts, every value annotated with document, rule set and version.

A value is a table with ``value`` (or ``none = true`` for "no limit"), ``source``, ``clause``, ``confirmed`` and, where
no other rule set gives it, ``unit``. Anything else is a section that holds values.
"""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import ValidationError

from staffing.policy.errors import RuleSetError
from staffing.policy.schema import RuleSetIdentity
from staffing.policy.values import Source

# Any: what a TOML file holds before it is validated.
Tree: TypeAlias = dict[str, Any]

NODE_KEYS = frozenset({"value", "none", "unit", "source", "clause", "confirmed", "note", "binding"})
REQUIRED_NODE_KEYS = ("source", "clause", "confirmed")


@dataclass(frozen=True, slots=True)
class RuleDocument:
    """One file of rules with its parts: who it is, and its annotated values; nothing inherited yet."""

    path: Path
    identity: RuleSetIdentity
    tree: Tree


def read_identity(path: Path) -> RuleSetIdentity:
    """Return the head of a rule-set file."""
    head = dict(_section(path, _parse(path), "ruleset"))
    head.pop("include", None)
    try:
        return RuleSetIdentity.model_validate(head)
    except ValidationError as error:
        raise RuleSetError(path.name, validation_faults(error, "ruleset")) from error


def read_document(path: Path) -> RuleDocument:
    """Return a rule-set file with all its parts, each value carrying its key, document, rule set and version."""
    identity = read_identity(path)
    raw = _parse(path)
    names = _section(path, raw, "ruleset").get("include", [])
    pieces = [(path, raw), *((path.parent / name, _parse(path.parent / name)) for name in names)]
    tree: Tree = {}
    for piece_path, piece in pieces:
        sources = _sources(piece_path, piece)
        body = {key: item for key, item in piece.items() if key not in {"ruleset", "sources"}}
        _graft(piece_path, tree, _annotate(piece_path, body, "", sources, identity), "")
    return RuleDocument(path, identity, tree)


def is_value(node: Tree) -> bool:
    """True if an annotated or raw table is a value and not a section."""
    return "value" in node or "none" in node


def validation_faults(error: ValidationError, prefix: str = "") -> list[tuple[str, str]]:
    """Return (key, problem) for everything pydantic found; ``value`` stands for the key before it."""
    faults = []
    for item in error.errors(include_url=False, include_context=False, include_input=False):
        parts = [prefix, *(str(part) for part in item["loc"])]
        faults.append((".".join(part for part in parts if part), item["msg"]))
    return faults


def _parse(path: Path) -> Tree:
    try:
        raw: Tree = _tuples(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
    except FileNotFoundError as error:
        raise RuleSetError(path.name, [("include", "file not found")]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleSetError(path.name, [("TOML", str(error))]) from error
    return raw


def _tuples(node: Any) -> Any:  # walks any TOML value
    """Turn lists into tuples, because rule sets are unchangeable."""
    if isinstance(node, dict):
        return {key: _tuples(item) for key, item in node.items()}
    if isinstance(node, list):
        return tuple(_tuples(item) for item in node)
    return node


def _section(path: Path, raw: Tree, name: str) -> Tree:
    section = raw.get(name)
    if not isinstance(section, dict):
        raise RuleSetError(path.name, [(name, "section is missing")])
    return section


def _sources(path: Path, raw: Tree) -> dict[str, Source]:
    sources = {}
    for name, item in raw.get("sources", {}).items():
        try:
            sources[name] = Source.model_validate(item)
        except ValidationError as error:
            raise RuleSetError(path.name, validation_faults(error, f"sources.{name}")) from error
    return sources


def _annotate(path: Path, section: Tree, prefix: str, sources: dict[str, Source], identity: RuleSetIdentity) -> Tree:
    result: Tree = {}
    for name, node in section.items():
        key = f"{prefix}.{name}" if prefix else name
        if not isinstance(node, dict):
            raise RuleSetError(path.name, [(key, "a value is a table with value (or none), source, clause, confirmed")])
        if is_value(node):
            result[name] = _annotate_value(path, node, key, sources, identity)
        else:
            result[name] = _annotate(path, node, key, sources, identity)
    return result


def _annotate_value(path: Path, node: Tree, key: str, sources: dict[str, Source], identity: RuleSetIdentity) -> Tree:
    faults = [(key, f"{name} is missing") for name in REQUIRED_NODE_KEYS if name not in node]
    faults += [(key, f"unknown key {name}") for name in sorted(set(node) - NODE_KEYS)]
    if "none" in node and ("value" in node or node["none"] is not True):
        faults.append((key, "none is written as none = true and stands alone"))
    if not faults:
        faults = _source_faults(node, key, sources)
    if faults:
        raise RuleSetError(path.name, faults)
    confirmed = node["confirmed"]
    annotated = {name: node[name] for name in ("unit", "clause", "note", "binding") if name in node}
    return annotated | {
        "key": key, "value": node.get("value"), "source": sources[node["source"]].model_dump(),
        "status": "confirmed" if confirmed else "to_be_confirmed",
        "ruleset": identity.code, "version": identity.version,
    }


def _source_faults(node: Tree, key: str, sources: dict[str, Source]) -> list[tuple[str, str]]:
    if not isinstance(node["confirmed"], bool):
        return [(key, "confirmed must be true or false")]
    source = sources.get(node["source"])
    if source is None:
        return [(key, f"no such source: {node['source']}")]
    if node["confirmed"] and not source.reliable:
        return [(key, f"cannot be confirmed by a document that was not read: {node['source']}")]
    return []


def _graft(path: Path, tree: Tree, piece: Tree, prefix: str) -> None:
    """Add the sections of a part to the tree; a value stated twice in one rule set is a fault."""
    for name, node in piece.items():
        key = f"{prefix}.{name}" if prefix else name
        if name not in tree:
            tree[name] = node
        elif is_value(node) or is_value(tree[name]):
            raise RuleSetError(path.name, [(key, "stated twice in this rule set")])
        else:
            _graft(path, tree[name], node, key)
