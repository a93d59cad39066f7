"""What the kernel remembers of file systems, and how it forgets."""

import os
from pathlib import Path

from commands import run

# proc(5): frees dentries and inodes. An inode of FUSE goes with its last dentry, its pages go with it, and the server is told (FORGET). An inode of ext4
# stays as long as it has pages, and so do these: what lies behind a mount remains in memory.
DENTRIES_AND_INODES = "2"


def can_forget() -> bool:
    return os.geteuid() == 0


def forget() -> None:
    """On the whole machine, for every file system."""
    Path("/proc/sys/vm/drop_caches").write_text(DENTRIES_AND_INODES)


def remember(behind: Path) -> None:
    """Brings back the names and attributes of what lies behind a mount."""
    run(["bash", "-c", 'exec find "$1" -ls >/dev/null', "bash", behind])
