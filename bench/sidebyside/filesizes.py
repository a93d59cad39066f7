"""Reading whole files of several sizes, with the kernel's cache or by passthrough: where does each win?"""

import shutil
import time
from contextlib import ExitStack
from pathlib import Path
from random import Random

from commands import run
from figures import Figures, rounds
from kernelcaches import can_forget
from mountloads import Load, State
from mountpeers import PASSTHROUGH, SOURCE, ours_and_source
from mounts import samples
from plan import Plan
from sources import MIB, warm

KIB = 1 << 10
# So many bytes of files of each size, but at most so many files, and one at least.
TOTAL = 256 * MIB
MOST = 4096
SIZES = {
    "4 KiB": 4 * KIB,
    "64 KiB": 64 * KIB,
    "128 KiB": 128 * KIB,
    "1 MiB": MIB,
    "16 MiB": 16 * MIB,
    "256 MiB": 256 * MIB,
    "1 GiB": 1024 * MIB,
}
NOTES = [
    "`cat` of all files of a size, 256 MiB together or 4,096 files, in one process; with the start of `find`, `xargs` and `cat`.",
    "cold cache, warm: as above. Blobs of up to 64 KiB lie in the index of the store, so nobody can pass them through.",
    "kernel: `vitrine serve --fuse kernel`; passthrough: with `--fuse-files passthrough`; source: the files themselves, always warm.",
]


def file_sizes(plan: Plan) -> str:
    data = plan.work / "sizes"
    try:
        return _file_sizes(plan, data)
    finally:
        shutil.rmtree(data)


def _file_sizes(plan: Plan, data: Path) -> str:
    todo = [_load(data, name, size, plan.big) for name, size in SIZES.items() if size <= plan.big]
    everyone = {peer.name: peer for peer in ours_and_source(plan, data) if peer.name in ("kernel", PASSTHROUGH, SOURCE)}
    warm(*{peer.behind for peer in everyone.values()})
    figures = Figures("Files of several sizes, cached or passed through", list(everyone), NOTES, [(PASSTHROUGH, SOURCE)])
    with ExitStack() as stack:
        lasting = {name: stack.enter_context(peer.opened()) for name, peer in everyone.items()}
        for number, order in rounds(plan.rounds, list(everyone)):
            plan.say(f"sizes, round {number} of {plan.rounds}")
            for load in todo:
                for name in order:
                    for sample in samples(load, everyone[name], lasting[name]):
                        if number > 0:
                            sample.record(figures, name)
    return figures.markdown()


def _load(data: Path, name: str, size: int, most: int) -> Load:
    """The files are made here: other bytes in each, since equal ones would be one to us."""
    top = data / name.replace(" ", "")
    top.mkdir(parents=True)
    count = max(1, min(TOTAL, most) // size)
    random = Random(size)
    for number in range(min(count, MOST)):
        with open(top / f"file{number:04}", "wb") as file:
            for position in range(0, size, MIB):
                file.write(random.randbytes(min(MIB, size - position)))
    moves = min(count, MOST) * size
    states = frozenset({State.WARM, *([State.COLD_CACHE] if can_forget() else [])})
    return Load(f"cat, files of {name}", states, lambda tree: _cat(tree / top.name), moves, passthrough=True)


def _cat(top: Path) -> float:
    start = time.perf_counter()
    run(["bash", "-c", 'find "$1" -type f -print0 | xargs -0 cat >/dev/null', "bash", top])
    return time.perf_counter() - start
