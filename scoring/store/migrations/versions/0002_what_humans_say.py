"""What humans say: decisions, objections and how they ended, rounds of two raters and their ratings."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _decisions()
    _objections()
    _rounds()


def downgrade() -> None:
    for table in ("ratings", "rounds", "objection_ends", "objections", "decisions"):
        op.drop_table(table)


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("aspect", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", sa.String(40), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("valid_until", sa.String(40)),
        sa.Column("source", sa.String(8), nullable=False),
        sa.Column("run", sa.String(40)),
        sa.Column("method_version", sa.String(16)),
        sa.Column("machine", sa.String(16)),
        sa.Column("confidence", sa.String(16)),
        sa.Column("basis", sa.Text),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("code", "aspect", "version", name="decisions_version"),
    )


def _objections() -> None:
    op.create_table(
        "objections",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("aspect", sa.String(16), nullable=False),
        sa.Column("said_by", sa.Text, nullable=False),
        sa.Column("said_at", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("run", sa.String(40)),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
    )
    op.create_index("objections_by_code", "objections", ["code", "aspect"])
    op.create_table(
        "objection_ends",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("objection", sa.Integer, sa.ForeignKey("objections.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", sa.String(40), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("objection", "version", name="objection_ends_version"),
    )


def _rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("codebook_version", sa.String(16), nullable=False),
        sa.Column("sample", sa.Text, nullable=False),
        sa.Column("raters", sa.Text, nullable=False),
        sa.Column("third", sa.Text, nullable=False),
        sa.Column("items", sa.Text, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("name", name="rounds_name"),
    )
    op.create_table(
        "ratings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("round", sa.Integer, sa.ForeignKey("rounds.id"), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("aspect", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(8), nullable=False),
        sa.Column("rater", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("rated_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("round", "code", "aspect", "stage", "rater", "version", name="ratings_version"),
    )
