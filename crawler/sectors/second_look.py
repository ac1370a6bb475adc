"""Whether a page of the weekly visit must be read once more, in the browser: no "each its own" or
"without hours" may come from a page whose words a script puts there."""

from dataclasses import dataclass
from typing import Literal

from scoring.observation import Page

RENDERED = 12
"""Of the page budget's pages so many are rendered too: on a site made by scripts, one for each field."""
IN_VAIN = 2
"""After so many renderings that brought a site's pages neither a channel nor hours, it is believed that they
have none."""
_AROUND = ("banner", "navigation", "contentinfo", "complementary")
Reason = Literal["script", "silent", ""]


@dataclass
class SecondLook:
    """Counts what one municipality's visit has rendered, and what it brought."""

    rendered: int = 0
    in_vain: int = 0

    def reason(self, page: Page, purpose: str) -> Reason:
        """Empty: its plain HTML is enough, or the budget is spent. `purpose`: as of a `Choice`."""
        if self.rendered >= RENDERED or "pdf" in page.kind_hints:
            return ""
        if not page.ok:
            # Of certificates the browser judges; a wall before scripts may let it pass, as it does visitors.
            wall = page.error == "blocked" and page.status == 200
            return "script" if page.error == "tls" or wall else ""
        if page.needs_script:
            return "script"
        silent = purpose != "hub" and not tells(page)
        return "silent" if silent and self.in_vain < IN_VAIN else ""

    def note(self, why: Reason, page: Page | None) -> None:
        """After a rendering."""
        self.rendered += 1
        if why == "silent" and not (page and tells(page)):
            self.in_vain += 1


def tells(page: Page) -> bool:
    """A way to reach somebody, or hours, in its content: what every page repeats is no sign of its own."""
    around = {index for index, section in enumerate(page.sections) if section.landmark in _AROUND}
    sections = {channel.section for channel in page.channels} | {hours.section for hours in page.hours}
    return bool(sections - around)
