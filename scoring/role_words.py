"""The words about roles, a line with what stands around it, and what it may be found to say (method §3e)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from scoring.lexicon import Lexicon, normalise
from scoring.lexicon.anchors import Anchors, fewest
from scoring.lexicon.data import LexiconData
from scoring.lexicon.loose_anchors import LooseAnchors
from scoring.lexicon.phrases import PhraseTable
from scoring.result import Confidence

WORD = re.compile(r"[^\W_]+")
CELL = " | "
"""Between the cells of one table row, as the reader writes it."""
_PERSON = re.compile(
    r"[^\W\d_a-zåäöæøéü][\w'’-]+(?: (?:von|af|de|van|el|al))?(?: [^\W\d_a-zåäöæøéü][\w'’-]+){1,2}"
)
_CARD_LINE, _HOLDER_LINE = 40, 60
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Words:
    named: PhraseTable
    heads: PhraseTable
    not_roles: PhraseTable
    responsible: PhraseTable
    citizen_service: PhraseTable
    led_by: PhraseTable
    ourselves: PhraseTable
    """Whom a head's work is for, on the function's own page."""
    service_patterns: tuple[re.Pattern[str], ...]
    """Service to the citizens by the kinds of words, beside the phrases."""
    not_now: tuple[re.Pattern[str], ...]
    """Who was or will be; nobody; a party's."""
    looked_for: re.Pattern[str]
    acting: re.Pattern[str]
    vacant: re.Pattern[str]
    stands_in: re.Pattern[str]
    between: frozenset[str]
    pronouns: tuple[str, ...]
    leaders: re.Pattern[str]
    """Any leader by the end of the word, where it says what for."""
    leads: frozenset[str]
    owned: frozenset[str]
    """Leaders only as a function's own: "kontaktcentrets ledare"."""
    held: PhraseTable
    """ "… har kundservice under sig"."""
    led_under: re.Pattern[str]
    staffed: re.Pattern[str]
    """What stands before a head among the staff: "Vi är tio vägledare och en …"."""
    shared: re.Pattern[str]
    """What stands before a head that several units have."""
    part_of: PhraseTable
    """ "Kontaktcenter ingår i …"."""
    managers: tuple[str, ...]
    """Endings of officers of any field: the text must say what for (ruling 33)."""
    guides: tuple[str, ...]
    """Ends of words that only look like a manager's: "vägledare"."""
    units: tuple[str, ...]
    """How a sentence begins that says what a unit holds."""
    led_here: tuple[str, ...]
    before: frozenset[str]
    """Small words before a role: "vår närmaste chef"."""
    holds: frozenset[str]
    inside: frozenset[str]
    """What belongs to a function: its work, its staff, its team."""
    linking: frozenset[str]
    """What stands between a thing and its place, its subject: "schemat på …", "upphandlingen av …"."""
    turned: tuple[str, ...]
    """Between what is led and who leads it: "Ansvarig för kontaktcenter är …"."""
    answers: tuple[str, ...]
    """How an answer begins: "Det gör enhetschefen"."""
    turned_first: tuple[str, ...]
    """How a sentence begins that says it so without "ansvarig"."""
    whose: tuple[str, ...]
    """ "I hennes ansvar ingår …": she was named before."""
    back: frozenset[str]
    belonging: frozenset[str]
    degrees: frozenset[str]
    """ "Ytterst", "närmast": how far somebody is responsible."""
    possessive: frozenset[str]
    naming: frozenset[str]
    reached: frozenset[str]
    turn_to: tuple[str, ...]
    """ "Kontakta enhetschefen", "besvaras av enhetschefen"."""
    elsewhere: tuple[str, ...]
    joined: tuple[str, ...]
    """ "kundtjänstteamet": ends of words that begin with the function."""
    columns: frozenset[str]
    """Heads of a table's column, beside the roles."""
    lists_heads: re.Pattern[str]
    """The name of a list whose rows are units with who heads them: "Chefer i Almsta kommun"."""
    unit_led: re.Pattern[str]
    """What a sentence calls the unit whose head it names: "Avdelningen leds av …"."""
    unit_holds: re.Pattern[str]
    """How the sentence beside it says what that unit or its head has to do."""
    unit_apart: re.Pattern[str]
    """What is only near the unit, or not part of it."""
    holds_post: re.Pattern[str]
    """That somebody does the work of a head who is away."""
    posts: re.Pattern[str]
    """A head's post by another word: "chefstjänsten"."""
    ask_for_call: tuple[str, ...]
    """How a sentence begins that sends the reader to somebody."""
    away: re.Pattern[str]
    """Why somebody stands in for a head."""
    endings: tuple[str, ...]
    """Of roles that are one word with their function: "kundtjänstansvarig"."""
    anchors: Anchors
    """A line without any of these is not worth reading."""
    loose_anchors: LooseAnchors
    """For a first look at whole pages."""

    def is_now(self, low: str, *, named: bool = False) -> bool:
        """Whether a normalised text tells of somebody who holds a role today. `named`: there is a person in
        it, who may act while another is looked for."""
        if any(pattern.search(low) for pattern in self.not_now):
            return False
        if self.looked_for.search(low) and not (named and self.acting.search(low)):
            return False
        return self.vacant.search(low) is None or self.stands_in.search(low) is not None

    def replaces(self, low: str) -> bool:
        """Whether a normalised text tells of somebody in another's place."""
        return self.holds_post.search(low) is not None or self.stands_in.search(low) is not None

    def serves_citizens(self, text: str) -> bool:
        if self.citizen_service.search(text):
            return True
        return any(pattern.search(text) for pattern in self.service_patterns)

    def manager_in(self, text: str) -> str:
        """Any kind of manager or officer ("kommunikationschef"); empty: none."""
        if not self.managers:
            return ""
        forms = tuple(ending + form for ending in self.managers for form in ("", "en", "n", "s", "ens"))
        found = (w.group() for w in WORD.finditer(text) if w.group().endswith(forms))
        return next((word for word in found if not word.endswith(self.guides)), "")


@dataclass(frozen=True, slots=True)
class Hit:
    role: str
    line: str
    confidence: Confidence


@lru_cache(maxsize=8)
def words_of(lexicon: Lexicon) -> Words:
    """The lexicon's words about roles, once for each lexicon."""
    data = lexicon.data
    named, heads, not_roles, says, service, led_by, ourselves, held, part_of = (
        PhraseTable.of(data.words("roles", key))
        for key in (
            *("named", "heads", "not_roles", "responsible", "citizen_service"),
            *("led_by", "ourselves", "held", "part_of"),
        )
    )
    between, before, holds, inside, linking, back, belonging, degrees, naming, reached, columns = (
        frozenset(data.words("roles", key))
        for key in (
            *("between", "before", "holds", "inside", "linking"),
            *("back", "belonging", "degrees", "naming", "reached", "columns"),
        )
    )
    managers, endings = data.words("roles", "managers"), data.words("roles", "endings")
    tables = (heads, not_roles, says, led_by, held)
    columns_read = data.words("roles", "columns")
    lists = data.words("roles", "list_words")
    anchors = {*managers, *endings, *columns_read, *lists, *(a for table in tables for _, a, _ in table.rows)}
    return Words(
        named=named,
        heads=heads,
        not_roles=not_roles,
        responsible=says,
        citizen_service=service,
        led_by=led_by,
        ourselves=ourselves,
        service_patterns=_patterns(data, "citizen_service_patterns"),
        not_now=_patterns(data, "not_now"),
        looked_for=_pattern(data, "looked_for"),
        acting=_pattern(data, "acting"),
        vacant=_pattern(data, "vacant"),
        stands_in=_pattern(data, "stands_in"),
        between=between,
        pronouns=tuple(f"{word} " for word in data.words("roles", "pronouns")),
        leaders=_pattern(data, "leaders"),
        leads=frozenset(data.words("roles", "leads")),
        owned=frozenset(data.words("roles", "owned")),
        held=held,
        part_of=part_of,
        shared=_pattern(data, "shared"),
        staffed=_pattern(data, "staffed"),
        led_under=_pattern(data, "led_under"),
        managers=managers,
        guides=data.words("roles", "guides"),
        units=data.words("roles", "units"),
        led_here=data.words("roles", "led_here"),
        before=before,
        holds=holds,
        inside=inside,
        linking=linking,
        turned=data.words("roles", "turned"),
        answers=tuple(f"{word} " for word in data.words("roles", "answers")),
        whose=data.words("roles", "whose"),
        turned_first=tuple(f"{word} " for word in data.words("roles", "turned_first")),
        back=back,
        belonging=belonging,
        degrees=degrees,
        possessive=frozenset(data.words("roles", "possessive")),
        naming=naming,
        reached=reached,
        turn_to=tuple(f" {word}" for word in data.words("roles", "turn_to")),
        elsewhere=data.words("roles", "elsewhere"),
        joined=data.words("roles", "joined"),
        columns=columns,
        lists_heads=_pattern(data, "lists_heads"),
        unit_led=_pattern(data, "unit_led"),
        unit_holds=_pattern(data, "unit_holds"),
        unit_apart=_pattern(data, "unit_apart"),
        holds_post=_pattern(data, "holds_post"),
        posts=_pattern(data, "posts"),
        ask_for_call=data.words("roles", "ask_for_call"),
        away=_pattern(data, "away"),
        endings=endings,
        anchors=Anchors(fewest(anchors)),
        loose_anchors=LooseAnchors(anchors),
    )


def _patterns(data: LexiconData, key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, data.raw.get("roles", {}).get(key, ())))


def _pattern(data: LexiconData, key: str) -> re.Pattern[str]:
    source = data.raw.get("roles", {}).get(key)
    return re.compile(source) if source else _NOTHING


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One line of a page, with what stands around it."""

    text: str
    low: str
    """Normalised."""
    previous: str
    """The line before it, normalised."""
    following: str
    heading: str
    column: str = ""
    """The role that heads a column of the table whose row this is."""
    after: str = ""
    """The line after the following one: a card's unit, below role and name."""
    above: str = ""
    """The line before it as it stands there."""
    in_list: str = ""
    """What names the list of heads whose row this is, normalised: a heading, the page's, or a line above."""

    def with_its_card(self) -> str:
        """A short line has its holder on the next: "Gruppledare" above "Helena Sand (S)", "Vakant" above
        "Tillförordnad: Helena Sand, 0123-45 67 01"."""
        short = len(self.low) <= _CARD_LINE and len(self.following) <= _HOLDER_LINE
        return f"{self.low} {normalise(self.following)}" if short else self.low

    def continues(self, words: Words) -> bool:
        """ "Helena Sand är servicechef. Hon är ansvarig för …", "… Helena är ansvarig för …"; on a card
        "Förvaltningsdirektör Helena Sand" and below it "svarar för: …"."""
        if self.low.startswith(words.pronouns):
            return True
        # "Helena Sand, servicechef. Håller i press och har även ansvaret för …": a sentence without subject.
        told = words.responsible.search(self.low)
        bare = told and (not told.start() or self.low.startswith(_BARE))
        if bare and len(self.previous) <= _CARD_LINE and words.manager_in(self.previous):
            return True
        if self.low.startswith(words.units):
            return False
        named = WORD.findall(self.previous)[:2]
        # "… Helena är ansvarig för …", "I Helenas uppdrag ingår …"
        capitals = (word.casefold() for word in WORD.findall(self.text)[:2] if word[0].isupper())
        return any(word in named or word.removesuffix("s") in named for word in capitals)


def worth_reading(line: RoleLine, words: Words) -> bool:
    low = line.low
    return (
        bool(line.column)
        or bool(line.in_list)
        or any(ending in low for ending in words.managers)
        or words.heads.search(low) is not None
        or words.not_roles.search(low) is not None
        or words.responsible.search(low) is not None
        or words.led_by.search(low) is not None
        or words.led_under.search(low) is not None
        or low.partition(":")[0] in words.columns
        or any(word in low for word in words.endings)
        or (words.replaces(low) and words.heads.search(line.previous) is not None)
    )


def role_column(low: str, words: Words) -> str:
    """The role in the head row of a table: "Verksamhet | Chef"."""
    if CELL not in low:
        return ""
    cells = low.split(CELL)
    roles = (
        cell
        for cell in cells
        if cell in words.columns or ((m := words.heads.search(cell)) and m.group() == cell)
    )
    return next(roles, "")


def is_role(text: str, words: Words) -> str:
    """The role, when the normalised text says it and nothing else ("vår närmaste chef"); else empty."""
    found = words.heads.search(text)
    if found is None or WORD.findall(text[found.end() :]):
        return ""
    return found.group() if set(WORD.findall(text[: found.start()])) <= words.before else ""


def person_in(text: str, start: int = 0, *, anywhere: bool = False) -> re.Match[str] | None:
    """A person's name by its capitals, right at `start` (small marks and "är" aside) or anywhere after."""
    if anywhere:
        return _PERSON.search(text, start)
    marks = _MARKS.match(text, start)
    return _PERSON.match(text, marks.end() if marks else start)


_BARE = ("har ", "håller ", "leder ", "ansvarar ", "svarar ", "sköter ", "och ")
_MARKS = re.compile(r"[\s:|,–-]*(?:(?:är|heter|is)\s+)?")
