"""Create the confirmations of facts by teachers and schools.

Revision 0027 follows 0026.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table("fact_confirmation",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("county_id", sa.Integer(), nullable=False),
    sa.Column("rotation_year_id", sa.Integer(), nullable=False),
    sa.Column("teacher_id", sa.Integer(), nullable=False),
    sa.Column("school_id", sa.Integer(), nullable=True),
    sa.Column("party", sa.Enum("teacher", "school", name="party", native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column("answer", sa.Enum("confirmed", "objected", name="answer", native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column("content_cipher", sa.String(length=4000), nullable=True),
    sa.Column("seen_digest", sa.String(length=64), nullable=False),
    sa.Column("seen_state", sa.Enum("eligible", "deferred", "out", name="seen_state", native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("entered_by", sa.Integer(), nullable=True),
    sa.Column("decision", sa.Enum("corrected", "overridden", "refused", name="decision", native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column("decision_reason", sa.String(length=300), nullable=False),
    sa.Column("decided_by", sa.Integer(), nullable=True),
    sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_fact_confirmation_county_id_county")),
    sa.ForeignKeyConstraint(["decided_by"], ["user_account.id"], name=op.f("fk_fact_confirmation_decided_by_user_account")),
    sa.ForeignKeyConstraint(["entered_by"], ["user_account.id"], name=op.f("fk_fact_confirmation_entered_by_user_account")),
    sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_fact_confirmation_rotation_year_id_rotation_year"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_fact_confirmation_school_id_school")),
    sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name=op.f("fk_fact_confirmation_teacher_id_teacher"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_confirmation")),
    sa.UniqueConstraint("rotation_year_id", "teacher_id", "party", name=op.f("uq_fact_confirmation_rotation_year_id_teacher_id_party"))
    )
    with op.batch_alter_table("fact_confirmation") as batch_op:
        batch_op.create_index(batch_op.f("ix_fact_confirmation_county_id"), ["county_id"], unique=False)
        batch_op.create_index("ix_fact_confirmation_school", ["rotation_year_id", "school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fact_confirmation_teacher_id"), ["teacher_id"], unique=False)



def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("fact_confirmation") as batch_op:
        batch_op.drop_index(batch_op.f("ix_fact_confirmation_teacher_id"))
        batch_op.drop_index("ix_fact_confirmation_school")
        batch_op.drop_index(batch_op.f("ix_fact_confirmation_county_id"))

    op.drop_table("fact_confirmation")
