"""A process of its own that fetches addresses as the crawl's plain HTTP does: Twisted starts once in a
process.

`python -m tests.security.fetching NAME_MAP URL…` prints a JSON list: status and end of each address, or the
name of its error; and what the crawl has switched off.
"""

import contextlib
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.log import get_scrapy_root_handler

from crawler import settings as defaults
from crawler.context import CrawlContext, Defaults
from crawler.settings import scrapy_settings

FOUND: dict[str, Any] = {"answers": []}


class Fetching(Spider):
    name = "fetching"
    urls: tuple[str, ...] = ()

    async def start(self) -> AsyncIterator[dict[str, Any]]:
        engine = self.crawler.engine
        assert engine is not None
        for url in self.urls:
            try:
                answer = await engine.download_async(Request(url, dont_filter=True))
                FOUND["answers"].append([answer.status, answer.url])
            except Exception as error:
                FOUND["answers"].append(["error", f"{type(error).__name__}: {error}"[:200]])
        FOUND["extensions"] = [type(one).__name__ for one in self.crawler.extensions.middlewares]  # type: ignore[union-attr]
        FOUND["middlewares"] = [type(one).__name__ for one in engine.downloader.middleware.middlewares]
        handler = get_scrapy_root_handler()
        FOUND["log"] = type(handler.formatter).__name__ if handler else ""
        FOUND["listening"] = listening_sockets()
        return
        yield


def listening_sockets() -> list[str]:
    """Of this process, by /proc; empty where there is none."""
    inodes = set()
    for path in Path("/proc/self/fd").glob("*"):
        with contextlib.suppress(OSError):
            inodes.add(str(path.readlink()).removeprefix("socket:[").removesuffix("]"))
    found = []
    for table in ("tcp", "tcp6"):
        path = Path("/proc/self/net", table)
        for line in path.read_text().splitlines()[1:] if path.exists() else ():
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                found.append(fields[1])
    return found


def main(name_map: str, *urls: str) -> None:
    Fetching.urls = urls
    with tempfile.TemporaryDirectory() as folder:
        context = CrawlContext(
            Defaults(name_map=name_map, page_delay=0.0, page_timeout=5.0), (), data_dir=Path(folder)
        )
        settings = Settings()
        settings.setmodule(defaults, priority="project")
        settings.setdict({**scrapy_settings(context), "ITEM_PIPELINES": {}}, priority="cmdline")
        settings.set("ROBOTSTXT_OBEY", False, priority="cmdline")
        process = AsyncCrawlerProcess(settings)
        process.crawl(Fetching)
        process.start(install_signal_handlers=False)
        context.addresses.close()
    print(json.dumps(FOUND))


if __name__ == "__main__":
    main(*sys.argv[1:])
