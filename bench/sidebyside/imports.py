"""Import of a directory tree, until it is durable."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from commands import Cost, cost, run
from figures import Figures, rounds
from plan import Plan
from sources import small_files, warm
from vitrine import Vitrine

# Each gets a source and a directory of its own, which is not there yet.
Importer = Callable[[Path, Path], None]

NOTES = [
    "Every importer starts from nothing, reads a source that is in the page cache, and ends with `sync -f` (syncfs) of what it wrote; "
    "before each, an untimed `sync`.",
    "vitrine: `vitrine import` into a fresh store, with the start of the JVM; it makes everything durable itself, the `sync -f` comes on top.",
    "git: `git init` and `git add` in a directory beside the source (zlib-compressed loose objects and the index; git itself syncs no loose object).",
    "cp + b3sum: `cp -a`, and `b3sum` of every file of the source into one list.",
    "CPU: user and system time of all processes; writeback by the kernel counts for nobody.",
]


def imports(plan: Plan) -> str:
    small = plan.work / "small"
    small_files(small, plan.files)
    warm(small, plan.jdk)
    peers = {v.name: _vitrine(v) for v in plan.vitrines} | {"git": _git, "cp + b3sum": _copy}
    figures = Figures("Import, durable", list(peers), NOTES)
    sources = {f"{plan.files:,} files of 2 to 4 KiB": small, f"JDK ({_size(plan.jdk)})": plan.jdk}
    for number, order in rounds(plan.rounds, list(peers)):
        plan.say(f"import, round {number} of {plan.rounds}")
        for what, source in sources.items():
            for peer in order:
                sample = _sample(peers[peer], source, plan.work / "target")
                if number > 0:
                    figures.add(what, "s", peer, sample.elapsed)
                    figures.add(f"{what}: CPU", "s", peer, sample.cpu)
    shutil.rmtree(small)
    return figures.markdown()


def _sample(importer: Importer, source: Path, target: Path) -> Cost:
    def durably() -> None:
        importer(source, target)
        run(["sync", "-f", target])

    os.sync()
    try:
        return cost(durably)
    finally:
        shutil.rmtree(target, ignore_errors=True)


def _vitrine(vitrine: Vitrine) -> Importer:
    return lambda source, target: vitrine.bring_in(target, "tree", source)


def _git(source: Path, target: Path) -> None:
    git = ["git", f"--git-dir={target}", f"--work-tree={source}"]
    # Nobody's settings and nobody's ignored names.
    env = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(target), "XDG_CONFIG_HOME": str(target)}
    run([*git, "init", "--quiet"], env)
    run([*git, "-C", source, "add", "--force", "--all", "."], env)


def _copy(source: Path, target: Path) -> None:
    target.mkdir()
    run(["cp", "-a", source, target / "copy"])
    script = 'find "$1" -type f -print0 | xargs -0 b3sum -- >"$2"'
    run(["bash", "-o", "pipefail", "-c", script, "bash", source, target / "sums"])


def _size(top: Path) -> str:
    files = [p for p in top.rglob("*") if p.is_file() and not p.is_symlink()]
    return f"{len(files):,} files, {sum(p.stat().st_size for p in files) / 1e6:,.0f} MB"
