"""A file system in a file, for very many small files: they are gone with it at once, where removing them one by one can take minutes."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands import Failed, run
from servers import STOP_LIMIT, is_mounted

# A file of a few bytes lies in its inode.
FORMAT = ("-q", "-F", "-I", "512", "-O", "inline_data,^has_journal", "-m", "0")
BYTES_PER_FILE = 1024
SPARE = 64 << 20


@contextmanager
def room_for(files: int, directory: Path) -> Iterator[None]:
    """An empty new directory: on a disk image, or where that cannot be mounted (not as root, no loop device), an ordinary one."""
    image = directory.with_name(f"{directory.name}.ext4")
    directory.mkdir()
    try:
        _mount(files, image, directory)
        yield
    finally:
        if is_mounted(directory):
            subprocess.run(["umount", "-l", directory], timeout=STOP_LIMIT, check=False)
        image.unlink(missing_ok=True)
        shutil.rmtree(directory, ignore_errors=True)


def _mount(files: int, image: Path, directory: Path) -> None:
    try:
        with open(image, "wb") as file:
            file.truncate(files * BYTES_PER_FILE + SPARE)
        run(["mkfs.ext4", *FORMAT, "-N", str(files + files // 100 + 1000), image])
        run(["mount", "-o", "loop,noatime", image, directory])
    except Failed:
        return
    os.rmdir(directory / "lost+found")
