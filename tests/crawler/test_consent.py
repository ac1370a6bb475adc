"""The cookie banner: found, closed by its own most modest choice, and what it covered is remembered."""

import pytest

from tests.crawler.local_web import Answer
from tests.crawler.looking import Look, Visitor, page

LINK = '<header><a href="/k">Kontaktcenter</a></header>'
CLOSE = (
    "document.getElementById('c').remove(); "
    "fetch('/chose/' + encodeURIComponent(this.textContent), {keepalive: true})"
)
STRIP = "position:fixed;left:0;right:0;bottom:0;padding:20px;background:#eee"
WALL = "position:fixed;inset:0;background:#fff;z-index:99"


def button(label: str) -> str:
    return f'<button type="button" onclick="{CLOSE}">{label}</button>'


def banner(controls: str, style: str = STRIP, attributes: str = "", text: str = "Vi använder kakor.") -> str:
    return f'<div id="c" {attributes} style="{style}"><p>{text}</p>{controls}</div>'


def chosen(look: Look) -> list[str]:
    return [one.removeprefix("/chose/") for one in look.site.asked if one.startswith("/chose/")]


def test_no_banner(visitor: Visitor) -> None:
    consent = visitor.look(page(LINK)).seen.consent
    assert (consent["present"], consent["cross_origin"]) == (False, False)


def test_hand_made_strip(visitor: Visitor) -> None:
    look = visitor.look(page(LINK + banner(button("Jag förstår"))))
    consent = look.seen.consent
    assert (consent["present"], consent["closed"], consent["label"]) == (True, True, "Jag förstår")
    assert (consent["choice"], consent["wall"], consent["platform"]) == ("ok", False, "")
    assert look.desktop("Kontaktcenter").visible
    assert not look.desktop("Kontaktcenter").covered_at_load


def test_wall_that_locks_the_page(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            LINK + banner(button("Godkänn alla"), WALL, 'role="dialog" aria-modal="true"'),
            head="<style>body { overflow: hidden }</style>",
        ),
        pictures=True,
    )
    placement = look.desktop("Kontaktcenter")
    assert look.seen.consent["wall"]
    assert look.seen.consent["closed"]
    assert (placement.covered_at_load, placement.covered) == (True, 0)
    assert [shot.kind for shot in look.seen.shots][:2] == ["before_consent", "desktop"]


@pytest.mark.parametrize(
    ("labels", "expected", "choice"),
    [
        (["Acceptera alla", "Endast nödvändiga"], "Endast nödvändiga", "necessary"),
        (["Godkänn alla kakor", "Godkänn nödvändiga kakor", "Neka"], "Godkänn nödvändiga kakor", "necessary"),
        (["Inställningar", "Acceptera alla", "Avvisa alla"], "Avvisa alla", "reject"),
        (["Acceptera", "Acceptera inte"], "Acceptera inte", "reject"),
        (["Inställningar", "Acceptera alla"], "Acceptera alla", "accept"),
        (["Läs mer om kakor", "OK"], "OK", "ok"),
        (["Accept all", "Only necessary cookies"], "Only necessary cookies", "necessary"),
    ],
)
def test_the_most_modest_choice_wins(visitor: Visitor, labels: list[str], expected: str, choice: str) -> None:
    look = visitor.look(page(LINK + banner("".join(map(button, labels)))))
    consent = look.seen.consent
    assert (consent["label"], consent["choice"], consent["closed"]) == (expected, choice, True)
    assert len(chosen(look)) == 1


def test_links_that_lead_away_are_never_followed(visitor: Visitor) -> None:
    look = visitor.look(
        page(LINK + banner('<a href="/ok">Acceptera</a> <a href="/mer">Läs mer</a>' + button("Jag förstår")))
    )
    assert look.seen.consent["label"] == "Jag förstår"
    assert not look.site.was_asked("/ok")
    assert not look.site.was_asked("/mer")


@pytest.mark.parametrize(
    ("platform", "markup", "label"),
    [
        (
            "Cookiebot",
            f'<div id="CybotCookiebotDialog" style="{WALL}"><div id="c">Den här webbplatsen använder '
            "kakor</div>"
            '<a id="CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll" href="#">Tillåt alla</a>'
            '<button id="CybotCookiebotDialogBodyButtonDecline" '
            'onclick="this.parentElement.remove()">Neka</button></div>',
            "Neka",
        ),
        (
            "OneTrust",
            f'<div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk" style="{STRIP}">Kakor '
            '<button id="onetrust-accept-btn-handler">Acceptera alla</button>'
            '<button id="onetrust-reject-all-handler" onclick="this.parentElement.style.display = \'none\'">'
            "Avvisa alla</button></div></div>",
            "Avvisa alla",
        ),
        (
            "SiteVision",
            f'<div class="sv-cookie-consent-banner" style="{STRIP}">Kakor <button '
            "data-cookie-consent-necessary "
            'onclick="this.parentElement.remove()">Endast nödvändiga</button></div>',
            "Endast nödvändiga",
        ),
    ],
)
def test_platforms(visitor: Visitor, platform: str, markup: str, label: str) -> None:
    consent = visitor.look(page(LINK + markup)).seen.consent
    assert (consent["platform"], consent["label"], consent["closed"]) == (platform, label, True)


def test_platform_in_a_shadow_root(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            f'{LINK}<div id="usercentrics-root" style="{STRIP}"></div><script>'
            "const host = document.getElementById('usercentrics-root');"
            "host.attachShadow({ mode: 'open' }).innerHTML = '<p>Kakor</p><button "
            'data-testid="uc-deny-all-button">'
            "Neka</button>'; host.shadowRoot.querySelector('button').onclick = () => host.remove();</script>"
        )
    )
    assert (look.seen.consent["platform"], look.seen.consent["closed"]) == ("Usercentrics", True)


def test_banner_that_cannot_be_closed(visitor: Visitor) -> None:
    look = visitor.look(page(LINK + banner('<button type="button">Godkänn</button>', WALL)))
    placement = look.desktop("Kontaktcenter")
    assert (look.seen.consent["present"], look.seen.consent["closed"]) == (True, False)
    assert (placement.covered_at_load, placement.covered) == (True, 1)


def test_banner_without_any_choice(visitor: Visitor) -> None:
    wall = banner('<button type="button">Inställningar</button>', WALL, 'class="cookie-wall"')
    consent = visitor.look(page(LINK + wall)).seen.consent
    assert consent["present"]
    assert not consent.get("closed")


def test_banner_that_reloads_the_page(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            LINK
            + banner(
                '<button type="button" onclick="localStorage.c = 1; location.reload()">Endast '
                "nödvändiga</button>"
            )
            + "<script>if (localStorage.c) document.getElementById('c').remove()</script>"
        )
    )
    assert look.seen.consent["closed"]
    assert look.desktop("Kontaktcenter").visible


def test_banner_that_fades_away(visitor: Visitor) -> None:
    fading = "document.getElementById('c').style.opacity = 0"
    look = visitor.look(
        page(LINK + banner(f'<button type="button" onclick="{fading}">Endast nödvändiga</button>',
                           STRIP + ";transition:opacity .4s"))
    )  # fmt: skip
    assert look.seen.consent["closed"]


def test_a_banners_own_links_are_no_entries(visitor: Visitor) -> None:
    stuck = banner('<button type="button">Godkänn</button><a href="/kontakt">Kontakta oss</a>')
    look = visitor.look(page(LINK + stuck))
    assert look.all("Kontakta oss") == []


def test_a_contact_dialog_is_no_banner(visitor: Visitor) -> None:
    dialog = f'<div role="dialog" style="{STRIP}"><p>Chatta med kontaktcenter</p>{button("Stäng")}</div>'
    assert not visitor.look(page(LINK + dialog)).seen.consent["present"]


def test_a_page_about_cookies_is_no_banner(visitor: Visitor) -> None:
    article = f'<main id="om-kakor"><p>Så använder vi kakor på webbplatsen.</p>{button("Lyssna")}</main>'
    assert not visitor.look(page(LINK + article)).seen.consent["present"]


def test_a_banner_that_tells_its_server_first_is_given_the_time(visitor: Visitor) -> None:
    telling = "fetch('/choice').then(() => document.getElementById('cookies').remove())"
    look = visitor.look(
        page(
            '<header><a href="/k">Kontaktcenter</a></header>'
            f'<div id="cookies" style="{STRIP}"><p>Vi använder kakor.</p>'
            f'<button onclick="{telling}">Endast nödvändiga</button></div>'
        ),
        {"/choice": Answer("", delay=2.0)},
    )
    assert look.seen.consent["closed"]
    assert [path for path in look.site.asked if path == "/choice"] == ["/choice"], "pressed once"
