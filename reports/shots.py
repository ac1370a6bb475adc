"""Screenshots with frames: which picture shows what, and where to draw."""

import io
import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reports.output import Output
from scoring.observation import Box, Observation, Picture
from scoring.result import EntryPlace, Evidence, Result

View = Literal["desktop", "mobile", "clip"]
SMALL_WIDTH = 640
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture and, in the page's own pixels, the part it shows and what to frame in it."""

    href: str
    """From the site's root."""
    view: View
    width: int
    height: int
    area: Box
    frames: tuple[Box, ...] = ()
    below: float = 0.0
    """Where the entry starts when that is below the picture: pixels from the top of the page, else 0."""
    small: str | None = None
    """The same, `SMALL_WIDTH` wide, for lists and small screens; None when it is not wider than that."""

    @property
    def screens(self) -> float:
        return round(self.below / self.area.height, 1)

    @property
    def line(self) -> float:
        """Stroke width that stays visible when a wide page is shown small."""
        return max(self.area.width / 200, 3.0)


def reduced(path: Path) -> bytes:
    """A WebP picture at `SMALL_WIDTH`; one that cannot be read stays as it is, and the log says so."""
    from PIL import Image

    try:
        with Image.open(path) as image:
            height = max(1, round(image.height * SMALL_WIDTH / image.width))
            # As sharp as Lanczos at this ratio, in half its time.
            small = image.convert("RGB").resize((SMALL_WIDTH, height), Image.Resampling.HAMMING)
    except (OSError, Image.DecompressionBombError) as error:
        logging.getLogger(__name__).warning("the picture %s is damaged: %s", path.name, error)
        return path.read_bytes()
    stream = io.BytesIO()
    small.save(stream, "WEBP", quality=72, method=2)
    return stream.getvalue()


def _smaller(href: str, width: int) -> str | None:
    return href.removesuffix(".webp") + f"-{SMALL_WIDTH}.webp" if width > SMALL_WIDTH else None


def picture_path(data_dir: Path, sha256: str) -> Path | None:
    """Where the data directory keeps a picture; None when the name is no digest or the file is gone."""
    if not _SHA256.fullmatch(sha256):
        return None
    path = data_dir / "pictures" / sha256[:2] / f"{sha256}.webp"
    return path if path.is_file() else None


class Shots:
    """Makes the shots of a site, and puts their pictures into it."""

    def __init__(self, data_dir: Path | None, output: Output) -> None:
        self._data_dir = data_dir
        self._output = output

    @property
    def there(self) -> bool:
        """Whether there can be pictures at all."""
        return self._data_dir is not None and (self._data_dir / "pictures").is_dir()

    def of_entry(self, result: Result, seen: Observation | None) -> tuple[Shot, ...]:
        """Desktop and phone with the entry framed, and the clip around one outside the desktop picture."""
        if seen is None or seen.start is None:
            return ()
        entry = result.entry or result.entry_broad
        desktop, mobile = (entry.desktop, entry.mobile) if entry else (None, None)
        shots = [
            self._shot(_first(seen, "desktop"), "desktop", _boxes(desktop)),
            self._shot(_first(seen, "mobile"), "mobile", _boxes(mobile)),
        ]
        if entry and shots[0] and not shots[0].frames:
            shots.append(self._shot(_first(seen, "clip", entry.id), "clip", _boxes(desktop)))
        return tuple(shot for shot in shots if shot)

    def of_evidence(self, evidence: Evidence, seen: Observation | None) -> Shot | None:
        """The picture that an evidence names, framed; evidence without a box needs no picture of its own."""
        if seen is None or seen.start is None or evidence.box is None or evidence.picture is None:
            return None
        for picture in seen.start.pictures:
            if picture.sha256 == evidence.picture:
                view: View = "mobile" if evidence.viewport == "mobile" else "desktop"
                shot = self._shot(picture, "clip" if picture.kind == "clip" else view, (evidence.box,))
                return shot if shot and shot.frames else None
        return None

    def of_month(self, screen: Picture | None) -> str | None:
        """The small file of the start page at desktop width, from the site's root; None when it is gone."""
        shot = self._shot(screen, "desktop", ())
        return (shot.small or shot.href) if shot else None

    def _shot(self, picture: Picture | None, view: View, boxes: tuple[Box, ...]) -> Shot | None:
        if picture is None or self._data_dir is None or picture.box.width <= 0 or picture.box.height <= 0:
            return None
        path = picture_path(self._data_dir, picture.sha256)
        if path is None:
            return None
        href = f"pictures/{picture.sha256[:2]}/{picture.sha256}.webp"
        self._output.link(href, path)
        small = _smaller(href, picture.width)
        if small:
            self._output.derived(small, lambda: reduced(path))
        inside = tuple(box for box in boxes if _overlap(box, picture.box))
        edge = picture.box.y + picture.box.height
        below = max((box.y for box in boxes if box.y >= edge), default=0.0)
        return Shot(href, view, picture.width, picture.height, picture.box, inside, below, small)


def _first(seen: Observation, kind: str, entry: str | None = None) -> Picture | None:
    pictures = seen.start.pictures if seen.start else ()
    return next((p for p in pictures if p.kind == kind and (entry is None or p.entry == entry)), None)


def _boxes(place: EntryPlace | None) -> tuple[Box, ...]:
    if place is None or place.width <= 0 or place.height <= 0:
        return ()
    return (Box(x=place.x, y=place.y, width=place.width, height=place.height),)


def _overlap(box: Box, area: Box) -> bool:
    return (
        box.x < area.x + area.width
        and area.x < box.x + box.width
        and box.y < area.y + area.height
        and area.y < box.y + box.height
    )
