"""Ask schools for opinions and enter moves decided elsewhere.

Revision 0035 follows 0034.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "elsewhere_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("from_school_id", sa.Integer(), nullable=False),
        sa.Column("to_school_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "none",
                "middle_deputy",
                "middle_head",
                "vice_principal",
                "party_secretary",
                "principal",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id"], ["county.id"], name=op.f("fk_elsewhere_move_county_id_county")
        ),
        sa.ForeignKeyConstraint(
            ["from_school_id"], ["school.id"], name=op.f("fk_elsewhere_move_from_school_id_school")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["rotation_record.id"],
            name=op.f("fk_elsewhere_move_record_id_rotation_record"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["rotation_year_id"],
            ["rotation_year.id"],
            name=op.f("fk_elsewhere_move_rotation_year_id_rotation_year"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_elsewhere_move_teacher_id_teacher"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_school_id"], ["school.id"], name=op.f("fk_elsewhere_move_to_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elsewhere_move")),
        sa.UniqueConstraint(
            "rotation_year_id", "teacher_id", name=op.f("uq_elsewhere_move_rotation_year_id_teacher_id")
        ),
    )
    with op.batch_alter_table("elsewhere_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_elsewhere_move_county_id"), ["county_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_elsewhere_move_rotation_year_id"), ["rotation_year_id"], unique=False
        )

    op.create_table(
        "opinion_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["user_account.id"], name=op.f("fk_opinion_round_asked_by_user_account")
        ),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_opinion_round_county_id_county")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_opinion_round_plan_id_plan"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["solve_run.id"], name=op.f("fk_opinion_round_run_id_solve_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_round")),
        sa.UniqueConstraint("run_id", name=op.f("uq_opinion_round_run_id")),
    )
    with op.batch_alter_table("opinion_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_round_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opinion_round_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "move_opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("from_section_id", sa.Integer(), nullable=False),
        sa.Column("to_section_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "sending", "receiving", name="side", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "answer",
            sa.Enum(
                "agree",
                "disagree",
                "protect",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("decision_reason", sa.String(length=300), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["user_account.id"], name=op.f("fk_move_opinion_answered_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_move_opinion_decided_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["from_section_id"], ["section.id"], name=op.f("fk_move_opinion_from_section_id_section")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["opinion_round.id"],
            name=op.f("fk_move_opinion_round_id_opinion_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_move_opinion_school_id_school")),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_move_opinion_teacher_id_teacher"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_section_id"], ["section.id"], name=op.f("fk_move_opinion_to_section_id_section")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move_opinion")),
        sa.UniqueConstraint(
            "round_id", "teacher_id", "side", name=op.f("uq_move_opinion_round_id_teacher_id_side")
        ),
    )
    with op.batch_alter_table("move_opinion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_move_opinion_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_move_opinion_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("move_opinion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_move_opinion_school_id"))
        batch_op.drop_index(batch_op.f("ix_move_opinion_round_id"))

    op.drop_table("move_opinion")
    with op.batch_alter_table("opinion_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_round_plan_id"))
        batch_op.drop_index(batch_op.f("ix_opinion_round_county_id"))

    op.drop_table("opinion_round")
    with op.batch_alter_table("elsewhere_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_elsewhere_move_rotation_year_id"))
        batch_op.drop_index(batch_op.f("ix_elsewhere_move_county_id"))

    op.drop_table("elsewhere_move")
