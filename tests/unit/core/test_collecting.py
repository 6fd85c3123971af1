"""The search for cycles is paused while any block asks for it, and as it was before afterwards."""

import gc
import threading

import pytest

from staffing.core.collecting import collection_paused


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
