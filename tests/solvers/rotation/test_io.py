"""JSON in and out: round trips, the fingerprint, and every refusal with its path."""

import copy
import hashlib
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from solvers.rotation.errors import InstanceError
from solvers.rotation.instance import Instance
from solvers.rotation.io import (
    format_instance,
    format_solution,
    instance_sha256,
    parse_instance,
    parse_solution,
    read_instance,
    read_solution,
    write_instance,
    write_solution,
)
from tests.helpers.random_instances import small_instances

CASES = Path(__file__).parents[2] / "data" / "cases"
TEXT = (CASES / "one_feasible_plan.json").read_text(encoding="utf-8")
SOLUTION_TEXT = (CASES / "one_feasible_plan.solution.json").read_text(encoding="utf-8")
DOCUMENT: dict[str, Any] = json.loads(TEXT)
SOLUTION: dict[str, Any] = json.loads(SOLUTION_TEXT)
OPTIONAL = {
    "decided_moves": [{"teacher": "t4", "to": "s1/primary", "subject": "语文", "kind": "支教"}],
    "title_posts": [{"school": "s1", "level": "senior", "posts": 1}],
    "distances": [{"from": "s1", "to": "s9", "km": 12.5, "minutes": 30}],
    "school_limits": [
        {"school": "s1", "min_sent": 1, "max_sent": 2, "max_received": 0, "min_backbone_sent": 1},
        {"school": "s9", "max_received": 3},
    ],
}


def full_document() -> dict[str, Any]:
    """Return a document in which every optional part and key stands."""
    document = copy.deepcopy(DOCUMENT) | copy.deepcopy(OPTIONAL)
    document["settings"] |= {
        "keep_compliant": True,
        "keep_compliant_except": ["s1/primary"],
        "donor_floor": 0.8,
        "zone_limit": "ordinary",
        "goal_order": "lexicographic",
        "level_tolerance": 0.01,
        "relation_moves": "to_urban",
    }
    document["published_plan"] = [
        {"teacher": "t1", "from": "s1/primary", "to": "s9/primary", "subject": "体育"}
    ]
    for row in document["teachers"]:
        row |= {"title_level": "senior", "last_rotation_year": 2020, "carried": 12}
        row["labels"] = {"sex": "女", "age_group": "30-39", "township": "东镇"}
    return document


def dumped(document: Any) -> str:
    """Return JSON text that may hold NaN."""
    return json.dumps(document, ensure_ascii=False)


def test_parse_instance_when_every_optional_part_is_there() -> None:
    """Tests that a full document is read and written back as the same document."""
    instance = parse_instance(dumped(full_document()))
    assert json.loads(format_instance(instance)) == full_document()
    assert instance.teachers[0].labels is not None
    assert instance.index.road_km[instance.schools[1].id, instance.schools[0].id] == 12.5


@settings(deadline=None, max_examples=60)
@given(small_instances())
def test_format_instance_when_read_again(instance: Instance) -> None:
    """Tests that any instance survives writing and reading, with its fingerprint, and pickling."""
    again = parse_instance(format_instance(instance))
    assert again == instance
    assert instance_sha256(again) == instance_sha256(instance)
    assert pickle.loads(pickle.dumps(again)) == instance


def test_write_and_read_when_files(tmp_path: Path) -> None:
    """Tests the round trip of both documents through files."""
    instance, solution = parse_instance(TEXT), parse_solution(SOLUTION_TEXT)
    write_instance(instance, tmp_path / "i.json")
    write_solution(solution, tmp_path / "s.json")
    assert read_instance(tmp_path / "i.json") == instance
    assert read_solution(tmp_path / "s.json") == solution


def test_format_solution_when_levels_and_findings_are_there() -> None:
    """Tests that optional parts of a solution survive a round trip."""
    document = copy.deepcopy(SOLUTION)
    document["levels"] = [{"order": 1, "cost": 5, "bound": None, "gap": None}]
    document["findings"] = [{"code": "pins", "ids": ["t1", "s9/primary"], "text": "x"}]
    assert json.loads(format_solution(parse_solution(dumped(document)))) == document


def test_instance_sha256_when_document_is_read() -> None:
    """Tests the fingerprint against its definition, and that key order and blanks do not matter."""
    canonical = json.dumps(DOCUMENT, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    expected = hashlib.sha256(canonical.encode()).hexdigest()
    assert instance_sha256(parse_instance(TEXT)) == expected == SOLUTION["instance_sha256"]
    shuffled = dict(reversed(DOCUMENT.items()))
    assert instance_sha256(parse_instance(json.dumps(shuffled, indent=3))) == expected


def test_instance_sha256_when_20_is_written_as_20_0() -> None:
    """Tests that the fingerprint is that of the document before types are applied, and survives writing."""
    document = copy.deepcopy(DOCUMENT)
    document["settings"]["max_distance_km"] = 20.0
    instance = parse_instance(dumped(document))
    assert instance == parse_instance(TEXT)
    assert instance_sha256(instance) != SOLUTION["instance_sha256"]
    assert instance_sha256(parse_instance(format_instance(instance))) == instance_sha256(instance)


def test_instance_sha256_when_defaults_are_spelled_out() -> None:
    """Tests that the fingerprint belongs to the text, although the instance is the same."""
    document = copy.deepcopy(DOCUMENT)
    document["settings"]["keep_compliant"] = False
    assert parse_instance(dumped(document)) == parse_instance(TEXT)
    assert instance_sha256(parse_instance(dumped(document))) != SOLUTION["instance_sha256"]


def test_instance_sha256_when_copy_is_changed() -> None:
    """Tests that a changed copy does not keep the fingerprint of its source."""
    instance = parse_instance(TEXT)
    assert instance_sha256(instance.replace(school_year=2028)) != instance_sha256(instance)
    assert instance_sha256(instance.replace()) == instance_sha256(instance)


def put(*path: str | int, value: Any) -> Callable[[dict[str, Any]], None]:
    """Return a change that sets the value at a path."""

    def change(document: dict[str, Any]) -> None:
        place: Any = document
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[dict[str, Any]], None]:
    """Return a change that removes a key."""

    def change(document: dict[str, Any]) -> None:
        place: Any = document
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return change


def double(*path: str | int) -> Callable[[dict[str, Any]], None]:
    """Return a change that repeats the last row of a list."""

    def change(document: dict[str, Any]) -> None:
        place: Any = document
        for key in path:
            place = place[key]
        place.append(copy.deepcopy(place[-1]))

    return change


T = "teachers"
L = "school_limits"
REFUSED = [
    (put("format", value="rotation-instance/2"), "$.format"),
    (put("format", value=1), "$.format"),
    (drop("format"), "$.format"),
    (drop("pins"), "$.pins"),
    (put("extra", value=1), "$.extra"),
    (put("name", value=3), "$.name"),
    (put("school_year", value=2027.0), "$.school_year"),
    (put("school_year", value=True), "$.school_year"),
    (put("school_year", value=10**16), "$.school_year"),
    (put("synthetic", value=1), "$.synthetic"),
    (put("settings", value=[]), "$.settings"),
    (drop("settings", "counts_at"), "$.settings.counts_at"),
    (put("settings", "counts_at", value="school"), "$.settings.counts_at"),
    (put("settings", "max_distance_km", value=-1), "$.settings.max_distance_km"),
    (put("settings", "max_distance_km", value="20"), "$.settings.max_distance_km"),
    (put("settings", "max_distance_km", value=True), "$.settings.max_distance_km"),
    (put("settings", "couple_distance_km", value=float("nan")), "$.settings.couple_distance_km"),
    (put("settings", "couple_distance_km", value=float("inf")), "$.settings.couple_distance_km"),
    (put("settings", "school_outflow_share", value=1.01), "$.settings.school_outflow_share"),
    (put("settings", "cell_outflow_share", value=-0.1), "$.settings.cell_outflow_share"),
    (put("settings", "level_tolerance", value=-1), "$.settings.level_tolerance"),
    (put("settings", "donor_floor", value=-1), "$.settings.donor_floor"),
    (put("settings", "keep_compliant_except", value=["s7"]), "$.settings.keep_compliant_except[0]"),
    (
        put("settings", "keep_compliant_except", value=["s1/primary"] * 2),
        "$.settings.keep_compliant_except[1]",
    ),
    (
        put("settings", "certificate_covers", "senior", value=["senior"]),
        "$.settings.certificate_covers.senior[0]",
    ),
    (
        put("settings", "certificate_covers", "junior", value=["junior"] * 2),
        "$.settings.certificate_covers.junior[1]",
    ),
    (drop("settings", "certificate_covers", "senior"), "$.settings.certificate_covers.senior"),
    (put("settings", "relation_moves", value=None), "$.settings.relation_moves"),
    (put("quotas", 0, "of", value="moved"), "$.quotas[0].of"),
    (put("quotas", 0, "of", value="all"), "$.quotas[0].of"),
    (put("quotas", 0, "of", value={"number": -1}), "$.quotas[0].of.number"),
    (put("quotas", 0, "of", value={"number": 1.5}), "$.quotas[0].of.number"),
    (put("quotas", 0, "of", value={"number": 1, "group": "all"}), "$.quotas[0].of.number"),
    (put("quotas", 0, "of", value={}), "$.quotas[0].of.number"),
    (put("quotas", 1, "of", value={"group": ""}), "$.quotas[1].of.group"),
    (put("quotas", 1, "at_least", value=1.2), "$.quotas[1].at_least"),
    (put("quotas", 1, "group", value=" "), "$.quotas[1].group"),
    (put("quotas", 1, "code", value="rotation_share"), "$.quotas[1].code"),
    (put("quotas", 1, "code", value="subject_cover"), "$.quotas[1].code"),
    (put("indicators", 0, "code", value="books"), "$.indicators[0].code"),
    (put("indicators", 0, "code", value="backbone"), "$.indicators[1].code"),
    (put("indicators", 0, "subjects", value=[]), "$.indicators[0].subjects"),
    (drop("indicators", 2, "subjects"), "$.indicators[2].subjects"),
    (put("indicators", 2, "subjects", value=["体育", "体育"]), "$.indicators[2].subjects[1]"),
    (drop("indicators", 2), "$.indicators"),
    (put("indicators", 1, "weight", value=-2), "$.indicators[1].weight"),
    (put("indicators", 1, "junior", "threshold", value=-1), "$.indicators[1].junior.threshold"),
    (put("indicators", 1, "primary", "cv_limit", value=-1), "$.indicators[1].primary.cv_limit"),
    (put("goal_weights", "burden", value=-1), "$.goal_weights.burden"),
    (drop("goal_weights", "changes"), "$.goal_weights.changes"),
    (put("schools", 1, "id", value="s1"), "$.schools[1].id"),
    (put("schools", 1, "id", value=""), "$.schools[1].id"),
    (put("schools", 1, "entity", value=""), "$.schools[1].entity"),
    (put("schools", 1, "zone", value=""), "$.schools[1].zone"),
    (put("schools", 1, "location", value="city"), "$.schools[1].location"),
    (put("schools", 1, "x_km", value=1e10), "$.schools[1].x_km"),
    (put("schools", 1, "x_km", value=None), "$.schools[1].x_km"),
    (put("schools", 1, "authorised_posts", value=-1), "$.schools[1].authorised_posts"),
    (put("schools", 1, "staff", value=0), "$.schools[1].staff"),
    (put("sections", 1, "id", value="s1/primary"), "$.sections[1].id"),
    (put("sections", 1, "school", value="s7"), "$.sections[1].school"),
    (put("sections", 1, "school", value="s1"), "$.sections[1].stage"),
    (put("sections", 1, "stage", value="senior"), "$.sections[1].stage"),
    (put("sections", 1, "pupils", value=-1), "$.sections[1].pupils"),
    (put("sections", 1, "pupils", value=60.0), "$.sections[1].pupils"),
    (put("sections", 1, "strength", value=4), "$.sections[1].strength"),
    (put("sections", 1, "strength", value=1.5), "$.sections[1].strength"),
    (put("sections", 1, "hardware_below", value=5), "$.sections[1].hardware_below"),
    (put("sections", 1, "hardware_below_85", value=2), "$.sections[1].hardware_below_85"),
    (put("demand", 0, "section", value="s7"), "$.demand[0].section"),
    (put("demand", 0, "subject", value=""), "$.demand[0].subject"),
    (put("demand", 0, "min", value=6), "$.demand[0].max"),
    (put("demand", 0, "min", value=-1), "$.demand[0].min"),
    (double("demand"), "$.demand[4].subject"),
    (double(T), "$.teachers[4].id"),
    (put(T, 0, "section", value="s7"), "$.teachers[0].section"),
    (put(T, 0, "subject", value=""), "$.teachers[0].subject"),
    (put(T, 0, "more_subjects", value=["体育"]), "$.teachers[0].more_subjects[0]"),
    (put(T, 0, "more_subjects", value=["语文", "语文"]), "$.teachers[0].more_subjects[1]"),
    (put(T, 0, "more_subjects", value="语文"), "$.teachers[0].more_subjects"),
    (put(T, 0, "more_subjects", value=[""]), "$.teachers[0].more_subjects[0]"),
    (put(T, 0, "certificate", value="vocational"), "$.teachers[0].certificate"),
    (put(T, 0, "above_degree", value=True), "$.teachers[0].above_degree"),
    (put(T, 0, "above_degree", "senior", value=True), "$.teachers[0].above_degree.senior"),
    (put(T, 0, "backbone", value=None), "$.teachers[0].backbone"),
    (put(T, 0, "groups", value=["backbone"]), "$.teachers[0].groups[0]"),
    (put(T, 0, "groups", value=["g", "g"]), "$.teachers[0].groups[1]"),
    (put(T, 0, "groups", value=[""]), "$.teachers[0].groups[0]"),
    (put(T, 0, "status", value="retired"), "$.teachers[0].status"),
    (put(T, 0, "wishes", value=["s7"]), "$.teachers[0].wishes[0]"),
    (put(T, 0, "wishes", value=["s1/primary"]), "$.teachers[0].wishes[0]"),
    (put(T, 0, "wishes", value=["s9/primary"] * 2), "$.teachers[0].wishes[1]"),
    (put(T, 0, "wishes", value=[7]), "$.teachers[0].wishes[0]"),
    (put(T, 0, "home_x_km", value=None), "$.teachers[0].home_x_km"),
    (put(T, 0, "home_y_km", value=None), "$.teachers[0].home_y_km"),
    (put(T, 0, "home_y_km", value=1e300), "$.teachers[0].home_y_km"),
    (put(T, 0, "partner", value="t1"), "$.teachers[0].partner"),
    (put(T, 0, "partner", value="t9"), "$.teachers[0].partner"),
    (put(T, 0, "partner", value="t2"), "$.teachers[0].partner"),
    (put(T, 1, "partner", value=None), "$.teachers[2].partner"),
    (put(T, 0, "last_rotation_year", value=-5), "$.teachers[0].last_rotation_year"),
    (put(T, 0, "carried", value=-1), "$.teachers[0].carried"),
    (put(T, 0, "carried", value=1.5), "$.teachers[0].carried"),
    (put(T, 0, "labels", value={"sex": "女"}), "$.teachers[0].labels.age_group"),
    (put(T, 0, "title_level", value="junior"), "$.teachers[0].title_level"),
    (put("pins", 0, "teacher", value="t9"), "$.pins[0].teacher"),
    (put("pins", 0, "section", value="s7"), "$.pins[0].section"),
    (double("pins"), "$.pins[1].teacher"),
    (double("forbids"), "$.forbids[1].section"),
    (put("forbids", 0, value={"teacher": "t1", "section": "s9/primary"}), "$.forbids[0].section"),
    (put("forbids", 0, "section", value="s1/primary"), "$.forbids[0].section"),
    (put("published_plan", value={}), "$.published_plan"),
    (put("decided_moves", value=OPTIONAL["decided_moves"] * 2), "$.decided_moves[1].teacher"),
    (
        put("decided_moves", value=[OPTIONAL["decided_moves"][0] | {"to": "s9/primary"}]),
        "$.decided_moves[0].to",
    ),
    (put("decided_moves", value=[OPTIONAL["decided_moves"][0] | {"kind": ""}]), "$.decided_moves[0].kind"),
    (put("decided_moves", value=None), "$.decided_moves"),
    (put("title_posts", value=OPTIONAL["title_posts"]), "$.teachers[0].title_level"),
    (put("distances", value=OPTIONAL["distances"] * 2), "$.distances[1].to"),
    (put("distances", value=[OPTIONAL["distances"][0] | {"to": "s1"}]), "$.distances[0].to"),
    (put("distances", value=[OPTIONAL["distances"][0] | {"to": "s7"}]), "$.distances[0].to"),
    (put("distances", value=[OPTIONAL["distances"][0] | {"km": -1}]), "$.distances[0].km"),
]


@pytest.mark.parametrize(("change", "path"), REFUSED)
def test_parse_instance_when_one_thing_is_wrong(change: Callable[[dict[str, Any]], None], path: str) -> None:
    """Tests that each fault is refused at its own path."""
    document = copy.deepcopy(DOCUMENT)
    change(document)
    with pytest.raises(InstanceError) as refusal:
        parse_instance(dumped(document))
    assert refusal.value.path == path


FULL_REFUSED = [
    (put("published_plan", 0, "teacher", value="t9"), "$.published_plan[0].teacher"),
    (put("published_plan", 0, "from", value="s9/primary"), "$.published_plan[0].from"),
    (put("published_plan", 0, "to", value="s7"), "$.published_plan[0].to"),
    (double("published_plan"), "$.published_plan[1].teacher"),
    (put("title_posts", 0, "posts", value=-1), "$.title_posts[0].posts"),
    (put("title_posts", 0, "level", value="top"), "$.title_posts[0].level"),
    (put("title_posts", 0, "school", value="s7"), "$.title_posts[0].school"),
    (double("title_posts"), "$.title_posts[1].level"),
    (put(L, 0, "school", value="s7"), "$.school_limits[0].school"),
    (put(L, 0, "min_sent", value=3), "$.school_limits[0].min_sent"),
    (put(L, 0, "min_backbone_sent", value=3), "$.school_limits[0].min_backbone_sent"),
    (put(L, 0, "max_received", value=-1), "$.school_limits[0].max_received"),
    (put(L, 0, "max_received", value=1.5), "$.school_limits[0].max_received"),
    (put(L, 0, "most", value=1), "$.school_limits[0].most"),
    (put(L, 0, value={"school": "s1"}), "$.school_limits[0]"),
    (double(L), "$.school_limits[2].school"),
    (put("settings", "zone_limit", value="some"), "$.settings.zone_limit"),
    (put(T, 3, "title_level", value="x"), "$.teachers[3].title_level"),
    (put(T, 3, "must_stay", value="no"), "$.teachers[3].must_stay"),
]


@pytest.mark.parametrize(("change", "path"), FULL_REFUSED)
def test_parse_instance_when_an_optional_part_is_wrong(
    change: Callable[[dict[str, Any]], None], path: str
) -> None:
    """Tests that faults in the optional parts are refused at their own path."""
    document = full_document()
    change(document)
    with pytest.raises(InstanceError) as refusal:
        parse_instance(dumped(document))
    assert refusal.value.path == path


def test_parse_instance_when_must_move_and_must_stay() -> None:
    """Tests that the two orders exclude each other."""
    document = copy.deepcopy(DOCUMENT)
    document["teachers"][0] |= {"must_move": True, "must_stay": True}
    with pytest.raises(InstanceError) as refusal:
        parse_instance(dumped(document))
    assert refusal.value.path == "$.teachers[0].must_stay"


def test_parse_instance_when_six_wishes() -> None:
    """Tests that a sixth wish is refused."""
    document = copy.deepcopy(DOCUMENT)
    for number in range(6):
        school = document["schools"][1] | {"id": f"x{number}", "staff": 0}
        document["schools"].append(school)
        document["sections"].append(document["sections"][1] | {"id": f"x{number}", "school": f"x{number}"})
    document["teachers"][0]["wishes"] = [f"x{number}" for number in range(6)]
    with pytest.raises(InstanceError) as refusal:
        parse_instance(dumped(document))
    assert refusal.value.path == "$.teachers[0].wishes[5]"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("", "$"),
        ("{", "$"),
        ("[]", "$"),
        ("3", "$"),
        (TEXT + "x", "$"),
        ("[" * 100_000, "$"),
        ('{"format": "rotation-instance/1", "school_year": ' + "1" * 5000 + "}", "$"),
        (TEXT.replace('"school_year": 2027', '"school_year": 2027, "school_year": 2027'), "$.school_year"),
        (TEXT.replace('"id": "t1"', '"id": "t1", "id": "t0"'), "$.teachers[0].id"),
        (TEXT.replace('"name": "example"', '"name": "\\ud800"'), "$"),
        (TEXT.replace('"x_km": 1.2', '"x_km": 1e999'), "$.schools[0].x_km"),
        (TEXT.replace('"x_km": 1.2', '"x_km": NaN'), "$.schools[0].x_km"),
    ],
)
def test_parse_instance_when_text_is_no_such_json(text: str, path: str) -> None:
    """Tests that broken, repeated and unrepresentable JSON is refused, never a crash."""
    with pytest.raises(InstanceError) as refusal:
        parse_instance(text)
    assert refusal.value.path == path


def test_read_instance_when_file_is_no_utf8(tmp_path: Path) -> None:
    """Tests that another encoding is refused, not guessed."""
    (tmp_path / "i.json").write_bytes(TEXT.encode("gb18030"))
    with pytest.raises(InstanceError, match="UTF-8"):
        read_instance(tmp_path / "i.json")


SOLUTION_REFUSED = [
    (put("format", value="rotation-solution/9"), "$.format"),
    (drop("cost"), "$.cost"),
    (put("extra", value=1), "$.extra"),
    (put("status", value="good"), "$.status"),
    (put("cost", value="1"), "$.cost"),
    (put("cost", value=float("nan")), "$.cost"),
    (put("cost", value=10**400), "$.cost"),
    (put("wall_s", value=-1), "$.wall_s"),
    (put("seed", value=1.5), "$.seed"),
    (put("versions", value=[]), "$.versions"),
    (put("versions", "ortools", value=9.15), "$.versions.ortools"),
    (put("moves", 0, "to", value=None), "$.moves[0].to"),
    (put("moves", 0, "section", value="x"), "$.moves[0].section"),
    (put("goals", 1, "code", value="good"), "$.goals[1].code"),
    (put("goals", 1, "amount", value=None), "$.goals[1].amount"),
    (put("findings", value=[{"code": "pins", "ids": [3], "text": ""}]), "$.findings[0].ids[0]"),
    (put("levels", value=[{"order": 1, "cost": 2, "bound": 1}]), "$.levels[0].gap"),
]


@pytest.mark.parametrize(("change", "path"), SOLUTION_REFUSED)
def test_parse_solution_when_one_thing_is_wrong(change: Callable[[dict[str, Any]], None], path: str) -> None:
    """Tests that each fault of a solution is refused at its own path."""
    document = copy.deepcopy(SOLUTION)
    change(document)
    with pytest.raises(InstanceError) as refusal:
        parse_solution(dumped(document))
    assert refusal.value.path == path


def test_instance_error_when_pickled() -> None:
    """Tests that the refusal crosses a process boundary whole."""
    error = pickle.loads(pickle.dumps(InstanceError("$.a", "b")))
    assert (error.path, error.message, str(error)) == ("$.a", "b", "$.a: b")
