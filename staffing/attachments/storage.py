"""Where contents lie: encrypted, under random names, outside of everything the web server hands out."""

import contextlib
import os
from pathlib import Path

from flask import current_app

from staffing.config import Config
from staffing.core.atomic_files import write_atomically
from staffing.core.crypto import FieldCipher


def folder() -> Path:
    """Return the folder of contents."""
    return config().attachments_folder


def config() -> Config:
    """Return the settings of this installation."""
    settings: Config = current_app.config["STAFFING"]
    return settings


def store(county_id: int, name: str, content: bytes) -> None:
    """Write a content encrypted; it is there whole or not at all."""
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with write_atomically(path) as file:
        file.write(_cipher().seal(content, place=_place(county_id, name)))
    os.chmod(path, 0o600)


def load(county_id: int, name: str) -> bytes:
    """Return a content; FileNotFoundError if it is gone, DecryptionError if it was changed or moved."""
    return _cipher().unseal(path_of(name).read_bytes(), place=_place(county_id, name))


def remove(name: str) -> None:
    """Delete a content; one that is gone already is as good."""
    with contextlib.suppress(FileNotFoundError):
        path_of(name).unlink()


def names() -> set[str]:
    """Return the names of all contents on disk."""
    return {path.name for path in folder().glob("*/*") if path.is_file() and not path.name.startswith(".")}


def path_of(name: str) -> Path:
    """Return where a content lies."""
    return folder() / name[:2] / name


def _cipher() -> FieldCipher:
    return FieldCipher(config().field_key.get_secret_value(), config().index_key.get_secret_value())


def _place(county_id: int, name: str) -> str:
    return f"{county_id}:attachment:{name}"
