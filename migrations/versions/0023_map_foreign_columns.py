"""Keep what the columns of foreign files mean, and the files as they came.

Revision 0023 follows 0022.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

BEFORE = ("reading", "faulty", "ready", "storing", "stored", "discarded", "refused")
STATE = sa.String(length=40)


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "column_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("constants", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_column_mapping_county_id_county")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
        sa.UniqueConstraint("county_id", "name", name=op.f("uq_column_mapping_county_id_name")),
    )
    with op.batch_alter_table("column_mapping", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_column_mapping_county_id"), ["county_id"], unique=False)
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("original", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("mapping", sa.JSON(), nullable=True))
        batch_op.drop_constraint(batch_op.f("ck_import_batch_state"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_import_batch_state"), sa.column("state", STATE).in_((*BEFORE, "mapping")))


def downgrade() -> None:
    """Take the structure down; files that wait for a mapping end as discarded."""
    batch = sa.table("import_batch", sa.column("state", STATE), sa.column("content", sa.LargeBinary()))
    op.execute(batch.update().where(batch.c.state == "mapping").values(state="discarded", content=None))
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_import_batch_state"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_import_batch_state"), sa.column("state", STATE).in_(BEFORE))
        batch_op.drop_column("mapping")
        batch_op.drop_column("original")
    with op.batch_alter_table("column_mapping", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_column_mapping_county_id"))
    op.drop_table("column_mapping")
