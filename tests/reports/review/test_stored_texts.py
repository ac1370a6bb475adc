"""Hostile texts of sites, municipalities and auditors, stored and shown again: they stay texts."""

import re
from datetime import UTC, datetime

import pytest
from lxml import html

from scoring.objections import NewObjection
from scoring.store import Store
from tests.reports.review.conftest import Team
from tests.reports.review.ground import token
from tests.security import payloads

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXTS = (*payloads.XSS, *payloads.TEMPLATE)
OWN_SCRIPTS = {"/static/review.js"}
HOSTILE = "0006"
"""The invented municipality whose name, labels and quotes are hostile."""


def checked(page: str) -> None:
    """Nothing in it can run, load from elsewhere, or leave its place."""
    tree = html.fromstring(page)
    assert {script.get("src") for script in tree.iter("script")} <= OWN_SCRIPTS
    assert [script.text for script in tree.iter("script") if script.text] == []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in ("iframe", "object", "embed", "base", "style", "marquee", "video", "math")
        for name, value in element.attrib.items():
            assert not re.match(r"on|style$|srcdoc$|formaction$", name), (element.tag, name)
            if name in ("href", "src", "action"):
                assert re.match(r"/(?!/)|https?://|mailto:|tel:|#", value), value
    assert len(tree.findall(".//main")) == 1


def full(store: Store) -> None:
    """Every kind of text that people write."""
    for number, text in enumerate(TEXTS):
        new = NewObjection(
            code="0003", aspect="front_page", by=text[:200], at="2026-11-21", text=text, run=None
        )
        store.objections.record(new, f"recorder {number}", NOW)


@pytest.mark.parametrize(
    "path", [f"/item/{HOSTILE}/existence", f"/item/{HOSTILE}/prominence", "/queue", "/rounds/new"]
)
def test_what_sites_said(shared: Team, path: str) -> None:
    page = shared.browser("Lea").get(path)
    assert page.status_code == 200
    checked(page.text)


def test_what_municipalities_and_auditors_wrote(team: Team) -> None:
    full(team.store)
    lea = team.browser("Lea")
    csrf = token(lea)
    for number, text in enumerate(TEXTS):
        form = {
            "csrf": csrf, "verdict": "yes", "why": text, "source": "site", "valid_until": "2027-01-01",
            "expected": str(number),
        }  # fmt: skip
        answer = lea.post("/item/0003/prominence/decide", data=form)
        assert answer.status_code == 303, (text, answer.text[-600:])
    kept = [d.why for d in team.store.decisions.of("0003")]
    assert kept == [text.strip() for text in TEXTS]
    for path in ("/item/0003/prominence", "/item/0003/front_page", "/objections"):
        page = lea.get(path).text
        checked(page)
    assert "{{ 7 * 7 }}" in lea.get("/objections").text
    assert "&lt;script&gt;alert(&#39;vilse&#39;)&lt;/script&gt;" in lea.get("/objections").text


def test_what_comes_back_with_a_form(team: Team) -> None:
    lea = team.browser("Lea")
    for text in TEXTS:
        form = {"csrf": token(lea), "name": text[:100], "kind": "random", "size": text[:200], "seed": "1"}
        answer = lea.post("/rounds", data=form)
        assert answer.status_code in (303, 400)
        if answer.status_code == 400 and "<main" in answer.text:
            checked(answer.text)
        form = {
            "csrf": token(lea),
            "place": text[:100],
            "aspect": "existence",
            "by": text,
            "at": "2026-01-01",
        }
        answer = lea.post("/objections", data=form | {"text": text})
        assert answer.status_code == 400
        checked(answer.text)


def test_an_address_puts_no_words_on_a_page(shared: Team) -> None:
    lea = shared.browser("Lea")
    for text in TEXTS[:20]:
        query = {"done": text, "reason": text, "county": text, "added": text, "code": text, "from": text}
        for path in ("/queue", "/item/0003/prominence", "/objections"):
            page = lea.get(path, params=query)
            assert page.status_code == 200
            checked(page.text)
            assert "vilse" not in page.text
