"""Stores a confirmed batch in a process of its own, in small pieces, and says so at each piece; for tests that kill it."""

import sys

from staffing import create_app
from staffing.core.transactions import commit
from staffing.extensions import db
from staffing.imports import batches, storing

allocate = storing.allocate_ids


def say(word):
    """Write one line at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def allocate_aloud(table, number):
    """Tell the test that another piece is about to be written."""
    say(table.name)
    return allocate(table, number)


if __name__ == "__main__":
    storing.CHUNK = 20
    storing.allocate_ids = allocate_aloud
    with create_app().app_context():
        outcome = batches.check_again(batches.open_upload(int(sys.argv[1])))
        db.session.rollback()
        stored = batches.store_outcome(batches.get_content(int(sys.argv[1])), outcome)
        commit(db.session)
        say("stored" if stored else "not stored")
