"""System calls that Python lacks, or makes nicer than they are. Where the call fails, they raise OSError."""

import ctypes
import os
import struct
from collections.abc import Iterator
from typing import NamedTuple

LIBC = ctypes.CDLL(None, use_errno=True)
AT_FDCWD = -100
PAGE = 4096
SMALLEST_RECORD = 24
_HEAD = struct.Struct("=QqHB")
_STATX = struct.Struct("=IIQIIIHxxQQQQ" + "qI4x" * 4)

for _name in ("readlinkat", "getxattr", "lgetxattr", "fgetxattr", "getdents64", "write"):
    getattr(LIBC, _name).restype = ctypes.c_ssize_t
for _name in ("listxattr", "llistxattr", "flistxattr", "readahead"):
    getattr(LIBC, _name).restype = ctypes.c_ssize_t
LIBC.mmap.restype = ctypes.c_void_p
LIBC.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long)
LIBC.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
LIBC.opendir.restype = ctypes.c_void_p
LIBC.readdir.restype = ctypes.c_void_p
LIBC.telldir.restype = ctypes.c_long
LIBC.seekdir.argtypes = (ctypes.c_void_p, ctypes.c_long)
for _name in ("readdir", "telldir", "rewinddir", "closedir"):
    getattr(LIBC, _name).argtypes = (ctypes.c_void_p,)


class Record(NamedTuple):
    """One struct linux_dirent64."""

    name: bytes
    inode: int
    kind: int
    next: int


def record_length(name: bytes) -> int:
    """How much of a buffer the record of that name takes: getdents(2), in steps of 8."""
    return (_HEAD.size + len(name) + 1 + 7) // 8 * 8


def checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def getdents(fd: int, size: int) -> list[Record]:
    """One call; no records at the end."""
    buffer = ctypes.create_string_buffer(max(size, 1))
    end = checked(LIBC.getdents64(fd, buffer, ctypes.c_size_t(size)))
    return list(_records(buffer.raw[:end]))


def _records(raw: bytes) -> Iterator[Record]:
    at = 0
    while at < len(raw):
        inode, following, length, kind = _HEAD.unpack_from(raw, at)
        yield Record(raw[at + _HEAD.size : at + length].split(b"\0")[0], inode, kind, following)
        at += length


class Stream:
    """A DIR of opendir(3)."""

    def __init__(self, path: bytes) -> None:
        self._stream = LIBC.opendir(path)
        if self._stream is None:
            checked(-1)

    def read(self) -> bytes | None:
        """The next name."""
        entry = LIBC.readdir(self._stream)
        return None if entry is None else ctypes.string_at(entry + _HEAD.size)

    def rest(self) -> list[bytes]:
        return list(iter(self.read, None))

    def tell(self) -> int:
        return LIBC.telldir(self._stream)

    def seek(self, place: int) -> None:
        LIBC.seekdir(self._stream, place)

    def rewind(self) -> None:
        LIBC.rewinddir(self._stream)

    def close(self) -> None:
        LIBC.closedir(self._stream)


def statx(directory: int, path: bytes, flags: int, mask: int) -> tuple[int, ...]:
    """The fields of struct statx in their order, without reserved ones: the first 11, then seconds and nanoseconds of four times."""
    buffer = ctypes.create_string_buffer(256)
    checked(LIBC.statx(directory, path, flags, mask, buffer))
    return _STATX.unpack_from(buffer.raw)


def readlink(directory: int, path: bytes, size: int) -> bytes:
    buffer = ctypes.create_string_buffer(b"?" * 4200)
    length = checked(LIBC.readlinkat(directory, path, buffer, ctypes.c_size_t(size)))
    if buffer.raw[length : length + 8] != b"?" * 8:
        raise AssertionError(f"readlink wrote past the {length} bytes that it said")
    return buffer.raw[:length]


def getxattr(call: str, where: bytes | int, name: bytes, size: int) -> tuple[int, bytes]:
    """What the call returns, and what is in the buffer of 64 question marks then."""
    buffer = ctypes.create_string_buffer(b"?" * 64)
    length = checked(getattr(LIBC, call + "getxattr")(where, name, buffer, ctypes.c_size_t(size)))
    return length, buffer.raw


def listxattr(call: str, where: bytes | int, size: int) -> tuple[int, bytes]:
    """As getxattr."""
    buffer = ctypes.create_string_buffer(b"?" * 64)
    length = checked(getattr(LIBC, call + "listxattr")(where, buffer, ctypes.c_size_t(size)))
    return length, buffer.raw


def readahead(fd: int, offset: int, length: int) -> int:
    return checked(LIBC.readahead(fd, ctypes.c_long(offset), ctypes.c_size_t(length)))


def mapped(fd: int, length: int, protection: int, flags: int, offset: int) -> bytes:
    """The bytes of a mapping that is gone again, the longest part of it that can be read."""
    address = LIBC.mmap(None, length, protection, flags, fd, offset)
    if address == ctypes.c_void_p(-1).value:
        checked(-1)
    try:
        return _readable(address, length)
    finally:
        LIBC.munmap(address, length)


def _readable(address: int, length: int) -> bytes:
    """By way of write(2), which fails with EFAULT where touching the memory would end the process with SIGBUS."""
    reading, writing = os.pipe()
    try:
        parts = []
        for at in range(0, length, PAGE):
            size = min(PAGE, length - at)
            if LIBC.write(writing, ctypes.c_void_p(address + at), ctypes.c_size_t(size)) != size:
                break
            parts.append(os.read(reading, size))
        return b"".join(parts)
    finally:
        os.close(reading)
        os.close(writing)
