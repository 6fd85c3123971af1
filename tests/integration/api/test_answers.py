"""Answers of the interface: what a token opens and what it does not, parts, ETag, faults, the log."""

import datetime as dt
import json

import pytest
from sqlalchemy import select

from staffing.api.answering import OPERATIONS
from staffing.api.enums import Resource
from staffing.api.models import ApiToken
from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.extensions import db, limiter
from tests.helpers.statements import counted_statements

LISTS = ("/schools", "/teachers", "/rotation-records", "/plans", "/decisions", "/indicators")


def paths(reading) -> list[str]:
    return [*LISTS, f"/plans/{reading.decided.plan_id}/moves", f"/decisions/{reading.decided.id}/moves"]


def all_items(reading, path: str, key: str, limit: int) -> list[dict]:
    items, after = [], 0
    while after is not None:
        part = reading.get(f"{path}?limit={limit}&after={after}", key).json
        items, after = items + part["items"], part["next_after"]
    return items


def test_every_list_answers_and_its_parts_join_to_the_whole(reading):
    key = reading.key()
    for path in paths(reading):
        whole = reading.get(path + "?limit=500", key)
        assert whole.status_code == 200, (path, whole.text)
        assert whole.json["total"] == len(whole.json["items"]) > 0, path
        assert all_items(reading, path, key, 2) == whole.json["items"], path


def test_without_a_live_token_nothing_opens(reading):
    for path in paths(reading):
        answer = reading.get(path)
        assert answer.status_code == 401
        assert answer.content_type == "application/problem+json"
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert reading.get(path, "staffing_wrong").status_code == 401
    key = reading.key()
    token = db.session.scalar(select(ApiToken).order_by(ApiToken.id.desc()))
    token.expires_at = utc_now() - dt.timedelta(seconds=1)
    db.session.flush()
    assert reading.get("/schools", key).status_code == 401


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.LEADER}])
def test_a_token_opens_nothing_once_its_maker_could_not(reading, change):
    key = reading.key()
    assert reading.get("/schools", key).status_code == 200
    for name, value in change.items():
        setattr(reading.officer, name, value)
    db.session.flush()
    assert reading.get("/schools", key).status_code == 401


def test_a_token_opens_only_its_kinds_of_record(reading):
    key = reading.key(Resource.SCHOOLS)
    assert reading.get("/schools", key).status_code == 200
    for path in paths(reading)[1:]:
        answer = reading.get(path, key)
        assert (answer.status_code, answer.content_type) == (403, "application/problem+json"), path


def test_a_token_is_no_way_into_the_pages(reading):
    key = reading.key()
    client = reading.app.test_client()
    for path in ("/teachers/", "/accounts/", "/edits/choose"):
        assert client.open(path, method="POST" if "choose" in path else "GET", headers={"Authorization": f"Bearer {key}"}).status_code == 302


def test_persons_are_named_only_with_the_right_to_it_and_never_by_their_numbers(reading):
    named, nameless = reading.key(), reading.key(personal=False)
    for path in paths(reading):
        text = reading.get(path, nameless).text
        assert "演示教师" not in text, path
        assert reading.tiny.teachers[0].number not in text, path
        assert not {"id_number", "phone", "pinyin"} & set(json.dumps(reading.get(path, named).json).split('"'))
    assert "演示教师" in reading.get("/teachers", named).text


def test_a_token_of_another_county_sees_none_of_these_rows(reading, other_county):
    other = other_county()
    mine = {path: {item["id"] for item in reading.get(path, reading.key()).json["items"]} for path in LISTS[:-1]}
    reading.officer.county_id = other.county.id
    db.session.flush()
    key = reading.key()
    for path in LISTS[:-1]:
        assert not mine[path] & {item["id"] for item in reading.get(path, key).json["items"]}, path
    sections = {section.id for section in reading.tiny.sections}
    assert not sections & {item["section_id"] for item in reading.get("/indicators", key).json["items"]}
    for path in paths(reading)[len(LISTS):]:
        assert reading.get(path, key).status_code == 404, path


def test_a_token_of_a_school_sees_its_school_only(reading):
    school = reading.tiny.schools[1]
    key = reading.key(school=school)
    assert [item["id"] for item in reading.get("/schools", key).json["items"]] == [school.id]
    for teacher in reading.get("/teachers?limit=500", key).json["items"]:
        assert school.id in {post[name] for post in teacher["posts"] for name in ("personnel_school_id", "school_id")}
    assert reading.get("/plans", key).status_code == 403
    assert {item["school_id"] for item in reading.get("/indicators", key).json["items"]} == {school.id}
    for move in reading.get(f"/decisions/{reading.decided.id}/moves", key).json["items"]:
        assert school.id in (move["from_school_id"], move["to_school_id"])


def test_the_record_of_a_rotation_has_the_fields_of_the_national_system(reading):
    item = reading.get("/rotation-records", reading.key()).json["items"][0]
    told = {name: item[name] for name in ("是否调动人事关系", "开始年月", "结束年月", "原单位名称", "交流轮岗单位名称")}
    schools = reading.tiny.schools
    assert told == {"是否调动人事关系": "否", "开始年月": "2022-09", "结束年月": "2023-08", "原单位名称": schools[0].name, "交流轮岗单位名称": schools[1].name}
    assert reading.get("/rotation-records?since=2023-01-01", reading.key()).json["total"] == 0


def test_what_has_not_changed_is_not_sent_again(reading):
    key = reading.key()
    first = reading.get("/schools", key)
    again = reading.get("/schools", key, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.text) == (304, "")
    reading.tiny.schools[0].township = "演示新镇"
    db.session.flush()
    assert reading.get("/schools", key, **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_next_part_stands_in_the_header(reading):
    answer = reading.get("/teachers?limit=2&left=true", reading.key())
    assert answer.headers["Link"] == f'</api/v1/teachers?limit=2&left=True&after={answer.json["next_after"]}>; rel="next"'


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "after=x", "nonsense=1", "limit=1&limit=2"])
def test_what_is_not_described_is_refused_with_the_reason(reading, query):
    answer = reading.get(f"/schools?{query}", reading.key())
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert answer.json["detail"]


def test_unknown_addresses_and_methods_are_told_as_problems(reading):
    key = reading.key()
    assert reading.get("/nothing", key).content_type == "application/problem+json"
    answer = reading.app.test_client().post("/api/v1/schools", headers={"Authorization": f"Bearer {key}"})
    assert (answer.status_code, answer.content_type) == (405, "application/problem+json")


def test_reading_persons_leaves_a_line_and_the_token_knows_when_it_was_used(reading):
    key, nameless = reading.key(), reading.key(personal=False)
    reading.get("/schools", key)
    reading.get("/teachers", nameless)
    assert db.session.scalar(select(AuditEvent).where(AuditEvent.action == "api_read")) is None
    reading.get("/teachers?limit=3", key)
    line = db.session.scalar(select(AuditEvent).where(AuditEvent.action == "api_read"))
    assert (line.object_id, line.changes["rows"]) == ("teachers", [None, 3])
    assert "演示系统" in line.actor_name
    assert all(token.last_used_at for token in db.session.scalars(select(ApiToken)))


def test_too_many_calls_are_refused(reading, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", True)
    key = reading.key(Resource.SCHOOLS)
    limiter.reset()
    codes = [reading.get("/schools", key).status_code for _ in range(121)]
    limiter.reset()
    assert set(codes[:120]) == {200}
    assert codes[120] == 429


def test_lists_cost_the_same_however_many_rows(reading):
    key = reading.key()
    for path in ("/schools", "/teachers", "/rotation-records", f"/decisions/{reading.decided.id}/moves"):
        reading.get(path, key)
        costs = []
        for limit in (1, 500):
            with counted_statements() as seen:
                reading.get(f"{path}?limit={limit}", key)
            costs.append(len(seen))
        assert costs[0] == costs[1], path


def test_every_address_is_described_once():
    assert len({one.path for one in OPERATIONS}) == len(OPERATIONS) == 8
