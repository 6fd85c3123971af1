"""Create personal slips and the short sessions that they open.

Revision 0024 follows 0023.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table("personal_slip",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("county_id", sa.Integer(), nullable=False),
    sa.Column("rotation_year_id", sa.Integer(), nullable=False),
    sa.Column("teacher_id", sa.Integer(), nullable=False),
    sa.Column("handle", sa.String(length=8), nullable=False),
    sa.Column("token_hash", sa.String(length=64), nullable=False),
    sa.Column("issue", sa.Integer(), nullable=False),
    sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("printed_by", sa.Integer(), nullable=True),
    sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("failed_attempts", sa.Integer(), nullable=False),
    sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_personal_slip_county_id_county")),
    sa.ForeignKeyConstraint(["printed_by"], ["user_account.id"], name=op.f("fk_personal_slip_printed_by_user_account")),
    sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_personal_slip_rotation_year_id_rotation_year"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name=op.f("fk_personal_slip_teacher_id_teacher"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_slip")),
    sa.UniqueConstraint("handle", name=op.f("uq_personal_slip_handle")),
    sa.UniqueConstraint("rotation_year_id", "teacher_id", name=op.f("uq_personal_slip_rotation_year_id_teacher_id"))
    )
    with op.batch_alter_table("personal_slip") as batch_op:
        batch_op.create_index(batch_op.f("ix_personal_slip_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_personal_slip_teacher_id"), ["teacher_id"], unique=False)

    op.create_table("slip_session",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("slip_id", sa.Integer(), nullable=False),
    sa.Column("token_hash", sa.String(length=64), nullable=False),
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ended", sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(["slip_id"], ["personal_slip.id"], name=op.f("fk_slip_session_slip_id_personal_slip"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_session")),
    sa.UniqueConstraint("token_hash", name=op.f("uq_slip_session_token_hash"))
    )
    with op.batch_alter_table("slip_session") as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_session_slip_id"), ["slip_id"], unique=False)



def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("slip_session") as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_session_slip_id"))

    op.drop_table("slip_session")
    with op.batch_alter_table("personal_slip") as batch_op:
        batch_op.drop_index(batch_op.f("ix_personal_slip_teacher_id"))
        batch_op.drop_index(batch_op.f("ix_personal_slip_county_id"))

    op.drop_table("personal_slip")
