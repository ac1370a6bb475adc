"""Archives on disk: warcio's own check, what is read back, damage, pictures, snapshots."""

import gzip
import hashlib
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.checker import Checker

from crawler.archive import Extra, Fetched, write_archive
from crawler.mhtml import slim
from crawler.pictures import picture_path, store_picture
from night import archive_reader
from night.errors import UserError
from tests.store.samples import AT, observation

HOSTILE = [
    ("Content-Type", "text/html"),
    ("X-Bad\r\nSet-Cookie", "a\r\nb\x00c"),
    ("Content-Encoding", "gzip"),
    ("", "x"),
]


def page(number: int, body: bytes = b"<h1>Kontaktcenter") -> Fetched:
    url = f"https://m9901.example/sida {number}#del"
    return Fetched(url, "GET", 200, "OK\r\nX-Injected: 1", [("User-Agent", "V/1")], HOSTILE, body, AT)


def archive(folder: Path, bodies: int = 3) -> Path:
    seen = observation("9901", text="åäö")
    extras = [
        Extra("snapshot", "multipart/related", b"MHTML" * 1000, AT, "https://m9901.example"),
        Extra("layout", "application/json", b'{"boxes": []}', AT),
        Extra("observation", "application/json", seen.model_dump_json().encode(), AT),
        Extra(f"picture/{'a' * 64}", "image/webp", bytes(range(256)), AT),
    ]
    path = folder / "archive" / "r" / "9901.warc.gz"
    written = write_archive(path, (page(n) for n in range(bodies)), extras, [("software", "Vägvisaren")])
    content = path.read_bytes()
    assert (written.sha256, written.bytes) == (hashlib.sha256(content).hexdigest(), len(content))
    return path


def members(content: bytes) -> Iterator[bytes]:
    """Each gzip member, decompressed."""
    while content:
        one = zlib.decompressobj(zlib.MAX_WBITS + 16)
        yield one.decompress(content)
        content = one.unused_data


def check_with_warcio(path: Path) -> int:
    class Options:
        inputs = (str(path),)
        verbose = True

    checker = Checker(Options())
    checker.process_all()
    return int(checker.exit_value)


def test_warcio_accepts_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_with_warcio(archive(tmp_path)) == 0, capsys.readouterr().out


def test_everything_comes_back(tmp_path: Path) -> None:
    path = archive(tmp_path)
    assert archive_reader.verify(path, hashlib.sha256(path.read_bytes()).hexdigest()) == ()
    assert "not the file" in archive_reader.verify(path, "0" * 64)[0]
    assert archive_reader.read_observation(path) == observation("9901", text="åäö")
    assert archive_reader.extra(path, "layout") == b'{"boxes": []}'
    assert archive_reader.extra(path, "nothing") is None
    pages = list(archive_reader.pages(path))
    assert [p.url for p in pages] == [f"https://m9901.example/sida%20{n}#del" for n in range(3)]
    assert {(p.status, p.body, p.fetched_at) for p in pages} == {(200, b"<h1>Kontaktcenter", AT)}


def test_a_hostile_header_stays_one_header(tmp_path: Path) -> None:
    (first, *_) = archive_reader.pages(archive(tmp_path))
    names = [name for name, _ in first.headers]
    assert "Set-Cookie" not in names
    assert "X-Injected" not in names
    assert "X-Archive-Orig-Content-Encoding" in names


def test_each_record_is_a_member_of_its_own(tmp_path: Path) -> None:
    path = archive(tmp_path, bodies=2)
    found = list(members(path.read_bytes()))
    assert len(found) == 1 + 2 * 2 + 4
    assert all(member.startswith(b"WARC/1.1\r\n") for member in found)


def test_a_record_says_nothing_twice(tmp_path: Path) -> None:
    """As the format asks of all its fields but one (WARC-Concurrent-To)."""
    for member in members(archive(tmp_path).read_bytes()):
        head = member.partition(b"\r\n\r\n")[0].splitlines()[1:]
        names = [line.partition(b":")[0] for line in head]
        assert len(set(names)) == len(names), member[:300]


def test_an_error_leaves_no_file(tmp_path: Path) -> None:
    def pages() -> object:
        yield page(1)
        raise OSError("gone")

    path = tmp_path / "a" / "9901.warc.gz"
    with pytest.raises(OSError, match="gone"):
        write_archive(path, pages())  # type: ignore[arg-type]
    assert list(path.parent.iterdir()) == []


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    path = archive(tmp_path)
    changed = (m.replace(b"<h1>Kontaktcenter", b"<h1>Kontoktcenter") for m in members(path.read_bytes()))
    path.write_bytes(b"".join(map(gzip.compress, changed)))
    problems = archive_reader.verify(path)
    assert any("https://m9901.example" in problem and "digest" in problem for problem in problems)


@pytest.mark.parametrize("damage", ["cut", "empty", "nonsense", "missing"])
def test_damage_is_said(tmp_path: Path, damage: str) -> None:
    path = archive(tmp_path)
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes({"cut": content[:400], "empty": b"", "nonsense": b"no warc " * 99}[damage])
    with pytest.raises(UserError, match="archive"):
        archive_reader.read_observation(path)
    assert archive_reader.verify(path) != ()


def test_pictures_are_stored_once(tmp_path: Path) -> None:
    first = store_picture(tmp_path, b"picture")
    before = (tmp_path / first.path).stat().st_mtime_ns
    assert store_picture(tmp_path, b"picture") == first
    assert (tmp_path / first.path).stat().st_mtime_ns == before
    assert first.path == f"pictures/{first.sha256[:2]}/{first.sha256}.webp"
    (tmp_path / first.path).write_bytes(b"half")
    store_picture(tmp_path, b"picture")
    assert (tmp_path / first.path).read_bytes() == b"picture"


@pytest.mark.parametrize("digest", ["../../etc/passwd", "", "A" * 64, "a" * 63])
def test_only_a_digest_becomes_a_path(digest: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        picture_path(digest)


def snapshot(*parts: tuple[str, bytes]) -> bytes:
    kind_line = b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----M--b----"'
    head = b"From: <Saved by Blink>\r\n" + kind_line + b"\r\n\r\n"
    body = b"".join(
        b"\r\n------M--b----\r\nContent-Type: %s\r\nContent-Location: https://x.example/%d\r\n\r\n%s"
        % (kind.encode(), n, data)
        for n, (kind, data) in enumerate(parts)
    )
    return head + body + b"\r\n------M--b------\r\n"


def test_large_pictures_are_left_out_visibly() -> None:
    small, large = b"s" * 100, b"L" * 200_000
    whole = snapshot(
        ("text/html", b"h" * 300_000), ("image/png", large), ("image/gif", small), ("image/png", large)
    )
    slimmed = slim(whole)
    assert b"LL" not in slimmed
    assert small in slimmed
    assert slimmed.count(b"X-Vagvisaren-Omitted: 200000 bytes\r\n\r\n") == 2
    assert slimmed.count(b"Content-Location:") == 4
    assert len(whole) - len(slimmed) == 2 * (200_000 - len(b"X-Vagvisaren-Omitted: 200000 bytes\r\n"))


@pytest.mark.parametrize(
    "content", [b"", b"no snapshot", b"Content-Type: x; boundary=b\r\n\r\n", snapshot(("image/png", b"x"))]
)
def test_anything_else_is_untouched(content: bytes) -> None:
    assert slim(content) == content


def test_four_megabytes_of_pictures_go() -> None:
    noise = random.Random(1).randbytes(700_000)
    assert len(slim(snapshot(*[("image/png", noise)] * 6))) < 2000
