"""Keep warnings of indicators and the lines of the rectification ledger.

Revision 0040 follows 0039.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "warning_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("compared_with", sa.Integer(), nullable=True),
        sa.Column("ruleset_digest", sa.String(length=64), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_warning_run_county_id_county")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_run")),
    )
    with op.batch_alter_table("warning_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_warning_run_county_id"), ["county_id"], unique=False)

    op.create_table(
        "rectification_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.Enum("primary", "junior", "senior", name="stage", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("indicator", sa.String(length=20), nullable=False),
        sa.Column("level", sa.Enum("red", "yellow", name="level", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("state", sa.Enum("open", "closed", name="state", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("threshold", sa.Double(), nullable=True),
        sa.Column("missing", sa.Double(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("measure", sa.String(length=300), nullable=False),
        sa.Column("responsible", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_rectification_line_county_id_county")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_rectification_line_school_id_school"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_rectification_line_section_id_section"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification_line")),
    )
    with op.batch_alter_table("rectification_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rectification_line_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rectification_line_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rectification_line_state"), ["state"], unique=False)
        batch_op.create_index("uq_rectification_line_open", ["county_id", "place", "indicator"], unique=True, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.create_table(
        "indicator_warning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("below_floor", "below_threshold", "slipped", "will_fall", "behind_target", "spread_over", name="kind", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("level", sa.Enum("red", "yellow", name="level", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("before", sa.Double(), nullable=True),
        sa.Column("threshold", sa.Double(), nullable=True),
        sa.Column("missing", sa.Double(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["rectification_line.id"], name=op.f("fk_indicator_warning_line_id_rectification_line"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_warning")),
    )
    with op.batch_alter_table("indicator_warning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_warning_line_id"), ["line_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("indicator_warning", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_warning_line_id"))
    op.drop_table("indicator_warning")
    with op.batch_alter_table("rectification_line", schema=None) as batch_op:
        batch_op.drop_index("uq_rectification_line_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index(batch_op.f("ix_rectification_line_state"))
        batch_op.drop_index(batch_op.f("ix_rectification_line_school_id"))
        batch_op.drop_index(batch_op.f("ix_rectification_line_county_id"))
    op.drop_table("rectification_line")
    with op.batch_alter_table("warning_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_warning_run_county_id"))
    op.drop_table("warning_run")
