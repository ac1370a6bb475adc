"""What the templates' own generator of code must keep: everything from outside is escaped, messages are those
of the language, and what is not there is an error."""

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, UndefinedError
from markupsafe import Markup

from reports import compiled
from reports.language import Language
from reports.render import environment
from reports.words import Words

HOSTILE = "<script>alert('å & \"x\"')</script>\x1b[31m"


def templates(code: str, **texts: str) -> Environment:
    language = Language(code)
    env = environment(language, Words(language))
    env.loader = DictLoader(texts)
    env.bytecode_cache = None
    return env


@pytest.mark.parametrize(
    "template",
    [
        "{{ x }}",
        "{% macro m(y) %}{{ y }}{% endmacro %}{{ m(x) }}",
        "{% set held %}{{ x }}{% endset %}{{ held }}",
        "{% for y in [x] %}{{ y }}{% endfor %}",
        "{{ [x]|join }}",
        "{{ x ~ '' }}",
        "{% filter string %}{{ x }}{% endfilter %}",
    ],
)
def test_what_comes_from_outside_is_escaped_once(template: str) -> None:
    told = templates("sv", page=template).get_template("page").render(x=HOSTILE)
    assert told.startswith("&lt;script&gt;alert(&#39;å &amp; &#34;x&#34;&#39;)&lt;/script&gt;")
    assert "&amp;lt;" not in told
    assert "<script" not in told


def test_control_characters_become_their_pictures() -> None:
    assert templates("sv", page="{{ x }}").get_template("page").render(x="\x1b") == "␛"


def test_other_values() -> None:
    page = templates("sv", page="{{ a }} {{ b }} {{ c }} {{ d }}").get_template("page")
    assert page.render(a=3, b=None, c=Markup("<b>ok</b>"), d="<") == "3 None <b>ok</b> &lt;"


def test_what_is_not_there_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        templates("sv", page="{{ nothing_of_the_kind }}").get_template("page").render()


@pytest.mark.parametrize(("code", "told"), [("sv", "Förändringar: &lt;"), ("en", "Changes: &lt;")])
def test_messages_are_those_of_the_language(code: str, told: str) -> None:
    page = templates(code, page='{{ _("Changes") }}: {{ x }}').get_template("page")
    assert page.render(x="<") == told


def test_code_is_kept_by_language_and_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    told = {}
    for code in ("sv", "en", "sv"):
        env = templates(code, page='{{ _("Changes") }}')
        env.bytecode_cache = compiled.Compiled(code)
        told[code] = env.get_template("page").render()
    assert told == {"sv": "Förändringar", "en": "Changes"}
    assert len(list(tmp_path.iterdir())) == 2

    changed = compiled.Compiled("sv")
    assert changed.get_source_checksum("x") != compiled.Compiled("en").get_source_checksum("x")


def test_where_nothing_can_be_written_templates_are_compiled_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("no folder", encoding="ascii")
    monkeypatch.setattr(compiled, "FOLDER", blocked)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    env = templates("sv", page="{{ x }}")
    env.bytecode_cache = compiled.Compiled("sv")
    assert env.get_template("page").render(x="<") == "&lt;"
