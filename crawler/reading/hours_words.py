"""The words of opening hours, as data: days, exceptions, closures, and the kind of service that they are
for."""

import re

from scoring.lexicon.anchors import Anchors

DAYS: tuple[tuple[str, int], ...] = (
    (r"måndag\w{0,5}|mandag\w{0,4}|monday[s]?|maanantai\w{0,4}|månd|mån|man(?=\s?\.?\s?-|\.?,)|mon", 0),
    (r"tisdag\w{0,5}|tirsdag\w{0,4}|tysdag\w{0,4}|tuesday[s]?|tiistai\w{0,4}|tisd|tis|tirs|tue", 1),
    (r"onsdag\w{0,5}|wednesday[s]?|keskiviikko\w{0,4}|onsd|ons|wed", 2),
    (r"torsdag\w{0,5}|thursday[s]?|torstai\w{0,4}|torsd|tors|thu|tor(?=[\s.:-])", 3),
    (r"fredag\w{0,5}|friday[s]?|perjantai\w{0,4}|fred|fre|fri(?=\s?[\s.:-]\s?\d)", 4),
    (r"lördag\w{0,5}|lørdag\w{0,4}|laurdag\w{0,4}|saturday[s]?|lauantai\w{0,4}|lörd|lör|lør", 5),
    (r"söndag\w{0,5}|søndag\w{0,4}|sunday[s]?|sunnuntai\w{0,4}|sönd|sön|søn", 6),
)
"""Patterns of one word each, weekday 0 Monday."""
SHORT_DAYS = {
    "må": 0,
    "ma": 0,
    "ti": 1,
    "on": 2,
    "ke": 2,
    "to": 3,
    "fr": 4,
    "pe": 4,
    "lö": 5,
    "la": 5,
    "sö": 6,
    "su": 6,
    "mo": 0,
    "tu": 1,
    "we": 2,
    "th": 3,
    "sa": 5,
}
"""Two letters are days only in a range ("må-fr") or before a time ("ke 9–17"): else they are other words."""
FULL_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_SHORT = rf"(?:{'|'.join(SHORT_DAYS)})"
SHORT_RUN = re.compile(
    rf"(?<![\w.-]){_SHORT}\.?(?:\s?(?:[-–—]|,|/|&|och|ja|og|samt|t\.?\s?o\.?\s?m\.?)\s?{_SHORT}\b\.?)*"
    rf"(?=[\s:]*(?:klo|kll|kl|klockan)?[.\s]*\d{{1,2}}(?:[.:]\d\d)?\s?(?:[-–—]|till|til)\s?\d)"
)
"""Days in two letters, alone or joined, right before a time: "ma, ke ja pe klo 9–12"."""
SHORT_DAY = re.compile(rf"\b{_SHORT}\b\.?")
FROM_DAY_TO_DAY = re.compile(r"\b(\w+(?:tai|viikko))sta (?=\w+(?:tai|viikko)\w{0,2}hin\b)")
"""Finnish: "maanantaista torstaihin"."""

OTHER_DAYS = (
    r"(?:övriga|andra|øvrige|andre|muina|other)"
    r" (?:vardag\w*|veckodag\w*|dag\w*|hverdag\w*|ukedag\w*|arkipäiv\w+|weekdays|days)"
)
"""The working days that have not been told yet."""
WEEKDAYS = (
    r"vardag(?:ar|arna|en)?|vard(?=[.:\s])|arbetsdag(?:ar|arna|en)?|hverdag(?:e|er|ene)?|kvardag(?:ar)?|arkipäiv\w+|arkisin"
    r"|weekdays|veckodagar"
)
EVERY_DAY = (
    r"alla dagar|alla veckans dagar|varje dag|dagligen|veckans alla dagar|alle dager|hver dag"
    r"|every day|daily"
)
WEEKEND = r"helger|helgen|helg|helgerna|lördag och söndag"
DAY_STEMS = (
    *("dag", "vard", "day", "ntai", "stai", "viikko", "hverd", "kvard", "arki", "helg", "daily", "dager"),
    *(
        "mån",
        "mon",
        "tis",
        "tirs",
        "tue",
        "ons",
        "wed",
        "tors",
        "thu",
        "fre",
        "fri",
        "lör",
        "lør",
        "sön",
        "søn",
    ),
    *("tor ", "tor.", "tor:", "tor-"),
)
"""Every word for days above holds one of these: most lines are let go without being taken apart."""
DASHES = "-‐‑‒–—―−~"
SHORT_RANGE = re.compile(rf"\b(?:{'|'.join(SHORT_DAYS)}|man)\b\.?\s?(?:[{DASHES}]|t\.?\s?o|til|fram)")
"""Begins a range of two-letter days, in lower case."""

ROUND_THE_CLOCK = r"dygnet runt|døgnåpent|døgnet rundt|24/7"

EXCEPTION = (
    r"(?:dag(?:en|ar|arna)?|dagar)\s+(?:före|innan)(?:\s+(?:röd\w*|helg\w*|en|storhelg\w*))*(?:\s+dag\w*)?"
    r"|(?:före|innan)\s+(?:röd|helg)\w*(?:\s+dag\w*)?|röd(?:a)?\s+dag(?:ar|en)?|helgdag\w*"
    r"|klämdag\w*|skärtorsdag\w*"
    r"|(?:(?:den|varje)\s+)?(?:första|andra|tredje|fjärde|sista)\s+(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?"
    r"\s+(?:i|varje)\s+månad(?:en)?"
    r"|[a-zåäö]*afton(?:en|ar)?|långfredag\w*|storhelg\w*|påsk\w*|jul(?:dag|en|helg|dagen|tid)\w*"
    r"|midsommar\w*|nyår\w*|valborg\w*"
    r"|trettond\w*|kristi\s+\w+|lovdag\w*|sommar(?:en|tid|öppet|stäng\w*|öppettid\w*|veck\w*|månad\w*|halvår\w*)?|sommer(?:en|tid\w*|åpent?|stengt|åbent?)?"
    r"|juleaften|julaften|nyttår\w*|kesä(?:llä|aika\w*|kuu\w*)|lov(?:et"
    r"|en)?|avvikande"
)
"""Days that are not part of every week: what follows them stays out of the weekly intervals."""
EXCEPTIONAL = re.compile(
    r"\b(?:sommar(?!skol)\w*|jul(?:en|ens|dag\w*|helg\w*|tid\w*|afton\w*)?\b|påsk\w*|midsommar\w*"
    r"|nyår\w*|helgdag\w*"
    r"|storhelg\w*|röda? dag\w*|avvikande|särskilda öppettider|ändrade|tillfälliga|lov(?:et|en|tider)?\b)",
    re.IGNORECASE,
)
"""Headings over the hours of some days of the year."""
ORDINARY = re.compile(r"ordinarie|vanliga|öppettider (?:och|samt)\b|övriga", re.IGNORECASE)
"""… unless they promise the ordinary hours, too."""
CLOSED = r"stängt|stängd|stänger|stängda|stengt|lukket|suljettu|closed"
LUNCH = r"lunch(?:stängt|stängd|stänger|stängning|rast|uppehåll|tid)?|lunsj\w*"
EXCEPT = r"utom|förutom|ej|inte|undantag(?:et)?|med undantag för"

MONTHS = (
    r"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|jan|feb|apr|jun|jul|aug|sept?|okt|nov|dec|januar|februar|mai|desember"
)
DATED = re.compile(
    rf"\b\d{{1,2}}(?::?e)?\.?\s*(?:{MONTHS})\b|\b(?:{MONTHS})\s+\d{{1,2}}\b(?![.:]\d)|\b(?:19"
    rf"|20)\d\d-\d\d(?:-\d\d)?\b"
    rf"|(?<![\d.:])\d{{1,2}}/(?:1[0-2]|0?[1-9])(?![\d.:])|\b(?:{MONTHS})\s*(?:-|till"
    rf"|och)\s*(?:{MONTHS})\b|\bvecka\s+\d|\bv\.\s?\d"
)
"""A date makes a sentence an exception, a season or an event."""

DATED_DAY = re.compile(
    rf"\b\d{{1,2}}(?::?e)?\.?\s*(?:{MONTHS})\b|\b(?:19|20)\d\d-\d\d-\d\d\b"
    rf"|(?<![\d.:])\d{{1,2}}/(?:1[0-2]|0?[1-9])(?![\d.:])"
)
"""One day of one year."""
IN_MONTHS = re.compile(rf"\b(?:under|i|från|mellan|hela)\s+(?:{MONTHS}|sommaren|vintern|sommarmånaderna)\b")
"""A season by its months."""
PART_OF_WEEK = re.compile(r"\b(?:kväll|förmiddag|eftermiddag|morg[oe]n)\w*|\bi veckan\b|\bveckor\b")
SOME_DAYS = re.compile(rf"\b(?:{EXCEPTION}|lov\w{{0,8}}|{MONTHS})\b")
"""Some days or months of the year."""
EVENT = re.compile(
    r"\b\w*(?:konsert|föreläsning|föreställning|utställning|invigning|vernissage|workshop|seminari\w*"
    r"|sammanträd\w*|gudstjänst|mässa|loppis|julmarknad|torgdag|loppmarknad|teater|bio|film|filmvisning"
    r"|guidning|vandring|kurs|träning|match|tävling|disco|disko|quiz|bingo|kafé|café|simskola|gymnastik|yoga"
    r"|sagostund|informationsmöte|årsmöte|medborgarmöte|föräldramöte|samråd\w*|informationskväll"
    r"|träff|lektion|festival|fest|basar)(?:en|et|n|s)?\b"
    r"|\bstängs? av\b|\bavstäng\w*|\bdriftstopp\w*|\b(?:el|ström|vatten|drift)avbrott\w*|\bbryts\b"
    r"|\bspol(?:as|ning)\w*|\basfalter\w*|\bgatsop\w*|\bgräv\w*|\bsprängning\w*|\btöm(?:s|ning|ningen)\b"
    r"|\bsop(?:as|hämtning\w*|bil\w*|ning\w*|tömning\w*)|\bhämtas\b|\bp-förbud|\bavgår\b|\bvalet\b"
    r"|\bparkering\w*\s+(?:\w+\s+)?(?:tillåt|förbju|mot|avgift)\w*|\bbuss(?:en|arna|linje\w*)?\b",
    re.IGNORECASE,
)
"""What happens at a time: nobody's opening hours, unless the line says that somebody is reached then."""

UNITS = (
    r"år|kr|sek|kronor|:-|dagar|arbetsdagar|vardagar|dygn|veckor|veckodagar|månader|min|minuter"
    r"|timmar|personer|barn|elever"
    r"|%|procent|st|km|m|meter|kg|mm|cm|poäng|sidor|platser|rum|m2|kvm|åringar|ggr|gånger"
)
NOT_BEFORE = re.compile(
    r"(?:klass|klasserna|årskurs|årskurserna|åk|sid|sidan|sidorna|(?<!\w)s\.|kap|kapitel|§+|nr|nummer"
    r"|rum|hus|paragraf\w*|ålder|åldern|åldrarna"
    r"|zon|linje|vecka|veckorna|v\.|f-|år|inom|tar|cirka|ca\.?|efter|ungefär|gata\w*|gatan|vägen|fax)\s*:?$"
)
"""What stands before a range of bare numbers that are no times."""

_NOW = r"just nu|nu|i ?dag|i ?kväll|i ?morgon|imorgen|nå"
_STATE = r"öppet|stängt|öppnar|stänger|öppen|stängd|åpent|stengt|åpner"
RELATIVE = re.compile(
    rf"\b(?:(?:(?:{_STATE}|öppettider|telefontider)\s+(?:igen\s+)?(?:{_NOW}|på (?:mån|tis|ons|tors"
    rf"|fre|lör|sön)dag)"
    rf"|(?:i ?dag|just nu)\s+(?:är\s+)?(?:det\s+|vi\s+)?(?:har\s+)?(?:vi\s+)?(?:{_STATE}))\b"
    rf"|(?:öppet|stängt)\s*[:.,]?\s*(?=stänger|öppnar))"
    rf"[^.;|]{{0,40}}?(?:\d{{1,2}}[.:]\d{{2}}(?:\s?[-–]\s?\d{{1,2}}[.:]\d{{2}})?|(?=[.;|])|$)"
)
"""Widgets that tell the state of the moment ("Stängt just nu. Öppnar imorgon 08.00"): no rule of every
week."""

SAYS_HOURS = re.compile(
    r"öppettid|öppet|öppna|öppen|telefontid|besökstid|expeditionstid|mottagningstid|tider\b"
    r"|klockan|\bkl\b|bemanna|drop-?in"
    r"|åpningstid|opningstid|åpent|opening hours|\bopen\b|aukiolo|\bavoinna\b|\bklo\b|svarstid"
    r"|chattid|olåst|telefonen är öppen|lunch",
    re.IGNORECASE,
)
STATES_HOURS = re.compile(
    r"öppet|öppettid|öppen\b|öppna\b|telefontid|besökstid|expeditionstid|mottagningstid|chattid"
    r"|telefonen är öppen|olåst"
    r"|förmiddagar|eftermiddagar|lunchst|lunchuppeh|lunchrast"
    r"|tider\b|bemanna|drop-?in|svarar|nås\b|ring(?:a|er)?\b|når oss|hör av dig|åpningstid|opningstid|åpent"
    r"|opening hours|\bopen\b|aukiolo|\bavoinna\b",
    re.IGNORECASE,
)
"""Times without a day are a service's hours only beside one of these: "Mötet är klockan 18–20" is none."""
TIMES_BEHIND_NUMBER = re.compile(
    r"(?:\+\s?46|0)\d[\d \-–/]{4,14}\d\s?(?:[,:;]\s?\(?|\(|\s[–-]\s|\s(?=kl))\s?(?:kl\.?|klockan)?\s?"
    r"(?P<times>\d{1,2}(?:[.:]\d\d)?\s?[-–]\s?\d{1,2}(?:[.:]\d\d)?"
    r"(?:(?:,| och| samt)\s\d{1,2}(?:[.:]\d\d)?\s?[-–]\s?\d{1,2}(?:[.:]\d\d)?)?)"
    r"(?!\d|[ /:.]\d|\s?(?:kr|%|år))",
    re.IGNORECASE,
)
"""Right behind a telephone number even bare ones are the times when it is answered: "0123-45 67 00, 8–16"."""
HOURS_IN_WORDS = {
    "ett": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fire": 4,
    "fem": 5,
    "sex": 6,
    "seks": 6,
    "sju": 7,
    "syv": 7,
    "åtta": 8,
    "åtte": 8,
    "otte": 8,
    "nio": 9,
    "ni": 9,
    "tio": 10,
    "elva": 11,
    "elleve": 11,
    "tolv": 12,
}
"""Times as they are said: "mellan åtta och fyra". Swedish, Norwegian and Danish."""
OTHER_END = re.compile(
    r"\((?P<day>(?:mån|tis|ons|tors?|fre)(?:dag(?:ar)?)?)\.?\s(?:kl\.?\s)?(?P<time>\d{1,2}(?:[.:]\d\d)?)\)",
    re.IGNORECASE,
)
"""A day that ends at another time, in brackets: "8–16.30 (fre 15)"."""
SAME_HOURS = re.compile(
    r"\b(?:samma\s+(?:öppet|öppettid|öppettider|tider|tid)\s+som|öppe[nt]\s+som|samme\s+(?:åpnings|åbnings)?tid\w*\s+som)"
    r"\s+(?:(?:för|i|på|vår|våra|vårt)\s+)?(?P<whose>\w+)",
    re.IGNORECASE,
)
"""The hours of another service, told above: "öppet samma tider som telefonen"."""
SAME_FOR = re.compile(
    r"\bsamma\s+(?:öppettider|tider|tid)\s+gäller\s+(?:(?:också|även|för|vid|i|på)\s+){0,2}(?P<kind>\w+)",
    re.IGNORECASE,
)
"""The hours told above hold for another service too: "Samma tider gäller för besök"."""
SAME_WORDS = ("samma", "samme", "öppet som", "öppen som")
"""Every match of the two above holds one of these, in lower case."""
SAME_STEMS = Anchors(SAME_WORDS)
BUT_NOT = re.compile(r"\((?:dock\s+)?(?:ej|inte|utom|förutom)\b[^()]{0,60}\)", re.IGNORECASE)
"""What is left out of every week: "(ej juni, juli och augusti)"."""
SEASON_ASIDE = re.compile(
    rf"\((?=[^()]{{0,60}}\b(?:{MONTHS}|sommar\w*|vinter\w*)\b)[^()]{{0,60}}\)", re.IGNORECASE
)
"""What holds in other months: "8–16 (juni–augusti till 15)"."""
OPEN_HOUSE = re.compile(r"\böppet hus\b", re.IGNORECASE)
"""Is an event, though it says "öppet"."""
HALF_TOLD = re.compile(
    r"(?:\w*öppet|öppen|öppnar|stänger|stängs|telefontid\w*|besökstid\w*|svarar?|bemanna\w*|tar emot|når oss"
    r"|nå oss|nås|ringa?|börjar|slutar)\b[^.;|]{0,60}?\b(?:till|från|efter|före|redan|klockan"
    r"|kl)\b\.?\s*(?:klockan|kl)?\.?\s*"
    r"\d{1,2}(?:[.:]\d{2})?(?!\d|[.:]\d|\s?(?:%|[a-zåäö]*dag|år|kr|minut|timm))"
    r"|\b(?:öppnar|stänger|stängs|slutar)\b[^.;|\d]{0,40}\d{1,2}(?:[.:]\d{2}|(?=,))(?![\d.:])",
    re.IGNORECASE,
)
"""One end of the hours: "Öppet vardagar till 16.30"."""
PHONE_WORDS = re.compile(
    r"telefon|\btel\b|\btlf\b|\bring(?!väg|gat)|v[äa]xel|samtal|sentralbord|puhelin|\bphone", re.IGNORECASE
)
VISIT_WORDS = re.compile(
    r"besök|reception|drop-?in|kommunhus|stadshus|rådhus|lokal|expedition|\bdisk|\blucka|medborgarkontor"
    r"|medborgarhus|servicetorg"
    r"|kom förbi|kom hit|hitta hit|resepsjon|besøk|rådhuset|bibliotek|\bplats\b|på plats|servicepunkt|visit",
    re.IGNORECASE,
)
CHAT_WORDS = re.compile(r"chat", re.IGNORECASE)
