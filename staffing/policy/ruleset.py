"""Which rule sets there are, and the one in force on a day.

The files beside this module are the product's; a county adds its own in a further folder.
"""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from staffing.policy.document import RuleDocument, Tree, read_document, read_identity, validation_faults
from staffing.policy.errors import RuleSetError, UnknownRuleSetError
from staffing.policy.inheritance import inherit
from staffing.policy.schema import RuleSet, RuleSetIdentity

BUILT_IN: Final = Path(__file__).parent / "rulesets"
DEFAULT_CODE: Final = "national"
LONGEST_CHAIN: Final = 8

Fingerprint = tuple[tuple[str, int, int], ...]


def list_rulesets(folders: Sequence[Path] = (BUILT_IN,)) -> list[RuleSetIdentity]:
    """Return every version of every rule set, by code, then oldest version first."""
    return [identity for identity, _ in _catalogue(tuple(folders), _fingerprint(folders))]


def load_ruleset(code: str, on: dt.date, folders: Sequence[Path] = (BUILT_IN,)) -> RuleSet:
    """Return the version of a rule set that is in force on the day, complete with what it inherits.

    Raises
    ------
    UnknownRuleSetError
        If no rule set has the code, or no version of it, or of one it extends, is in force on the day.
    RuleSetError
        If a file on the way is faulty.
    """
    fingerprint = _fingerprint(folders)
    chain: list[str] = []
    wanted: str | None = code
    while wanted is not None:
        identity, path = _in_force(wanted, on, _catalogue(tuple(folders), fingerprint))
        if str(path) in chain or len(chain) >= LONGEST_CHAIN:
            raise RuleSetError(path.name, [("ruleset.extends", "rule sets extend each other in a circle")])
        chain.append(str(path))
        wanted = identity.extends
    return _build(tuple(chain), fingerprint)


def load_nearest(code: str, on: dt.date) -> RuleSet:
    """Return the version in force on the day; for a day before the first of them, the first: for words and ages, never for verdicts."""
    versions = [item for item in list_rulesets() if item.code == code]
    if not versions:
        raise UnknownRuleSetError(code)
    return load_ruleset(code, max(on, min(item.effective_from for item in versions)))


def load_version(code: str, version: str, on: dt.date, folders: Sequence[Path] = (BUILT_IN,)) -> RuleSet:
    """Return one version of a rule set as it stands on the day, or on the nearest day on which it is in force."""
    identity = next((item for item in list_rulesets(folders) if (item.code, item.version) == (code, version)), None)
    if identity is None:
        raise UnknownRuleSetError(code)
    return load_ruleset(code, max(identity.effective_from, min(on, identity.effective_to or on)), folders)


def _fingerprint(folders: Sequence[Path]) -> Fingerprint:
    """Return what changes when any rule file changes, so that edited files are read again."""
    files = sorted(path for folder in folders for path in folder.rglob("*.toml"))
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)


@lru_cache(maxsize=32)
def _catalogue(folders: tuple[Path, ...], fingerprint: Fingerprint) -> tuple[tuple[RuleSetIdentity, Path], ...]:
    found: dict[tuple[str, str], tuple[RuleSetIdentity, Path]] = {}
    for path in sorted(path for folder in folders for path in folder.glob("*.toml")):
        identity = read_identity(path)
        name = (identity.code, identity.version)
        if name in found:
            raise RuleSetError(path.name, [("ruleset.version", f"also in {found[name][1].name}")])
        found[name] = (identity, path)
    return tuple(sorted(found.values(), key=lambda item: (item[0].code, item[0].effective_from, item[0].version)))


def _in_force(code: str, on: dt.date, catalogue: Sequence[tuple[RuleSetIdentity, Path]]) -> tuple[RuleSetIdentity, Path]:
    versions = [item for item in catalogue if item[0].code == code]
    if not versions:
        raise UnknownRuleSetError(code)
    in_force = [item for item in versions if item[0].effective_on(on)]
    if not in_force:
        raise UnknownRuleSetError(code, on.isoformat())
    return in_force[-1]


@lru_cache(maxsize=64)
def _build(chain: tuple[str, ...], fingerprint: Fingerprint) -> RuleSet:
    """Return the rule set of the first file, extended by those after it."""
    documents = [read_document(Path(path)) for path in chain]
    tree = documents[-1].tree
    for document in reversed(documents[:-1]):
        tree = inherit(tree, document.tree)
    return _validate(documents, tree)


def _validate(documents: Sequence[RuleDocument], tree: Tree) -> RuleSet:
    head = documents[0]
    bases = tuple(f"{item.identity.code} {item.identity.version}" for item in documents[1:])
    try:
        return RuleSet.model_validate({"identity": head.identity, "base_versions": bases, **tree})
    except ValidationError as error:
        raise RuleSetError(head.path.name, validation_faults(error)) from error
