"""create reported figures and evidence packages.

Revision 0036 follows 0035.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "reported_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("teachers", sa.Integer(), nullable=True),
        sa.Column("pupils", sa.Integer(), nullable=True),
        sa.Column("above_degree", sa.Integer(), nullable=True),
        sa.Column("backbone", sa.Integer(), nullable=True),
        sa.Column("pe_arts", sa.Integer(), nullable=True),
        sa.Column("explanation", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("teachers >= 0 AND pupils >= 0 AND above_degree >= 0 AND backbone >= 0 AND pe_arts >= 0", name=op.f("ck_reported_figures_figures_not_negative")),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_reported_figures_county_id_county")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_reported_figures_school_id_school"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reported_figures")),
        sa.UniqueConstraint("school_id", "school_year", name=op.f("uq_reported_figures_school_id_school_year")),
    )
    with op.batch_alter_table("reported_figures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reported_figures_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reported_figures_school_id"), ["school_id"], unique=False)

    op.create_table(
        "evidence_package",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum("making", "waiting", "ready", "failed", name="state", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("ruleset", sa.String(length=60), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("manifest", sa.JSON(), nullable=False),
        sa.Column("message", sa.String(length=400), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("agreed_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreed_by"], ["user_account.id"], name=op.f("fk_evidence_package_agreed_by_user_account")),
        sa.ForeignKeyConstraint(["asked_by"], ["user_account.id"], name=op.f("fk_evidence_package_asked_by_user_account")),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_evidence_package_county_id_county")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_package")),
    )
    with op.batch_alter_table("evidence_package", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_package_county_id"), ["county_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("evidence_package", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_package_county_id"))

    op.drop_table("evidence_package")
    with op.batch_alter_table("reported_figures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reported_figures_school_id"))
        batch_op.drop_index(batch_op.f("ix_reported_figures_county_id"))

    op.drop_table("reported_figures")
