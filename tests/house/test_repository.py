"""What must not be in this repository: unlocked packages, names of hosts and machines, other people's code, personal data."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.helpers.house import ROOT, name_of, project_files

LOCKS = ("requirements.lock", "requirements-dev.lock")
LARGEST_FILE_BYTES = 1_000_000
BINARY = {".png", ".jpg", ".ico", ".xlsx", ".xls", ".woff2", ".zip", ".gz"}
TEXTS = [path for path in project_files() if path.suffix not in BINARY]
ID_NUMBER = re.compile(r"(?<![\dA-Za-z.])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])")
# Invented county codes begin so; no county of China has them.
INVENTED_REGIONS = ("99", "000000", "42000")
# The examples printed in GB 11643-1999, which every program that checks numbers quotes; nobody has them.
PUBLISHED_EXAMPLES = frozenset({"11010519491231" + "002X", "44052418800101" + "0014", "11010519491231" + "0021"})
SCRIPT_OF_OTHERS = re.compile(r"(?i)copyright \(c\)|licensed under|spdx-license|@license|all rights reserved")
# Whole words that belong to a machine, not to the product. Written apart so that this file does not name them itself.
MACHINE_PATHS = tuple("".join(parts) for parts in (
    ("/ro", "ot/"), ("/wo", "rk/"), ("/ho", "me/"), ("/Us", "ers/"), ("/tmp/", "brief"), ("/opt/", "pypi"), ("/opt/", "wheels")))
INDEX_HOSTS = re.compile("|".join((r"py" r"pi\.org", r"pythonhosted", r"tsinghua\.edu", r"aliyun", r"mirrors?\.", r"files\.python")))
OUTSIDE = "../" + "shared"
MAKERS = re.compile(r"(?i)\b(" + "|".join(("clau" + "de", "chat" + "gpt", "anthr" + "opic", "open" + "ai", "copi" + "lot", "l" + "lm")) + r")\b")


def lines_with(pattern: re.Pattern[str], path) -> list[str]:
    """Return the places of a file where the pattern is found."""
    return [f"{name_of(path)}:{number}" for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if pattern.search(line)]


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_exact_versions_and_hashes_and_no_place(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-zA-Z0-9])", text.split("\n\n")[-1] if text.startswith("#") else text)
    assert len(packages) > 30
    for package in packages:
        assert re.match(r"[a-zA-Z0-9_.\[\],-]+==[^\s;]+", package), package[:80]
        assert "--hash=sha256:" in package, package[:80]
    assert not re.search(r"https?://|file://|--index-url|--extra-index|--find-links|--trusted-host| @ ", text)


def test_locks_cover_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name, wanted in ((LOCKS[0], project["dependencies"]),
                         (LOCKS[1], project["dependencies"] + project["optional-dependencies"]["dev"])):
        locked = dict(re.findall(r"^([a-zA-Z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        locked = {canonicalize_name(key): value for key, value in locked.items()}
        for one in map(Requirement, wanted):
            assert one.specifier.contains(locked[canonicalize_name(one.name)]), one


def test_developers_lock_agrees_with_the_runtime_lock():
    pins = [set(re.findall(r"^([a-zA-Z0-9_.-]+(?:\[[^\]]*\])?==[^\s;\\]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
            for name in LOCKS]
    assert pins[0] - pins[1] == set()


def test_no_package_index_is_named():
    assert [place for path in TEXTS if name_of(path) != "tests/house/test_repository.py" for place in lines_with(INDEX_HOSTS, path)] == []


def test_no_path_of_a_machine_is_named():
    pattern = re.compile("|".join(map(re.escape, MACHINE_PATHS)))
    assert [place for path in TEXTS for place in lines_with(pattern, path)] == []


def test_only_tests_look_outside_of_the_project():
    pattern = re.compile(re.escape(OUTSIDE))
    assert [place for path in TEXTS if not name_of(path).startswith("tests/") for place in lines_with(pattern, path)] == []


def test_project_speaks_of_the_product_alone():
    assert [place for path in TEXTS if path.suffix != ".lock" for place in lines_with(MAKERS, path)] == []


def test_no_code_of_others_is_kept_here():
    assert [place for path in TEXTS if path.suffix != ".lock" and name_of(path) != "tests/house/test_repository.py"
            for place in lines_with(SCRIPT_OF_OTHERS, path)] == []
    scripts = [path for path in project_files() if path.suffix in (".js", ".css")]
    assert [name_of(path) for path in scripts if ".min." in path.name] == []
    assert [name_of(path) for path in scripts for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 300] == []


def test_no_file_is_large():
    assert [(name_of(path), path.stat().st_size) for path in project_files() if path.stat().st_size > LARGEST_FILE_BYTES] == []


def test_no_identity_number_of_a_real_place_is_kept():
    found = [(name_of(path), number) for path in TEXTS if path.suffix != ".lock"
             for number in ID_NUMBER.findall(path.read_text(encoding="utf-8")) if not number.startswith(INVENTED_REGIONS) and number not in PUBLISHED_EXAMPLES]
    assert found == []


def test_what_asks_for_postgresql_is_among_the_paths_ci_runs_there():
    paths = re.search(r'WITH_DATABASE="([^"]+)"', (ROOT / ".ci/run").read_text(encoding="utf-8"))
    assert paths
    marked = [name_of(path) for path in project_files() if re.match(r"tests/.*/test_\w+\.py", name_of(path))
              and re.search(r"^@pytest\.mark\.postgres|^pytestmark = .*postgres", path.read_text(encoding="utf-8"), flags=re.MULTILINE)]
    assert marked
    assert not [name for name in marked if not any(name.startswith(path) for path in paths[1].split())]
