"""Processor time and memory of a variant's whole process tree, seen from outside through /proc (Linux).

Processor time: this process adopts orphans (PR_SET_CHILD_SUBREAPER) and waits for every one, so the kernel's
RUSAGE_CHILDREN counts each process that ever ran below it, also those that lived between two samples.
Python's and node's own shares are the last sample of those two processes; the browser is all the rest.
Memory: Python tells its own peak (VmHWM) when its work is done; the browser's is the highest sampled sum of
PSS, which counts pages that its processes share once.
"""

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_TICKS = os.sysconf("SC_CLK_TCK")
SAMPLE_SECONDS = 0.5
SAMPLES_PER_MEMORY = 4
"""Reading PSS makes the kernel walk page tables: every two seconds is enough."""
ORPHAN_SECONDS = 15.0

Kind = str
"""`python` (the variant itself), `node` (Playwright's driver), `browser`."""


@dataclass
class Usage:
    """Processor time in seconds, memory in bytes. `server_cpu` is the web server's meanwhile."""

    process_seconds: float = 0.0
    total_cpu: float = 0.0
    python_cpu: float = 0.0
    node_cpu: float = 0.0
    server_cpu: float = 0.0
    machine_cpu: float = 0.0
    """Of everything on the machine: what is more than ours is somebody else's and spoils the comparison."""
    browser_peak: int = 0
    most_processes: int = 0

    @property
    def browser_cpu(self) -> float:
        return max(0.0, self.total_cpu - self.python_cpu - self.node_cpu)


@dataclass
class _Sampler:
    root: int
    usage: Usage
    cpu: dict[int, tuple[Kind, float]] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        number = 0
        while not self.stop.is_set():
            with contextlib.suppress(OSError):
                self.sample(memory=number % SAMPLES_PER_MEMORY == 0)
            number += 1
            self.stop.wait(SAMPLE_SECONDS)

    def sample(self, *, memory: bool) -> None:
        browser_memory = processes = 0
        for pid in _descendants(self.root):
            processes += 1
            kind = self._kind(pid)
            seconds = cpu_seconds(pid)
            if seconds is not None:
                self.cpu[pid] = (kind, seconds)
            if kind == "browser" and memory:
                browser_memory += memory_field(pid, "smaps_rollup", "Pss:")
        self.usage.browser_peak = max(self.usage.browser_peak, browser_memory)
        self.usage.most_processes = max(self.usage.most_processes, processes)

    def _kind(self, pid: int) -> Kind:
        if pid == self.root:
            return "python"
        if pid in self.cpu and self.cpu[pid][0] != "python":
            return self.cpu[pid][0]
        try:
            name = Path(f"/proc/{pid}/exe").readlink().name
        except OSError:
            return "browser"
        return "node" if name.startswith("node") else "browser"

    def sum(self, kind: Kind) -> float:
        return sum(seconds for known, seconds in self.cpu.values() if known == kind)


def measure(command: Sequence[str], log: Path, cwd: Path, server: int) -> tuple[int, Usage]:
    """Runs `command` to its end: (exit code, usage). `server` is the web server's process id."""
    _adopt_orphans()
    usage = Usage()
    before, served, machine = _children_cpu(), _tree_cpu(server), _machine_cpu()
    began = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=output)  # noqa: S603 - our own
        sampler = _Sampler(process.pid, usage)
        thread = threading.Thread(target=sampler.run, daemon=True)
        thread.start()
        try:
            code = process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise
        finally:
            sampler.stop.set()
            thread.join()
    usage.process_seconds = time.monotonic() - began
    usage.server_cpu = _tree_cpu(server) - served
    usage.machine_cpu = _machine_cpu() - machine
    _bury_orphans(server)
    usage.total_cpu = _children_cpu() - before
    usage.python_cpu, usage.node_cpu = sampler.sum("python"), sampler.sum("node")
    return code, usage


def _adopt_orphans() -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _bury_orphans(server: int) -> None:
    """Waits for what the variant left behind; what does not end is ended. The web server is not touched."""
    deadline = time.monotonic() + ORPHAN_SECONDS
    while left := [pid for pid in _children(os.getpid()) if pid != server]:
        for pid in left:
            if time.monotonic() > deadline:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.05)


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cpu_seconds(pid: int) -> float | None:
    """User and system time of a process with all its threads, without its children; None when it is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # The name, in parentheses, may hold spaces.
    numbers = text.rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / _TICKS


def _machine_cpu() -> float:
    """Seconds that all cores together were busy since the machine started."""
    user, nice, system, _idle, _wait, irq, softirq = map(int, Path("/proc/stat").read_text().split()[1:8])
    return (user + nice + system + irq + softirq) / _TICKS


def _tree_cpu(root: int) -> float:
    return sum(cpu_seconds(pid) or 0.0 for pid in _descendants(root))


def _descendants(root: int) -> Iterator[int]:
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        yield pid
        waiting.extend(_children(pid))


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                found.extend(int(one) for one in (task / "children").read_text().split())
    return found


def memory_field(pid: int, file: str, name: str) -> int:
    """Bytes of a line like `VmHWM:  1234 kB`; 0 when the process is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) * 1024
    return 0
