"""Create bulk edits.

Revision 0026 follows 0025.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "bulk_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column(
            "made_role",
            sa.Enum(
                "administrator",
                "officer",
                "clerk",
                "principal",
                "leader",
                "inspector",
                "auditor",
                "city_reader",
                name="made_role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("chosen_by", sa.String(length=500), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "chosen",
                "shown",
                "applying",
                "done",
                "undoing",
                "undone",
                name="edit_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("record", sa.String(length=30), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "correct",
                "add",
                "end",
                "withdraw",
                name="edit_act",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("secret_cipher", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_bulk_edit_county_id_county")),
        sa.ForeignKeyConstraint(
            ["made_by"], ["user_account.id"], name=op.f("fk_bulk_edit_made_by_user_account")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_bulk_edit_school_id_school")),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["user_account.id"], name=op.f("fk_bulk_edit_undone_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_edit")),
    )
    with op.batch_alter_table("bulk_edit", schema=None) as batch_op:
        batch_op.create_index("ix_bulk_edit_by_county", ["county_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_bulk_edit_made_by"), ["made_by"], unique=False)

    op.create_table(
        "bulk_edit_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edit_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "same",
                "refused",
                "stale",
                "changed",
                "undone",
                "kept",
                name="item_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("row_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("closed", sa.JSON(), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("old_cipher", sa.Text(), nullable=True),
        sa.Column("refusal", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edit_id"],
            ["bulk_edit.id"],
            name=op.f("fk_bulk_edit_item_edit_id_bulk_edit"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_bulk_edit_item_teacher_id_teacher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_edit_item")),
        sa.UniqueConstraint("edit_id", "teacher_id", name=op.f("uq_bulk_edit_item_edit_id_teacher_id")),
    )
    with op.batch_alter_table("bulk_edit_item", schema=None) as batch_op:
        batch_op.create_index("ix_bulk_edit_item_by_state", ["edit_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_bulk_edit_item_teacher_id"), ["teacher_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("bulk_edit_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bulk_edit_item_teacher_id"))
        batch_op.drop_index("ix_bulk_edit_item_by_state")

    op.drop_table("bulk_edit_item")
    with op.batch_alter_table("bulk_edit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bulk_edit_made_by"))
        batch_op.drop_index("ix_bulk_edit_by_county")

    op.drop_table("bulk_edit")
