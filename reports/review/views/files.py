"""Styles, scripts and archived pictures: names are looked up, never joined to a path."""

from functools import lru_cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from reports.render import STATIC
from reports.review.access import Visit
from reports.shots import picture_path

OWN = Path(__file__).resolve().parents[1] / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def static(visit: Visit) -> Response:
    found = _assets().get(visit.request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    content, kind = found
    return Response(content, media_type=kind, headers={"cache-control": "no-cache"})


def picture(visit: Visit) -> Response:
    return _picture(visit, visit.app.config.data)


def training_picture(visit: Visit) -> Response:
    return _picture(visit, visit.app.config.training)


def _picture(visit: Visit, data: Path | None) -> Response:
    """By digest only; what a digest names never changes."""
    path = picture_path(data, visit.request.path_params["digest"]) if data is not None else None
    if path is None:
        raise HTTPException(404)
    return FileResponse(
        path, media_type="image/webp", headers={"cache-control": "private, max-age=31536000, immutable"}
    )


@lru_cache(maxsize=1)
def _assets() -> dict[str, tuple[bytes, str]]:
    """The report's styles and the app's own: read once, found by name."""
    paths = [path for folder in (STATIC, OWN) for path in folder.iterdir() if path.suffix in TYPES]
    return {path.name: (path.read_bytes(), TYPES[path.suffix]) for path in paths}
