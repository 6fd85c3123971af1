"""``make routes``: write the table of routes as they are now. Read the difference before you commit it."""

import pathlib
import tempfile

from staffing import create_app
from staffing.config import Config
from tests.helpers.routes import write_table

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        write_table(create_app(Config(instance_dir=pathlib.Path(folder))))
