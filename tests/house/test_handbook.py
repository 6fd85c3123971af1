"""The handbook speaks of every part of the menu, and no picture is older than the page it shows."""

import hashlib
import json
import re

import pytest

from staffing.core.access import Role
from staffing.core.navigation import MENU
from staffing.handbook.chapters import FOLDER, OF_ROLE, PICTURES, chapter_texts, find_section
from staffing.handbook.rendering import render
from tests.browser.handbook import names
from tests.helpers.house import ROOT

MANIFEST = PICTURES / "manifest.json"
MOST_BYTES, MOST_OF_ALL = 400_000, 10_000_000
PICTURE = re.compile(r"\(images/([\w-]+\.png)\)")


def manifest() -> dict[str, dict[str, str]]:
    """Return what each picture shows: its template, and the digest of the template when it was taken."""
    return json.loads(MANIFEST.read_text(encoding="utf-8"))


@pytest.mark.parametrize("section", sorted({section for entry in MENU for section in entry.sections}))
def test_every_entry_of_the_menu_has_its_section(section):
    assert find_section(section) is not None


def test_no_section_stands_twice():
    found = [anchor for text in chapter_texts().values() for anchor in re.findall(r"\{#([a-z_]+)\}", text)]
    assert sorted(anchor for anchor in set(found) if found.count(anchor) > 1) == []


def test_links_between_chapters_lead_to_sections():
    for text in chapter_texts().values():
        for chapter, anchor in re.findall(r"\]\(([\w-]+)\.md#([a-z_]+)\)", text):
            assert "{#" + anchor + "}" in chapter_texts()[chapter]


def test_pictures_are_there_and_used():
    shown = {name for text in chapter_texts().values() for name in PICTURE.findall(text)}
    assert shown == {path.name for path in PICTURES.glob("*.png")} == set(manifest())


def test_every_picture_is_taken_by_a_test():
    assert {name.removesuffix(".png") for name in manifest()} == names()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CLERK, Role.PRINCIPAL, Role.LEADER, Role.INSPECTOR])
def test_every_duty_has_its_chapter_with_steps_and_a_picture(role):
    text = chapter_texts()[OF_ROLE[role]]
    assert re.search(r"^1\. ", text, flags=re.MULTILINE)
    assert PICTURE.search(text)


@pytest.mark.parametrize("name", sorted(manifest()))
def test_no_picture_is_older_than_its_template(name):
    entry = manifest()[name]
    digest = hashlib.sha256((ROOT / "templates" / entry["template"]).read_bytes()).hexdigest()
    assert entry["sha256"] == digest, "the page has changed since: run `make guide`, look at the picture, commit it"


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
    assert sum(sizes.values()) < MOST_OF_ALL


def test_marks_of_a_chapter_are_escaped_and_understood():
    text = "# 题\n\n## 节 {#part}\n\n甲 **乙** `丙` [丁](4-changing.md#changes) <script>\n\n- 一\n- 二\n\n1. 三\n\n![图](images/a.png)\n"
    chapter = render("x", text, chapter_address=lambda code: f"/{code}", picture_address=lambda name: f"/p/{name}")
    assert (chapter.title, chapter.sections) == ("题", (("part", "节"),))
    assert '<h2 id="part">节</h2>' in chapter.page
    assert '甲 <strong>乙</strong> <code>丙</code> <a href="/4-changing#changes">丁</a> &lt;script&gt;' in chapter.page
    assert "<ul><li>一</li><li>二</li></ul>" in chapter.page
    assert "<ol><li>三</li></ol>" in chapter.page
    assert '<img src="/p/a.png" alt="图">' in chapter.page


def test_chapters_are_found():
    assert len(chapter_texts()) == len(list(FOLDER.glob("*.md"))) >= 7
