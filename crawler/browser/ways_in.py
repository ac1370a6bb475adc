"""Which of the measured entries are likely ways in: what to look at closer, and whether to open anything."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.browser.opening import Opened, Raw
from crawler.browser.seen import Wish

NAME, CONTACT = 4, 3
"""Least weights (`Wish.weigh`) of a function's name and of a contact label."""
MOST_WANTED = 20
_ASIDE = ("footer", "news", "alert", "content")


@dataclass(frozen=True)
class WaysIn:
    wish: Wish

    def ranked(self, measured: Raw, *, visible: bool = True) -> list[Raw]:
        """Likeliest first, then from the top of the page; what is no way in at all is left out."""
        entries = [one for one in measured["entries"] if one["placement"]["visible"] == visible]
        weighed = [(self.wish.weigh(one), one) for one in entries]
        weighed.sort(key=lambda pair: (-pair[0], (pair[1]["placement"].get("text_box") or {"y": 1e9})["y"]))
        return [one for weight, one in weighed if weight > 0]

    def named_in_sight(self, measured: Raw) -> bool:
        """A function's name stands in the open already: only another name is worth opening anything for."""
        return any(
            self.wish.weigh(one) >= NAME
            and one["placement"]["visible"]
            and one["placement"]["region"] not in _ASIDE
            # What a button leads to is in the panel that it opens.
            and (one["kind"] != "button" or one["target_url"])
            for one in measured["entries"]
        )

    def behind_controls(self, measured: Raw) -> tuple[dict[int, str], list[int]] | None:
        """Hidden entries worth opening something for (id → label), and those of them that are text; None when
        nothing need be opened."""
        likely = [one for one in measured["entries"] if self.wish.weigh(one) >= CONTACT]
        hidden = [one for one in likely if not one["placement"]["visible"]]
        buttons = [one for one in likely if one["kind"] == "button" and one["placement"]["visible"]]
        if self.named_in_sight(measured):
            hidden, buttons = self.other_names(measured), []
            if not hidden:
                return None
        elif not (hidden or buttons or self.blind(measured)):
            return None
        # Where a function's name is hidden, nothing else is worth opening a menu for.
        named = [one for one in hidden if self.wish.weigh(one) >= NAME]
        wanted = sorted(named or hidden, key=self.wish.weigh, reverse=True)[:MOST_WANTED]
        texts = [one["id"] for one in hidden if one["kind"] == "text"]
        return {one["id"]: one["raw"].casefold() for one in wanted}, texts

    def other_names(self, measured: Raw) -> list[Raw]:
        """Hidden entries that name another function than any in sight does, and lead elsewhere: the one in
        sight may be a department's, and the whole municipality's in a sub-menu."""
        named = [one for one in measured["entries"] if self.wish.weigh(one) >= NAME]
        seen = [one for one in named if one["placement"]["visible"]]
        targets = {one["target_url"] for one in seen}
        labels = {one["raw"].casefold() for one in seen}
        return [
            one
            for one in named
            if not one["placement"]["visible"]
            and one["target_url"]
            and one["target_url"] not in targets
            and one["raw"].casefold() not in labels
        ]

    def blind(self, measured: Raw) -> bool:
        """Nothing in sight leads anywhere: what there is may be in a menu that is empty until it opens."""
        return not any(
            self.wish.weigh(one) >= CONTACT
            and one["placement"]["visible"]
            and one["placement"]["region"] not in _ASIDE
            for one in measured["entries"]
        )

    def same_way_in_sight(self, desktop: Raw, mobile: Raw, opened: Opened) -> bool:
        """The likeliest desktop entry can be seen on the phone too, so no menu need be opened there."""
        named = [
            one
            for one in self.ranked(desktop)
            if self.wish.weigh(one) >= NAME or self._panel_names(opened.panels.get(one["id"]))
        ]
        return bool(named) and _in_sight(named[0], mobile["entries"])

    def _panel_names(self, panel: Raw | None) -> bool:
        """A control whose panel, opened at desktop width, names a function."""
        if panel is None:
            return False
        labels = [label for label, _ in panel["panel_links"]] + [panel["panel_text"][:120]]
        return any(self.wish.weigh_label(label) >= NAME for label in labels)


def _in_sight(wanted: Raw, entries: Sequence[Raw]) -> bool:
    """The same element, or a copy of it, outside the footer."""
    return any(
        one["placement"]["visible"]
        and one["placement"]["region"] != "footer"
        and (
            one["id"] == wanted["id"]
            or (one["text"], one["target_url"]) == (wanted["text"], wanted["target_url"])
        )
        for one in entries
    )
