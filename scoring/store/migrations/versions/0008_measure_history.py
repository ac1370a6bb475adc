"""What the measures beyond the five points said, night by night: values alone."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measure_history",
        sa.Column("run", sa.String(40), primary_key=True),
        sa.Column("code", sa.String(8), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("told", sa.LargeBinary, nullable=False),
    )
    op.create_index("measure_history_by_code", "measure_history", ["code", "run"])


def downgrade() -> None:
    op.drop_table("measure_history")
