"""Vitrine's command line, as these measurements use it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commands import Failed, run
from servers import serving

# The ways to mount, as the tables call them, and their options.
TRANSPORTS = {
    "kernel": ("--fuse", "kernel"),
    "passthrough": ("--fuse", "kernel", "--fuse-files", "passthrough"),
    "jnr": ("--fuse", "jnr"),
}

LISTEN = ("--listen", "127.0.0.1:0")


@dataclass(frozen=True)
class Vitrine:
    """One build of Vitrine: what the tables call it, and its launcher. A store is a directory, or the address of a server."""

    name: str
    launcher: Path

    def version(self) -> str:
        """The first line of what it says. Builds it, if its sources changed."""
        return run([self.launcher, "--version"]).partition("\n")[0]

    def bring_in(self, store: Path | str, name: str, source: Path) -> None:
        out = run([self.launcher, "import", "--name", name, source], env={"VITRINE_STORE": str(store)})
        if not re.fullmatch(rf"{name}\tb3:[A-Za-z0-9+/]{{43}}=\n", out):
            raise Failed(f"import printed {out!r}")

    def run(self, store: Path, *arguments: str) -> str:
        return run([self.launcher, *arguments], env={"VITRINE_STORE": str(store)})

    def can(self, command: str) -> bool:
        """Whether this build knows the command."""
        return f"\n  {command} " in run([self.launcher, "--help"])

    def serves_grpc(self) -> bool:
        return self.can("--grpc=")

    def can(self, option: str) -> bool:
        """Whether this build's `serve` has that option."""
        return option in run([self.launcher, "serve", "--help"])

    def differences(self, store: Path, one: str, other: str, count: int) -> None:
        """Compares two roots, which must differ in so many lines; that they differ is exit code 1."""
        script = '"$@"; test $? = 1'
        lines = run(["bash", "-c", script, "bash", self.launcher, "diff", one, other], env={"VITRINE_STORE": str(store)}).splitlines()
        if len(lines) != count:
            raise Failed(f"diff printed {lines!r}")

    @contextmanager
    def mounted(
        self, store: Path | str, mount: Path, work: Path, options: Sequence[str], env: Mapping[str, str] | None = None
    ) -> Iterator[int]:
        """The process id of a server whose mount is ready."""
        with self._serving(store, work, "mounted ", ["--mount", str(mount), *options, *LISTEN], env) as (pid, _):
            yield pid

    @contextmanager
    def listening(self, store: Path, work: Path) -> Iterator[tuple[int, str]]:
        """The process id of a server, and its URL without the slash at the end."""
        with self._serving(store, work, "listening ", LISTEN) as (pid, out):
            url = re.search(r"^listening (http://\S+?)/?$", out, re.MULTILINE)
            if not url:
                raise Failed(f"serve printed {out!r}")
            yield pid, url[1]

    @contextmanager
    def over_grpc(self, store: Path, work: Path, socket: Path) -> Iterator[tuple[int, int]]:
        """The process id of a server that speaks gRPC over a unix socket and over TCP, and the port of that."""
        options = ["--no-http", "--grpc", f"unix:{socket}", "--grpc", "127.0.0.1:0"]
        with self._serving(store, work, "grpc 127.0.0.1:", options) as (pid, out):
            yield pid, int(out.rpartition(":")[2])

    @contextmanager
    def _serving(
        self, store: Path | str, work: Path, line: str, options: Sequence[str], env: Mapping[str, str] | None = None
    ) -> Iterator[tuple[int, str]]:
        command = [str(self.launcher), "serve", *options]
        ready = re.compile(rf"^{line}.*\n", re.MULTILINE)
        with serving(command, work, lambda out: bool(ready.search(out)), {"VITRINE_STORE": str(store), **(env or {})}) as server:
            yield server
