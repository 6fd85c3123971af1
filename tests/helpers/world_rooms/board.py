"""The board's part of the world: nothing of its own, a plan's board opens without a draft."""

from tests.factories.plans import TinyCounty


def build(_tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Return no further values: the world's plan is enough."""
    return {}, {}
