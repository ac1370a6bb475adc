"""The tables, as SQLAlchemy Core knows them. `migrations/` makes them; a test holds the two together."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from scoring.result import ASPECTS

VERDICT_COLUMNS = (*ASPECTS, *(f"{aspect}_broad" for aspect in ASPECTS))

metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("started", String(32), nullable=False),
    Column("finished", String(32)),
    Column("source", String(16), nullable=False),
    Column("as_of", String(32)),
    Column("registry_digest", String(64), nullable=False),
    Column("scope", String(8), nullable=False),  # all, or named
    Column("plan", Text, nullable=False),  # JSON list of codes, in order
    Column("versions", Text, nullable=False),  # JSON object
    Column("state", String(16), nullable=False),
    Column("planned", Integer, nullable=False),
    Column("measured", Integer, nullable=False),
    Column("unmeasured", Integer, nullable=False),
    Column("published", Boolean, nullable=False),
    Column("note", Text, nullable=False),  # why it ended as it did
)

observations = Table(
    "observations",
    metadata,
    Column("run", String(40), ForeignKey("runs.id"), primary_key=True),
    Column("code", String(8), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("reason", String(32)),
    Column("measured_at", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),  # of the JSON before compression
    Column("body", LargeBinary, nullable=False),  # empty: since revision 0007 it is in observation_bodies
    Column("screen", Text),  # JSON object: the picture of the first screen at desktop width
    Index("observations_by_code", "code", "measured_at"),
    Index("observations_passage", "code", "run", "status", "reason", "measured_at"),
)


# Apart: what goes out of here later leaves whole pages free for the next night.
observation_bodies = Table(
    "observation_bodies",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("run", String(40), primary_key=True),
    Column("body", LargeBinary, nullable=False),  # the observation's JSON, packed
    ForeignKeyConstraint(["run", "code"], ["observations.run", "observations.code"]),
)


def _judgement() -> list[Column[object]]:
    """The columns that a score and a replaced score share."""
    columns: list[Column[object]] = [
        Column("method_version", String(16), nullable=False),
        Column("lexicon_version", String(16), nullable=False),
        Column("result", LargeBinary, nullable=False),  # the JSON, packed against `base`
        Column("base", Integer),  # of result_bases; null: by itself
    ]
    return columns


result_bases = Table(
    "result_bases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(8), nullable=False),
    Column("body", LargeBinary, nullable=False),  # a result that others resemble, packed by itself
    Index("result_bases_by_code", "code", "id"),
)

scores = Table(
    "scores",
    metadata,
    Column("run", String(40), primary_key=True),
    Column("code", String(8), primary_key=True),
    *_judgement(),
    Column("points", Integer),
    Column("max", Integer),
    Column("points_broad", Integer),
    Column("max_broad", Integer),
    *(Column(name, String(16), nullable=False) for name in VERDICT_COLUMNS),
    Column("prominence_desktop", Float),
    Column("prominence_mobile", Float),
    Column("help_info_grade", Integer),
    ForeignKeyConstraint(["run", "code"], ["observations.run", "observations.code"]),
    Index("scores_passage", "code", "run", *ASPECTS),
)

replaced_scores = Table(
    "replaced_scores",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", String(40), nullable=False),
    Column("code", String(8), nullable=False),
    *_judgement(),
    Column("replaced_at", String(32), nullable=False),
    ForeignKeyConstraint(["run", "code"], ["observations.run", "observations.code"]),
    Index("replaced_scores_by_unit", "run", "code"),
)

files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", String(40), nullable=False),
    Column("code", String(8), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("path", Text, nullable=False),  # relative to the data directory
    Column("bytes", Integer, nullable=False),
    ForeignKeyConstraint(["run", "code"], ["observations.run", "observations.code"]),
    Index("files_by_unit", "run", "code"),
)

# What humans say. Rows of these are added, never changed: a later one supersedes.

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(8), nullable=False),
    Column("aspect", String(16), nullable=False),
    Column("version", Integer, nullable=False),  # 1, 2, 3 … per code and aspect
    Column("verdict", String(16), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", String(40), nullable=False),
    Column("why", Text, nullable=False),
    Column("valid_until", String(40)),
    Column("source", String(8), nullable=False),
    Column("run", String(40)),  # what it was made on; null where nothing had been measured
    Column("method_version", String(16)),
    Column("machine", String(16)),
    Column("confidence", String(16)),
    Column("basis", Text),  # JSON object: name, target, place
    Column("details", Text, nullable=False),  # JSON object
    Column("recorded_at", String(32), nullable=False),
    UniqueConstraint("code", "aspect", "version", name="decisions_version"),
)

objections = Table(
    "objections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(8), nullable=False),
    Column("aspect", String(16), nullable=False),
    Column("said_by", Text, nullable=False),
    Column("said_at", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("run", String(40)),  # what was shown to them
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Index("objections_by_code", "code", "aspect"),
)

objection_ends = Table(
    "objection_ends",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("objection", Integer, ForeignKey("objections.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("outcome", String(16), nullable=False),  # upheld, rejected
    Column("decided_by", Text, nullable=False),
    Column("decided_at", String(40), nullable=False),
    Column("why", Text, nullable=False),
    Column("recorded_at", String(32), nullable=False),
    UniqueConstraint("objection", "version", name="objection_ends_version"),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("purpose", String(16), nullable=False),  # audit, training
    Column("codebook_version", String(16), nullable=False),
    Column("sample", Text, nullable=False),  # JSON object: kind, size, seed …
    Column("raters", Text, nullable=False),  # JSON list of two
    Column("third", Text, nullable=False),  # who decides where the two do not agree; may be empty
    Column("items", Text, nullable=False),  # JSON list of [code, aspect, run]
    Column("created_by", Text, nullable=False),
    Column("created_at", String(32), nullable=False),
    UniqueConstraint("name", name="rounds_name"),
)

ratings = Table(
    "ratings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", Integer, ForeignKey("rounds.id"), nullable=False),
    Column("code", String(8), nullable=False),
    Column("aspect", String(16), nullable=False),
    Column("stage", String(8), nullable=False),  # alone, joint, third
    Column("rater", Text, nullable=False),
    Column("version", Integer, nullable=False),  # 1, 2, 3 … of the same rater's word in the same stage
    Column("verdict", String(16), nullable=False),
    Column("why", Text, nullable=False),
    Column("rated_at", String(32), nullable=False),
    UniqueConstraint("round", "code", "aspect", "stage", "rater", "version", name="ratings_version"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("role", String(8), nullable=False),  # reader, rater, lead
    Column("password", Text, nullable=False),  # argon2, or empty in single-user mode
    Column("created", String(32), nullable=False),
    Column("disabled", String(32)),
    Column("place", Text, nullable=False, server_default=""),  # the page to resume from
)

account_sessions = Table(
    "account_sessions",
    metadata,
    Column("digest", String(64), primary_key=True),  # sha256 of the cookie's secret
    Column("account", String(64), ForeignKey("accounts.name"), nullable=False),
    Column("created", String(32), nullable=False),
    Column("last_seen", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Index("account_sessions_by_account", "account"),
)

login_failures = Table(
    "login_failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Index("login_failures_by_name", "name", "at"),
    Index("login_failures_by_address", "address", "at"),
)

# What surveys say, and what the weekly crawl of sector pages saw: apart from the nights.

survey_values = Table(
    "survey_values",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(8), nullable=False),
    Column("measure", String(40), nullable=False),
    Column("value", Text, nullable=False),
    Column("number", Float),
    Column("unit", String(32), nullable=False),
    Column("source", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("date", String(10), nullable=False),
    Column("collector", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("valid_until", String(10)),
    Column("imported_at", String(32), nullable=False),
    UniqueConstraint("code", "measure", "source", "date", name="survey_values_once"),
)

sector_visits = Table(
    "sector_visits",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("visited_at", String(32), primary_key=True),
    Column("sha256", String(64), nullable=False),  # of the JSON before compression
    Column("body", LargeBinary, nullable=False),  # the visit's JSON, packed
    Column("measures", LargeBinary, nullable=False),  # what was judged from it, packed
)

measure_history = Table(
    "measure_history",
    metadata,
    Column("run", String(40), primary_key=True),  # or the ISO week of a visit of the weekly crawl: 2026-W47
    Column("code", String(8), primary_key=True),
    Column("at", String(32), nullable=False),  # when it was seen
    Column("told", LargeBinary, nullable=False),  # packed JSON: measure to value, or to value and number
    Index("measure_history_by_code", "code", "run"),
)

# What has been tried by phone, until the answer becomes a decision. Rows are only added.
call_notes = Table(
    "call_notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(8), nullable=False),
    Column("version", Integer, nullable=False),  # 1, 2, 3 … per municipality
    Column("note", Text, nullable=False),  # JSON object, by the columns of the phone sheet
    Column("noted_by", Text, nullable=False),
    Column("noted_at", String(32), nullable=False),
    UniqueConstraint("code", "version", name="call_notes_version"),
)
