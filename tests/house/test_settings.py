"""Every setting of staffing/config.py stands in docs/settings.md with its default, and nothing else does."""

import re

import pytest

from staffing.config import SECRET_NAMES, Config
from tests.helpers.house import ROOT

ROW = re.compile(r"^\| `STAFFING_(?P<name>\w+)` \| (?P<default>.+?) \| (?P<meaning>.+) \|$", re.MULTILINE)
# Settings whose default is told in words, because it depends on another setting or on the installation.
TOLD_IN_WORDS = {*SECRET_NAMES, "instance_dir", "output_dir", "attachments_dir", "database_url", "queue", "queue_url", "public_address"}


def documented() -> dict[str, tuple[str, str]]:
    """Return {setting: (default, meaning)} as the document tells them."""
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    return {found["name"].lower(): (found["default"], found["meaning"]) for found in ROW.finditer(text)}


def test_the_document_tells_every_setting_and_no_other():
    assert set(documented()) == set(Config.model_fields)


@pytest.mark.parametrize("name", sorted(set(Config.model_fields) - TOLD_IN_WORDS))
def test_the_document_tells_the_default(name):
    default = Config.model_fields[name].default
    assert documented()[name][0] == f"`{str(default).lower() if isinstance(default, bool) else default}`"
