"""Keep deadlines, changes of steps, warnings and results of rounds of a rotation year.

Revision 0030 follows 0029.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

STEPS = (
    "scheme", "eligibility", "confirmation", "needs", "wishes", "planning", "decision", "notice", "appeals", "orders", "arrival",
    "assessment", "return", "closed",
)


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "deadline_warning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Enum(*STEPS, name="step", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("stage", sa.Enum("soon", "late", name="stage", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_deadline_warning_rotation_year_id_rotation_year"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_warning")),
        sa.UniqueConstraint("rotation_year_id", "step", "due_on", "stage", name=op.f("uq_deadline_warning_rotation_year_id_step_due_on_stage")),
    )
    op.create_table(
        "step_deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Enum(*STEPS, name="step", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_step_deadline_rotation_year_id_rotation_year"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_deadline")),
        sa.UniqueConstraint("rotation_year_id", "step", name=op.f("uq_step_deadline_rotation_year_id_step")),
    )
    op.create_table(
        "engagement_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Enum("in_school", "cross_school", "assignment", name="round", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("outcome", sa.Enum("placed", "unplaced", name="outcome", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_engagement_result_rotation_year_id_rotation_year"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_engagement_result_school_id_school")),
        sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name=op.f("fk_engagement_result_teacher_id_teacher"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_result")),
        sa.UniqueConstraint("rotation_year_id", "teacher_id", "round", name=op.f("uq_engagement_result_rotation_year_id_teacher_id_round")),
    )
    with op.batch_alter_table("engagement_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engagement_result_rotation_year_id"), ["rotation_year_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_engagement_result_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_engagement_result_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "step_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("from_step", sa.Enum(*STEPS, name="from_step", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("to_step", sa.Enum(*STEPS, name="to_step", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["user_account.id"], name=op.f("fk_step_change_changed_by_user_account")),
        sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_step_change_rotation_year_id_rotation_year"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_change")),
    )
    with op.batch_alter_table("step_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_change_rotation_year_id"), ["rotation_year_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("step_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_change_rotation_year_id"))

    op.drop_table("step_change")
    with op.batch_alter_table("engagement_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_result_teacher_id"))
        batch_op.drop_index(batch_op.f("ix_engagement_result_school_id"))
        batch_op.drop_index(batch_op.f("ix_engagement_result_rotation_year_id"))

    op.drop_table("engagement_result")
    op.drop_table("step_deadline")
    op.drop_table("deadline_warning")
