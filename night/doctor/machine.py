"""The machine: fonts, names, clock, disk."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from night.doctor.finding import Finding
from night.settings import Settings
from night.status import LEAST_FREE_BYTES

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
KNOWN_FONTS = ("liberation", "dejavu", "noto", "roboto", "opensans", "ubuntu", "freesans", "arial")
"""In file names, where fontconfig's own list is not to be had. All of them have å, ä and ö."""
ASKED_NAMES = 3
DNS_SECONDS = 6.0
CERTIFICATE_STORES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
FIRST_YEAR, LAST_YEAR = 2025, 2099
LEAST_LEEWAY_SECONDS = 300
"""A file that is so much newer than now was written by a clock that went otherwise."""


def fonts(_settings: Settings, _now: datetime) -> Finding:
    """A page without fonts has no text to measure, and with odd ones its layout is another."""
    found = sorted(_swedish_families() or _known_files(), key=lambda name: (not _is_known(name), name))
    if not found:
        remedy = "Install some: apt-get install fonts-liberation fonts-dejavu-core."
        return Finding(False, "none that has å, ä and ö", remedy)
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return Finding(True, f"{', '.join(found[:3])}{more}")


def _is_known(name: str) -> bool:
    return name.casefold().replace(" ", "").startswith(KNOWN_FONTS)


def _swedish_families() -> set[str]:
    command = shutil.which("fc-list")
    if command is None:
        return set()
    # "sv" means: has every letter of Swedish.
    asked = subprocess.run(  # noqa: S603 - a fixed command
        [command, ":lang=sv:scalable=True", "family"], capture_output=True, text=True, timeout=30, check=False
    )
    return {line.split(",")[0].strip() for line in asked.stdout.splitlines() if line.strip()}


def _known_files(folders: Iterable[str] = FONT_FOLDERS) -> set[str]:
    files = (path for folder in folders for path in Path(folder).expanduser().rglob("*.[ot]tf"))
    return {path.stem for path in files if _is_known(path.stem)}


def dns(settings: Settings, _now: datetime) -> Finding:
    """Some hosts of the registry, because those are what the night will ask for."""
    from night.workspace import open_registry

    hosts = [host for m in open_registry(settings) if (host := urlsplit(m.homepage).hostname) and not m.skip]
    return names(hosts[:: max(1, len(hosts) // ASKED_NAMES)][:ASKED_NAMES])


def names(hosts: Sequence[str], resolve: Callable[[str], object] | None = None) -> Finding:
    """Well if any of `hosts` has an address: one alone may be down."""
    answered = [host for host in hosts if _resolves(host, resolve or _look_up)]
    if answered:
        return Finding(True, f"{len(answered)} of {len(hosts)} names resolve ({', '.join(hosts)})")
    remedy = (
        "Check this machine's network and /etc/resolv.conf. Without the internet: `vagvisaren demo`, "
        "`rescore`, `report` and `export` work all the same."
    )
    return Finding(False, f"no name resolves ({', '.join(hosts)})", remedy)


def _look_up(host: str) -> object:
    return socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)


def _resolves(host: str, resolve: Callable[[str], object]) -> bool:
    found: list[object] = []

    def ask() -> None:
        try:
            found.append(resolve(host))
        except (OSError, UnicodeError):
            return

    # The C library's resolver knows no deadline of ours; a thread that hangs ends with the process.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(DNS_SECONDS)
    return bool(found)


def authorities(_settings: Settings, _now: datetime, stores: Iterable[str | None] | None = None) -> Finding:
    """Whom plain HTTP believes: without a list of authorities no robots.txt of an https site can be read, and
    every further page is opened in the browser."""
    if stores is None:
        # The two that OpenSSL reads, by environment or by how it was built, then where distributions have it.
        known = ssl.get_default_verify_paths()
        stores = (known.cafile, known.capath, *CERTIFICATE_STORES)
    for store in (Path(store) for store in stores if store):
        if store.is_dir() and any(store.glob("*.0")):
            return Finding(True, f"authorities in {store}")
        if store.is_file() and (count := store.read_bytes().count(b"BEGIN CERTIFICATE")):
            return Finding(True, f"{count} authorities in {store}")
    remedy = "Install them: apt-get install ca-certificates."
    return Finding(
        False, "no list of certificate authorities; robots.txt of https sites cannot be read", remedy
    )


def clock(settings: Settings, now: datetime) -> Finding:
    """Against a plausible year and the newest file of the program and the data."""
    text = f"{now:%Y-%m-%d %H:%M} UTC"
    remedy = "Set it, and keep it right: timedatectl set-ntp true."
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        return Finding(False, f"{text} cannot be", remedy)
    program = Path(__file__).parents[1]
    times = [
        p.stat().st_mtime for folder in (program, settings.data) for p in folder.glob("*") if p.is_file()
    ]
    ahead = max(times, default=0.0) - now.timestamp()
    if ahead > LEAST_LEEWAY_SECONDS:
        newest = datetime.fromtimestamp(max(times), UTC)
        return Finding(False, f"{text}, but a file here is from {newest:%Y-%m-%d %H:%M} UTC", remedy)
    return Finding(True, text)


def disk(settings: Settings, _now: datetime) -> Finding:
    existing = next(p for p in (settings.data.absolute(), *settings.data.absolute().parents) if p.exists())
    free = shutil.disk_usage(existing).free
    remedy = f"Free some, at least {LEAST_FREE_BYTES / 1e9:.0f} GB: `vagvisaren prune` removes what is old."
    return Finding(free >= LEAST_FREE_BYTES, f"{free / 1e9:.1f} GB free", remedy)
