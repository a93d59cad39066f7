"""Makes a random tree on the disk, the same one for the same seed."""

import os
import shutil
from random import Random

EDGES = (4096, 4096, 65536, 65536, 131072, 131072, 1 << 20)
MODES = (0o644, 0o600, 0o755, 0o700, 0o744)
ODD_NAMES = (b"-rf", b" ", b"...", b"new\nline", b"\xff\xfe", b"caf\xe8", "caf\u00e9".encode(), "cafe\u0301".encode(), b"\\x41", b"*")
MANY_BYTES = 16 << 20
FEW_BYTES = 3 << 20
NO_SLASH = bytes(b for b in range(1, 256) if b != ord("/"))


def make(seed: int, top: bytes) -> None:
    _Maker(Random(f"tree {seed}"), top).make()


class _Maker:
    def __init__(self, random: Random, top: bytes) -> None:
        self.random = random
        self.top = top
        self.contents = [b"", b"same", random.randbytes(70_000)]
        self.bytes = 0
        self.directories: list[bytes] = []
        self.others: list[bytes] = []

    def make(self) -> None:
        os.mkdir(self.top)
        self._fill(self.top, 0)
        self._file(os.path.join(self.top, b"edge"), self.random.randbytes((1 << 20) + 1))
        self._file(os.path.join(self.top, b"nothing"), b"")
        os.mkdir(os.path.join(self.top, b"no entries"))
        self._crowd()
        self._twins()
        self._links()

    def name(self, directory: bytes) -> bytes:
        """One that the directory does not have yet."""
        while True:
            name = self._any_name()
            path = os.path.join(directory, name)
            if name not in (b".", b"..") and not os.path.lexists(path):
                return path

    def _any_name(self) -> bytes:
        length = self.random.choice((1, 1, 2, 5, 12, 40, 254, 255))
        match self.random.randrange(4):
            case 0:
                return bytes(self.random.choices(NO_SLASH, k=length))
            case 1:
                return self.random.choice(ODD_NAMES)
            case _:
                return bytes(self.random.choices(b"abcdefghij.0123456789", k=length))

    def _fill(self, directory: bytes, depth: int) -> None:
        self.directories.append(directory)
        for _ in range(self.random.choice((2, 5, 9, 13)) if depth else 16):
            path = self.name(directory)
            match self.random.randrange(8):
                case 0 | 1 if depth < 5:
                    os.mkdir(path)
                    self._fill(path, depth + 1)
                case 2:
                    self._link_to_neighbour(path)
                case 3 if self.others:
                    self._hard_link(path)
                case _:
                    self._file(path, self._some_contents())

    def _some_contents(self) -> bytes:
        if self.bytes > MANY_BYTES:
            return self.random.choice(self.contents[:3])
        if self.random.random() < 0.3:
            return self.random.choice(self.contents)
        made = self.random.randbytes(self._size())
        self.contents.append(made)
        return made

    def _size(self) -> int:
        if self.random.random() < 0.5:
            return self.random.randrange(0, 12_000)
        return self.random.choice(EDGES) * self.random.choice((1, 1, 1, 2)) + self.random.randrange(-2, 3)

    def _file(self, path: bytes, contents: bytes) -> None:
        with open(path, "wb") as file:
            file.write(contents)
        os.chmod(path, self.random.choice(MODES))
        self.bytes += len(contents)
        self.others.append(path)

    def _hard_link(self, path: bytes) -> None:
        first = self.random.choice(self.others)
        if not os.path.islink(first):
            os.link(first, path)

    def _link_to_neighbour(self, path: bytes) -> None:
        """Wherever the directory is copied, it does not lead out of it."""
        names = os.listdir(os.path.dirname(path)) + [b"dangling", b".", os.path.basename(path)]
        os.symlink(self.random.choice(names), path)
        self.others.append(path)

    def _crowd(self) -> None:
        """A directory of some thousand entries, most of them with equal contents, and one of some hundred."""
        self._crowded(b"crowd", self.random.randrange(2000, 3500))
        self._crowded(b"lesser crowd", self.random.randrange(100, 300))

    def _crowded(self, name: bytes, count: int) -> None:
        crowd = os.path.join(self.top, name)
        os.mkdir(crowd)
        for i in range(count):
            path = os.path.join(crowd, b"%d-" % i + b"n" * self.random.choice((0, 0, 3, 30, 240)))
            match self.random.randrange(40):
                case 0:
                    os.symlink(b"%d-" % (i + 1), path)
                case 1 | 2:
                    os.mkdir(path)
                case _:
                    with open(path, "wb") as file:
                        file.write(self.random.choice((b"", b"a", b"b", b"same")))

    def _twins(self) -> None:
        """Equal directories in several places, with equal names and others."""
        for place in (b"one", b"two", b"three/deep/er"):
            os.makedirs(os.path.join(self.top, place))
        below = [directory for directory in self.directories if directory != self.top and _bytes(directory) < FEW_BYTES]
        for source in self.random.sample(below, min(3, len(below))):
            for place in (b"one", b"two", b"three/deep/er"):
                copy = os.path.join(self.top, place, os.path.basename(source))
                if not os.path.lexists(copy):
                    shutil.copytree(source, copy, symlinks=True)

    def _links(self) -> None:
        """Links through the tree, in a directory of their own so that twins stay equal."""
        links = os.path.join(self.top, b"links")
        os.mkdir(links)
        for _ in range(40):
            target = os.path.relpath(self.random.choice(self.directories + self.others), links)
            os.symlink(target + self.random.choice((b"", b"", b"", b"/", b"/.", b"/nowhere")), self.name(links))
        odd = {b"itself": b"itself", b"pair": b"riap", b"riap": b"pair", b"longest": b"t/" * 2047 + b"t"}
        odd |= {b"top": b"..", b"chain": b"chain2", b"chain2": b"../edge", b"absolute": b"/no/such/thing"}
        for name, target in odd.items():
            os.symlink(target, os.path.join(links, name))


def _bytes(directory: bytes) -> int:
    return sum(os.lstat(os.path.join(parent, name)).st_size for parent, _, names in os.walk(directory) for name in names)
