"""Which versions of the engines run here; every stored run names them."""

from __future__ import annotations

from importlib.metadata import version


def engine_versions() -> dict[str, str]:
    """Return the versions that decide what a re-run will do."""
    return {"ortools": version("ortools")}
