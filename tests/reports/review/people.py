"""People who sit at browsers of their own in front of the served app."""

from dataclasses import dataclass, field
from typing import Any

from scoring.store import Store
from tests.reports.review.ground import PASSWORD

DESKTOP = {"width": 1366, "height": 768}


@dataclass
class Desk:
    """The served app and whoever sits in front of it."""

    store: Store
    root: str
    browser: Any
    problems: list[str] = field(default_factory=list)
    contexts: list[Any] = field(default_factory=list)

    def person(self, name: str) -> Any:
        """A page of a browser of their own, logged in through the form."""
        context = self.browser.new_context(viewport=DESKTOP, locale="en-GB", reduced_motion="reduce")
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: self.problems.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.goto(f"{self.root}/login")
        page.fill("#name", name)
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url(f"{self.root}/queue")
        return page
