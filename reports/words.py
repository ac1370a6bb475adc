"""The site's fixed vocabulary in one language: aspects, verdicts, point card, groups."""

import re
from collections.abc import Mapping
from functools import cached_property

from reports.language import Language
from reports.webtext import show
from scoring.result import Aspect, Part, Verdict

_DECIMAL = re.compile(r"\d{1,9}\.\d{1,9}")


class Words:
    def __init__(self, language: Language) -> None:
        self._language = language

    @cached_property
    def aspects(self) -> Mapping[Aspect, str]:
        _ = self._language.gettext
        return {
            "existence": _("exists"),
            "front_page": _("on the start page"),
            "prominence": _("shows clearly"),
            "help_info": _("explains"),
            "responsible": _("responsible"),
        }

    @cached_property
    def questions(self) -> Mapping[Aspect, str]:
        _ = self._language.gettext
        return {
            "existence": _(
                "Is there something called kundservice, kontaktcenter, servicecenter or the like?"
            ),
            "front_page": _("Is the entry on the start page?"),
            "prominence": _("Is it easy to find: does it show clearly, or must one search?"),
            "help_info": _("Is there information about what one can get help with and how it works?"),
            "responsible": _("Is someone responsible for service to the citizens?"),
        }

    @cached_property
    def meanings(self) -> Mapping[Aspect, str]:
        _ = self._language.gettext
        return {
            "existence": _(
                "Yes when a function is named, answers or guides in the first line, covers the whole"
                " municipality and exists today. “Contact us” alone is no name: it counts"
                " in the broad reading."
            ),
            "front_page": _(
                "Yes when a link, button, number or text on the start page leads to the function. The footer"
                " and an opened menu count; news, search boxes and PDF files do not."
            ),
            "prominence": _(
                "Yes when the whole label shows in the first screen without a click, can be read and stands"
                " out from the rest. A score from 0 to 100 explains how well."
            ),
            "help_info": _(
                "Yes when the page says both what one can get help with and how it works: channels, hours and"
                " what happens with the errand."
            ),
            "responsible": _(
                "Yes when the site names a role that is responsible for the function. Silence proves nothing,"
                " so this stays unknown until somebody has asked. Persons’ names are masked."
            ),
        }

    @cached_property
    def verdicts(self) -> Mapping[Verdict, str]:
        _ = self._language.gettext
        return {
            "yes": _("yes"),
            "no": _("no"),
            "review": _("under review"),
            "unknown": _("unknown"),
            "unmeasured": _("not measured"),
        }

    @cached_property
    def verdict_meanings(self) -> Mapping[Verdict, str]:
        _ = self._language.gettext
        return {
            "yes": _("the rules are met"),
            "no": _("not found within two minutes’ search"),
            "review": _("a human must look"),
            "unknown": _("cannot be known from the web"),
            "unmeasured": _("the site could not be visited"),
        }

    @cached_property
    def confidences(self) -> Mapping[str, str]:
        _ = self._language.gettext
        return {"certain": _("certain"), "likely": _("likely"), "uncertain": _("uncertain")}

    @cached_property
    def parts(self) -> Mapping[str, str]:
        _ = self._language.gettext
        return {
            "position": _("Position"),
            "region": _("Part of the page"),
            "size": _("Size"),
            "contrast": _("Contrast"),
            "competition": _("Competition"),
            "label": _("Label"),
            "repetition": _("Repetition"),
        }

    @cached_property
    def regions(self) -> Mapping[str, str]:
        _ = self._language.gettext
        return {
            "header": _("page header"),
            "menu": _("main menu"),
            "hero": _("hero"),
            "shortcut": _("shortcuts"),
            "content": _("content"),
            "floating": _("floating"),
            "footer": _("page footer"),
            "news": _("news"),
            "alert": _("alert"),
            "consent": _("cookie banner"),
        }

    @cached_property
    def measured(self) -> Mapping[str, str]:
        """What the point card has measured, where it is no number."""
        _ = self._language.gettext
        return {
            **self.regions,
            "names": _("names the function"),
            "leads": _("a contact word that leads to it"),
            "explained": _("explained beside it"),
            "generic": _("a contact word"),
            "opaque": _("says nothing by itself"),
            "icon": _("an icon"),
            "both": _("here and on sub-pages"),
            "one": _("here or on sub-pages"),
            "none": _("nowhere else"),
        }

    def of_part(self, part: Part) -> str:
        """What the point card has measured, with numbers as the language writes them."""
        if part.measured in self.measured:
            return self.measured[part.measured]
        text = _DECIMAL.sub(lambda n: self._language.number(float(n.group())), show(part.measured, 40))
        if part.name == "position" and _DECIMAL.fullmatch(part.measured):
            return self._language.gettext("{n} screens down", n=text)
        return text

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The regions as a sentence says where something stands."""
        _ = self._language.gettext
        return {
            "header": _("in the page header"),
            "menu": _("in the main menu"),
            "hero": _("in the hero"),
            "shortcut": _("among the shortcuts"),
            "content": _("in the content"),
            "floating": _("in a floating box"),
            "footer": _("in the page footer"),
            "news": _("among the news"),
            "alert": _("in an alert"),
            "consent": _("in the cookie banner"),
        }

    @cached_property
    def views(self) -> Mapping[str, str]:
        _ = self._language.gettext
        return {"desktop": _("Desktop"), "mobile": _("Phone"), "clip": _("Further down the page")}

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """SKR's grouping of municipalities, 2023."""
        _ = self._language.gettext
        return {
            "A1": _("Large cities"),
            "A2": _("Commuting municipalities near large cities"),
            "B3": _("Medium-sized towns"),
            "B4": _("Commuting municipalities near medium-sized towns"),
            "B5": _("Commuting municipalities with low commuting near medium-sized towns"),
            "C6": _("Small towns"),
            "C7": _("Commuting municipalities near small towns"),
            "C8": _("Rural municipalities"),
            "C9": _("Rural municipalities with a visitor industry"),
        }

    @cached_property
    def sizes(self) -> Mapping[str, str]:
        """The size classes of `scoring.sizes`."""
        _ = self._language.gettext
        return {
            "under_15000": _("under {n}", n=15000),
            "15000_40000": _("{low} to {high}", low=15000, high=40000),
            "40000_100000": _("{low} to {high}", low=40000, high=100000),
            "from_100000": _("over {n}", n=100000),
        }

    @cached_property
    def looks(self) -> Mapping[Aspect, str]:
        """What a human who reviews an aspect should look at."""
        _ = self._language.gettext
        return {
            "existence": _(
                "Look at the function’s page: does it answer or guide, for the whole municipality, today?"
            ),
            "front_page": _("Look at the start page: does something there lead to the function?"),
            "prominence": _(
                "Look at the first screen, on a desktop and on a phone: does one see the entry at once?"
            ),
            "help_info": _(
                "Look at the function’s page: does it say what one gets help with, how to reach it, when, and"
                " what happens then?"
            ),
            "responsible": _("Look for a role that is responsible, or ask by telephone."),
        }

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """What an auditor went by."""
        _ = self._language.gettext
        return {
            "site": _("the site"),
            "phone": _("a telephone call"),
            "email": _("an e-mail"),
            "owner": _("what the municipality said"),
        }
