"""Create teachers.

Revision 0003 follows 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table(
        "teacher",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("pseudonym", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_pinyin", sa.String(length=120), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("male", "female", name="sex", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("id_number_cipher", sa.String(length=200), nullable=True),
        sa.Column("id_number_index", sa.String(length=64), nullable=True),
        sa.Column("id_number_tail_index", sa.String(length=64), nullable=True),
        sa.Column("phone_cipher", sa.String(length=200), nullable=True),
        sa.Column("ethnic_group", sa.String(length=20), nullable=False),
        sa.Column("political_status", sa.String(length=20), nullable=False),
        sa.Column("work_began_on", sa.Date(), nullable=True),
        sa.Column("teaching_began_on", sa.Date(), nullable=True),
        sa.Column("home_township", sa.String(length=40), nullable=False),
        sa.Column("home_longitude", sa.Double(), nullable=True),
        sa.Column("home_latitude", sa.Double(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "partner_id IS NULL OR partner_id <> id", name=op.f("ck_teacher_partner_not_oneself")
        ),
        sa.ForeignKeyConstraint(["county_id"], ["county.id"], name=op.f("fk_teacher_county_id_county")),
        sa.ForeignKeyConstraint(["partner_id"], ["teacher.id"], name=op.f("fk_teacher_partner_id_teacher")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher")),
        sa.UniqueConstraint(
            "county_id", "id_number_index", name=op.f("uq_teacher_county_id_id_number_index")
        ),
        sa.UniqueConstraint("county_id", "number", name=op.f("uq_teacher_county_id_number")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_teacher_pseudonym")),
    )
    with op.batch_alter_table("teacher", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_teacher_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_teacher_id_number_tail_index"), ["id_number_tail_index"], unique=False)
        batch_op.create_index(batch_op.f("ix_teacher_name"), ["name"], unique=False)
        batch_op.create_index("ix_teacher_by_name", ["county_id", "name_pinyin"], unique=False)
        batch_op.create_index("ix_teacher_by_birth_date", ["county_id", "birth_date"], unique=False)

    op.create_table(
        "appraisal",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "grade",
            sa.Enum(
                "excellent",
                "qualified",
                "basically_qualified",
                "unqualified",
                "not_graded",
                name="grade",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_appraisal_teacher_id_teacher"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal")),
        sa.UniqueConstraint("teacher_id", "year", name=op.f("uq_appraisal_teacher_id_year")),
    )
    with op.batch_alter_table("appraisal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appraisal_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "backbone_honour",
        sa.Column(
            "level",
            sa.Enum(
                "school",
                "township",
                "county",
                "city",
                "province",
                "national",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_backbone_honour_teacher_id_teacher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backbone_honour")),
        sa.UniqueConstraint(
            "teacher_id",
            "level",
            "name",
            "granted_on",
            name=op.f("uq_backbone_honour_teacher_id_level_name_granted_on"),
        ),
    )
    with op.batch_alter_table("backbone_honour", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_backbone_honour_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "certificate",
        sa.Column(
            "kind",
            sa.Enum(
                "kindergarten",
                "primary",
                "junior",
                "senior",
                "vocational",
                "vocational_practice",
                "higher",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_certificate_teacher_id_teacher"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint(
            "teacher_id", "kind", "subject", name=op.f("uq_certificate_teacher_id_kind_subject")
        ),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificate_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "deferral",
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("has_evidence", sa.Boolean(), nullable=False),
        sa.Column("evidence_name", sa.String(length=120), nullable=False),
        sa.Column("content_cipher", sa.String(length=2000), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_deferral_period")),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_deferral_teacher_id_teacher"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deferral")),
    )
    with op.batch_alter_table("deferral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deferral_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "degree",
        sa.Column(
            "level",
            sa.Enum(
                "junior_secondary",
                "senior_secondary",
                "secondary_vocational",
                "associate",
                "bachelor",
                "master",
                "doctor",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("academic_degree", sa.String(length=20), nullable=False),
        sa.Column("institution", sa.String(length=80), nullable=False),
        sa.Column("major", sa.String(length=60), nullable=False),
        sa.Column("graduated_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_degree_teacher_id_teacher"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_degree")),
        sa.UniqueConstraint(
            "teacher_id", "level", "graduated_on", name=op.f("uq_degree_teacher_id_level_graduated_on")
        ),
    )
    with op.batch_alter_table("degree", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_degree_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "discipline",
        sa.Column(
            "kind",
            sa.Enum(
                "investigation",
                "ethics_breach",
                "warning",
                "demerit",
                "demotion",
                "dismissal",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("content_cipher", sa.String(length=2000), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_discipline_period")),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_discipline_teacher_id_teacher"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discipline")),
    )
    with op.batch_alter_table("discipline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discipline_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "employment",
        sa.Column(
            "kind",
            sa.Enum(
                "established",
                "contract",
                "agency",
                "purchased",
                "special_post",
                "silver_age",
                "part_time",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "category",
            sa.Enum(
                "full_time_teacher",
                "administrator",
                "support",
                "worker",
                "other",
                name="category",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "track",
            sa.Enum("cadre", "worker", name="track", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "stage_of_service",
            sa.Enum(
                "reserve",
                "probation",
                "service_period",
                "term",
                name="stage_of_service",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "in_post",
                "seconded_in_county",
                "exchanged_in_county",
                "support_elsewhere",
                "full_time_study",
                "personal_leave",
                "maternity_leave",
                "official_leave",
                "sick_leave",
                "other",
                "retired",
                "left",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_employment_period")),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_employment_teacher_id_teacher"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employment")),
        sa.UniqueConstraint("teacher_id", "valid_from", name=op.f("uq_employment_teacher_id_valid_from")),
    )
    with op.batch_alter_table("employment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employment_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "title_grant",
        sa.Column(
            "level",
            sa.Enum(
                "none",
                "third",
                "second",
                "first",
                "senior",
                "full_senior",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("granted_on", sa.Date(), nullable=True),
        sa.Column("engaged_on", sa.Date(), nullable=True),
        sa.Column("post_grade", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_title_grant_teacher_id_teacher"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_grant")),
        sa.UniqueConstraint("teacher_id", "level", name=op.f("uq_title_grant_teacher_id_level")),
    )
    with op.batch_alter_table("title_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_title_grant_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "training_record",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("hours", sa.Numeric(precision=6, scale=1), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours >= 0", name=op.f("ck_training_record_hours_not_negative")),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_training_record_teacher_id_teacher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_record")),
        sa.UniqueConstraint(
            "teacher_id", "year", "kind", name=op.f("uq_training_record_teacher_id_year_kind")
        ),
    )
    with op.batch_alter_table("training_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_record_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "leadership",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "none",
                "middle_deputy",
                "middle_head",
                "vice_principal",
                "party_secretary",
                "principal",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("term", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_leadership_period")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_leadership_school_id_school")),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_leadership_teacher_id_teacher"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leadership")),
    )
    with op.batch_alter_table("leadership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leadership_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_leadership_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "rotation_record",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("from_school_id", sa.Integer(), nullable=True),
        sa.Column("from_school_name", sa.String(length=80), nullable=False),
        sa.Column("to_school_id", sa.Integer(), nullable=True),
        sa.Column("to_school_name", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("relation_moved", sa.Boolean(), nullable=False),
        sa.Column("full_time", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name=op.f("ck_rotation_record_period")),
        sa.ForeignKeyConstraint(
            ["from_school_id"], ["school.id"], name=op.f("fk_rotation_record_from_school_id_school")
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_rotation_record_teacher_id_teacher"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_school_id"], ["school.id"], name=op.f("fk_rotation_record_to_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_record")),
        sa.UniqueConstraint("teacher_id", "starts_on", name=op.f("uq_rotation_record_teacher_id_starts_on")),
    )
    with op.batch_alter_table("rotation_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rotation_record_teacher_id"), ["teacher_id"], unique=False)

    op.create_table(
        "appointment",
        sa.Column(
            "kind",
            sa.Enum(
                "regular",
                "exchange",
                "secondment",
                "study",
                "leave",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("personnel_school_id", sa.Integer(), nullable=False),
        sa.Column(
            "personnel_stage",
            sa.Enum(
                "primary",
                "junior",
                "senior",
                name="personnel_stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("more_subjects", sa.String(length=100), nullable=False),
        sa.Column("graduating_class", sa.Boolean(), nullable=False),
        sa.Column("share", sa.Numeric(precision=4, scale=3), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("share > 0 AND share <= 1", name=op.f("ck_appointment_share_range")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_appointment_period")),
        sa.ForeignKeyConstraint(
            ["personnel_school_id"], ["school.id"], name=op.f("fk_appointment_personnel_school_id_school")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_appointment_section_id_section")
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_appointment_teacher_id_teacher"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appointment_personnel_school_id"), ["personnel_school_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_appointment_section_id"), ["section_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_teacher_id"), ["teacher_id"], unique=False)


def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointment_teacher_id"))
        batch_op.drop_index(batch_op.f("ix_appointment_section_id"))
        batch_op.drop_index(batch_op.f("ix_appointment_personnel_school_id"))

    op.drop_table("appointment")
    with op.batch_alter_table("rotation_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rotation_record_teacher_id"))

    op.drop_table("rotation_record")
    with op.batch_alter_table("leadership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leadership_teacher_id"))
        batch_op.drop_index(batch_op.f("ix_leadership_school_id"))

    op.drop_table("leadership")
    with op.batch_alter_table("training_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_record_teacher_id"))

    op.drop_table("training_record")
    with op.batch_alter_table("title_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_title_grant_teacher_id"))

    op.drop_table("title_grant")
    with op.batch_alter_table("employment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_employment_teacher_id"))

    op.drop_table("employment")
    with op.batch_alter_table("discipline", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_discipline_teacher_id"))

    op.drop_table("discipline")
    with op.batch_alter_table("degree", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_degree_teacher_id"))

    op.drop_table("degree")
    with op.batch_alter_table("deferral", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deferral_teacher_id"))

    op.drop_table("deferral")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificate_teacher_id"))

    op.drop_table("certificate")
    with op.batch_alter_table("backbone_honour", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_backbone_honour_teacher_id"))

    op.drop_table("backbone_honour")
    with op.batch_alter_table("appraisal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appraisal_teacher_id"))

    op.drop_table("appraisal")
    with op.batch_alter_table("teacher", schema=None) as batch_op:
        batch_op.drop_index("ix_teacher_by_birth_date")
        batch_op.drop_index("ix_teacher_by_name")
        batch_op.drop_index(batch_op.f("ix_teacher_name"))
        batch_op.drop_index(batch_op.f("ix_teacher_id_number_tail_index"))
        batch_op.drop_index(batch_op.f("ix_teacher_county_id"))

    op.drop_table("teacher")
