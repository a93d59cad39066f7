"""A client of ours that stays connected to a server and does what it is told: bench/src, GrpcClient."""

import os
import select
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from benchjava import program
from commands import LIMIT, Failed, server_cpu


@dataclass(frozen=True)
class Answer:
    """What something took, by the client's own clock, of whose CPU time; and what came of it."""

    seconds: float
    cpu: float
    result: str


class GrpcClient:
    def __init__(self, process: subprocess.Popen[str], errors: Path) -> None:
        self._process = process
        self._errors = errors

    def ask(self, *words: str | Path) -> Answer:
        assert self._process.stdin and self._process.stdout
        before = server_cpu(self._process.pid)
        print(*words, file=self._process.stdin, flush=True)
        if not select.select([self._process.stdout], [], [], LIMIT)[0]:
            raise Failed(f"a client took longer than {LIMIT:.0f} s to {words[0]}")
        nanos, _, result = self._process.stdout.readline().strip().partition(" ")
        if not result:
            raise Failed(f"a client could not {words[0]}: {self._errors.read_text(errors='replace')[-2000:]}")
        return Answer(int(nanos) / 1e9, server_cpu(self._process.pid) - before, result)


@contextmanager
def grpc_client(address: str, work: Path) -> Iterator[GrpcClient]:
    """It is stopped at the end."""
    own = Path(mkdtemp(prefix="client-", dir=work))
    with open(own / "err", "wb") as err:
        process = subprocess.Popen(
            [*program("GrpcClient"), address, own],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=err,
            text=True,
            start_new_session=True,
        )
    try:
        yield GrpcClient(process, own / "err")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
