"""Every message has its Chinese entry: there, not empty, not doubtful, in Chinese, with the same placeholders."""

import ast
import functools
import re
import tomllib

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

from staffing.core.catalogue import TRANSLATIONS, ensure_compiled
from tests.helpers.house import ROOT, name_of, project_files, python_files, tree_of

CATALOGUE = TRANSLATIONS / "zh" / "LC_MESSAGES" / "messages.po"
CHINESE = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[-#0 +]*\d*(?:\.\d+)?[sdif]|%%|\{\w*\}")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]")
LETTERS = re.compile(r"[A-Za-z]{2,}")
# Messages whose only words are units and codes that Chinese officers write the same way.
SAME_IN_BOTH: frozenset[str] = frozenset()
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}
SPEAKING_CALLS = {"flash", "StaffingError", "tell"}


@functools.cache
def used_messages() -> dict[str, str]:
    """Return {English source: file} of every message that code and templates use."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    methods = {one["pattern"].split(".")[-1]: one["method"] for one in mappings}
    folders = tuple(one["pattern"].split("/")[0] + "/" for one in mappings)
    found: dict[str, str] = {}
    for path in project_files():
        if name_of(path).startswith(folders) and path.suffix[1:] in methods:
            for _line, message, _comments, _context in extract_from_file(methods[path.suffix[1:]], path, keywords=KEYWORDS):
                for one in message if isinstance(message, tuple) else (message,):
                    found.setdefault(one, name_of(path))
    return found


@functools.cache
def catalogue() -> Catalog:
    """Return the Chinese catalogue."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh")


def entries() -> list[Message]:
    """Return the catalogue's messages without its head."""
    return [message for message in catalogue() if message.id]


def texts_of(message: Message) -> list[str]:
    """Return the Chinese texts of a message: one, or one for each number."""
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def ids_of(message: Message) -> list[str]:
    """Return the English sources of a message: one, or singular and plural."""
    return list(message.id) if isinstance(message.id, tuple) else [message.id]


def has_words(message: Message) -> bool:
    """True if the English source has words beside its placeholders: signs and numbers alone need no Chinese character."""
    return any(LETTERS.search(PLACEHOLDER.sub(" ", one)) for one in ids_of(message))


def test_every_message_in_use_is_in_the_catalogue():
    known = {one for message in entries() for one in ids_of(message)}
    missing = {text: place for text, place in used_messages().items() if text not in known}
    assert missing == {}, "run `make messages`, then translate"


def test_catalogue_holds_no_message_out_of_use():
    assert [one for message in entries() for one in ids_of(message) if one not in used_messages()] == []


def test_every_entry_is_translated_and_sure():
    assert [message.id for message in entries() if message.fuzzy or not all(texts_of(message))] == []
    assert not catalogue().obsolete, "old entries are deleted, not kept as comments"


def test_every_entry_is_chinese():
    assert [message.id for message in entries() for text in texts_of(message)
            if not CHINESE.search(text) and has_words(message) and message.id not in SAME_IN_BOTH] == []


def test_placeholders_are_the_same_in_both_languages():
    def names(text: str) -> list[str]:
        return sorted(found.group(0) for found in PLACEHOLDER.finditer(text))

    assert [message.id for message in entries() for text in texts_of(message)
            if names(text) != names(ids_of(message)[-1]) and names(text) != names(ids_of(message)[0])] == []


def test_chinese_punctuation_is_full_width():
    bare = {one: PLACEHOLDER.sub("字", text) for message in entries() for one in ids_of(message)[:1] for text in texts_of(message)}
    assert {one: text for one, text in bare.items() if HALF_WIDTH.search(text)} == {}


def spoken_literals(path) -> list[str]:
    """Return calls that tell an officer something in words that cannot be translated."""
    found = []
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        first = node.args[0]
        literal = isinstance(first, ast.JoinedStr) or (isinstance(first, ast.Constant) and isinstance(first.value, str))
        if literal and (name in SPEAKING_CALLS or (name.endswith("Field") and path.name == "forms.py")):
            found.append(f"{name_of(path)}:{node.lineno} {name}")
    return found


def test_nothing_is_told_to_officers_in_words_that_bypass_translation():
    assert [fault for path in python_files("staffing") for fault in spoken_literals(path)] == []


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_pages_speak_the_chosen_language(app, locale):
    answer = app.test_client().get(f"/sign-in?language={locale}").get_data(as_text=True)
    assert ("登录" in answer) is (locale == "zh")


def test_catalogue_is_compiled_when_the_compiled_file_is_absent_or_old(tmp_path):
    folder = tmp_path / "zh" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source, compiled = folder / "messages.po", folder / "messages.mo"
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "School"\nmsgstr "学校"\n', encoding="utf-8")
    ensure_compiled(tmp_path)
    first = compiled.read_bytes()
    assert "学校".encode() in first
    changed = compiled.stat().st_mtime_ns
    ensure_compiled(tmp_path)
    assert compiled.stat().st_mtime_ns == changed
    source.write_text(source.read_text(encoding="utf-8").replace("学校", "校区"), encoding="utf-8")
    ensure_compiled(tmp_path)
    assert "校区".encode() in compiled.read_bytes()
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
