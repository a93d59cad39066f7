"""Where a run took place, in a few Markdown lines."""

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from plan import Plan
from vitrine import Vitrine

# Its version is on the second line.
OSTREE = ("sh", "-c", "ostree --version | sed -n \"s/.*Version: /ostree /p\"")
# It says its version on stderr, and its options on stdout.
SQUASHFUSE = ("sh", "-c", "squashfuse_ll --version 2>&1 >/dev/null")
SOCAT = ("sh", "-c", "socat -V | sed -n \"s/^socat version \\([^ ]*\\).*/socat \\1/p\"")
PEERS = {
    "import": (("git", "--version"), ("restic", "version"), OSTREE, ("borg", "--version"), ("casync", "--version"), ("cp", "--version")),
    "checks": (("b3sum", "--version"), ("git", "--version")),
    "mount": (("bindfs", "--version"), SQUASHFUSE, ("mksquashfs", "-version"), ("fio", "--version"), ("cc", "--version")),
    "sizes": (),
    "hash": (("b3sum", "--version"),),
    "grpc": (SOCAT, ("h2load", "--version"), ("nginx", "-v"), ("rclone", "version")),
    "http": (("nginx", "-v"), ("rclone", "version"), ("wrk", "-v")),
}


def description(plan: Plan) -> str:
    peers = [_first_line(*command) for section in plan.sections for command in PEERS[section]]
    return "\n".join([
        f"- {datetime.now(UTC):%Y-%m-%d}, {plan.rounds} rounds after a warm-up round; load at the start {os.getloadavg()[0]:.2f}",
        f"- {_cpu()}, {os.cpu_count()} CPUs, {_memory()}; Linux {platform.release()}; {_file_system(plan.work)}",
        f"- {'; '.join(_vitrine(v) for v in plan.vitrines)}; {_first_line(os.environ['JAVA_HOME'] + '/bin/java', '--version')}",
        *([f"- {'; '.join(peers)}"] if peers else []),
        "",
    ])


def _vitrine(vitrine: Vitrine) -> str:
    commit = subprocess.run(
        ["git", "-C", vitrine.launcher.parent, "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return f"{vitrine.name}: {vitrine.version()} at {commit or 'no commit'}"


def _first_line(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return (done.stdout + done.stderr).strip().splitlines()[0].strip()


def _cpu() -> str:
    model = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return model[1] if model else platform.machine()


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def _file_system(work: Path) -> str:
    return "data on " + subprocess.check_output(["findmnt", "-n", "-o", "FSTYPE", "-T", work], text=True).strip()
