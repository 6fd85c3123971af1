"""python -m solvers.rotation solve | check | explain | generate | bench: the rotation problem without the application."""

import sys

from solvers.rotation.cli.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
