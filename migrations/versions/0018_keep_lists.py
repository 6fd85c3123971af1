"""Keep lists of teachers by name, and which of them a person sees first.

Revision 0018 follows 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "saved_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_saved_list_county_id_county")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user_account.id"], name=op.f("fk_saved_list_owner_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_list")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_saved_list_owner_id_name")),
    )
    op.create_index(op.f("ix_saved_list_county_id"), "saved_list", ["county_id"], unique=False)
    op.create_table(
        "first_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("saved_list_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_list_id"], ["saved_list.id"], name=op.f("fk_first_list_saved_list_id_saved_list"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_first_list_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_list")),
        sa.UniqueConstraint("user_id", name=op.f("uq_first_list_user_id")),
    )
    op.create_index(op.f("ix_first_list_saved_list_id"), "first_list", ["saved_list_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    op.drop_index(op.f("ix_first_list_saved_list_id"), table_name="first_list")
    op.drop_table("first_list")
    op.drop_index(op.f("ix_saved_list_county_id"), table_name="saved_list")
    op.drop_table("saved_list")
