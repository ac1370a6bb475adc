"""Tokens to weekly intervals: which times belong to which days, lunch closures cut out."""

from dataclasses import dataclass, field

from crawler.reading.hours_tokens import Token, span, tokens_of
from crawler.reading.hours_words import OTHER_END
from crawler.reading.remembering import short_texts
from scoring.observation import Interval

_MOST_WORKING_DAYS = 3
"""So many are left when one or two are told apart."""
Times = tuple[int, int]
Days = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one text says about hours."""

    intervals: tuple[Interval, ...] = ()
    days: Days = ()
    """Days named without a time: the next line may hold it."""
    loose: tuple[Times, ...] = ()
    """Times without a day: the label may name it."""
    closures: tuple[Times, ...] = ()
    """Closures without a day of their own: they hold for the whole group."""
    closed: Days = ()
    """Days said to be closed."""
    nonsense: bool = False
    """A time that cannot be (17–8, 25.00)."""

    @property
    def timed(self) -> bool:
        return bool(self.intervals or self.loose or self.closures or self.nonsense)


@dataclass(slots=True)
class _Reading:
    open: dict[int, list[Times]] = field(default_factory=dict)
    pauses: list[tuple[Days, Times]] = field(default_factory=list)
    loose: list[Times] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    days: Days = ()
    used: bool = True
    """The days at hand already have a time (or there are none)."""
    named: bool = False
    """This sentence has named days."""
    exception: bool = False
    pause: bool = False
    excluded: bool = False
    """The next days are the ones left out."""
    bad: bool = False


@short_texts(200, 4096)
def parse_hours(text: str, days: Days = (), *, timely: bool = False) -> Parsed:
    """Weekly opening hours in one text. `days`: named by a line or label before it. Never raises."""
    text = OTHER_END.sub(r"(\g<day> till \g<time>)", text)
    tokens = _grouped(tokens_of(text, timely=timely or bool(days)))
    if not days:
        ends = ("break", "lunch", "closed")
        end = next((place for place, token in enumerate(tokens) if token.kind in ends), len(tokens))
        if _times_first(tokens):
            tokens = _days_to_front(tokens)
        elif _times_first(tokens[:end]):
            # "mellan 8 och 16 varje vardag. I sommar stänger vi 15.", "8–16 vardagar, lunchstängt 12–13"
            tokens = _days_to_front(tokens[:end]) + tokens[end:]
    reading = _Reading(days=days, used=not days)
    for place, token in enumerate(tokens):
        _read(reading, token, tokens[place + 1 :])
    return _result(reading, days)


def _grouped(tokens: list[Token]) -> list[Token]:
    """Day tokens joined to one: "måndag – torsdag", "tisdag, onsdag och fredag"."""
    out: list[Token] = []
    joint: Token | None = None
    for token in tokens:
        if token.kind == "days" and out and out[-1].kind == "days":
            last = out[-1].days
            ranged = joint is not None and joint.kind == "dash" and len(token.days) == 1
            more = span(last[-1], token.days[0])[1:] if ranged else token.days
            out[-1] = Token("days", tuple(dict.fromkeys(last + more)))
        elif token.kind in ("dash", "and"):
            joint = token
            continue
        else:
            out.append(token)
        joint = None
    return out


def _times_first(tokens: list[Token]) -> bool:
    """ "klockan 8–17 måndag till torsdag": the line begins with a time and ends with days."""
    told = _without_exceptions(tokens)
    kinds = [token.kind for token in told if token.kind in ("days", "range", "exception", "lunch", "closed")]
    if any(token.kind in ("until", "except") for token in tokens):
        return False  # "8–16.30, fredagar till 15"
    return bool(kinds) and kinds[0] == "range" and kinds[-1] == "days" and set(kinds) == {"days", "range"}


def _without_exceptions(tokens: list[Token]) -> list[Token]:
    """ "9–15 på vardagar, men julafton …": what ends with exceptions without times of their own."""
    first = next((place for place, token in enumerate(tokens) if token.kind == "exception"), len(tokens))
    timed = any(token.kind in ("range", "until", "lunch") for token in tokens[first:])
    return tokens if timed else tokens[:first]


def _days_to_front(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    waiting: list[Token] = []
    for token in tokens:
        if token.kind == "days":
            out += [token, *waiting]
            waiting = []
        else:
            waiting.append(token)
    return out + waiting


def _read(state: _Reading, token: Token, following: list[Token]) -> None:
    state.named = state.named or token.kind in ("days", "others")
    match token.kind:
        case "days":
            _read_days(state, token)
        case "others":
            _read_others(state, token)
        case "exception":
            state.exception, state.pause = True, False
        case "break":
            state.exception = state.pause = state.named = False
        case "lunch":
            state.pause = bool(following) and following[0].kind in ("range", "days")
        case "except":
            state.pause = bool(following) and following[0].kind == "range"
            state.excluded = bool(following) and following[0].kind == "days"
        case "closed":
            _read_closed(state, following)
        case "bad":
            state.bad = True
        case "until":
            _read_until(state, token)
        case "range":
            _read_range(state, token, following)


def _read_days(state: _Reading, token: Token) -> None:
    if not state.excluded:
        state.days, state.used, state.exception = token.days, False, False
        return
    state.excluded = False
    left = tuple(day for day in state.days if day not in token.days)
    if not state.used:  # "måndag–fredag utom onsdag 8–16"
        state.days = left
        return
    for day in token.days:  # "vardagar 8–16, utom onsdagar 8–18"
        state.open.pop(day, None)
    state.days, state.used = token.days, False


def _read_others(state: _Reading, token: Token) -> None:
    """ "måndag 7.30–18, övriga vardagar 7.30–16.30": the working days that nobody has told yet."""
    told = {*state.open, *state.closed}
    state.days = tuple(day for day in token.days if day not in told)
    state.used, state.exception, state.excluded = False, False, False


def _only_names_days(following: list[Token]) -> bool:
    return (
        bool(following)
        and following[0].kind == "days"
        and (len(following) == 1 or following[1].kind in ("break", "others"))
    )


def _read_closed(state: _Reading, following: list[Token]) -> None:
    if state.used and _only_names_days(following):
        state.closed += following[0].days  # "Lukket onsdag."
    elif following and following[0].kind == "range" and (state.open or state.loose or not state.days):
        state.pause = True
    elif not state.exception:
        if not state.used:
            state.closed += state.days
        state.used = True


def _read_range(state: _Reading, token: Token, following: list[Token]) -> None:
    if state.exception:
        return
    times = (token.opens, token.closes)
    named_after = bool(following) and following[0].kind == "lunch" and not state.pause and bool(state.open)
    if (
        state.pause
        or (named_after and _inside(state, times))
        or (not state.named and _closed_then(following))
    ):
        # A closure at the end holds for all days before it, one in the middle for the days just told.
        middle = any(later.kind == "days" for later in following) and bool(state.open)
        state.pauses.append((state.days if middle or not state.used else (), times))
        state.pause = False
    elif state.days:
        for day in state.days:
            state.open.setdefault(day, []).append(times)
        state.used = True
    elif token.closes - token.opens == 24 * 60:
        state.open = {day: [times] for day in range(7)}
    else:
        state.loose.append(times)


def _closed_then(following: list[Token]) -> bool:
    """ "Mellan 12 och 13 är disken stängd." """
    kinds = [token.kind for token in following[:2]]
    return kinds[:1] == ["closed"] and kinds[1:] in ([], ["break"])


def _read_until(state: _Reading, token: Token) -> None:
    """These days, told before, close at another time. Of others nobody knows when they open."""
    if state.exception or state.used:
        return
    for day in state.days:
        spans = state.open.get(day) or state.loose[-1:]
        if spans and spans[-1][0] < token.closes:
            state.open[day] = spans
            spans[-1] = (spans[-1][0], token.closes)
    state.used = True


def _inside(state: _Reading, times: Times) -> bool:
    return any(
        opens < times[0] and times[1] < closes for spans in state.open.values() for opens, closes in spans
    )


def _result(state: _Reading, given: Days) -> Parsed:
    if state.loose and state.open and not given:
        _give_the_rest(state)
    general = tuple(times for days, times in state.pauses if not days)
    week = {day: list(dict.fromkeys(spans)) for day, spans in state.open.items()}
    for days, times in state.pauses:
        for day in days or tuple(week):
            week[day] = cut(week.get(day, []), times)
    left = () if state.used or state.days == given else state.days
    return Parsed(
        intervals=to_intervals(week),
        days=left,
        loose=tuple(state.loose),
        closures=general,
        closed=tuple(dict.fromkeys(state.closed)),
        nonsense=state.bad,
    )


def _give_the_rest(state: _Reading) -> None:
    """ "7.30–16.30 (fredag 7.30–15.30)": times told before any day hold for the other working days."""
    rest = [day for day in range(5) if day not in state.open and day not in state.closed]
    if len(state.loose) == 1 and len(rest) >= _MOST_WORKING_DAYS:
        for day in rest:
            state.open[day] = list(state.loose)
        state.loose = []


def cut(spans: list[Times], pause: Times) -> list[Times]:
    """The spans without the pause; a pause that touches none changes nothing."""
    out: list[Times] = []
    for opens, closes in spans:
        pieces = [(opens, min(closes, pause[0])), (max(opens, pause[1]), closes)]
        out += (
            [piece for piece in pieces if piece[0] < piece[1]]
            if pause[0] < closes and opens < pause[1]
            else [(opens, closes)]
        )
    return list(dict.fromkeys(out))


def to_intervals(week: dict[int, list[Times]]) -> tuple[Interval, ...]:
    return tuple(
        Interval(weekday=day, opens=_clock(opens), closes=_clock(closes))
        for day in sorted(week)
        for opens, closes in sorted(set(week[day]))
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
