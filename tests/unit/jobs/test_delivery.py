"""The queue carries the job's id as JSON and nothing else, whatever its engine."""

import os
import pathlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, inspect, text

from staffing.config import Config
from staffing.jobs.delivery import QUEUE_SCHEMA, TASK_NAME, Delivery, IdSerializer

SECRETS = dict.fromkeys(("secret_key", "field_key", "index_key", "audit_key"), "x" * 40)


def config(tmp_path: pathlib.Path, **fields: object) -> Config:
    return Config(mode="testing", instance_dir=tmp_path, **SECRETS, **fields)


@pytest.mark.parametrize("queue", ["sqlite", "memory"])
def test_message_reaches_the_handler_when_it_is_consumed(tmp_path, queue):
    delivery = Delivery(config(tmp_path, queue=queue))
    seen = []
    delivery.handle = seen.append
    assert delivery.send(41)
    assert delivery.send(42)
    for _ in range(2):
        delivery.huey.execute(delivery.huey.dequeue())
    assert seen == [41, 42]
    assert delivery.huey.dequeue() is None


def test_message_is_json_of_the_id_when_it_lies_in_the_queue(tmp_path):
    delivery = Delivery(config(tmp_path, queue="memory"))
    delivery.send(41)
    [raw] = delivery.huey.storage.enqueued_items()
    assert b'"job": 41' in raw
    assert IdSerializer().deserialize(raw).name == TASK_NAME


def test_sending_answers_false_when_the_queue_is_away(tmp_path, monkeypatch):
    delivery = Delivery(config(tmp_path, queue="memory"))
    monkeypatch.setattr(delivery.huey.storage, "enqueue", lambda *_: 1 / 0)
    assert not delivery.send(41)


def test_a_process_that_is_no_worker_refuses_when_it_is_asked_to_consume(tmp_path):
    delivery = Delivery(config(tmp_path, queue="memory"))
    with pytest.raises(RuntimeError):
        delivery.handle(41)


@pytest.mark.parametrize(("fields", "kind"), [
    ({}, "memory"), ({"queue": "redis"}, "redis"), ({"mode": "embedded"}, "sqlite"),
    ({"mode": "production", "database_url": "postgresql+psycopg://x/y"}, "postgres"),
])
def test_queue_kind_follows_mode_and_database_when_it_is_not_set(tmp_path, fields, kind):
    settings = Config(**{"mode": "testing", "instance_dir": tmp_path, **SECRETS, **fields})
    assert settings.queue_kind == kind


@pytest.mark.postgres
@pytest.mark.skipif(not os.environ.get("TEST_DATABASE_URL"), reason="needs TEST_DATABASE_URL")
def test_queue_on_postgresql_keeps_to_its_own_schema(tmp_path):
    url = os.environ["TEST_DATABASE_URL"]
    delivery = Delivery(config(tmp_path, queue="postgres", database_url=url))
    delivery.huey.flush()
    assert delivery.send(41)
    seen = []
    delivery.handle = seen.append
    delivery.huey.execute(delivery.huey.dequeue())
    delivery.close()
    assert seen == [41]
    engine = create_engine(url)
    schemas = {schema: [name for name in inspect(engine).get_table_names(schema=schema) if name.startswith("huey_")]
               for schema in ("public", QUEUE_SCHEMA)}
    engine.dispose()
    assert schemas["public"] == []
    assert "huey_task" in schemas[QUEUE_SCHEMA]


@pytest.mark.postgres
@pytest.mark.skipif(not os.environ.get("TEST_DATABASE_URL"), reason="needs TEST_DATABASE_URL")
def test_queue_on_postgresql_is_made_once_when_processes_open_it_together(tmp_path, monkeypatch):
    schema = "staffing_queue_at_once"
    monkeypatch.setattr("staffing.jobs.delivery.QUEUE_SCHEMA", schema)
    settings = config(tmp_path, queue="postgres", database_url=os.environ["TEST_DATABASE_URL"])
    engine = create_engine(os.environ["TEST_DATABASE_URL"], isolation_level="AUTOCOMMIT")
    for _ in range(3):
        with engine.connect() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        with ThreadPoolExecutor(max_workers=6) as pool:
            opened = list(pool.map(lambda _: Delivery(settings), range(6)))
        assert all(delivery.send(41) for delivery in opened)
        for delivery in opened:
            delivery.close()
    with engine.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()
