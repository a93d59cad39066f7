"""Reading through a mount, beside other FUSE file systems and the source itself."""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from commands import run, server_cpu
from figures import Figures, rounds
from kernelcaches import forget, remember
from mountloads import Load, State, loads
from mountmemory import mount_memory
from mountpeers import PASSTHROUGH, SOURCE, Peer, Tree, peers
from plan import Plan
from sources import SMALL, file_of, small_files, warm

# Longer than a kernel keeps names and attributes by libfuse's default, a second, which is bindfs's: how soon a load is repeated must not matter.
EXPIRY = 1.1
NOTES = [
    "cold start: a mount by a server that was just started (for Vitrine a JVM that has run nothing yet), so that the kernel knows no name and no page of it.",
    "cold cache: a mount that has served all rounds before, just after the kernel dropped its dentries and inodes, and with them every page of the mount "
    "(`echo 2 >/proc/sys/vm/drop_caches`).",
    "warm: what was done on that mount a second ago, once more. Before the first round, `diff -r` compares each mount with the source.",
    "What lies behind a mount is in memory always, names and attributes too; the source's column is warm always.",
    "kernel, passthrough, jnr: `vitrine serve` with `--fuse kernel`, with `--fuse-files passthrough` too, and with `--fuse jnr`; one store.",
    "bindfs: `bindfs -f -r`, its default otherwise (one thread, kernel caches of a second). squashfuse_ll: its defaults, on an image that is not "
    "compressed (`mksquashfs -noI -noD -noF -noX`).",
    "open, read, close: one `open`, one `read`, one `close` of every small file, from a C program; each client reads all of them, and the seconds are those "
    "until the last is done.",
    "random reads: `fio --ioengine=psync`, each client a quarter of the blocks of a quarter of the file, none of them twice; POSIX_FADV_RANDOM, as by "
    "default, so no readahead.",
    "server CPU: user and system time of the server's processes, in steps of 10 ms.",
    "memory: one server each, once; VmRSS, and RssAnon, which leaves out the pages of mapped files. The walk is `find -ls`, four at a time. Forgotten: "
    "after the kernel dropped its dentries and inodes, as soon as it is as at the start, else after {patience:.0f} s.",
]


@dataclass(frozen=True)
class Sample:
    """What one load took; nobody's CPU time is taken by the source."""

    load: Load
    state: State
    seconds: float
    cpu: float | None

    def record(self, figures: Figures, peer: str) -> None:
        what = f"{self.load.what}, {self.state.value}"
        if self.load.moves:
            figures.add(what, "MB/s", peer, self.load.moves / 1e6 / self.seconds)
        else:
            figures.add(what, "s", peer, self.seconds)
        if self.cpu is not None:
            figures.add(f"{what}: server CPU", "s", peer, self.cpu)


def mounts(plan: Plan) -> str:
    data = plan.work / "data"
    small_files(data / "small", plan.files, SMALL, SMALL)
    file_of(data / "big" / "file", plan.big)
    try:
        return _mounts(plan, data)
    finally:
        shutil.rmtree(data)


def _mounts(plan: Plan, data: Path) -> str:
    everyone = {peer.name: peer for peer in peers(plan, data)}
    warm(*{peer.behind for peer in everyone.values()})
    notes = [note.format(patience=plan.patience) for note in NOTES]
    figures = Figures("Reading through the mount", list(everyone), notes, [(PASSTHROUGH, SOURCE)])
    todo = loads(plan, data)
    with ExitStack() as stack:
        lasting = {name: stack.enter_context(peer.opened()) for name, peer in everyone.items()}
        for tree in lasting.values():
            run(["diff", "-r", data, tree.top])
        for number, order in rounds(plan.rounds, list(everyone)):
            plan.say(f"mount, round {number} of {plan.rounds}")
            for load in todo:
                for name in (n for n in order if n != PASSTHROUGH or load.passthrough):
                    for sample in samples(load, everyone[name], lasting[name]):
                        if number > 0:
                            sample.record(figures, name)
    mount_memory(plan, figures)
    return figures.markdown()


def samples(load: Load, peer: Peer, lasting: Tree) -> Iterator[Sample]:
    """One of each state. The caches of the kernel are everybody's: whoever comes next finds the mount and what lies behind it forgotten."""
    if State.COLD_START in load.states:
        remember(peer.behind)
        with peer.opened() as fresh:
            yield _sample(load, State.COLD_START, fresh)
    if State.COLD_CACHE in load.states:
        forget()
        remember(peer.behind)
        yield _sample(load, State.COLD_CACHE, lasting)
    if State.WARM in load.states:
        if State.COLD_CACHE not in load.states:
            load.action(lasting.top)
        time.sleep(EXPIRY)
        yield _sample(load, State.WARM, lasting)


def _sample(load: Load, state: State, tree: Tree) -> Sample:
    before = server_cpu(tree.server) if tree.server else None
    seconds = load.action(tree.top)
    cpu = server_cpu(tree.server) - before if tree.server and before is not None else None
    return Sample(load, state, seconds, cpu)
