"""Leave out what the officer did not accept, and whatever would hang in the air without it. Pure: nothing is stored here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from staffing.core.facts import ABSENT, Fact, FactTable, Key
from staffing.imports.catalogue import TABLES
from staffing.imports.difference import Changes
from staffing.imports.units import WHOLE, ChangeUnit


@dataclass(frozen=True, slots=True)
class Accepted:
    """What remains to be written, and how many further records went because they speak of something left out."""

    changes: Changes
    dropped: int = 0


def keep_accepted(changes: Changes, units: Iterable[ChangeUnit], left_out: Collection[str], known: Mapping[str, Mapping[Key, int]]) -> Accepted:
    """Return the changes without the units whose keys are left out. ``known`` holds the stored records by natural key."""
    if not left_out:
        return Accepted(changes)
    refused = {write for unit in units if unit.key in left_out for write in unit.writes}
    kept = Changes()
    for name, facts in changes.new.items():
        kept.new[name] = [fact for fact in facts if (name, fact.key, WHOLE) not in refused]
    for name, changed in changes.changed.items():
        kept.changed[name] = [(id, fact, places) for id, fact, all_places in changed
                              if (places := _kept_places(TABLES[name], fact, all_places, refused))]
    dropped = 0
    while went := _drop_dangling(kept, known):
        dropped += went
    return Accepted(kept, dropped)


def _kept_places(table: FactTable, fact: Fact, places: list[int], refused: set[tuple[str, Key, str]]) -> list[int]:
    if (table.name, fact.key, WHOLE) in refused:
        return []
    return [place for place in places if (table.name, fact.key, table.values[place].name) not in refused]


def _drop_dangling(changes: Changes, known: Mapping[str, Mapping[Key, int]]) -> int:
    """Drop facts about records that are neither stored nor accepted; a partner who does not come is not named."""
    coming = {name: {fact.key for fact in facts} for name, facts in changes.new.items()}

    def exists(reference: str, key: Any) -> bool:
        return key in known.get(reference, {}) or key in coming.get(reference, ())

    went = 0
    for name, table in TABLES.items():
        facts = changes.new.get(name, [])
        sound = [fact for fact in facts if _stands(table, fact, exists)]
        went += len(facts) - len(sound)
        if facts:
            changes.new[name] = sound
        changed = changes.changed.get(name, [])
        standing = [(id, fact, spoken) for id, fact, places in changed if _stands(table, fact, exists)
                    and (spoken := [place for place in places if fact.values[place] is not ABSENT])]
        went += len(changed) - len(standing)
        if changed:
            changes.changed[name] = standing
    return went


def _stands(table: FactTable, fact: Fact, exists: Any) -> bool:
    for one, value in zip(table.key, fact.key, strict=True):
        if one.reference and not one.transient and not exists(one.reference, value):
            return False
    for place, one in enumerate(table.values):
        value = fact.values[place]
        if not one.reference or value in (None, ABSENT) or exists(one.reference, value):
            continue
        if one.name != "partner":
            return False
        fact.values[place] = ABSENT
    return True
