"""The app's fixed vocabulary in one language, beside that of the report."""

from collections.abc import Mapping
from functools import cached_property

from reports.words import Words


class Vocabulary(Words):
    @cached_property
    def roles(self) -> Mapping[str, str]:
        _ = self._language.gettext
        return {"reader": _("reader"), "rater": _("rater"), "lead": _("lead")}

    @cached_property
    def sources(self) -> Mapping[str, str]:
        _ = self._language.gettext
        return {
            "site": _("on the site"),
            "phone": _("by phone"),
            "email": _("by e-mail"),
            "owner": _("from the municipality"),
        }

    @cached_property
    def pictures(self) -> Mapping[str, str]:
        _ = self._language.gettext
        return {
            "desktop": _("Desktop"),
            "mobile": _("Phone"),
            "before_consent": _("Before consent"),
            "clip": _("Further down the page"),
        }

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Why something waits, where no reason code of the method says it."""
        _ = self._language.gettext
        return {
            "objection": _("The municipality objects."),
            "changing": _("The verdict is changing from night to night."),
            "review": _("A human must look."),
            "unknown": _("Cannot be known from the web."),
        }

    @cached_property
    def outcomes(self) -> Mapping[str, str]:
        _ = self._language.gettext
        return {"upheld": _("upheld"), "rejected": _("rejected")}
