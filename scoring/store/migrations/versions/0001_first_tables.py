"""The first tables: runs, observations, scores, replaced scores, files."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Written out, not taken from the schema module: a migration must stay as it was when the schema moves on.
VERDICTS = (
    "existence", "front_page", "prominence", "help_info", "responsible",
    "existence_broad", "front_page_broad", "prominence_broad", "help_info_broad", "responsible_broad",
)  # fmt: skip


def upgrade() -> None:
    _runs()
    _observations()
    _scores()
    _replaced_scores()
    _files()


def downgrade() -> None:
    for table in ("files", "replaced_scores", "scores", "observations", "runs"):
        op.drop_table(table)


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("started", sa.String(32), nullable=False),
        sa.Column("finished", sa.String(32)),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("as_of", sa.String(32)),
        sa.Column("registry_digest", sa.String(64), nullable=False),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("versions", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("planned", sa.Integer, nullable=False),
        sa.Column("measured", sa.Integer, nullable=False),
        sa.Column("unmeasured", sa.Integer, nullable=False),
        sa.Column("published", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )


def _observations() -> None:
    op.create_table(
        "observations",
        sa.Column("run", sa.String(40), sa.ForeignKey("runs.id"), primary_key=True),
        sa.Column("code", sa.String(8), primary_key=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("measured_at", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("observations_by_code", "observations", ["code", "measured_at"])


def _scores() -> None:
    op.create_table(
        "scores",
        sa.Column("run", sa.String(40), primary_key=True),
        sa.Column("code", sa.String(8), primary_key=True),
        sa.Column("method_version", sa.String(16), nullable=False),
        sa.Column("lexicon_version", sa.String(16), nullable=False),
        sa.Column("result", sa.LargeBinary, nullable=False),
        sa.Column("points", sa.Integer),
        sa.Column("max", sa.Integer),
        sa.Column("points_broad", sa.Integer),
        sa.Column("max_broad", sa.Integer),
        *(sa.Column(name, sa.String(16), nullable=False) for name in VERDICTS),
        sa.Column("prominence_desktop", sa.Float),
        sa.Column("prominence_mobile", sa.Float),
        sa.Column("help_info_grade", sa.Integer),
        _unit(),
    )


def _replaced_scores() -> None:
    op.create_table(
        "replaced_scores",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("run", sa.String(40), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("method_version", sa.String(16), nullable=False),
        sa.Column("lexicon_version", sa.String(16), nullable=False),
        sa.Column("result", sa.LargeBinary, nullable=False),
        sa.Column("replaced_at", sa.String(32), nullable=False),
        _unit(),
    )
    op.create_index("replaced_scores_by_unit", "replaced_scores", ["run", "code"])


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("run", sa.String(40), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        _unit(),
    )
    op.create_index("files_by_unit", "files", ["run", "code"])


def _unit() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["run", "code"], ["observations.run", "observations.code"])
