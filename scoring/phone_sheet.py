"""The phone sheet for e: whom to ask, what to ask, and what a call must have been before its answer counts
(method §3e: office hours, at least two attempts on different days, and one e-mail). Pure."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from scoring.audit_file import AuditFileError
from scoring.csv_rows import Numbered, code_problems
from scoring.decisions import NewDecision, Said, Source, problems
from scoring.observation import Channel, Observation, Page
from scoring.result import Aspect, Result
from scoring.urls import page_key

ASPECT: Aspect = "responsible"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
OFFICE_HOURS = (time(8), time(17))
VALID_YEARS = 2
"""An answer is as old as a page's date may be (method §3e: 24 months); the sheet proposes this end."""

Field = Literal[
    "code", "name", "number", "hours", "page", "attempt_1", "outcome_1", "attempt_2", "outcome_2", "email",
    "answer", "words", "source", "answered", "caller", "valid_until",
]  # fmt: skip
FIELDS: tuple[Field, ...] = get_args(Field)

HEADINGS: Mapping[Field, tuple[str, str]] = {
    "code": ("Kod", "Code"),
    "name": ("Kommun", "Municipality"),
    "number": ("Telefonnummer", "Phone number"),
    "hours": ("Telefontid", "Phone hours"),
    "page": ("Sida", "Page"),
    "attempt_1": ("Försök 1: dag och tid", "Attempt 1: day and time"),
    "outcome_1": ("Försök 1: vad hände", "Attempt 1: what happened"),
    "attempt_2": ("Försök 2: dag och tid", "Attempt 2: day and time"),
    "outcome_2": ("Försök 2: vad hände", "Attempt 2: what happened"),
    "email": ("E-post skickad: dag", "E-mail sent: day"),
    "answer": ("Svar: ja eller nej", "Answer: yes or no"),
    "words": ("Svarets ord: vem eller vilken roll ansvarar", "The answer's words: who or which role"),
    "source": ("Svar per: telefon eller e-post", "Answer by: phone or e-mail"),
    "answered": ("Svarsdag", "Day of the answer"),
    "caller": ("Vem ringde", "Caller"),
    "valid_until": ("Gäller till", "Valid until"),
}
"""(Swedish, English) heading of every column; either is read back."""

_ANSWERS: Mapping[str, Said] = {"ja": "yes", "yes": "yes", "nej": "no", "no": "no"}
_SOURCES: Mapping[str, Source] = {
    "telefon": "phone", "phone": "phone", "e-post": "email", "epost": "email", "e-mail": "email",
    "email": "email",
}  # fmt: skip
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]+(?:kl\.? *)?(\d{1,2})[:.](\d{2})(?::\d{2})?")


Row = Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class Call:
    """One municipality to ask. `number`, `hours` and `page` are empty where the site gives none."""

    code: str
    name: str
    number: str
    hours: str
    page: str


@dataclass(frozen=True, slots=True)
class Imported:
    """`open`: municipalities whose answer is still missing."""

    decisions: tuple[NewDecision, ...]
    open: tuple[str, ...]


# Out: whom to ask


def call_of(name: str, result: Result, seen: Observation | None) -> Call | None:
    """None where e is not unknown. The function's own number first, then the switchboard's."""
    if result.status != "measured" or result.aspects.responsible.verdict != "unknown":
        return None
    pages = _pages(result, seen) if seen else []
    numbers = [(page, c) for page in pages for c in page.channels if c.kind == "phone"]
    if not numbers:
        return Call(result.code, name, "", "", result.final_url)
    page, channel = numbers[0]
    return Call(result.code, name, channel.raw or channel.value, _hours(page, channel), page.final_url)


def _pages(result: Result, seen: Observation) -> list[Page]:
    """The function's page, then the start page, then the others."""
    function = result.function or result.function_broad
    own = page_key(function.url) if function else ""
    start = [seen.start.page] if seen.start else []
    return sorted(
        [*start, *seen.pages], key=lambda page: own not in (page_key(page.url), page_key(page.final_url))
    )


def _hours(page: Page, channel: Channel) -> str:
    """Phone hours, those beside the number first; others only where they stand beside it."""
    near = sorted(
        (h for h in page.hours if h.kind == "phone" or (h.kind, h.section) == ("unknown", channel.section)),
        key=lambda hours: (hours.section != channel.section, hours.kind != "phone"),
    )
    return near[0].raw if near else ""


# Back: what was answered


def is_phone_sheet(header: Sequence[str]) -> bool:
    """Whether a file's first row is the sheet's, in either language."""
    return {"code", "attempt_1", "answer"} <= set(_columns(header).values())


def answers_in(
    path: Path, rows: Sequence[Numbered], known: Container[str], now: datetime, question: str
) -> Imported:
    """The answers of a filled sheet as decisions, or AuditFileError with every row that breaks the protocol.
    A row without an answer is still open. `question`: as it was asked."""
    (line, header), *others = rows
    columns = _columns(header)
    missing = [HEADINGS[name][0] for name in FIELDS if name not in columns.values()]
    found = [f"{path} line {line}, column {name}: missing from the header" for name in missing]
    decisions: list[NewDecision] = []
    waiting: list[str] = []
    for number, cells in others if not found else ():
        row = dict.fromkeys(FIELDS, "")
        row |= {columns[i]: cell.strip() for i, cell in enumerate(cells) if i in columns}
        if not row["answer"]:
            waiting.append(row["code"])
            wrong = code_problems(row["code"], known)
        else:
            new = _decision(row, question)
            decisions.append(new)
            wrong = [*code_problems(row["code"], known), *_broken(row, new, now)]
        found += [f"{path} line {number}, {problem}" for problem in wrong]
    if found:
        raise AuditFileError(found)
    return Imported(tuple(decisions), tuple(waiting))


def answer(row: Row, question: str, now: datetime) -> tuple[NewDecision, tuple[str, ...]]:
    """One filled row as a decision, and everything in it that breaks the protocol."""
    new = _decision(row, question)
    return new, tuple(_broken(row, new, now))


def _columns(header: Sequence[str]) -> dict[int, Field]:
    by_name = {text.casefold(): name for name, texts in HEADINGS.items() for text in texts}
    named = ((i, by_name.get(cell.strip().casefold())) for i, cell in enumerate(header))
    return {i: name for i, name in named if name}


def _decision(row: Row, question: str) -> NewDecision:
    tries: tuple[tuple[Field, Field], ...] = (("attempt_1", "outcome_1"), ("attempt_2", "outcome_2"))
    attempts = [{"at": row[at], "outcome": row[outcome]} for at, outcome in tries if row[at]]
    return NewDecision(
        code=row["code"],
        aspect=ASPECT,
        verdict=_ANSWERS.get(row["answer"].casefold(), row["answer"]),  # type: ignore[arg-type]
        by=row["caller"],
        at=row["answered"],
        why=row["words"],
        valid_until=row["valid_until"] or None,
        source=_SOURCES.get(row["source"].casefold(), row["source"]),  # type: ignore[arg-type]
        details={
            "question": question,
            "number": row["number"],
            "attempts": attempts,
            "email": row["email"] or None,
        },
    )


_ASKED: Mapping[str, Field] = {
    "by": "caller", "at": "answered", "why": "words", "verdict": "answer", "valid_until": "valid_until",
}  # fmt: skip
_ATTEMPTS: Mapping[int, Field] = {1: "attempt_1", 2: "attempt_2"}


def _broken(row: Row, new: NewDecision, now: datetime) -> Iterator[str]:
    for name, reason in problems(new, now):
        if name in _ASKED:
            said = f"{row['answer']!r} is neither ja nor nej" if name == "verdict" else reason
            yield f"column {HEADINGS[_ASKED[name]][0]}: {said}"
    if row["source"].casefold() not in _SOURCES:
        yield f"column {HEADINGS['source'][0]}: {row['source']!r} is neither telefon nor e-post"
    moments = {n: _attempt(row[name]) for n, name in _ATTEMPTS.items()}
    for n, name in _ATTEMPTS.items():
        wrong = _time_problems(row[name], moments[n], now) if row[name] else ()
        yield from (f"column {HEADINGS[name][0]}: {problem}" for problem in wrong)
    if new.verdict == "no":
        yield from (f"a no needs the whole protocol (method §3e): {p}" for p in _no_problems(row, moments))
    elif new.source == "phone" and not row["attempt_1"]:
        yield f"column {HEADINGS['attempt_1'][0]}: empty; when was the call?"


def _attempt(text: str) -> datetime | None:
    """A moment on a Swedish clock: `2026-11-20 10:15`."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[1])
        return datetime(day.year, day.month, day.day, int(found[2]), int(found[3]), tzinfo=STOCKHOLM)
    except ValueError:
        return None


def _time_problems(text: str, attempt: datetime | None, now: datetime) -> Iterator[str]:
    if attempt is None:
        yield f"{text!r} is no day and time (YYYY-MM-DD HH:MM)"
    elif attempt > now + timedelta(minutes=5):
        yield f"{text} is in the future"
    elif attempt.weekday() > 4 or not OFFICE_HOURS[0] <= attempt.time() <= OFFICE_HOURS[1]:
        yield f"{text} is outside office hours (Monday to Friday, 8 to 17)"


def _no_problems(row: Row, attempts: Mapping[int, datetime | None]) -> Iterator[str]:
    first, second = attempts[1], attempts[2]
    if not row["attempt_1"] or not row["attempt_2"]:
        yield "two attempts, and there are fewer"
    elif first and second and first.date() >= second.date():
        yield "two attempts on different days, in their order"
    sent = _day(row["email"])
    if sent is None:
        yield "the day of one e-mail (YYYY-MM-DD)"
        return
    if second and sent < second.date():
        yield "the e-mail comes after the second attempt"
    answered = _day(row["answered"])
    if answered and answered < sent:
        yield "the answer comes after the e-mail"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
