"""What the values of the measures are called."""

from collections.abc import Iterable

from reports.language import Language
from reports.measures.levels import Level
from reports.measures.shares import counts_as_found
from scoring.measures import Definition
from scoring.measures.combine import Known
from scoring.measures.definitions import groups
from scoring.surveys import SurveyValue, imported


class ServiceWords:
    def __init__(self, language: Language) -> None:
        _ = language.gettext
        self._language = language
        self._values = {
            "yes": _("yes"),
            "function": _("the function’s own number"),
            "switchboard": _("the switchboard"),
            "both": _("the function’s number and the switchboard"),
            "closed": _("closed for good"),
            "presence": _("there, without an offer to answer"),
            "service": _("answers questions there"),
            "one": _("one other language"),
            "several": _("several"),
            "stated": _("stated"),
            "unparsed": _("stated in words that could not be read"),
            "own": _("each field its own"),
            "partly": _("partly"),
            "all_in_one": _("all in one place"),
            "promised": _("promised"),
            "page": _("a page"),
            "form": _("a form"),
            "contact_centre": _("contact centre"),
            "value_centre": _("value centre"),
            "development_centre": _("development centre"),
            "inconsistent": _("not at the same place"),
            "consistent": _("at the same place"),
        }
        self._nothing = {
            "centralisation": _("too few pages read"),
            "consistent_help": _("too few pages with help"),
            "ladder": _("neither was found"),
        }
        self._units = {
            "hours": lambda n: language.ngettext("{n} hour", "{n} hours", n),
            "days": lambda n: language.ngettext("{n} day", "{n} days", n),
            "working_days": lambda n: language.ngettext("{n} working day", "{n} working days", n),
            "weeks": lambda n: language.ngettext("{n} week", "{n} weeks", n),
        }
        self.weekdays = (
            _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")
        )  # fmt: skip

    def name(self, definition: Definition) -> str:
        return definition.sv if self._language.code == "sv" else definition.en

    def meaning(self, definition: Definition) -> str:
        return definition.definition_sv if self._language.code == "sv" else definition.definition_en

    def group(self, name: str) -> str:
        return groups()[name]["sv" if self._language.code == "sv" else "en"]

    def names(self, some: Iterable[Definition]) -> list[str]:
        return [self.name(one) for one in some]

    def survey(self, measure: str) -> str:
        definition = imported()[measure]
        return definition.sv if self._language.code == "sv" else definition.en

    def survey_meaning(self, measure: str) -> str:
        definition = imported()[measure]
        return definition.definition_sv if self._language.code == "sv" else definition.definition_en

    def answer(self, said: SurveyValue) -> str:
        """What a survey says, in words."""
        _ = self._language.gettext
        if said.number is None:
            return _("no") if said.value == "no" else self.value(said.value)
        number = round(said.number, 1)
        if said.unit == "percent":
            return _("{n} percent", n=number)
        return _("{n} of 100", n=number) if said.unit == "index" else self._language.number(number)

    def value(self, value: str) -> str:
        return self._values.get(value, value)

    def of(self, definition: Definition, value: str, number: float | None = None) -> str:
        """Any value of a measure in words, "not found" too; with its number where that says more."""
        _ = self._language.gettext
        if value == definition.nothing:
            return self._nothing.get(definition.id, _("not found"))
        if number is not None and definition.unit == "hours/week":
            return _("{n} hours a week", n=round(number, 1))
        if number is not None and definition.unit == "hours":
            if number < 24:
                return self._language.ngettext("within {n} hour", "within {n} hours", round(number))
            return self._language.ngettext("within {n} day", "within {n} days", round(number / 24))
        return self.value(value)

    def counted(self, definition: Definition) -> str:
        """What a share is of, where it is not of anything that was found; else empty."""
        found = counts_as_found(definition)
        whole = found == definition.values[1:] or found == ("yes",)
        return "" if whole else self.value(found[0])

    def level(self, definition: Definition, level: Level) -> str:
        """What a shade of the map means."""
        if level.bin:
            return self._language.gettext("{n} hours a week", n=self.bin(*level.bin))
        return self.of(definition, level.value)

    def bin(self, low: float, high: float) -> str:
        """A span of hours a week."""
        if low < 1:
            return f"< {high:g}"
        return f"≥ {low:g}" if high > 100 else f"{low:g}–{high:g}"

    def said(self, one: Known) -> str:
        """The value in words, with its number; empty for a plain yes."""
        _, found = self._language.gettext, one.measured
        number = None if found.number is None else self._language.number(round(found.number, 1))
        if found.detail("unit"):
            return _("within {time}", time=self._units[found.detail("unit")](int(found.detail("amount"))))
        if number and one.definition.unit == "hours/week":
            return _("{n} hours a week", n=number)
        if number and one.definition.unit == "services":
            return _("{n} e-services", n=number)
        if found.measure == "chatbot":
            return ", ".join(self._bot(one))
        if found.measure == "centralisation":
            return _(
                "{value}: {sends} of {pages} pages send to the function; {phones} numbers, {mails} mailboxes",
                value=self.value(found.value),
                sends=found.detail("sends"),
                pages=found.detail("pages"),
                phones=found.detail("phones"),
                mails=found.detail("mailboxes"),
            )
        return "" if found.value == "yes" else self.value(found.value)

    def _bot(self, one: Known) -> list[str]:
        _, found = self._language.gettext, one.measured

        def told(name: str) -> bool:
            return found.detail(name) == "yes"

        says = _("says that it is a bot") if told("says") else _("does not say that it is a bot")
        hands = _("hands over to a human") if told("human") else _("shows no way to a human")
        return [*([found.detail("name")] if found.detail("name") else []), says, hands]
