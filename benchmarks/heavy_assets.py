"""What every heavy site loads besides its HTML: pictures, style sheet and script as heavy as real ones."""

import gzip
import io
import random
from pathlib import Path

from PIL import Image

CSS_BYTES = 130_000
JS_BYTES = 370_000
IMAGES = 40
LARGE = 9
"""A hero and eight news pictures; the other 31 are icons and logotypes."""
SETS = 6
"""Different sets of pictures; sites share them on disk, but each serves its own."""
GZIP_LEVEL = 6

_TEMPLATES = Path(__file__).parent / "templates"


def write_asset_sets(folder: Path) -> list[Path]:
    """`SETS` folders with `site.css`, `site.js` (each with a `.gz` beside it) and `img/`. Returns them."""
    css, script = _style_sheet(), _script()
    made = []
    for number in range(SETS):
        target = folder / f"set-{number}"
        (target / "img").mkdir(parents=True)
        write_with_gzip(target / "site.css", css)
        write_with_gzip(target / "site.js", script)
        _write_pictures(target / "img", random.Random(number))  # noqa: S311 - same pictures every time
        made.append(target)
    return made


def write_with_gzip(path: Path, text: str) -> None:
    """As real servers do: text goes compressed over the wire."""
    data = text.encode()
    path.write_bytes(data)
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(data, GZIP_LEVEL, mtime=0))


def _write_pictures(folder: Path, rng: random.Random) -> None:
    budget = rng.uniform(1.0, 3.0) * 1_000_000
    # The hero takes a third, as it does on municipal start pages.
    shares = [1 / 3] + [2 / 3 / (LARGE - 1)] * (LARGE - 1)
    for number in range(IMAGES):
        if number == 0:
            data = _photograph(rng, (1600, 700), budget * shares[0], "JPEG")
        elif number < LARGE:
            data = _photograph(rng, (720, 480), budget * shares[number], "WEBP" if number % 2 else "JPEG")
        else:
            data = _icon(rng)
        # One name whatever the format: browsers go by the bytes.
        (folder / f"{number:02d}.img").write_bytes(data)


def _photograph(rng: random.Random, size: tuple[int, int], wanted: float, kind: str) -> bytes:
    """Sky, ground and soft shapes under grain: compresses like a photograph, to about `wanted` bytes."""
    scene, found = _scene(rng, size), []
    for quality in (20, 40, 55, 70, 80, 87, 92, 96):
        stream = io.BytesIO()
        scene.save(stream, kind, quality=quality, **({"method": 0} if kind == "WEBP" else {}))
        found.append(stream.getvalue())
        if len(found[-1]) > wanted:
            break
    return min(found, key=lambda data: abs(len(data) - wanted))


def _scene(rng: random.Random, size: tuple[int, int]) -> Image.Image:
    sky, ground = (tuple(rng.randrange(60, 220) for _ in range(3)) for _ in range(2))
    gradient = Image.linear_gradient("L").resize(size)
    scene = Image.composite(Image.new("RGB", size, ground), Image.new("RGB", size, sky), gradient)
    # Large soft noise makes shapes, small noise the grain that keeps a photograph from compressing away.
    shapes = Image.effect_noise((size[0] // 40, size[1] // 40), 90).resize(size, Image.Resampling.BICUBIC)
    scene = Image.blend(scene, shapes.convert("RGB"), 0.3)
    grain = Image.effect_noise(size, 24).convert("RGB")
    return Image.blend(scene, grain, 0.3)


def _icon(rng: random.Random) -> bytes:
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    for _ in range(24):
        corner = rng.randrange(48), rng.randrange(48)
        size = rng.randrange(4, 24), rng.randrange(4, 24)
        block = Image.new("RGBA", size, (rng.randrange(256), 90, 140, 255))
        image.paste(block, corner)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _style_sheet() -> str:
    """The real rules, then as many that match little or nothing: most of a real style sheet is unused."""
    rng = random.Random(1)  # noqa: S311
    parts = [(_TEMPLATES / "heavy.css").read_text(encoding="utf-8")]
    size, number = len(parts[0]), 0
    while size < CSS_BYTES:
        number += 1
        rule = (
            f".c-{number}__{rng.choice(('item', 'link', 'list', 'body'))}, "
            f".u-{number} > li:nth-child({rng.randrange(1, 9)}) a"
            f"{{margin:{rng.randrange(40)}px {rng.randrange(40)}px;color:#{rng.randrange(1 << 24):06x};"
            f"transition:opacity .{rng.randrange(1, 9)}s ease}}\n"
        )
        parts.append(rule)
        size += len(rule)
    return "".join(parts)


def _script() -> str:
    """A bundle: the page's behaviour, and modules that are really compiled and run when it loads."""
    rng = random.Random(2)  # noqa: S311
    behaviour = (_TEMPLATES / "heavy.js").read_text(encoding="utf-8")
    modules: list[str] = []
    size = len(behaviour)
    while size < JS_BYTES:
        modules.append(_module(len(modules), rng))
        size += len(modules[-1])
    return "".join(("window.__modules=[];\n", *modules, behaviour))


def _module(number: int, rng: random.Random) -> str:
    words = _words(rng)
    return (
        f"window.__modules.push(function m{number}(state){{"
        f"var words={words};var table={{}};"
        "for(var i=0;i<words.length;i++){for(var j=0;j<6;j++){"
        "var key=words[i].slice(0,j+1).toLowerCase();table[key]=(table[key]||0)+words[i].length*(j+1);}}"
        f"function Part{number}(name){{this.name=name;this.parts=[];}}"
        f"Part{number}.prototype.render=function(){{"
        "return this.parts.map(function(p){return '<i>'+p+'</i>';}).join('');};"
        f"var part=new Part{number}('part-{number}');part.parts=Object.keys(table).sort();"
        f"state.sum=(state.sum+part.render().length*{rng.randrange(3, 99)})%65521;return table;}});\n"
    )


def _words(rng: random.Random) -> str:
    letters = "abdefghijklmnoprstuvyåäö"
    words = ("".join(rng.choice(letters) for _ in range(rng.randrange(4, 14))) for _ in range(60))
    return "[" + ",".join(f'"{word}"' for word in words) + "]"
