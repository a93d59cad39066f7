"""Import of a directory tree until it is durable, the same again, and the disk that it takes."""

import os
import shutil
from pathlib import Path

from commands import Cost, cost, run
from figures import Figures, rounds
from importers import IMPORTERS, Importer, VitrineImporter
from plan import Plan
from sources import MIB, file_of, small_files, warm

BIG_FILES = 4
NOTES = [
    "Every importer starts from nothing, reads a source that is in the page cache, and ends with `sync -f` (syncfs) of what it wrote; "
    "before each, an untimed `sync`. Making an empty repository is not timed.",
    "vitrine: `vitrine import` into a fresh store, with the start of the JVM; it makes everything durable itself, the `sync -f` comes on top.",
    "git: `git add` (zlib-compressed loose objects and the index; git itself syncs no loose object). restic: `backup` with its encryption and "
    "compression, no cache. ostree: `commit` to a bare-user-only repository. borg: `create`, not encrypted. casync: `make`. cp: `cp -a`.",
    "again: the same once more, nothing having changed; for git it is `git status`. Only for those who remember what they saw.",
    "disk: what `du` counts of what was written, by the bytes in the source.",
    "CPU: user and system time of all processes; writeback by the kernel counts for nobody.",
]


def imports(plan: Plan) -> str:
    small, big = plan.work / "small", plan.work / "big"
    small_files(small, plan.imported, 2048, 2048)
    for number in range(BIG_FILES):
        file_of(big / f"file{number}", plan.big, number)
    sources = {
        f"{plan.imported:,} files of 2 KiB": small,
        f"{BIG_FILES} files of {plan.big // MIB:,} MiB": big,
        f"JDK ({_size(plan.jdk)})": plan.jdk,
    }
    warm(*sources.values())
    peers: dict[str, Importer] = {v.name: VitrineImporter(v) for v in plan.vitrines} | IMPORTERS
    figures = Figures("Import, durable", list(peers), NOTES)
    for number, order in rounds(plan.rounds, list(peers)):
        plan.say(f"import, round {number} of {plan.rounds}")
        for what, source in sources.items():
            for peer in order:
                _measure(figures if number > 0 else None, what, peer, peers[peer], source, plan.work / "target")
    shutil.rmtree(small)
    shutil.rmtree(big)
    return figures.markdown()


def _measure(figures: Figures | None, what: str, peer: str, importer: Importer, source: Path, target: Path) -> None:
    target.mkdir()
    try:
        importer.prepare(target)
        first = _durably(importer, source, target)
        again = cost(lambda: importer.again(source, target)) if importer.remembers else None
        used = _disk(target)
    finally:
        shutil.rmtree(target)
    if figures:
        figures.add(what, "s", peer, first.elapsed)
        figures.add(f"{what}: CPU", "s", peer, first.cpu)
        if again:
            figures.add(f"{what}: again", "s", peer, again.elapsed)
        figures.add(f"{what}: disk", "by its bytes", peer, used / _bytes(source))


def _durably(importer: Importer, source: Path, target: Path) -> Cost:
    def durably() -> None:
        importer.bring_in(source, target)
        run(["sync", "-f", target])

    os.sync()
    return cost(durably)


def _disk(top: Path) -> int:
    return int(run(["du", "-s", "--block-size=1", top]).split()[0])


def _files(top: Path) -> list[Path]:
    return [p for p in top.rglob("*") if p.is_file() and not p.is_symlink()]


def _bytes(top: Path) -> int:
    return sum(p.stat().st_size for p in _files(top))


def _size(top: Path) -> str:
    return f"{len(_files(top)):,} files, {_bytes(top) / 1e6:,.0f} MB"
