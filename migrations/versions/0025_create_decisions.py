"""Create decisions.

Revision 0025 follows 0024.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "decided_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "submitted",
                "returned",
                "reviewed",
                "approved",
                "published",
                "superseded",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("ruleset", sa.String(length=40), nullable=False),
        sa.Column("ruleset_digest", sa.String(length=64), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> submitted_by",
            name=op.f("ck_decided_plan_approved_by_another"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["user_account.id"], name=op.f("fk_decided_plan_approved_by_user_account")
        ),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_decided_plan_county_id_county")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_decided_plan_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["user_account.id"], name=op.f("fk_decided_plan_reviewed_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["rotation_year_id"],
            ["rotation_year.id"],
            name=op.f("fk_decided_plan_rotation_year_id_rotation_year"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["solve_run.id"], name=op.f("fk_decided_plan_run_id_solve_run")),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["user_account.id"], name=op.f("fk_decided_plan_submitted_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["decided_plan.id"], name=op.f("fk_decided_plan_supersedes_id_decided_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decided_plan")),
        sa.UniqueConstraint(
            "rotation_year_id", "number", name=op.f("uq_decided_plan_rotation_year_id_number")
        ),
    )
    with op.batch_alter_table("decided_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decided_plan_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decided_plan_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_decided_plan_rotation_year_id"), ["rotation_year_id"], unique=False
        )
        batch_op.create_index(
            "uq_decided_plan_in_force",
            ["rotation_year_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('approved', 'published')"),
            postgresql_where=sa.text("state IN ('approved', 'published')"),
        )
        batch_op.create_index(
            "uq_decided_plan_open",
            ["rotation_year_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('submitted', 'reviewed')"),
            postgresql_where=sa.text("state IN ('submitted', 'reviewed')"),
        )

    op.create_table(
        "decided_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decided_plan_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("from_section_id", sa.Integer(), nullable=False),
        sa.Column("to_section_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("relation_moves", sa.Boolean(), nullable=False),
        sa.Column("backbone", sa.Boolean(), nullable=False),
        sa.Column("distance_km", sa.Double(), nullable=False),
        sa.Column("wish_place", sa.Integer(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_plan_id"],
            ["decided_plan.id"],
            name=op.f("fk_decided_move_decided_plan_id_decided_plan"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["from_section_id"], ["section.id"], name=op.f("fk_decided_move_from_section_id_section")
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_decided_move_teacher_id_teacher")
        ),
        sa.ForeignKeyConstraint(
            ["to_section_id"], ["section.id"], name=op.f("fk_decided_move_to_section_id_section")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decided_move")),
        sa.UniqueConstraint(
            "decided_plan_id", "teacher_id", name=op.f("uq_decided_move_decided_plan_id_teacher_id")
        ),
    )
    with op.batch_alter_table("decided_move", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decided_move_decided_plan_id"), ["decided_plan_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_decided_move_from_section_id"), ["from_section_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_decided_move_teacher_id"), ["teacher_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decided_move_to_section_id"), ["to_section_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("decided_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decided_move_to_section_id"))
        batch_op.drop_index(batch_op.f("ix_decided_move_teacher_id"))
        batch_op.drop_index(batch_op.f("ix_decided_move_from_section_id"))
        batch_op.drop_index(batch_op.f("ix_decided_move_decided_plan_id"))

    op.drop_table("decided_move")
    with op.batch_alter_table("decided_plan", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_decided_plan_open",
            sqlite_where=sa.text("state IN ('submitted', 'reviewed')"),
            postgresql_where=sa.text("state IN ('submitted', 'reviewed')"),
        )
        batch_op.drop_index(
            "uq_decided_plan_in_force",
            sqlite_where=sa.text("state IN ('approved', 'published')"),
            postgresql_where=sa.text("state IN ('approved', 'published')"),
        )
        batch_op.drop_index(batch_op.f("ix_decided_plan_rotation_year_id"))
        batch_op.drop_index(batch_op.f("ix_decided_plan_plan_id"))
        batch_op.drop_index(batch_op.f("ix_decided_plan_county_id"))

    op.drop_table("decided_plan")
