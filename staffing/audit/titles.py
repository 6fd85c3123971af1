"""How the log is read aloud: titles of kinds of records, fields, actions, and names behind stored ids.

The log lies below the features, so each feature tells its own titles here when it is loaded.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from flask_babel import LazyString
from sqlalchemy import Enum, inspect

from staffing.core.enums import LabelledEnum

Resolver = Callable[[int, Iterable[int]], dict[int, str]]

OBJECT_TITLES: Final[dict[str, LazyString]] = {}
FIELD_TITLES: Final[dict[tuple[str, str], LazyString]] = {}
FIELD_ENUMS: Final[dict[tuple[str, str], type[LabelledEnum]]] = {}
ACTION_TITLES: Final[dict[str, LazyString]] = {}
READINGS: Final[set[str]] = set()
RESTRICTED_FIELDS: Final[set[tuple[str, str]]] = set()
RESOLVERS: Final[dict[str, Resolver]] = {}
VALUE_TITLES: Final[dict[tuple[str, str], Mapping[str, LazyString | str]]] = {}
OBJECT_NAMES: Final[dict[str, Callable[[str], str]]] = {}


def tell_record(model: type[Any], title: LazyString, fields: Mapping[str, LazyString], *, restricted: Iterable[str] = ()) -> None:
    """Register how records of a stored class and their fields are called; closed lists are read from its columns.

    The values of ``restricted`` fields (reasons of deferral, sanctions) are not shown to readers of the log.
    """
    name = model.__name__
    OBJECT_TITLES[name] = title
    FIELD_TITLES.update({(name, field): words for field, words in fields.items()})
    RESTRICTED_FIELDS.update((name, field) for field in restricted)
    # What is no stored class (a list that was exported) has no columns to read closed lists from.
    mapper = inspect(model, raiseerr=False)
    for attribute in mapper.column_attrs if mapper is not None else ():
        kind = attribute.columns[0].type
        if isinstance(kind, Enum) and kind.enum_class is not None and issubclass(kind.enum_class, LabelledEnum):
            FIELD_ENUMS[name, attribute.key] = kind.enum_class


def tell_fields(model: type[Any], fields: Mapping[str, LazyString]) -> None:
    """Register further words for lines about a record, which another feature writes with its own facts."""
    FIELD_TITLES.update({(model.__name__, field): words for field, words in fields.items()})


def tell_actions(titles: Mapping[str, LazyString]) -> None:
    """Register how actions are called."""
    ACTION_TITLES.update(titles)


def tell_readings(titles: Mapping[str, LazyString]) -> None:
    """Register how actions are called that change no record of the county: looking, taking a list, signing in."""
    tell_actions(titles)
    READINGS.update(titles)


def tell_reference(resolver: Resolver, *fields: str) -> None:
    """Register who knows the names behind the ids in fields of these names; called once per page with all ids."""
    for field in fields:
        RESOLVERS[field] = resolver


def tell_values(model: type[Any], field: str, words: Mapping[str, LazyString | str]) -> None:
    """Register how the codes are called that a field holds as plain text, or as names of the parts of its value."""
    VALUE_TITLES[model.__name__, field] = words


def tell_object_names(model: type[Any], name_of: Callable[[str], str]) -> None:
    """Register who knows the name behind the id of a record that is told by a code."""
    OBJECT_NAMES[model.__name__] = name_of


def object_name(object_type: str, object_id: str) -> str:
    """Return how one record is told: its name where its id is a code, else the number itself."""
    name_of = OBJECT_NAMES.get(object_type)
    return name_of(object_id) if name_of is not None else object_id


def object_title(object_type: str) -> str:
    """Return the title of a kind of record."""
    return str(OBJECT_TITLES.get(object_type, object_type))


def action_title(action: str) -> str:
    """Return the title of an action."""
    return str(ACTION_TITLES.get(action, action))


def field_title(object_type: str, field: str) -> str:
    """Return the title of a field."""
    return str(FIELD_TITLES.get((object_type, field), field))
