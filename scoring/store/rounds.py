"""Rounds of two raters in the database, and what each rater said."""

import json
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from scoring.rounds import Item, NewRating, NewRound, Rating, Round
from scoring.sampling import read_sample, sample_json
from scoring.store import records
from scoring.store.audits import Connecting, Taken, taken
from scoring.store.errors import Conflict, StoreError, Where
from scoring.store.schema import ratings, rounds


class Rounds:
    """`Store.rounds`. Every method may raise StoreError."""

    def __init__(self, read: Connecting, write: Connecting, path: Where) -> None:
        self._read, self._write, self._path = read, write, path

    def open(self, new: NewRound, now: datetime) -> Round:
        """Begin a round. Raises Conflict when there is one of that name."""
        row = {
            "name": new.name,
            "purpose": new.purpose,
            "codebook_version": new.codebook_version,
            "sample": sample_json(new.sample),
            "raters": json.dumps(new.raters, ensure_ascii=False),
            "third": new.third,
            "items": json.dumps([[item.code, item.aspect, item.run] for item in new.items]),
            "created_by": new.created_by,
            "created_at": records.utc_text(now),
        }
        with suppress(Taken), self._write() as connection:
            with taken():
                connection.execute(insert(rounds), row)
            return _round(
                connection.execute(select(rounds).where(rounds.c.name == new.name)).mappings().one()
            )
        there = next(found for found in self.all() if found.name == new.name)
        raise Conflict(self._path, f"{there.created_by} has begun a round {new.name!r}", there)

    def all(self) -> tuple[Round, ...]:
        """The newest first."""
        with self._read() as connection:
            found = connection.execute(select(rounds).order_by(rounds.c.id.desc())).mappings()
            return tuple(_round(row) for row in found)

    def one(self, number: int) -> Round:
        with self._read() as connection:
            row = connection.execute(select(rounds).where(rounds.c.id == number)).mappings().one_or_none()
        if row is None:
            raise StoreError(f"there is no round {number}", self._path, "`vagvisaren review` lists them.")
        return _round(row)

    def ratings(self, number: int) -> tuple[Rating, ...]:
        """Everything that was said in a round, in that order."""
        query = select(ratings).where(ratings.c.round == number).order_by(ratings.c.id)
        with self._read() as connection:
            return tuple(_rating(row) for row in connection.execute(query).mappings())

    def rate(self, number: int, new: NewRating, expected: int, now: datetime) -> Rating:
        """Record one rating. `expected`: how many the same rater has given about it in this stage.

        Raises Conflict when there is another since (the joint word of two, at two desks).
        """
        with suppress(Taken), self._write() as connection:
            if _version(connection, number, new) != expected:
                raise Taken
            with taken():
                return _rated(connection, number, new, expected + 1, now)
        last = [r for r in self.ratings(number) if _key(r) == _key(new)]
        if not last:
            raise ValueError(f"expected {expected} ratings of {_key(new)}; there are none")
        who = f"{new.rater} has said {last[-1].verdict} about {new.aspect} of {new.code}"
        raise Conflict(self._path, who, last[-1])


def _key(rating: NewRating) -> tuple[str, str, str, str]:
    return rating.code, rating.aspect, rating.stage, rating.rater


def _version(connection: Connection, number: int, new: NewRating) -> int:
    query = select(func.max(ratings.c.version)).where(
        ratings.c.round == number,
        ratings.c.code == new.code,
        ratings.c.aspect == new.aspect,
        ratings.c.stage == new.stage,
        ratings.c.rater == new.rater,
    )
    return int(connection.execute(query).scalar() or 0)


def _rated(connection: Connection, number: int, new: NewRating, version: int, now: datetime) -> Rating:
    fields: dict[str, Any] = {name: getattr(new, name) for name in NewRating.__dataclass_fields__}
    rating = Rating(**fields, version=version, rated_at=records.utc_text(now))
    row = {name: getattr(rating, name) for name in Rating.__dataclass_fields__} | {"round": number}
    connection.execute(insert(ratings), row)
    return rating


def _rating(row: RowMapping) -> Rating:
    return Rating(**{name: row[name] for name in Rating.__dataclass_fields__})


def _round(row: RowMapping) -> Round:
    first, second = json.loads(row["raters"])
    return Round(
        id=row["id"],
        name=row["name"],
        purpose=row["purpose"],
        codebook_version=row["codebook_version"],
        sample=read_sample(row["sample"]),
        raters=(first, second),
        third=row["third"],
        items=tuple(Item(code, aspect, run) for code, aspect, run in json.loads(row["items"])),
        created_by=row["created_by"],
        created_at=row["created_at"],
    )
