"""Run a command of the product as if it were another day: ``python -m tests.helpers.clocked 2027-07-20 serve``."""

import datetime as dt
import sys

from staffing.cli import main
from staffing.core.school_year import use_today

if __name__ == "__main__":
    with use_today(dt.date.fromisoformat(sys.argv[1])):
        sys.exit(main(sys.argv[2:]))
