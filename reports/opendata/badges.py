"""A badge per municipality, to be put on a page of its own: the score, or that there is none."""

from reports.edition import Edition, Sheet
from reports.language import local_time
from reports.source import Place, StoredResult

_WIDE = 7.2
"""Pixels that a letter of 12 px takes at most, on average; the text is then set to exactly this width."""
_PAD, _BOXES = 10, 84


def badge(place: Place, stored: StoredResult | None, edition: Edition) -> Sheet:
    language = edition.language
    _ = language.gettext
    label = _("the way to help")
    score = stored.result.score if stored and stored.result.status == "measured" else None
    if score is None or stored is None:
        value = _("not measured")
        title = _("{name}: not measured", name=place.name)
    else:
        value = _("{points} of 5", points=language.range(score.points, score.max))
        day = language.day(local_time(stored.result.measured_at))
        title = _("{name}: {points} of 5 points, measured on {day}", name=place.name,
                  points=language.range(score.points, score.max), day=day)  # fmt: skip
    left = len(label) * _WIDE + 2 * _PAD
    right = len(value) * _WIDE + 2 * _PAD + (_BOXES if score else 0)
    context = {
        "label": label,
        "value": value,
        "title": title,
        "score": score,
        "left": round(left, 1),
        "wide": round(left + right, 1),
        "start": round(left + _PAD + (_BOXES if score else 0), 1),
        "label_wide": round(len(label) * _WIDE, 1),
        "value_wide": round(len(value) * _WIDE, 1),
    }
    return Sheet(f"badge/{place.code}.svg", "badge.svg", context)
