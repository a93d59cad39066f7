"""Makes what is measured: the same bytes in every run, random ones, so that no peer gains by compressing them."""

from pathlib import Path
from random import Random

MIB = 1 << 20
PER_DIRECTORY = 20
DIRECTORIES_PER_PARENT = 100


def small_files(top: Path, count: int) -> None:
    """A tree of files of 2 to 4 KiB, 20 to a directory, 100 directories to a parent."""
    random = Random(1)
    for number in range(count):
        directory = number // PER_DIRECTORY
        parent = top / f"p{directory // DIRECTORIES_PER_PARENT:02}" / f"d{directory % DIRECTORIES_PER_PARENT:02}"
        if number % PER_DIRECTORY == 0:
            parent.mkdir(parents=True, exist_ok=True)
        (parent / f"file{number % PER_DIRECTORY:02}").write_bytes(random.randbytes(random.randint(2048, 4096)))


def file_of(path: Path, size: int) -> None:
    """One file of that many bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    random = Random(2)
    with open(path, "wb") as file:
        for position in range(0, size, MIB):
            file.write(random.randbytes(min(MIB, size - position)))


def warm(*tops: Path) -> None:
    """Reads every file once, so that all of it is in the page cache."""
    for top in tops:
        for path in (p for p in top.rglob("*") if p.is_file() and not p.is_symlink()):
            with open(path, "rb") as file:
                while file.read(MIB):
                    pass
