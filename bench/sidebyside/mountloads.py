"""What is done with a mount and timed."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from commands import Failed, run
from kernelcaches import can_forget
from plan import Plan
from sources import SMALL

CLIENTS = 4
BLOCK = 4096
# Each client reads one of so many blocks of its quarter of the file.
SPARSE = 4


class State(Enum):
    """What the kernel and the server know of the data before they are asked."""

    COLD_START = "cold start"
    COLD_CACHE = "cold cache"
    WARM = "warm"


@dataclass(frozen=True)
class Load:
    """A tree is given, the seconds that count come back. A load that moves many bytes is shown as a rate; not every one is for passthrough."""

    what: str
    states: frozenset[State]
    action: Callable[[Path], float]
    moves: int = 0
    passthrough: bool = False


def loads(plan: Plan, data: Path) -> list[Load]:
    count = f"{plan.files:,} files"
    read = _readers(plan, data)
    return [
        Load(f"find -ls, {count}", _states(*State), _find),
        Load(f"tar, {count}", _states(*State), _tar),
        Load(f"open, read, close, {count}, 1 client", _states(State.WARM), lambda top: read(top, 1), passthrough=True),
        Load(f"open, read, close, {count}, {CLIENTS} clients", _states(State.WARM), lambda top: read(top, CLIENTS), passthrough=True),
        _random(plan.big),
        Load(f"dd bs=1M, {plan.big >> 20:,} MiB", _states(State.COLD_START, State.COLD_CACHE), _dd, plan.big, passthrough=True),
    ]


def _states(*wanted: State) -> frozenset[State]:
    """Those that can be had: only root makes the kernel forget."""
    return frozenset(state for state in wanted if state is not State.COLD_CACHE or can_forget())


def _find(top: Path) -> float:
    return _timed(["bash", "-c", 'exec find "$1" -ls >/dev/null', "bash", top / "small"])


def _tar(top: Path) -> float:
    # Through a pipe: tar does not read what it writes to /dev/null.
    return _timed(["bash", "-o", "pipefail", "-c", 'tar -C "$1" -cf - small | cat >/dev/null', "bash", top])


def _dd(top: Path) -> float:
    return _timed(["dd", f"if={top / 'big' / 'file'}", "of=/dev/null", "bs=1M", "status=none"])


def _timed(command: list[str | Path]) -> float:
    start = time.perf_counter()
    run(command)
    return time.perf_counter() - start


def _readers(plan: Plan, data: Path) -> Callable[[Path, int], float]:
    """Opens, reads and closes every small file below a tree, by so many clients."""
    program = plan.work / "readers"
    run(["cc", "-O2", "-Wall", "-o", program, Path(__file__).with_name("readers.c")])
    names = sorted(os.fsencode(path.relative_to(data)) for path in (data / "small").rglob("*") if path.is_file())
    names_file = plan.work / "names"
    names_file.write_bytes(b"".join(name + b"\0" for name in names))
    size = len(names) * SMALL
    return lambda top, clients: float(run([program, top, names_file, str(clients), str(size)]))


def _random(size: int) -> Load:
    """Each client in a part of the file that is its own, so that every block is read once and none is there already."""
    part = size // CLIENTS
    each = part // SPARSE
    moves = each * CLIENTS
    what = f"random reads of 4 KiB in {size >> 20:,} MiB, {CLIENTS} clients"

    def action(top: Path) -> float:
        return _fio(top / "big" / "file", moves, f"--size={part}", f"--offset_increment={part}", f"--io_size={each}")

    return Load(what, _states(State.COLD_START, State.COLD_CACHE), action, moves, passthrough=True)


def _fio(file: Path, moves: int, *extent: str) -> float:
    # It would drop the pages of the file first: of the source those that are to be in memory.
    calm = ["--readonly", "--allow_file_create=0", "--invalidate=0"]
    load = ["--ioengine=psync", "--rw=randread", f"--bs={BLOCK}", f"--numjobs={CLIENTS}", *extent]
    out = run(["fio", "--name=random", f"--filename={file}", *calm, *load, "--output-format=json"])
    reads = [job["read"] for job in json.loads(out[out.index("{") :])["jobs"]]
    if sum(read["io_bytes"] for read in reads) != moves:
        raise Failed(f"fio read other than {moves} bytes: {out[-500:]}")
    milliseconds = max(int(read["runtime"]) for read in reads)
    return max(milliseconds, 1) / 1e3
