"""Makes what is measured: the same bytes in every run, random ones, so that no peer gains by compressing them."""

import os
from pathlib import Path
from random import Random

MIB = 1 << 20
# A file of this size is small, and a page of the kernel.
SMALL = 4096
PER_DIRECTORY = 20
DIRECTORIES_PER_PARENT = 100
MANY_PER_DIRECTORY = 1000
HUNDRED = 100


def small_files(top: Path, count: int, least: int = 2048, most: int = SMALL) -> None:
    """A tree of files of so many bytes, 20 to a directory, 100 directories to a parent."""
    random = Random(1)
    for number in range(count):
        directory = number // PER_DIRECTORY
        parent = top / f"p{directory // DIRECTORIES_PER_PARENT:02}" / f"d{directory % DIRECTORIES_PER_PARENT:02}"
        if number % PER_DIRECTORY == 0:
            parent.mkdir(parents=True, exist_ok=True)
        (parent / f"file{number % PER_DIRECTORY:02}").write_bytes(random.randbytes(random.randint(least, most)))


def hundreds(top: Path, count: int, size: int, seed: int = 4) -> list[Path]:
    """Files of one size, 100 to a directory; all of them, in order. Other ones for each seed."""
    random = Random(seed)
    files = [top / f"d{number // HUNDRED:02}" / f"file{number % HUNDRED:02}" for number in range(count)]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(random.randbytes(size))
    return files


def file_of(path: Path, size: int, seed: int = 2) -> None:
    """One file of that many bytes; other ones for each seed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    random = Random(seed)
    with open(path, "wb") as file:
        for position in range(0, size, MIB):
            file.write(random.randbytes(min(MIB, size - position)))


def many_files(top: Path, count: int) -> int:
    """A tree of files that each say their number, so that no two are the same; 1,000 to a directory. How many directories they took."""
    directories = range(0, count, MANY_PER_DIRECTORY)
    for start in directories:
        directory = top / f"d{start // MANY_PER_DIRECTORY:04}"
        directory.mkdir(parents=True)
        for number in range(start, min(start + MANY_PER_DIRECTORY, count)):
            # Three times as fast as by Path.
            file = os.open(f"{directory}/file{number % MANY_PER_DIRECTORY:03}", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            os.write(file, b"%d\n" % number)
            os.close(file)
    return len(directories)


def warm(*tops: Path) -> None:
    """Reads every file once, so that all of it is in the page cache."""
    for top in tops:
        for path in (p for p in (top, *top.rglob("*")) if p.is_file() and not p.is_symlink()):
            with open(path, "rb") as file:
                while file.read(MIB):
                    pass
