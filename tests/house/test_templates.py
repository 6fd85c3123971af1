"""Templates compile, have a title, are used, carry no style or script of their own, and no word that bypasses translation."""

import re
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, nodes
from jinja2.meta import find_referenced_templates

from tests.helpers.house import ROOT, files_under, python_files

FOLDER = ROOT / "templates"
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in files_under("templates", suffix=".html"))
PAGES = [name for name in NAMES if not name.startswith(("macros/", "base")) and not name.split("/")[-1].startswith("_")]
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
CHINESE = re.compile(r"[\u3400-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
SPOKEN_ATTRIBUTES = {"title", "placeholder", "alt", "aria-label", "data-confirm", "value", "label"}
# What stands in a template in every language: units, codes of forms and of indicators.
SAME_IN_EVERY_LANGUAGE = {"km", "xlsx", "csv", "json", "CSV", "Excel", "WPS", "xls", "SHA", "GB"}
FORBIDDEN = {
    "style attribute": re.compile(r"\sstyle\s*="),
    "style element": re.compile(r"<style\b"),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>"),
    "event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']"),
    "unescaped output": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "address of another host": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//"),
}


def source_of(name: str) -> str:
    """Return the text of a template."""
    return (FOLDER / name).read_text(encoding="utf-8")


def tree_of(name: str) -> nodes.Template:
    """Return the parsed template; a syntax error fails the test."""
    return ENVIRONMENT.parse(source_of(name), name=name)


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles_with_every_filter_it_uses(session_app, name):
    session_app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_page_has_a_title(name):
    tree = tree_of(name)
    assert tree.find(nodes.Extends) is not None, "a page extends the shell"
    titles = [block for block in tree.find_all(nodes.Block) if block.name == "title"]
    assert titles, "a page names itself in the block `title`"
    assert titles[0].body, "the title is empty"


def test_every_template_is_used():
    used = {name for template in NAMES for name in find_referenced_templates(tree_of(template)) if name}
    code = "\n".join(path.read_text(encoding="utf-8") for path in python_files("staffing"))
    unused = [name for name in NAMES if name not in used and f'"{name}"' not in code]
    assert unused == []


@pytest.mark.parametrize("name", NAMES)
def test_every_import_of_a_template_is_used(name):
    tree = tree_of(name)
    imported = {(item if isinstance(item, str) else item[1]) for one in tree.find_all(nodes.FromImport) for item in one.names}
    imported |= {one.target for one in tree.find_all(nodes.Import)}
    used = {one.name for one in tree.find_all(nodes.Name) if one.ctx == "load"}
    assert imported - used == set()


@pytest.mark.parametrize("name", NAMES)
def test_template_carries_no_style_script_or_raw_output(name):
    text = source_of(name)
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


class Words(HTMLParser):
    """Collect what a person would read: text, and attributes that are shown or read aloud."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep spoken attributes; the value of an input is read only on buttons."""
        shown = SPOKEN_ATTRIBUTES - ({"value"} if tag in ("input", "option", "meta", "param") else set())
        self.found.extend(value for key, value in attrs if key in shown and value)


def untranslated_words(text: str) -> list[str]:
    """Return words of a template that stand outside of every expression."""
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    words = Words()
    words.feed(bare)
    found = [word for piece in words.found for word in LATIN_WORD.findall(piece) if word not in SAME_IN_EVERY_LANGUAGE]
    return found + [piece.strip() for piece in words.found if CHINESE.search(piece)]


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_template_bypasses_translation(name):
    assert untranslated_words(source_of(name)) == []


def chinese_literals(tree: nodes.Template) -> list[str]:
    """Return Chinese words in expressions; a translated message may name a Chinese heading, which stays in both languages."""
    messages = {id(inner) for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") in ("_", "gettext")
                for inner in call.find_all(nodes.Const)}
    return [one.value for one in tree.find_all(nodes.Const)
            if isinstance(one.value, str) and CHINESE.search(one.value) and id(one) not in messages]


@pytest.mark.parametrize("name", NAMES)
def test_no_chinese_literal_stands_in_an_expression(name):
    assert chinese_literals(tree_of(name)) == []


def test_bypassing_word_is_found_when_planted():
    assert untranslated_words("<p>Hello</p>{{ _('Hello') }}<i title='演示'></i>") == ["Hello", "演示"]
