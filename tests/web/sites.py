"""The example web's content: every site of every family, rendered when it is first asked for and kept."""

import mimetypes
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, TemplateError

FAMILIES = Path(__file__).parent / "families"

# Python's own table differs between distributions; these decide how a browser treats the body.
CONTENT_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
}
TEXTUAL = ("text/", "application/json", "application/xml")


class SiteError(Exception):
    """The folder of a site contradicts the layout of the example web."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Site:
    """One host. `pages` and `files` map URL paths to finished bodies."""

    host: str
    family: str
    settings: Mapping[str, Any]
    pages: Mapping[str, bytes]
    files: Mapping[str, bytes]
    not_found: bytes | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    def answer(self, path: str) -> Answer:
        """What a visitor gets for `path` (percent-decoded, without the query)."""
        path = path.rstrip("/") or "/"
        target = self.settings.get("redirects", {}).get(path)
        if target is not None:
            return Answer(301, b"", {"location": target})
        if path in self.errors:
            return Answer(500, self.errors[path].encode(), {"content-type": "text/plain; charset=utf-8"})
        body, content_type = self._content(path)
        status = self.settings.get("status", {}).get(path, 200 if body is not None else 404)
        if body is None:
            body, content_type = self._missing(path, status)
        return Answer(status, body, self._headers(path, content_type))

    def _content(self, path: str) -> tuple[bytes | None, str]:
        if path in self.pages:
            return self.pages[path], "text/html; charset=utf-8"
        return self.files.get(path), content_type_of(path)

    def _missing(self, path: str, status: int) -> tuple[bytes, str]:
        if status == 404 and self.not_found is not None and not path.startswith("/static/"):
            return self.not_found, "text/html; charset=utf-8"
        return f"{status}\n".encode(), "text/plain; charset=utf-8"

    def _headers(self, path: str, content_type: str) -> dict[str, str]:
        extra = self.settings.get("headers", {}).get(path, {})
        return {"content-type": content_type} | {name.lower(): str(value) for name, value in extra.items()}


def content_type_of(path: str) -> str:
    """The Content-Type header for a file, by its extension only."""
    suffix = Path(path).suffix.lower()
    kind = CONTENT_TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(TEXTUAL) else kind


class Sites(Mapping[str, Site]):
    """All sites by host (as the folder is named). To render all takes seconds, and most who start the example
    web visit few. Raises SiteError on a duplicate or a bad site.toml, at once."""

    def __init__(self, root: Path = FAMILIES) -> None:
        self._folders: dict[str, tuple[Path, dict[str, Any]]] = {}
        self._loaded: dict[str, Site] = {}
        for folder in sorted(root.glob("*/sites/*/")):
            if folder.name in self._folders:
                family = self._folders[folder.name][0].parent.parent.name
                raise SiteError(f"{folder}: {folder.name} is already served by {family}")
            self._folders[folder.name] = folder, _settings(folder)

    def __getitem__(self, host: str) -> Site:
        if host not in self._loaded:
            self._loaded[host] = load_site(*self._folders[host])
        return self._loaded[host]

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)


def load_site(folder: Path, settings: Mapping[str, Any] | None = None) -> Site:
    """Read and render one site's folder. `settings`: its site.toml, where that has been read."""
    settings = _settings(folder) if settings is None else settings
    family = folder.parent.parent
    environment = Environment(
        loader=FileSystemLoader([folder, family / "templates"]), autoescape=True, keep_trailing_newline=True
    )
    context = {"site": {**settings, "host": folder.name, "family": family.name}}
    pages: dict[str, bytes] = {}
    errors: dict[str, str] = {}
    for name, path in _templates(folder):
        try:
            pages[path] = environment.get_template(name).render(context, path=path).encode()
        except (TemplateError, UnicodeDecodeError) as error:
            # One broken page must not keep the others from being served: it is a 500, and said aloud.
            errors[path] = f"{folder / name}: {type(error).__name__}: {error}"
            print(errors[path], file=sys.stderr)
    files = dict(_files(family / "static", "/static")) | dict(_files(folder, "", skip_html=True))
    not_found = _not_found(environment, folder, context)
    return Site(folder.name, family.name, settings, pages, files, not_found, errors)


def _settings(folder: Path) -> dict[str, Any]:
    try:
        settings = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SiteError(f"{folder / 'site.toml'}: {error}") from error
    if not settings.get("name"):
        raise SiteError(f"{folder / 'site.toml'}: a name is missing")
    return settings


def _templates(folder: Path) -> Iterator[tuple[str, str]]:
    """(template name, URL path) of every page. Names that start with `_` are layouts and partials."""
    for file in sorted(folder.rglob("*.html")):
        name = file.relative_to(folder)
        if any(part.startswith("_") for part in name.parts):
            continue
        path = "/" + name.with_suffix("").as_posix()
        yield name.as_posix(), path.removesuffix("/index").removesuffix("/") or "/"


def _files(folder: Path, prefix: str, *, skip_html: bool = False) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        hidden = any(part.startswith(("_", ".")) for part in name.parts) or name.as_posix() == "site.toml"
        if file.is_file() and not hidden and not (skip_html and file.suffix == ".html"):
            yield f"{prefix}/{name.as_posix()}", file.read_bytes()


def _not_found(environment: Environment, folder: Path, context: Mapping[str, Any]) -> bytes | None:
    if "404.html" not in environment.list_templates():
        return None
    try:
        return environment.get_template("404.html").render(context, path="/404").encode()
    except TemplateError as error:
        print(f"{folder}: 404.html: {type(error).__name__}: {error}", file=sys.stderr)
        return None
