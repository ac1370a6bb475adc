"""Every setting, in one table: default, environment variable, help. `python -m night.settings` prints it.

Plain dataclasses: pydantic-settings would add 0.12 s to every command.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, get_args

from night.errors import UserError
from reports.licence import LICENCES

PREFIX = "VAGVISAREN_"
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


@dataclass(frozen=True, slots=True)
class Help:
    """What a setting does; the flag that also sets it; the least and the most it may be."""

    text: str
    flag: str = ""
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set. Times are seconds."""

    data: Annotated[Path, Help("Folder for database, archive, pictures, reports and log.", "--data")] = Path(
        "data"
    )
    # It may hold a password: never in a repr, which may end in a log.
    database: Annotated[
        str,
        Help(
            "PostgreSQL of a team instead of the file in the data folder: `postgresql://user@host/database`.",
            "review --database",
        ),
    ] = field(default="", repr=False)
    registry: Annotated[
        Path | None,
        Help(
            "Registry CSV. Without it: the one last used in this folder, else the bundled 290.",
            "crawl --registry",
        ),
    ] = None
    name_map: Annotated[
        str, Help("Where names lead instead of DNS, e.g. `*.example=127.0.0.1:8080` (test webs).")
    ] = ""
    allow_private: Annotated[
        bool, Help("Permit loopback and private addresses.", "crawl --allow-private")
    ] = False
    concurrency: Annotated[
        int,
        Help(
            "Pages in the browser at once; 0 chooses by the cores.", "crawl --concurrency", least=0, most=200
        ),
    ] = 0
    in_flight: Annotated[
        int, Help("Municipalities under way at once (most wait, out of courtesy).", least=1, most=1000)
    ] = 64
    per_address: Annotated[
        int,
        Help(
            "Page visits at once to one IP address, which many municipalities may share; 0: any number. Not "
            "for local addresses, nor with `--allow-private`.",
            least=0,
            most=1000,
        ),
    ] = 4
    budget: Annotated[
        float,
        Help("Longest time for one municipality, waiting for courtesy not counted.", least=1, most=3600),
    ] = 60.0
    page_delay: Annotated[
        float, Help("Shortest time between two page visits to one host.", least=0, most=60)
    ] = 1.0
    page_timeout: Annotated[float, Help("Longest wait for one page.", least=1, most=600)] = 20.0
    max_page_bytes: Annotated[
        int, Help("Largest page that is read, decoded.", least=1000, most=100_000_000)
    ] = 10_000_000
    deadline: Annotated[
        str,
        Help(
            "When no further municipality is begun: a time of day (`06:30`) or minutes (`240`).",
            "crawl --deadline",
        ),
    ] = ""
    browser: Annotated[str, Help("Path of the browser; empty: the first one found.")] = ""
    contact: Annotated[
        str,
        Help(
            "Address or URL in the user agent, so that a webmaster can reach you. Set it before a real crawl."
        ),
    ] = ""
    pictures: Annotated[bool, Help("Keep pictures of the first screen and of the entry.")] = True
    archive: Annotated[
        str,
        Help(
            "Keep a WARC of every visit: `no`, `yes`, or `full`, with everything that its pages loaded (some "
            "ten times as large).",
            "crawl --archive",
        ),
    ] = "yes"
    language: Annotated[str, Help("Language of the published report: `sv` or `en`.", "report --lang")] = "sv"
    publisher: Annotated[
        str,
        Help(
            "Who publishes the report, as its pages, feeds and data descriptions name them; "
            "`VAGVISAREN_CONTACT` is told too, to whoever finds something wrong."
        ),
    ] = ""
    licence: Annotated[
        str,
        Help("Terms of the published data: `CC0-1.0`, `CC-BY-4.0`, `ODC-By-1.0` or `ODbL-1.0`."),
    ] = "CC0-1.0"
    keep_reports: Annotated[int, Help("How many published reports stay on disk.", least=1, most=10_000)] = 3
    # Its addresses hold secrets: never in a repr, which may end in a log.
    notify: Annotated[
        str, Help("Whom to tell when a night fails or changes a point: addresses of apprise, with spaces.")
    ] = field(default="", repr=False)
    metrics_file: Annotated[
        Path | None, Help("Where to write figures for Prometheus's text-file collector (`….prom`).")
    ] = None
    disk_budget: Annotated[
        float,
        Help(
            "Gigabytes that the data directory may take; `status` tells when it is more. 0: any.",
            least=0,
            most=1_000_000,
        ),
    ] = 0.0


def load(flags: Mapping[str, Any] | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Defaults, overlaid by the environment, overlaid by `flags` that are not None. Raises UserError."""
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for name in (f.name for f in fields(Settings)):
        text = environment.get(variable(name))
        if text is not None:
            values[name] = _parse(name, text, variable(name))
    for name, value in (flags or {}).items():
        if value is not None:
            values[name] = _checked(name, value, _HELP[name].flag or name)
    return Settings(**values)


def variable(name: str) -> str:
    return PREFIX + name.upper()


def table() -> list[tuple[str, str, str, str]]:
    """(variable, flag, default, help) of every setting."""
    return [
        (variable(f.name), _HELP[f.name].flag, _shown(f.default), _HELP[f.name].text)
        for f in fields(Settings)
    ]


def markdown() -> str:
    """The table as it stands in docs/settings.md."""
    rows = [
        f"| `{v}` | {f'`{flag}`' if flag else ''} | {default} | {text} |"
        for v, flag, default, text in table()
    ]
    return "\n".join(["| variable | flag | default | what it does |", "|---|---|---|---|", *rows]) + "\n"


def _shown(default: Any) -> str:
    if isinstance(default, bool):
        return "`yes`" if default else "`no`"
    return f"`{default}`" if default not in (None, "") else ""


def _parse(name: str, text: str, source: str) -> Any:
    convert = _CONVERTERS[_TYPES[name]]
    try:
        return _checked(name, convert(text.strip()), source)
    except ValueError:
        raise UserError(f"{source}={text!r} is not {_KINDS[_TYPES[name]]}. {_HELP[name].text}") from None


def _checked(name: str, value: Any, source: str) -> Any:
    least, most = _HELP[name].least, _HELP[name].most
    if least is not None and not value >= least:
        raise UserError(f"{source} is {value}, but must be at least {least:g}. {_HELP[name].text}")
    if most is not None and value > most:
        raise UserError(f"{source} is {value}, but must be at most {most:,.0f}. {_HELP[name].text}")
    if name == "name_map" and not all(map(_is_mapping, value.replace(",", " ").split())):
        raise UserError(f"{source}={value!r} is not HOST=ADDRESS:PORT, several separated by commas.")
    if name == "language" and value not in ("sv", "en"):
        raise UserError(f"{source} is {value!r}, but must be sv or en.")
    if name == "licence" and value not in LICENCES:
        raise UserError(f"{source} is {value!r}, but must be one of {', '.join(LICENCES)}.")
    if name == "archive":
        return _extent(value, source)
    return value


def _extent(text: str, source: str) -> str:
    """`full`, or any of the words for yes and no."""
    if text == "full":
        return text
    try:
        return "yes" if _boolean(text) else "no"
    except ValueError:
        raise UserError(f"{source} is {text!r}, but must be no, yes or full.") from None


def _boolean(text: str) -> bool:
    if text.casefold() in _TRUE | _FALSE:
        return text.casefold() in _TRUE
    raise ValueError(text)


def _is_mapping(entry: str) -> bool:
    found = _MAPPED.fullmatch(entry)
    if found is None or not 0 < int(found[2]) < 65536:
        return False
    try:
        ip_address(found[1].strip("[]"))
    except ValueError:
        return False
    return True


_MAPPED = re.compile(r"[^=\s]+=(\d+(?:\.\d+){3}|\[[0-9a-fA-F:]+\]):([0-9]{1,5})")
_ANNOTATIONS = {f.name: get_args(f.type) for f in fields(Settings)}
_TYPES: dict[str, Any] = {name: kind for name, (kind, _) in _ANNOTATIONS.items()}
_HELP: dict[str, Help] = {name: text for name, (_, text) in _ANNOTATIONS.items()}
_CONVERTERS: dict[Any, Callable[[str], Any]] = {
    Path: Path,
    Path | None: lambda text: Path(text) if text else None,
    str: str,
    int: int,
    float: float,
    bool: _boolean,
}
_KINDS: dict[Any, str] = {int: "a whole number", float: "a number", bool: "yes or no"}


if __name__ == "__main__":
    print(markdown(), end="")
