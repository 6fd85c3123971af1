"""Create plan answers.

Revision 0008 follows 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "plan_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "drop_out",
                "why_not",
                "fairness",
                "prices",
                "levers",
                "recheck",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["solve_run.id"], name=op.f("fk_plan_answer_run_id_solve_run"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_plan_answer_section_id_section"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_plan_answer_teacher_id_teacher"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_answer")),
        sa.UniqueConstraint("run_id", "key", name=op.f("uq_plan_answer_run_id_key")),
    )
    with op.batch_alter_table("plan_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_answer_teacher_id"), ["teacher_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("plan_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_answer_teacher_id"))

    op.drop_table("plan_answer")
