"""Create orders.

Revision 0033 follows 0032.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "order_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_order_series_last_not_negative")),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_order_series_county_id_county")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_series")),
        sa.UniqueConstraint("county_id", "prefix", "year", name=op.f("uq_order_series_county_id_prefix_year")),
    )
    op.create_table(
        "issued_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("decided_plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("order_notice", "order_transfer", "order_letter", name="kind", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("prefix", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=True),
        sa.Column("from_school_id", sa.Integer(), nullable=True),
        sa.Column("to_school_id", sa.Integer(), nullable=True),
        sa.Column("move_key", sa.String(length=80), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Enum("issued", "void", name="state", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("override_reason", sa.String(length=300), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_issued_order_number_positive")),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_issued_order_county_id_county")),
        sa.ForeignKeyConstraint(["decided_plan_id"], ["decided_plan.id"], name=op.f("fk_issued_order_decided_plan_id_decided_plan")),
        sa.ForeignKeyConstraint(["from_school_id"], ["school.id"], name=op.f("fk_issued_order_from_school_id_school")),
        sa.ForeignKeyConstraint(["issued_by"], ["user_account.id"], name=op.f("fk_issued_order_issued_by_user_account")),
        sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_issued_order_rotation_year_id_rotation_year")),
        sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name=op.f("fk_issued_order_teacher_id_teacher")),
        sa.ForeignKeyConstraint(["template_id"], ["document_template.id"], name=op.f("fk_issued_order_template_id_document_template")),
        sa.ForeignKeyConstraint(["to_school_id"], ["school.id"], name=op.f("fk_issued_order_to_school_id_school")),
        sa.ForeignKeyConstraint(["voided_by"], ["user_account.id"], name=op.f("fk_issued_order_voided_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_order")),
        sa.UniqueConstraint("county_id", "prefix", "year", "number", name=op.f("uq_issued_order_county_id_prefix_year_number")),
    )
    with op.batch_alter_table("issued_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issued_order_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issued_order_decided_plan_id"), ["decided_plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issued_order_rotation_year_id"), ["rotation_year_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issued_order_teacher_id"), ["teacher_id"], unique=False)
        batch_op.create_index("uq_issued_order_holds", ["rotation_year_id", "kind", "teacher_id"], unique=True, sqlite_where=sa.text("state = 'issued' AND teacher_id IS NOT NULL"), postgresql_where=sa.text("state = 'issued' AND teacher_id IS NOT NULL"))


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("issued_order", schema=None) as batch_op:
        batch_op.drop_index("uq_issued_order_holds", sqlite_where=sa.text("state = 'issued' AND teacher_id IS NOT NULL"), postgresql_where=sa.text("state = 'issued' AND teacher_id IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_issued_order_teacher_id"))
        batch_op.drop_index(batch_op.f("ix_issued_order_rotation_year_id"))
        batch_op.drop_index(batch_op.f("ix_issued_order_decided_plan_id"))
        batch_op.drop_index(batch_op.f("ix_issued_order_county_id"))
    op.drop_table("issued_order")
    op.drop_table("order_series")
