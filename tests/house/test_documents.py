"""Documents that are tested: the map names every folder, links lead somewhere, settings and commands are explained."""

import re

import pytest

from staffing.cli.entry import COMMANDS, build_parser
from staffing.config import Config
from tests.helpers.house import ROOT, name_of, project_files

DOCUMENTS = [path for path in project_files() if path.suffix == ".md"]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
MOST_TODOS = 10
TODO = re.compile(r"TODO")
DATED_TODO = re.compile(r"TODO\([a-z]+, \d{4}-\d{2}\): ")
GROUPS = ("新增", "变更", "修复", "数据迁移")


def text_of(name: str) -> str:
    """Return a document."""
    return (ROOT / name).read_text(encoding="utf-8")


def folders() -> set[str]:
    """Return every folder of code, templates, tests and documents, two levels deep in the packages."""
    found = set()
    for path in project_files():
        parts = name_of(path).split("/")[:-1]
        depth = {"staffing": 2, "solvers": 2, "tests": 2, "docs": 2, "templates": 1, "migrations": 1}.get(parts[0] if parts else "", 0)
        if depth and parts:
            found.add("/".join(parts[:depth]) + "/")
    return found


def test_map_names_every_folder():
    text = text_of("docs/index.md")
    assert [folder for folder in sorted(folders()) if f"`{folder}`" not in text] == []


def test_map_names_no_folder_that_is_gone():
    named = set(re.findall(r"`((?:staffing|solvers|tests|docs|templates|migrations)/[\w/]*?)`", text_of("docs/index.md")))
    assert [name for name in sorted(named) if name.endswith("/") and not (ROOT / name).is_dir()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_lead_to_files_that_are_there(path):
    targets = [target for target in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_document_is_reached_from_the_map():
    linked = {(ROOT / "docs" / target).resolve() for target in LINK.findall(text_of("docs/index.md"))}
    documents = {path for path in DOCUMENTS if name_of(path).startswith("docs/") and path.name != "index.md"}
    decisions = {path for path in documents if path.parent.name == "decisions"}
    assert sorted(name_of(path) for path in documents - decisions - linked) == []
    assert (ROOT / "docs" / "decisions").resolve() in linked


def test_decisions_are_numbered_and_state_where_they_stand():
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        text = path.read_text(encoding="utf-8")
        assert re.search(r"^Status: (accepted|superseded by \d{4})", text, re.MULTILINE), path.name
        assert [part for part in ("## Context", "## Choice", "## Consequences", "## Rejected") if part not in text] == [], path.name


def test_every_setting_is_explained():
    text = text_of("docs/settings.md")
    assert [name for name in Config.model_fields if f"`STAFFING_{name.upper()}`" not in text] == []
    named = set(re.findall(r"^\| `STAFFING_(\w+)`", text, re.MULTILINE))
    assert named - {name.upper() for name in Config.model_fields} == set(), "explained, but no longer a setting"


def test_every_command_is_explained():
    text = text_of("docs/command-line.md")
    help_text = build_parser().format_help()
    assert COMMANDS
    commands = re.findall(r"^    (\w+)  ", help_text, re.MULTILINE)
    assert commands
    assert [command for command in commands if f"`staffing {command}" not in text] == []


def test_changelog_has_a_part_for_what_is_not_released():
    text = text_of("CHANGELOG.md")
    assert "## 未发布" in text
    groups = set(re.findall(r"^### (\S+)", text, re.MULTILINE))
    assert groups
    assert groups <= set(GROUPS)


def test_todos_are_few_and_dated():
    searched = [path for path in project_files() if path.suffix in (".py", ".html", ".js", ".css", ".toml", ".sh")
                and not name_of(path).startswith("tests/house/")]
    found = [(name_of(path), line) for path in searched for line in path.read_text(encoding="utf-8").splitlines() if TODO.search(line)]
    assert [item for item in found if not DATED_TODO.search(item[1])] == []
    assert len(found) <= MOST_TODOS
