"""Bodies of observations go apart, results are packed against a base, and the picture of the first screen is
known without the observation.

Observations stay where they are: with the next visit of a municipality its earlier ones are left to the
archive.
"""

import json

import sqlalchemy as sa
from alembic import op

from scoring.store.packing import Damaged, pack, unpack

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WORTH = 1 / 3


def upgrade() -> None:
    op.create_table(
        "result_bases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("result_bases_by_code", "result_bases", ["code", "id"])
    op.create_table(
        "observation_bodies",
        sa.Column("code", sa.String(8), primary_key=True),
        sa.Column("run", sa.String(40), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["run", "code"], ["observations.run", "observations.code"]),
    )
    for table in ("scores", "replaced_scores"):
        op.add_column(table, sa.Column("base", sa.Integer))
    op.add_column("observations", sa.Column("screen", sa.Text))
    connection = op.get_bind()
    kept = "SELECT code, run, body FROM observations WHERE length(body) > 0"
    connection.execute(sa.text(f"INSERT INTO observation_bodies (code, run, body) {kept}"))
    connection.execute(sa.text("UPDATE observations SET body = :empty"), {"empty": b""})
    for (code,) in connection.execute(sa.text("SELECT DISTINCT code FROM observations")).all():
        _fill_screens(connection, code)
        _pack_results(connection, code)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the copy that was made before")


def _fill_screens(connection: sa.Connection, code: str) -> None:
    here = {"code": code}
    query = sa.text("SELECT run, body FROM observation_bodies WHERE code = :code")
    for run, body in connection.execute(query, here).all():
        try:
            pictures = (json.loads(unpack(bytes(body))).get("start") or {}).get("pictures", ())
        except (Damaged, ValueError):
            continue
        screen = next((picture for picture in pictures if picture.get("kind") == "desktop"), None)
        if screen is not None:
            told = {"screen": json.dumps(screen), "run": run}
            update = "UPDATE observations SET screen = :screen WHERE run = :run AND code = :code"
            connection.execute(sa.text(update), here | told)


def _pack_results(connection: sa.Connection, code: str) -> None:
    base: tuple[int, bytes, int] | None = None
    for table, key in (("scores", "run"), ("replaced_scores", "id")):
        query = f"SELECT {key}, result FROM {table} WHERE code = :code ORDER BY {key}"  # noqa: S608 - ours
        for name, body in connection.execute(sa.text(query), {"code": code}).all():
            try:
                text = unpack(bytes(body))
            except Damaged:
                continue
            small = pack(text, base[1]) if base else None
            if base is None or small is None or len(small) > WORTH * base[2]:
                whole = pack(text)
                row = "INSERT INTO result_bases (code, body) VALUES (:code, :body)"
                connection.execute(sa.text(row), {"code": code, "body": whole})
                newest = "SELECT max(id) FROM result_bases"
                base = connection.execute(sa.text(newest)).scalar_one(), text, len(whole)
                small = pack(text, text)
            update = f"UPDATE {table} SET result = :body, base = :base WHERE {key} = :key AND code = :code"  # noqa: S608
            given = {"body": small, "base": base[0], "key": name, "code": code}
            connection.execute(sa.text(update), given)
