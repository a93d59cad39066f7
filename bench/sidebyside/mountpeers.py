"""The file systems that show the same data: Vitrine by each of its transports, bindfs, squashfuse_ll, and the source itself."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from commands import run
from plan import Plan
from servers import is_mounted, mountpoint, serving
from vitrine import TRANSPORTS, Vitrine

PASSTHROUGH = "passthrough"
SOURCE = "source"
# Nothing is compressed, so that no decompression is measured; and no file is compared with all others of its size, which for 200,000 of a few bytes took minutes.
SQUASHFS = ("-noI", "-noD", "-noF", "-noX", "-no-duplicates", "-quiet", "-no-progress")


@dataclass(frozen=True)
class Tree:
    """The data, and the process that serves them; nobody serves the source."""

    top: Path
    server: int | None


@dataclass(frozen=True)
class Peer:
    """How the tables call it, what lies behind it, and how to mount it."""

    name: str
    behind: Path
    opened: Callable[[], AbstractContextManager[Tree]]


def peers(plan: Plan, data: Path) -> list[Peer]:
    """Ours first, the source last. Their stores and images lie beside the data."""
    *ours, source = ours_and_source(plan, data)
    return [*ours, _bindfs(plan, data), _squashfuse(plan, data), source]


def ours_and_source(plan: Plan, data: Path) -> list[Peer]:
    found = [peer for vitrine in plan.vitrines for peer in _vitrines(plan, vitrine, data)]
    return [*found, Peer(SOURCE, data, lambda: nullcontext(Tree(data, None)))]


def _vitrines(plan: Plan, vitrine: Vitrine, data: Path) -> Iterator[Peer]:
    """One store; a build from before there were transports has one way to mount it."""
    store = data.with_name(f"{data.name}-{vitrine.name}")
    for root in sorted(data.iterdir()):
        vitrine.bring_in(store, root.name, root)
    ways = {name: TRANSPORTS[name] for name in plan.fuse} if vitrine is plan.vitrines[0] else {vitrine.name: ()}
    for name, options in ways.items():
        yield Peer(name, store, _opened_by_vitrine(plan, vitrine, store, options))


def _opened_by_vitrine(
    plan: Plan, vitrine: Vitrine, store: Path, options: Sequence[str]
) -> Callable[[], AbstractContextManager[Tree]]:
    @contextmanager
    def opened() -> Iterator[Tree]:
        with mountpoint(plan.work) as mount, vitrine.mounted(store, mount, plan.work, options) as server:
            yield Tree(mount, server)

    return opened


def _bindfs(plan: Plan, data: Path) -> Peer:
    command: list[str | Path] = ["bindfs", "-f", "-r", "--no-allow-other", data]
    return Peer("bindfs", data, lambda: _opened_by(plan, command))


def _squashfuse(plan: Plan, data: Path) -> Peer:
    image = data.with_name(f"{data.name}.squashfs")
    run(["mksquashfs", data, image, *SQUASHFS])
    return Peer("squashfuse_ll", image, lambda: _opened_by(plan, ["squashfuse_ll", "-f", image]))


@contextmanager
def _opened_by(plan: Plan, command: list[str | Path]) -> Iterator[Tree]:
    with mountpoint(plan.work) as mount:
        with serving([*command, mount], plan.work, lambda _: is_mounted(mount)) as (server, _):
            # Mounted is not yet ready: the first answer is not to be part of what is timed.
            os.stat(mount)
            yield Tree(mount, server)
