"""Programs that must not live beside ours, because of what they bring along: each in an environment of its
own, made once in the clone and kept."""

import subprocess
import venv
from pathlib import Path

import pytest
from filelock import FileLock

PROJECT = Path(__file__).resolve().parents[1]


def programs_of(name: str, *wanted: str) -> Path:
    """The folder of the programs of `.venv-NAME`, with the packages `wanted`. Skips the test, with the
    reason, where they cannot be had."""
    folder = PROJECT / f".venv-{name}"
    done = folder / "complete"
    with FileLock(f"{folder}.lock"):
        if not done.exists() or done.read_text() != "\n".join(wanted):
            venv.create(folder, with_pip=True, clear=True)
            installing = subprocess.run(
                [folder / "bin" / "python", "-m", "pip", "install", "--quiet", *wanted],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if installing.returncode != 0:
                last = (installing.stderr.strip() or "no reason given").splitlines()[-1]
                pytest.skip(f"{name} cannot be installed here: {last[:200]}")
            done.write_text("\n".join(wanted))
    return folder / "bin"
