"""Rule `keep_compliant` in the model."""

import pytest

from solvers.rotation.vocabulary import CountsAt
from tests.helpers.modelling import assert_allowed, assert_excluded, row_ids
from tests.helpers.solving import SPORTS, decided, instance, move, section, teacher, with_settings

CODE = "keep_compliant"


def county(backbones: int, pupils: int = 100, **settings):
    """Return an instance in which section a is measured and has so many backbone teachers (one per 100 pupils needed)."""
    people = [teacher(f"t{n}", backbone=True) for n in range(backbones)]
    rooms = [section("a", counted=True, pupils=pupils), section("b", counted=True)]
    base = instance([*people, teacher("s", subject=SPORTS)], sections=rooms)
    return with_settings(base, keep_compliant=True, cell_outflow_share=1, **settings)


def test_keep_compliant_when_a_threshold_is_met_today() -> None:
    """Tests that a section gives down to the threshold and no further, and names section and indicator."""
    assert_allowed(county(2), move("t0"))
    assert_excluded(county(2), CODE, move("t0"), move("t1"))
    assert row_ids(county(2), CODE) == {("a/primary", "backbone"), ("a/primary", "pe_arts")}
    assert_excluded(county(2), CODE, move("s", subject=SPORTS))


def test_keep_compliant_when_missed_today() -> None:
    """Tests that a threshold missed today binds nobody."""
    assert_allowed(county(1, pupils=200), move("t0"))


@pytest.mark.parametrize(
    "settings",
    [{"keep_compliant": False}, {"keep_compliant_except": ("a/primary",)}, {"counts_at": CountsAt.HOME}],
)
def test_keep_compliant_when_lifted(settings: dict) -> None:
    """Tests that the switch, an exception and counting at home leave the section free."""
    base = with_settings(county(1), **settings)
    assert_allowed(base, move("t0"))


def test_keep_compliant_when_decided_moves_break_it() -> None:
    """Tests that only what the decided moves leave must be kept."""
    base = county(2, pupils=200).replace(decided_moves=(decided("t0", "b/primary"),))
    assert_allowed(base)
    assert_excluded(base, CODE, move("t1"))
