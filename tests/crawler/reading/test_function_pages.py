"""From a function page's HTML to the verdicts of a, d and e: what a careful human reads there, the program
reads, too."""

import pytest

from crawler.reading import read_page
from scoring.judge import judge
from scoring.observation import Box, Entry, Observation, Page, PageRole, Placement, StartPage, Viewport
from scoring.result import Aspects

HOME = "https://www.ekby.example/"
BOX = Box(x=900, y=24, width=96, height=24)
SHOWN = Placement(
    visible=True, region="header", text_box=BOX, click_box=BOX, font_px=16, contrast=7.0, block_links=5
)
SCREEN = Viewport(width=1366, height=768)
WAYS = "<p>Telefon: 0123-45 67 00</p><p>E-post: kontaktcenter@ekby.example</p><p>Öppet måndag–fredag 8–16</p>"
WHAT = "<p>Vi hjälper dig med frågor om bygglov, förskola, avfall och parkering.</p>"
HOW = "<p>Vi svarar direkt på enklare frågor.</p>"
WIDE = "<p>Kontaktcenter är en väg in till kommunen.</p>"


def document(body: str, name: str, head: str = "") -> str:
    return f"<html lang=sv><title>{name} - Ekby kommun</title>{head}<main><h1>{name}</h1>{body}</main></html>"


def page(path: str, html: str, role: PageRole, label: str, entry: str | None = None) -> Page:
    url = HOME + path
    return read_page(
        html, url=url, final_url=url, status=200, role=role, depth=1, via_label=label, via_entry=entry,
        from_url=HOME,
    )  # fmt: skip


def judged(
    body: str,
    *further: tuple[str, str],
    name: str = "Kontaktcenter",
    path: str = "kontaktcenter",
    head: str = "",
) -> Aspects:
    """`further`: (name, body) of pages that may say who is responsible."""
    start = page("", document("<p>Välkommen</p>", "Ekby kommun"), "start", "")
    entry = Entry(
        id="e1",
        kind="link",
        text=name,
        accessible_name=name,
        target_url=HOME + path,
        landmark="banner",
        desktop=SHOWN,
        mobile=SHOWN,
    )
    pages = [page(path, document(body, name, head), "target", name, "e1")]
    pages += [page(each[0].lower(), document(each[1], each[0]), "responsible", each[0]) for each in further]
    return judge(
        Observation(
            code="9999",
            name="Ekby",
            homepage=HOME,
            own_hosts=("ekby.example",),
            measured_at="2026-05-04T01:00:00Z",
            status="measured",
            final_url=HOME,
            start=StartPage(page=start, desktop=SCREEN, mobile=SCREEN, entries=(entry,)),
            pages=tuple(pages),
        )
    ).aspects


KINDS = ("Bygglov", "Förskola", "Avfall", "Parkering", "Färdtjänst")
QUESTIONS = (
    "Hur söker jag bygglov?", "När töms soporna?", "Hur söker jag förskoleplats?", "Var får jag parkera?",
    "Hur söker jag färdtjänst?",
)  # fmt: skip


ACCORDION = "<h3><button aria-expanded=false>*</button></h3><p>Svar</p>"
CONTACTS = ("Telefon", "E-post", "Besök", "Chatt", "Karta")


def each(pattern: str, *names: str) -> str:
    return "".join(pattern.replace("*", name) for name in names)


@pytest.mark.parametrize(
    "what",
    [
        WHAT,
        f"<h2>Vad kan vi hjälpa till med?</h2><ul>{each('<li>*</li>', *KINDS)}</ul>",
        f"<h2>Vi hjälper dig med</h2><ul>{each('<li><a href=/x>*</a></li>', *KINDS)}</ul>",
        f"<h2>Vi kan hjälpa dig med</h2>{each('<details><summary>*</summary><p>Text</p></details>', *KINDS)}",
        f"<h2>Vanliga frågor</h2>{each(ACCORDION, *QUESTIONS)}",
        f"<h2>Vanliga frågor</h2>{each('<h3>*</h3><p>Svar</p>', *QUESTIONS)}",
        f"<h2>Ärenden</h2><div>{each('<div><a href=/x><h3>*</h3><p>Läs mer</p></a></div>', *KINDS)}</div>",
        f"<p>Hos oss får du hjälp med:</p><ul>{each('<li>*</li>', *KINDS[:3])}</ul>",
        "<p>Till oss kan du vända dig med frågor om skola, hemtjänst och snöröjning.</p>",
        "<p>Du kan få information om bygglov, bostadsanpassning och gatubelysning.</p>",
        "<p>Hit vänder du dig om du har frågor om äldreomsorg, vatten och avlopp eller föreningsbidrag.</p>",
        "<p>Vad kan jag få hjälp med?</p><p>Bygglov, avfall, färdtjänst, skolval med mera.</p>",
    ],
)
def test_what_one_can_get_help_with(what: str) -> None:
    assert judged(what + WAYS + HOW).help_info.verdict == "yes"


@pytest.mark.parametrize(
    "what",
    [
        "<p>Välkommen till oss.</p>",
        "<p>Vi hjälper dig med bygglov.</p>",
        f"<h2>Våra kontakter</h2><ul>{each('<li>*</li>', *CONTACTS)}</ul>",
        f"<h2>Öppettider</h2><p>Se nedan.</p>{each('<h3>*</h3><p>Text</p>', *CONTACTS)}",
    ],
)
def test_what_is_missing(what: str) -> None:
    assert judged(what + WAYS + HOW).help_info.verdict == "no"


@pytest.mark.parametrize(
    "how",
    [
        "Vi besvarar din fråga direkt eller kopplar dig till rätt handläggare.",
        "Du får ett ärendenummer.",
        "Du får svar inom 2 dagar.",
        "Normalt får du svar inom tre arbetsdagar.",
        "Vi skickar din fråga vidare till rätt person.",
        "Boka tid innan du kommer.",
        "Du kan komma på drop-in.",
        "Majoriteten av frågorna besvaras direkt vid första kontakten.",
        "Vi slussar dig vidare.",
        "Du blir uppringd när det är din tur.",
        "Du får återkoppling inom fem arbetsdagar.",
    ],
)
def test_what_happens_with_an_errand(how: str) -> None:
    assert judged(f"{WHAT}{WAYS}<p>{how}</p>").help_info.verdict == "yes"


@pytest.mark.parametrize(
    "how", ["Välkommen att kontakta oss!", "Läs mer om kommunen.", "Kommunen har 12 000 invånare."]
)
def test_nothing_is_told_about_an_errand(how: str) -> None:
    assert judged(f"{WHAT}{WAYS}<p>{how}</p>").help_info.verdict == "no"


@pytest.mark.parametrize(
    "ways",
    [
        "<p>Ring 0123-45 67 00 vardagar 8–16 eller besök oss på Storgatan 1, 123 45 Ekby.</p>",
        "<p>Telefon: 0123/45 67 00, telefontid 8–12.</p><p>Besöksadress: Storgatan 1</p>",
        "<p>Ring 0123-45 67 00</p><form><textarea name=m></textarea></form><p>Öppet vardagar 8-16</p>",
        "<button>Starta chatt</button><p>Telefon 0123-45 67 00</p><p>Öppet helgfria vardagar 8–16.30</p>",
    ],
)
def test_ways_to_reach_it(ways: str) -> None:
    assert judged(WHAT + ways + HOW).help_info.verdict == "yes"


@pytest.mark.parametrize(
    "said",
    [
        "<p>Chef för kontaktcenter: Anna Ek</p>",
        "<p>Anna Ek, chef för kontaktcenter</p>",
        "<p>Enhetschef kontaktcenter Anna Ek</p>",
        "<p>Teamledare för kontaktcentret: Anna Ek</p>",
        "<p>Kommunikationschef Anna Ek ansvarar för kommunikation och kontaktcenter.</p>",
        "<p>Anna Ek, servicechef. Anna ansvarar för kundtjänst, växel och reception.</p>",
        "<p>Anna Ek är servicechef. Hon är ansvarig för kontaktcenter.</p>",
        "<p>Tillförordnad enhetschef för kontaktcenter är Anna Ek.</p>",
        "<p>Digitaliseringschefen har ansvar för kontaktcenter och IT.</p>",
        "<p>Enhetschef, Kommunikation och Kontaktcenter: Anna Ek</p>",
        "<p>Enhetschef för växel, reception och kontaktcenter</p>",
        "<ul><li>Enhetschef kontaktcenter – Anna Ek</li></ul>",
        "<dl><dt>Enhetschef kontaktcenter</dt><dd>Anna Ek</dd></dl>",
        "<table><tr><th>Namn</th><th>Titel</th><th>Enhet</th></tr>"
        "<tr><td>Anna Ek</td><td>Enhetschef</td><td>Kontaktcenter</td></tr></table>",
        "<table><tr><td>Kontaktcenter</td><td>Enhetschef</td><td>Anna Ek</td></tr></table>",
        "<h2>Kontaktcenter</h2><p>Enhetschef<br>Anna Ek</p>",
        "<h2>Enhetschef Kontaktcenter</h2><p>Anna Ek</p>",
        "<div><h3>Anna Ek</h3><p>Chef Kontaktcenter</p></div>",
        "<p>Anna Ek</p><p>Enhetschef</p><p>Kontaktcenter</p>",
    ],
)
def test_somebody_is_responsible(said: str) -> None:
    assert judged(WHAT + WAYS + HOW, ("Organisation", said)).responsible.verdict == "yes"


@pytest.mark.parametrize(
    "said",
    ["<h2>Ansvarig chef</h2><p>Anna Ek, enhetschef</p>", "<p>Enhetschef<br>Anna Ek<br>0123-45 67 01</p>",
     "<p>Anna Ek, enhetschef, telefon 0123-45 67 01</p>"],
)  # fmt: skip
def test_the_functions_own_page_names_its_head(said: str) -> None:
    assert judged(WHAT + WAYS + HOW + said).responsible.verdict == "yes"


@pytest.mark.parametrize(
    "said",
    [
        "Sidansvarig: Anna Ek",
        "Ansvarig för webbplatsens innehåll: Kommunikationschef Anna Ek",
        "Presschef Anna Ek svarar på frågor från kontaktcenter",
        "Kommunvägledare Anna Ek, kontaktcenter",
        "Enhetschef hemtjänst: Anna Ek. Kontakta kontaktcenter för frågor.",
        "Enhetschefer når du via kontaktcenter.",
        "Enhetschef för hemtjänst är Anna Ek och kontaktcenter svarar på frågor.",
        "Vill du nå en chef? Ring kontaktcenter.",
        "Vi söker en enhetschef till kontaktcenter. Sista ansökningsdag 1 maj. Tillsvidareanställning.",
        "Kommunstyrelsens ordförande ansvarar för kontaktcenter",
        "Anna Ek, handläggare på kontaktcenter",
        "Chef för kundtjänst avfall",
        "Kontaktcenter, 0123-45 67 00. Enhetschef skola, 0123-45 67 02",
    ],
)
def test_all_that_is_not_enough(said: str) -> None:
    assert judged(WHAT + WAYS + HOW, ("Organisation", f"<p>{said}</p>")).responsible.verdict == "unknown"


def test_on_the_functions_page_others_heads_are_not_its_own() -> None:
    said = "<p>Anna Ek, enhetschef hemtjänst</p><p>Bo Al, rektor</p>"
    assert judged(WHAT + WAYS + HOW + said).responsible.verdict == "unknown"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Kundtjänst vatten och avlopp", "Vi hjälper dig med frågor om vatten och avlopp."),
        ("Kundtjänst avfall", "Kundtjänst för avfall hjälper dig med sophämtning."),
        ("Statligt servicekontor", "Här kan du träffa Skatteverket och Försäkringskassan."),
        ("Regionens kontaktcenter", "Regionens kontaktcenter svarar på frågor om vård."),
        ("Nytt kontaktcenter", "Kommunen planerar att öppna ett kontaktcenter."),
        ("Kontaktcenter upphör", "Kontaktcenter upphör den 1 maj."),
        ("Servicecenter IT", "Servicecenter är endast för anställda. Vi hjälper dig med dator och lösenord."),
        ("Kontaktcenter", "I dag invigs kommunens nya kontaktcenter."),
        (
            "Kontaktcenter",
            "§ 12 Dnr KS 2024/12. Yrkande. Kommunstyrelsen beslutar att godkänna. Justerare: A.",
        ),
        ("Kontaktcenter", "Sista ansökningsdag: 1 maj. Anställningsform: tillsvidare. Vi söker dig."),
    ],
)
def test_other_services_and_what_is_not_current(name: str, body: str) -> None:
    assert judged(f"<p>{body}</p>{WAYS}", name=name).existence.verdict == "no"


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("nyheter/2024/kontaktcenter", ""),
        ("aktuellt/kontaktcenter-oppnar", ""),
        ("arkiv/kontaktcenter", ""),
        ("pressmeddelanden/kontaktcenter", ""),
        ("lediga-jobb/kontaktcenter", ""),
        ("kontaktcenter", '<script type=\'application/ld+json\'>{"@type": "NewsArticle"}</script>'),
    ],
)
def test_news_archives_and_job_ads(path: str, head: str) -> None:
    assert judged(WIDE + WHAT + WAYS + HOW, path=path, head=head).existence.verdict == "no"


def test_an_ordinary_function_page() -> None:
    found = judged(WIDE + WHAT + WAYS + HOW)
    assert [found.existence.verdict, found.front_page.verdict, found.help_info.verdict] == ["yes"] * 3
