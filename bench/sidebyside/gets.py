"""GETs over HTTP, beside two other servers of the same files."""

import os
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from commands import Failed, cost_at, run
from figures import Figures, rounds
from plan import Plan
from servers import answers, free_port, serving
from sources import MIB, file_of
from vitrine import Vitrine

CONNECTIONS = 16
SMALL = 4096
RANGE = 65536
LARGE = 64 * MIB
# The longest head of an answer, in bytes.
HEAD = 2048

NOTES = [
    f"`wrk -t1 -c{CONNECTIONS}` on the same machine, over loopback, with kept-alive connections; every server answers the same requests.",
    "server CPU: user and system time of all processes of the server, divided by the requests answered. It is the steadier figure: "
    "the rate also depends on how server and client share the CPUs.",
    f"The ranges lie anywhere in a file of {LARGE // MIB} MiB; all data are in the page cache. Before the first load each answer is compared with the source.",
    "nginx: sendfile, a worker per CPU, no access log, no limit of requests per connection; no tcp_nopush, which over loopback makes large "
    "answers wait for delayed acknowledgements. rclone: `rclone serve http --vfs-cache-mode full`, its best form of those tried: with its "
    "defaults each range reads ahead 16 MiB.",
]


@dataclass(frozen=True)
class Load:
    """What is asked for: a whole file, or ranges of it."""

    what: str
    path: str
    body: int
    arguments: tuple[str, ...] = ()


LOADS = [
    Load("GET of 4 KiB", "/http/small", SMALL),
    Load("GET of a 64 KiB range", "/http/large", RANGE, (str(RANGE), str(LARGE))),
]


def gets(plan: Plan) -> str:
    data = plan.work / "site"
    file_of(data / "http" / "small", SMALL)
    file_of(data / "http" / "large", LARGE)
    try:
        with ExitStack() as stack:
            servers = {v.name: stack.enter_context(_vitrine(plan, v, data)) for v in plan.vitrines}
            servers["nginx"] = stack.enter_context(_nginx(plan, data))
            servers["rclone"] = stack.enter_context(_rclone(plan, data))
            return _gets(plan, data, servers)
    finally:
        shutil.rmtree(data)


def _gets(plan: Plan, data: Path, servers: dict[str, tuple[int, str]]) -> str:
    figures = Figures("HTTP", list(servers), NOTES)
    for peer, (_, url) in servers.items():
        _check(peer, url, data)
    for number, order in rounds(plan.rounds, list(servers)):
        plan.say(f"http, round {number} of {plan.rounds}")
        for load in LOADS:
            for peer in order:
                cpu, rate = _sample(peer, *servers[peer], load, plan.seconds)
                if number > 0:
                    figures.add(f"{load.what}: server CPU", "us/request", peer, cpu)
                    figures.add(f"{load.what}: rate", "requests/s", peer, rate)
    return figures.markdown()


def _sample(peer: str, pid: int, url: str, load: Load, seconds: int) -> tuple[float, float]:
    """Server CPU per request in microseconds, and requests per second."""
    script = Path(__file__).with_name("load.lua")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), url + load.path, "--", *load.arguments]
    out: list[str] = []
    sample = cost_at(pid, lambda: out.append(run(command, limit=seconds + 60)))
    requests, micros, received, errors = _done(out[0])
    # What is under way at the end is received, but is no request yet.
    most = requests * (load.body + HEAD) + CONNECTIONS * load.body
    if errors or not requests or not requests * load.body <= received <= most:
        raise Failed(f"{peer}, {load.what}: {requests} requests, {errors} errors, {received} bytes")
    return sample.cpu / requests * 1e6, requests / micros * 1e6


def _done(out: str) -> list[int]:
    for line in out.splitlines():
        if line.startswith("done "):
            return [int(word) for word in line.split()[1:]]
    raise Failed(f"wrk printed no result: {out[-500:]}")


def _check(peer: str, url: str, data: Path) -> None:
    large = (data / "http" / "large").read_bytes()
    _expect(peer, url + LOADS[0].path, {}, 200, (data / "http" / "small").read_bytes())
    for first in (0, 12_345, LARGE - RANGE):
        head = {"Range": f"bytes={first}-{first + RANGE - 1}"}
        _expect(peer, url + LOADS[1].path, head, 206, large[first : first + RANGE])


def _expect(peer: str, url: str, head: dict[str, str], status: int, body: bytes) -> None:
    # No proxy, whatever the environment says.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(url, headers=head), timeout=30) as answer:
        if answer.status != status or answer.read(len(body) + 1) != body:
            raise Failed(f"{peer} answers {url} with {answer.status} or with other bytes")


@contextmanager
def _vitrine(plan: Plan, vitrine: Vitrine, data: Path) -> Iterator[tuple[int, str]]:
    store = plan.work / f"site-{vitrine.name}"
    vitrine.bring_in(store, "http", data / "http")
    with vitrine.listening(store, plan.work) as server:
        yield server


@contextmanager
def _nginx(plan: Plan, data: Path) -> Iterator[tuple[int, str]]:
    prefix = plan.work / "nginx"
    prefix.mkdir()
    port = free_port()
    (prefix / "nginx.conf").write_text(_nginx_conf(prefix, data, port))
    command = ["nginx", "-p", prefix, "-c", prefix / "nginx.conf", "-e", prefix / "error.log"]
    with serving(command, plan.work, lambda _: answers(port)) as (pid, _):
        yield pid, f"http://127.0.0.1:{port}"


def _nginx_conf(prefix: Path, data: Path, port: int) -> str:
    # Workers of root become nobody, who cannot read our directory.
    user = "user root root;" if os.geteuid() == 0 else ""
    temporary = "".join(f'{kind}_temp_path "{prefix}/{kind}";\n' for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return f"""
daemon off;
{user}
worker_processes auto;
pid "{prefix}/pid";
error_log "{prefix}/error.log";
events {{ worker_connections 256; }}
http {{
{temporary}
access_log off;
sendfile on;
keepalive_requests 1000000000;
server {{ listen 127.0.0.1:{port}; root "{data}"; }}
}}
"""


@contextmanager
def _rclone(plan: Plan, data: Path) -> Iterator[tuple[int, str]]:
    port = free_port()
    # A configuration and a cache of its own.
    own = ["--config", plan.work / "rclone.conf", "--cache-dir", plan.work / "rclone"]
    command = ["rclone", "serve", "http", "--addr", f"127.0.0.1:{port}", "--vfs-cache-mode", "full", *own, data]
    with serving(command, plan.work, lambda _: answers(port)) as (pid, _):
        yield pid, f"http://127.0.0.1:{port}"
