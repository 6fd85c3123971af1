"""Create postings.

Revision 0041 follows 0040.
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "posting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("decided_move_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("from_school_id", sa.Integer(), nullable=False),
        sa.Column("to_school_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum("posted", "reversed", name="state", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("reverse_reason", sa.String(length=300), nullable=False),
        sa.Column("reversed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrival", sa.Enum("expected", "arrived", "absent", name="arrival", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("arrival_note", sa.String(length=200), nullable=False),
        sa.Column("outcome", sa.Enum("running", "extended", "returned", "stayed", "left_early", name="outcome", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("outcome_reason", sa.String(length=300), nullable=False),
        sa.Column("end_steps", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_posting_county_id_county")),
        sa.ForeignKeyConstraint(["decided_move_id"], ["decided_move.id"], name=op.f("fk_posting_decided_move_id_decided_move")),
        sa.ForeignKeyConstraint(["from_school_id"], ["school.id"], name=op.f("fk_posting_from_school_id_school")),
        sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_posting_rotation_year_id_rotation_year")),
        sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name=op.f("fk_posting_teacher_id_teacher")),
        sa.ForeignKeyConstraint(["to_school_id"], ["school.id"], name=op.f("fk_posting_to_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
    )
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_posting_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_posting_decided_move_id"), ["decided_move_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_posting_from_school_id"), ["from_school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_posting_rotation_year_id"), ["rotation_year_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_posting_teacher_id"), ["teacher_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_posting_to_school_id"), ["to_school_id"], unique=False)
        batch_op.create_index("uq_posting_stands", ["rotation_year_id", "teacher_id"], unique=True, sqlite_where=sa.text("state = 'posted'"), postgresql_where=sa.text("state = 'posted'"))
    op.create_table(
        "stint_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("posting_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("grade", sa.Enum("excellent", "qualified", "basically_qualified", "unqualified", "not_graded", name="grade", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("assessed_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessed_by"], ["user_account.id"], name=op.f("fk_stint_assessment_assessed_by_user_account")),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.id"], name=op.f("fk_stint_assessment_posting_id_posting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stint_assessment")),
        sa.UniqueConstraint("posting_id", "school_year", name=op.f("uq_stint_assessment_posting_id_school_year")),
    )
    with op.batch_alter_table("stint_assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stint_assessment_posting_id"), ["posting_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("stint_assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stint_assessment_posting_id"))
    op.drop_table("stint_assessment")
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.drop_index("uq_posting_stands", sqlite_where=sa.text("state = 'posted'"), postgresql_where=sa.text("state = 'posted'"))
        batch_op.drop_index(batch_op.f("ix_posting_to_school_id"))
        batch_op.drop_index(batch_op.f("ix_posting_teacher_id"))
        batch_op.drop_index(batch_op.f("ix_posting_rotation_year_id"))
        batch_op.drop_index(batch_op.f("ix_posting_from_school_id"))
        batch_op.drop_index(batch_op.f("ix_posting_decided_move_id"))
        batch_op.drop_index(batch_op.f("ix_posting_county_id"))
    op.drop_table("posting")
