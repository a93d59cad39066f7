"""One large blob to a server and back over gRPC, beside socat, which moves the same bytes over the same kind of socket."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import socat
from commands import Cost, Failed, cost, run, server_cpu
from figures import Figures, rounds
from grpcservers import UNIX, WAYS, GrpcServer, grpc_server
from plan import Plan
from sources import MIB, file_of, warm

NOTES = [
    "vitrine: `vitrine serve --no-http --grpc`, asked by one client in a JVM that stays (bench/src, GrpcClient), over one connection; socat: `socat -u -b 262144` from "
    "the file to the socket, and another from there. Random bytes, in the page cache.",
    "Put: until the digest is answered, when the blob is durable; both sides hash. socat: into a new file, and `sync` of that.",
    "Get: as everything of ours gets a long blob, which is compared with its digest and lies in a file without a name until then. socat: into a new file.",
    "Read: the generated stub of tvix's BlobService, which drops what comes. socat: to /dev/null.",
    "import, cat: `vitrine import --store grpc+unix://...` and `vitrine cat --store ... >/dev/null`, from the start of the launcher, beside socat as for Put and Get.",
    "server CPU, client CPU: user and system time; of socat, that of the process on the same side.",
]


@dataclass(frozen=True)
class Sample:
    """What it took to move the blob once."""

    seconds: float
    server: float
    client: float

    def record(self, figures: Figures, what: str, peer: str, size: int) -> None:
        figures.add(what, "MB/s", peer, size / 1e6 / self.seconds)
        figures.add(f"{what}: server CPU", "s/GiB", peer, self.server / (size / 2**30))
        figures.add(f"{what}: client CPU", "s/GiB", peer, self.client / (size / 2**30))


class Blob:
    """The file that is sent. A server that has a blob is not sent it again, so it changes each time."""

    def __init__(self, path: Path, size: int) -> None:
        self.path = path
        self.size = size
        self._turn = 0
        file_of(path, size, seed=3)
        warm(path)

    def change(self) -> None:
        self._turn += 1
        with open(self.path, "r+b") as file:
            file.write(self._turn.to_bytes(8))


class Mover(ABC):
    """Moves the blob to a server and back, over a unix socket or TCP."""

    @abstractmethod
    def put(self, way: str) -> Sample: ...

    @abstractmethod
    def get(self, way: str) -> Sample: ...

    @abstractmethod
    def read(self, way: str) -> Sample: ...

    @abstractmethod
    def bring_in(self, way: str) -> Sample: ...

    @abstractmethod
    def cat(self, way: str) -> Sample: ...


# What the tables call it, how it is done, and over what.
LOADS: tuple[tuple[str, Callable[[Mover, str], Sample], tuple[str, ...]], ...] = (
    ("Put", lambda mover, way: mover.put(way), WAYS),
    ("Get", lambda mover, way: mover.get(way), WAYS),
    ("Read", lambda mover, way: mover.read(way), WAYS),
    ("import", lambda mover, way: mover.bring_in(way), (UNIX,)),
    ("cat", lambda mover, way: mover.cat(way), (UNIX,)),
)


class VitrineMover(Mover):
    def __init__(self, server: GrpcServer, blob: Blob) -> None:
        self._server = server
        self._blob = blob
        self._digest = ""

    def put(self, way: str) -> Sample:
        self._blob.change()
        sample, self._digest = self._ask(way, "put", self._blob.path)
        return sample

    def get(self, way: str) -> Sample:
        return self._fetch(way, "get")

    def read(self, way: str) -> Sample:
        return self._fetch(way, "read")

    def bring_in(self, way: str) -> Sample:
        self._blob.change()
        return self._command(lambda: self._server.vitrine.bring_in(self._server.addresses[way], "blob", self._blob.path))

    def cat(self, way: str) -> Sample:
        script = '"$1" cat --store "$2" blob >/dev/null'
        return self._command(lambda: run(["bash", "-c", script, "bash", self._server.vitrine.launcher, self._server.addresses[way]]))

    def _fetch(self, way: str, how: str) -> Sample:
        sample, size = self._ask(way, how, self._digest)
        if int(size) != self._blob.size:
            raise Failed(f"{size} bytes came")
        return sample

    def _ask(self, way: str, *words: str | Path) -> tuple[Sample, str]:
        before = server_cpu(self._server.pid)
        answer = self._server.clients[way].ask(*words)
        return Sample(answer.seconds, server_cpu(self._server.pid) - before, answer.cpu), answer.result

    def _command(self, action: Callable[[], object]) -> Sample:
        before = server_cpu(self._server.pid)
        spent: Cost = cost(action)
        return Sample(spent.elapsed, server_cpu(self._server.pid) - before, spent.cpu)


class SocatMover(Mover):
    """As a server it receives what is put, and sends what is got."""

    def __init__(self, blob: Blob, work: Path) -> None:
        self._blob = blob
        self._work = work
        self._copy = work / "copy"

    def put(self, way: str) -> Sample:
        moved = self._move(way, self._copy, durably=True)
        return Sample(moved.seconds, moved.receiver, moved.sender)

    def get(self, way: str) -> Sample:
        return self._sent(self._move(way, self._copy))

    def read(self, way: str) -> Sample:
        return self._sent(self._move(way, socat.NOWHERE))

    def bring_in(self, way: str) -> Sample:
        return self.put(way)

    def cat(self, way: str) -> Sample:
        return self.get(way)

    def _move(self, way: str, target: Path, durably: bool = False) -> socat.Moved:
        ends = socat.unix(self._work) if way == UNIX else socat.tcp()
        try:
            return socat.move(self._blob.path, ends, target, durably)
        finally:
            self._copy.unlink(missing_ok=True)

    @staticmethod
    def _sent(moved: socat.Moved) -> Sample:
        return Sample(moved.seconds, moved.sender, moved.receiver)


def large_blob(plan: Plan) -> str:
    blob = Blob(plan.work / "blob", plan.big)
    try:
        with ExitStack() as stack:
            servers = [stack.enter_context(grpc_server(plan, v)) for v in plan.vitrines if v.serves_grpc()]
            movers: dict[str, Mover] = {server.vitrine.name: VitrineMover(server, blob) for server in servers}
            return _large_blob(plan, blob, movers | {"socat": SocatMover(blob, plan.work)})
    finally:
        blob.path.unlink()


def _large_blob(plan: Plan, blob: Blob, movers: dict[str, Mover]) -> str:
    figures = Figures(f"gRPC: one blob of {plan.big // MIB:,} MiB", list(movers), NOTES)
    for number, order in rounds(plan.rounds, list(movers)):
        plan.say(f"grpc, one blob, round {number} of {plan.rounds}")
        for what, load, ways in LOADS:
            for way in ways:
                for peer in order:
                    sample = load(movers[peer], way)
                    if number > 0:
                        sample.record(figures, f"{what}, {way}", peer, blob.size)
    return figures.markdown()
