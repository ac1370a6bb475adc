"""Values of surveys, and what the weekly crawl of sector pages saw."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey_values",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("measure", sa.String(40), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("number", sa.Float),
        sa.Column("unit", sa.String(32), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("collector", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("valid_until", sa.String(10)),
        sa.Column("imported_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("code", "measure", "source", "date", name="survey_values_once"),
    )
    op.create_table(
        "sector_visits",
        sa.Column("code", sa.String(8), primary_key=True),
        sa.Column("visited_at", sa.String(32), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("measures", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("sector_visits")
    op.drop_table("survey_values")
