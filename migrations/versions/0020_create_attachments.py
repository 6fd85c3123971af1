"""Create attachments.

Revision 0020 follows 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("storage_name", sa.String(length=40), nullable=False),
        sa.Column(
            "file_kind",
            sa.Enum(
                "pdf", "jpeg", "png", name="file_kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("retention", sa.String(length=30), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_attachment_county_id_county")),
        sa.ForeignKeyConstraint(
            ["removed_by"], ["user_account.id"], name=op.f("fk_attachment_removed_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["user_account.id"], name=op.f("fk_attachment_uploaded_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("storage_name", name=op.f("uq_attachment_storage_name")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index("ix_attachment_due", ["county_id", "keep_until"], unique=False)

    op.create_table(
        "attachment_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_attachment_link_attachment_id_attachment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_link")),
        sa.UniqueConstraint(
            "attachment_id",
            "subject_kind",
            "subject_id",
            name=op.f("uq_attachment_link_attachment_id_subject_kind_subject_id"),
        ),
    )
    with op.batch_alter_table("attachment_link", schema=None) as batch_op:
        batch_op.create_index("ix_attachment_link_subject", ["subject_kind", "subject_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("attachment_link", schema=None) as batch_op:
        batch_op.drop_index("ix_attachment_link_subject")

    op.drop_table("attachment_link")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index("ix_attachment_due")

    op.drop_table("attachment")
