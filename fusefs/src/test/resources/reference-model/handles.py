"""Operations on what is open: files and directories, each on the disk and in the mount."""

import errno
import mmap
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from libc import PAGE, getxattr, listxattr, mapped, readahead, readlink
from model import Failure, Model, Node, Status, answer, check
from paths import BLOB, DIRECTORY, any_path

MOST = 200
EDGES = (0, 1, 4095, 4096, 4097, 65536, 131072, 1 << 20)


@dataclass(frozen=True)
class Handle:
    """One open entry."""

    node: Node
    disk: int
    mount: int

    def close(self) -> None:
        os.close(self.disk)
        os.close(self.mount)

    def check(self, operation: str, call: Callable[[int], object]) -> None:
        check(operation, self.node.path, answer(call, self.disk), answer(call, self.mount))


class HandleOperations:
    """Those of `kinds` may be done by several threads at once; those of `alone` have a position, or open and close."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.files: list[Handle] = []
        self.directories: list[Handle] = []
        self.kinds: dict[str, Callable[[Random], None]] = {
            "fstat": self.fstat,
            "pread": self.pread,
            "preadv": self.preadv,
            "mmap": self.mmap,
            "sendfile": self.sendfile,
            "splice": self.splice,
            "copy_file_range": self.copy_file_range,
            "advise": self.advise,
            "fgetxattr": self.fgetxattr,
            "openat": self.openat,
            "statat": self.statat,
            "readlinkat": self.readlinkat,
            "read a directory": self.read_a_directory,
            "write": self.write,
        }
        self.alone: dict[str, Callable[[Random], None]] = {"hold": self.hold, "close": self.close, "lseek": self.lseek}

    def hold(self, random: Random) -> None:
        self._hold(random.choice(random.choice(self._choices())))
        if len(self.files) + len(self.directories) > MOST:
            self.close(random)

    def _hold(self, node: Node) -> None:
        on_disk, in_mount = self.model.paths(node.path)
        into = self.files if node.is_file else self.directories
        into.append(Handle(node, os.open(on_disk, os.O_RDONLY), os.open(in_mount, os.O_RDONLY)))

    def close(self, random: Random) -> None:
        """Any of them, not the first or the last; a file and a directory stay."""
        of = random.choice((self.files, self.directories))
        if len(of) > 1:
            of.pop(random.randrange(len(of))).close()

    def open_some(self, random: Random) -> None:
        for nodes in self._choices():
            for node in random.choices(nodes, k=20):
                self._hold(node)

    def _choices(self) -> tuple[list[Node], ...]:
        """Most of all files are small, and most directories empty."""
        model = self.model
        return [node for node in model.files if node.size >= PAGE - 1], model.files, model.directories, model.parents

    def close_all(self) -> None:
        while self.files or self.directories:
            (self.files or self.directories).pop().close()

    def fstat(self, random: Random) -> None:
        handle = random.choice(self.files + self.directories)
        check("fstat", handle.node.path, handle.node.status, Status.of(os.fstat(handle.mount)))

    def pread(self, random: Random) -> None:
        handle = random.choice(self.files)
        offset, length = _place(random, handle.node.size), _length(random)
        handle.check(f"pread of {length} bytes at {offset}", lambda fd: os.pread(fd, length, offset))

    def preadv(self, random: Random) -> None:
        handle = random.choice(self.files)
        offset, lengths = _place(random, handle.node.size), [_length(random) % 9000 for _ in range(random.randrange(4))]
        handle.check(f"preadv of {lengths} bytes at {offset}", lambda fd: _preadv(fd, lengths, offset))

    def lseek(self, random: Random) -> None:
        """And what is read from there."""
        handle = random.choice(self.files)
        whence = random.choice((os.SEEK_SET, os.SEEK_CUR, os.SEEK_END, os.SEEK_DATA, os.SEEK_HOLE, 9))
        offset = _place(random, handle.node.size) * random.choice((1, 1, -1))
        handle.check(f"lseek to {offset} from {whence}", lambda fd: os.lseek(fd, offset, whence))
        length = _length(random)
        handle.check(f"read of {length} bytes", lambda fd: os.read(fd, length))
        handle.check("lseek to where it is", lambda fd: os.lseek(fd, 0, os.SEEK_CUR))

    def mmap(self, random: Random) -> None:
        """Pages past the last one included, which nobody can read, and the tail of the last one, which is zeroes."""
        handle = random.choice(self.files if random.random() < 0.95 else self.directories)
        flags = random.choice((mmap.MAP_SHARED, mmap.MAP_PRIVATE))
        protection = random.choice((mmap.PROT_READ,) * 6 + (mmap.PROT_READ | mmap.PROT_WRITE, mmap.PROT_READ | mmap.PROT_EXEC))
        offset = random.randrange(handle.node.size // PAGE + 2) * PAGE + random.choice((0,) * 9 + (1,))
        length = random.choice((0, 1, PAGE, PAGE + 1, 10 * PAGE, 300_000))
        operation = f"mmap of {length} bytes at {offset} with {protection} and {flags}"
        handle.check(operation, lambda fd: mapped(fd, length, protection, flags, offset))

    def sendfile(self, random: Random) -> None:
        handle = random.choice(self.files)
        offset, length = _place(random, handle.node.size), _length(random)
        operation = f"sendfile of {length} bytes at {offset}"
        handle.check(operation, lambda fd: _into_a_file(lambda to: os.sendfile(to, fd, offset, length)))

    def splice(self, random: Random) -> None:
        handle = random.choice(self.files)
        offset, length = _place(random, handle.node.size), random.choice((1, 100, 4096, 8192))
        handle.check(f"splice of {length} bytes at {offset}", lambda fd: _through_a_pipe(fd, offset, length))

    def copy_file_range(self, random: Random) -> None:
        """Linux refuses it between file systems of different types, whatever these are."""
        handle = random.choice(self.files)
        offset, length = _place(random, handle.node.size), _length(random)
        operation = f"copy_file_range of {length} bytes at {offset}"
        copy: Callable[[int], object] = lambda fd: _into_a_file(lambda to: os.copy_file_range(fd, to, length, offset))
        found = answer(copy, handle.mount)
        if found != Failure(errno.EXDEV):
            check(operation, handle.node.path, answer(copy, handle.disk), found)

    def advise(self, random: Random) -> None:
        handle = random.choice(self.files)
        offset, length, advice = _place(random, handle.node.size), _length(random), random.randrange(8)
        handle.check(f"posix_fadvise {advice}", lambda fd: os.posix_fadvise(fd, offset, length, advice))
        handle.check("readahead", lambda fd: readahead(fd, offset, length))

    def fgetxattr(self, random: Random) -> None:
        handle = random.choice(self.files + self.directories)
        name, size = random.choice((BLOB, DIRECTORY, b"user.x")), random.choice((0, 1, 46, 47, 48, 49))
        handle.check(f"fgetxattr {name!r} with {size} bytes", lambda fd: getxattr("f", fd, name, size))
        handle.check(f"flistxattr with {size} bytes", lambda fd: listxattr("f", fd, size))

    def openat(self, random: Random) -> None:
        handle = random.choice(self.directories)
        path = self._below(random, handle)
        flags = random.choice((os.O_RDONLY, os.O_DIRECTORY, os.O_NOFOLLOW, os.O_PATH, os.O_PATH | os.O_NOFOLLOW))
        self._compare_status(f"openat {flags:#o}", handle, path, lambda fd: _openat(fd, path, flags))

    def statat(self, random: Random) -> None:
        handle, follow = random.choice(self.directories), random.random() < 0.5
        path = self._below(random, handle)
        self._compare_status("fstatat", handle, path, lambda fd: os.stat(path, dir_fd=fd, follow_symlinks=follow))

    def _compare_status(self, operation: str, handle: Handle, path: bytes, call: Callable[[int], object]) -> None:
        expected = self.model.expected(answer(call, handle.disk))
        found = answer(call, handle.mount)
        if expected is not None:
            place = handle.node.path + b"/" + path
            check(operation, place, expected, Status.of(found) if isinstance(found, os.stat_result) else found)

    def _below(self, random: Random, handle: Handle) -> bytes:
        """A name that the directory has, or another one, or a path that may lead anywhere from there."""
        other = random.choice(self.directories).node
        names = [random.choice(node.names or (b"missing",)) for node in (handle.node,) * 4 + (other,)]
        return random.choice((*names, b".", b"..", b"../" + os.path.basename(other.path), any_path(self.model, random)))

    def readlinkat(self, random: Random) -> None:
        handle, size = random.choice(self.directories), random.choice((1, 3, 4096))
        path = self._below(random, handle)
        handle.check(f"readlinkat of {path!r} with {size} bytes", lambda fd: readlink(fd, path.lstrip(b"/") or b".", size))

    def read_a_directory(self, random: Random) -> None:
        handle = random.choice(self.directories)
        handle.check("pread", lambda fd: os.pread(fd, 100, 0))

    def write(self, random: Random) -> None:
        handle = random.choice(self.files + self.directories)
        handle.check("write", lambda fd: os.write(fd, b"x"))
        handle.check("ftruncate", lambda fd: os.ftruncate(fd, 1))


def _place(random: Random, size: int) -> int:
    match random.randrange(8):
        case 0:
            return size + random.choice((0, 1, PAGE, 1 << 40))
        case 1:
            return -random.choice((1, 4096))
        case 2 | 3:
            return max(0, size - random.randrange(9000))
        case 4:
            return min(size, random.choice(EDGES))
        case _:
            return random.randrange(size + 1)


def _length(random: Random) -> int:
    return random.choice(EDGES) if random.random() < 0.2 else random.randrange(20_000)


def _preadv(fd: int, lengths: list[int], offset: int) -> bytes:
    buffers = [bytearray(length) for length in lengths]
    return b"".join(buffers)[: os.preadv(fd, buffers, offset)]


def _openat(fd: int, path: bytes, flags: int) -> os.stat_result:
    opened = os.open(path, flags, dir_fd=fd)
    try:
        return os.fstat(opened)
    finally:
        os.close(opened)


def _into_a_file(copy: Callable[[int], int]) -> bytes:
    with tempfile.TemporaryFile() as file:
        count = copy(file.fileno())
        file.seek(0)
        copied = file.read()
    if len(copied) != count:
        raise AssertionError(f"{count} bytes were said to be copied, and {len(copied)} were")
    return copied


def _through_a_pipe(fd: int, offset: int, length: int) -> bytes:
    reading, writing = os.pipe()
    try:
        count = os.splice(fd, writing, length, offset_src=offset)
        return os.read(reading, count) if count else b""
    finally:
        os.close(reading)
        os.close(writing)
