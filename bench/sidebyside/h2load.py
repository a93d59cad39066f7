"""Requests over one connection of HTTP/2, as many under way as wanted."""

import re
from dataclasses import dataclass
from pathlib import Path

from commands import Failed, run

REQUESTS = re.compile(r"^requests: .* (\d+) done, (\d+) succeeded, (\d+) failed, (\d+) errored, (\d+) timeout$", re.MULTILINE)
DATA = re.compile(r"^traffic: .*\((\d+)\) data$", re.MULTILINE)


@dataclass(frozen=True)
class Target:
    """URLs of one server, and the socket behind which that is, if not at their port; and what else h2load is to know."""

    urls: tuple[str, ...]
    socket: Path | None
    arguments: tuple[str | Path, ...] = ()


def h2load(target: Target, calls: int, seconds: int, size: int, work: Path) -> int:
    """How many requests were answered in that time, each with so many bytes at least, and none with an error."""
    urls = work / "urls"
    urls.write_text("".join(f"{url}\n" for url in target.urls))
    reach = ["-B", f"unix:{target.socket}"] if target.socket else []
    out = run(["h2load", "-t1", "-c1", f"-m{calls}", f"-D{seconds}", "-i", urls, *reach, *target.arguments], limit=seconds + 60)
    requests, data = REQUESTS.search(out), DATA.search(out)
    if not requests or not data:
        raise Failed(f"h2load printed no result: {out[-500:]}")
    done, succeeded, *wrong = (int(number) for number in requests.groups())
    if not done or succeeded != done or any(wrong) or int(data[1]) < done * size:
        raise Failed(f"h2load: {requests[0]}, {data[0]}")
    return done
