"""The peer that only moves bytes: socat, from a file through a socket to another process."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commands import LIMIT, Failed, children_cpu, run
from servers import free_port

# What it reads and writes at once, as much as a message of ours holds: its own 8 KiB take several times as long.
COMMAND = ("socat", "-u", "-b", "262144")
# Connecting is tried again until the other one listens.
PATIENTLY = "retry=1000,interval=0.01"
NOWHERE = Path("/dev/null")


@dataclass(frozen=True)
class Moved:
    """How long it took until the last byte was there, and the CPU time of either side."""

    seconds: float
    sender: float
    receiver: float


def unix(work: Path) -> tuple[str, str]:
    """Who listens at a unix socket, and who connects to it."""
    socket = work / "socat"
    socket.unlink(missing_ok=True)
    return f"UNIX-LISTEN:{socket}", f"UNIX-CONNECT:{socket},{PATIENTLY}"


def tcp() -> tuple[str, str]:
    """The same over loopback."""
    port = free_port()
    return f"TCP-LISTEN:{port},bind=127.0.0.1,reuseaddr", f"TCP:127.0.0.1:{port},{PATIENTLY}"


def move(source: Path, ends: tuple[str, str], target: Path, durably: bool = False) -> Moved:
    """To a new file, or to nowhere. The receiver was started before the clock."""
    listen, connect = ends
    sink = f"OPEN:{target}" if target == NOWHERE else f"CREATE:{target}"
    with _started(listen, sink) as receiver:
        time.sleep(0.05)  # it need not listen by then: the sender would try again
        start = time.perf_counter()
        with _started(f"FILE:{source}", connect) as sender:
            sent, received = _cpu(lambda: _end(sender)), _cpu(lambda: _end(receiver))
        if durably:
            received += _cpu(lambda: run(["sync", target]))
        elapsed = time.perf_counter() - start
    if target != NOWHERE and target.stat().st_size != source.stat().st_size:
        raise Failed(f"socat moved {target.stat().st_size} bytes")
    return Moved(elapsed, sent, received)


@contextmanager
def _started(one: str, other: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([*COMMAND, one, other], stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.wait(LIMIT) != 0:
        raise Failed(f"socat ended with {process.returncode}")


def _cpu(action: Callable[[], object]) -> float:
    """Of the processes that end in it: one that has ended before, and was not waited for, counts too."""
    before = children_cpu()
    action()
    return children_cpu() - before
