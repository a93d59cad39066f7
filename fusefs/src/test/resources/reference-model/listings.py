"""Operations on directories. Any number of threads may do them at once."""

import errno
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

from libc import SMALLEST_RECORD, Record, Stream, getdents, record_length
from model import Failure, Model, Node, answer, check

EINVAL = Failure(errno.EINVAL)
DIRECTORY_TYPE = stat.S_IFDIR >> 12


class ListingOperations:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.crowd = model.by_path[b"crowd"]
        self.kinds: dict[str, Callable[[Random], None]] = {
            "scandir": self.scandir,
            "getdents": self.getdents,
            "getdents from": self.getdents_from,
            "seekdir": self.seekdir,
            "shared listing": self.shared_listing,
            "list no directory": self.list_no_directory,
        }

    def _any(self, random: Random) -> Node:
        some = self.model.parents if random.random() < 0.9 else self.model.directories
        return self.crowd if random.random() < 0.1 else random.choice(some)

    def _records(self, node: Node) -> list[tuple[bytes, int, int]]:
        """Names, inode numbers and types in the order in which they are listed: `.` and `..` and the names by their bytes."""
        dots = [(b".", node.inode, DIRECTORY_TYPE), (b"..", self.model.parent_inode(node.path), DIRECTORY_TYPE)]
        children = [self.model.child(node, name) for name in node.names]
        return dots + [(name, child.inode, child.type >> 12) for name, child in zip(node.names, children)]

    def scandir(self, random: Random) -> None:
        node = self._any(random)
        found = {(e.name, e.inode(), e.stat(follow_symlinks=False).st_ino) for e in os.scandir(self.model.paths(node.path)[1])}
        expected = {(name, inode, inode) for name, inode, _ in self._records(node)[2:]}
        check("scandir", node.path, sorted(expected), sorted(found))

    def getdents(self, random: Random) -> None:
        """With another size of the buffer at each call; one that is too small loses nothing."""
        node = self._any(random)
        expected = self._records(node)
        fd = os.open(self.model.paths(node.path)[1], os.O_RDONLY | os.O_DIRECTORY)
        try:
            self._list_by_pieces(random, node, expected, fd)
            os.lseek(fd, 0, os.SEEK_SET)
            check("getdents again", node.path, expected, _plain(_rest(fd, random.choice((300, 4096, 1 << 17)))))
        finally:
            os.close(fd)

    def _list_by_pieces(self, random: Random, node: Node, expected: list[tuple[bytes, int, int]], fd: int) -> None:
        at = 0
        while at < len(expected):
            size = random.choice((0, 1, SMALLEST_RECORD - 1, SMALLEST_RECORD, 40, 64, 280, 1000, 4096, 32768, 1 << 20))
            found = answer(getdents, fd, size)
            if size < record_length(expected[at][0]):
                check(f"getdents with {size} bytes at {at}", node.path, EINVAL, found)
                continue
            records = _plain(found) if isinstance(found, list) else found
            count = max(1, len(found)) if isinstance(found, list) else 1
            check(f"getdents with {size} bytes at {at}", node.path, expected[at : at + count], records)
            at += count
        check("getdents at the end", node.path, [], answer(getdents, fd, 1000))

    def getdents_from(self, random: Random) -> None:
        """Goes on from offsets that earlier records told, in any order."""
        node = self._any(random)
        fd = os.open(self.model.paths(node.path)[1], os.O_RDONLY | os.O_DIRECTORY)
        try:
            records = _rest(fd, random.choice((1000, 32768)))
            for at in random.sample(range(len(records)), min(8, len(records))):
                os.lseek(fd, records[at].next, os.SEEK_SET)
                check(f"getdents from {at}", node.path, _plain(records[at + 1 :]), _plain(_rest(fd, random.choice((300, 32768)))))
        finally:
            os.close(fd)

    def seekdir(self, random: Random) -> None:
        node = self._any(random)
        expected = [name for name, _, _ in self._records(node)]
        stream = Stream(self.model.paths(node.path)[1])
        try:
            places = []
            for name in expected:
                places.append(stream.tell())
                check("readdir", node.path, name, stream.read())
            for at in random.sample(range(len(places)), min(3, len(places))):
                stream.seek(places[at])
                check(f"seekdir to {at}", node.path, expected[at:], stream.rest())
            stream.rewind()
            check("rewinddir", node.path, expected, stream.rest())
        finally:
            stream.close()

    def shared_listing(self, random: Random) -> None:
        """Several threads with one handle get each name once between them."""
        node = self._any(random)
        size = random.choice((600, 4096))
        fd = os.open(self.model.paths(node.path)[1], os.O_RDONLY | os.O_DIRECTORY)
        try:
            with ThreadPoolExecutor(3) as threads:
                parts = [threads.submit(_rest, fd, size) for _ in range(3)]
            found = sorted(record for part in parts for record in _plain(part.result()))
        finally:
            os.close(fd)
        check("getdents by several threads", node.path, sorted(self._records(node)), found)

    def list_no_directory(self, random: Random) -> None:
        node = self.model.any(random)
        if not node.is_directory:
            on_disk, in_mount = self.model.paths(node.path)
            operation = random.choice((os.listdir, _listed_anyway))
            check("listing", node.path, _sorted(answer(operation, on_disk)), _sorted(answer(operation, in_mount)))


def _listed_anyway(path: bytes) -> list[Record]:
    fd = os.open(path, os.O_RDONLY)
    try:
        return getdents(fd, 4096)
    finally:
        os.close(fd)


def _sorted(found: object) -> object:
    """A listing of what a link leads to, in the order of names alone."""
    if not isinstance(found, list):
        return found
    return sorted(name.name if isinstance(name, Record) else name for name in found)


def _rest(fd: int, size: int) -> list[Record]:
    records: list[Record] = []
    while part := getdents(fd, size):
        records += part
    return records


def _plain(records: list[Record]) -> list[tuple[bytes, int, int]]:
    return [(record.name, record.inode, record.kind) for record in records]
