"""How verdicts went is read from indexes alone: beside each row lies a body of many pages."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ASPECTS = ["existence", "front_page", "prominence", "help_info", "responsible"]


def upgrade() -> None:
    seen = ["code", "run", "status", "reason", "measured_at"]
    op.create_index("observations_passage", "observations", seen)
    op.create_index("scores_passage", "scores", ["code", "run", *ASPECTS])


def downgrade() -> None:
    op.drop_index("scores_passage", "scores")
    op.drop_index("observations_passage", "observations")
