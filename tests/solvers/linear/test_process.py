"""A solve in a child process: result, progress, cancel, hard stop, crash, memory."""

import os
import tempfile
import time

import pytest

from solvers.linear import Control, Progress
from solvers.linear.process import ChildLimits, Ending, run_in_child


def answer(number: int, control: Control) -> int:
    """Return at once."""
    control.report("thinking", 2.0, 1.0)
    return number + 1


def busy_until_cancelled(control: Control) -> str:
    """Report, keep a first result, and wait for the cancel."""
    control.keep("first")
    while not control.is_cancelled():
        control.report("waiting", 5.0, 4.0)
        time.sleep(0.02)
    return "best so far"


def deaf(control: Control) -> str:
    """Keep a result and never listen."""
    control.keep("kept")
    time.sleep(60)
    return "too late"


def dies(control: Control) -> None:
    """Keep a result and end the process."""
    control.keep("kept")
    time.sleep(0.3)
    os._exit(11)


def raises(control: Control) -> None:
    """Fail with an exception."""
    raise RuntimeError("planted")


def eats_memory(control: Control) -> int:
    """Take more memory than allowed."""
    return len(bytearray(8 * 1024**3))


def test_child_when_it_finishes() -> None:
    """Tests the result and the reported phase."""
    seen: list[Progress] = []
    left = run_in_child(answer, 41, on_progress=seen.append)
    assert (left.ending, left.value) == (Ending.FINISHED, 42)
    assert ("thinking", 2.0, 1.0) in [(row.phase, row.value, row.bound) for row in seen]


@pytest.mark.slow
def test_child_when_cancelled() -> None:
    """Tests progress at least every second before, and the best result within two seconds after a cancel."""
    seen: list[float] = []
    started: list[float] = []

    def note(progress: Progress) -> None:
        if progress.phase == "waiting":
            started.append(time.monotonic())
            seen.append(progress.elapsed_s)

    left = run_in_child(
        busy_until_cancelled,
        on_progress=note,
        is_cancelled=lambda: bool(started) and time.monotonic() - started[0] > 1.5,
    )
    assert (left.ending, left.value) == (Ending.CANCELLED, "best so far")
    assert time.monotonic() - started[0] < 1.5 + 2.0
    assert len(seen) >= 2


@pytest.mark.slow
def test_child_when_deaf() -> None:
    """Tests that a child that does not listen is killed, after a cancel and after its time; its best result stays."""
    limits = ChildLimits(time_limit_s=0.5, grace_s=1.5, cancel_grace_s=0.5)
    begun = time.monotonic()
    stopped = run_in_child(deaf, limits=limits)
    assert (stopped.ending, stopped.value) == (Ending.STOPPED, "kept")
    assert time.monotonic() - begun < 10
    cancelled = run_in_child(deaf, limits=ChildLimits(cancel_grace_s=2.0), is_cancelled=lambda: True)
    assert cancelled.ending is Ending.CANCELLED
    assert cancelled.message == "killed"


def test_child_when_it_dies() -> None:
    """Tests that a crash is an outcome: the best result stays, and the reason is told."""
    left = run_in_child(dies)
    assert (left.ending, left.value) == (Ending.CRASHED, "kept")
    failed = run_in_child(raises)
    assert failed.ending is Ending.CRASHED
    assert failed.value is None
    assert "planted" in failed.message


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such limit")
def test_child_when_out_of_memory() -> None:
    """Tests that the memory limit holds and is told."""
    left = run_in_child(eats_memory, limits=ChildLimits(memory_bytes=4 * 1024**3))
    assert left.ending is Ending.CRASHED
    assert "memory" in left.message


def test_child_when_target_has_no_name() -> None:
    """Tests that a function the child could not import is refused at once."""
    with pytest.raises(ValueError, match="imported by name"):
        run_in_child(lambda control: 1)


def writes_and_hangs(control: Control) -> None:
    """Leave a file in the folder for temporary ones, tell where, and never end."""
    with tempfile.NamedTemporaryFile(delete=False) as file:
        control.keep(file.name)
    time.sleep(60)


def test_child_when_it_leaves_files_behind() -> None:
    """Tests that what a killed child wrote is cleared up."""
    left = run_in_child(writes_and_hangs, limits=ChildLimits(time_limit_s=0.2, grace_s=0.2))
    assert left.ending is Ending.STOPPED
    assert left.value is not None
    assert not os.path.exists(left.value)
