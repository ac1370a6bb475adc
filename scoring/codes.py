"""Every rule id, reason code, cap and flag by name; their sentences and remedies stand in `codes.toml`."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path


class Code(StrEnum):
    # rules that hold, and rules that do not
    A1 = "A1"
    A2 = "A2"
    A3 = "A3"
    A4 = "A4"
    NOT_A1 = "not_A1"
    NOT_A2 = "not_A2"
    NOT_A3 = "not_A3"
    NOT_A4 = "not_A4"
    STAFFED = "A5"
    NOT_STAFFED = "not_A5"
    B1 = "B1"
    B2 = "B2"
    B3 = "B3"
    B4 = "B4"
    NOT_B = "not_B"
    R1 = "R1"
    R2 = "R2"
    R3 = "R3"
    NOT_R1 = "not_R1"
    NOT_R2 = "not_R2"
    NOT_R3 = "not_R3"
    D1 = "D1"
    D2 = "D2"
    NOT_D1 = "not_D1"
    NOT_D2 = "not_D2"
    E1 = "E1"
    NOT_E1 = "not_E1"
    # nesting and frame
    NO_FUNCTION = "no_function"
    NOT_ON_FRONT_PAGE = "not_on_front_page"
    AS_IF = "as_if"
    SITE_UNMEASURED = "site_unmeasured"
    DECIDED_ABOVE = "decided_above"
    # existence
    FIRST_LINE_UNPROVEN = "first_line_unproven"
    SCOPE_UNPROVEN = "scope_unproven"
    CONFLICTING_SCOPES = "conflicting_scopes"
    NARROW_SCOPE = "narrow_scope"
    BRAND_UNEXPLAINED = "brand_unexplained"
    NEEDS_GUIDANCE = "needs_guidance"
    LIMITED_SERVICE = "limited_service"
    OTHER_ORGANISATION = "other_organisation"
    DELEGATED = "delegated"
    ONLY_ENGLISH = "only_english"
    ONLY_NEWS = "only_news"
    NEGATIVE_TERM = "negative_term"
    # targets
    NOT_ARCHIVED = "not_archived"
    TARGET_ERROR = "target_error"
    TARGET_HOME = "target_home"
    NAME_ELSEWHERE = "name_elsewhere"
    ROBOTS_PAGE = "robots_page"
    PDF_ONLY = "pdf_only"
    BEHIND_LOGIN = "behind_login"
    UNRENDERED = "unrendered"
    # candidates not taken
    LOWER_SCOPE = "lower_scope"
    LOWER_SCORE = "lower_score"
    SKIP_LINK = "skip_link"
    HIDDEN_ENTRY = "hidden_entry"
    TOO_MANY_CLICKS = "too_many_clicks"
    NEWS_ENTRY = "news_entry"
    CHATBOT = "chatbot"
    # front page
    NAMED_FURTHER_DOWN = "named_further_down"
    ICON_WITHOUT_NAME = "icon_without_name"
    CROSS_ORIGIN_FRAME = "cross_origin_frame"
    CAROUSEL = "carousel"
    NOT_MEASURED = "not_measured"
    ENTRY_UNPROVEN = "entry_unproven"
    # caps
    CLICKS_1 = "clicks_1"
    CLICKS_2 = "clicks_2"
    CLICKS_3 = "clicks_3"
    ICON_MENU = "icon_menu"
    BELOW_FIRST_SCREEN = "below_first_screen"
    BELOW_SECOND_SCREEN = "below_second_screen"
    OUTSIDE_SIDEWAYS = "outside_sideways"
    ICON_ONLY = "icon_only"
    LOW_CONTRAST = "low_contrast"
    VERY_LOW_CONTRAST = "very_low_contrast"
    FOOTER_ONLY = "footer_only"
    NEWS_ONLY = "news_only"
    COVERED = "covered"
    # review reasons of prominence
    CONTRAST_UNKNOWN = "contrast_unknown"
    OPAQUE_NAME = "opaque_name"
    FLOATING_WIDGET = "floating_widget"
    TINY_TEXT = "tiny_text"
    MANY_LINKS = "many_links"
    FOLD_BAND = "fold_band"
    PARTLY_COVERED = "partly_covered"
    WEAK_ON_MOBILE = "weak_on_mobile"
    BELOW_60 = "below_60"
    PLAIN_CONTENT = "plain_content"
    TEXT_IN_IMAGE = "text_in_image"
    FOOTER_IN_VIEW = "footer_in_view"
    CONSENT_BLOCKS = "consent_blocks"
    MOVING_CONTENT = "moving_content"
    # help
    WHAT_UNDER_3 = "what_under_3"
    WHAT_ONLY_SCOPE = "what_only_scope"
    CHANNELS_UNDER_2 = "channels_under_2"
    NO_HOURS = "no_hours"
    NO_PROCESS = "no_process"
    ONLY_IN_PDF = "only_in_pdf"
    # responsible
    ROLE_NOT_FOUND = "role_not_found"
    NOT_A_HEAD = "not_a_head"
    ROLE_OUTDATED = "role_outdated"
    ROLE_IN_RECORD = "role_in_record"
    # flags
    FLAG_FOOTER = "footer"
    FLAG_VIA_MENU = "via_menu"
    FLAG_PANEL = "panel"
    FLAG_MOBILE_ONLY = "mobile_only"
    FLAG_MOBILE_MENU = "mobile_menu"
    FLAG_UNLINKED = "unlinked_page"
    FLAG_SITE_MAP = "on_site_map"
    FLAG_COVERED_AT_LOAD = "covered_at_load"
    # flags of human decisions
    FLAG_DECIDED = "decided"
    FLAG_DECISION_EXPIRED = "decision_expired"
    FLAG_DECISION_OUTDATED = "decision_outdated"


@dataclass(frozen=True, slots=True)
class Explanation:
    code: str
    group: str
    sv: str
    en: str
    remedy_sv: str
    remedy_en: str


@lru_cache(maxsize=1)
def explanations() -> dict[str, Explanation]:
    """Code → its sentences, in the file's order."""
    raw = tomllib.loads(Path(__file__).with_name("codes.toml").read_text(encoding="utf-8"))
    return {
        code: Explanation(
            code, group, row["sv"], row["en"], row.get("remedy_sv", ""), row.get("remedy_en", "")
        )
        for group, rows in raw.items()
        for code, row in rows.items()
    }


def explain(code: str, language: str = "sv") -> str:
    """The plain sentence of a code in Swedish (`sv`) or English (`en`)."""
    row = explanations()[code]
    return row.sv if language == "sv" else row.en
