"""Keep drafts of the planning board.

Revision 0029 follows 0028.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "board_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["user_account.id"], name=op.f("fk_board_draft_changed_by_user_account")),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_board_draft_county_id_county")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_board_draft_plan_id_plan"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run_id"], ["solve_run.id"], name=op.f("fk_board_draft_run_id_solve_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_draft")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_board_draft_plan_id")),
    )
    with op.batch_alter_table("board_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_draft_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_board_draft_run_id"), ["run_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("board_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_board_draft_run_id"))
        batch_op.drop_index(batch_op.f("ix_board_draft_county_id"))

    op.drop_table("board_draft")
