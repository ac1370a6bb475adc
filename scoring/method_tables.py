"""The tables of `docs/method.md` and `docs/interface.md`, printed from the data so that they cannot drift.

`python -m scoring.method_tables` prints every table between its markers; a test compares them with the
documents.
"""

import re
from collections.abc import Callable, Iterable

from scoring.codes import explanations
from scoring.lexicon import load_lexicon
from scoring.measures import definitions
from scoring.point_card import card_data
from scoring.statuses import statuses
from scoring.surveys import imported

_MARKED = re.compile(r"<!-- table:(\w+) -->\n.*?<!-- /table -->", re.DOTALL)


def render(document: str) -> str:
    """`document` with each marked table replaced by today's."""
    return _MARKED.sub(lambda m: marked(m.group(1)), document)


def marked(name: str) -> str:
    return f"<!-- table:{name} -->\n{TABLES[name]()}\n<!-- /table -->"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def point_card() -> str:
    rows = (
        (name, part["maximum"], part["measure"], _steps(part)) for name, part in card_data()["parts"].items()
    )
    return _table(("part", "at most", "what is measured", "points"), rows)


def _steps(part: dict[str, object]) -> str:
    """The steps of one part in words: "below 0.5: 30 · below 1.0: 16 · else 1"."""
    said: list[str] = []
    for key, value in part.items():
        if key.endswith(("below", "at_least", "at_most")) and isinstance(value, list):
            said += [f"{key.replace('_', ' ')} {limit:g}: {points}" for limit, points in value]
        elif key == "values" and isinstance(value, dict):
            said += [f"{name.replace('_', ' ')} {points}" for name, points in value.items()]
        elif key not in ("maximum", "measure"):
            said.append(f"{key.replace('_', ' ')}: {value}")
    return " · ".join(said)


def caps() -> str:
    data = card_data()
    rows = [
        (f"`{name}`", explanations()[name].en, cap["desktop"], cap["mobile"])
        for name, cap in data["caps"].items()
    ]
    menu = data["icon_menu"]
    rows.append(("`icon_menu`", explanations()["icon_menu"].en, f"-{menu['desktop']}", f"-{menu['mobile']}"))
    return _table(("cap", "when", "desktop", "mobile"), rows)


def thresholds() -> str:
    return _table(
        ("threshold", "value"),
        ((name.replace("_", " "), value) for name, value in card_data()["thresholds"].items()),
    )


def codes() -> str:
    rows = (
        (f"`{row.code}`", row.group.replace("_", " "), row.en, row.remedy_en)
        for row in explanations().values()
    )
    return _table(("code", "group", "meaning", "remedy"), rows)


def lexicon() -> str:
    rows = (
        (term.name, term.cls, "yes" if term.confirmed else "", term.evidence)
        for term in load_lexicon().data.terms
    )
    return _table(("term", "class", "confirmed", "evidence"), rows)


def fields() -> str:
    raw: dict[str, list[str]] = load_lexicon().data.raw["fields"]
    return _table(
        ("field", "words (`=` alone, `~` anywhere in a word)"),
        ((name, ", ".join(words)) for name, words in raw.items()),
    )


def status_reasons() -> str:
    rows = (
        (f"`{row.reason}`", row.en, row.who, "yes" if row.again else "", row.remedy_en)
        for row in statuses().values()
        if row.reason != "not_yet"
    )
    return _table(("reason", "means", "who must act", "visited again", "what helps"), rows)


def measures() -> str:
    rows = (
        (
            f"`{one.id}`",
            one.cls,
            "weekly" if one.weekly else "",
            ", ".join(one.values),
            one.unit,
            one.definition_en,
        )
        for one in definitions().values()
    )
    return _table(("measure", "class", "pages", "values", "unit", "definition"), rows)


def measure_rules() -> str:
    rows = (
        (f"`{rule}`", f"`{one.id}`", holds)
        for one in definitions().values()
        for rule, holds in one.rules.items()
    )
    return _table(("rule", "measure", "holds when"), rows)


def imported_measures() -> str:
    rows = (
        (f"`{one.id}`", ", ".join(one.values) or f"{one.least:g}–{one.most:g}", one.unit, one.definition_en)
        for one in imported().values()
    )
    return _table(("measure", "values", "unit", "definition"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "point_card": point_card,
    "caps": caps,
    "thresholds": thresholds,
    "codes": codes,
    "lexicon": lexicon,
    "fields": fields,
    "status_reasons": status_reasons,
    "measures": measures,
    "measure_rules": measure_rules,
    "imported": imported_measures,
}

if __name__ == "__main__":
    print("\n\n".join(marked(name) for name in TABLES))
