"""What a walk of very many files costs the server of a mount in memory, and what of it comes back."""

import time
from pathlib import Path

from commands import Failed, run
from diskimage import room_for
from figures import Figures
from kernelcaches import can_forget, forget, remember
from memory import Memory, memory
from mountpeers import PASSTHROUGH, SOURCE, Peer, peers
from plan import Plan
from sources import MIB, many_files

WALK = """find "$1"/many -mindepth 1 -maxdepth 1 -print0 | xargs -0 -n 20 -P 4 sh -c 'exec find "$@" -ls' find | wc -l"""
# What a server does after it said that it is ready is part of its start: seconds.
START = 1.0
# So much more than at the start counts as everything given back.
SLACK = MIB


def mount_memory(plan: Plan, figures: Figures) -> None:
    data = plan.work / "walked"
    with room_for(plan.many, data):
        directories = many_files(data / "many", plan.many)
        for peer in peers(plan, data):
            if peer.name not in (PASSTHROUGH, SOURCE):
                plan.say(f"mount, memory of {peer.name}")
                _measure(plan, figures, peer, plan.many + directories)


def _measure(plan: Plan, figures: Figures, peer: Peer, entries: int) -> None:
    what = f"memory, {plan.many:,} files"
    remember(peer.behind)
    with peer.opened() as tree:
        assert tree.server
        time.sleep(START)
        start = memory(tree.server)
        _add(figures, f"{what}: at the start", peer, start, Memory(0, 0))
        _walk(tree.top, entries)
        _add(figures, f"{what}: more after a walk", peer, memory(tree.server), start)
        if can_forget():
            forget()
            _add(figures, f"{what}: more when they are forgotten", peer, _settled(tree.server, start, plan.patience), start)


def _walk(top: Path, entries: int) -> None:
    """Names and attributes of everything, by four at a time."""
    seen = int(run(["bash", "-o", "pipefail", "-c", WALK, "bash", top]))
    if seen != entries:
        raise Failed(f"a walk found {seen} of {entries}")


def _settled(server: int, start: Memory, patience: float) -> Memory:
    """When it is as small as at the start, or patience ends."""
    deadline = time.monotonic() + patience
    while (now := memory(server)).resident > start.resident + SLACK and time.monotonic() < deadline:
        time.sleep(0.5)
    return now


def _add(figures: Figures, what: str, peer: Peer, now: Memory, less: Memory) -> None:
    figures.add(what, "MiB resident", peer.name, (now.resident - less.resident) / MIB)
    figures.add(what, "MiB anonymous", peer.name, (now.anonymous - less.anonymous) / MIB)
