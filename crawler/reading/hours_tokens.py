"""One line about opening hours as a row of tokens."""

import re
from dataclasses import dataclass
from typing import Literal

from crawler.reading.hours_words import (
    BUT_NOT,
    CLOSED,
    DASHES,
    DATED,
    DAY_STEMS,
    DAYS,
    EVERY_DAY,
    EXCEPT,
    EXCEPTION,
    FROM_DAY_TO_DAY,
    FULL_DAYS,
    HOURS_IN_WORDS,
    LUNCH,
    NOT_BEFORE,
    OTHER_DAYS,
    RELATIVE,
    ROUND_THE_CLOCK,
    SAYS_HOURS,
    SEASON_ASIDE,
    SHORT_DAY,
    SHORT_DAYS,
    SHORT_RANGE,
    SHORT_RUN,
    UNITS,
    WEEKDAYS,
    WEEKEND,
)
from scoring.lexicon.anchors import Anchors

TokenKind = Literal[
    "days",
    "others",
    "range",
    "until",
    "dash",
    "and",
    "closed",
    "lunch",
    "exception",
    "except",
    "break",
    "bad",
]


@dataclass(frozen=True, slots=True)
class Token:
    kind: TokenKind
    days: tuple[int, ...] = ()
    opens: int = 0
    """Minutes from midnight."""
    closes: int = 0


_DASHES = re.compile(r"[‐‑‒–—―−~]|\bt\.?\s?o\.?\s?m\.?(?=\s)|\b(?:till och med|fram till|till|til|to)\b")
_OF_DAY = re.compile(r"\b(?:på|i|om)\s+(?:morgonen|förmiddagen|eftermiddagen|kvällen|morgnarna|kvällarna)\b")
_OCLOCK = re.compile(r"\b(?:klockan|klockslagen|kl|klo|kello|kll)\b\.?")
_BETWEEN = re.compile(
    r"\b(?:mellan|mellom|mellem)\s+(\d{1,2}(?:[.:]\d{2})?)\s+(?:och|og|&)\s+(\d{1,2}(?:[.:]\d{2})?)"
)
_HOUR_WORDS = "|".join(HOURS_IN_WORDS)
_IN_WORDS = rf"(?:(?P<half{{0}}>halv) )?(?P<word{{0}}>{_HOUR_WORDS})"
_SAID = re.compile(
    r"(?:\b(?:klockan|kl|mellan|mellom|mellem|från|fra)|dag(?:ar|er|e|en)?)[.:]?\s(?:klockan\s|kl\.?\s)?"
    rf"{_IN_WORDS.format(1)}\s?(?:[-–]|\b(?:och|og|till?|to)\b)\s?(?:klockan\s|kl\.?\s)?{_IN_WORDS.format(2)}\b"
)
"""Both ends in words: "mellan åtta och fyra", "vardagar halv åtta till fem"; "åtta till tio personer" is
none."""
_UNTIL_FINNISH = re.compile(r"(?<=[a-zåäö] )(\d{1,2}(?:[.:]\d{2})?)\s(?:saakka|asti)\b")
_MIXED = re.compile(rf"\b({'|'.join(SHORT_DAYS)})\.?\s?-\s?(?=(?:mån|tis|ons|tor|fre|lör|sön)\w{{0,2}}\b)")
"""A range of days with two letters and three: "må-fre"."""
_ONE_LETTER = re.compile(r"\bm\s?-\s?to?\b(?=[ :]*\d)(?P<rest>.*)$")
_FRIDAY = re.compile(r"\bf(?=[ :]*\d)")
_HALF_DAY = re.compile(r"\b(\d{1,2})(?:[.:](\d{2}))?\s?([ap])\.?\s?m\b\.?")
_COMMAS = re.compile(r"(?<![\d.,])(\d{1,2}),(\d{2})(?=\s*(?:-|\d|$))|(?<=-)(\s*\d{1,2}),(\d{2})(?![\d,])")
"""Times with a comma: "8,00–16,00"."""
_FILLER = re.compile(r"\b(?:cirka|ca|från|fra|mellan|mellom|mellem)\b")
_SENTENCE = re.compile(r"(?<=[\w)])\.\s+(?=[A-ZÅÄÖ])|;\s|(?<=\w)[!?]\s")

_TIME = r"(\d{1,2})(?:[.:]\s?(\d{2}))?"
_TOKEN = re.compile(
    rf"(?P<clock>(?<![\w.,:/-])(?:{ROUND_THE_CLOCK})\b)"
    rf"|(?P<range>(?<![\d.,:/-]){_TIME}\s*-\s*{_TIME}(?!\d|[.:,/]\d|\s*-\s*\d))"
    r"|(?P<compact>(?<![\d.,:/-])([01]\d)(00|15|30|45)\s*-\s*([012]\d)(00|15|30|45)(?![\d.,:/-]))"
    r"|(?P<until>(?:(?<=[a-zåäö)] )-\s?|\b(?:stänger|slutar|går hem) (?:vi |redan "
    r"|dock ){0,2}|\bgår vi hem (?:redan )?)(\d{1,2})(?:[.:](\d{2}))?(?![\d:/]|\.\d|\s*-))"
    rf"|(?P<lunch>\b(?:(?:{CLOSED})\s+(?:för|över|under|vid)\s+lunch\w*|{LUNCH})\b)"
    rf"|(?P<exception>\b(?:{EXCEPTION})\b)"
    rf"|(?P<free>\bhelgfri(?:a|tt)?\b)|(?P<others>\b(?:{OTHER_DAYS})\b)"
    rf"|(?P<weekdays>\b(?:{WEEKDAYS})\b)|(?P<every>\b(?:{EVERY_DAY})\b)|(?P<weekend>\b(?:{WEEKEND})\b)"
    + "".join(rf"|(?P<d{day}>\b(?:{words})\b)" for words, day in DAYS)
    + rf"|(?P<short>\b(?:{'|'.join(SHORT_DAYS)})\.?\s?-\s?(?:{'|'.join(SHORT_DAYS)})\b)"
    rf"|(?P<closed>\b(?:{CLOSED})\b)|(?P<except>\b(?:{EXCEPT})\b)"
    r"|(?P<mf>\bm\s?-\s?f\b(?=[ :]*\d))|(?P<dash>-)|(?P<and>,|&|/|\b(?:och|samt|og|eller|ja|and)\b)"
)
_MORE_DIGITS = re.compile(r"\s\d{2,3}(?=\s\d|\W*$)")
_DAYS_AFTER = re.compile(r"\s*(?:vardagar|arbetsdagar|veckodagar)\b")
_MORNING, _AFTERNOON = range(7, 11), range(14, 20)
"""Hours between which an office is open: "8–16 vardagar" counts no days, as "3–5 vardagar" does."""
_UNIT_AFTER = re.compile(rf"\s*-?(?:{UNITS})(?![\wåäö])")
_HAS = re.compile(
    r"\d\s*(?:[ap]\.?\s?m\b\.?\s*|på [a-zå-ö]+\s+|om [a-zå-ö]+\s+)?(?:[-‐‑‒–—―−~]|till? och med"
    r"|fram till|till|til|to"
    r"|t\.?\s?o\.?\s?m\.?|och|og)"
    r"\s*(?:kl[a-z]*\.?\s*)?\d|dygnet runt|24/7|[Ss](?:täng|tenge?)[td]|lukket|suljettu|[Cc]losed"
    rf"|\b(?:{_HOUR_WORDS})\s?(?:[-–]|och|og|till?|to)\s?(?:kl[a-z]*\.? )?(?:halv )?(?:{_HOUR_WORDS})\b"
)
_DIGIT = re.compile(r"\d")
_CLOCKLESS = ("dygnet runt", "täng", "teng", "lukket", "suljettu", "losed")
_JOINING = ("och ", "og ", "till ", "til ", "to ", "-", "–")
_SAID_ENDS = tuple(f"{joint}{word}" for joint in _JOINING for word in ("halv", "klockan", *HOURS_IN_WORDS))
_RANGES = (*DASHES, " t o", " t.o", " t. o", " tom", " to ", " til", ".til", " fram")
WITHOUT_DIGITS = (*_CLOCKLESS, *_SAID_ENDS)
"""Hours that are told without a digit hold one of these."""
DAY_SIGNS = (*DAY_STEMS, *_RANGES)
"""A text that names days holds one of these, in lower case."""
_WITHOUT_DIGITS = Anchors(WITHOUT_DIGITS)
_DAY_STEM = Anchors(DAY_STEMS)
_DAY_WORD = re.compile(
    "|".join(
        rf"\b(?:{re.sub(r'[(][?]=[^)]*[)]', '', words)})"  # what must follow is told after normalising
        for words in (*(words for words, _ in DAYS), WEEKDAYS, EVERY_DAY, WEEKEND, SHORT_RANGE.pattern)
    )
)
_RANGE_STEM = Anchors(_RANGES)
_ALL = tuple(range(7))


def may_hold_hours(text: str) -> bool:
    """A cheap test before the expensive one."""
    if _DIGIT.search(text) or _WITHOUT_DIGITS.any_in(text):
        return _HAS.search(text) is not None
    return False


def may_name_days(text: str) -> bool:
    """A cheap test for a day's word in any of the languages."""
    text = text.lower()
    if _DAY_STEM.any_in(text):
        return _DAY_WORD.search(text) is not None
    return _RANGE_STEM.any_in(text) and SHORT_RANGE.search(text) is not None


def tokens_of(text: str, *, timely: bool = False) -> list[Token]:
    """Tokens in order; `timely`: bare numbers are times here; sentences with a date are left out
    (exceptions, seasons and events)."""
    tokens: list[Token] = []
    for sentence in _SENTENCE.split(SEASON_ASIDE.sub(" ", BUT_NOT.sub(" ", text))):
        normal = _normal(sentence)
        if DATED.search(normal):
            continue
        tokens += _sentence(normal, timely or SAYS_HOURS.search(sentence) is not None)
        tokens.append(Token("break"))
    return tokens


def _normal(text: str) -> str:
    text = FROM_DAY_TO_DAY.sub(r"\1-", SHORT_RUN.sub(_in_full, RELATIVE.sub(" ", text.lower())))
    text = _SAID.sub(_in_digits, text)
    text = _OF_DAY.sub(" ", _OCLOCK.sub(" ", text))
    text = _HALF_DAY.sub(_of_24_hours, text)
    text = _BETWEEN.sub(r" \1-\2 ", " ".join(text.split()))
    text = _FILLER.sub(" ", _DASHES.sub("-", text))
    text = _MIXED.sub(lambda day: f"{FULL_DAYS[SHORT_DAYS[day[1]]]}-", text)
    text = _ONE_LETTER.sub(lambda days: f"måndag-torsdag{_FRIDAY.sub('fredag', days['rest'])}", text)
    text = _UNTIL_FINNISH.sub(r"-\1", text)
    text = _COMMAS.sub(lambda m: f"{m[1] or m[3]}.{m[2] or m[4]}", text) if "," in text else text
    return " ".join(text.split())


def _in_full(run: re.Match[str]) -> str:
    """ "må-to" as "måndag-torsdag": a "to" of its own would be a dash."""
    return SHORT_DAY.sub(lambda day: FULL_DAYS[SHORT_DAYS[day.group().strip(".")]], run.group())


def _in_digits(said: re.Match[str]) -> str:
    """ "åtta och fyra" as "8.00-16.00": nobody opens before six in the morning, nor closes before opening."""
    opens, closes = (
        HOURS_IN_WORDS[said[f"word{end}"]] * 60 - (30 if said[f"half{end}"] else 0) for end in (1, 2)
    )
    opens += 12 * 60 if opens < 6 * 60 else 0
    closes += 12 * 60 if closes <= opens else 0
    lead = said[0][: said.start("half1" if said["half1"] else "word1") - said.start()]
    return f"{lead}{opens // 60}.{opens % 60:02d}-{closes // 60}.{closes % 60:02d}"


def _of_24_hours(match: re.Match[str]) -> str:
    """ "4.30 pm" as "16.30"."""
    hour = int(match[1])
    if not 1 <= hour <= 12:
        return match[0]
    return f"{hour % 12 + (12 if match[3] == 'p' else 0)}.{match[2] or '00'}"


def _sentence(text: str, timely: bool) -> list[Token]:
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind in ("range", "compact"):
            tokens += _range(text, match, timely or _dayish(tokens))
        elif kind == "until":
            tokens += _until(match)
        elif kind == "clock":
            tokens.append(Token("range", opens=0, closes=24 * 60))
        elif token := _word(kind, match.group()):
            tokens.append(token)
    return tokens


def _word(kind: str, text: str) -> Token | None:
    if kind[0] == "d" and kind[1:].isdigit():
        return Token("days", (int(kind[1:]),))
    if kind == "short":
        first, last = (SHORT_DAYS[part.strip(" .")] for part in text.split("-"))
        return Token("days", span(first, last))
    if kind == "others":
        return Token("others", _ALL[:5])
    if kind in ("weekdays", "mf"):
        return Token("days", _ALL[:5])
    if kind == "every":
        return Token("days", _ALL)
    if kind == "weekend":
        return Token("days", _ALL[5:])
    simple: dict[str, TokenKind] = {
        "dash": "dash",
        "and": "and",
        "closed": "closed",
        "lunch": "lunch",
        "exception": "exception",
        "except": "except",
    }
    return Token(simple[kind]) if kind in simple else None


def _range(text: str, match: re.Match[str], timely: bool) -> list[Token]:
    groups = match.groups()
    offset = match.re.groupindex[match.lastgroup or "range"]
    parts = groups[offset : offset + 4]
    bare = parts[1] is None and parts[3] is None
    if bare and _MORE_DIGITS.match(text, match.end()):
        return []  # the beginning of a number: "tel 08-16 12 34"
    hours = [int(parts[0] or 0), int(parts[2] or 0)]
    counted = _UNIT_AFTER.match(text, match.end()) and not (
        _DAYS_AFTER.match(text, match.end()) and hours[0] in _MORNING and hours[1] in _AFTERNOON
    )
    street = ": " in match.group() and hours[0] >= hours[1]  # "Storgatan 22: 10–12"
    if counted or (not street and NOT_BEFORE.search(text[max(0, match.start() - 16) : match.start()])):
        return []
    minutes = [int(parts[1] or 0), int(parts[3] or 0)]
    if street:
        hours[0], minutes[0] = minutes[0], 0
    opens, closes = (hour * 60 + minute for hour, minute in zip(hours, minutes, strict=True))
    if max(minutes) > 59 or closes > 24 * 60 or closes - opens < 15:
        return [Token("bad")]
    if bare and (opens < 5 * 60 or not (timely or _day_follows(text, match.end()))):
        return []
    return [Token("range", opens=opens, closes=closes)]


def _until(match: re.Match[str]) -> list[Token]:
    """ "torsdagar till 18", "fredagar stänger vi 16": a closing time alone."""
    offset = match.re.groupindex["until"]
    hour, minute = int(match.group(offset + 1)), int(match.group(offset + 2) or 0)
    return [Token("until", closes=hour * 60 + minute)] if 8 <= hour <= 24 and minute < 60 else []


def _dayish(tokens: list[Token]) -> bool:
    return any(token.kind in ("days", "others", "exception", "range", "lunch", "closed") for token in tokens)


def _day_follows(text: str, start: int) -> bool:
    following = _TOKEN.search(text, start, start + 40)
    return following is not None and (following.lastgroup or "").startswith(
        ("d0", "d1", "d2", "d3", "d4", "d5", "d6", "w")
    )


def span(first: int, last: int) -> tuple[int, ...]:
    """Weekdays from first to last, over the weekend if need be."""
    return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))
