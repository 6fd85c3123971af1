"""``python -m staffing``: the same commands as the console script."""

import sys

from staffing.cli.entry import main

sys.exit(main())
