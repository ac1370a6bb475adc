"""A local HTTP server that takes apprise's JSON notifications."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = "s3cr3t-token"


@dataclass
class Inbox:
    port: int = 0
    status: int = 200
    got: list[dict[str, str]] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    """Answers wait for it where `slow` is set."""
    slow: bool = False

    @property
    def address(self) -> str:
        """With a secret in every place that an address has for one."""
        return f"json://user:{SECRET}@127.0.0.1:{self.port}/{SECRET}?+X-Token={SECRET}"

    @property
    def text(self) -> str:
        return "\n".join(f"{message['title']}\n{message['message']}" for message in self.got)


@contextmanager
def inbox(status: int = 200, *, slow: bool = False) -> Iterator[Inbox]:
    box = Inbox(status=status, slow=slow)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if box.slow:
                box.hold.wait(20)
            box.got.append(json.loads(body))
            self.send_response(box.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Not to the terminal of the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        box.port = server.server_port
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield box
        finally:
            box.hold.set()
            server.shutdown()
            thread.join()
