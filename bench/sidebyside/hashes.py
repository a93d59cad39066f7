"""Hashing of bytes that are in memory: CPU time by one thread, and elapsed time by all cores."""

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

from benchjava import build, program
from commands import run
from figures import Figures, rounds
from plan import Plan
from sources import MIB, file_of

KIB = 1 << 10
MEMORY = Path("/dev/shm")
PIECES = {"64 KiB": 64 * KIB, "1 MiB": MIB}
# What vitrine comes to use by itself, chosen at once: so nothing has to wait until it has warmed up.
FLAGS = Path("/proc/cpuinfo").read_text().split()
WIDEST = "vector512" if "avx512f" in FLAGS else "vector256" if "avx2" in FLAGS else "vector128"
OURS = {"vitrine": WIDEST, "plain Java": "lanes", "blake3-java": "blake3-java"}
B3SUM = "b3sum"
NOTES = [
    "s/GB: seconds for 10^9 bytes. One thread: of CPU time, ours for an array of that size again and again in a warm JVM, b3sum's user time "
    "with `--num-threads 1` for a file in memory (tmpfs), with its start.",
    "All cores: of elapsed time, ours for that file mapped, in a warm JVM; b3sum with its start.",
    "plain Java: without vectors. Allocated: on the Java heap, for each hash.",
]


def hashes(plan: Plan) -> str:
    build()
    file = MEMORY / f"vitrine-hash-{os.getpid()}"
    file_of(file, plan.big)
    try:
        return _hashes(plan, file)
    finally:
        file.unlink()


def _hashes(plan: Plan, file: Path) -> str:
    peers = [*OURS, B3SUM]
    figures = Figures("Hashing", peers, NOTES, [("plain Java", "blake3-java")])
    for number, order in rounds(plan.rounds, peers):
        plan.say(f"hash, round {number} of {plan.rounds}")
        for peer in order:
            samples = _b3sum(file) if peer == B3SUM else _ours(OURS[peer], file)
            for what, unit, value in samples:
                if number > 0:
                    figures.add(what, unit, peer, value)
    return figures.markdown()


def _ours(hasher: str, file: Path) -> list[tuple[str, str, float]]:
    samples = []
    for name, size in PIECES.items():
        cpu, allocated = _hash_file(hasher, str(size), file)
        samples += [(f"{name}, one thread", "s/GB", float(cpu)), (f"{name}: allocated", "B", float(allocated))]
    if hasher != "blake3-java":
        elapsed, _ = _hash_file(hasher, "all", file)
        samples.append(("file, all cores", "s/GB", float(elapsed)))
    return samples


def _hash_file(hasher: str, piece: str, file: Path) -> list[str]:
    return run([*program("HashFile"), hasher, piece, file]).split()[-2:]


def _b3sum(file: Path) -> list[tuple[str, str, float]]:
    gigabytes = file.stat().st_size / 1e9
    user = _user(lambda: run(["b3sum", "--num-threads", "1", file])) / gigabytes
    start = time.perf_counter()
    run(["b3sum", file])
    elapsed = (time.perf_counter() - start) / gigabytes
    return [(f"{name}, one thread", "s/GB", user) for name in PIECES] + [("file, all cores", "s/GB", elapsed)]


def _user(action: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    action()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
