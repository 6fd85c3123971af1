"""Create rotation years and eligibility.

Revision 0004 follows 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "rotation_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("ruleset", sa.String(length=40), nullable=False),
        sa.Column("cut_off_on", sa.Date(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "preparation",
                "eligibility",
                "needs",
                "planning",
                "decided",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_rotation_year_county_id_county")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_year")),
        sa.UniqueConstraint("county_id", "school_year", name=op.f("uq_rotation_year_county_id_school_year")),
    )
    with op.batch_alter_table("rotation_year", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rotation_year_county_id"), ["county_id"], unique=False)

    op.create_table(
        "eligibility_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("ruleset", sa.String(length=40), nullable=False),
        sa.Column("ruleset_version", sa.String(length=40), nullable=False),
        sa.Column("ruleset_digest", sa.String(length=64), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id"], ["county.id"], name=op.f("fk_eligibility_list_county_id_county")
        ),
        sa.ForeignKeyConstraint(
            ["rotation_year_id"],
            ["rotation_year.id"],
            name=op.f("fk_eligibility_list_rotation_year_id_rotation_year"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibility_list")),
    )
    with op.batch_alter_table("eligibility_list", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_eligibility_list_county_id"), ["county_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_eligibility_list_rotation_year_id"), ["rotation_year_id"], unique=False
        )

    op.create_table(
        "rotation_intent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("volunteer", sa.Boolean(), nullable=False),
        sa.Column("must_move", sa.Boolean(), nullable=False),
        sa.Column("must_stay", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("NOT (must_move AND must_stay)", name=op.f("ck_rotation_intent_move_or_stay")),
        sa.ForeignKeyConstraint(
            ["rotation_year_id"],
            ["rotation_year.id"],
            name=op.f("fk_rotation_intent_rotation_year_id_rotation_year"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_rotation_intent_teacher_id_teacher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_intent")),
        sa.UniqueConstraint(
            "teacher_id", "rotation_year_id", name=op.f("uq_rotation_intent_teacher_id_rotation_year_id")
        ),
    )
    with op.batch_alter_table("rotation_intent", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rotation_intent_rotation_year_id"), ["rotation_year_id"], unique=False
        )

    op.create_table(
        "eligibility_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "eligible",
                "deferred",
                "out",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "decided_state",
            sa.Enum(
                "eligible",
                "deferred",
                "out",
                name="decided_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("in_denominator", sa.Boolean(), nullable=False),
        sa.Column("in_urban_or_strong", sa.Boolean(), nullable=False),
        sa.Column("backbone", sa.Boolean(), nullable=False),
        sa.Column("leader", sa.Boolean(), nullable=False),
        sa.Column("years_at_school", sa.Integer(), nullable=False),
        sa.Column("retirement_on", sa.Date(), nullable=True),
        sa.Column("main_rule", sa.String(length=60), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["eligibility_list.id"],
            name=op.f("fk_eligibility_verdict_list_id_eligibility_list"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_eligibility_verdict_school_id_school")
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_eligibility_verdict_teacher_id_teacher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibility_verdict")),
        sa.UniqueConstraint("list_id", "teacher_id", name=op.f("uq_eligibility_verdict_list_id_teacher_id")),
    )
    with op.batch_alter_table("eligibility_verdict", schema=None) as batch_op:
        batch_op.create_index("ix_eligibility_verdict_list_state", ["list_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_eligibility_verdict_main_rule"), ["main_rule"], unique=False)
        batch_op.create_index(batch_op.f("ix_eligibility_verdict_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_eligibility_verdict_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "eligibility_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "eligible",
                "deferred",
                "out",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_eligibility_override_decided_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["rotation_year_id"],
            ["rotation_year.id"],
            name=op.f("fk_eligibility_override_rotation_year_id_rotation_year"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_eligibility_override_teacher_id_teacher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibility_override")),
        sa.UniqueConstraint(
            "teacher_id", "rotation_year_id", name=op.f("uq_eligibility_override_teacher_id_rotation_year_id")
        ),
    )
    with op.batch_alter_table("eligibility_override", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_eligibility_override_rotation_year_id"), ["rotation_year_id"], unique=False
        )

    op.create_table(
        "rotation_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("place BETWEEN 1 AND 5", name=op.f("ck_rotation_wish_place_range")),
        sa.ForeignKeyConstraint(
            ["rotation_year_id"],
            ["rotation_year.id"],
            name=op.f("fk_rotation_wish_rotation_year_id_rotation_year"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["section.id"],
            name=op.f("fk_rotation_wish_section_id_section"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_rotation_wish_teacher_id_teacher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_wish")),
        sa.UniqueConstraint(
            "teacher_id",
            "rotation_year_id",
            "place",
            name=op.f("uq_rotation_wish_teacher_id_rotation_year_id_place"),
        ),
        sa.UniqueConstraint(
            "teacher_id",
            "rotation_year_id",
            "section_id",
            name=op.f("uq_rotation_wish_teacher_id_rotation_year_id_section_id"),
        ),
    )
    with op.batch_alter_table("rotation_wish", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rotation_wish_rotation_year_id"), ["rotation_year_id"], unique=False
        )


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("rotation_wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rotation_wish_rotation_year_id"))

    op.drop_table("rotation_wish")
    with op.batch_alter_table("eligibility_override", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_eligibility_override_rotation_year_id"))

    op.drop_table("eligibility_override")
    with op.batch_alter_table("eligibility_verdict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_eligibility_verdict_teacher_id"))
        batch_op.drop_index(batch_op.f("ix_eligibility_verdict_school_id"))
        batch_op.drop_index(batch_op.f("ix_eligibility_verdict_main_rule"))
        batch_op.drop_index("ix_eligibility_verdict_list_state")

    op.drop_table("eligibility_verdict")
    with op.batch_alter_table("rotation_intent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rotation_intent_rotation_year_id"))

    op.drop_table("rotation_intent")
    with op.batch_alter_table("eligibility_list", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_eligibility_list_rotation_year_id"))
        batch_op.drop_index(batch_op.f("ix_eligibility_list_county_id"))

    op.drop_table("eligibility_list")
    with op.batch_alter_table("rotation_year", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rotation_year_county_id"))

    op.drop_table("rotation_year")
