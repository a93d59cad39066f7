"""Many small blobs over gRPC, beside nginx, which sends the same files over HTTP/2: one connection, and one or many calls under way."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from commands import cost_at, run
from figures import Figures, rounds
from grpcservers import UNIX, WAYS, GrpcServer, grpc_server
from h2load import Target, h2load
from plan import Plan
from sources import hundreds, warm
from webservers import WebServer, nginx

SIZE = 2048
CALLS = (1, 64)
NOTES = [
    "vitrine: `BlobService.Read` of one blob after the other, by the client of Vitrine (bench/src, GrpcClient), which verifies each. nginx: GET of the same files over HTTP/2 "
    "without TLS, which is what gRPC speaks too, by `h2load -t1`, which drops them; with open_file_cache, and without sendfile, which over TCP waits for delayed acknowledgements.",
    "one blob, h2load: the same blob again and again, and the same client for both servers; of vitrine by a POST that is this call of gRPC.",
    "One connection each. server CPU: user and system time of all processes of the server, by the calls answered.",
]


@dataclass(frozen=True)
class Sample:
    calls: int
    seconds: float
    server: float

    def record(self, figures: Figures, what: str, peer: str) -> None:
        figures.add(what, "calls/s", peer, self.calls / self.seconds)
        figures.add(f"{what}: server CPU", "us/call", peer, self.server / self.calls * 1e6)


class Gets(ABC):
    """Gets small blobs for some seconds, over a unix socket or TCP, so many at a time."""

    @abstractmethod
    def all(self, way: str, calls: int) -> Sample: ...

    @abstractmethod
    def one(self, way: str, calls: int) -> Sample: ...


class VitrineGets(Gets):
    def __init__(self, plan: Plan, server: GrpcServer, digests: Sequence[str]) -> None:
        self._plan = plan
        self._server = server
        self._list = plan.work / "digests"
        self._list.write_text("".join(f"{digest}\n" for digest in digests))
        self._body = plan.work / "body"
        self._body.write_bytes(_message(bytes.fromhex(digests[0])))

    def all(self, way: str, calls: int) -> Sample:
        answers = []
        client = self._server.clients[way]
        spent = cost_at(self._server.pid, lambda: answers.append(client.ask("many", self._list, str(calls), str(self._plan.seconds))))
        return Sample(int(answers[0].result), answers[0].seconds, spent.cpu)

    def one(self, way: str, calls: int) -> Sample:
        url = f"http://127.0.0.1:{self._server.port}/tvix.castore.v1.BlobService/Read"
        words = ("-d", self._body, "-H", "content-type: application/grpc", "-H", "te: trailers")
        return _by_h2load(self._plan, self._server.pid, Target((url,), self._server.socket if way == UNIX else None, words), calls)


class NginxGets(Gets):
    def __init__(self, plan: Plan, server: WebServer, socket: Path, paths: Sequence[Path]) -> None:
        self._plan = plan
        self._server = server
        self._socket = socket
        self._urls = tuple(f"{server.url}/{path}" for path in paths)

    def all(self, way: str, calls: int) -> Sample:
        return self._get(self._urls, way, calls)

    def one(self, way: str, calls: int) -> Sample:
        return self._get(self._urls[:1], way, calls)

    def _get(self, urls: tuple[str, ...], way: str, calls: int) -> Sample:
        return _by_h2load(self._plan, self._server.pid, Target(urls, self._socket if way == UNIX else None), calls)


def _message(digest: bytes) -> bytes:
    """A ReadBlobRequest as gRPC sends it: not compressed, its length, and field 1."""
    request = bytes([1 << 3 | 2, len(digest)]) + digest
    return b"\0" + len(request).to_bytes(4) + request


def _by_h2load(plan: Plan, pid: int, target: Target, calls: int) -> Sample:
    done: list[int] = []
    spent = cost_at(pid, lambda: done.append(h2load(target, calls, plan.seconds, SIZE, plan.work)))
    return Sample(done[0], plan.seconds, spent.cpu)


def small_blobs(plan: Plan) -> str:
    data = plan.work / "blobs"
    files = hundreds(data, plan.small, SIZE)
    warm(data)
    digests = run(["b3sum", "--no-names", *files]).split()
    socket = plan.work / "nginx.sock"
    try:
        with ExitStack() as stack:
            ours = [stack.enter_context(grpc_server(plan, v, data)) for v in plan.vitrines if v.serves_grpc()]
            web = stack.enter_context(nginx(plan, data, http2=socket))
            peers: dict[str, Gets] = {server.vitrine.name: VitrineGets(plan, server, digests) for server in ours}
            return _small_blobs(plan, peers | {"nginx": NginxGets(plan, web, socket, [file.relative_to(data) for file in files])})
    finally:
        shutil.rmtree(data)


def _small_blobs(plan: Plan, peers: dict[str, Gets]) -> str:
    figures = Figures(f"gRPC: {plan.small:,} blobs of 2 KiB", list(peers), NOTES)
    for number, order in rounds(plan.rounds, list(peers)):
        plan.say(f"grpc, small blobs, round {number} of {plan.rounds}")
        for way, calls in ((way, calls) for way in WAYS for calls in CALLS):
            for peer in order:
                samples = {"all": peers[peer].all(way, calls), "one blob, h2load": peers[peer].one(way, calls)}
                for what, sample in samples.items():
                    if number > 0:
                        sample.record(figures, f"{what}, {way}, {calls} under way", peer)
    return figures.markdown()
