"""The run: see bench/README.md."""

import os
import shutil
import signal
import sys
from pathlib import Path
from tempfile import mkdtemp
from types import FrameType

from checks import checks
from commands import Failed
from webloads import webloads
from filesizes import file_sizes
from hashes import hashes
from imports import imports
from machine import description
from mounts import mounts
from overgrpc import over_grpc
from plan import ROOT, options, plan

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
RUNS = {"hash": hashes, "import": imports, "checks": checks, "mount": mounts, "sizes": file_sizes, "http": webloads, "grpc": over_grpc}


def main() -> None:
    given = options()
    for number in SIGNALS:
        signal.signal(number, _leave)
    parent = given.dir or ROOT / "bench" / "target"
    parent.mkdir(parents=True, exist_ok=True)
    work = Path(mkdtemp(prefix="baseline-", dir=parent.resolve()))
    try:
        todo = plan(given, work, Path(os.environ["JAVA_HOME"]).resolve())
        print(description(todo), flush=True)
        for section in todo.sections:
            print(RUNS[section](todo), flush=True)
    except (Failed, OSError) as e:
        sys.exit(f"baseline: {e}")
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _leave(number: int, _: FrameType | None) -> None:
    """An exception, so that everything on the way out stops what it started; another signal does not disturb that."""
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    sys.exit(128 + number)


main()
