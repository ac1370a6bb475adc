"""Calls under way, and where each person was last (with the account, as sessions end)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_notes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("noted_by", sa.Text, nullable=False),
        sa.Column("noted_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("code", "version", name="call_notes_version"),
    )
    op.add_column("accounts", sa.Column("place", sa.Text, nullable=False, server_default=""))
    with op.batch_alter_table("account_sessions") as table:
        table.drop_column("place")


def downgrade() -> None:
    with op.batch_alter_table("account_sessions") as table:
        table.add_column(sa.Column("place", sa.Text, nullable=False, server_default=""))
    with op.batch_alter_table("accounts") as table:
        table.drop_column("place")
    op.drop_table("call_notes")
