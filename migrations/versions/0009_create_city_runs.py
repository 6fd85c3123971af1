"""Create city runs.

Revision 0009 follows 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "city_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("time_limit_s", sa.Double(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_city_run_city_id_city")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name=op.f("fk_city_run_created_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_run")),
        sa.UniqueConstraint("city_id", "school_year", "name", name=op.f("uq_city_run_city_id_school_year_name")),
    )
    op.create_table(
        "city_run_county",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column(
            "refusal",
            sa.Enum(
                "no_year",
                "no_list",
                "counts_open",
                "name_taken",
                "busy",
                name="refusal",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_city_run_county_county_id_county")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_city_run_county_job_id_job")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_city_run_county_plan_id_plan"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["city_run.id"], name=op.f("fk_city_run_county_run_id_city_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_run_county")),
        sa.UniqueConstraint("run_id", "county_id", name=op.f("uq_city_run_county_run_id_county_id")),
    )
    with op.batch_alter_table("city_run_county", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_city_run_county_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_city_run_county_plan_id"), ["plan_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("city_run_county", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_city_run_county_plan_id"))
        batch_op.drop_index(batch_op.f("ix_city_run_county_county_id"))

    op.drop_table("city_run_county")
    op.drop_table("city_run")
