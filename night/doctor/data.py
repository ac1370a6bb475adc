"""The data directory and what the operator has set."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

from night.doctor.finding import Finding
from night.settings import Settings

LOST_TO_ALL = 0o002


def permissions(settings: Settings, _now: datetime) -> Finding:
    """Whether this user may write everything that a night writes, and not everybody else."""
    data = settings.data.absolute()
    remedy = f"chown -R the folder to the user that runs the night, or choose another with --data ({data})."
    if not data.exists():
        parent = next(p for p in data.parents if p.exists())
        well = os.access(parent, os.W_OK | os.X_OK)
        return Finding(well, f"{data} is not there yet" + ("" if well else f"; {parent} is closed"), remedy)
    closed = _closed(data)
    if closed is not None:
        return Finding(False, f"{closed} cannot be written", remedy)
    if data.stat().st_mode & LOST_TO_ALL:
        return Finding(False, f"everybody may write to {data}", f"chmod o-w {data}")
    return Finding(True, f"{data}, writable")


def _closed(data: Path) -> Path | None:
    """The first of what a night writes that this user cannot."""
    try:
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError:
        return data
    return next((path for path in sorted(data.iterdir()) if not os.access(path, os.W_OK)), None)


def database(settings: Settings, _now: datetime) -> Finding:
    """Whole, and of which version. Not migrated here: only looked at."""
    from scoring.store import DATABASE, NoStore, StoreError
    from scoring.store.inspection import inspect_database, inspect_server

    if settings.database:
        try:
            waiting = inspect_server(settings.database)
        except StoreError as error:
            return Finding(False, f"{error.what} ({error.where})", error.remedy)
        behind = f"; the next start brings it to version {waiting[-1]}" if waiting else ""
        return Finding(True, f"the server answers{behind}")
    path = settings.data / DATABASE
    try:
        found = inspect_database(path)
    except NoStore:
        return Finding(True, "none yet; the first crawl makes it")
    except StoreError as error:
        return Finding(False, error.what, error.remedy)
    if found.damage != "ok":
        remedy = "Restore a backup: `vagvisaren restore FILE --replace`."
        return Finding(False, f"damaged: {found.damage}", remedy)
    coming = (
        f"; the next start brings it to version {found.pending[-1]}, after a copy" if found.pending else ""
    )
    return Finding(True, f"whole, {path.stat().st_size / 1e6:.0f} MB{coming}")


def registry(settings: Settings, _now: datetime) -> Finding:
    from night.errors import UserError
    from night.workspace import open_registry
    from scoring.registry import RegistryError

    try:
        found = open_registry(settings)
    except (UserError, RegistryError) as error:
        return Finding(
            False, str(error).splitlines()[0], "Mend the file, or name another: VAGVISAREN_REGISTRY."
        )
    return Finding(True, f"{len(found)} municipalities")


def contact(settings: Settings, _now: datetime) -> Finding:
    remedy = "Set VAGVISAREN_CONTACT to an address or page where a webmaster can reach you."
    return Finding(bool(settings.contact.strip()), settings.contact.strip() or "not set", remedy)


def notifications(settings: Settings, _now: datetime) -> Finding:
    """Whether the addresses are understood; nothing is sent. They hold secrets: told by number only."""
    from night.notify import addresses, misunderstood

    known = addresses(settings)
    if not known:
        return Finding(True, "none asked for")
    wrong = misunderstood(known)
    if wrong:
        which = ", ".join(wrong)
        return Finding(
            False, f"not understood: {which}", "Mend VAGVISAREN_NOTIFY: addresses as apprise has them."
        )
    return Finding(True, f"{len(known)} {'address' if len(known) == 1 else 'addresses'}")


def sent_message(settings: Settings, _now: datetime) -> Finding:
    """Really sends one: that an address is understood says little of whether anything arrives."""
    from night.notify import Message, addresses, send

    known = addresses(settings)
    if not known:
        return Finding(False, "nobody to send it to", "Set VAGVISAREN_NOTIFY.")
    lines = ["This is a test: `vagvisaren doctor --notify` was run.", f"Data directory: {settings.data}"]
    failed = send(Message("Vägvisaren: a test", lines, "info"), settings)
    if failed:
        remedy = "Check address, password and whether this machine may reach that server."
        return Finding(False, f"did not get through: {'; '.join(failed)}", remedy)
    return Finding(True, f"sent to {len(known)}; look whether it has arrived")
