"""Scrapy's settings. What a user may set comes in at run time: see `scrapy_settings`."""

from typing import Any

BOT_NAME = "vagvisaren"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
ASYNCIO_EVENT_LOOP = "uvloop.Loop"
TWISTED_DNS_RESOLVER = "crawler.resolver.CheckedResolver"
DOWNLOAD_HANDLERS = {
    "http": "crawler.handler.RenderingDownloadHandler",
    "https": "crawler.handler.RenderingDownloadHandler",
    # Nothing but the web is ever fetched.
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
ITEM_PIPELINES = {"crawler.pipelines.SavePipeline": 300}
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.HostSlotMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.robots.ObeyRobots": 100,
    "crawler.recording.RecordRedirects": 650,
    # Without anything to do here, at every request.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
# What is downloaded goes to the unit that asked for it, not through these.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
EXTENSIONS = {
    # Servers on this machine that run whatever code they are sent.
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    # What it counts, the observations say.
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logcount.LogCount": None,
    "crawler.log_lines.OneRecordPerLine": 0,
}
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"
STATS_DUMP = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Vagvisaren"
ROBOTSTXT_PARSER = "crawler.robots.RobotParser"
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False  # a proxy of the environment would connect to addresses that nobody has checked
RETRY_ENABLED = False
REDIRECT_MAX_TIMES = 8
CONCURRENT_REQUESTS = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
DOWNLOAD_TIMEOUT = 20
DOWNLOAD_MAXSIZE = 10_000_000
DOWNLOAD_WARNSIZE = 0
# What the browser does not accept, plain HTTP does not either.
DOWNLOAD_VERIFY_CERTIFICATES = True
DNSCACHE_ENABLED = False
USER_AGENT = "Vagvisaren/1"
DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "sv"}
LOG_LEVEL = "INFO"


def scrapy_settings(context: Any) -> dict[str, Any]:
    """Settings of one crawl; `context` is a `crawler.context.CrawlContext`."""
    options = context.options
    return {
        "VAGVISAREN_CONTEXT": context,
        "DOWNLOAD_DELAY": options.page_delay,
        "DOWNLOAD_TIMEOUT": options.page_timeout,
        "DOWNLOAD_MAXSIZE": options.max_page_bytes,
        "USER_AGENT": context.pool.options.user_agent,
        "LOG_FILE": str(context.data_dir / "crawl.log"),
        "LOG_FILE_APPEND": True,
    }
