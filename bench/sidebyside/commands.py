"""Runs commands to their end, with a time limit, and measures them."""

import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
LIMIT = 900.0


class Failed(Exception):
    """Something that is measured did not work; the text says what, for a person."""


@dataclass(frozen=True)
class Cost:
    """Seconds of wall clock, and of user and system time."""

    elapsed: float
    cpu: float


def run(command: Sequence[str | Path], env: Mapping[str, str] | None = None, limit: float = LIMIT) -> str:
    """Its standard output. A command that fails, or takes longer than the limit, is Failed."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=limit)
    except BaseException as e:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if isinstance(e, subprocess.TimeoutExpired):
            raise Failed(f"{_text(command)} took longer than {limit:.0f} s") from None
        raise
    if process.returncode != 0:
        raise Failed(f"{_text(command)} ended with {process.returncode}: {err.decode(errors='replace')[-2000:]}")
    return out.decode(errors="replace")


def cost(action: Callable[[], object]) -> Cost:
    """What the action took; the CPU time is that of the commands which it ran."""
    before = children_cpu()
    start = time.perf_counter()
    action()
    return Cost(time.perf_counter() - start, children_cpu() - before)


def cost_at(server: int | None, action: Callable[[], object]) -> Cost:
    """What the action took; the CPU time is that of a server process and its children, in steps of a clock tick (10 ms)."""
    before = server_cpu(server) if server else 0.0
    start = time.perf_counter()
    action()
    elapsed = time.perf_counter() - start
    return Cost(elapsed, server_cpu(server) - before if server else 0.0)


def server_cpu(pid: int) -> float:
    """Seconds of user and system time that a process and its living descendants have taken so far: proc(5), stat, 14 and 15."""
    ticks: dict[int, int] = {}
    parents: dict[int, int] = {}
    for process in (int(name) for name in os.listdir("/proc") if name.isdigit()):
        try:
            fields = Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        parents[process] = int(fields[1])
        ticks[process] = int(fields[11]) + int(fields[12])
    if pid not in ticks:
        raise Failed("a server ended while it was measured")
    family = [pid]
    for member in family:
        family += [child for child, parent in parents.items() if parent == member]
    return sum(ticks[member] for member in family) / TICKS


def children_cpu() -> float:
    """Seconds of user and system time of all processes that were started here and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _text(command: Sequence[str | Path]) -> str:
    return " ".join(str(word) for word in command[:4])
