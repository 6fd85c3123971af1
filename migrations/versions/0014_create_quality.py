"""Create quality.

Revision 0014 follows 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    op.create_table('reported_staff',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('county_id', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=False),
    sa.Column('school_year', sa.Integer(), nullable=False),
    sa.Column('staff', sa.Integer(), nullable=False),
    sa.Column('established', sa.Integer(), nullable=False),
    sa.Column('teachers', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('established <= staff AND teachers <= staff', name=op.f('ck_reported_staff_parts_within_staff')),
    sa.CheckConstraint('staff >= 0 AND established >= 0 AND teachers >= 0', name=op.f('ck_reported_staff_counts_not_negative')),
    sa.ForeignKeyConstraint(['county_id'], ['county.id'], name=op.f('fk_reported_staff_county_id_county')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_reported_staff_school_id_school'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reported_staff')),
    sa.UniqueConstraint('school_id', 'school_year', name=op.f('uq_reported_staff_school_id_school_year'))
    )
    with op.batch_alter_table('reported_staff', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reported_staff_county_id'), ['county_id'], unique=False)

    op.create_table('influence_study',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('county_id', sa.Integer(), nullable=False),
    sa.Column('rotation_year_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['county_id'], ['county.id'], name=op.f('fk_influence_study_county_id_county')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_influence_study_made_by_user_account')),
    sa.ForeignKeyConstraint(['rotation_year_id'], ['rotation_year.id'], name=op.f('fk_influence_study_rotation_year_id_rotation_year'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_influence_study'))
    )
    with op.batch_alter_table('influence_study', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_influence_study_county_id'), ['county_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_influence_study_rotation_year_id'), ['rotation_year_id'], unique=False)

    op.create_table('quality_finding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('county_id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('severity', sa.Enum('error', 'warning', 'hint', name='severity', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('looks_at', sa.Enum('teacher', 'school', 'section', name='looks_at', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('teacher_id', sa.Integer(), nullable=True),
    sa.Column('school_id', sa.Integer(), nullable=True),
    sa.Column('section_id', sa.Integer(), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('new', 'ignored', 'mended', name='finding_state', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('first_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('mended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('returned', sa.Integer(), nullable=False),
    sa.Column('ignored_reason', sa.String(length=300), nullable=False),
    sa.Column('ignored_details', sa.JSON(), nullable=True),
    sa.Column('ignored_by', sa.Integer(), nullable=True),
    sa.Column('assignee_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'mended') = (mended_at IS NOT NULL)", name=op.f('ck_quality_finding_mended_has_its_moment')),
    sa.CheckConstraint("state <> 'ignored' OR ignored_reason <> ''", name=op.f('ck_quality_finding_ignored_needs_reason')),
    sa.ForeignKeyConstraint(['assignee_id'], ['user_account.id'], name=op.f('fk_quality_finding_assignee_id_user_account')),
    sa.ForeignKeyConstraint(['county_id'], ['county.id'], name=op.f('fk_quality_finding_county_id_county')),
    sa.ForeignKeyConstraint(['ignored_by'], ['user_account.id'], name=op.f('fk_quality_finding_ignored_by_user_account')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_quality_finding_school_id_school'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['section_id'], ['section.id'], name=op.f('fk_quality_finding_section_id_section'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['teacher_id'], ['teacher.id'], name=op.f('fk_quality_finding_teacher_id_teacher'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quality_finding')),
    sa.UniqueConstraint('county_id', 'fingerprint', name=op.f('uq_quality_finding_county_id_fingerprint'))
    )
    with op.batch_alter_table('quality_finding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quality_finding_assignee_id'), ['assignee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_quality_finding_rule'), ['rule'], unique=False)
        batch_op.create_index('ix_quality_finding_school_state', ['school_id', 'state'], unique=False)
        batch_op.create_index('ix_quality_finding_state', ['county_id', 'state', 'severity'], unique=False)
        batch_op.create_index(batch_op.f('ix_quality_finding_teacher_id'), ['teacher_id'], unique=False)

    op.create_table('quality_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('county_id', sa.Integer(), nullable=False),
    sa.Column('scope', sa.Enum('county', 'school', 'record', name='run_scope', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('ruleset', sa.String(length=40), nullable=False),
    sa.Column('ruleset_version', sa.String(length=40), nullable=False),
    sa.Column('ruleset_digest', sa.String(length=64), nullable=False),
    sa.Column('persons', sa.Integer(), nullable=False),
    sa.Column('schools', sa.Integer(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['county_id'], ['county.id'], name=op.f('fk_quality_run_county_id_county')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_quality_run_made_by_user_account')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_quality_run_school_id_school'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quality_run'))
    )
    with op.batch_alter_table('quality_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quality_run_county_id'), ['county_id'], unique=False)

    op.create_table('finding_comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('finding_id', sa.Integer(), nullable=False),
    sa.Column('written_by', sa.Integer(), nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.String(length=500), nullable=False),
    sa.ForeignKeyConstraint(['finding_id'], ['quality_finding.id'], name=op.f('fk_finding_comment_finding_id_quality_finding'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['written_by'], ['user_account.id'], name=op.f('fk_finding_comment_written_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_finding_comment'))
    )
    with op.batch_alter_table('finding_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_finding_comment_finding_id'), ['finding_id'], unique=False)



def downgrade() -> None:
    """Take the structure down."""
    with op.batch_alter_table('finding_comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_finding_comment_finding_id'))

    op.drop_table('finding_comment')
    with op.batch_alter_table('quality_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quality_run_county_id'))

    op.drop_table('quality_run')
    with op.batch_alter_table('quality_finding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quality_finding_teacher_id'))
        batch_op.drop_index('ix_quality_finding_state')
        batch_op.drop_index('ix_quality_finding_school_state')
        batch_op.drop_index(batch_op.f('ix_quality_finding_rule'))
        batch_op.drop_index(batch_op.f('ix_quality_finding_assignee_id'))

    op.drop_table('quality_finding')
    with op.batch_alter_table('influence_study', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_influence_study_rotation_year_id'))
        batch_op.drop_index(batch_op.f('ix_influence_study_county_id'))

    op.drop_table('influence_study')
    with op.batch_alter_table('reported_staff', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reported_staff_county_id'))

    op.drop_table('reported_staff')
