"""What came out of a round of raters: agreement, a gold file, decisions (method §6). Pure."""

from collections.abc import Iterable, Iterator

from scoring.decisions import LONGEST_WHY, NewDecision
from scoring.result import ASPECTS, Aspect
from scoring.rounds import Round, Standing


def alone_pairs(found: Iterable[Standing]) -> dict[Aspect, list[tuple[str, str]]]:
    """What both said alone, by aspect: what agreement is counted from."""
    pairs: dict[Aspect, list[tuple[str, str]]] = {aspect: [] for aspect in ASPECTS}
    for standing in found:
        one, other = standing.alone
        if one and other:
            pairs[standing.item.aspect].append((one.verdict, other.verdict))
    return pairs


def gold_csv(found: Iterable[Standing]) -> str:
    """The settled ones as a gold file (`docs/interface.md`): one row per municipality, strict reading."""
    rows: dict[str, dict[str, str]] = {}
    for standing in found:
        if standing.verdict:
            rows.setdefault(standing.item.code, {})[standing.item.aspect] = standing.verdict
    columns = [*(f"{a}{s}" for a in ASPECTS[:4] for s in ("", "_broad")), "responsible"]
    lines = [",".join(["code", *columns])]
    lines += [",".join([code, *(rows[code].get(column, "") for column in columns)]) for code in sorted(rows)]
    return "\n".join(lines) + "\n"


def as_decisions(of: Round, found: Iterable[Standing], at: str) -> Iterator[NewDecision]:
    """What came out, as decisions: `at` ISO 8601. An open question of a–d is a review; that a site names
    nobody decides nothing about e."""
    for standing in found:
        verdict, item, settled = standing.verdict, standing.item, standing.by
        if verdict is None or verdict == "split" or settled is None:
            continue
        if item.aspect == "responsible" and verdict != "yes":
            continue
        by = settled.rater if standing.joint else of.joint
        reasons = dict.fromkeys(r.why.strip() for r in (*standing.alone, standing.joint, standing.third) if r)
        said = " / ".join(reason for reason in reasons if reason)
        yield NewDecision(
            code=item.code,
            aspect=item.aspect,
            verdict="review" if verdict == "unknown" else verdict,
            by=by,
            at=at,
            why=f"{of.name}: {said or 'both, each alone'}"[:LONGEST_WHY],
            run=item.run,
            details={"round": of.id},
        )
