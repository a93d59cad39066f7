"""A mount of what is far away, cold, beside rclone's mount of the same files: behind a proxy that delays."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from commands import Failed, cost_at, run
from figures import Figures, rounds
from grpcgets import SIZE
from mountpeers import Tree
from plan import Plan
from servers import is_mounted, mountpoint, serving
from sources import MIB, file_of, hundreds, warm
from vitrine import Vitrine
from webservers import nginx

# Milliseconds that are added to a round trip.
DELAYS = (1, 20)
# A header of tar, in bytes.
HEADER = 512
# What timeout says.
STOPPED = 124
RCLONE = ("--read-only", "--vfs-cache-mode", "full", "--dir-cache-time", "1h")
NOTES = [
    "+1 ms, +20 ms: between the mount and the server stands `delayproxy.py`, which passes on whatever comes half of that later, in either direction; so each round trip takes that much "
    "longer, and no fewer bytes can be under way. Connecting is not delayed.",
    "tar: `tar -cf - | wc -c` of {small:,} files of 2 KiB, 100 to a directory; it is stopped after {limit} s, and what had come by then counts. cat: a file of {big} MiB.",
    "Every round reads a tree of its own, of which nothing has come to a mount or its cache before, through mounts that have served all rounds before. What is behind "
    "the server is in the page cache.",
    "vitrine: `vitrine serve --store grpc+http://... --cache DIR --mount`, before another `vitrine serve --grpc`. rclone: `rclone mount --read-only "
    "--vfs-cache-mode full` of nginx by WebDAV.",
    "mount CPU: user and system time of the process that mounts.",
]


@dataclass(frozen=True)
class Variant:
    """How ours is mounted: what the tables call it, whose build it is, and what more its mount is told."""

    name: str
    vitrine: Vitrine
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


def variants(plan: Plan) -> list[Variant]:
    """Each build as it is, and without reading ahead if it can be told to."""
    builds = [vitrine for vitrine in plan.vitrines if vitrine.serves_grpc()]
    lazy = [vitrine for vitrine in builds if vitrine.can("--no-read-ahead")]
    return [Variant(v.name, v) for v in builds] + [Variant(f"{v.name} --no-read-ahead", v, ("--no-read-ahead",)) for v in lazy]


def far_mounts(plan: Plan) -> str:
    data = plan.work / "far"
    for number in range(plan.rounds + 1):
        hundreds(data / _tree(number) / "small", plan.small, SIZE, 100 + number)
        file_of(data / _tree(number) / "big" / "file", plan.far, 100 + number)
    warm(data)
    try:
        with ExitStack() as stack:
            return _far_mounts(plan, data, _peers(plan, data, stack))
    finally:
        shutil.rmtree(data)


def _tree(number: int) -> str:
    """What a round reads, which nobody has read before."""
    return f"round{number}"


def _far_mounts(plan: Plan, data: Path, peers: dict[str, dict[int, Tree]]) -> str:
    notes = [note.format(small=plan.small, limit=_limit(plan), big=plan.far // MIB) for note in NOTES]
    figures = Figures("A tree that is far away, through a mount", list(peers), notes)
    for number, order in rounds(plan.rounds, list(peers)):
        plan.say(f"grpc, far mounts, round {number} of {plan.rounds}")
        for load, delay in ((load, delay) for load in (_tar, _cat) for delay in DELAYS):
            for name in order:
                mounted = peers[name][delay]
                samples = load(plan, Tree(mounted.top / _tree(number), mounted.server))
                for what, unit, value in samples if number > 0 else ():
                    figures.add(what.format(far=f"+{delay} ms"), unit, name, value)
                if number == 0:
                    _check(data / _tree(number), mounted.top / _tree(number))
    return figures.markdown()


def _check(source: Path, mounted: Path) -> None:
    """What was read first: the rest would take longer than all that is measured."""
    for part in ("small/d00", "big"):
        run(["diff", "-r", source / part, mounted / part])


def _tar(plan: Plan, tree: Tree) -> list[tuple[str, str, float]]:
    script = 'timeout -k 10 "$1" tar -C "$2" -cf - small | wc -c; echo "${PIPESTATUS[0]}"'
    out: list[str] = []
    spent = cost_at(tree.server, lambda: out.append(run(["bash", "-c", script, "bash", str(_limit(plan)), tree.top])))
    size, status = (int(word) for word in out[0].split())
    files = min(size // (SIZE + HEADER), plan.small)
    if files == 0 or status not in (0, STOPPED) or (status == 0 and files < plan.small):
        raise Failed(f"tar through {tree.top} ended with {status}, after {files} files")
    return [
        ("tar, {far}", "files/s", files / spent.elapsed),
        ("tar, {far}: mount CPU", "ms/file", spent.cpu * 1e3 / files),
    ]


def _cat(plan: Plan, tree: Tree) -> list[tuple[str, str, float]]:
    spent = cost_at(tree.server, lambda: run(["bash", "-c", 'exec cat "$1" >/dev/null', "bash", tree.top / "big" / "file"]))
    what = f"cat of {plan.far // MIB} MiB, {{far}}"
    return [(what, "MB/s", plan.far / 1e6 / spent.elapsed), (f"{what}: mount CPU", "s", spent.cpu)]


def _limit(plan: Plan) -> int:
    """How many seconds tar has."""
    return 2 * plan.seconds


def _peers(plan: Plan, data: Path, stack: ExitStack) -> dict[str, dict[int, Tree]]:
    """By name, a mount for each delay."""
    builds = {variant.vitrine.name: variant.vitrine for variant in variants(plan)}
    far = {name: _delayed(plan, stack, _far_server(plan, vitrine, data, stack)) for name, vitrine in builds.items()}
    peers = {
        variant.name: {delay: stack.enter_context(_near(plan, variant, port)) for delay, port in far[variant.vitrine.name].items()}
        for variant in variants(plan)
    }
    web = urlsplit(stack.enter_context(nginx(plan, data)).url).port
    assert web
    peers["rclone"] = {delay: stack.enter_context(_rclone(plan, port)) for delay, port in _delayed(plan, stack, web).items()}
    return peers


def _far_server(plan: Plan, vitrine: Vitrine, data: Path, stack: ExitStack) -> int:
    store = plan.work / f"far-{vitrine.name}"
    for tree in sorted(data.iterdir()):
        vitrine.bring_in(store, tree.name, tree)
    return stack.enter_context(vitrine.over_grpc(store, plan.work, plan.work / f"far-{vitrine.name}.sock"))[1]


def _delayed(plan: Plan, stack: ExitStack, port: int) -> dict[int, int]:
    """The ports at which it answers, by how much later."""
    return {delay: stack.enter_context(_proxy(plan, port, delay)) for delay in DELAYS}


@contextmanager
def _proxy(plan: Plan, port: int, delay: int) -> Iterator[int]:
    """The port of a proxy before that one."""
    command = [sys.executable, "-B", Path(__file__).with_name("delayproxy.py"), str(port), str(delay)]
    with serving(command, plan.work, lambda out: out.endswith("\n")) as (_, out):
        yield int(out.split()[1])


@contextmanager
def _near(plan: Plan, variant: Variant, port: int) -> Iterator[Tree]:
    with TemporaryDirectory(prefix="near-", dir=plan.work) as cache, mountpoint(plan.work) as mount:
        options = ["--cache", cache, *variant.arguments]
        with variant.vitrine.mounted(f"grpc+http://127.0.0.1:{port}", mount, plan.work, options, variant.environment) as server:
            yield Tree(mount, server)


@contextmanager
def _rclone(plan: Plan, port: int) -> Iterator[Tree]:
    with TemporaryDirectory(prefix="rclone-", dir=plan.work) as own, mountpoint(plan.work) as mount:
        command = ["rclone", "mount", ":webdav:", mount, "--webdav-url", f"http://127.0.0.1:{port}", *RCLONE, "--cache-dir", own]
        with serving([*command, "--config", f"{own}/rclone.conf"], plan.work, lambda _: is_mounted(mount)) as (server, _):
            yield Tree(mount, server)
