"""The measures beyond the five points: each rule where it holds, and the nearest page where not."""

from typing import Any

import pytest
from hypothesis import given

from scoring.judge import judge
from scoring.measures import definitions
from scoring.measures.combine import known
from scoring.measures.measure import RULES, SECTOR_RULES
from scoring.measures.week import measure_week
from scoring.observation import Hours, Interval, Page
from scoring.result import Measured, Measures
from scoring.sector_visit import SectorPage, SectorVisit, with_pages
from tests.scoring import build
from tests.scoring.observations import observations


def measured(*pages: Page, links: Any = (), **changes: Any) -> Measures:
    entries = changes.pop("entries", (build.entry(),))
    found = judge(build.observation(entries, pages or (build.page(),), links=links, **changes)).measures
    assert found is not None
    return found


def of(measure: str, *pages: Page, **changes: Any) -> Measured:
    found = measured(*pages, **changes).of(measure)
    assert found is not None
    return found


def said(text: str, **changes: Any) -> Page:
    """The function's page with one more paragraph."""
    return build.page(text=f"{build.HELP}\n{text}", **changes)


def test_every_definition_has_a_rule_and_every_rule_a_definition() -> None:
    assert set(definitions()) == {*RULES, *SECTOR_RULES}


def test_every_answer_is_one_of_its_definitions() -> None:
    for one in measured().found:
        definition = definitions()[one.measure]
        assert one.value in definition.values
        assert one.rule in ({"", *definition.rules} if one.value == definition.nothing else definition.rules)


@given(observations())
def test_whatever_was_seen_the_answers_keep_to_the_definitions(seen: Any) -> None:
    found = judge(seen).measures
    assert found is not None
    for one in found.found:
        definition = definitions()[one.measure]
        assert one.value in definition.values
        assert (one.rule in definition.rules) if one.value != definition.nothing else not one.evidence
        assert all(len(evidence.text) <= 240 for evidence in one.evidence)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Chatta med oss vardagar 9–16.", "yes"),
        ("Ring, mejla, chatta eller titta in.", "yes"),
        ("Chatta med en vägledare vardagar 9–16. Stängt just nu. Öppnar imorgon 9.00.", "yes"),
        ("Vår chatt är stängd för gott sedan den 1 juni.", "closed"),
        ("Chatten med medarbetare är nedlagd.", "closed"),
        ("Ella är vår digitala medarbetare. Hon svarar hela dygnet.", "no"),
        ("Chatta med 1177 på 1177.se.", "no"),
        ("Otto är en chattbot som svarar automatiskt.", "no"),
    ],
)
def test_chat_with_staff(text: str, value: str) -> None:
    assert of("chat", said(text)).value == value


@pytest.mark.parametrize(
    ("text", "name", "says", "human"),
    [
        ("Alva är en chattbot. Alva kopplar dig till en medarbetare om du vill.", "Alva", "yes", "yes"),
        ("Kim är kommunens digitala assistent. Kim är en robot och kan ha fel.", "Kim", "yes", "no"),
        ("Ella är vår digitala medarbetare. Hon svarar på vanliga frågor.", "Ella", "no", "no"),
        ("Vår digitala medarbetare Nils kan koppla dig till en kommunvägledare.", "Nils", "no", "yes"),
    ],
)  # fmt: skip
def test_bots_and_what_they_say_of_themselves(text: str, name: str, says: str, human: str) -> None:
    bot = of("chatbot", said(text))
    assert bot.value == "yes"
    assert (bot.detail("name"), bot.detail("says"), bot.detail("human")) == (name, says, human)


def test_a_function_that_connects_callers_is_no_bot() -> None:
    assert of("chatbot").value == "no"


def test_a_button_that_asks_a_name_is_a_bot_and_one_that_asks_the_function_is_none() -> None:
    assert of("chatbot", build.page(), start_page={"buttons": ("Fråga Siv",)}).detail("name") == "Siv"
    assert of("chatbot", build.page(), start_page={"buttons": ("Fråga Kontaktcenter",)}).value == "no"


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Du får svar på e-post inom två arbetsdagar.", "2", "working_days"),
        ("E-post besvaras inom ett arbetsdygn.", "1", "working_days"),
        ("Vi svarar inom 24 timmar.", "24", "hours"),
        ("Återkoppling inom 5 arbetsdagar.", "5", "working_days"),
        ("Svar inom en vecka, i brådskande fall svarar vi inom tre dagar.", "3", "days"),
        ("En handläggare återkommer inom tre dagar.", "3", "days"),
        ("Vi svarar på mejl senast nästa arbetsdag.", "1", "working_days"),
        ("Mejl besvaras samma eller nästkommande vardag.", "1", "working_days"),
        ("Resten mejlas över, och du ska ha hört något inom två dagar.", "2", "days"),
        ("Där svarar man senast tredje arbetsdagen.", "3", "working_days"),
        ("Resten får en handläggare, som har två arbetsdagar på sig att svara.", "2", "working_days"),
    ],
)
def test_reply_promise(text: str, amount: str, unit: str) -> None:
    promise = of("reply_promise", said(text))
    assert (promise.detail("amount"), promise.detail("unit")) == (amount, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Beslut om bygglov får du svar på inom tio veckor.",
        "Vi svarar på synpunkter inom 15 arbetsdagar.",
        "Parkera högst inom två timmar.",
        "Vi svarar så snart vi kan.",
        "Biblioteket har öppet nästa vardag.",
        "Du har tre veckor på sig att överklaga.",
    ],
)
def test_no_promise_of_a_reply_in_general(text: str) -> None:
    assert of("reply_promise", said(text)).value == "none"


def test_a_promise_in_a_news_item_is_none() -> None:
    news = build.page(
        "/nyheter/stipendium", "Stipendium", "Du får svar inom tre dagar.", kind_hints=("news",)
    )
    assert of("reply_promise", build.page(), news).value == "none"


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Synpunkter och klagomål", "page"),
        ("Lämna en synpunkt", "page"),
        ("Tyck till om kommunens service", "page"),
        ("Ge respons", "page"),
        ("Ris och ros", "page"),
        ("Tyck till om trafikplanen", "none"),
        ("Lämna synpunkter på detaljplanen", "none"),
    ],
)
def test_complaints_by_label(label: str, value: str) -> None:
    assert of("complaints", build.page(), links=[build.link(label, "/tyck")]).value == value


def complaint_page(text: str, *channels: Any) -> Page:
    return build.page("/synpunkter", "Synpunkter och klagomål", text, channels=channels, times=())


def test_complaints_page_with_all_that_it_may_tell() -> None:
    form = build.phone().model_copy(
        update={"kind": "form", "value": build.url("/tack"), "label": "Din synpunkt"}
    )
    text = (
        "Du kan vara anonym. Du får svar inom tio arbetsdagar.\n"
        "Varje kvartal publicerar vi en sammanställning av synpunkterna."
    )
    found = measured(build.page(), complaint_page(text, form))
    values = {one.measure: one.value for one in found.found if one.measure.startswith("complaints")}
    assert values == {
        "complaints": "form",
        "complaints_anonymous": "yes",
        "complaints_promise": "promised",
        "complaints_results": "yes",
    }
    reply = found.of("reply_promise")
    assert reply is not None
    assert reply.value == "none"


@pytest.mark.parametrize(
    "text", ["Du kan inte vara anonym.", "Uppge namn och adress.", "Anonymisera dina handlingar."]
)
def test_complaints_that_need_a_name(text: str) -> None:
    assert of("complaints_anonymous", build.page(), complaint_page(text)).value == "no"


def test_anonymity_elsewhere_says_nothing_of_complaints() -> None:
    worry = build.page("/omsorg", "Omsorg", "Vid orosanmälan får du vara anonym.", channels=(), times=())
    assert of("complaints_anonymous", build.page(), worry).value == "no"


def spans(*times: tuple[str, str], days: range = range(5)) -> tuple[Interval, ...]:
    return tuple(Interval(weekday=day, opens=o, closes=c) for day in days for o, c in times)


def kept(kind: str, raw: str, intervals: tuple[Interval, ...], label: str = "", section: int = 0) -> Hours:
    return Hours(kind=kind, raw=raw, intervals=intervals, label=label, section=section)  # type: ignore[arg-type]


def test_hours_per_week_and_the_closure_at_lunch() -> None:
    week = spans(("08:00", "12:00"), ("13:00", "16:00"))
    page = build.page(times=(kept("phone", "Telefontid 8–12, 13–16", week),))
    assert of("phone_hours", page).number == 35
    assert of("lunch", page).value == "yes"
    assert of("evening", page).value == "no"
    assert of("visit_hours", page).value == "none"


def test_an_afternoon_off_is_no_lunch() -> None:
    page = build.page(times=(kept("phone", "Telefontid", spans(("08:00", "10:00"), ("15:00", "18:00"))),))
    assert of("lunch", page).value == "no"
    assert of("evening", page).value == "yes"


def test_hours_without_a_kind_count_for_what_the_page_offers() -> None:
    row = kept("visit", "Öppet | Måndag–fredag 8–16", spans(("08:00", "16:00")), label="Besöksadress")
    both = build.page(channels=(build.phone(), build.address()), times=(row,))
    assert (of("phone_hours", both).number, of("visit_hours", both).number) == (40, 40)
    only_mail = build.page(channels=(build.email(),), times=(row,))
    assert of("phone_hours", only_mail).value == "none"


def test_the_sentence_with_the_times_says_whose_they_are() -> None:
    general = "Ring 0123-45 60 00 eller mejla. Öppet måndag–fredag 8–16"
    row = kept("phone", general, spans(("08:00", "16:00")))
    page = build.page(channels=(build.phone(), build.address()), times=(row,))
    assert (of("phone_hours", page).number, of("visit_hours", page).number) == (40, 40)
    refers = kept("phone", "Ring växeln, 0123-45 60 00. Den är öppen 8–16", spans(("08:00", "16:00")))
    page = build.page(channels=(build.phone(), build.address()), times=(refers,))
    assert (of("phone_hours", page).number, of("visit_hours", page).value) == (40, "none")


def test_the_telephone_is_answered_at_the_times_of_the_visit() -> None:
    row = kept("visit", "Tisdagar klockan 14 till 17 sitter vi här", spans(("14:00", "17:00")))
    text = f"{build.HELP}\nUnder de tiderna når du oss också på telefon 0123-45 60 00."
    page = build.page(text=text, times=(row,), channels=(build.phone(), build.address()))
    assert of("phone_hours", page).number == of("visit_hours", page).number


def test_hours_under_a_heading_that_names_several_channels_say_themselves_what_they_are() -> None:
    row = kept("phone", "Telefontid: 8–16", spans(("08:00", "16:00")), label="Ring, chatta eller mejla")
    assert of("phone_hours", build.page(times=(row,))).number == 40
    both = kept("phone", "Telefon och chatt 8–16", spans(("08:00", "16:00")), label="När har ni öppet?")
    assert of("phone_hours", build.page(times=(both,))).number == 40
    chat = kept("phone", "Chatt 8–16", spans(("08:00", "16:00")))
    assert of("phone_hours", build.page(times=(chat,))).value == "none"


def test_a_street_beside_the_switchboards_number_in_the_foot() -> None:
    sections = (build.section(), build.section(landmark="contentinfo"))
    street = build.address().model_copy(update={"section": 1})
    board = build.phone("+46123456000", "Växel").model_copy(update={"section": 1})
    contact = build.page("/kontakt", "Kontakta oss", "Ring oss.", channels=(build.email(),), times=())
    seen = build.observation((), (contact,))
    assert seen.start is not None
    for channels, value in (((board, street), "yes"), ((street,), "no")):
        page = seen.start.page.model_copy(update={"sections": sections, "channels": channels})
        start = seen.start.model_copy(update={"page": page})
        found = judge(seen.model_copy(update={"start": start})).measures
        assert found is not None
        assert [one.value for one in found.found if one.measure == "desk"] == [value]


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("Biblioteket: måndag–torsdag 10–19", ""),
        ("Vardagar 7–18", "VA-kundtjänst"),
        ("Jouren: dygnet runt", ""),
    ],
)
def test_hours_of_others(raw: str, label: str) -> None:
    page = build.page(times=(kept("phone", raw, spans(("10:00", "19:00")), label=label),))
    assert of("phone_hours", page).value == "none"


def test_hours_that_cannot_be_read_keep_their_words() -> None:
    found = of("phone_hours", build.page(times=(kept("phone", "Telefontid 17–8", ()),)))
    assert (found.value, found.evidence[0].text) == ("unparsed", "Telefontid 17–8")


def test_whose_number_it_is() -> None:
    board = build.phone("+46123456000", "Växel")
    water = build.phone("+46123999999", "VA-kundtjänst")
    assert of("phone", build.page(channels=(build.phone(),))).value == "function"
    assert of("phone", build.page(channels=(build.phone(), board))).value == "both"
    assert of("phone", build.page(channels=(water, build.email()))).value == "none"
    contact = build.contact_page()
    shown = of("phone", contact, entries=(build.entry("Kontakta oss", "/kontakt"),))
    assert shown.value == "switchboard"


@pytest.mark.parametrize(
    ("label", "target", "value"),
    [
        ("Facebook", "https://www.facebook.com/almsta", "presence"),
        ("Ställ din fråga på Facebook, vi svarar 8–16", "https://www.facebook.com/almsta", "service"),
        ("Bokning", "https://www.example.org/", "none"),
    ],
)  # fmt: skip
def test_social_media_as_presence_or_service(label: str, target: str, value: str) -> None:
    assert of("social", build.page(), links=[build.link(label, target)]).value == value


@pytest.mark.parametrize(
    ("measure", "label", "value"),
    [
        ("fault_report", "Felanmälan", "yes"),
        ("fault_report", "Fel på gata eller belysning", "yes"),
        ("fault_report", "Felanmäl en lyktstolpe", "yes"),
        ("fault_report", "Felanmälan vatten", "no"),
        ("eservices", "E-tjänster och blanketter", "yes"),
        ("eservices", "Självservice dygnet runt", "yes"),
        ("eservices", "Ny e-tjänst för skolskjuts", "no"),
        ("printable_forms", "Blanketter", "yes"),
        ("login", "Mina sidor", "yes"),
        ("easy_read", "Lätt läst", "yes"),
        ("easy_read", "Lätt att hitta", "no"),
        ("sign_language", "Teckenspråk", "yes"),
        ("business_guide", "Företagslots", "yes"),
        ("business_guide", "Lots och tull", "no"),
        ("declaration", "Servicegaranti", "yes"),
        ("declaration", "Garanti för hemtjänst", "no"),
        ("languages", "Other languages", "several"),
        ("languages", "Åarjelsaemien", "one"),
        ("languages", "Språk", "several"),
        ("languages", "FI", "one"),
        ("languages", "SV", "none"),
        ("languages", "Språkcafé", "none"),
    ],
)
def test_labels_as_a_whole(measure: str, label: str, value: str) -> None:
    assert of(measure, build.page(), links=[build.link(label, "/x")]).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Skicka sms till 71 420 om du hellre skriver.", "yes"),
        ("Sms: 0730-60 00 00", "yes"),
        ("Textmeddelande: 71 440", "yes"),
        ("Du får ett textmeddelande när det är klart.", "no"),
        ("Du får ett ärendenummer i sms.", "no"),
        ("Du får ett sms veckan innan bilen kommer.", "no"),
    ],
)
def test_text_messages_to_the_function_not_from_it(text: str, value: str) -> None:
    assert of("sms", said(text)).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("En gemensam väg in till kommunen för alla sorters frågor.", "yes"),
        ("Vi är ingången till hela kommunen.", "yes"),
        ("Ett nummer, en disk och en inkorg för hela kommunens verksamhet.", "yes"),
        ("Hit ringer du, så slipper du leta efter rätt kontor.", "yes"),
        ("Du behöver inte veta vilken avdelning som har hand om ditt ärende.", "yes"),
        ("Ingången till rådhuset är från torget.", "no"),
        ("Vi har ett nummer för felanmälan.", "no"),
        ("Det finns en gångväg in till parken.", "no"),
    ],
)  # fmt: skip
def test_one_way_in_is_said_in_many_ways(text: str, value: str) -> None:
    page = build.page(text=f"{build.HELP.replace('en väg in till kommunen', 'till för dig')}\n{text}")
    assert of("one_way_said", page).value == value


def test_what_is_promised_on_the_complaints_page_is_no_general_promise() -> None:
    page = build.page(
        "/kontaktcenter/synpunkter", "Synpunkter", "Svar inom tio dagar.", channels=(), times=()
    )
    assert of("reply_promise", build.page(), page).value == "none"
    assert of("complaints_promise", build.page(), page).value == "promised"


def test_a_watched_page_of_social_media_is_service() -> None:
    assert of("social", said("Vi bevakar Facebook vardagar.")).value == "service"
    assert of("social", said("På Facebook besvarar vi frågor under kontorstid.")).value == "service"
    assert of("social", said("Vi finns på Facebook. Kommentarer besvaras på dagtid.")).value == "service"
    assert of("social", said("Vi finns på Facebook. Samtal besvaras i turordning.")).value == "presence"
    assert of("social", said("Vi finns på Facebook.")).value == "presence"


def test_an_interpreter_of_sign_language_is_no_other_language() -> None:
    assert of("languages", said("Teckenspråk och tolk\nVi ordnar tolk utan kostnad.")).value == "none"
    assert of("languages", said("Behöver du hjälp?\nVi ordnar tolk utan kostnad.")).value == "several"


def guarantee(text: str) -> Page:
    return build.page("/servicegaranti", "Servicegaranti", text, channels=(), times=())


def test_what_a_guarantee_gives() -> None:
    page = guarantee(
        "Håller vi inte vad vi lovar får du en biobiljett.\nUnder 2025 höll vi 94 procent av löftena."
    )
    assert of("compensation", build.page(), page).value == "yes"
    assert of("results_published", build.page(), page).value == "yes"
    plain = guarantee("Vi lovar att svara vänligt.")
    assert of("compensation", build.page(), plain).value == "no"
    assert of("results_published", build.page(), plain).value == "no"


def test_a_named_contact_for_business_is_masked() -> None:
    text = "Din företagslots är Mona Lindahl, som tar emot dig."
    page = build.page("/foretag", "Företag", text, channels=(build.phone("+46123000000", "Lots"),), times=())
    found = of("business_contact", build.page(), page)
    assert found.value == "yes"
    assert "Lindahl" not in found.evidence[0].text
    assert of("business_channel", build.page(), page).value == "yes"


def test_whoever_answers_the_telephone_is_masked() -> None:
    found = of("phone", build.page(channels=(build.phone("+46123000000", "Gun-Britt Lundmark"),)))
    assert found.value != "none"
    assert [one.text.startswith("N.N.: ") for one in found.evidence] == [True]


def test_a_compound_title_names_a_contact_for_business() -> None:
    text = "Näringslivsutvecklare Mona Lindahl, 0123-45 68 00."
    page = build.page("/foretag", "Företag", text, channels=(), times=())
    found = of("business_contact", build.page(), page)
    assert found.value == "yes"
    assert "Lindahl" not in found.evidence[0].text


def test_a_business_page_that_names_nobody() -> None:
    page = build.page("/foretag", "Företag", "Kontakta Kontaktcenter.", channels=(build.phone(),), times=())
    assert of("business_contact", build.page(), page).value == "no"
    assert of("business_channel", build.page(), page).value == "no"  # the function's own number


def around(landmark: str, *labels: str) -> tuple[Any, ...]:
    return tuple(build.link(label, f"/{label.casefold().replace(' ', '-')}", landmark) for label in labels)


def consistent(first: tuple[Any, ...], *others: tuple[Any, ...]) -> str:
    pages = [build.page(f"/s{at}", f"Sida {at}", "Text.", channels=(), times=(), role="subpage", links=links)
             for at, links in enumerate(others)]  # fmt: skip
    return of("consistent_help", build.page(), *pages, start_page={"links": first}).value


def test_help_at_the_same_place() -> None:
    help_ = around("banner", "Kontaktcenter", "Frågor och svar")
    assert consistent(help_, help_, help_) == "consistent"
    assert consistent(help_, help_, help_[::-1]) == "inconsistent"
    assert (
        consistent(help_, help_, around("contentinfo", "Kontaktcenter", "Frågor och svar")) == "inconsistent"
    )
    assert (
        consistent(help_, help_, (), ()) == "too_few"
    )  # absent on a page breaks nothing, and proves nothing
    assert consistent(help_, help_, help_[:1]) == "consistent"


def test_help_in_the_frame_of_a_site_without_landmarks() -> None:
    """What stands outside landmarks counts where three pages have it: a single one may be content."""
    frame = around("none", "Kontaktcenter", "Frågor och svar")
    assert consistent(frame, frame, frame) == "consistent"
    assert consistent(frame, frame, frame[::-1]) == "inconsistent"
    assert consistent(frame, frame, ()) == "too_few"


@pytest.mark.parametrize(
    ("raw", "kind", "visit", "phone"),
    [
        ("0123-45 67 00 (vardagar 8–16.30)", "phone", "none", "stated"),
        ("Rådhusgatan 1, vardagar 8–16.30", "visit", "stated", "none"),
        ("Öppet samma tider som telefonen", "visit", "stated", "none"),
        ("Vardagar 8–16.30", "phone", "stated", "stated"),
    ],
)
def test_hours_behind_a_number_or_a_street_are_theirs(raw: str, kind: Any, visit: str, phone: str) -> None:
    hours = Hours(kind=kind, raw=raw, intervals=build.WEEK, label="", section=0)
    channels = (build.phone(), build.address("Rådhusgatan 1, 123 45 Almsta"))
    page = build.page(channels=channels, times=(hours,))
    assert (of("visit_hours", page).value, of("phone_hours", page).value) == (visit, phone)


@pytest.mark.parametrize(
    ("label", "phone"),
    [("Förvaltningarna", "none"), ("Ofta efterfrågade nummer", "none"), ("Socialtjänsten", "none"),
     ("Telefon", "stated")],
)  # fmt: skip
def test_hours_under_the_name_of_others_are_not_the_functions(label: str, phone: str) -> None:
    raw = "0123-45 69 00, telefontid 10–12"
    hours = Hours(kind="phone", raw=raw, intervals=build.WEEK, label=label, section=0)
    assert of("phone_hours", build.page(times=(hours,))).value == phone


def test_the_ladder() -> None:
    assert of("ladder").value == "contact_centre"
    board = of("ladder", build.contact_page(), entries=(build.entry("Kontakta oss", "/kontakt"),))
    assert board.value == "switchboard"
    assert (
        of("ladder", build.page("/skola", "Skola", "Om skolan.", channels=(), times=()), entries=()).value
        == "none"
    )


def sector_page(path: str, label: str, text: str, *channels: Any, **changes: Any) -> Page:
    return build.page(
        path, label, text, channels=channels, times=(), role="subpage", via_label=label, **changes
    )


def week(sends: int, own: int) -> Measures:
    """So many sector pages that carry the function's number, and so many with one of their own."""
    fields = ("school", "elderly", "income", "disability", "building", "environment", "waste", "water")
    pages = {}
    for at, field in enumerate(fields[: sends + own]):
        number = "+46123456700" if at < sends else f"+4612399{at:04}"
        pages[field] = sector_page(f"/{field}", field, "Om ämnet.", build.phone(number, "Telefon"))
    visit = SectorVisit(
        code="9999",
        name="Almsta",
        visited_at="2026-11-22T01:00:00Z",
        run="r",
        sectors=tuple(SectorPage(field=field, page=page) for field, page in pages.items()),
    )
    return measure_week(build.observation((build.entry(),), (build.page(),)), visit)


def test_a_page_that_only_the_week_has_rendered_is_the_weeks() -> None:
    plain = sector_page("/bygglov", "Bygglov", "Laddar")
    rendered = sector_page("/bygglov", "Bygglov", "Ring oss.", build.phone(), rendered=True)
    broken = rendered.model_copy(update={"status": 500, "error": "http_5xx"})
    night = build.observation((build.entry(),), (build.page(), plain))

    def together(page: Page) -> tuple[Page, ...]:
        visit = SectorVisit(
            code="9999", name="Almsta", visited_at="2026-11-22T01:00:00Z", run="r", services=(page,)
        )
        return with_pages(night, visit).pages

    assert together(rendered) == (build.page(), rendered)
    assert together(broken) == (build.page(), plain)
    assert together(plain) == (build.page(), plain)
    other = sector_page("/avfall", "Avfall", "Om avfall.")
    assert together(other) == (build.page(), plain, other)


@pytest.mark.parametrize(
    ("sends", "own", "value", "phones"),
    [(8, 0, "all_in_one", "1"), (4, 4, "partly", "5"), (1, 7, "own", "8"), (2, 2, "unknown", "")],
)
def test_central_or_each_its_own(sends: int, own: int, value: str, phones: str) -> None:
    found = week(sends, own).of("centralisation")
    assert found is not None
    assert (found.value, found.detail("phones")) == (value, phones)


def test_the_nights_measures_speak_unless_the_week_knows_more() -> None:
    def told(measure: str, value: str, number: float | None = None) -> Measures:
        return Measures(version="1", found=(Measured(measure=measure, value=value, number=number),))

    form, page, none = (told("complaints", value) for value in ("form", "page", "none"))
    cases = ((page, form, "form"), (form, page, "form"), (form, none, "form"), (none, page, "page"))
    for tonight, weekly, expected in cases:
        assert known(tonight, weekly)["complaints"].measured.value == expected
    assert known(None, form)["complaints"].weekly
    assert not known(form, None)["complaints"].weekly
    assert known(None, None) == {}
    counted = known(told("eservices", "yes"), told("eservices", "yes", 96.0))["eservices"]
    assert counted.measured.number == 96
