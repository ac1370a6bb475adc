"""Cookie banners without a known name: in frames, in shadow roots, and what only looks like a banner."""

import pytest

from tests.crawler.local_web import Answer
from tests.crawler.looking import Visitor, filler_text, page
from tests.crawler.test_consent import CLOSE, LINK, STRIP, WALL, banner, button

GONE = "parent.postMessage('klart', '*')"
LISTEN = "<script>addEventListener('message', () => document.getElementById('f').remove())</script>"
DIALOG = (
    "<!DOCTYPE html><meta charset=utf-8><body><p>Vi använder kakor för att webbplatsen ska fungera.</p>"
    f'<button onclick="fetch(`/alla`)">Godkänn alla</button><button onclick="{GONE}">Endast '
    "nödvändiga</button>"
)


@pytest.mark.parametrize("attributes", ['id="sp_message" title="Samtycke"', 'class="x7"'])
def test_frame_of_another_origin_is_closed(visitor: Visitor, attributes: str) -> None:
    other = visitor.web.site({"/": DIALOG})
    frame = (
        f'<div id="f"><iframe {attributes} src="{other.url}" style="{WALL};width:100%;height:100%">'
        "</iframe></div>"
    )
    look = visitor.look(page(LINK + frame + LISTEN))
    consent = look.seen.consent
    assert (consent["present"], consent["cross_origin"], consent["closed"]) == (True, True, True)
    assert (consent["label"], consent["choice"], consent["wall"]) == ("Endast nödvändiga", "necessary", True)
    assert "kakor" in consent["text"]
    assert not other.was_asked("/alla")
    assert (look.desktop("Kontaktcenter").covered_at_load, look.desktop("Kontaktcenter").covered) == (True, 0)


def test_frame_of_another_origin_that_does_not_close(visitor: Visitor) -> None:
    other = visitor.web.site({"/": "<p>Vi använder kakor</p><button>OK</button>"})
    frame = (
        f'<iframe title="cookie consent" src="{other.url}" style="{WALL};width:100%;height:100%"></iframe>'
    )
    look = visitor.look(page(LINK + frame))
    consent = look.seen.consent
    assert (consent["present"], consent["cross_origin"], consent["closed"]) == (True, True, False)
    assert look.desktop("Kontaktcenter").covered == 1


def test_chat_of_another_origin_is_no_banner(visitor: Visitor) -> None:
    other = visitor.web.site({"/": "<p>Chatta med oss!</p><button onclick='fetch(`/chatt`)'>OK</button>"})
    frame = (
        f'<iframe src="{other.url}" style="position:fixed;right:0;bottom:0;width:400px;height:600px">'
        "</iframe>"
    )
    look = visitor.look(page(LINK + frame))
    assert (look.seen.consent["present"], look.seen.consent["cross_origin"]) == (False, False)
    assert not other.was_asked("/chatt")


def test_frame_of_the_page_itself(visitor: Visitor) -> None:
    inside = DIALOG.replace(GONE, "parent.document.getElementById('f').remove()")
    frame = f'<iframe id="f" src="/kakor" style="{STRIP};width:100%;height:150px"></iframe>'
    look = visitor.look(page(LINK + frame), {"/kakor": inside})
    consent = look.seen.consent
    assert (consent["present"], consent["cross_origin"], consent["closed"]) == (True, False, True)
    assert consent["label"] == "Endast nödvändiga"


def test_unnamed_strip_deep_in_an_application(visitor: Visitor) -> None:
    inner = (
        f'<div class="sc-a1" style="{STRIP}"><div><p>Vi använder kakor.</p></div>'
        f"{button('Jag förstår')}</div>"
    )
    deep = "<div>" * 6 + inner.replace('class="sc-a1"', 'id="c" class="sc-a1"') + "</div>" * 6
    assert visitor.look(page(LINK + deep)).seen.consent["closed"]


def test_unnamed_strip_in_the_flow(visitor: Visitor) -> None:
    strip = f'<div id="c"><p>Vi använder cookies på ekby.se.</p>{button("Jag förstår")}</div>'
    look = visitor.look(page(strip + LINK))
    assert (look.seen.consent["label"], look.seen.consent["closed"]) == ("Jag förstår", True)


def test_strip_in_a_shadow_root(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            f"{LINK}<ekby-val>Vi använder kakor.</ekby-val><script>"
            "const host = document.querySelector('ekby-val');"
            f'host.attachShadow({{ mode: "open" }}).innerHTML = `<div style="{STRIP}"><slot></slot>'
            "<p><button>Bara nödvändiga</button></p></div>`;"
            "host.shadowRoot.querySelector('button').onclick = () => host.remove()</script>"
        )
    )
    assert (look.seen.consent["label"], look.seen.consent["closed"]) == ("Bara nödvändiga", True)


@pytest.mark.parametrize(
    "control",
    [
        f'<span class="btn" onclick="{CLOSE}">Jag förstår</span>',
        f'<div tabindex="0" onclick="{CLOSE}">OK</div>',
        f'<a class="knapp" onclick="{CLOSE}">Jag accepterar</a>',
        f'<a href="/#" onclick="{CLOSE};return false">Godkänn</a>',
        f'<input type="button" value="Jag förstår" onclick="{CLOSE}">',
        f'<button type="button" aria-label="Stäng" onclick="{CLOSE}">×</button>',
    ],
)
def test_controls_of_all_kinds(visitor: Visitor, control: str) -> None:
    consent = visitor.look(page(LINK + banner(control))).seen.consent
    assert (consent["present"], consent.get("closed")) == (True, True)


def test_form_that_is_sent(visitor: Visitor) -> None:
    form = (
        '<form action="/val"><button type="submit" name="kakor" value="nej">Endast nödvändiga</button></form>'
    )
    later = Answer(page(LINK))
    look = visitor.look(page(LINK + banner(form)), {"/val": later})
    assert look.seen.consent["closed"]
    assert look.desktop("Kontaktcenter").visible


def test_fixed_header_with_a_link_about_cookies_is_no_banner(visitor: Visitor) -> None:
    header = (
        '<div style="position:fixed;top:0;left:0;right:0;background:#fff"><a href="/k">Kontaktcenter</a> '
        '<a href="/kakor">Om kakor (cookies)</a> <button type="button">Meny</button> '
        '<button type="button" onclick="fetch(\'/pressed\')">Stäng</button></div>'
    )
    look = visitor.look(page(header + filler_text(40)))
    assert not look.seen.consent["present"]
    assert look.desktop("Kontaktcenter").region == "header"
    assert not look.site.was_asked("/pressed")


def test_shell_with_a_cookie_word_at_its_foot_is_no_banner(visitor: Visitor) -> None:
    shell = (
        f'<div style="position:fixed;inset:0;overflow:auto"><header>{LINK}</header><main><h1>Ekby</h1>'
        f"{filler_text(30)}</main><footer><p>Så hanterar vi kakor</p><button type='button'>OK</button>"
        "</footer></div>"
    )
    look = visitor.look(page(shell, filler=""))
    assert not look.seen.consent["present"]
    assert look.desktop("Kontaktcenter").visible


def test_banner_of_the_phone_only(visitor: Visitor) -> None:
    wall = banner(button("Godkänn alla") + button("Endast nödvändiga"), WALL)
    hidden = "<style>@media (min-width: 600px) { #c { display: none } }</style>"
    look = visitor.look(page(LINK + wall, head=hidden))
    consent = look.seen.consent
    assert (consent["present"], consent["closed"], consent["label"]) == (True, True, "Endast nödvändiga")
    assert look.phone("Kontaktcenter").covered == 0
    assert look.phone("Kontaktcenter").covered_at_load
    assert not look.desktop("Kontaktcenter").covered_at_load


@pytest.mark.parametrize(
    ("platform", "markup", "label"),
    [
        (
            "Piwik PRO",
            '<div id="ppms_cm_popup_overlay"><div style="{0}">Kakor <button '
            'id="ppms_cm_agree-to-all">Ja</button>'
            '<button id="ppms_cm_reject-all" onclick="ppms_cm_popup_overlay.remove()">Avvisa</button>'
            "</div></div>",
            "Avvisa",
        ),
        (
            "consentmanager",
            '<div id="cmpbox" style="{0}">Kakor <a class="cmpboxbtn cmpboxbtnyes" href="#">Ja</a>'
            '<a class="cmpboxbtn cmpboxbtnno" href="#" onclick="cmpbox.remove()">Nej tack</a></div>',
            "Nej tack",
        ),
        (
            "Drupal",
            '<div id="sliding-popup" style="{0}">Kakor <button class="agree-button">Ja</button>'
            '<button class="decline-button" onclick="this.parentElement.remove()">Nej tack</button></div>',
            "Nej tack",
        ),
        (
            "vanilla-cookieconsent",
            '<div id="cc-main"><div class="cm" role="dialog" style="{0}">Kakor <button class="cm__btn" '
            'data-role="all">Ja</button><button class="cm__btn" data-role="necessary" '
            'onclick="this.parentElement.remove()">Bara nödvändiga</button></div></div>',
            "Bara nödvändiga",
        ),
        (
            "Cookie Notice",
            '<div id="cookie-notice" style="{0}">Kakor <a id="cn-accept-cookie" href="#">Ja</a>'
            '<a id="cn-refuse-cookie" href="#" onclick="this.parentElement.remove()">Nej</a></div>',
            "Nej",
        ),
    ],
)
def test_more_platforms(visitor: Visitor, platform: str, markup: str, label: str) -> None:
    consent = visitor.look(page(LINK + markup.replace("{0}", STRIP))).seen.consent
    assert (consent["platform"], consent["label"], consent["closed"]) == (platform, label, True)
