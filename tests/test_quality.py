"""The house rules that tools can hold: style, types, arrows between rooms, pins, no machine's own paths."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("crawler", "scoring", "reports", "night")
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def check(*command: str) -> None:
    """Fail with what the tool says."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if done.returncode != 0:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


def test_ruff() -> None:
    check("-m", "ruff", "check", "--quiet", "--output-format=concise", ".")


def test_mypy() -> None:
    files = [name for name in CONFIG["tool"]["mypy"]["files"] if (ROOT / name).exists()]
    check("-m", "mypy", "--no-error-summary", *files)


def test_mypy_of_the_set_up_script() -> None:
    check("-m", "mypy", "--no-error-summary", "--cache-dir=.mypy_cache/set-up", "vagvisaren")


def test_import_arrows() -> None:
    missing = [room for room in ROOMS if not (ROOT / room / "__init__.py").exists()]
    if missing:
        pytest.skip(f"not built yet: {', '.join(missing)}")
    check("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache")


def imports(tree: ast.AST) -> Iterator[str]:
    """The top-level names of the modules that are imported anywhere below ``tree``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def at_import_time(tree: ast.AST) -> Iterator[ast.AST]:
    """The import statements that run when the module is imported: outside functions and TYPE_CHECKING."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        yield from at_import_time(node)


COMMANDS = ROOT / "night" / "commands"


@pytest.mark.parametrize(
    "path", [ROOT / "vagvisaren.py", *sorted(COMMANDS.glob("*.py"))], ids=lambda path: path.name
)
def test_front_door_imports_rooms_only_where_they_are_used(path: Path) -> None:
    """`--help` is there at once; only the commands' own declarations are read for it."""
    eager = [
        f"line {getattr(node, 'lineno', 0)}: {ast.unparse(node)}"
        for node in at_import_time(parse(path))
        if set(imports(node)) & set(ROOMS) and "from night.commands" not in ast.unparse(node)
    ]
    assert eager == []


def test_only_the_front_door_knows_the_commands() -> None:
    modules = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    others = [path for path in modules if COMMANDS not in path.parents]
    assert [str(path) for path in others if "night.commands" in path.read_text(encoding="utf-8")] == []


def test_no_room_imports_the_front_door() -> None:
    modules = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    guilty = [str(path.relative_to(ROOT)) for path in modules if "vagvisaren" in set(imports(parse(path)))]
    assert guilty == []


def test_no_rule_imports_the_database() -> None:
    """Every module of ``scoring`` outside ``scoring.store``; a new rule need not be listed anywhere."""
    store = ROOT / "scoring" / "store"
    rules = [path for path in sorted((ROOT / "scoring").rglob("*.py")) if store not in path.parents]
    guilty = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in rules
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Import | ast.ImportFrom) and "scoring.store" in ast.unparse(node)
    ]
    assert guilty == []


def test_every_requirement_is_pinned_and_hashed_and_none_names_an_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    requirements = [block for block in blocks if block[:1].isalnum()]
    assert len(requirements) > 50
    for block in requirements:
        assert re.match(r"[A-Za-z0-9._-]+(\[[\w,-]+\])?==\S+( ; .+?)? \\\n", block), block.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), block.splitlines()[0]


def test_everything_declared_is_locked() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    locked = set(re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE))
    declared = [*CONFIG["project"]["dependencies"], *CONFIG["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=!~; ]", requirement.lower())[0].replace("_", "-") for requirement in declared}
    assert names - locked == set()


def project_files() -> list[Path]:
    """What is tracked, or would be if it were added."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git clone")
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def machine_paths() -> re.Pattern[str]:
    """Paths that exist on somebody's machine only: homes, this clone, the folder it lies in."""
    places = [str(ROOT)]
    if str(ROOT.parent) not in (
        "/",
        "/app",
        "/home",
        "/mnt",
        "/opt",
        "/root",
        "/srv",
        "/tmp",
        "/usr",
        "/var",
    ):
        places.append(str(ROOT.parent))
    here = "|".join(re.escape(place) for place in places)
    return re.compile(
        rf"(?<![\w.:/-])(?:{here})(?=[/\s\"'`]|$)|/(?:home|Users)/(?!you\b|vagvisaren\b)\w+/|/root/"
    )


def test_no_file_names_a_machines_own_path() -> None:
    pattern, guilty = machine_paths(), []
    for path in project_files():
        if path == Path(__file__).resolve():
            continue
        text = path.read_bytes().decode("utf-8", "ignore")
        for number, line in enumerate(text.splitlines(), 1):
            found = pattern.search(line)
            if found:
                guilty.append(f"{path.relative_to(ROOT)}:{number}: {found.group()}")
    assert guilty == []
