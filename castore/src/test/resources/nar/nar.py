"""Writes the NAR of a path to stdout: an implementation of its own, to compare with."""
import os
import stat
import struct
import sys

out = sys.stdout.buffer


def string(data):
    out.write(struct.pack("<Q", len(data)) + data + bytes(-len(data) % 8))


def node(path):
    info = os.lstat(path)
    string(b"(")
    string(b"type")
    if stat.S_ISLNK(info.st_mode):
        string(b"symlink")
        string(b"target")
        string(os.readlink(path))
    elif stat.S_ISREG(info.st_mode):
        string(b"regular")
        if info.st_mode & 0o100:
            string(b"executable")
            string(b"")
        string(b"contents")
        with open(path, "rb") as file:
            string(file.read())
    else:
        string(b"directory")
        for name in sorted(os.listdir(path)):
            string(b"entry")
            string(b"(")
            string(b"name")
            string(name)
            string(b"node")
            node(path + b"/" + name)
            string(b")")
    string(b")")


string(b"nix-archive-1")
node(os.fsencode(sys.argv[1]))
