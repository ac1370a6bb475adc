"""Which pages the site has, and what its menus call them."""

from typing import NamedTuple

from reports.language import Language


class Item(NamedTuple):
    page: str
    label: str


class Navigation(NamedTuple):
    first: tuple[Item, ...]
    """At the top of every page."""
    more: tuple[Item, ...]
    """At its foot, after the first."""


def navigation(language: Language, *, has_quality: bool) -> Navigation:
    _ = language.gettext
    first = (
        Item("index.html", _("Overview")),
        Item("ranking.html", _("Ranking")),
        Item("areas.html", _("Counties and groups")),
        Item("changes.html", _("Changes")),
        Item("trends.html", _("Trends")),
        Item("compare.html", _("Compare")),
        Item("service.html", _("Service")),
    )
    more = (
        Item("review.html", _("Needs review")),
        Item("reality.html", _("Web and reality")),
        Item("method.html", _("Method")),
        *([Item("quality.html", _("Quality"))] if has_quality else ()),
        Item("data.html", _("Open data")),
        Item("about.html", _("About and limits")),
    )
    return Navigation(first, more)
