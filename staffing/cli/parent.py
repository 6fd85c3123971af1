"""End this process when the one that started it is gone, however it ended.

The starter holds the other end of our standard input; its death closes the pipe. This works on every system, needs no
polling, and cannot mistake a re-used process number for the parent.
"""

import os
import signal
import sys
import threading


def stop_with_parent() -> None:
    """Ask this process to stop as soon as standard input ends."""
    threading.Thread(target=_wait, name="wait-for-parent", daemon=True).start()


def _wait() -> None:
    while sys.stdin.buffer.read(1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
