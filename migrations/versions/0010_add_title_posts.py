"""Posts of schools by level of professional titles (岗位职数).

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-25
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build the structure."""
    op.create_table(
        "title_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("full_senior", sa.Integer(), nullable=True),
        sa.Column("senior", sa.Integer(), nullable=True),
        sa.Column("middle", sa.Integer(), nullable=True),
        sa.Column("junior", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_title_posts_period")),
        sa.CheckConstraint(
            "full_senior >= 0 AND senior >= 0 AND middle >= 0 AND junior >= 0", name=op.f("ck_title_posts_posts_not_negative")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_title_posts_school_id_school"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_posts")),
        sa.UniqueConstraint("school_id", "valid_from", name=op.f("uq_title_posts_school_id_valid_from")),
    )


def downgrade() -> None:
    """Take the structure down."""
    op.drop_table("title_posts")
