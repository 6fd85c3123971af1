"""Create the receipts of teachers.

Revision 0037 follows 0036.
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table("teacher_receipt",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("county_id", sa.Integer(), nullable=False),
    sa.Column("decided_plan_id", sa.Integer(), nullable=False),
    sa.Column("teacher_id", sa.Integer(), nullable=False),
    sa.Column("move_id", sa.Integer(), nullable=True),
    sa.Column("school_id", sa.Integer(), nullable=True),
    sa.Column("kind", sa.Enum("moved", "must_stayed", "wish_refused", "deferred", name="kind", native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column("reasons", sa.JSON(), nullable=False),
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_teacher_receipt_county_id_county")),
    sa.ForeignKeyConstraint(["decided_plan_id"], ["decided_plan.id"], name=op.f("fk_teacher_receipt_decided_plan_id_decided_plan"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["move_id"], ["decided_move.id"], name=op.f("fk_teacher_receipt_move_id_decided_move"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_teacher_receipt_school_id_school")),
    sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name=op.f("fk_teacher_receipt_teacher_id_teacher"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher_receipt")),
    sa.UniqueConstraint("decided_plan_id", "teacher_id", name=op.f("uq_teacher_receipt_decided_plan_id_teacher_id"))
    )
    with op.batch_alter_table("teacher_receipt") as batch_op:
        batch_op.create_index(batch_op.f("ix_teacher_receipt_county_id"), ["county_id"], unique=False)
        batch_op.create_index("ix_teacher_receipt_school", ["decided_plan_id", "school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_teacher_receipt_teacher_id"), ["teacher_id"], unique=False)



def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("teacher_receipt") as batch_op:
        batch_op.drop_index(batch_op.f("ix_teacher_receipt_teacher_id"))
        batch_op.drop_index("ix_teacher_receipt_school")
        batch_op.drop_index(batch_op.f("ix_teacher_receipt_county_id"))

    op.drop_table("teacher_receipt")
