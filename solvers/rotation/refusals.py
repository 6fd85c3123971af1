"""The small judgements that every refusal of an instance is made of: range, duplicate, dangling, blank."""

from collections.abc import Hashable, Iterable

from solvers.rotation.errors import InstanceError

# Far above any county; keeps sums and products inside 64-bit integers and exact in doubles.
LARGEST_NUMBER = 1_000_000_000


def refuse_outside(path: str, value: float, low: float = 0, high: float = LARGEST_NUMBER) -> None:
    """Raise unless low ≤ value ≤ high; NaN is outside every range."""
    if not low <= value <= high:
        raise InstanceError(path, f"{value!r} is outside {low:g} to {high:g}")


def refuse_duplicates(path: str, keys: Iterable[Hashable], key_name: str = "id") -> None:
    """Raise at the first row whose key has been seen; `path` is that of the list."""
    seen: set[Hashable] = set()
    for position, key in enumerate(keys):
        if key in seen:
            suffix = f".{key_name}" if key_name else ""
            raise InstanceError(f"{path}[{position}]{suffix}", f"{key!r} stands there twice")
        seen.add(key)


def refuse_unknown(path: str, key: Hashable, known: Iterable[Hashable], what: str) -> None:
    """Raise unless the key is known; `known` should be a set or dict."""
    if key not in known:
        raise InstanceError(path, f"no {what} {key!r}")


def refuse_blank(path: str, text: str) -> None:
    """Raise if the text is empty or only blanks."""
    if not text.strip():
        raise InstanceError(path, "must not be empty")
