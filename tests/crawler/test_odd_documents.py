"""Documents that are no ordinary page of HTML: where no script may run, XHTML, what has no page at all."""

import pytest

from crawler.statuses import of_response
from tests.crawler.local_web import Answer
from tests.crawler.looking import FILLER, Visitor, page
from tests.hostile.pages import DRAWING, FEED, XHTML

MENU = (
    "<header><details><summary>Meny</summary><ul><li><a href='/k'>Kontaktcenter</a><li><a href='/b'>Bygga</a>"
    "<li><a href='/s'>Skola</a></ul></details></header>"
)


@pytest.mark.parametrize("policy", ["sandbox", "sandbox allow-same-origin", "sandbox allow-scripts"])
def test_where_no_script_may_run_the_page_is_measured_as_it_stands(visitor: Visitor, policy: str) -> None:
    answer = Answer(page(MENU), headers={"Content-Security-Policy": policy})
    look = visitor.visit(visitor.web.site({"/": answer}), pictures=True)
    assert look.seen.notes == []
    assert look.path("Kontaktcenter") == ["Meny"], "and what opens without a script is opened"
    assert look.seen.mobile is not None
    assert {shot.kind for shot in look.seen.shots} >= {"desktop", "mobile"}
    assert look.seen.mhtml


@pytest.mark.parametrize("kind", ["application/xhtml+xml", "application/xml", "text/xml"])
def test_xhtml_is_a_page(visitor: Visitor, kind: str) -> None:
    look = visitor.visit(visitor.web.site({"/": Answer(XHTML, content_type=kind)}))
    assert look.seen.notes == []
    assert look.seen.desktop["is_html"]
    assert look.desktop("Kontakta oss").region == "footer"


@pytest.mark.parametrize(("text", "kind"), [(FEED, "text/xml"), (DRAWING, "image/svg+xml")])
def test_a_tree_and_a_drawing_are_none(visitor: Visitor, text: str, kind: str) -> None:
    look = visitor.visit(visitor.web.site({"/": Answer(text, content_type=kind)}))
    assert not look.seen.desktop["is_html"]
    assert look.entries == ()


def test_an_ordinary_page_is_one(visitor: Visitor) -> None:
    assert visitor.look(page(FILLER)).seen.desktop["is_html"]


@pytest.mark.parametrize("kind", ["application/rss+xml", "application/atom+xml", "image/svg+xml"])
def test_what_a_browser_shows_no_page_of(kind: str) -> None:
    assert of_response(200, kind, "", "") == ("not_html", kind)


@pytest.mark.parametrize("kind", ["application/xhtml+xml; charset=utf-8", "text/xml", "application/xml", ""])
def test_what_may_be_a_page(kind: str) -> None:
    assert of_response(200, kind, "", "") is None
