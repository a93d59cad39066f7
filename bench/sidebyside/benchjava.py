"""The programs of bench/src, in Java."""

import os
from pathlib import Path

from commands import run
from plan import ROOT


def build() -> None:
    """As bench/jmh does, if something has changed."""
    run([ROOT / "bench" / "jmh", "-l"])


def program(name: str) -> list[str | Path]:
    """The command that starts one, without its arguments. It has been built."""
    java = Path(os.environ["JAVA_HOME"]) / "bin" / "java"
    return [java, f"@{ROOT}/deploy/jvm.options", "-cp", f"{ROOT}/bench/target/jmh/lib/*", f"dev.vitrine.bench.{name}"]
