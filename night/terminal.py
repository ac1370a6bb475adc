"""Text on its way to a terminal. What comes from the web may rewrite the screen."""

import re

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|[\x1b]\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC: window title, links
    r"|\x1b[PX^_][^\x1b]*(?:\x1b\\)?"  # DCS, SOS, PM, APC
    r"|\x1b[ -/]*[0-~]?"  # the rest
)
_CONTROLS = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    r"\U000e0000-\U000e007f]+"
)


def clean(text: str, limit: int = 300) -> str:
    """One line without escape sequences, control characters, or marks that change the reading direction."""
    line = " ".join(_CONTROLS.sub(" ", _ESCAPES.sub("", text)).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
