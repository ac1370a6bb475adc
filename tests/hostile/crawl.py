"""The command line, with name servers of the hostile web's own: nothing here asks the real ones."""

import os
import socket
from collections import Counter

from crawler import addresses
from crawler.browser import pool
from tests.hostile.faults import addresses_of
from tests.hostile.server import OUTSIDE
from vagvisaren import main

TRUSTED_KEY = "VAGVISAREN_TEST_TRUSTED"

_ask = addresses._get_addresses
_is_public = addresses.is_public
_asked: Counter[str] = Counter()


def answer(host: str) -> list[str]:
    if not host.endswith(".test"):
        # Addresses in all their spellings are the C library's to read, as ever.
        return _ask(host)
    found = addresses_of(host, _asked[host])
    _asked[host] += 1
    if found is None:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    return found


if __name__ == "__main__":
    addresses._get_addresses = answer
    addresses.is_public = lambda address: address == OUTSIDE or _is_public(address)
    # A name that changes its answer is asked for again and again.
    addresses.REMEMBER_SECONDS = 1.0
    # One key that the browser takes for trusted: some faults come after the handshake.
    pool.ARGUMENTS += (f"--ignore-certificate-errors-spki-list={os.environ[TRUSTED_KEY]}",)
    main()
