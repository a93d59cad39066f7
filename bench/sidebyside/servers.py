"""Starts servers, waits until they are ready, and stops and unmounts them, whatever happens."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from commands import Failed

READY_LIMIT = 60.0
STOP_LIMIT = 15.0


@contextmanager
def serving(
    command: Sequence[str | Path], work: Path, ready: Callable[[str], bool], env: Mapping[str, str] | None = None
) -> Iterator[tuple[int, str]]:
    """A running server: its process id, and what it had printed when it was ready. It is stopped at the end."""
    logs = Path(mkdtemp(prefix="log-", dir=work))
    with open(logs / "out", "wb") as out, open(logs / "err", "wb") as err:
        process = subprocess.Popen(
            command,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
    try:
        yield process.pid, _await(process, ready, logs)
    finally:
        _stop(process)


@contextmanager
def mountpoint(work: Path) -> Iterator[Path]:
    """A new directory for a mount. A mount that is still there at the end is taken away."""
    directory = Path(mkdtemp(prefix="mnt-", dir=work))
    try:
        yield directory
    finally:
        if is_mounted(directory):
            subprocess.run(["fusermount3", "-u", "-z", directory], timeout=STOP_LIMIT, check=False)
        if directory.exists():
            directory.rmdir()


def is_mounted(directory: Path) -> bool:
    """By the kernel's list, which has a mount whose server died too: proc(5), mountinfo, 5."""
    name = re.sub(r"[\\ \t\n]", lambda c: f"\\{ord(c[0]):03o}", str(directory))
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as mounts:
        return any(line.split(" ")[4] == name for line in mounts)


def free_port() -> int:
    """A port of the loopback address that was free a moment ago, for servers which cannot choose one."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def answers(port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0


def _await(process: subprocess.Popen[bytes], ready: Callable[[str], bool], logs: Path) -> str:
    deadline = time.monotonic() + READY_LIMIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        out = (logs / "out").read_text(errors="replace")
        if ready(out):
            return out
        time.sleep(0.01)
    said = (logs / "err").read_text(errors="replace")[-2000:]
    raise Failed(f"{process.args[0]} did not get ready: {said}")  # type: ignore[index]


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_LIMIT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
