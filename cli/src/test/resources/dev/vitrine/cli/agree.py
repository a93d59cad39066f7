"""Holds a mounted and served copy of a tree against the tree itself, file by file, with nothing of Vitrine's own.

usage: agree.py SOURCE MOUNTED URL-OF-THE-ROOT LAUNCHER
The root is the last name of MOUNTED. Prints how many files agreed; exits with 1 at the first that does not.
"""
import base64, http.client, os, stat, subprocess, sys, urllib.parse

XATTR = b"user.tvix.castore.blob.digest"
UNRESERVED = b"-._~"


def regular_files(top):
    for folder, folders, names in os.walk(top):
        folders[:] = [f for f in folders if not os.path.islink(os.path.join(folder, f))]
        for name in names:
            path = os.path.join(folder, name)
            if stat.S_ISREG(os.lstat(path).st_mode):
                yield os.path.relpath(path, top)


def b3sums(top, paths):
    for at in range(0, len(paths), 500):
        part = [os.path.join(top, p) for p in paths[at : at + 500]]
        out = subprocess.run(["b3sum", "--no-names", "--"] + part, check=True, capture_output=True).stdout
        yield from (bytes.fromhex(line.decode()) for line in out.split())


def inode(digest, executable):
    number = ((int.from_bytes(digest[:8], "big") >> 1) & ~3) | (1 if executable else 0)
    return number | (1 << 62) if number < 4 else number


def expect(path, what, wanted, got):
    if wanted != got:
        sys.exit(f"{path!r}: {what} is {got!r}, not {wanted!r}")


def check(path, digest, source, mounted, connection, prefix):
    text = "b3:" + base64.b64encode(digest).decode()
    there, here = os.lstat(os.path.join(source, path)), os.lstat(os.path.join(mounted, path))
    executable = bool(there.st_mode & 0o100)
    expect(path, "mode", stat.S_IFREG | (0o555 if executable else 0o444), here.st_mode)
    expect(path, "size", there.st_size, here.st_size)
    expect(path, "inode", inode(digest, executable), here.st_ino)
    expect(path, "xattr", text, os.getxattr(os.path.join(mounted, path), XATTR, follow_symlinks=False).decode())
    connection.request("GET", prefix + urllib.parse.quote(path, safe=b"/" + UNRESERVED))
    response = connection.getresponse()
    body = response.read()
    expect(path, "status", 200, response.status)
    expect(path, "ETag", f'"{text}"', response.getheader("ETag"))
    expect(path, "digest header", text, response.getheader("Tvix-Castore-Blob-Digest"))
    with open(os.path.join(source, path), "rb") as f:
        contents = f.read()
    expect(path, "body over HTTP", True, body == contents)
    with open(os.path.join(mounted, path), "rb") as f:
        expect(path, "contents in the mount", True, f.read() == contents)


def is_utf8(path):
    """Whether the path can be an argument of the command; others it refuses."""
    try:
        path.decode("utf-8")
        return True
    except UnicodeDecodeError:
        return False


def stats(launcher, root, paths):
    """What `vitrine stat` says of each, in one call; the printed paths are escaped, so the order tells whose they are."""
    command = [launcher, "stat", "--"] + [root + b"/" + path for path in paths]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    blocks = ("\n" + out).split("\npath: ")[1:]
    for path, block in zip(paths, blocks, strict=True):
        yield path, dict(line.split(": ", 1) for line in block.splitlines()[1:])


def check_stat(path, said, mounted):
    at = os.path.join(mounted, path)
    here = os.lstat(at)
    expect(path, "kind in stat", "file", said["kind"])
    expect(path, "size in stat", str(here.st_size), said["size"])
    expect(path, "mode in stat", f"{stat.S_IMODE(here.st_mode):04o}", said["mode"])
    expect(path, "inode in stat", str(here.st_ino), said["inode"])
    expect(path, "digest in stat", os.getxattr(at, XATTR, follow_symlinks=False).decode(), said["digest"])


def main():
    source, mounted, url = os.fsencode(sys.argv[1]), os.fsencode(sys.argv[2]), urllib.parse.urlsplit(sys.argv[3])
    paths = sorted(regular_files(source))
    connection = http.client.HTTPConnection(url.netloc, timeout=30)
    for path, digest in zip(paths, b3sums(source, paths), strict=True):
        check(path, digest, source, mounted, connection, url.path)
    for path, said in stats(sys.argv[4], os.path.basename(mounted), [p for p in paths if is_utf8(p)]):
        check_stat(path, said, mounted)
    print(len(paths))


main()
