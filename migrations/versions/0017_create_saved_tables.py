"""Keep tables of statistics by name.

Revision 0017 follows 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "saved_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=1000), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_saved_table_county_id_county")),
        sa.ForeignKeyConstraint(["created_by"], ["user_account.id"], name=op.f("fk_saved_table_created_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_table")),
        sa.UniqueConstraint("county_id", "name", name=op.f("uq_saved_table_county_id_name")),
    )
    with op.batch_alter_table("saved_table", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_table_county_id"), ["county_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("saved_table", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_table_county_id"))

    op.drop_table("saved_table")
