"""The whole vocabulary, and how the web writes it: inflected, compounded, split, misspelt, qualified."""

import re
import tomllib
from datetime import date

import pytest

from scoring.lexicon import load_lexicon
from scoring.lexicon.data import FOLDER

LEXICON = load_lexicon()
PLACES = ("Eskilstuna", "Sundsvall", "Upplands Väsby", "Ånge", "Norrköping", "Lerum", "Göteborg")

TERMS = {
    ("sv_se", "S"): "kontaktcenter, kontaktcentrum, kundcenter, kundservice, kundtjänst, servicecenter, "
    "medborgarservice, "
    "medborgarcenter, invånarservice, kommunservice, kommungemensamt kontaktcenter, kommunens kundservice",
    ("sv_se", "M"): "medborgarkontor, medborgarhus, informationscenter, kommuninformation, servicepunkt, "
    "kommunvägledning, kommunvägledare, samhällsvägledare, servicekontor, stadshusets reception, "
    "kommunhusets reception, kundcentrum, infocenter",
    ("sv_se", "P"): "Eskilstuna direkt, Väsby Direkt, Kontakt Sundsvall, Kontakt Ånge, Kontakt Norrköping",
    ("sv_se", "B"): "KomIn, Selma Center",
    ("sv_se", "W"): "kontakt, kontakta oss, kontakta kommunen, kontakt och öppettider, kontaktuppgifter, "
    "växel, "
    "televäxel, reception, hitta hit, frågor och svar, hjälp, fråga oss, ring oss, fler kontakter, "
    "fler kontaktvägar, kontaktvägar, våra kontaktuppgifter, telefon, chatt, växel och reception",
    ("sv_se", "N"): "statligt servicekontor, statens servicecenter, servicehus, serviceboende, "
    "servicelägenhet, "
    "servicecenter IT, servicedesk, turistcenter, turistbyrå, resecentrum, vårdcentral, familjecentral, "
    "jobbcenter, "
    "lärcenter, kontaktperson, kontaktfamilj, kontaktpolitiker, kontaktombud, kontaktlärare, "
    "medborgarförslag, "
    "medborgardialog, medborgarskap, medborgarlöfte, kundval, paketombud, 1177, regionens kontaktcenter, "
    "kretslopp och vattens kundservice, pensionsmyndighetens kundservice, polisens receptioner, "
    "servicebostad, "
    "ledsagarservice, stöd och service, medborgarundersökning",
    ("sv_fi", "S"): "kundservice, kundtjänst, kundservicecenter",
    ("sv_fi", "M"): "servicepunkt, servicetorg, kundservicepunkt, kundserviceställe, servicefilial, "
    "samservice, "
    "samservicepunkt, kommuninfo, stadsinfo, medborgarinfo",
    ("sv_fi", "W"): "kontaktuppgifter, växel",
    ("sv_fi", "N"): "medborgarrådgivning, rådgivning, rådgivningsbyrå, FPA, FPA:s kundtjänst, "
    "välfärdsområde, HVC",
    ("fi", "S"): "asiakaspalvelu, asiakaspalvelukeskus, asiakaspalvelupiste, keskitetty asiakaspalvelu, "
    "asiakaspalvelussa, asiakaspalvelun",
    ("fi", "M"): "palvelupiste, asiointipiste, yhteispalvelupiste, palvelutori, kaupunkineuvonta, "
    "neuvonta, kuntainfo, "
    "palvelupisteessä, asiointipisteet",
    ("fi", "B"): "Kompassi",
    ("fi", "W"): "yhteystiedot, ota yhteyttä, vaihde, anna palautetta",
    ("fi", "N"): "Kela, poliisi, TE-palvelut, työllisyyspalvelut, hyvinvointialue, neuvola, "
    "kirjaston asiakaspalvelu, "
    "vesihuollon asiakaspalvelu, jätehuollon asiakaspalvelu, energian asiakaspalvelu, asiakaspalvelija",
    ("nb", "S"): "innbyggerservice, innbyggjarservice, servicetorg, innbyggertorg, innbyggjartorg, "
    "tenestetorg, "
    "servicesenter, kundesenter, kontaktsenter",
    ("nb", "M"): "servicekontor, publikumstorg, kundetorg, publikumsmottak",
    ("nb", "W"): "kontakt oss, kontakt kommunen, sentralbord, resepsjon, åpningstider, opningstider",
    ("nb", "N"): "NAV, legesenter, helsesenter, frivilligsentral, servicebolig, turistinformasjon, "
    "kundeservice for renovasjon, kundeservice vann",
    ("da", "S"): "borgerservice, borgerbetjening, borgerservicecenter, borgercenter, kontaktcenter",
    ("da", "M"): "callcenter, hovednummer, servicecenter, rådhusservice",
    ("da", "W"): "kontakt, kontakt kommunen, omstilling, find vej",
    ("da", "N"): "borger.dk, Udbetaling Danmark, Den Digitale Hotline, jobcenter, ydelsescenter, "
    "borgerrådgiver, "
    "kundeservice for affald, forsyningens kundeservice",
}  # fmt: skip
"""Language and class → every term of the vocabulary, some as they stand on a page."""

KINDS = {"S": "strong", "M": "needs_scope", "P": "place", "B": "brand", "W": "contact", "N": "negative"}


def _cases(table: dict[tuple[str, str], str]) -> list[tuple[str, str, str]]:
    return [(*key, label) for key, labels in table.items() for label in labels.split(", ")]


@pytest.mark.parametrize(("language", "cls", "label"), _cases(TERMS))
def test_every_term_is_in_the_data(language: str, cls: str, label: str) -> None:
    places = PLACES if language == "sv_se" else ()
    assert load_lexicon(language).read_label(label, places).kind == KINDS[cls]


@pytest.mark.parametrize(
    ("language", "label"),
    [("sv_se", "Chattbot"), ("sv_se", "Digital assistent"), ("sv_se", "Digitala medarbetaren Kim"),
     ("sv_se", "Fråga Kim"), ("nb", "Kommune-Kari")],
)  # fmt: skip
def test_bots(language: str, label: str) -> None:
    assert load_lexicon(language).read_label(label).bot


PHRASES = {
    "scope": "en väg in, alla kommunens verksamheter, oavsett ärende, första linjen, samlad ingång, "
    "svar direkt, "
    "vi lotsar dig",
    "complaints": "synpunkter och klagomål, tyck till, säg vad du tycker, lämna synpunkt, beröm, felanmälan",
    "promises": "tjänstegaranti, servicegaranti, serviceförklaring, servicedeklaration, kvalitetsgaranti, "
    "svar inom 2 dagar, svar inom två arbetsdagar, återkoppling inom 48 timmar, besked inom fem dagar",
    "business": "företagslots, en väg in för företag, näringslivskontor, företagsservice",
    "job_ads": "sök tjänsten, lön, tillsvidare",
    "minutes": "§ 12, dnr, yrkande",
}


@pytest.mark.parametrize(
    ("table", "text"), [(table, text) for table, texts in PHRASES.items() for text in texts.split(", ")]
)
def test_every_phrase_is_in_the_data(table: str, text: str) -> None:
    assert LEXICON.phrases(table).search(text)


FIELDS = {
    "school": "förskola, fritidshem, skola, gymnasium, skolskjuts, skolval",
    "elderly": "äldreomsorg, hemtjänst, särskilt boende, trygghetslarm",
    "income": "försörjningsstöd, ekonomiskt bistånd, budget- och skuldrådgivning",
    "disability": "funktionsnedsättning, LSS, färdtjänst, bostadsanpassning",
    "building": "bygglov, detaljplan, kartor, attefall",
    "environment": "miljö, livsmedel, hälsoskydd, eldning",
    "waste": "avfall, återvinning, sophämtning",
    "water": "vatten, avlopp, VA",
    "streets": "gator, trafik, parkering, snöröjning, gatubelysning",
    "culture": "bibliotek, idrott, bokning av lokal, föreningsbidrag",
    "business": "företag, serveringstillstånd, upphandling, etablering",
    "work": "vuxenutbildning, SFI, arbetsmarknad, sommarjobb",
}


@pytest.mark.parametrize(
    ("field", "text"), [(field, text) for field, texts in FIELDS.items() for text in texts.split(", ")]
)
def test_every_word_of_a_field_is_in_the_data(field: str, text: str) -> None:
    assert LEXICON.fields_in(text) == (field,)


@pytest.mark.parametrize(
    "role",
    ["chef", "enhetschef", "avdelningschef", "verksamhetschef", "teamledare", "samordnare"],
)
def test_every_head_is_in_the_data(role: str) -> None:
    assert any(re.fullmatch(word.replace("*", ".*"), role) for word in LEXICON.data.words("roles", "heads"))


@pytest.mark.parametrize("language", ["sv_se", "sv_fi", "fi", "nb", "da"])
def test_every_term_says_class_language_evidence_and_date(language: str) -> None:
    raw = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    assert raw["language"] == language
    for entry in (*raw["terms"], *raw.get("brands", ())):
        assert entry.get("class", "B") in "SMWB"
        assert not entry.get("confirmed") or entry.get("evidence"), entry["name"]
    for term in load_lexicon(language).data.terms:
        assert term.evidence, term.name
        assert isinstance(term.date, date)
    names = [entry["name"].replace("|", "") for entry in (*raw["terms"], *raw.get("brands", ()))]
    assert len(names) == len(set(names))


VARIANTS = {
    # inflections
    "kontaktcenter": "Kontaktcentret, kontaktcentrets, kontaktcentren, kontaktcentrens, Kontaktcentrer, "
    "kontaktcenters",
    "kontaktcentrum": "kontaktcentrumet, kontaktcentrums",
    "kundtjänst": "kundtjänsten, kundtjänstens, kundtjänster, kundtjänsts",
    "kundservice": "kundservicen, kundservicens, Kundservices",
    "medborgarkontor": "medborgarkontoret, medborgarkontorets, medborgarkontoren",
    "medborgarhus": "medborgarhuset, medborgarhusets",
    "servicepunkt": "servicepunkten, servicepunkter, servicepunkterna",
    "kommunvägledare": "kommunvägledaren, kommunvägledares, kommunvägledarna, kommunvägledarnas",
    "samhällsvägledare": "samhällsvägledarens, samhällsvägledarna",
    "informationscenter": "informationscentret, informationscentren",
    # compounds that leave the name what it is
    "medborgarservice": "stadsmedborgarservice, Konsument- och medborgarservice, Eskilstunamedborgarservice",
    "servicecenter": "kommunservicecenter, Stadsservicecentret",
    # hyphen and space
    "kundcenter": "kund-center, kund center, Kund-Centret, kund\u2010center, kund\u2011center, "
    "kund\u00a0center, "
    "kund\u00adcenter, KUND CENTER, Kund  center",
    "medborgarcenter": "medborgar-centret, medborgar center",
    "servicekontor": "service-kontor, service kontoret",
    "stadshusreception": "stadshusreceptionen, stadshus-reception",
}  # fmt: skip


@pytest.mark.parametrize(
    ("term", "label"), [(term, label) for term, labels in VARIANTS.items() for label in labels.split(", ")]
)
def test_inflections_compounds_hyphens_and_spaces(term: str, label: str) -> None:
    reading = LEXICON.read_label(label, PLACES)
    assert (reading.names, reading.term) == (True, term)


MISSPELT = {
    "kontaktcenter": "kontakcenter, kontatcenter, konaktcenter, kontaktsenter, kontaktcneter, "
    "kontaktcentre, kontaktccenter",
    "kundtjänst": "kundtjanst, kundtjenst, kundtjänts, kundtänst, kundtjnst",
    "kundservice": "kundsevice, kudnservice, kundservise",
    "kundcenter": "kundscenter, kundsenter, kundcentre",
    "servicecenter": "sevicecenter, servisecenter, servicecneter",
    "medborgarservice": "medborgarsevice, medborgarservcie, medborgareservice, medbogarservice",
    "invånarservice": "invanarservice",
    "medborgarkontor": "medborgarkontr, medbogarkontor, medborgarekontor",
    "servicekontor": "sevicekontor",
    "kommunvägledare": "kommunvagledare",
}  # fmt: skip


@pytest.mark.parametrize(
    ("term", "label"), [(term, label) for term, labels in MISSPELT.items() for label in labels.split(", ")]
)
def test_misspellings(term: str, label: str) -> None:
    reading = LEXICON.read_label(label, PLACES)
    assert (reading.names, reading.term, reading.why) == (True, term, "misspelling")
    assert re.search(LEXICON.prefilter(), label, re.IGNORECASE)


@pytest.mark.parametrize(
    "label",
    ["konsultcenter", "hundservice", "mundservice", "kontraktcenter", "servicekonto", "kundservitör",
     "kundkonto",
     "kulturcenter", "medborgarförening", "bandservice", "serviceelement", "kontaktcentral"],
)  # fmt: skip
def test_other_words_are_no_misspellings(label: str) -> None:
    assert not LEXICON.read_label(label, PLACES).names


SECTORS = ("VA", "vatten", "avfall", "renhållning", "fjärrvärme", "elnät", "energi", "bostad", "parkering",
           "kollektivtrafik", "bibliotek", "turist")  # fmt: skip
NAMES = tuple(
    term.name for term in LEXICON.data.terms if term.cls in "SM" and not term.lang and not term.needs
)
BLOCKING = ("{name} {sector}", "{name} – {sector}", "{name} ({sector})", "{name}: {sector}",
            "{sector} {name}",
            "{sector}-{name}", "{sector}{name}", "{name} för {sector}", "{name} om {sector}")  # fmt: skip


@pytest.mark.parametrize("sector", SECTORS)
def test_a_sector_beside_any_name_makes_it_another_service(sector: str) -> None:
    labels = [pattern.format(name=name, sector=sector) for pattern in BLOCKING for name in NAMES]
    assert [label for label in labels if LEXICON.read_label(label, PLACES).kind != "negative"] == []


WINDOW = {
    # the name's own qualifier
    "negative": [
        "Kundtjanst VA", "VA-kundtjanst", "VA:s kundtjänst", "Kundtjenst för avfall", "Statens servicesenter",
        "Statens service center", "Statligt service-kontor", "Regionens kontakt-center",
        "Bibliotekets medborgarservice",
        "Kundcenter för avfall", "Kundcenter för vatten och avlopp", "Kontaktcenter om parkering",
        "Hyresgästernas kundtjänst", "Bostadskundtjänst", "Elnätskundservice",
    ],
    # further away: a list, another clause, another sentence
    "strong": [
        "Kundcenter hjälper dig med bygglov, avfall och parkering",
        "Kundcenter för avfall, bygglov och skola",
        "Kundtjänst hjälper dig med avfall", "Kundtjänst | Vatten och avlopp",
        "Kundtjänst. Vatten och avlopp",
        "Turistbyrå och medborgarservice", "1177 och Kontaktcenter", "Kontaktperson på kontaktcenter",
        "Kundservice för alla som bor här och undrar om avfall",
        "Avfall, vatten, bygglov: ring Kontaktcenter",
        "Kontaktcenter svarar även om statens servicecenter är stängt",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "label"), [(kind, label) for kind, labels in WINDOW.items() for label in labels]
)
def test_negatives_count_within_their_window(kind: str, label: str) -> None:
    assert LEXICON.read_label(label, PLACES).kind == kind


@pytest.mark.parametrize(
    "label", ["Läxhjälp", "Familjekontakt", "Barntelefon", "Bensinkomin", "Snabbkontakt", "Polisreception"]
)
def test_a_contact_word_at_the_end_of_another_word_is_that_word(label: str) -> None:
    assert LEXICON.read_label(label, PLACES).kind in ("none", "negative")


@pytest.mark.parametrize(
    "label", ["Kommunreception", "Telefonkontakt", "E-postkontakt", "Kommuntelefon", "Sundsvallsväxeln"]
)
def test_a_contact_word_after_a_neutral_beginning_stays_one(label: str) -> None:
    assert LEXICON.read_label(label, PLACES).kind == "contact"


def test_the_switchboard_by_any_compound_is_one() -> None:
    assert all(
        LEXICON.read_label(f"{word}växel").switchboard for word in ("Huvud", "Telefon", "Stads", "Central")
    )


@pytest.mark.parametrize("label", ["Fråga oss", "Chatta med oss"])
def test_we_are_no_bot(label: str) -> None:
    reading = LEXICON.read_label(label)
    assert (reading.kind, reading.generic, reading.bot) == ("contact", True, False)


@pytest.mark.parametrize("place", ["Eskilstuna", "Borås", "Upplands Väsby", "Malung-Sälen", "Ånge"])
def test_place_slots_are_filled_from_the_municipalitys_names(place: str) -> None:
    short = place.split()[-1]
    for label in (f"{short} direkt", f"Kontakt {short}", f"{place.upper()} DIREKT"):
        assert LEXICON.read_label(label, (place,)).kind == "place", label
    for label in (f"{place}s kontaktcenter".replace("ss ", "s "), f"{place} kundcenter"):
        assert LEXICON.read_label(label, (place,)).kind == "strong", label
    assert LEXICON.read_label(f"{short} direkt", ("Knivsta",)).kind == "none"
