"""
Compares a mount with the tree on the disk that it was imported from.

    main.py tree SEED DIR                          makes a random tree
    main.py check SEED DIR MOUNT MANIFEST COUNT    does COUNT random operations on both, and as many with several threads

MANIFEST says for each path in hexadecimal digits its inode number, and the name and value of its attribute. On standard output: how
often each kind of operation was done. The first answer that is not as it must be ends the run with 1 and a sentence on standard error.
"""

import os
import sys
import tree
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from handles import HandleOperations
from listings import ListingOperations
from model import Mismatch, Model
from paths import PathOperations

THREADS = 6
LESS_OFTEN = {"scandir", "getdents", "getdents from", "seekdir", "shared listing", "read whole", "copy_file_range", "sendfile"}


class Run:
    def __init__(self, seed: int, model: Model) -> None:
        self.seed = seed
        self.handles = HandleOperations(model)
        self.shared = PathOperations(model).kinds | ListingOperations(model).kinds | self.handles.kinds
        self.counts: Counter[str] = Counter()

    def by_one(self, count: int) -> None:
        """All operations, in any order."""
        self.counts += self._do(Random(f"one {self.seed}"), count, self.shared | self.handles.alone)

    def by_many(self, count: int) -> None:
        """Several threads at once with the same handles, which none of them closes."""
        with ThreadPoolExecutor(THREADS) as threads:
            randoms = [Random(f"thread {i} {self.seed}") for i in range(THREADS)]
            runs = [threads.submit(self._do, random, count // THREADS, self.shared) for random in randoms]
        for run in runs:
            self.counts += run.result()

    def _do(self, random: Random, count: int, kinds: dict) -> Counter[str]:
        names = list(kinds)
        weights = [1 if name in LESS_OFTEN else 5 for name in names]
        chosen = random.choices(names, weights, k=count)
        for name in chosen:
            kinds[name](random)
        return Counter(chosen)


def compare(seed: int, model: Model, count: int) -> Counter[str]:
    run = Run(seed, model)
    run.handles.open_some(Random(f"open {seed}"))
    try:
        run.by_one(count)
        run.by_many(count)
    finally:
        run.handles.close_all()
    return run.counts


def main(arguments: list[str]) -> None:
    seed, disk = int(arguments[1]), os.fsencode(arguments[2])
    if arguments[0] == "tree":
        tree.make(seed, disk)
        return
    try:
        counts = compare(seed, Model(disk, os.fsencode(arguments[3]), Path(arguments[4])), int(arguments[5]))
    except Mismatch as e:
        sys.exit(f"seed {seed}: {e}")
    for kind, count in sorted(counts.items()):
        print(f"{count} {kind}")


if __name__ == "__main__":
    main(sys.argv[1:])
