"""Create public notices.

Revision 0042 follows 0041.
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("decided_plan_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "teacher",
                "review",
                "personnel",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ground", sa.String(length=500), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "upheld",
                "rejected",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "remedy",
            sa.Enum(
                "none",
                "stays",
                "other_place",
                name="remedy",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("repair_plan_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["user_account.id"], name=op.f("fk_appeal_answered_by_user_account")
        ),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_appeal_county_id_county")),
        sa.ForeignKeyConstraint(
            ["decided_plan_id"], ["decided_plan.id"], name=op.f("fk_appeal_decided_plan_id_decided_plan")
        ),
        sa.ForeignKeyConstraint(
            ["repair_plan_id"], ["plan.id"], name=op.f("fk_appeal_repair_plan_id_plan"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name=op.f("fk_appeal_teacher_id_teacher")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
    )
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_decided_plan_id"), ["decided_plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "public_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("decided_plan_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("calendar_known", sa.Boolean(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_public_notice_period")),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_public_notice_county_id_county")),
        sa.ForeignKeyConstraint(
            ["decided_plan_id"],
            ["decided_plan.id"],
            name=op.f("fk_public_notice_decided_plan_id_decided_plan"),
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["user_account.id"], name=op.f("fk_public_notice_opened_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_notice")),
        sa.UniqueConstraint("decided_plan_id", name=op.f("uq_public_notice_decided_plan_id")),
        sa.UniqueConstraint("token", name=op.f("uq_public_notice_token")),
    )
    with op.batch_alter_table("public_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_public_notice_county_id"), ["county_id"], unique=False)

    op.create_table(
        "notice_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("objector", sa.String(length=60), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=True),
        sa.Column("ground", sa.String(length=500), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "upheld",
                "rejected",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "remedy",
            sa.Enum(
                "none",
                "stays",
                "other_place",
                name="remedy",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("repair_plan_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["user_account.id"], name=op.f("fk_notice_objection_answered_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["county_id"], ["county.id"], name=op.f("fk_notice_objection_county_id_county")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["public_notice.id"], name=op.f("fk_notice_objection_notice_id_public_notice")
        ),
        sa.ForeignKeyConstraint(
            ["repair_plan_id"],
            ["plan.id"],
            name=op.f("fk_notice_objection_repair_plan_id_plan"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_notice_objection_teacher_id_teacher")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_objection")),
    )
    with op.batch_alter_table("notice_objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_objection_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_objection_notice_id"), ["notice_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("notice_objection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_objection_notice_id"))
        batch_op.drop_index(batch_op.f("ix_notice_objection_county_id"))

    op.drop_table("notice_objection")
    with op.batch_alter_table("public_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_public_notice_county_id"))

    op.drop_table("public_notice")
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeal_teacher_id"))
        batch_op.drop_index(batch_op.f("ix_appeal_decided_plan_id"))
        batch_op.drop_index(batch_op.f("ix_appeal_county_id"))

    op.drop_table("appeal")
