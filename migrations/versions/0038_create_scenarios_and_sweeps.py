"""Keep scenarios of plans and sweeps over one setting.

Revision 0038 follows 0037.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "plan_sweep",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("setting", sa.String(length=60), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_plan_sweep_county_id_county")),
        sa.ForeignKeyConstraint(["created_by"], ["user_account.id"], name=op.f("fk_plan_sweep_created_by_user_account")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_sweep_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_sweep")),
    )
    with op.batch_alter_table("plan_sweep", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_sweep_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_sweep_plan_id"), ["plan_id"], unique=False)
    op.create_table(
        "scenario_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("rotation_year_id", sa.Integer(), nullable=False),
        sa.Column("base_plan_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["base_plan_id"], ["plan.id"], name=op.f("fk_scenario_set_base_plan_id_plan"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_scenario_set_county_id_county")),
        sa.ForeignKeyConstraint(["created_by"], ["user_account.id"], name=op.f("fk_scenario_set_created_by_user_account")),
        sa.ForeignKeyConstraint(["rotation_year_id"], ["rotation_year.id"], name=op.f("fk_scenario_set_rotation_year_id_rotation_year"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_set")),
        sa.UniqueConstraint("rotation_year_id", "name", name=op.f("uq_scenario_set_rotation_year_id_name")),
    )
    with op.batch_alter_table("scenario_set", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scenario_set_base_plan_id"), ["base_plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scenario_set_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scenario_set_rotation_year_id"), ["rotation_year_id"], unique=False)
    op.create_table(
        "scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=36), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_scenario_plan_id_plan"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["set_id"], ["scenario_set.id"], name=op.f("fk_scenario_set_id_scenario_set"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_scenario_plan_id")),
    )
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scenario_set_id"), ["set_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scenario_set_id"))
    op.drop_table("scenario")
    with op.batch_alter_table("scenario_set", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scenario_set_rotation_year_id"))
        batch_op.drop_index(batch_op.f("ix_scenario_set_county_id"))
        batch_op.drop_index(batch_op.f("ix_scenario_set_base_plan_id"))
    op.drop_table("scenario_set")
    with op.batch_alter_table("plan_sweep", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_sweep_plan_id"))
        batch_op.drop_index(batch_op.f("ix_plan_sweep_county_id"))
    op.drop_table("plan_sweep")
