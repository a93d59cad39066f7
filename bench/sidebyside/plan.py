"""What one run does, and where."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from sources import MIB
from vitrine import TRANSPORTS, Vitrine

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = ("hash", "import", "checks", "mount", "sizes", "http", "grpc")


@dataclass(frozen=True)
class Plan:
    """
    Sizes and counts, the builds of Vitrine that are measured, ours first, how ours is mounted, and the directory for all data. Patience: how many
    seconds a server has to give memory back.
    """

    sections: tuple[str, ...]
    rounds: int
    files: int
    imported: int
    small: int
    big: int
    far: int
    seconds: int
    jdk: Path
    vitrines: list[Vitrine]
    fuse: tuple[str, ...]
    many: int
    patience: float
    work: Path

    def say(self, what: str) -> None:
        print(f"baseline: {what}", file=sys.stderr, flush=True)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench/baseline",
        description="Measures Vitrine beside its peers, in one run, and prints Markdown tables on standard output.",
    )
    parser.add_argument("--rounds", type=_positive, help="recorded rounds, after one warm-up round (5; quick: 2)")
    parser.add_argument("--only", choices=SECTIONS, help="one section alone")
    parser.add_argument("--seconds", type=_positive, help="seconds per HTTP load, and per load of small gRPC calls; twice that for tar from afar (5; quick: 1)")
    parser.add_argument("--before", type=Path, metavar="CHECKOUT", help="another checkout of Vitrine, as one more peer")
    parser.add_argument("--fuse", action="append", choices=TRANSPORTS, help="mount by this transport only; can be repeated (all of them)")
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that the script works, not how fast we are")
    parser.add_argument("--dir", type=Path, metavar="DIR", help="where all data go, on a real disk (bench/target)")
    return parser.parse_args()


def plan(given: argparse.Namespace, work: Path, jdk: Path) -> Plan:
    quick = given.quick
    vitrines = [Vitrine("vitrine", ROOT / "vitrine")]
    if given.before:
        vitrines.append(Vitrine("before", given.before.resolve() / "vitrine"))
    return Plan(
        sections=(given.only,) if given.only else SECTIONS,
        rounds=given.rounds or (2 if quick else 5),
        files=400 if quick else 20_000,
        imported=1_000 if quick else 100_000,
        small=1_000 if quick else 10_000,
        big=(64 if quick else 1024) * MIB,
        far=(16 if quick else 256) * MIB,
        seconds=given.seconds or (1 if quick else 5),
        jdk=jdk / "bin" if quick else jdk,
        vitrines=vitrines,
        fuse=tuple(name for name in TRANSPORTS if not given.fuse or name in given.fuse),
        many=20_000 if quick else 1_000_000,
        patience=5 if quick else 90,
        work=work,
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)
