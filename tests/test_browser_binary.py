"""The order in which a browser is looked for, by the program and by the set-up script."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.browser_binary import BROWSER_CHOICES, ON_PATH, find_browser, no_browser_message


def executable(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o755)
    return path


def which(*present: str) -> Callable[[str], str | None]:
    """A ``shutil.which`` on a PATH that has only these."""
    return lambda name: f"/usr/bin/{name}" if name in present else None


def playwright(cache: Path, revision: int, *, complete: bool = True) -> Path:
    folder = cache / f"chromium_headless_shell-{revision}"
    binary = executable(folder / "chrome-headless-shell-linux64" / "chrome-headless-shell")
    if complete:
        (folder / "INSTALLATION_COMPLETE").touch()
    return binary


def test_path_in_the_promised_order() -> None:
    env = {"PLAYWRIGHT_BROWSERS_PATH": "/nowhere"}
    for first in range(len(ON_PATH)):
        present = which(*reversed(ON_PATH[first:]))
        assert find_browser(env, present) == Path(f"/usr/bin/{ON_PATH[first]}")
    assert find_browser(env, which()) is None


def test_setting_comes_first_and_is_never_replaced(tmp_path: Path) -> None:
    mine = executable(tmp_path / "my browser")
    present = which("chromium", "brave")
    assert find_browser({"VAGVISAREN_BROWSER": str(mine)}, present) == mine
    assert find_browser({"VAGVISAREN_BROWSER": "brave"}, present) == Path("/usr/bin/brave")
    assert find_browser({"VAGVISAREN_BROWSER": str(tmp_path / "gone")}, present) is None
    assert find_browser({"VAGVISAREN_BROWSER": ""}, present) == Path("/usr/bin/chromium")


def test_playwrights_newest_complete_one_comes_last(tmp_path: Path) -> None:
    env = {"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    playwright(tmp_path, 999)
    newest = playwright(tmp_path, 1200)
    playwright(tmp_path, 1300, complete=False)
    assert find_browser(env, which()) == newest
    assert find_browser(env, which("google-chrome")) == Path("/usr/bin/google-chrome")


def test_playwrights_default_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    binary = playwright(tmp_path / ".cache" / "ms-playwright", 1200)
    assert find_browser({"HOME": str(tmp_path)}, which()) == binary


def test_message_names_the_choices_and_the_wrong_setting() -> None:
    assert all(name in BROWSER_CHOICES for name in (*ON_PATH, "VAGVISAREN_BROWSER", "playwright", "apt-get"))
    assert "'/gone'" in no_browser_message({"VAGVISAREN_BROWSER": "/gone"})
    assert BROWSER_CHOICES in no_browser_message({})
