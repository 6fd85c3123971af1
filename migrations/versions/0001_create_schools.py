"""Create schools.

Revision 0001 follows .
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "city",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city")),
        sa.UniqueConstraint("code", name=op.f("uq_city_code")),
        sa.UniqueConstraint("name", name=op.f("uq_city_name")),
    )
    op.create_table(
        "county",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("bureau_name", sa.String(length=80), nullable=False),
        sa.Column("ruleset", sa.String(length=40), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_county_city_id_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_county")),
        sa.UniqueConstraint("code", name=op.f("uq_county_code")),
    )
    with op.batch_alter_table("county", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_county_city_id"), ["city_id"], unique=False)

    op.create_table(
        "legal_entity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_legal_entity_county_id_county")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_entity")),
        sa.UniqueConstraint("county_id", "name", name=op.f("uq_legal_entity_county_id_name")),
    )
    with op.batch_alter_table("legal_entity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_entity_county_id"), ["county_id"], unique=False)

    op.create_table(
        "school_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "zone",
                "education_group",
                "union_merged",
                "union_co_built",
                "union_cooperative",
                "entrusted",
                "paired_support",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_school_group_county_id_county")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_group")),
        sa.UniqueConstraint("county_id", "name", name=op.f("uq_school_group_county_id_name")),
    )
    with op.batch_alter_table("school_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_group_county_id"), ["county_id"], unique=False)

    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "kindergarten",
                "primary_school",
                "teaching_point",
                "junior_school",
                "nine_year_school",
                "complete_secondary",
                "senior_school",
                "twelve_year_school",
                "vocational_school",
                "special_school",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("township", sa.String(length=40), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("target_year", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_school_county_id_county")),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["legal_entity.id"], name=op.f("fk_school_entity_id_legal_entity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("county_id", "code", name=op.f("uq_school_county_id_code")),
        sa.UniqueConstraint("county_id", "name", name=op.f("uq_school_county_id_name")),
    )
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_school_entity_id"), ["entity_id"], unique=False)

    op.create_table(
        "authorised_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("posts >= 0", name=op.f("ck_authorised_posts_posts_not_negative")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_authorised_posts_period")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"],
            ["school.id"],
            name=op.f("fk_authorised_posts_school_id_school"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorised_posts")),
        sa.UniqueConstraint("school_id", "valid_from", name=op.f("uq_authorised_posts_school_id_valid_from")),
    )
    op.create_table(
        "group_membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("core", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_group_membership_period")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["school_group.id"],
            name=op.f("fk_group_membership_group_id_school_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id"],
            ["school.id"],
            name=op.f("fk_group_membership_school_id_school"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_membership")),
        sa.UniqueConstraint(
            "school_id",
            "group_id",
            "valid_from",
            name=op.f("uq_group_membership_school_id_group_id_valid_from"),
        ),
    )
    with op.batch_alter_table("group_membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_membership_group_id"), ["group_id"], unique=False)

    op.create_table(
        "school_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_school_alias_school_id_school"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_alias")),
        sa.UniqueConstraint("school_id", "name", name=op.f("uq_school_alias_school_id_name")),
    )
    with op.batch_alter_table("school_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_alias_name"), ["name"], unique=False)

    op.create_table(
        "school_distance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_school_id", sa.Integer(), nullable=False),
        sa.Column("to_school_id", sa.Integer(), nullable=False),
        sa.Column("km", sa.Double(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.CheckConstraint("from_school_id < to_school_id", name=op.f("ck_school_distance_ordered_pair")),
        sa.CheckConstraint("km >= 0", name=op.f("ck_school_distance_km_not_negative")),
        sa.ForeignKeyConstraint(
            ["from_school_id"],
            ["school.id"],
            name=op.f("fk_school_distance_from_school_id_school"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_school_id"],
            ["school.id"],
            name=op.f("fk_school_distance_to_school_id_school"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_distance")),
        sa.UniqueConstraint(
            "from_school_id", "to_school_id", name=op.f("uq_school_distance_from_school_id_to_school_id")
        ),
    )
    with op.batch_alter_table("school_distance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_distance_to_school_id"), ["to_school_id"], unique=False)

    op.create_table(
        "school_standing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column(
            "ownership",
            sa.Enum(
                "county",
                "city",
                "private",
                name="ownership",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "location",
            sa.Enum(
                "urban",
                "town",
                "rural",
                name="location",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "remoteness",
            sa.Enum(
                "ordinary",
                "remote",
                "island",
                name="remoteness",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "strength",
            sa.Enum(
                "strong",
                "average",
                "weak",
                name="strength",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_school_standing_period")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_school_standing_school_id_school"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_standing")),
        sa.UniqueConstraint("school_id", "valid_from", name=op.f("uq_school_standing_school_id_valid_from")),
    )
    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "primary",
                "junior",
                "senior",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_section_county_id_county")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_section_school_id_school"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("school_id", "stage", name=op.f("uq_section_school_id_stage")),
    )
    with op.batch_alter_table("section", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_section_county_id"), ["county_id"], unique=False)

    op.create_table(
        "section_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("forecast", sa.Boolean(), nullable=False),
        sa.Column("teaching_area_m2", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("sports_area_m2", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("equipment_yuan", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("multimedia_rooms", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["section.id"],
            name=op.f("fk_section_year_section_id_section"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_year")),
        sa.UniqueConstraint(
            "section_id",
            "school_year",
            "forecast",
            name=op.f("uq_section_year_section_id_school_year_forecast"),
        ),
    )
    with op.batch_alter_table("section_year", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_section_year_school_year"), ["school_year"], unique=False)

    op.create_table(
        "grade_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_year_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("pupils", sa.Integer(), nullable=False),
        sa.Column("classes", sa.Integer(), nullable=False),
        sa.Column("largest_class", sa.Integer(), nullable=False),
        sa.CheckConstraint("grade BETWEEN 1 AND 12", name=op.f("ck_grade_year_grade_range")),
        sa.CheckConstraint(
            "pupils >= 0 AND classes >= 0 AND largest_class >= 0",
            name=op.f("ck_grade_year_counts_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["section_year_id"],
            ["section_year.id"],
            name=op.f("fk_grade_year_section_year_id_section_year"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_year")),
        sa.UniqueConstraint("section_year_id", "grade", name=op.f("uq_grade_year_section_year_id_grade")),
    )


def downgrade() -> None:
    """Take the structure down."""
    op.drop_table("grade_year")
    with op.batch_alter_table("section_year", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_section_year_school_year"))

    op.drop_table("section_year")
    with op.batch_alter_table("section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_section_county_id"))

    op.drop_table("section")
    op.drop_table("school_standing")
    with op.batch_alter_table("school_distance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_distance_to_school_id"))

    op.drop_table("school_distance")
    with op.batch_alter_table("school_alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_alias_name"))

    op.drop_table("school_alias")
    with op.batch_alter_table("group_membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_membership_group_id"))

    op.drop_table("group_membership")
    op.drop_table("authorised_posts")
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_entity_id"))
        batch_op.drop_index(batch_op.f("ix_school_county_id"))

    op.drop_table("school")
    with op.batch_alter_table("school_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_group_county_id"))

    op.drop_table("school_group")
    with op.batch_alter_table("legal_entity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_legal_entity_county_id"))

    op.drop_table("legal_entity")
    with op.batch_alter_table("county", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_city_id"))

    op.drop_table("county")
    op.drop_table("city")
