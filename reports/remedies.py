"""What to do to get a missing point: the codebook's remedies first, a general one where it has none."""

from collections.abc import Sequence

from reports.codebook import CodeText
from reports.language import Language
from scoring.result import Aspect, AspectResult, EntryFound


def remedies(
    aspect: Aspect,
    verdict: AspectResult,
    codes: Sequence[CodeText],
    entry: EntryFound | None,
    language: Language,
) -> tuple[str, ...]:
    """Empty when the point is there already or nothing can be done about it."""
    if verdict.verdict in ("yes", "unmeasured"):
        return ()
    decisive = verdict.caps or verdict.review_reasons  # these say it precisely; the rules repeat it
    told = [code for code in codes if code.code in decisive and code.remedy] or codes
    written = dict.fromkeys(code.remedy for code in told if code.remedy)
    found = list(written) or [_general(aspect, language)]
    where = _where_now(entry, language) if aspect == "prominence" and verdict.verdict == "no" else ""
    return tuple([*found, where] if where else found)


def _general(aspect: Aspect, language: Language) -> str:
    _ = language.gettext
    return {
        "existence": _(
            "Give the first line a name that says what it is, such as Kontaktcenter, and use it everywhere."
        ),
        "front_page": _("Put a link to it on the start page, with its name as the text."),
        "prominence": _("Put the entry in the page header, as text, visible without opening a menu."),
        "help_info": _(
            "Say on its page what it helps with, how to reach it, when it is open and what happens then."
        ),
        "responsible": _("Say on the site which role is responsible for service to the citizens."),
    }[aspect]


def _where_now(entry: EntryFound | None, language: Language) -> str:
    if entry is None or entry.desktop is None or entry.desktop.y < 768:
        return ""
    return language.gettext(
        "Today it starts {pixels} px down the page; the first screen ends at {fold} px.",
        pixels=round(entry.desktop.y),
        fold=768,
    )
