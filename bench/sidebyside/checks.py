"""What is done with a store that is filled: verifying it, and comparing two roots."""

import shutil
from pathlib import Path

from commands import cost, run
from figures import Figures, rounds
from imports import BIG_FILES
from plan import Plan
from sources import MIB, file_of, small_files, warm
from vitrine import Vitrine

CHANGED = 10
NOTES = [
    "verify: `vitrine verify` of a store that holds just that tree, with the start of the JVM, beside `b3sum` of every file of the source: `find -print0 | xargs -0 b3sum`. "
    "Everything is in the page cache.",
    f"diff: two roots that differ in {CHANGED} files. after start-up: what is more than `vitrine roots`, which opens the same store. "
    "git: `git diff --raw` of the same trees.",
]


def checks(plan: Plan) -> str:
    small, big, changed = plan.work / "small", plan.work / "big", plan.work / "changed"
    small_files(small, plan.imported, 2048, 2048)
    for number in range(BIG_FILES):
        file_of(big / f"file{number}", plan.big, number)
    warm(small, big)
    ours = [v.name for v in plan.vitrines]
    figures = Figures("Verifying and comparing", [*ours, "b3sum", "git"], NOTES)
    for what, source in {f"verify {plan.imported:,} files of 2 KiB": small, f"verify {BIG_FILES} files of {plan.big // MIB:,} MiB": big}.items():
        _verify(plan, figures, what, source)
    shutil.copytree(small, changed)
    for path in sorted(changed.rglob("file00"))[:: plan.imported // 20 // CHANGED][:CHANGED]:
        path.write_bytes(b"changed")
    _compare(plan, figures, small, changed)
    for tree in (small, big, changed):
        shutil.rmtree(tree)
    return figures.markdown()


def _verify(plan: Plan, figures: Figures, what: str, source: Path) -> None:
    stores = {v.name: plan.work / f"store-{v.name}" for v in plan.vitrines}
    for vitrine in plan.vitrines:
        vitrine.bring_in(stores[vitrine.name], "tree", source)
    actions = {v.name: lambda v=v: v.run(stores[v.name], "verify") for v in plan.vitrines} | {"b3sum": lambda: _b3sum(source)}
    for number, order in rounds(plan.rounds, list(actions)):
        plan.say(f"{what}, round {number} of {plan.rounds}")
        for peer in order:
            sample = cost(actions[peer])
            if number > 0:
                figures.add(what, "s", peer, sample.elapsed)
                figures.add(f"{what}: CPU", "s", peer, sample.cpu)
    for store in stores.values():
        shutil.rmtree(store)


def _b3sum(source: Path) -> None:
    run(["bash", "-o", "pipefail", "-c", 'find "$1" -type f -print0 | xargs -0 b3sum -- >/dev/null', "bash", source])


def _compare(plan: Plan, figures: Figures, one: Path, other: Path) -> None:
    what = f"diff of two roots of {plan.imported:,} files"
    vitrines = [v for v in plan.vitrines if v.can("diff")]
    stores = {v.name: plan.work / f"store-{v.name}" for v in vitrines}
    for vitrine in vitrines:
        vitrine.bring_in(stores[vitrine.name], "tree", one)
        vitrine.bring_in(stores[vitrine.name], "changed", other)
    git = _GitTrees(plan.work / "git", one, other)
    for number in range(plan.rounds + 1):
        plan.say(f"{what}, round {number} of {plan.rounds}")
        for vitrine in vitrines:
            _diff(figures if number > 0 else None, what, vitrine, stores[vitrine.name])
        sample = cost(git.diff)
        if number > 0:
            figures.add(what, "s", "git", sample.elapsed)
    for store in (*stores.values(), plan.work / "git"):
        shutil.rmtree(store)


def _diff(figures: Figures | None, what: str, vitrine: Vitrine, store: Path) -> None:
    start = cost(lambda: vitrine.run(store, "roots"))
    whole = cost(lambda: vitrine.differences(store, "tree", "changed", CHANGED))
    if figures:
        figures.add(what, "s", vitrine.name, whole.elapsed)
        figures.add(f"{what}: after start-up", "s", vitrine.name, whole.elapsed - start.elapsed)


class _GitTrees:
    """Both trees as trees of one repository."""

    def __init__(self, repository: Path, *sources: Path) -> None:
        self._git = ["git", f"--git-dir={repository}"]
        run([*self._git, "init", "--quiet", "--bare"])
        self._trees = [self._tree(repository, source) for source in sources]

    def _tree(self, repository: Path, source: Path) -> str:
        env = {"GIT_INDEX_FILE": str(repository / f"index-{source.name}")}
        run([*self._git, f"--work-tree={source}", "-C", str(source), "add", "--force", "--all", "."], env)
        return run([*self._git, "write-tree"], env).strip()

    def diff(self) -> None:
        lines = run([*self._git, "diff", "--raw", *self._trees]).splitlines()
        assert len(lines) == CHANGED, lines
