"""Reading through a mount, beside another FUSE file system and the source itself."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from commands import Failed, cost_at, run
from figures import Figures, rounds
from plan import Plan
from servers import is_mounted, mountpoint, serving
from sources import file_of, small_files, warm
from vitrine import Vitrine


@dataclass(frozen=True)
class Tree:
    """The data, and the process that serves them; nobody serves the source."""

    top: Path
    server: int | None


@dataclass(frozen=True)
class Task:
    """Something that is timed; one that moves many bytes is shown as a rate."""

    what: str
    cold: bool
    action: Callable[[Path], None]
    moves: int = 0


NOTES = [
    "cold: a mount by a server that was just started (for vitrine a JVM that has run nothing yet), so that the kernel knows no name and no page of it; "
    "what lies behind the mount is in the page cache, and the source's column is warm always.",
    "warm: one mount for all rounds, after `diff -r` with the source and a warm-up round.",
    "bindfs: `bindfs -f -r`, its default otherwise (one thread, kernel caches of a second). Readers: one, on the same machine.",
    "server CPU: user and system time of the server's processes, in steps of 10 ms.",
    "open, read, close: `os.open`, one `os.read`, `os.close` of every small file, from python3.",
]


def mounts(plan: Plan) -> str:
    data = plan.work / "data"
    small_files(data / "small", plan.files)
    file_of(data / "big" / "file", plan.big)
    try:
        return _mounts(plan, data)
    finally:
        shutil.rmtree(data)


def _mounts(plan: Plan, data: Path) -> str:
    peers = {v.name: _vitrine(plan, v, data) for v in plan.vitrines}
    peers["bindfs"] = lambda: _bindfs(plan, data)
    peers["source"] = lambda: nullcontext(Tree(data, None))
    figures = Figures("Reading through the mount", list(peers), NOTES)
    with ExitStack() as stack:
        lasting = {peer: stack.enter_context(opened()) for peer, opened in peers.items()}
        for tree in lasting.values():
            run(["diff", "-r", data, tree.top])
        for number, order in rounds(plan.rounds, list(peers)):
            plan.say(f"mount, round {number} of {plan.rounds}")
            for task in _tasks(plan, data):
                for peer in order:
                    opened = peers[peer]() if task.cold else nullcontext(lasting[peer])
                    with opened as tree:
                        _sample(figures, number > 0, task, peer, tree)
    return figures.markdown()


def _tasks(plan: Plan, data: Path) -> list[Task]:
    files = sorted(os.fsencode(p.relative_to(data)) for p in (data / "small").rglob("*") if p.is_file())
    size = sum(os.stat(os.path.join(os.fsencode(data), name)).st_size for name in files)
    count = f"{plan.files:,} files"
    return [
        Task(f"find -ls, {count}, cold", True, _find),
        Task(f"find -ls, {count}, warm", False, _find),
        Task(f"tar, {count}, cold", True, _tar),
        Task(f"tar, {count}, warm", False, _tar),
        Task(f"open, read, close, {count}, warm", False, lambda top: _open_read_close(top, files, size)),
        Task(f"dd bs=1M, {plan.big >> 20:,} MiB, cold", True, _dd, plan.big),
    ]


def _sample(figures: Figures, recorded: bool, task: Task, peer: str, tree: Tree) -> None:
    sample = cost_at(tree.server, lambda: task.action(tree.top))
    if not recorded:
        return
    if task.moves:
        figures.add(task.what, "MB/s", peer, task.moves / 1e6 / sample.elapsed)
    else:
        figures.add(task.what, "s", peer, sample.elapsed)
    if tree.server:
        figures.add(f"{task.what}: server CPU", "s", peer, sample.cpu)


def _find(top: Path) -> None:
    run(["bash", "-c", 'exec find "$1" -ls >/dev/null', "bash", top / "small"])


def _tar(top: Path) -> None:
    # Through a pipe: tar does not read what it writes to /dev/null.
    run(["bash", "-o", "pipefail", "-c", 'tar -C "$1" -cf - small | cat >/dev/null', "bash", top])


def _open_read_close(top: Path, names: list[bytes], size: int) -> None:
    prefix = os.fsencode(top) + b"/"
    read = 0
    for name in names:
        file = os.open(prefix + name, os.O_RDONLY)
        read += len(os.read(file, 65536))
        os.close(file)
    if read != size:
        raise Failed(f"read {read} bytes of {size}")


def _dd(top: Path) -> None:
    run(["dd", f"if={top / 'big' / 'file'}", "of=/dev/null", "bs=1M", "status=none"])


def _vitrine(plan: Plan, vitrine: Vitrine, data: Path) -> Callable[[], AbstractContextManager[Tree]]:
    store = plan.work / f"store-{vitrine.name}"
    for root in ("small", "big"):
        vitrine.bring_in(store, root, data / root)
    warm(store)

    @contextmanager
    def opened() -> Iterator[Tree]:
        with mountpoint(plan.work) as mount, vitrine.mounted(store, mount, plan.work) as server:
            yield Tree(mount, server)

    return opened


@contextmanager
def _bindfs(plan: Plan, data: Path) -> Iterator[Tree]:
    with mountpoint(plan.work) as mount:
        command = ["bindfs", "-f", "-r", "--no-allow-other", data, mount]
        with serving(command, plan.work, lambda _: is_mounted(mount)) as (server, _):
            # Mounted is not yet ready: the first answer is not to be part of what is timed.
            os.stat(mount)
            yield Tree(mount, server)
