"""Pages that fight back: the visit ends in time, with a result or with a failure that has a name."""

import asyncio
import contextlib
import time

import pytest

from crawler.browser.start_page import StartPageVisit
from crawler.browser.tools import ScriptError
from crawler.failures import from_error
from tests.crawler.local_web import Answer
from tests.crawler.looking import Look, Visitor, page

LINK = '<header><a href="/k">Kontaktcenter</a></header>'
END = 75.0
"""Seconds: every deadline of a visit added up, on a machine that is busy with other things."""


def visit(visitor: Visitor, html: str, others: dict[str, Answer | str | bytes] | None = None) -> Look:
    began = time.monotonic()
    look = visitor.look(html, others, pictures=True)
    assert time.monotonic() - began < END
    return look


def ends(visitor: Visitor, html: str) -> Look | None:
    """A page that may be beyond measuring: None when the visit failed by a name."""
    try:
        return visit(visitor, html)
    except Exception as error:
        reason = from_error(error).reason
    assert reason in ("browser", "timeout")
    return None


def script(text: str) -> str:
    return f"<script>{text}</script>"


@pytest.mark.parametrize(
    "hostility",
    [
        "Array.prototype.map = Array.prototype.filter = () => { throw new Error('nej') }",
        "Array.prototype[Symbol.iterator] = function* () {}; Array.prototype.push = () => 0",
        "JSON.stringify = () => '{}'; JSON.parse = () => null",
        "Document.prototype.querySelectorAll = Element.prototype.querySelectorAll = () => []",
        "Element.prototype.getBoundingClientRect = () => ({ left: 0, top: 0, width: 0, height: 0 })",
        "window.getComputedStyle = () => { throw new Error('nej') }; String.prototype.replace = () => ''",
        "window.setTimeout = () => 0; window.Promise = null; window.MutationObserver = null",
        "Object.defineProperty(Object.prototype, 'visible', { get: () => false, set: () => 0 })",
        "performance.now = () => 0; Date.now = () => 0; document.dispatchEvent = () => { throw 1 }",
        "globalThis.vv = { measure: () => '{}' }; Object.freeze(globalThis.vv)",
        "window.fetch = null; XMLHttpRequest.prototype.send = null",
    ],
)
def test_overridden_built_ins_do_not_reach_the_measurement(visitor: Visitor, hostility: str) -> None:
    placement = visit(visitor, page(LINK, head=script(hostility))).desktop("Kontaktcenter")
    assert placement.visible
    assert placement.region == "header"


def test_what_a_page_says_to_nobody_is_not_passed_on_and_its_own_handlers_hear_it(visitor: Visitor) -> None:
    says = (
        "let caught = 0; onerror = () => { caught += 1 }; onunhandledrejection = () => { caught += 1 };"
        "const native = console.log.toString() === Function.prototype.toString.call(console.log);"
        "addEventListener('DOMContentLoaded', () => { for (let n = 0; n < 300; n++) "
        "{ console.log('x'.repeat(1e6)); console.error(document) }; Promise.reject(1);"
        "setTimeout(() => { throw new Error('nej') }); setTimeout(() => { "
        "document.querySelector('a').textContent = `Kontaktcenter ${caught} ${native}` }, 100) })"
    )
    assert visit(visitor, page(LINK, head=script(says))).desktop("Kontaktcenter 2 true").visible


def test_clobbered_names(visitor: Visitor) -> None:
    clobbering = "".join(
        f'<form name="{name}"><input name="{name}"></form>'
        for name in ("logo", "search", "location", "parent", "top", "name", "length", "Promise", "Set", "Map")
    )
    assert visit(visitor, page(clobbering + LINK)).desktop("Kontaktcenter").visible


def test_an_id_like_our_own_name(visitor: Visitor) -> None:
    assert visit(visitor, page(f'<div id="vv">{LINK}</div>')).desktop("Kontaktcenter").visible


def test_clobbered_element(visitor: Visitor) -> None:
    names = ("localName", "parentElement", "getAttribute", "textContent", "childNodes")
    inside = "".join(f'<input name="{name}">' for name in names)
    look = ends(visitor, page(f"<form>{inside}{LINK}</form>"))
    assert look is None or look.desktop("Kontaktcenter").visible


@pytest.mark.parametrize("name", ["body", "links", "scripts", "fonts", "title", "querySelectorAll"])
def test_clobbered_document(visitor: Visitor, name: str) -> None:
    look = ends(visitor, page(f'<form name="{name}"><input name="{name}"></form>{LINK}'))
    assert look is None or look.desktop("Kontaktcenter").visible


def test_flood_of_alerts(visitor: Visitor) -> None:
    look = visit(
        visitor, page(LINK + script("for (let i = 0; i < 60; i++) alert(i); confirm('?'); prompt('?')"))
    )
    assert look.seen.dialogs == 62
    assert look.desktop("Kontaktcenter").visible


def test_alerts_for_ever(visitor: Visitor) -> None:
    look = visit(visitor, page(LINK + script("setInterval(() => alert('hej'), 5)")))
    assert look.seen.dialogs > 0
    assert look.desktop("Kontaktcenter").visible


def test_question_before_leaving(visitor: Visitor) -> None:
    leaving = script("onbeforeunload = (event) => { event.preventDefault(); return 'Stanna!' }")
    assert visit(visitor, page(LINK + leaving)).desktop("Kontaktcenter").visible


def test_flood_of_windows(visitor: Visitor) -> None:
    look = visit(visitor, page(LINK + script("for (let i = 0; i < 30; i++) window.open('/w' + i)")))
    assert look.desktop("Kontaktcenter").visible


def test_script_without_end_fails_with_a_name(visitor: Visitor) -> None:
    site = visitor.web.site({"/": page(LINK + script("setTimeout(() => { while (true) {} }, 50)"))})
    began = time.monotonic()
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one depends on when it caught the page
        visitor.visit(site, timeout=5.0)
    assert time.monotonic() - began < END
    assert from_error(caught.value).reason in ("browser", "timeout")


def test_script_without_end_before_the_page_is_there(visitor: Visitor) -> None:
    site = visitor.web.site({"/": page(LINK, head=script("while (true) {}"))})
    with pytest.raises(Exception) as caught:  # noqa: PT011 - Playwright's own
        visitor.visit(site, timeout=4.0)
    assert from_error(caught.value).reason == "timeout"


def test_the_next_visit_is_none_the_worse(visitor: Visitor) -> None:
    for html in (page(LINK, head=script("while (true) {}")), page(LINK + script("setInterval(alert, 1)"))):
        site = visitor.web.site({"/": html})
        with pytest.raises(Exception) as caught:  # noqa: PT011 - Playwright's own
            visitor.visit(site, timeout=2.0 if "while" in html else 0.001)
        assert from_error(caught.value).reason == "timeout"
        assert visitor.look(page(LINK)).desktop("Kontaktcenter").visible


def test_document_written_anew(visitor: Visitor) -> None:
    html = page(LINK.replace("Kontaktcenter", "Kundcenter")).replace("</", "<\\/").replace("`", "")
    look = visit(
        visitor,
        page(LINK + script(f"setTimeout(() => {{ document.write(`{html}`); document.close(); }}, 300)")),
    )
    assert look.desktop("Kundcenter").visible


def test_page_that_goes_round_in_circles(visitor: Visitor) -> None:
    circle = page(LINK + script("setTimeout(() => { location.href = '/?' + Math.random() }, 250)"))
    site = visitor.web.site({"/": circle})
    began = time.monotonic()
    with contextlib.suppress(ScriptError):
        visitor.visit(site)
    assert time.monotonic() - began < END


def test_twenty_thousand_links(visitor: Visitor) -> None:
    many = "".join(
        f'<li><a href="/{number}">Kontaktperson nummer {number}</a></li>' for number in range(20_000)
    )
    look = visit(visitor, page(f"{LINK}<main><ul>{many}</ul></main>"))
    assert look.desktop("Kontaktcenter").visible
    assert len(look.entries) <= 80
    assert len(look.seen.desktop["links"]) <= 6000


def test_nesting_five_thousand_deep(visitor: Visitor) -> None:
    deep = "<div>" * 5000 + '<a href="/d">Kundcenter</a>' + "</div>" * 5000
    look = visit(visitor, page(f"{LINK}<main>{deep}</main>"))
    assert look.desktop("Kontaktcenter").visible


def test_nesting_made_by_a_script(visitor: Visitor) -> None:
    # The parser flattens what is deeper than 512; a script does not.
    deepen = (
        "let at = document.getElementById('m'); for (let i = 0; i < 5000; i++) { at = "
        "at.appendChild(document."
        "createElement('div')); } at.innerHTML = '<a href=\"/d\">Kundcenter</a>';"
    )
    look = ends(visitor, page(f'{LINK}<main id="m"></main>{script(deepen)}'))
    assert look is None or look.desktop("Kontaktcenter").visible


def test_huge_texts(visitor: Visitor) -> None:
    huge = "Kontakt " * 200_000
    html = page(
        f'{LINK}<a href="/{"x" * 100_000}" title="{huge}" aria-label="{huge}">{huge}</a>',
        head=f"<title>{huge}</title>",
    ).replace("<title>Ekby kommun</title>", "")
    look = visit(visitor, html)
    assert len(look.seen.desktop["title"]) <= 300
    assert look.desktop("Kontaktcenter").visible
    assert all(len(one.text) <= 300 and len(one.target_url or "") <= 2000 for one in look.entries)


def test_frames_within_themselves(visitor: Visitor) -> None:
    look = visit(visitor, page(LINK + '<iframe src="/"></iframe>' * 3), {})
    assert look.all("Kontaktcenter")


def test_hundred_thousand_elements(visitor: Visitor) -> None:
    look = visit(visitor, page(LINK + "<p>Rad</p>" * 100_000))
    assert look.desktop("Kontaktcenter").visible


def test_document_that_removes_itself(visitor: Visitor) -> None:
    look = ends(visitor, page(LINK + script("document.documentElement.remove()")))
    assert look is None or look.entries == ()


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "image/svg+xml"])
def test_not_html_at_all(visitor: Visitor, content_type: str) -> None:
    site = visitor.web.site({"/": Answer("<svg xmlns='http://www.w3.org/2000/svg'/>", content_type)})
    look = visitor.visit(site)
    assert look.entries == ()
    assert look.seen.headers["content-type"] == content_type


def test_download_instead_of_a_page(visitor: Visitor) -> None:
    site = visitor.web.site({"/": Answer(b"%PDF-1.4", "application/zip")})
    with pytest.raises(Exception) as caught:  # noqa: PT011 - Playwright's own
        visitor.visit(site)
    assert from_error(caught.value).reason == "not_html"


def test_visits_beside_a_hung_one_are_not_disturbed(visitor: Visitor) -> None:
    async def both() -> list[object]:
        async def one(html: str, timeout: float) -> object:
            site = visitor.web.site({"/": html})
            async with visitor.pool.session(visitor.gate()) as session:
                return await StartPageVisit(session, visitor.reader.wish(), False).run(site.url, timeout)

        hung = page(LINK, head=script("while (true) {}"))
        return await asyncio.gather(
            one(hung, 3.0), *(one(page(LINK), 30.0) for _ in range(3)), return_exceptions=True
        )

    hung, *good = visitor.run(both())
    assert isinstance(hung, Exception)
    assert not [one for one in good if isinstance(one, Exception)]
