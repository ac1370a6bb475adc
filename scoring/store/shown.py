"""Results: of a run, and what is shown of everybody, now and then."""

from collections.abc import Collection, Sequence
from datetime import datetime

from scoring.result import Aspect, Result
from scoring.stability import night_began, settled
from scoring.store import newest, queries, records
from scoring.store.audits import history
from scoring.store.objections import by_code
from scoring.store.opened import Opened
from scoring.store.records import KEEPS_OLD_VALUES, Shown


class Results(Opened):
    """What the store knows of results beyond the single unit."""

    def results(self, run: str) -> tuple[Result, ...]:
        """All results of one run, by code."""
        with self._read() as connection:
            rows = queries.result_bodies(connection, run)
        return tuple(self._result(body, run, code) for code, body in rows)

    def result(self, run: str, code: str) -> Result:
        with self._read() as connection:
            rows = queries.result_bodies(connection, run, code)
        if not rows:
            raise self._no_unit(run, code)
        return self._result(rows[0][1], run, code)

    def latest(
        self,
        codes: Sequence[str] | None = None,
        keep: Collection[str] = KEEPS_OLD_VALUES,
        *,
        decided: bool = True,
        now: datetime | None = None,
    ) -> dict[str, Shown]:
        """The last accepted result per municipality, by code, with what humans have decided by `now`; without
        `decided` as the machine and its nights say.

        An unmeasured visit for a reason in `keep` does not replace an earlier result. A municipality that no
        accepted run has shows the newest there is (`accepted` False).
        """
        with self._read() as connection:
            rows = newest.latest(connection, codes, keep)
            said = history(connection, codes)
            replies = by_code(connection, codes)
        now = now or self._clock()
        found = {}
        for row in rows:
            result = self._result(row.result, row.run, row.code)
            machine = Shown(row.run, result, row.accepted, row.newer, objections=replies.get(row.code, ()))
            own = said.get(row.code, ())
            found[row.code] = machine.decided(own, now) if decided else machine.ruled(own, now)
        return found

    def settled(self, result: Result) -> Result:
        """A fresh result as it is published, after the nights before it (method §6)."""
        if result.status == "unmeasured":
            return result
        with self._read() as connection:
            found = queries.last_before(connection, result.code, night_began(result.measured_at))
        if found is None:
            return result
        run, body, verdicts = found
        if verdicts == records.verdict_columns(result):
            # Nearly every night: nothing is changing, so the earlier result need not be unpacked.
            return result
        return settled(result, self._result(body, run, result.code))

    def open_since(self) -> dict[tuple[str, Aspect], str]:
        """When each aspect of each municipality was last settled (yes or no), else when it was first visited:
        ISO 8601, by code and aspect. Runs that were not accepted settle nothing; who is in no other is open
        since the first of them."""
        with self._read() as connection:
            return queries.last_settled(connection)
