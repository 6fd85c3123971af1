"""Create what stands around the wishes: receipts, hardship statements, cut-offs.

Revision 0032 follows 0031.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table("hardship_statement",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("county_id", sa.Integer(), nullable=False),
    sa.Column("rotation_year_id", sa.Integer(), nullable=False),
    sa.Column("teacher_id", sa.Integer(), nullable=False),
    sa.Column("content_cipher", sa.String(length=4000), nullable=True),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_hardship_statement_county_id_county")),
    sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_hardship_statement_rotation_year_id_rotation_year"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name=op.f("fk_hardship_statement_teacher_id_teacher"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_hardship_statement")),
    sa.UniqueConstraint("rotation_year_id", "teacher_id", name=op.f("uq_hardship_statement_rotation_year_id_teacher_id"))
    )
    with op.batch_alter_table("hardship_statement") as batch_op:
        batch_op.create_index(batch_op.f("ix_hardship_statement_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hardship_statement_teacher_id"), ["teacher_id"], unique=False)

    op.create_table("cut_off",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("county_id", sa.Integer(), nullable=False),
    sa.Column("rotation_year_id", sa.Integer(), nullable=False),
    sa.Column("section_id", sa.Integer(), nullable=False),
    sa.Column("subject", sa.String(length=20), nullable=False),
    sa.Column("wished", sa.Integer(), nullable=False),
    sa.Column("admitted", sa.Integer(), nullable=False),
    sa.Column("arrived", sa.Integer(), nullable=False),
    sa.Column("last_place", sa.Integer(), nullable=True),
    sa.Column("least_years", sa.Integer(), nullable=True),
    sa.CheckConstraint("admitted <= wished AND admitted <= arrived", name=op.f("ck_cut_off_admitted_among_both")),
    sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_cut_off_county_id_county")),
    sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_cut_off_rotation_year_id_rotation_year"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_cut_off_section_id_section"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_cut_off")),
    sa.UniqueConstraint("rotation_year_id", "section_id", "subject", name=op.f("uq_cut_off_rotation_year_id_section_id_subject"))
    )
    with op.batch_alter_table("cut_off") as batch_op:
        batch_op.create_index(batch_op.f("ix_cut_off_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cut_off_section_id"), ["section_id"], unique=False)

    op.create_table("wish_receipt",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("county_id", sa.Integer(), nullable=False),
    sa.Column("rotation_year_id", sa.Integer(), nullable=False),
    sa.Column("teacher_id", sa.Integer(), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("way", sa.Enum("slip", "school", "bureau", name="way", native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column("entered_by", sa.Integer(), nullable=True),
    sa.Column("volunteer", sa.Boolean(), nullable=False),
    sa.Column("with_statement", sa.Boolean(), nullable=False),
    sa.Column("wishes", sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_wish_receipt_county_id_county")),
    sa.ForeignKeyConstraint(["entered_by"], ["user_account.id"], name=op.f("fk_wish_receipt_entered_by_user_account")),
    sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_wish_receipt_rotation_year_id_rotation_year"), ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["teacher_id"], ["teacher.id"], name=op.f("fk_wish_receipt_teacher_id_teacher"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_wish_receipt")),
    sa.UniqueConstraint("rotation_year_id", "number", name=op.f("uq_wish_receipt_rotation_year_id_number"))
    )
    with op.batch_alter_table("wish_receipt") as batch_op:
        batch_op.create_index(batch_op.f("ix_wish_receipt_county_id"), ["county_id"], unique=False)
        batch_op.create_index("ix_wish_receipt_teacher", ["rotation_year_id", "teacher_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wish_receipt_teacher_id"), ["teacher_id"], unique=False)



def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("wish_receipt") as batch_op:
        batch_op.drop_index(batch_op.f("ix_wish_receipt_teacher_id"))
        batch_op.drop_index("ix_wish_receipt_teacher")
        batch_op.drop_index(batch_op.f("ix_wish_receipt_county_id"))

    op.drop_table("wish_receipt")
    with op.batch_alter_table("cut_off") as batch_op:
        batch_op.drop_index(batch_op.f("ix_cut_off_section_id"))
        batch_op.drop_index(batch_op.f("ix_cut_off_county_id"))

    op.drop_table("cut_off")
    with op.batch_alter_table("hardship_statement") as batch_op:
        batch_op.drop_index(batch_op.f("ix_hardship_statement_teacher_id"))
        batch_op.drop_index(batch_op.f("ix_hardship_statement_county_id"))

    op.drop_table("hardship_statement")
