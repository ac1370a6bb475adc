"""Names of persons in evidence: the role stays, the name becomes "N.N." (method §3e), inside quotes too."""

import re
from functools import lru_cache

from scoring.lexicon import Lexicon

MASK = "N.N."
_WORD = r"(?!N\.N\.)(?:[A-ZÅÄÖÉÜØÆ][\w’'´-]*|[A-ZÅÄÖ]\.)"
_RUN = re.compile(rf"(?<![\w@.]){_WORD}(?:[ \u00a0](?:(?:von|af|de|van|der|la) )?{_WORD})*")
_TWO_STOPS = re.compile(r"N\.N\.\.(?!\.)")
"""A masked name at the end of a sentence."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def is_personal_address(address: str) -> bool:
    """first.last@ or f.last@, but no function's address (`kontaktcenter@`, `info@`)."""
    local = address.partition("@")[0]
    return bool(re.fullmatch(r"[^\W\d_-]+(?:-[^\W\d_]+)?[._][^\W\d_]+(?:-[^\W\d_]+)?\d{0,2}", local))


@lru_cache(maxsize=512)
def mask(text: str, lexicon: Lexicon, places: tuple[str, ...] = ()) -> str:
    """`text` with the names of persons and their e-mail addresses masked. Masks rather too much than too
    little. Remembered for a while: a text is shown in two readings, two languages and several files."""
    keep = kept_words(lexicon, places)
    text = _MAIL.sub(lambda m: _mask_mail(m.group(), keep), text)
    return _TWO_STOPS.sub(MASK, _RUN.sub(lambda m: _mask_run(m, text, keep, lexicon, places), text))


def _mask_mail(address: str, keep: frozenset[str]) -> str:
    """`kontakt.center@` looks like a person's, and is a function's."""
    local, _, host = address.partition("@")
    function = keep.issuperset(re.split(r"[._-]", local.casefold()))
    return f"{MASK}@{host}" if is_personal_address(address) and not function else address


@lru_cache(maxsize=8)
def _keep(lexicon: Lexicon) -> frozenset[str]:
    words = {*lexicon.data.words("masking", "keep"), *lexicon.data.words("compounds", "neutral")}
    words |= {form for term in lexicon.data.terms for form in term.forms}
    words |= {stem.rstrip("*") for key in ("named", "heads") for stem in lexicon.data.words("roles", key)}
    return frozenset(words)


@lru_cache(maxsize=64)
def kept_words(lexicon: Lexicon, places: tuple[str, ...]) -> frozenset[str]:
    """Words that look like part of a name and are none: roles, functions, the place's own name."""
    return _keep(lexicon) | set(lexicon.place_forms(places))


def _mask_run(
    found: re.Match[str],
    text: str,
    keep: frozenset[str],
    lexicon: Lexicon,
    places: tuple[str, ...],
) -> str:
    words = found.group().split()
    reading = lexicon.read_label(found.group(), places)
    # The whole run is a name of a function ("Eskilstuna Direkt"), not a role with a person's name behind it.
    if found.group() == MASK or (reading.names and len(reading.text) >= len(found.group())):
        return found.group()
    # "Stora Torget 1", "Rådhuset": an address, not a person.
    if words[-1].casefold().endswith(tuple(lexicon.data.words("masking", "streets"))):
        return found.group()
    out: list[str] = []
    run: list[str] = []
    for word in words:
        if _known(word, keep) or is_title(word, lexicon):
            out += _flush(run, out, text, found.start(), lexicon)
            run = []
            out.append(word)
        else:
            run.append(word)
    return " ".join([*out, *_flush(run, out, text, found.start(), lexicon)])


def _known(word: str, keep: frozenset[str]) -> bool:
    plain = word.casefold().rstrip(".,:;")
    return plain in keep or plain.removesuffix("s") in keep


def is_title(word: str, lexicon: Lexicon) -> bool:
    """ "Kommunikationsstrateg" at the beginning of a sentence is no first name."""
    return word.casefold().rstrip(".,:;").endswith(lexicon.data.words("masking", "titles"))


def _flush(run: list[str], before: list[str], text: str, start: int, lexicon: Lexicon) -> list[str]:
    """Two capitalised words are a name; a single one is after a role."""
    if not run:
        return []
    lead = (before[-1] if before else text[:start].rstrip(" :,–-(").rpartition(" ")[2]).casefold()
    after_role = bool(lead) and lead.endswith(tuple(lexicon.data.words("masking", "roles_before_one_name")))
    return [MASK] if len(run) >= 2 or after_role else run
