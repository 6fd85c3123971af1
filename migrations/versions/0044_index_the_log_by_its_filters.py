"""Index the log by what its page filters: action, kind of record, actor; each in the order of the lines.

Revision 0044 follows 0043. The index by action alone goes: nothing asks for an action over all counties.
"""

from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    with op.batch_alter_table("audit_event") as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_event_action"))
        batch_op.create_index("ix_audit_event_by_action", ["chain", "action", "sequence"], unique=False)
        batch_op.create_index("ix_audit_event_by_kind", ["chain", "object_type", "sequence"], unique=False)
        batch_op.create_index("ix_audit_event_by_actor", ["chain", "actor_name", "sequence"], unique=False)


def downgrade() -> None:
    """Take the structure back."""
    with op.batch_alter_table("audit_event") as batch_op:
        batch_op.drop_index("ix_audit_event_by_actor")
        batch_op.drop_index("ix_audit_event_by_kind")
        batch_op.drop_index("ix_audit_event_by_action")
        batch_op.create_index(batch_op.f("ix_audit_event_action"), ["action"], unique=False)
