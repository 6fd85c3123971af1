"""Which persons an answer speaks of, by pseudonym, so that their names can be looked up in one statement."""

from typing import Any

PERSON_KEYS = frozenset({"teacher", "teachers", "ids"})


def pseudonyms_of(content: Any) -> set[str]:
    """Return every id in an answer that may be a person's."""
    found: set[str] = set()
    waiting = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            for key, part in value.items():
                if key in PERSON_KEYS:
                    found.update(str(one) for one in (part if isinstance(part, list) else [part]) if isinstance(one, str))
                else:
                    waiting.append(part)
        elif isinstance(value, list):
            waiting.extend(value)
    return found
