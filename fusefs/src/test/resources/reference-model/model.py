"""What the tree on the disk says that the mount must answer."""

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import NamedTuple

SECOND = 1_000_000_000
MODES = {stat.S_IFREG: 0o444, stat.S_IFDIR: 0o555, stat.S_IFLNK: 0o777}


class Mismatch(Exception):
    """The mount answers otherwise than it must."""


class Failure(NamedTuple):
    """The answer of a call that fails."""

    number: int

    def __repr__(self) -> str:
        return os.strerror(self.number)


class Status(NamedTuple):
    """What stat(2) says of an entry of the mount."""

    inode: int
    mode: int
    links: int
    owner: int
    group: int
    size: int
    blocks: int
    block_size: int
    accessed: int
    modified: int
    changed: int

    @staticmethod
    def of(found: os.stat_result) -> "Status":
        times = (found.st_atime_ns, found.st_mtime_ns, found.st_ctime_ns)
        identity = (found.st_ino, found.st_mode, found.st_nlink, found.st_uid, found.st_gid)
        return Status(*identity, found.st_size, found.st_blocks, found.st_blksize, *times)


@dataclass(frozen=True)
class Node:
    """One entry of the tree. Its key is equal for equal contents of the same kind, and only for these."""

    path: bytes
    type: int
    executable: bool
    size: int
    key: bytes
    names: tuple[bytes, ...] = ()
    inode: int = 0
    attribute: bytes = b""
    digest: bytes = b""

    @property
    def status(self) -> Status:
        directory = self.type == stat.S_IFDIR
        mode = self.type | (0o555 if self.executable else MODES[self.type])
        times = (SECOND,) * 3
        return Status(self.inode, mode, 1 + directory, 0, 0, self.size, (self.size + 511) // 512, 4096, *times)

    @property
    def is_file(self) -> bool:
        return self.type == stat.S_IFREG

    @property
    def is_directory(self) -> bool:
        return self.type == stat.S_IFDIR


class Model:
    """The tree, as it was imported; it says where the disk and the mount have it."""

    def __init__(self, disk: bytes, mount: bytes, manifest: Path) -> None:
        self.disk = disk
        self.mount = mount
        self._manifest = _parsed(manifest)
        self._by_disk_inode: dict[int, Node] = {}
        self.by_path: dict[bytes, Node] = {}
        self._scan(b"")
        self.nodes = list(self.by_path.values())
        self.files = [node for node in self.nodes if node.is_file]
        self.directories = [node for node in self.nodes if node.is_directory]
        self.links = sorted((node for node in self.nodes if node.type == stat.S_IFLNK), key=lambda node: node.size)
        self.parents = [node for node in self.directories if node.names]
        self._compare_inodes()

    def any(self, random: Random) -> Node:
        """Any entry, those of crowded directories not more often than others."""
        if random.random() < 0.1:
            return random.choice(self.nodes)
        parent = random.choice(self.parents)
        return self.child(parent, random.choice(parent.names))

    def child(self, directory: Node, name: bytes) -> Node:
        return self.by_path[directory.path + b"/" + name if directory.path else name]

    def paths(self, path: bytes) -> tuple[bytes, bytes]:
        """On the disk and in the mount."""
        return self.disk + b"/" + path, self.mount + b"/" + path

    def expected(self, disk: object) -> object:
        """What the mount must answer where the disk answers this to stat(2); None for what is not of the tree."""
        if not isinstance(disk, os.stat_result):
            return disk
        node = self.node(disk)
        return node.status if node else None

    def node(self, disk: os.stat_result) -> Node | None:
        return self._by_disk_inode.get(disk.st_ino)

    def parent_inode(self, path: bytes) -> int:
        return self.by_path[os.path.dirname(path)].inode if path else 1

    def _scan(self, path: bytes) -> Node:
        full = self.disk + b"/" + path if path else self.disk
        found = os.lstat(full)
        scan = {stat.S_IFREG: self._file, stat.S_IFDIR: self._directory, stat.S_IFLNK: self._link}
        node = self._known(scan[stat.S_IFMT(found.st_mode)](path, full, found))
        self.by_path[path] = node
        self._by_disk_inode[found.st_ino] = node
        return node

    def _known(self, node: Node) -> Node:
        inode, attribute, digest = self._manifest[node.path]
        if attribute:
            os.setxattr(self.disk + b"/" + node.path, attribute, digest)
        return replace(node, inode=inode, attribute=attribute, digest=digest)

    def _file(self, path: bytes, full: bytes, found: os.stat_result) -> Node:
        executable = bool(found.st_mode & stat.S_IXUSR)
        with open(full, "rb") as file:
            key = hashlib.sha256(b"%d" % executable + file.read()).digest()
        return Node(path, stat.S_IFREG, executable, found.st_size, b"file " + key)

    def _link(self, path: bytes, full: bytes, _: os.stat_result) -> Node:
        target = os.readlink(full)
        return Node(path, stat.S_IFLNK, False, len(target), b"link " + target)

    def _directory(self, path: bytes, full: bytes, _: os.stat_result) -> Node:
        names = tuple(sorted(os.listdir(full)))
        children = [self._scan(path + b"/" + name if path else name) for name in names]
        below = sum(1 + (child.size if child.is_directory else 0) for child in children)
        pairs = [name + b"/" + hashlib.sha256(child.key).digest() for name, child in zip(names, children)]
        key = hashlib.sha256(b"/".join(pairs)).digest()
        return Node(path, stat.S_IFDIR, False, below, b"directory " + key, names)

    def _compare_inodes(self) -> None:
        pairs = {(node.key, node.inode) for node in self.nodes}
        if not len(pairs) == len({key for key, _ in pairs}) == len({inode for _, inode in pairs}):
            raise Mismatch("equal contents do not have equal inode numbers, or others have them too")


def _parsed(manifest: Path) -> dict[bytes, tuple[int, bytes, bytes]]:
    """From the path to inode number, name and value of the attribute; the latter are empty for links."""
    known = {}
    for line in manifest.read_bytes().splitlines():
        path, inode, attribute, digest = line.split(b" ")
        known[bytes.fromhex(path.decode())] = int(inode), attribute, digest
    return known


def answer(call: Callable[..., object], *arguments: object) -> object:
    """What the call returns, or its Failure."""
    try:
        return call(*arguments)
    except OSError as e:
        return Failure(e.errno or 0)


def check(operation: str, path: bytes, expected: object, found: object) -> None:
    if expected != found:
        wanted, got = _told(expected, found)
        raise Mismatch(f"{operation} of '{repr(path)[2:-1]}' must answer {wanted}, and the mount answers {got}")


def _told(expected: object, found: object) -> tuple[str, str]:
    """Of long answers the part where they differ."""
    if not isinstance(expected, bytes) or not isinstance(found, bytes) or max(len(expected), len(found)) < 200:
        return repr(expected)[:2000], repr(found)[:2000]
    at = next((i for i, (a, b) in enumerate(zip(expected, found)) if a != b), min(len(expected), len(found)))
    return tuple(f"{len(one)} bytes with {one[at : at + 16]!r} at {at}" for one in (expected, found))
