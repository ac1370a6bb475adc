"""Contrast from pixels, where an image or gradient lies behind a label: the picture with the ink and the
picture without.

Where the two differ there are glyphs; there the ink's colour meets the colours behind it. WCAG 2.x contrast
ratios.
"""

import io
import statistics
from dataclasses import dataclass

from PIL import Image, ImageChops

MAX_PIXELS = 40_000
"""A label is small. What is larger is scaled down first."""
GLYPH_DIFFERENCE = 4
"""Of 255. Low, because light ink on a light background is what must not be missed; soft edges have the same
background as the glyphs that they belong to."""
WORST_SHARE = 0.05
"""The worst contrast is the one that a twentieth of the glyphs falls below: single pixels are not
legibility."""


@dataclass(frozen=True)
class PixelContrast:
    worst: float
    median: float


def pixel_contrast(with_ink: bytes, without_ink: bytes, ink: tuple[float, ...]) -> PixelContrast | None:
    """Both PNG pictures show the same clip; `ink` is 0–255 per channel, and perhaps its alpha, 0–1. None when
    no glyph can be told."""
    before = _open(with_ink)
    behind = _open(without_ink)
    if before.size != behind.size:
        return None
    red, green, blue = ImageChops.difference(before, behind).split()
    difference = ImageChops.lighter(ImageChops.lighter(red, green), blue).tobytes()
    pixels = behind.tobytes()
    alpha = ink[3] if len(ink) > 3 else 1.0
    found = sorted(
        _upon(ink, alpha, (pixels[3 * at], pixels[3 * at + 1], pixels[3 * at + 2]))
        for at, value in enumerate(difference)
        if value >= GLYPH_DIFFERENCE
    )
    if len(found) < 8:
        return None
    return PixelContrast(round(found[int(len(found) * WORST_SHARE)], 2), round(statistics.median(found), 2))


def _upon(ink: tuple[float, ...], alpha: float, behind: tuple[int, int, int]) -> float:
    """Contrast of ink, which may let through what is behind it, with that."""
    mixed = [alpha * one + (1 - alpha) * other for one, other in zip(ink, behind, strict=False)]
    return contrast(luminance(*mixed[:3]), luminance(*behind))


def _open(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data)).convert("RGB")
    if image.width * image.height > MAX_PIXELS:
        factor = (MAX_PIXELS / (image.width * image.height)) ** 0.5
        image = image.resize((max(1, int(image.width * factor)), max(1, int(image.height * factor))))
    return image


def luminance(red: float, green: float, blue: float) -> float:
    """Relative luminance, WCAG 2.2."""

    def channel(value: float) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)


def contrast(one: float, other: float) -> float:
    """Contrast ratio of two luminances, 1–21."""
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)
