"""What somebody could try against the app: each is tried."""

import logging
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from reports.review.access import own_path
from reports.review.guard import HEADERS, MAX_BODY
from reports.review.views.door import PER_ADDRESS, PER_NAME
from tests.reports.review.conftest import Team
from tests.reports.review.ground import HOST, PASSWORD, token

ITEM = "/item/0003/prominence"
RIGHT = {"verdict": "yes", "why": "Syns.", "source": "site", "valid_until": "2027-11-22", "expected": "0"}


def logged_in(browser: TestClient, name: str = "Ada", password: str = PASSWORD) -> int:
    """Through the login form, as a person would. The answer's status."""
    browser.get("/login")
    kept = next(value for key, value in browser.cookies.items() if key.endswith("-login"))
    answer = browser.post("/login", data={"csrf": kept, "name": name, "password": password})
    return answer.status_code


def session_cookie(browser: TestClient) -> str | None:
    return browser.cookies.get("__Host-vagvisaren")


# Forms from elsewhere


@pytest.mark.parametrize(
    ("headers", "given"),
    [
        ({}, ""),
        ({}, "0" * 64),
        ({}, "å"),
        ({"origin": "https://evil.example"}, None),
        ({"origin": f"http://{HOST}.evil.example"}, None),
        ({"origin": f"https://{HOST}:444"}, None),
        ({"sec-fetch-site": "cross-site"}, None),
        ({"sec-fetch-site": "same-site"}, None),
    ],
)
def test_a_form_from_elsewhere_does_nothing(team: Team, headers: dict[str, str], given: str | None) -> None:
    browser = team.browser("Ada")
    form = RIGHT | {"csrf": token(browser) if given is None else given}
    assert browser.post(f"{ITEM}/decide", data=form, headers=headers).status_code == 403
    assert team.store.decisions.of("0003") == ()


def test_the_same_form_from_here_decides(team: Team) -> None:
    browser = team.browser("Ada")
    headers = {"origin": f"https://{HOST}", "sec-fetch-site": "same-origin"}
    answer = browser.post(f"{ITEM}/decide", data=RIGHT | {"csrf": token(browser)}, headers=headers)
    assert answer.status_code == 303
    assert [d.verdict for d in team.store.decisions.of("0003")] == ["yes"]


def test_one_sessions_token_is_not_anothers(team: Team) -> None:
    ada, bo = team.browser("Ada"), team.browser("Bo")
    assert ada.post(f"{ITEM}/decide", data=RIGHT | {"csrf": token(bo)}).status_code == 403


def test_nothing_changes_by_reading(team: Team) -> None:
    browser = team.browser("Lea")
    for path in (f"{ITEM}/decide", f"{ITEM}/undo", "/logout", "/rounds/1/decisions", "/objections/1/end"):
        assert browser.get(path, params=RIGHT | {"csrf": token(browser)}).status_code in (404, 405), path


def test_a_form_must_be_a_form(team: Team) -> None:
    browser = team.browser("Ada")
    sent = browser.post(f"{ITEM}/decide", json=RIGHT | {"csrf": token(browser)})
    assert sent.status_code == 400


# Sessions


def test_a_session_that_was_brought_along_is_worth_nothing(team: Team) -> None:
    """Session fixation: the attacker's cookie must not become the victim's session."""
    planted = "p" * 43
    browser = team.browser()
    browser.cookies.set("__Host-vagvisaren", planted)
    assert logged_in(browser) == 303
    fresh = [c.value for c in browser.cookies.jar if c.name == "__Host-vagvisaren" and c.value != planted]
    assert fresh
    attacker = team.browser()
    attacker.cookies.set("__Host-vagvisaren", planted)
    assert attacker.get("/queue").status_code == 303


def test_each_login_is_a_new_session_and_logging_out_ends_it(team: Team) -> None:
    one, other = team.browser(), team.browser()
    assert logged_in(one) == logged_in(other) == 303
    assert session_cookie(one) != session_cookie(other)
    kept = session_cookie(one)
    assert one.post("/logout", data={"csrf": token(one)}).status_code == 303
    thief = team.browser()
    thief.cookies.set("__Host-vagvisaren", str(kept))
    assert thief.get("/queue").status_code == 303
    assert other.get("/queue").status_code == 200


def test_cookies_are_for_this_host_https_and_no_script(team: Team) -> None:
    browser = team.browser()
    form = browser.get("/login")
    sent = form.headers.get_list("set-cookie")
    kept = next(value for key, value in browser.cookies.items() if key.endswith("-login"))
    answer = browser.post("/login", data={"csrf": kept, "name": "Ada", "password": PASSWORD})
    sent += [c for c in answer.headers.get_list("set-cookie") if "Max-Age=0" not in c]
    assert len(sent) == 2
    for cookie in sent:
        assert cookie.startswith("__Host-")
        words = {part.strip().casefold() for part in cookie.split(";")[1:]}
        assert {"httponly", "secure", "path=/"} <= words
        assert words & {"samesite=lax", "samesite=strict"}
        assert not any(word.startswith("domain") for word in words)


def test_the_login_form_has_a_token_of_its_own(team: Team) -> None:
    browser = team.browser()
    browser.get("/login")
    answer = browser.post("/login", data={"csrf": "x" * 32, "name": "Ada", "password": PASSWORD})
    assert answer.status_code == 403
    assert session_cookie(browser) is None


def test_guessing_passwords_ends_soon_even_for_who_guesses_right_then(team: Team) -> None:
    browser = team.browser()
    found = [logged_in(browser, password=f"fel lösenord {n}") for n in range(PER_NAME)]
    assert found == [401] * PER_NAME
    assert logged_in(browser) == 429
    assert PER_NAME < PER_ADDRESS
    assert session_cookie(browser) is None
    assert logged_in(team.browser(), "Bo") == 303, "others are not shut out"


def test_a_wrong_name_and_a_wrong_password_look_the_same(team: Team) -> None:
    texts = []
    for name in ("Ada", "Nobody"):
        browser = team.browser()
        browser.get("/login")
        kept = next(value for key, value in browser.cookies.items() if key.endswith("-login"))
        answer = browser.post("/login", data={"csrf": kept, "name": name, "password": "inte lösenordet"})
        assert answer.status_code == 401
        fresh = next(value for key, value in browser.cookies.items() if key.endswith("-login"))
        texts.append(answer.text.replace(name, "").replace(fresh, ""))
    assert texts[0] == texts[1]


# Hosts, ways and sizes


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", f"{HOST}:81", f"{HOST}.evil.example", "", f"x@{HOST}"],
)
def test_only_the_names_that_were_given_are_answered(shared: Team, host: str) -> None:
    """DNS rebinding: a foreign name that leads to this machine gets nothing."""
    answer = shared.browser("Lea").get("/queue", headers={"host": host})
    assert answer.status_code == 421
    assert "Örebro" not in answer.text


def test_a_host_is_a_host_in_any_case(shared: Team) -> None:
    assert shared.browser("Lea").get("/queue", headers={"host": HOST.upper()}).status_code == 200


ELSEWHERE = (
    "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "evil", "javascript:alert(1)", "/queue\r\nset-cookie: a=b", "/\x00", "",
)  # fmt: skip


@pytest.mark.parametrize("back", ELSEWHERE)
def test_no_redirect_leads_out(team: Team, back: str) -> None:
    browser = team.browser("Ada")
    answer = browser.post("/language", data={"csrf": token(browser), "language": "sv", "back": back})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith(("//", "/\\"))
    assert "evil" not in answer.headers["location"] or answer.headers["location"].startswith("/queue")
    assert "set-cookie" not in answer.headers
    assert own_path("/item/0003/prominence?aspect=x") == "/item/0003/prominence?aspect=x"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/....//app.py",
        "/static/%00", "/static/site.css%00.js", "/pictures/..%2f..%2fvagvisaren.db.webp",
        "/pictures/%2e%2e%2f%2e%2e%2fvagvisaren.db%00.webp", "/pictures/" + "a" * 64 + ".webp",
        "/pictures/" + "A" * 64 + ".webp", "/training/pictures/..%2fx.webp", "/static/C:%5cwindows",
    ],
)  # fmt: skip
def test_no_file_but_ours(shared: Team, path: str) -> None:
    answer = shared.browser("Lea").get(path)
    assert answer.status_code == 404
    assert b"SQLite format" not in answer.content
    assert b"import" not in answer.content


def test_too_much_is_refused(shared: Team) -> None:
    browser = shared.browser("Ada")
    headers = {"content-type": "application/x-www-form-urlencoded"}
    whole = browser.post(f"{ITEM}/decide", content=b"a" * (MAX_BODY + 1), headers=headers)
    assert whole.status_code == 413

    def endless() -> object:
        for _ in range(MAX_BODY // 100_000 + 2):
            yield b"a" * 100_000

    assert browser.post(f"{ITEM}/decide", content=endless(), headers=headers).status_code == 413  # type: ignore[arg-type]
    many = "&".join(f"a{n}=1" for n in range(5000))
    assert browser.post(f"{ITEM}/decide", content=many, headers=headers).status_code == 400


@pytest.mark.parametrize("path", ["/queue", ITEM, "/nothing", "/static/site.css", "/login"])
def test_every_answer_carries_the_headers(shared: Team, path: str) -> None:
    for browser in (shared.browser("Ada"), shared.browser()):
        for host in (HOST, "evil.example"):
            answer = browser.get(path, headers={"host": host})
            for name, value in HEADERS.items():
                assert answer.headers[name] == value
            assert answer.headers["strict-transport-security"]
            assert "server" not in answer.headers
            assert answer.headers["cache-control"] in ("no-store", "no-cache")


def test_the_policy_lets_no_inline_script_or_style_run(shared: Team) -> None:
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    for path in ("/queue", ITEM, "/objections", "/rounds/new"):
        page = shared.browser("Lea").get(path).text
        assert " style=" not in page
        assert "<style" not in page
        assert page.count("<script") == page.count('<script src="/static/')


def test_secrets_stay_out_of_log_and_addresses(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    browser = team.browser()
    logged_in(browser, password="fel-men-hemligt")
    logged_in(browser)
    said = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("reports"))
    for secret in ("fel-men-hemligt", PASSWORD, str(session_cookie(browser))):
        assert secret not in said
        assert quote(secret) not in said
    page = browser.get("/queue")
    assert str(session_cookie(browser)) not in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
