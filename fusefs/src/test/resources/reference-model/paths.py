"""Operations on paths, good ones and others. Any number of threads may do them at once."""

import errno
import os
import stat
from collections.abc import Callable
from random import Random

from libc import AT_FDCWD, LIBC, checked, getxattr, listxattr, readlink, statx
from model import Failure, Model, Node, Status, answer, check

BLOB = b"user.tvix.castore.blob.digest"
DIRECTORY = b"user.tvix.castore.directory.digest"
ATTRIBUTES = (BLOB, DIRECTORY, BLOB + b"x", BLOB[:-1], b"user.x", b"trusted.x", b"user." + b"x" * 250, b"user." + b"x" * 251, b"")
EROFS = Failure(errno.EROFS)
NO_WRITE = (0, Failure(errno.EACCES))
STATX_BASIC = 0x7FF
STATX_FLAGS = (0, 0x100, 0x800, 0x2000, 0x4000, 0x100 | 0x2000, 0x6000, 1 << 20)
"""None, AT_SYMLINK_NOFOLLOW, AT_NO_AUTOMOUNT, AT_STATX_FORCE_SYNC, AT_STATX_DONT_SYNC, two of them, and two that are refused."""
WRITE_FLAGS = (os.O_WRONLY, os.O_RDWR, os.O_TRUNC, os.O_RDWR | os.O_TRUNC, os.O_RDWR | os.O_CREAT, os.O_WRONLY | os.O_APPEND)
OPEN_FLAGS = (0, os.O_DIRECTORY, os.O_NOFOLLOW, os.O_PATH, os.O_NONBLOCK, os.O_APPEND, os.O_DIRECT)


def any_path(model: Model, random: Random) -> bytes:
    """Of something in the tree, and now and then beside it."""
    path = model.any(random).path
    match random.randrange(16):
        case 0:
            return path + b"/" + random.choice((b"missing", b"n" * 255, b"n" * 256, b"n" * 1500, b"\xff", b"."))
        case 1:
            return path + b"/"
        case 2:
            return path + b"/" + os.path.basename(model.any(random).path)
        case 3:
            return path.replace(b"/", b"//./")
        case 4:
            return os.path.dirname(path) + b"/../" + os.path.basename(path)
        case 5:
            return b"/".join((path, b"..", os.path.basename(path)))
        case 6:
            return path + random.choice((b"x", b"/x" * 2050, b"/./" * 2000))
        case 7:
            return model.any(random).path + b"/" + path
        case _:
            return path


class PathOperations:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.kinds: dict[str, Callable[[Random], None]] = {
            "lstat": self.lstat,
            "stat": self.stat,
            "statx": self.statx,
            "access": self.access,
            "readlink": self.readlink,
            "getxattr": self.getxattr,
            "listxattr": self.listxattr,
            "open": self.open,
            "open to write": self.open_to_write,
            "change": self.change,
            "read whole": self.read_whole,
        }

    def lstat(self, random: Random) -> None:
        self._status("lstat", any_path(self.model, random), os.lstat)

    def stat(self, random: Random) -> None:
        self._status("stat", any_path(self.model, random), os.stat)

    def _status(self, operation: str, path: bytes, call: Callable[[bytes], os.stat_result]) -> None:
        on_disk, in_mount = self.model.paths(path)
        expected = self.model.expected(answer(call, on_disk))
        found = answer(call, in_mount)
        if expected is not None:
            check(operation, path, expected, Status.of(found) if isinstance(found, os.stat_result) else found)

    def statx(self, random: Random) -> None:
        path, flags = any_path(self.model, random), random.choice(STATX_FLAGS)
        on_disk, in_mount = self.model.paths(path)
        expected = answer(statx, AT_FDCWD, on_disk, flags, STATX_BASIC)
        if not isinstance(expected, Failure):
            node = self.model.node(os.stat(on_disk, follow_symlinks=not flags & 0x100))
            expected = _fields(node) if node else None
        found = answer(statx, AT_FDCWD, in_mount, flags, STATX_BASIC)
        if expected is not None:
            check(f"statx {flags:#x}", path, expected, found if isinstance(found, Failure) else _basic(found))

    def access(self, random: Random) -> None:
        path, mask = any_path(self.model, random), random.choice((0, 1, 2, 3, 4, 5, 6, 7, 8))
        on_disk, in_mount = self.model.paths(path)
        expected = answer(_access, on_disk, mask)
        if mask in (2, 3, 6, 7) and expected in NO_WRITE:
            expected = EROFS
        check(f"access {mask}", path, expected, answer(_access, in_mount, mask))

    def readlink(self, random: Random) -> None:
        """Of a link mostly, and now and then of the longest."""
        links = self.model.links
        path = random.choice((any_path(self.model, random), random.choice(links).path, random.choice(links[-10:]).path))
        on_disk, in_mount = self.model.paths(path)
        length = len(os.readlink(on_disk)) if os.path.islink(on_disk) else 8
        size = random.choice((0, 1, length - 1, length, length + 1, length + 2, 4097))
        expected = answer(readlink, AT_FDCWD, on_disk, size)
        check(f"readlink with {size} bytes", path, expected, answer(readlink, AT_FDCWD, in_mount, size))

    def getxattr(self, random: Random) -> None:
        path, name = any_path(self.model, random), random.choice(ATTRIBUTES + (BLOB, DIRECTORY) * 3)
        call = random.choice(("", "l"))
        on_disk, in_mount = self.model.paths(path)
        for size in random.sample(range(50), 4) + [0, 46, 47, 48, 49]:
            expected = answer(getxattr, call, on_disk, name, size)
            check(f"{call}getxattr {name!r} with {size} bytes", path, expected, answer(getxattr, call, in_mount, name, size))

    def listxattr(self, random: Random) -> None:
        path, call = any_path(self.model, random), random.choice(("", "l"))
        on_disk, in_mount = self.model.paths(path)
        for size in random.sample(range(40), 3) + [0, 29, 30, 34, 35, 36, 37]:
            expected = answer(listxattr, call, on_disk, size)
            check(f"{call}listxattr with {size} bytes", path, expected, answer(listxattr, call, in_mount, size))

    def open(self, random: Random) -> None:
        path, flags = any_path(self.model, random), random.choice(OPEN_FLAGS) | random.choice(OPEN_FLAGS)
        on_disk, in_mount = self.model.paths(path)
        expected = self.model.expected(answer(_opened, on_disk, flags))
        found = answer(_opened, in_mount, flags)
        if expected is not None:
            check(f"open {flags:#o}", path, expected, Status.of(found) if isinstance(found, os.stat_result) else found)

    def open_to_write(self, random: Random) -> None:
        node = self.model.any(random)
        in_mount = self.model.paths(node.path)[1]
        writing = random.choice(WRITE_FLAGS)
        check(f"open {writing:#o}", node.path, _refusal_to_write(node), answer(_opened, in_mount, writing | os.O_NOFOLLOW))
        exclusive = os.O_CREAT | os.O_EXCL | os.O_RDWR
        check("open O_EXCL", node.path, Failure(errno.EEXIST), answer(_opened, in_mount, exclusive))
        if node.is_directory:
            check("open O_CREAT below", node.path, EROFS, answer(_opened, in_mount + b"/not there", os.O_CREAT | os.O_RDWR))

    def change(self, random: Random) -> None:
        node = self.model.any(random)
        mount = self.model.paths(node.path)[1]
        beside = os.path.dirname(mount) + b"/not there"
        name, call = random.choice(tuple(_changes(mount, beside, node).items()))
        check(name, node.path, EROFS, answer(call))

    def read_whole(self, random: Random) -> None:
        node = random.choice(self.model.files)
        on_disk, in_mount = self.model.paths(node.path)
        check("read", node.path, _contents(on_disk), _contents(in_mount))


def _access(path: bytes, mask: int) -> int:
    """os.access hides the errno."""
    return checked(LIBC.access(path, mask))


def _contents(path: bytes) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _opened(path: bytes, flags: int) -> os.stat_result:
    fd = os.open(path, flags)
    try:
        return os.fstat(fd)
    finally:
        os.close(fd)


def _refusal_to_write(node: Node) -> Failure:
    return {stat.S_IFREG: EROFS, stat.S_IFDIR: Failure(errno.EISDIR), stat.S_IFLNK: Failure(errno.ELOOP)}[node.type]


def _changes(path: bytes, beside: bytes, node: Node) -> dict[str, Callable[[], object]]:
    changes: dict[str, Callable[[], object]] = {
        "mkdir": lambda: os.mkdir(beside),
        "mknod": lambda: os.mknod(beside),
        "symlink": lambda: os.symlink(b"target", beside),
        "link": lambda: os.link(path, beside, follow_symlinks=False),
        "rename": lambda: os.rename(path, beside),
        "remove": lambda: (os.rmdir if node.is_directory else os.unlink)(path),
        "chown": lambda: os.lchown(path, 1, 1),
        "utime": lambda: os.utime(path, (5, 5), follow_symlinks=False),
        "setxattr": lambda: os.setxattr(path, b"user.x", b"value", follow_symlinks=False),
        "removexattr": lambda: os.removexattr(path, BLOB, follow_symlinks=False),
    }
    if node.is_file:
        changes |= {"truncate": lambda: os.truncate(path, 0), "chmod": lambda: os.chmod(path, 0o777)}
    return changes


def _fields(node: Node) -> tuple[object, ...]:
    status = node.status
    return (4096, status.links, 0, 0, status.mode, status.inode, status.size, status.blocks) + (1, 0) * 3


def _basic(found: object) -> tuple[object, ...]:
    """What of the fields there is a promise about: not the mask, the attributes and the time of birth."""
    assert isinstance(found, tuple)
    size, links, owner, group, mode, inode, length, blocks = (found[i] for i in (1, 3, 4, 5, 6, 7, 8, 9))
    accessed, changed, modified = found[11:13], found[15:17], found[17:19]
    return (size, links, owner, group, mode, inode, length, blocks) + accessed + changed + modified
