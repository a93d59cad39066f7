"""The memory of a server and of the processes that it started."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Memory:
    """Bytes: all that is resident, and the anonymous part of it, which is without the pages of files that are mapped. proc(5), status."""

    resident: int
    anonymous: int


def memory(server: int) -> Memory:
    pids = [server, *_children(server)]
    return Memory(sum(_bytes(pid, "VmRSS") for pid in pids), sum(_bytes(pid, "RssAnon") for pid in pids))


def _children(pid: int) -> list[int]:
    """The processes that it started and that live: proc(5), children."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in task.joinpath("children").read_text().split()]


def _bytes(pid: int, field: str) -> int:
    found = re.search(rf"^{field}:\s+(\d+) kB$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
