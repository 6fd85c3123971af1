"""Alembic's environment: runs on the connection handed over by staffing.core.migrating, in its transaction."""

from alembic import context

from staffing.core.database import UtcDateTime
from staffing.core.migrating import stored_classes


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column types as what the database keeps, so that no migration imports staffing."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    connection.exec_driver_sql("SET lock_timeout = '10s'")
context.configure(
    connection=connection,
    target_metadata=stored_classes(),
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
    include_object=context.config.attributes.get("include_object"),
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
