"""`python -m tests.web`: the example web on a local port, announced in one JSON line."""

import argparse
import signal
import sys
from io import FileIO
from types import FrameType

from .server import serve
from .sites import SiteError


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.web", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 (the default) takes a free one")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end when standard input ends")
    return parser.parse_args()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    # uvicorn raises the signal again after its own shutdown; to be asked to stop is no failure.
    raise SystemExit(0)


def main() -> int:
    options = arguments()
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    # Unbuffered: a buffered stream may not be closed at exit while the watching thread reads it.
    stream = FileIO(0, closefd=False) if options.until_stdin_closes else None
    try:
        serve(options.host, options.port, stream)
    except (OSError, SiteError) as error:
        print(f"the example web cannot start: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
