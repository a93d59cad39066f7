"""Requests over HTTP and WebDAV, beside two other servers of the same files."""

import http.client
import shutil
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from commands import Failed, cost_at, run
from figures import Figures, rounds
from memory import memory
from plan import Plan
from sources import MIB, file_of
from webservers import WebServer, web_servers

SMALL = 4096
RANGE = 65536
LARGE = 64 * MIB
ENTRIES = 10_000
# The longest head of an answer, in bytes.
HEAD = 2048
# An entry of a listing takes at least and at most so many bytes.
ENTRY = (150, 1000)
IDLE_CONNECTIONS = 100
# How long wrk waits for an answer before it counts an error.
PATIENCE = 30

NOTES = [
    "`wrk -t1` on the same machine, over loopback, with kept-alive connections; every server answers the same requests.",
    "server CPU: user and system time of all processes of the server, divided by the requests answered, or by the GiB sent. It is the "
    "steadier figure: the rate also depends on how server and client share the CPUs.",
    f"The ranges lie anywhere in a file of {LARGE // MIB} MiB, which is also what is sent whole; all data are in the page cache. Before the first "
    "load each answer is compared with the source.",
    f"PROPFIND: depth 1, {ENTRIES:,} files, resourcetype, getcontentlength, getlastmodified and displayname, all of which the three know.",
    f"resident memory: VmRSS of all processes of the server after all rounds, with {IDLE_CONNECTIONS} more connections open, each of which has "
    "had one answer.",
    "nginx: sendfile, open_file_cache, the dav-ext module, a worker per CPU, no access log, no limit of requests per connection; no tcp_nopush, which over "
    "loopback makes large answers wait for delayed acknowledgements. rclone: `rclone serve webdav --vfs-cache-mode full`: with its defaults "
    "each range reads ahead 16 MiB.",
]


@dataclass(frozen=True)
class Load:
    """What is asked for, over how many connections, and how long an answer is without its head."""

    what: str
    path: str
    least: int
    most: int
    connections: int
    arguments: tuple[str, ...] = ()


GET = Load("GET of 4 KiB", "/http/small", SMALL, SMALL, 16)
PART = Load("GET of a 64 KiB range", "/http/large", RANGE, RANGE, 16, ("range", str(RANGE), str(LARGE)))
WHOLE = Load("GET of 64 MiB", "/http/large", LARGE, LARGE, 4)
PROPFIND = Load(f"PROPFIND of {ENTRIES:,} entries", "/http/many/", ENTRIES * ENTRY[0], ENTRIES * ENTRY[1], 2, ("propfind",))


def webloads(plan: Plan) -> str:
    data = plan.work / "site"
    file_of(data / "http" / "small", SMALL)
    file_of(data / "http" / "large", LARGE)
    for number in range(ENTRIES):
        file_of(data / "http" / "many" / f"file-{number:05}.txt", 10)
    try:
        with web_servers(plan, data) as servers:
            return _webloads(plan, data, servers)
    finally:
        shutil.rmtree(data)


def _webloads(plan: Plan, data: Path, servers: dict[str, WebServer]) -> str:
    figures = Figures("HTTP and WebDAV", list(servers), NOTES)
    for peer, server in servers.items():
        _check(peer, server, data)
    for number, order in rounds(plan.rounds, list(servers)):
        plan.say(f"http, round {number} of {plan.rounds}")
        for load in (GET, PART, WHOLE, PROPFIND):
            for peer in order:
                sample = _sample(peer, servers[peer], load, plan.seconds)
                if number > 0:
                    sample.record(figures, peer)
    for peer, server in servers.items():
        figures.add("resident memory at the end", "MiB", peer, _resident_with_connections(server) / MIB)
    return figures.markdown()


@dataclass(frozen=True)
class Sample:
    """What one load took and brought."""

    load: Load
    cpu: float
    seconds: float
    requests: int
    received: int

    def record(self, figures: Figures, peer: str) -> None:
        what = self.load.what
        if self.load is WHOLE:
            figures.add(f"{what}: server CPU", "ms/GiB", peer, self.cpu * 1e3 / (self.received / 2**30))
            figures.add(f"{what}: rate", "MB/s", peer, self.received / self.seconds / 1e6)
        elif self.load is PROPFIND:
            figures.add(f"{what}: server CPU", "ms/request", peer, self.cpu / self.requests * 1e3)
            figures.add(f"{what}: size", "bytes/entry", peer, self.received / self.requests / ENTRIES)
        else:
            figures.add(f"{what}: server CPU", "us/request", peer, self.cpu / self.requests * 1e6)
            figures.add(f"{what}: rate", "requests/s", peer, self.requests / self.seconds)


def _sample(peer: str, server: WebServer, load: Load, seconds: int) -> Sample:
    script = Path(__file__).with_name("load.lua")
    wrk = ["wrk", "-t1", f"-c{load.connections}", f"-d{seconds}s", "--timeout", f"{PATIENCE}s", "-s", str(script)]
    out: list[str] = []
    spent = cost_at(server.pid, lambda: out.append(run([*wrk, server.url + load.path, "--", *load.arguments], limit=seconds + 60)))
    requests, micros, received, errors = _done(out[0])
    # What is under way at the end is received, but is no request yet.
    most = (requests + load.connections) * (load.most + HEAD)
    if errors or not requests or not requests * load.least <= received <= most:
        raise Failed(f"{peer}, {load.what}: {requests} requests, {errors} errors, {received} bytes")
    return Sample(load, spent.cpu, micros / 1e6, requests, received)


def _done(out: str) -> list[int]:
    for line in out.splitlines():
        if line.startswith("done "):
            return [int(word) for word in line.split()[1:]]
    raise Failed(f"wrk printed no result: {out[-500:]}")


def _resident_with_connections(server: WebServer) -> int:
    with ExitStack() as stack:
        for _ in range(IDLE_CONNECTIONS):
            connection = stack.enter_context(closing(http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)))
            connection.request("GET", GET.path)
            connection.getresponse().read()
        return memory(server.pid).resident


def _check(peer: str, server: WebServer, data: Path) -> None:
    large = (data / "http" / "large").read_bytes()
    _expect(peer, server, "GET", GET.path, {}, 200, (data / "http" / "small").read_bytes())
    for first in (0, 12_345, LARGE - RANGE):
        head = {"Range": f"bytes={first}-{first + RANGE - 1}"}
        _expect(peer, server, "GET", PART.path, head, 206, large[first : first + RANGE])
    listing = _ask(server, "PROPFIND", PROPFIND.path, {"Depth": "1"})
    hrefs = listing[1].count(b"href>/http/many/file-")
    if listing[0] != 207 or hrefs != ENTRIES:
        raise Failed(f"{peer} lists {hrefs} entries, with status {listing[0]}")


def _expect(peer: str, server: WebServer, method: str, path: str, head: dict[str, str], status: int, body: bytes) -> None:
    if _ask(server, method, path, head) != (status, body):
        raise Failed(f"{peer} answers {method} {path} with another status or other bytes")


def _ask(server: WebServer, method: str, path: str, head: dict[str, str]) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=60)) as connection:
        connection.request(method, path, headers=head)
        answer = connection.getresponse()
        return answer.status, answer.read()
