"""Servers of Vitrine that are asked over gRPC, and a client of each of their addresses."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from grpcclient import GrpcClient, grpc_client
from plan import Plan
from vitrine import Vitrine

UNIX = "unix"
TCP = "TCP"
WAYS = (UNIX, TCP)


@dataclass(frozen=True)
class GrpcServer:
    """A process id; its store's address, and a client that is connected, for each way; and the socket and port by themselves."""

    vitrine: Vitrine
    pid: int
    addresses: dict[str, str]
    clients: dict[str, GrpcClient]
    socket: Path
    port: int


@contextmanager
def grpc_server(plan: Plan, vitrine: Vitrine, root: Path | None = None) -> Iterator[GrpcServer]:
    """Its store, which is removed at the end, has that directory, if one is given, under its name."""
    store = plan.work / f"served-{vitrine.name}"
    socket = plan.work / f"{vitrine.name}.sock"
    try:
        if root:
            vitrine.bring_in(store, root.name, root)
        with ExitStack() as stack:
            pid, port = stack.enter_context(vitrine.over_grpc(store, plan.work, socket))
            addresses = {UNIX: f"grpc+unix://{socket}", TCP: f"grpc+http://127.0.0.1:{port}"}
            clients = {way: stack.enter_context(grpc_client(addresses[way], plan.work)) for way in WAYS}
            yield GrpcServer(vitrine, pid, addresses, clients, socket, port)
    finally:
        shutil.rmtree(store, ignore_errors=True)
