"""Run a command of the product as if it were another day: ``python -m tests.helpers.clocked FILE serve``.

The day stands in the file and may be changed while the command runs, as it would change in an office; which day the command has
taken over stands in ``FILE.serve``.
"""

import datetime as dt
import pathlib
import sys
import threading
import time

from staffing.cli import main
from staffing.core.school_year import use_today

LOOK_EVERY_S = 0.05


def keep_the_day(file: pathlib.Path, taken: pathlib.Path) -> None:
    """Set the day that the file says, for as long as the process runs."""
    while True:
        said = file.read_text(encoding="utf-8")
        with use_today(dt.date.fromisoformat(said)):
            taken.write_text(said, encoding="utf-8")
            while file.read_text(encoding="utf-8") in ("", said):
                time.sleep(LOOK_EVERY_S)


if __name__ == "__main__":
    day, command = pathlib.Path(sys.argv[1]), sys.argv[2]
    threading.Thread(target=keep_the_day, args=(day, day.with_suffix(f".{command}")), daemon=True).start()
    sys.exit(main(sys.argv[2:]))
