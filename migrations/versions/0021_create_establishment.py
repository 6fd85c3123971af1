"""Create establishment: the county's total of posts, loans of the pool, proposals.

Revision 0021 follows 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "county_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_county_posts_period")),
        sa.CheckConstraint("posts >= 0", name=op.f("ck_county_posts_posts_not_negative")),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_county_posts_county_id_county")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_county_posts")),
        sa.UniqueConstraint("county_id", "valid_from", name=op.f("uq_county_posts_county_id_valid_from")),
    )
    op.create_table(
        "pool_loan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("lent_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("posts > 0", name=op.f("ck_pool_loan_posts_positive")),
        sa.CheckConstraint("due_on > lent_on", name=op.f("ck_pool_loan_due_after_lent")),
        sa.CheckConstraint("returned_on IS NULL OR returned_on >= lent_on", name=op.f("ck_pool_loan_returned_after_lent")),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_pool_loan_county_id_county")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_pool_loan_school_id_school"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_loan")),
    )
    with op.batch_alter_table("pool_loan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pool_loan_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pool_loan_school_id"), ["school_id"], unique=False)
    op.create_table(
        "post_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("ruleset_digest", sa.String(length=64), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "adopted", "discarded", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("adopted_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["adopted_by"], ["user_account.id"], name=op.f("fk_post_proposal_adopted_by_user_account")),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_post_proposal_county_id_county")),
        sa.ForeignKeyConstraint(["created_by"], ["user_account.id"], name=op.f("fk_post_proposal_created_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_proposal")),
        sa.UniqueConstraint("county_id", "name", name=op.f("uq_post_proposal_county_id_name")),
    )
    with op.batch_alter_table("post_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_proposal_county_id"), ["county_id"], unique=False)
    op.create_table(
        "post_proposal_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("by_ratio", sa.Integer(), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=False),
        sa.Column("computed", sa.Integer(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("grounds", sa.String(length=20), nullable=False),
        sa.CheckConstraint("posts >= 0", name=op.f("ck_post_proposal_row_posts_not_negative")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["post_proposal.id"], name=op.f("fk_post_proposal_row_proposal_id_post_proposal"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_post_proposal_row_school_id_school"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_proposal_row")),
        sa.UniqueConstraint("proposal_id", "school_id", name=op.f("uq_post_proposal_row_proposal_id_school_id")),
    )
    with op.batch_alter_table("post_proposal_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_proposal_row_proposal_id"), ["proposal_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    op.drop_table("post_proposal_row")
    op.drop_table("post_proposal")
    op.drop_table("pool_loan")
    op.drop_table("county_posts")
