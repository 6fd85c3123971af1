"""Tell requests for large lists apart by their words, and let documents wait among them.

Revision 0043 follows 0042.
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    with op.batch_alter_table("export_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("title", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("told", sa.String(length=600), nullable=False, server_default=""))
    with op.batch_alter_table("document_batch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("request_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_document_batch_request_id_export_request"), "export_request", ["request_id"], ["id"])


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("document_batch", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_document_batch_request_id_export_request"), type_="foreignkey")
        batch_op.drop_column("request_id")
    with op.batch_alter_table("export_request", schema=None) as batch_op:
        batch_op.drop_column("told")
        batch_op.drop_column("title")
