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
# Only what is named here is loaded, and runs. Scrapy's own lists, which would come on top, hold servers on
# this machine that run whatever code they are sent, and a dozen others that have nothing to do here.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.HostSlotMiddleware": 50,
    "crawler.robots.ObeyRobots": 100,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": 580,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    "crawler.recording.RecordRedirects": 650,
}
# What is downloaded goes to the unit that asked for it.
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
EXTENSIONS_BASE: dict[str, int] = {}
EXTENSIONS = {
    "crawler.log_lines.OneRecordPerLine": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,  # for `scrapy crawl municipalities -o FILE`
}
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"
STATS_DUMP = False
# Whoever names one of these above finds it off.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False  # a proxy of the environment would connect to addresses that nobody has checked
RETRY_ENABLED = False

ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Vagvisaren"
ROBOTSTXT_PARSER = "crawler.robots.RobotParser"
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
