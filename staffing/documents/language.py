"""The language of templates: fields, lists and conditions, and nothing else; every fault is told with its paragraph.

A template comes from outside. It is parsed and refused unless each of its parts is on the list below, and rendered in
Jinja's immutable sandbox besides: no calls, no arithmetic, no attributes but the fields.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from staffing.documents.registry import DocumentField

ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.For, nodes.If, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.Filter, nodes.Concat, nodes.CondExpr,
)
LOOP: Final = {"index": None, "first": None, "last": None, "length": None}
DEEPEST: Final = 2
NAMED_TAGS: Final = re.compile(r"(\{[{%])-?(?:tr|tc|p|r)\s")
TAGS: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def _default(value: object, other: object = "") -> object:
    return value or other


def _join(values: Iterable[object], mark: str = "、") -> str:
    return mark.join(map(str, values))


FILTERS: Final[dict[str, Callable[..., object]]] = {"default": _default, "length": len, "join": _join}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a template: a code, the word it is about, and the text of the paragraph where it stands."""

    code: str
    word: str = ""
    paragraph: str = ""
    number: int = 0


@dataclass(slots=True)
class _Check:
    lines: list[str]
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, word: str, line: int) -> None:
        self.faults.append(Fault(code, word, plain_text(self.lines[line - 1]) if 0 < line <= len(self.lines) else "", line - 1))


def make_environment() -> ImmutableSandboxedEnvironment:
    """Return the environment in which templates are parsed and rendered: escaping on, own filters only, unknown fields refused."""
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.filters, made.globals = dict(FILTERS), {}
    return made


def plain_text(xml: str) -> str:
    """Return the words of a piece of a document."""
    return re.sub(r"<[^>]+>", "", xml).strip()


def known_fields(fields: tuple[DocumentField, ...]) -> dict[str, Any]:
    """Return the names of fields; a list's name stands with the names of its parts."""
    return {one.name: known_fields(one.parts) if one.parts else None for one in fields}


def find_faults(source: str, fields: tuple[DocumentField, ...]) -> list[Fault]:
    """Return every fault of a part of a template, whose paragraphs each begin a line; in the order of the paragraphs."""
    check = _Check(source.splitlines())
    environment = make_environment()
    for number, line in enumerate(check.lines, start=1):
        _check_tags(check, environment, line, number)
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        if not check.faults:
            check.fault("syntax", str(error.message), error.lineno)
        return check.faults
    _walk(check, tree, known_fields(fields), 0)
    return sorted(check.faults, key=lambda one: one.number)


def _check_tags(check: _Check, environment: ImmutableSandboxedEnvironment, line: str, number: int) -> None:
    """Check each tag by itself, so that one fault does not hide the next."""
    rest = TAGS.sub("", plain_text(line))
    for mark in ("{{", "{%", "}}", "%}"):
        if mark in rest:
            check.fault("unclosed", mark, number)
    for tag in TAGS.findall(line):
        if tag.startswith("{{"):
            try:
                environment.parse(NAMED_TAGS.sub(r"\1 ", tag))
            except TemplateSyntaxError:
                check.fault("syntax", plain_text(tag), number)


def _walk(check: _Check, node: nodes.Node, known: dict[str, Any], depth: int) -> None:
    if not isinstance(node, ALLOWED):
        check.fault("forbidden", _word_of(node), node.lineno)
        return
    special = WALKS.get(type(node))
    if special is not None:
        special(check, node, known, depth)
        return
    for child in node.iter_child_nodes():
        _walk(check, child, known, depth)


def _walk_for(check: _Check, node: Any, known: dict[str, Any], depth: int) -> None:
    if depth >= DEEPEST or node.recursive or not isinstance(node.target, nodes.Name):
        check.fault("forbidden", "for", node.lineno)
        return
    parts = _meaning(check, node.iter, known)
    if parts is None:
        check.fault("no_list", _word_of(node.iter), node.lineno)
        parts = {}
    inside = {**known, node.target.name: parts, "loop": LOOP}
    for child in (*node.body, *([node.test] if node.test else [])):
        _walk(check, child, inside, depth + 1)
    for child in node.else_:
        _walk(check, child, known, depth)


def _walk_output(check: _Check, node: Any, known: dict[str, Any], depth: int) -> None:
    for child in node.nodes:
        if isinstance(child, (nodes.Name, nodes.Getattr)):
            if _meaning(check, child, known):
                check.fault("is_list", _word_of(child), child.lineno)
        else:
            _walk(check, child, known, depth)


def _walk_name(check: _Check, node: Any, known: dict[str, Any], _depth: int) -> None:
    _meaning(check, node, known)


def _walk_filter(check: _Check, node: Any, known: dict[str, Any], depth: int) -> None:
    if node.name not in FILTERS:
        check.fault("filter", node.name, node.lineno)
    for child in node.iter_child_nodes():
        _walk(check, child, known, depth)


def _meaning(check: _Check, node: Any, known: dict[str, Any]) -> Any:
    """Return what a name means: the parts of a list, None for a plain field; a fault if it means nothing."""
    if isinstance(node, nodes.Name):
        if node.name in known:
            return known[node.name]
        check.fault("unknown", node.name, node.lineno)
    elif isinstance(node, nodes.Getattr):
        parts = _meaning(check, node.node, known)
        if parts is not None and node.attr in parts:
            return parts[node.attr]
        if parts or parts is None:
            check.fault("unknown", _word_of(node), node.lineno)
    return {} if isinstance(node, (nodes.Name, nodes.Getattr)) else None


def _word_of(node: Any) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_word_of(node.node)}.{node.attr}"
    return str(getattr(node, "name", "") or type(node).__name__.lower())


WALKS: Final[dict[type[nodes.Node], Callable[[_Check, Any, dict[str, Any], int], None]]] = {
    nodes.Output: _walk_output, nodes.For: _walk_for, nodes.Name: _walk_name, nodes.Getattr: _walk_name, nodes.Filter: _walk_filter,
}

