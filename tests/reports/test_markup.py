"""Every page is valid HTML: by the standard's parser and our tables always, by the Nu checker where it is."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.reports.conftest import Site
from tests.reports.markup import problems

WRONG = {
    "<ul><p>x</p></ul>": "<ul>: <p> may not stand in it",
    "<span><div>x</div></span>": "<span>: <div> may not stand in it",
    "<b><i>x</b></i>": "adoption-agency",
    "<h2></h2>": "<h2>: says nothing",
    "<a href=x><button>y</button></a>": "<button>: inside something else that is operated",
    '<p id="a">x</p><p id="a">y</p>': "id twice: a",
    '<label for="b">x</label>': "for names ['b'], which is not there",
    "<table><tr><td>x</td></tr></table></div>": "end-tag",
    '<p style="color:red">x</p>': "['style'] stand in no table",
    "<p onclick=x>x</p>": "['onclick'] stand in no table",
    "<img src=x>": "<img>: without text or address",
    "<marquee>x</marquee>": "<marquee>: unknown element",
    "<svg></svg>": "either hidden, or an image or a group",
}


@pytest.mark.parametrize("body", WRONG)
def test_what_is_wrong_is_found(body: str) -> None:
    found = problems(
        f"<!doctype html>\n<html lang=sv><head><title>x</title></head><body>{body}</body></html>"
    )
    assert [problem for problem in found if WRONG[body] in problem], found


def test_every_page_is_valid(site: Site) -> None:
    found = {page.relative_to(site.root).as_posix(): problems(page.read_text()) for page in site.pages()}
    assert {name: said for name, said in found.items() if said} == {}


def checker() -> list[str] | None:
    """The Nu checker: `vnu` on the PATH, or Java and the jar that VNU_JAR names (npm package `vnu-jar`)."""
    if program := shutil.which("vnu"):
        return [program]
    jar, java = os.environ.get("VNU_JAR", ""), shutil.which("java")
    return [java, "-Xss4m", "-jar", jar] if java and Path(jar).is_file() else None


def test_the_nu_checker_agrees(site: Site) -> None:
    """The W3C's own: https://validator.github.io/validator/. Styles and drawings too."""
    command = checker()
    if command is None:
        pytest.skip("no Nu checker: put `vnu` on the PATH, or name its jar in VNU_JAR")
    files = [path for path in sorted(site.root.rglob("*")) if path.suffix in (".html", ".css", ".svg")]
    command += ["--format", "gnu", "--also-check-css", "--also-check-svg", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    # It thinks that 'self' excludes a file's neighbours; the browser's own word is in test_browser.
    said = [line for line in done.stderr.splitlines() if "violates Content Security Policy" not in line]
    assert said == [], "\n".join(re.sub(r".*/(?=[\w-]+\.\w+\"?:)", "", line) for line in said[:40])
