"""The search for cycles is paused while any block asks for it, and as it was before afterwards."""

import gc
import threading
import weakref

import pytest

from staffing.core import collecting
from staffing.core.collecting import MANY, ROUNDS, collection_paused, kept_for_long


def test_collector_runs_again_when_the_block_ends_or_fails():
    with collection_paused():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="no"), collection_paused():
        raise ValueError("no")
    assert gc.isenabled()


def test_collector_stays_paused_until_the_last_of_overlapping_blocks_ends():
    inside, leave, seen = threading.Event(), threading.Event(), []

    def other() -> None:
        with collection_paused():
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=other)
    with collection_paused():
        thread.start()
        inside.wait(10)
    seen.append(gc.isenabled())
    leave.set()
    thread.join(10)
    assert seen == [False]
    assert gc.isenabled()


def test_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with collection_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_is_kept_for_long_is_never_walked_again_if_it_is_much():
    try:
        with kept_for_long():
            kept = [[number] for number in range(MANY + 1000)]
        frozen = gc.get_freeze_count()
        assert frozen > MANY
        with kept_for_long():
            little = [[number] for number in range(10)]
        assert gc.get_freeze_count() <= frozen
        kept.clear()
        assert gc.get_freeze_count() < frozen - MANY + 1000
        assert little
    finally:
        gc.unfreeze()


def test_cycles_left_behind_meanwhile_are_freed_after_some_rounds(monkeypatch):
    class Ring:
        pass

    monkeypatch.setattr(collecting, "MANY", 100)
    ring, kept = Ring(), []
    ring.itself, gone = ring, weakref.ref(ring)
    del ring
    try:
        for _ in range(ROUNDS):
            with kept_for_long():
                kept.append([[number] for number in range(1000)])
        assert gone() is None
    finally:
        gc.unfreeze()
