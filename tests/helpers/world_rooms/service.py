"""The ledger of service's part of the world: it keeps nothing of its own; only the export names its listing."""

from tests.factories.plans import TinyCounty


def build(_tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Name the listing."""
    return {}, {("service.export_list", "listing"): "ledger"}
