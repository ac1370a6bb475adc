"""Start the review app on a data directory."""

import getpass
import ipaddress
import sys
from datetime import UTC, datetime

from night.errors import UserError
from night.example_web import GOLD
from night.settings import Settings
from night.workspace import open_store
from scoring.registry import Registry
from scoring.store import Store, accounts

TRAINING = "demo"
"""Where `vagvisaren demo` leaves the example municipalities, below the data directory."""


def run_review(
    settings: Settings, registry: Registry, host: str, port: int, *, team: bool, public_hosts: tuple[str, ...]
) -> None:
    """Until a signal ends it. Raises UserError for an address or a name that cannot be."""
    from reports.review.config import Config, new_token
    from reports.review.serve import CannotListen, bound, serve

    _check(host, team=team, public_hosts=public_hosts)
    training = settings.data if settings.data.name == TRAINING else settings.data / TRAINING
    with open_store(settings, create=False) as store:
        if team and not _someone(store):
            raise UserError(
                "there is no account yet: `vagvisaren user add NAME --role lead` makes the first."
            )
        person = "" if team else _local_person(store)
        try:
            listening = bound(host, port)
        except CannotListen as error:
            raise UserError(f"{error}. Choose another with --port, or end what runs there.") from error
        config = Config(
            data=settings.data,
            mode="team" if team else "local",
            hosts=public_hosts,
            person=person,
            language=settings.language,
            token="" if team else new_token(),
            training=training if (training / "vagvisaren.db").is_file() and GOLD.is_file() else None,
            training_gold=GOLD,
        )
        serve(config, store, registry, listening, lambda text: print(text, flush=True))


def _check(host: str, *, team: bool, public_hosts: tuple[str, ...]) -> None:
    if team and not public_hosts:
        raise UserError(
            "--team needs --public-host: the name in the browser's address, such as review.example.se."
        )
    if not team and public_hosts:
        raise UserError("--public-host goes with --team.")
    if not team and not _is_loopback(host):
        raise UserError(
            f"without accounts the app answers this machine only, not {host}: "
            "leave --host away, or use --team."
        )
    if team and not _is_loopback(host):
        print(
            f"{host} can be reached from elsewhere without encryption: let only the proxy come there.",
            file=sys.stderr,
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise UserError(f"--host {host!r} is no IP address.") from None


def _someone(store: Store) -> bool:
    with store.reading() as connection:
        return any(found.active and found.password for found in accounts.everyone(connection))


def _local_person(store: Store) -> str:
    """The one person of single-user mode: named as this machine knows them, without a password."""
    try:
        name = getpass.getuser()[:64]
    except OSError:
        name = "auditor"
    with store.writing() as connection:
        found = accounts.find(connection, name)
        if found is None:
            accounts.put(connection, name, "lead", "", datetime.now(UTC))
        elif not found.may("lead"):
            print(f"{name} is {found.role} here, and stays so in the app", file=sys.stderr)
    return name
