"""The driver between us and the browsers: one process for all visits. Most of what a browser tells it nobody
here has asked for; that is dropped as it comes in. Else one page of the hostile web brought the driver to
2.7 GB, and every other visit to six times its time."""

from __future__ import annotations

import os
from pathlib import Path

EAR = Path(__file__).with_name("driver_ear.cjs")
_OPTIONS = "NODE_OPTIONS"


def surroundings() -> dict[str, str]:
    """The variables with which the driver is started."""
    path = str(EAR).replace("\\", "\\\\").replace('"', '\\"')
    own = f'--require "{path}"'
    given = os.environ.get(_OPTIONS, "")
    return {_OPTIONS: f"{given} {own}".strip()}
