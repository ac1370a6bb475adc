"""The lexicon of one language: reads labels, finds terms in text, gives the browser its prefilter."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial

from scoring.lexicon.anchors import Anchors, fewest
from scoring.lexicon.data import LexiconData, Term, read_data
from scoring.lexicon.loose_anchors import LooseAnchors, longest_word
from scoring.lexicon.misspelling import Misspellings
from scoring.lexicon.normalise import loosely_folded_all, normalise
from scoring.lexicon.phrases import PhraseTable
from scoring.lexicon.places import PlacePattern, place_anchor, place_forms, place_patterns
from scoring.lexicon.qualifiers import blocked_by, compound_before
from scoring.lexicon.told import load_sentences
from scoring.lexicon.types import NOTHING, Kind, LabelReading, TermMatch

LABEL_LIMIT = 300
_WORD = re.compile(r"[^\W\d_]+")
_KINDS: dict[str, Kind] = {"S": "strong", "M": "needs_scope", "P": "place", "B": "brand", "W": "contact"}
_ORDER = ("S", "M", "P", "B")
_NO_PHRASES = PhraseTable(())


ENGLISH_READ = 400
"""Words: the beginning tells the language."""
FOREIGN_LENGTH, FOREIGN_MOST = 25, 2
"""Words; a short page of names and numbers tells no language."""
ENGLISH_WORDS = 5
"""Fewer of its commonest words make no English text."""


class Lexicon:
    """Words of one language. All methods are pure."""

    def __init__(self, data: LexiconData) -> None:
        self.data = data
        self.version = data.version
        self.language = data.language
        anchors = (*_anchors(data), "\ufffd")
        of_places = tuple(place_anchor(pattern) for pattern in data.words("places", "patterns"))
        self._anchors = {False: Anchors(anchors), True: Anchors((*anchors, *of_places))}
        """By whether the municipality's names are known."""
        self._first_look = LooseAnchors((*anchors, *of_places))
        self._words_of: dict[str, set[str]] = {}
        """By a term's name: without one of these it is not in a text, unless letters were lost."""
        for term in data.terms:
            self._words_of.setdefault(term.name, set()).add(longest_word(term.anchor))
        self._terms = Anchors(term.anchor for term in data.terms)
        self._phone = re.compile(data.raw.get("phone", {}).get("label", r"(?!)"))
        before = "|".join(
            re.escape(p.casefold().replace("{name}", ""))
            for p in data.raw.get("bots", {}).get("patterns", ())
        )
        self._bot = re.compile(rf"(?:{before})(?P<name>[^\W\d_]+)" if before else r"(?!)")
        commonest = (data.words("commonest", name) for name in ("english", "own"))
        self._commonest = tuple(frozenset(words) for words in commonest)
        self._misspellings = Misspellings(data)
        self._told = load_sentences(data.language)
        self._for_places = lru_cache(maxsize=1024)(self._with_patterns)
        self._excepted = frozenset(rule["place"].casefold() for rule in data.raw.get("exceptions", ()))
        self._kinds_of_item = lru_cache(maxsize=2048)(self._kinds_in)
        self._read_anywhere = lru_cache(maxsize=4096)(partial(self._read, places=()))

    def read_label(self, text: str, places: tuple[str, ...] = ()) -> LabelReading:
        """What a label, heading or title says; `places` are the municipality's names."""
        label = normalise(text[:LABEL_LIMIT])
        if not self._worth_reading(label, places):
            return NOTHING
        forms = self.place_forms(places)
        if any(form in label for form in forms) or not self._excepted.isdisjoint(forms):
            return self._read(label, places)
        # It says the same everywhere, and is said in half of all municipalities.
        return self._read_anywhere(label)

    def read_labels(self, texts: Sequence[str], places: tuple[str, ...] = ()) -> list[LabelReading]:
        """`read_label` of each. Far cheaper for many, of which most say nothing: they are searched as one
        text, and only those are read that have a word which says something."""
        promising = self._promising(loosely_folded_all([text[:LABEL_LIMIT] for text in texts]))
        return [
            self.read_label(text, places) if at in promising else NOTHING for at, text in enumerate(texts)
        ]

    def _promising(self, lines: list[str]) -> set[int]:
        """The indexes for which `_worth_reading` may hold, and a few more."""
        numbers = {at for at, line in enumerate(lines) if line.rstrip()[-1:].isdigit()}
        return self._first_look.lines_holding(lines) | numbers

    def _worth_reading(self, label: str, places: tuple[str, ...]) -> bool:
        """Cheap and over-inclusive: most labels of a page say nothing about contact."""
        if self._anchors[bool(places)].any_in(label):
            return True
        return label[-1:].isdigit() and self._phone.fullmatch(label) is not None

    def _read(self, label: str, places: tuple[str, ...]) -> LabelReading:
        matches = self._matches(label, places)
        names = [m for m in matches if m.cls in _ORDER and not m.negative]
        if names and any(pattern.search(label) for pattern in self.data.patterns.get("job_ad", ())):
            return LabelReading("negative", names[0].text, names[0].term, "job_ad")
        if names:
            return _reading(min(names, key=lambda m: (_ORDER.index(m.cls), m.start)))
        blocked = [m for m in matches if m.negative]
        if blocked:
            return LabelReading("negative", blocked[0].text, blocked[0].term, blocked[0].why)
        return self._read_slip(label, places) or self._read_contact(label, matches, places)

    def _read_slip(self, label: str, places: tuple[str, ...]) -> LabelReading | None:
        """A name that is misspelt; its qualifiers count as those of one spelt right."""
        slip = self._misspellings.misspelt(label)
        if slip is None:
            return None
        term, start, end = slip
        why = blocked_by(self.data, label, start, end, self.place_forms(places))
        kind = "negative" if why else _KINDS[term.cls]
        return LabelReading(kind, label[start:end], term.name, why or "misspelling", needs=term.needs)

    def _read_contact(
        self, label: str, matches: tuple[TermMatch, ...], places: tuple[str, ...]
    ) -> LabelReading:
        if self._is_bot(label):
            return LabelReading("none", label, "bot", "bot", bot=True)
        words = [m for m in matches if m.cls == "W"]
        if words and self._sector(label):
            return LabelReading("negative", words[0].text, words[0].term, "negative_sole_field")
        if words:
            longest = max(words, key=lambda m: (m.end - m.start, -m.start))
            switchboard = any(m.switchboard for m in words) and all(
                m.switchboard or m.term == "telefon" for m in words
            )
            generic = self._generic(label, words, places)
            return LabelReading(
                "contact", longest.text, longest.term, "term", switchboard=switchboard, generic=generic
            )
        if self._phone.fullmatch(label):
            return LabelReading("contact", label, "phone number", "number", generic=True)
        return NOTHING

    def _is_bot(self, label: str) -> bool:
        """ "Fråga Kim", but not "Fråga oss": the small words of a contact label are nobody's name."""
        named = self._bot.fullmatch(label)
        if named:
            return named.group("name") not in self.data.words("generic", "words")
        return self.data.bots.search(label) is not None

    def _generic(self, label: str, words: list[TermMatch], places: tuple[str, ...]) -> bool:
        """Nothing beside the contact words but small words, numbers and the municipality's own name."""
        for match in reversed(words):
            label = label[: match.start] + " " + label[match.end :]
        for form in sorted(self.place_forms(places), key=len, reverse=True):
            label = label.replace(form, " ")
        return set(_WORD.findall(label)) <= set(self.data.words("generic", "words"))

    def _sector(self, label: str) -> bool:
        generic = self.data.words("generic", "words")
        # "Kontakt och karta" leads to no land surveyor.
        said = " ".join(word for word in label.split() if word not in generic)
        return 0 < len(self.fields_in(said)) < 3 or bool(self.data.qualifiers.groups_in(said))

    def find(self, text: str, places: tuple[str, ...] = ()) -> tuple[TermMatch, ...]:
        """Every term in running text, blocked ones too (`negative`), in order; spans index
        `normalise(text)`."""
        return self._matches(normalise(text), places)

    def find_all(self, texts: Sequence[str], places: tuple[str, ...] = ()) -> Iterator[TermMatch]:
        """`find` in each. Far cheaper for many, of which most have no term."""
        for at in sorted(self._promising(loosely_folded_all(texts))):
            yield from self.find(texts[at], places)

    def may_name(self, name: str, folded: str) -> bool:
        """A cheap test: whether `find` may find the term of that name in a text, loosely folded."""
        words = self._words_of.get(name)
        return words is None or any(word in folded for word in (*words, "\ufffd"))

    def _matches(self, text: str, places: tuple[str, ...]) -> tuple[TermMatch, ...]:
        forms, patterns = self._for_places(places)
        lost = "\ufffd" in text
        # The anchors cover negatives too.
        if not (lost or self._anchors[bool(patterns)].any_in(text)):
            return ()
        found: list[TermMatch] = []
        there = self._terms.found_in(text)
        for term in self.data.terms:
            if not lost and term.anchor not in there:
                continue
            for m in (term.forgiving if lost else term.regex).finditer(text):
                start, end = m.span()
                before = compound_before(text, start)
                if before and not self._may_end(term, before, forms):
                    continue
                why = "" if term.cls in "WB" else blocked_by(self.data, text, start, end, forms)
                found.append(
                    TermMatch(
                        start,
                        end,
                        m.group(),
                        term.name,
                        term.cls,
                        why or ("compound" if before else "term"),
                        term.lang,
                        term.needs,
                        term.switchboard,
                    )
                )
        for anchor, pattern in patterns:
            if anchor in text and any(form in text for form in forms):
                found += [
                    TermMatch(*m.span(), m.group(), m.group(), "P", "pattern") for m in pattern.finditer(text)
                ]
        return _settle(found, self.data.negatives.spans(text), text)

    def _may_end(self, term: Term, before: str, places: tuple[str, ...]) -> bool:
        """Whether a word that begins with `before` may end with the term. Names may, and their qualifiers
        decide; a contact word is another word then ("läxhjälp") unless the beginning is as neutral as it."""
        if term.cls != "W" or term.switchboard:
            return term.cls != "B"
        data = self.data
        return before in (*data.words("compounds", "neutral"), *data.words("generic", "words"), *places)

    def phrases(self, table: str) -> PhraseTable:
        """A table of phrases by name (`scope`, `guides`, `process` …); empty when the language has none."""
        return self.data.phrases.get(table, _NO_PHRASES)

    def tells(self, table: str, sentences: Iterable[str], text: str = "") -> bool:
        """Whether one of these normalised sentences says what a table describes: by its phrases, its
        patterns, or the words of sentences that people labelled (`scoring.lexicon.told`). Phrases may also
        stand across the sentences of the whole `text`."""
        if text and self.patterned(table, text):
            return True
        return self.telling(table, sentences) is not None

    def telling(self, table: str, sentences: Iterable[str]) -> str | None:
        """The first of these normalised sentences that says it; one with its words before one that only the
        model reads so."""
        asked = list(sentences)
        for sentence in asked:
            if self.patterned(table, sentence):
                return sentence
        for sentence in asked:
            # A pattern of what it is not overrules only the model.
            if self.learnt(table, sentence) and not self.patterned(f"not_{table}", sentence):
                return sentence
        return None

    def learnt(self, table: str, sentence: str) -> bool:
        """Whether the model alone takes a normalised sentence to say it."""
        return self._told is not None and self._told.tells(table, sentence)

    def patterned(self, table: str, text: str) -> bool:
        """Whether a normalised text holds a phrase or a pattern of a table."""
        if self.phrases(table).search(text) is not None:
            return True
        return any(pattern.search(text) for pattern in self.data.patterns.get(table, ()))

    def promises_help(self, label: str) -> bool:
        """A label that promises what one gets help with, or how: "Vanliga frågor", "Så arbetar vi"."""
        low = label.casefold()
        return any(self.phrases(table).search(low) for table in ("help_headings", "how_headings"))

    def promising_help(self, labels: Sequence[str]) -> set[int]:
        """The indexes of the labels (without line breaks) that promise it: far cheaper for many."""
        low = [label.casefold() for label in labels]
        tables = map(self.phrases, ("help_headings", "how_headings"))
        return {at for table in tables for at in table.in_lines(low)}

    def promises_times(self, label: str) -> bool:
        """A label that promises hours: "Öppettider"; those of a field (a library's) are its own."""
        if self.phrases("times_headings").search(label.casefold()) is None:
            return False
        return not self.fields_in(label)

    def fields_in(self, text: str) -> tuple[str, ...]:
        """Which of the twelve fields of LEXICON's table a text names."""
        return self.data.fields.groups_in(normalise(text))

    def kinds_in(self, text: str) -> tuple[str, ...]:
        """The named kinds of help in a text: the fields' single terms."""
        # Rules ask the same items again, and sites list the same services.
        return self._kinds_of_item(text) if len(text) <= LABEL_LIMIT else self._kinds_in(text)

    def _kinds_in(self, text: str) -> tuple[str, ...]:
        return self.data.kinds.words_in(normalise(text))

    def reads_as_english(self, text: str) -> bool:
        """Whether a normalised text is in English rather than in the lexicon's language, by counting the
        commonest words of both."""
        theirs, ours = (sum(map(words.__contains__, _beginning(text))) for words in self._commonest)
        return theirs >= ENGLISH_WORDS and theirs > 2 * ours

    def reads_as_another(self, text: str) -> bool:
        """Whether a normalised text is long enough to tell its language, and has hardly any of the commonest
        words of the lexicon's."""
        words = _beginning(text)
        return (
            len(words) >= FOREIGN_LENGTH and sum(map(self._commonest[1].__contains__, words)) < FOREIGN_MOST
        )

    def prefilter(self) -> str:
        """Source of a regular expression, valid in JavaScript (`iu`) and Python (`re.I`), that any label
        worth measuring matches. Over-inclusive and cheap; the place patterns are the crawler's to add."""
        settings = self.data.raw["prefilter"]
        brands = [_escape(brand["name"]) for brand in self.data.raw.get("brands", ())]
        return "|".join([*settings["stems"], *brands, settings["tel"]])

    @cached_property
    def ordinary(self) -> str:
        """Source for the same two dialects: matches a label with a word that ordinary labels have. What has
        none may be a name that somebody made up."""
        words, beginnings = (self.data.words("coined", key) for key in ("words", "beginnings"))
        either = "|".join((*map(_escape, words), *(rf"{_escape(beginning)}\S*" for beginning in beginnings)))
        return rf"(?:^|\s)(?:{either})(?=\s|$)" if words else ""

    def place_forms(self, places: tuple[str, ...]) -> tuple[str, ...]:
        return self._for_places(places)[0]

    def _with_patterns(
        self, places: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[tuple[str, PlacePattern], ...]]:
        forms = place_forms(self.data, places)
        return forms, place_patterns(self.data, forms)


def _beginning(text: str) -> list[str]:
    return text.split()[:ENGLISH_READ]


def _anchors(data: LexiconData) -> tuple[str, ...]:
    """The fewest substrings of which every label that says something has one (slips of the pen damage one
    part)."""
    wanted = {term.anchor for term in data.terms}
    wanted |= {
        part.casefold() for t in data.raw["terms"] if t["class"] in "SM" for part in t["name"].split("|")
    }
    wanted |= {anchor for table in (data.negatives, data.bots) for _, anchor, _ in table.rows}
    wanted |= {p.casefold().split("{")[0].strip() for p in data.raw.get("bots", {}).get("patterns", ())}
    return fewest(wanted)


def _escape(name: str) -> str:
    """Escaped for both dialects: JavaScript's `u` flag refuses an escaped space."""
    return re.escape(name).replace("\\ ", " ").replace("\\-", "-")


def _reading(match: TermMatch) -> LabelReading:
    return LabelReading(
        _KINDS[match.cls], match.text, match.term, match.why, match.lang, match.needs, match.switchboard
    )


def _settle(found: list[TermMatch], negatives: list[tuple[int, int]], text: str) -> tuple[TermMatch, ...]:
    """The longest of overlapping matches; a match inside a negative word becomes negative."""
    if not negatives and len(found) == 1:
        return tuple(found)
    kept: list[TermMatch] = []
    marked = [
        m
        if not _inside(m, negatives)
        else TermMatch(m.start, m.end, m.text, m.term, m.cls, "negative_word", m.lang)
        for m in found
    ]
    for start, end in negatives:  # few: a page has a handful
        if not any(m.start < end and start < m.end for m in marked):
            marked.append(TermMatch(start, end, text[start:end], text[start:end], "N", "negative_word"))
    for match in sorted(marked, key=lambda m: (m.start, -m.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
        elif match.end - match.start > kept[-1].end - kept[-1].start:
            kept[-1] = match
    return tuple(kept)


def _inside(match: TermMatch, negatives: list[tuple[int, int]]) -> bool:
    return any(start < match.end and match.start < end for start, end in negatives)


@lru_cache(maxsize=8)
def load_lexicon(language: str = "sv_se") -> Lexicon:
    """The lexicon of a language (`sv_se`, `sv_fi`, `fi`, `nb`, `da`); read and compiled once."""
    return Lexicon(read_data(language))
