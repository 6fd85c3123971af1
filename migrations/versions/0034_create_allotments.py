"""Keep allotments of schools and the totals shared out.

Revision 0034 follows 0033.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "allotment_total",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("send", "backbone", "receive", "title", "honour", "merit", name="kind", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("total >= 0", name=op.f("ck_allotment_total_not_negative")),
        sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_allotment_total_rotation_year_id_rotation_year"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allotment_total")),
        sa.UniqueConstraint("rotation_year_id", "kind", name=op.f("uq_allotment_total_rotation_year_id_kind")),
    )
    op.create_table(
        "school_allotment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("send", "backbone", "receive", "title", "honour", "merit", name="kind", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("computed", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("places >= 0 AND computed >= 0", name=op.f("ck_school_allotment_not_negative")),
        sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_school_allotment_rotation_year_id_rotation_year"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_allotment_school_id_school"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_allotment")),
        sa.UniqueConstraint("rotation_year_id", "kind", "school_id", name=op.f("uq_school_allotment_rotation_year_id_kind_school_id")),
    )
    with op.batch_alter_table("school_allotment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_allotment_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("school_allotment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_allotment_school_id"))
    op.drop_table("school_allotment")
    op.drop_table("allotment_total")
