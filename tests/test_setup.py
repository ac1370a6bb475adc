"""The set-up script, as far as it goes without a network."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from crawler.browser_binary import BROWSER_CHOICES

ROOT = Path(__file__).resolve().parents[1]
FILES = ("vagvisaren", "pyproject.toml", "requirements.lock", "crawler/browser_binary.py", "crawler/cores.py")


def executable(path: Path, text: str = "#!/bin/sh\nexit 0\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The files of the set-up in a folder with spaces in its name, without ``.venv``."""
    folder = tmp_path / "my clone åäö"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def script(clone: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up script of the clone as a module."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = SourceFileLoader("set_up_script", str(clone / "vagvisaren"))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def finished(clone: Path, script: ModuleType) -> Path:
    """A clone whose set-up looks finished; its program and Python tell what they were called with."""
    for name in ("python", "vagvisaren"):
        executable(clone / ".venv/bin" / name, f'#!/bin/sh\nprintf "%s|" {name} "$PWD" "$@"\nexit 7\n')
    browser = executable(clone / "browser")
    script.STAMP.write_text(f"{script.key()}\n{clone}\n{browser}\n", encoding="utf-8")
    return clone


def start(command: Path, *arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, **env}
    return subprocess.run(
        [sys.executable, str(command), *arguments],
        cwd=cwd, env=settings, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


class TestStamp:
    def test_finished_set_up_is_known_again(self, finished: Path, script: ModuleType) -> None:
        assert script.is_set_up()

    @pytest.mark.parametrize("name", ["vagvisaren", "pyproject.toml", "requirements.lock"])
    def test_a_changed_file_asks_for_a_new_one(self, finished: Path, script: ModuleType, name: str) -> None:
        with (finished / name).open("a", encoding="utf-8") as file:
            file.write("# changed\n")
        assert not script.is_set_up()

    @pytest.mark.parametrize("name", [".venv/.set-up", ".venv/bin/python", ".venv/bin/vagvisaren", "browser"])
    def test_a_missing_file_asks_for_a_new_one(
        self, finished: Path, script: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("VAGVISAREN_BROWSER", raising=False)
        (finished / name).unlink()
        assert not script.is_set_up()

    def test_a_moved_clone_asks_for_a_new_one(self, finished: Path, script: ModuleType) -> None:
        stamp = script.STAMP.read_text(encoding="utf-8")
        script.STAMP.write_text(stamp.replace(str(finished), "/elsewhere", 1), encoding="utf-8")
        assert not script.is_set_up()

    @pytest.mark.parametrize("text", ["", "half", "a\nb\n", "a\nb\nc\nd\n"])
    def test_a_torn_stamp_asks_for_a_new_one(self, finished: Path, script: ModuleType, text: str) -> None:
        script.STAMP.write_text(text, encoding="utf-8")
        assert not script.is_set_up()


class TestInstalling:
    """``run`` is replaced; what would be run is recorded."""

    @pytest.fixture
    def commands(self, script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        recorded: list[list[str]] = []

        def record(_lock: object, command: list[str], _limit: float, *, quiet: bool = False) -> bool:
            recorded.append(command)
            return True

        monkeypatch.setattr(script, "run", record)
        monkeypatch.setattr(shutil, "which", lambda _name: None)
        return recorded

    def test_only_pinned_and_hashed_packages_are_fetched(
        self, script: ModuleType, commands: list[list[str]]
    ) -> None:
        with script.LOCK.open("a+") as lock:
            script.install_packages(lock)
        environment, packages, itself, compiled = commands
        assert environment[1:3] == ["-m", "venv"]
        assert {"--require-hashes", "--no-deps"} <= set(packages)
        assert {"--no-deps", "--no-build-isolation", "--no-index"} <= set(itself)
        assert compiled[1:3] == ["-m", "compileall"]
        assert script.LOCK.read_text() == ""

    def test_an_interrupted_one_is_made_anew(
        self, finished: Path, script: ModuleType, commands: list[list[str]]
    ) -> None:
        script.LOCK.write_text("installing into .venv\n")
        with script.LOCK.open("a+") as lock:
            script.install_packages(lock)
        assert commands[0][1:3] == ["-m", "venv"]
        assert not (finished / ".venv" / "bin").exists()

    def test_a_sound_environment_is_kept(
        self, finished: Path, script: ModuleType, commands: list[list[str]]
    ) -> None:
        with script.LOCK.open("a+") as lock:
            script.install_packages(lock)
        assert [command[1:4] for command in commands[:2]] == [["-m", "pip", "install"]] * 2
        assert not script.STAMP.exists()

    def test_uv_is_preferred_and_pip_the_second_choice(
        self, script: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tried: list[str] = []

        def in_vain(_lock: object, command: list[str], _limit: float) -> bool:
            tried.append(command[0])
            return False

        monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
        monkeypatch.setattr(script, "run", in_vain)
        with script.LOCK.open("a+") as lock:
            assert not script.install(lock, ["x"])
        assert tried == ["/bin/uv", str(script.PYTHON)]

    def test_what_leads_pip_astray_is_left_out(
        self, script: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("PYTHONPATH", "PIP_TARGET", "PIP_USER"):
            monkeypatch.setenv(name, "/elsewhere")
        assert "/elsewhere" not in script.child_environment().values()

    def test_without_venv_and_uv_the_message_says_what_to_install(
        self,
        script: ModuleType,
        commands: list[list[str]],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
        with script.LOCK.open("a+") as lock, pytest.raises(SystemExit) as ended:
            script.make_environment(lock)
        assert ended.value.code == 2
        assert "python3-venv" in capsys.readouterr().err
        assert commands == []


class TestNoBrowser:
    @pytest.fixture(autouse=True)
    def _nowhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "none"))
        monkeypatch.delenv("VAGVISAREN_BROWSER", raising=False)

    def ended(self, script: ModuleType) -> object:
        with script.LOCK.open("a+") as lock, pytest.raises(SystemExit) as ended:
            script.set_up_browser(lock)
        return ended.value.code

    def test_none_to_be_had(
        self, script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr(script, "browser_by_playwright", lambda _lock: asked.append("playwright"))
        monkeypatch.setattr(script, "browser_by_apt", lambda _lock: asked.append("apt"))
        assert self.ended(script) == 2
        assert asked == ["playwright", "apt"]
        assert BROWSER_CHOICES in capsys.readouterr().err

    def test_wrong_setting_installs_nothing(
        self, script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("VAGVISAREN_BROWSER", "/gone/browser")
        monkeypatch.delattr(script, "browser_by_playwright")
        assert self.ended(script) == 2
        assert "/gone/browser" in capsys.readouterr().err

    def test_one_that_does_not_start_is_passed_over(
        self, script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        executable(tmp_path / "bin/chromium", "#!/bin/sh\nexit 1\n")
        better = tmp_path / "bin/chromium-headless-shell"
        monkeypatch.setattr(script, "browser_by_playwright", lambda _lock: None)
        monkeypatch.setattr(script, "browser_by_apt", lambda _lock: executable(better))
        with script.LOCK.open("a+") as lock:
            assert script.set_up_browser(lock) == better

    def test_without_root_apt_is_not_asked(self, script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.delattr(script, "run")
        script.browser_by_apt(None)


class TestArguments:
    @pytest.mark.parametrize(
        ("given", "passed"),
        [
            ([], ["N"]),
            (["-k", "x y"], ["N", "-k", "x y"]),
            (["--all", "tests/web"], ["N", "--run-long", "tests/web"]),
            (["-n", "0"], ["-n", "0"]),
            (["-n2", "-x"], ["-n2", "-x"]),
            (["--numprocesses=3"], ["--numprocesses=3"]),
            (["--pdb"], ["--pdb"]),
            (["-p", "no:xdist"], ["-p", "no:xdist"]),
        ],
    )
    def test_of_the_tests(self, script: ModuleType, given: list[str], passed: list[str]) -> None:
        expected = [
            one for argument in passed for one in (script.at_once() if argument == "N" else [argument])
        ]
        assert script.command_line(["test", *given]) == [str(script.PYTHON), "-m", "pytest", *expected]

    @pytest.mark.parametrize(
        "given", [[], ["--help"], ["demo"], ["crawl", "test", "--all"], ["--data", "a b"]]
    )
    def test_of_every_other_command(self, script: ModuleType, given: list[str]) -> None:
        assert script.command_line(given) == [str(script.PROGRAM), *given]


class TestStart:
    def test_program_is_run_where_the_user_is(self, finished: Path, tmp_path: Path) -> None:
        done = start(finished / "vagvisaren", "crawl", "Upplands Väsby", "", cwd=tmp_path)
        assert done.stdout == f"vagvisaren|{tmp_path}|crawl|Upplands Väsby||"
        assert (done.returncode, done.stderr) == (7, "")

    def test_tests_are_run_in_the_clone_even_through_a_link(self, finished: Path, tmp_path: Path) -> None:
        link = tmp_path / "link"
        link.symlink_to(finished)
        done = start(link / "vagvisaren", "test", "-n0", "-x", cwd=tmp_path)
        assert done.stdout == f"python|{finished}|-m|pytest|-n0|-x|"

    def test_wrong_browser_setting_ends_with_2(self, finished: Path, tmp_path: Path) -> None:
        (finished / ".venv/.set-up").unlink()
        executable(finished / ".venv/bin/python")
        done = start(
            finished / "vagvisaren", "demo", cwd=tmp_path, VAGVISAREN_BROWSER="/gone", PATH="/nowhere"
        )
        assert done.returncode == 2
        assert BROWSER_CHOICES in done.stderr
        assert not (finished / ".venv/.set-up").exists()

    def test_failed_installation_ends_with_1(self, finished: Path, tmp_path: Path) -> None:
        (finished / ".venv/.set-up").unlink()
        done = start(finished / "vagvisaren", "demo", cwd=tmp_path, PATH="/nowhere")
        assert done.returncode == 1
        assert "could not be installed" in done.stderr
        assert (finished / ".venv.lock").read_text() == "installing into .venv\n"

    def test_a_second_one_waits_for_the_first(self, finished: Path, script: ModuleType) -> None:
        stamp = script.STAMP.read_text(encoding="utf-8")
        script.STAMP.unlink()
        with script.LOCK.open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            waiting = subprocess.Popen(
                [sys.executable, str(finished / "vagvisaren"), "demo"],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
            assert waiting.stderr is not None
            assert "waiting" in waiting.stderr.readline()
            script.STAMP.write_text(stamp, encoding="utf-8")
        out, err = waiting.communicate(timeout=60)
        assert (out.split("|")[0], err, waiting.returncode) == ("vagvisaren", "", 7)

    def test_an_old_python_is_told_so(self, clone: Path) -> None:
        path = str(clone / "vagvisaren")
        program = f"import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({path!r})"
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=False, encoding="utf-8"
        )
        assert done.returncode == 2
        assert "3.11 or later, and this is 3.9" in done.stderr
