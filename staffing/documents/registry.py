"""Which documents there are: their fields with meaning and example, their shipped template, and who gives the facts.

Rooms define their kinds and create_app hands them over once, as with lists that are exported.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from flask import Flask, current_app

from staffing.core.access import Role

EXTENSION: Final = "staffing_document_kinds"
Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DocumentField:
    """One field of a template, by its official Chinese name; a field with ``parts`` is a list whose entries have these parts."""

    name: str
    meaning: str
    example: str = ""
    parts: tuple["DocumentField", ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What fills one document: the name of its file, without ending, and its facts; ``template_id`` None takes the active template."""

    name: str
    facts: Context
    template_id: int | None = None
    shipped: bool = False


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document (文书种类).

    ``title`` is the official name. ``default`` makes the shipped template. ``gather`` returns what fills the documents for
    these ids (teachers, orders, schools — as the room counts them) of a county, in their order; ``roles`` may ask for it.
    ``about_teachers`` kinds are offered for any teacher by the room of documents itself.
    """

    code: str
    title: str
    fields: tuple[DocumentField, ...]
    default: Callable[[], bytes]
    gather: Callable[[int, Sequence[int]], list[Filled]]
    roles: frozenset[Role]
    about_teachers: bool = False


def register_documents(app: Flask, kinds: Iterable[DocumentKind]) -> None:
    """Make kinds known to an application; a code that stands twice is a programming error."""
    app.jinja_env.globals["documents_about_teachers"] = about_teachers
    known: dict[str, DocumentKind] = app.extensions.setdefault(EXTENSION, {})
    for kind in kinds:
        if kind.code in known:
            raise ValueError(f"two documents are called {kind.code}")
        known[kind.code] = kind


def all_kinds() -> list[DocumentKind]:
    """Return the kinds in their order."""
    return list(cast("dict[str, DocumentKind]", current_app.extensions.get(EXTENSION, {})).values())


def about_teachers() -> list[DocumentKind]:
    """Return the kinds that can be filled for any teacher."""
    return [kind for kind in all_kinds() if kind.about_teachers]


def get_kind(code: str) -> DocumentKind:
    """Return a kind; LookupError if there is none."""
    return cast("dict[str, DocumentKind]", current_app.extensions.get(EXTENSION, {}))[code]


def example_facts(fields: Iterable[DocumentField]) -> dict[str, Any]:
    """Return invented facts for a preview: each field's example, two entries for each list."""
    return {one.name: [example_facts(one.parts)] * 2 if one.parts else one.example for one in fields}
