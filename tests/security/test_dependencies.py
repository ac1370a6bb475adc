"""Known vulnerabilities in what is pinned, where pip-audit can be had and reaches its data."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.own_environment import programs_of

LOCK = Path(__file__).parents[2] / "requirements.lock"


@pytest.mark.long
def test_nothing_pinned_is_known_to_be_vulnerable() -> None:
    program = shutil.which("pip-audit") or str(programs_of("audit", "pip-audit") / "pip-audit")
    command = [program, "--requirement", str(LOCK), "--require-hashes", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", "20"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    except subprocess.TimeoutExpired:
        pytest.skip("not audited: pip-audit gave no answer within five minutes")
    try:
        audited = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        why = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        pytest.skip(f"not audited: pip-audit cannot reach its data ({why[:200]})")
    found = [
        f"{one['name']} {one['version']}: {bug['id']}" for one in audited for bug in one.get("vulns", ())
    ]
    assert found == []
    unknown = [one["skip_reason"] for one in audited if "skip_reason" in one]
    if len(unknown) == len(audited):
        pytest.skip(f"not audited: pip-audit cannot reach its data (it knows none of {len(audited)})")
    if unknown:
        pytest.skip(f"audited but for {len(unknown)} of {len(audited)} ({unknown[0][:200]})")
