"""The verdict of the night in one paragraph, right for none, one and many."""

from typing import NamedTuple

from reports.changes import Changes
from reports.language import Language, local_time
from reports.overview import Overview
from reports.trends import Trends
from scoring.result import Aspect


class Headline(NamedTuple):
    """ "Natten till 22 november: 290 kommuner, 287 mätta.", "41 visar vägen fullt ut, 63 inte alls." and
    "Sedan i går: 2 bättre, 1 sämre." """

    measured: str
    verdict: str
    """Empty when nothing was measured."""
    since: str = ""
    """Empty when there is no night before."""

    def __str__(self) -> str:
        return " ".join(filter(None, self))


def headline(view: Overview, language: Language, changes: Changes | None = None) -> Headline:
    _, ngettext = language.gettext, language.ngettext
    measured = (
        ngettext("{n} measured", "{n} measured", view.measured) if view.measured else _("none measured")
    )
    count = ngettext("{n} municipality", "{n} municipalities", view.total)
    first = f"{count}, {measured}."
    if view.day is not None:
        day = language.day(view.day, year=False)
        when = _("The night to {day}", day=day) if view.at_night else _("On {day}", day=day)
        first = f"{when}: {first}"
    if not view.measured:
        return Headline(first, "")
    verdict = f"{_full(view, language)}, {_none(view, language)}."
    return Headline(first, verdict, _since(changes, language) if changes else "")


def open_sentence(view: Overview, language: Language) -> str:
    """What is not settled yet, and what the verdict therefore counts."""
    _, ngettext = language.gettext, language.ngettext
    basis = ""
    if not view.all_five:
        basis = ngettext(
            "Counted are a–d: who is responsible (e) is answered for {n} of {measured} so far.",
            "Counted are a–d: who is responsible (e) is answered for {n} of {measured} so far.",
            view.settled,
            measured=view.measured,
        )
    if not view.open:
        return " ".join(filter(None, [_("Nothing else is open."), basis])) if basis else _("Nothing is open.")
    still = ngettext("For {n} something is still open.", "For {n} something is still open.", view.open)
    return " ".join(filter(None, [still, basis]))


def over_time(trends: Trends, language: Language) -> str:
    """ "Sedan 29 oktober 2026: 133 med en namngiven funktion (oförändrat) och 66 med en som syns tydligt
    (6 fler)." Compared are nights of one method only."""
    first, last = trends.since, trends.nights[-1]
    _, ngettext = language.gettext, language.ngettext

    def turned(aspect: Aspect) -> str:
        more = last.yes.get(aspect, 0) - first.yes.get(aspect, 0)
        if not more:
            return _("unchanged")
        return (
            ngettext("{n} more", "{n} more", more) if more > 0 else ngettext("{n} fewer", "{n} fewer", -more)
        )

    return _(
        "Since {first}: {named} with a named function ({turned}) and {clear} with one that shows clearly"
        " ({also_turned}).",
        first=language.day(first.day),
        named=last.yes.get("existence", 0),
        turned=turned("existence"),
        clear=last.yes.get("prominence", 0),
        also_turned=turned("prominence"),
    )


def _since(changes: Changes, language: Language) -> str:
    _, ngettext = language.gettext, language.ngettext
    better, worse = changes.count("better"), changes.count("worse")
    before, after = (local_time(run.started).date() for run in (changes.before, changes.after))
    day = language.day(before, year=False)
    close = {0: _("Since the run before"), 1: _("Since yesterday")}
    when = close.get((after - before).days, _("Since {day}", day=day))
    if not better and not worse:
        return _("{when}: no point won or lost.", when=when)
    parts = []
    if better:
        parts.append(ngettext("{n} better", "{n} better", better))
    if worse:
        parts.append(ngettext("{n} worse", "{n} worse", worse))
    return f"{when}: {', '.join(parts)}."


def _full(view: Overview, language: Language) -> str:
    if not view.full:
        return language.gettext("None shows the way in full")
    return language.ngettext("{n} shows the way in full", "{n} show the way in full", view.full)


def _none(view: Overview, language: Language) -> str:
    if not view.none:
        return language.gettext("none fails to show it at all")
    return language.ngettext("{n} not at all", "{n} not at all", view.none)
