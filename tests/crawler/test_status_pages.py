"""Pages that answered 200: what they really are, in the words and markup in which such pages are met."""

import pytest

from crawler.reading import read_page
from crawler.statuses import leads_away, of_further_page, of_page, unless_a_wall, ways_on

CASES = [
    # blocked
    (
        "blocked",
        "Just a moment...",
        "www.ekby.se\nVerifying you are human. This may take a few seconds.\nwww.ekby.se needs to "
        "review the security of your connection before proceeding.\nRay ID: "
        "8f2a1b3c4d5e6f70\nPerformance & security by Cloudflare",
        2,
        "",
    ),
    (
        "blocked",
        "Vänta lite...",
        "Bekräfta att du är en människa genom att utföra åtgärden nedan.\nekby.se behöver granska "
        "säkerheten för din anslutning innan du fortsätter.",
        2,
        "",
    ),
    (
        "blocked",
        "Attention Required! | Cloudflare",
        "Sorry, you have been blocked\nYou are unable to access ekby.se\nWhy have I been blocked?\nThis "
        "website is using a security service to protect itself from online attacks. The action you just "
        "performed triggered the security solution.\nWhat can I do to resolve this?\nYou can email the "
        "site owner to let them know you were blocked.\nCloudflare Ray ID: 8f2a • Your IP: 1.2.3.4 • "
        "Performance & security by Cloudflare",
        3,
        "",
    ),
    (
        "blocked",
        "",
        "Request unsuccessful. Incapsula incident ID: 123-456",
        0,
        '<iframe src="/_Incapsula_Resource?SWUDNSAI=31">',
    ),
    (
        "blocked",
        "",
        "",
        0,
        '<script src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3"></script>',
    ),
    (
        "blocked",
        "Access Denied",
        'Access Denied\nYou don\'t have permission to access "http://www.ekby.se/" on this server.\n'
        "Reference #18.5e1d1202.1700000000.1a2b3c",
        0,
        "",
    ),
    (
        "blocked",
        "Request Rejected",
        "The requested URL was rejected. Please consult with your administrator.\nYour support ID is: "
        "1234567890",
        1,
        "",
    ),
    (
        "blocked",
        "ekby.se",
        "Din begäran har stoppats av säkerhetsskäl. Kontakta administratören. Support ID: 99887766",
        0,
        "",
    ),
    (
        "blocked",
        "Är du en robot?",
        "Vi har upptäckt ovanlig trafik från ditt nätverk. Kryssa i rutan för att bekräfta att du inte "
        "är en robot.",
        1,
        '<div class="g-recaptcha">',
    ),
    (
        "blocked",
        "Säkerhetskontroll",
        "Kontrollerar din webbläsare innan du kommer till ekby.se. Det tar några sekunder.",
        0,
        "",
    ),
    ("blocked", "ekby.se", "", 0, '<div class="cf-turnstile"></div>'),
    (
        "blocked",
        "ekby.se",
        "Please complete the security check to access ekby.se",
        1,
        '<script src="https://hcaptcha.com/1/api.js">',
    ),
    ("blocked", "Human Verification", "", 0, "<script>awswafCookieDomainList</script>"),
    ("blocked", "403 Forbidden", "403 Forbidden\nnginx", 0, ""),
    (
        "blocked",
        "Åtkomst nekad",
        "Åtkomst nekad\nDin IP-adress har blockerats. Kontakta webbmaster@ekby.se om du tror att det är fel.",
        1,
        "",
    ),
    ("blocked", "DDoS-Guard", "Checking your browser before accessing ekby.se", 0, ""),
    (
        "blocked",
        "Pardon Our Interruption",
        "As you were browsing something about your browser made us think you were a bot.",
        0,
        "",
    ),
    ("blocked", "Ekby kommun", "För många förfrågningar. Försök igen senare.", 0, ""),
    (
        "blocked",
        "ekby.se | Blockerad",
        "Du har blivit blockerad eftersom vår brandvägg har stoppat ditt anrop.",
        0,
        "",
    ),
    # maintenance
    (
        "maintenance",
        "Ekby kommun",
        "Webbplatsen är tillfälligt stängd\nVi uppdaterar vår webbplats. Välkommen tillbaka på måndag. "
        "Vid akuta frågor ring växeln 0123-45 60 00.",
        2,
        "",
    ),
    (
        "maintenance",
        "Driftstopp",
        "Vi har just nu tekniska problem med webbplatsen. Försök igen senare.",
        0,
        "",
    ),
    ("maintenance", "Underhåll", "Planerat underhåll pågår.\nWebbplatsen öppnar igen klockan 06.00.", 0, ""),
    ("maintenance", "Ekby", "Vår webbplats ligger nere på grund av underhållsarbete.", 1, ""),
    (
        "maintenance",
        "Ekby kommun",
        "Hemsidan är för närvarande inte tillgänglig. Vi arbetar med att lösa problemet.",
        3,
        "",
    ),
    (
        "maintenance",
        "Site Maintenance",
        "We'll be back soon!\nSorry for the inconvenience but we're performing some maintenance at the "
        "moment.",
        1,
        "",
    ),
    (
        "maintenance",
        "Ekby kommun - snart tillbaka",
        "Vi flyttar till en ny webbplats. Sidan är stängd under natten.",
        1,
        "",
    ),
    ("maintenance", "Service Unavailable", "The server is temporarily unavailable.", 0, ""),
    (
        "maintenance",
        "Ekby kommun",
        "Webbplatsen uppdateras\nJust nu pågår uppgradering av vår webbplats. Under tiden kan du nå oss "
        "på telefon 0123-45 60 00 eller e-post kommun@ekby.se. Besök oss på Storgatan 1. Öppettider "
        "måndag–fredag 8–16. " + "Vi beklagar eventuella besvär. " * 10,
        4,
        "",
    ),
    ("maintenance", "Ekby", "Den här webbplatsen är under uppbyggnad", 0, ""),
    (
        "maintenance",
        "Maintenance mode",
        "Briefly unavailable for scheduled maintenance. Check back in a minute.",
        0,
        "",
    ),
    # parked
    ("parked", "ekby.se", "Den här domänen är parkerad hos Loopia\nKöp domän, webbhotell och e-post", 8, ""),
    ("parked", "Domain parked by Loopia", "ekby.se är registrerad", 3, ""),
    ("parked", "one.com – Domain registered", "This domain was recently registered at one.com", 5, ""),
    ("parked", "ekby.se", "Denna domän är parkerad", 0, ""),
    ("parked", "ekby.se is for sale", "Buy this domain. Make an offer", 6, ""),
    ("parked", "ekby.se", "Domänen ekby.se är till salu! Köp domänen nu.", 2, ""),
    (
        "parked",
        "ekby.se",
        "Related Links\nKommun lediga jobb\nBygglov\nPrivacy Policy",
        5,
        '<script src="//img.sedoparking.com/x.js">',
    ),
    (
        "parked",
        "Welcome to nginx!",
        "Welcome to nginx!\nIf you see this page, the nginx web server is successfully installed and "
        "working. Further configuration is required.",
        2,
        "",
    ),
    (
        "parked",
        "Apache2 Debian Default Page: It works",
        "Apache2 Debian Default Page\nIt works!\n"
        + "This is the default welcome page used to test the operation of the Apache2 server. " * 25,
        6,
        "",
    ),
    ("parked", "IIS Windows Server", "", 1, ""),
    ("parked", "Internet Information Services", "", 1, ""),
    (
        "parked",
        "Web Server's Default Page",
        "This page is generated by Plesk, the leading hosting automation software.",
        8,
        "",
    ),
    ("parked", "Domain Default page", "Plesk Obsidian", 8, ""),
    (
        "parked",
        "Index of /",
        "Index of /\nName\nLast modified\nSize\nParent Directory\nbackup/\nindex.old",
        12,
        "",
    ),
    ("parked", "www.ekby.se - /", "www.ekby.se - /\n[To Parent Directory]\n2019-01-01 aspnet_client", 8, ""),
    (
        "parked",
        "Test Page for the Apache HTTP Server on Fedora",
        "Test Page\nThis page is used to test the proper operation of the Apache HTTP server after it "
        "has been installed.",
        5,
        "",
    ),
    ("parked", "ekby.se", "Här kommer snart en ny webbplats", 0, ""),
    ("parked", "HugeDomains.com", "Ekby.com is for sale", 10, ""),
    (
        "parked",
        "Future home of something quite cool.",
        "If you're the site owner, log in to launch this site.",
        1,
        "",
    ),
    # crisis
    (
        "crisis_page",
        "Ekby kommun – krisinformation",
        "Viktigt meddelande till allmänheten\nSkogsbrand vid Storsjön. Boende uppmanas att hålla sig "
        "inomhus. Ring 113 13 för information.",
        4,
        "",
    ),
    ("crisis_page", "Ekby kommun", "Krisinformation: koka dricksvattnet", 3, ""),
    (
        "crisis_page",
        "Ekby kommun",
        "Detta är en förenklad webbplats\nMed anledning av it-attacken visar vi en förenklad startsida. "
        + "Här hittar du samlad information om läget. " * 60,
        25,
        "",
    ),
    (
        "crisis_page",
        "Ekby kommun",
        "Kommunens ordinarie webbplats är tillfälligt stängd. Du är på vår reservwebb. Information om "
        "översvämningen.",
        8,
        "",
    ),
    # splash
    ("splash", "Ekby", "Välj språk: Svenska English Suomi", 3, ""),
    (
        "splash",
        "Ekby kommun",
        "Välkommen till Ekby kommun\nKlicka här för att komma vidare till webbplatsen",
        1,
        "",
    ),
    ("splash", "Ekby kommun", "Ekby\nGå till kommunens webbplats", 1, ""),
    ("splash", "God jul önskar Ekby kommun", "God jul!\nTack för i år.\nTill ekby.example", 1, ""),
    (
        "blocked",
        "Ekby kommun – ett ögonblick",
        "Vi behöver se att du är en människa\nDärför kontrollerar vi trafiken innan sidan visas.",
        1,
        "",
    ),
    # empty / shells
    ("empty_page", "Ekby", "You need to enable JavaScript to run this app.", 0, ""),
    ("empty_page", "Ekby kommun", "Laddar…", 0, ""),
    ("empty_page", "Ekby kommun", "", 0, "<div id=app></div>"),
    ("http_5xx", "Error", "Error establishing a database connection", 0, ""),
    ("http_5xx", "Serverfel", "Ett fel har inträffat. Försök igen.", 1, ""),
    ("http_4xx", "404", "Sidan finns inte", 0, ""),
    (
        "http_4xx",
        "Sidan kunde inte hittas – Ekby kommun",
        "Sidan du söker har flyttats.\nTill startsidan",
        2,
        "",
    ),
    ("http_4xx", "Not Found", "The requested URL was not found on this server.", 0, ""),
    ("http_4xx", "Page not found", "The page you are looking for could not be found.", 1, ""),
    (
        "http_5xx",
        "500 - Internal server error.",
        "There is a problem with the resource you are looking for.",
        0,
        "",
    ),
    # ordinary
    (
        None,
        "Ekby kommun",
        "Välkommen till Ekby kommun\nBarn och utbildning\nDriftstopp i fjärrvärmen på torsdag",
        18,
        "",
    ),
    (
        None,
        "Ekby kommun",
        "Ekby kommun. Viktigt meddelande om VMA-test på måndag. Bygga och bo. Omsorg. " * 20,
        60,
        '<script src="https://www.google.com/recaptcha/api.js">',
    ),
    (
        None,
        "Ekby kommun",
        "Startsida. Kontakta oss. Telefon 0123-45 60 00. Nyheter: Underhåll av gator. Ny brandstation "
        "öppnad. " * 6,
        12,
        "/cdn-cgi/challenge-platform",
    ),
    (
        None,
        "Ekby kommun",
        "Kommunen säljer tomter. Domänen för fritid. Krisberedskap och säkerhet. " * 12,
        14,
        "",
    ),
    (
        None,
        "Startsida - Ekby kommun",
        "In English | Suomeksi | Lättläst\n" + "Skola och förskola. Äldreomsorg. Bygglov. " * 12,
        40,
        "",
    ),
    (None, "Krisinformation - Ekby kommun", "Ekby kommun. Nyheter, lediga jobb, bygglov. " * 30, 50, ""),
    (
        None,
        "Ekby",
        "Ekby kommun är en liten kommun. Ring oss på 0123-45 60 00. Bygglov, avfall, skola, omsorg. "
        "Webbplatsen är under utveckling men allt finns här.\n"
        + "Läs om vår verksamhet och våra tjänster. "
        * 20,
        12,
        "",
    ),
    (None, "Ekby kommun", "Vi bygger om torget. Under ombyggnad: Storgatan. " * 12, 13, ""),
    (None, "Ekby kommun", "Välkommen. In English", 6, ""),
    (None, "Ekby kommun", "Ekby vid havet\nHamn, stål och bad.\nBastun öppnar åter i december.", 7, ""),
    (None, "Ekby kommun - Välkommen", "Gå till startsidan. Kontakt. Omsorg. Skola. Politik.", 9, ""),
]


def seen(title: str, text: str, links: int, markup: str) -> str | None:
    headings = (text.split("\n")[0],) if "\n" in text else ()
    found = of_page(title, text, links, headings=headings, markup=markup)
    return found[0] if found else None


@pytest.mark.parametrize(("reason", "title", "text", "links", "markup"), CASES)
def test_what_a_page_really_is(reason: str | None, title: str, text: str, links: int, markup: str) -> None:
    assert seen(title, text, links, markup) == reason


ORDINARY = [case for case in CASES if case[0] not in (None, "parked", "crisis_page") and case[2]]
"""Parked domains, listings and the page in the start page's place may have many links."""


@pytest.mark.parametrize("case", ORDINARY)
def test_a_page_with_a_menu_is_an_ordinary_page_whatever_it_says(
    case: tuple[str, str, str, int, str],
) -> None:
    _, title, text, _, markup = case
    assert seen(title, text, 60, markup) is None


OWN = "https://www.ekby.se/"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<meta http-equiv='refresh' content='8; url=https://ny.annan.example/'>", "off_site_redirect"),
        ('<meta content="10;URL=https://ny.annan.example/" http-equiv="Refresh">', "off_site_redirect"),
        ("<meta http-equiv=refresh content='30; url=/start'>", "splash"),
        ("<meta http-equiv=refresh content='300'>", None),
        ("<meta http-equiv=refresh content='300;url=/'>", None),
        ("<frameset><frame src='https://ekby.annan.example/'></frameset>", None),
        ("<frameset><frame src='meny.html'><frame src='start.html'></frameset>", None),
        ("<iframe src='https://[x'>", None),
        ("<meta http-equiv=refresh content='0;url=https://[x'>", None),
    ],
)
def test_leads_away(markup: str, reason: str | None) -> None:
    found = leads_away(markup, "", 0, OWN, lambda url: url.startswith(OWN))
    assert (found[0] if found else None) == reason


def test_a_page_with_content_of_its_own_leads_nowhere() -> None:
    markup = (
        "<meta http-equiv='refresh' content='600; url=https://ny.annan.example/'><iframe src='//x.example'>"
    )
    assert leads_away(markup, "Ekby kommun " * 50, 30, OWN, lambda url: False) is None


def test_a_wall_in_the_place_of_a_further_page() -> None:
    assert of_further_page("Just a moment...", "Verifying you are human", 0, "") is not None
    assert of_further_page("Kontakta oss", "Access denied? Ring oss.", 3, "g-recaptcha") is None
    assert of_further_page("Säkerhetskontroll", "Anmäl lekplatser med brister", 3, "") is None


def test_a_further_page_that_is_a_wall_has_an_error_and_proves_nothing() -> None:
    url = f"{OWN}kontaktcenter"
    wall = b"<title>Just a moment...</title><body><p>Verifying you are human</p></body>"
    page = read_page(wall, url=url, final_url=url, status=200, role="target")
    assert unless_a_wall(page, wall).error == "blocked"
    contact = (
        "<title>Kontaktcenter</title><body><h1>Kontaktcenter</h1><p>Vid driftstopp, ring oss.</p></body>"
    )
    page = read_page(contact, url=url, final_url=url, status=200, role="target")
    assert unless_a_wall(page, contact.encode()) is page


HOME = "https://www.ekby.se/"


@pytest.mark.parametrize(
    ("text", "links", "reason"),
    [
        (
            "Suomeksi\nPå svenska\nKundservice",
            ["/fi/ Suomeksi", "/sv/ Svenska", "/kundservice Kundservice"],
            "splash",
        ),
        (
            "Suomeksi\nPå svenska\nBåtplatserna faktureras i december.",
            ["/fi/ Suomeksi", "/kundservice Kundservice", "/boende Boende", "/barn Barn", "/ Ekby"],
            None,
        ),
        (
            "Tvätta händerna\nVinterkräksjukan är snart tillbaka på våra förskolor. Ny cykelbana invigd.",
            ["/kundservice Kundservice", "/barn Barn", "/press Press"],
            None,
        ),
        ("Webbplatsen är snart tillbaka", ["/kundservice Kundservice"], "maintenance"),
        (
            "Fritid\nKrisinformation: vid strömavbrott bemannas trygghetspunkterna. Koka vattnet på Holmen.",
            ["/bo Bo", "/familj Familj", "/larande Lärande"],
            None,
        ),
        (
            "Krisinformation\nMed anledning av branden visas bara detta. Gå inomhus.",
            ["/skolor Skolor", "/omsorg Omsorg", "/vatten Vatten"],
            "crisis_page",
        ),
    ],
)
def test_a_start_page_with_little_on_it_has_ways_on(text: str, links: list[str], reason: str | None) -> None:
    """However little it says, and whatever its news are: three other pages of the site make a menu."""
    named = [(link.split(" ", 1)[1], HOME.rstrip("/") + link.split(" ", 1)[0]) for link in links]
    menu = ways_on(named, HOME, lambda url: url.startswith(HOME))
    headings = (text.split("\n")[0],)
    found = of_page("Ekby kommun", text, len(links), headings=headings, menu=menu)
    assert (found[0] if found else None) == reason
