"""What brings a tree into a store of its own: Vitrine and its peers."""

import os
from pathlib import Path

from commands import run
from vitrine import Vitrine


class Importer:
    """Writes to a directory that is there and empty."""

    remembers = False

    def prepare(self, target: Path) -> None:
        """Makes an empty repository."""

    def bring_in(self, source: Path, target: Path) -> None:
        """Writes all of the source."""
        raise NotImplementedError

    def again(self, source: Path, target: Path) -> None:
        """Looks for what has changed since."""
        raise NotImplementedError


class VitrineImporter(Importer):
    remembers = True

    def __init__(self, vitrine: Vitrine) -> None:
        self._vitrine = vitrine

    def bring_in(self, source: Path, target: Path) -> None:
        self._vitrine.bring_in(target / "store", "tree", source)

    again = bring_in


class _Git(Importer):
    remembers = True

    def prepare(self, target: Path) -> None:
        self._run(target, target, "init", "--quiet")

    def bring_in(self, source: Path, target: Path) -> None:
        self._run(source, target, "add", "--force", "--all", ".")

    def again(self, source: Path, target: Path) -> None:
        self._run(source, target, "status", "--porcelain", "--untracked-files=all")

    def _run(self, source: Path, target: Path, *arguments: str) -> None:
        # Nobody's settings and nobody's ignored names.
        env = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(target), "XDG_CONFIG_HOME": str(target)}
        run(["git", f"--git-dir={target / 'git'}", f"--work-tree={source}", "-C", source, *arguments], env)


class _Restic(Importer):
    def prepare(self, target: Path) -> None:
        self._run(target, "init")

    def bring_in(self, source: Path, target: Path) -> None:
        self._run(target, "backup", source)

    def _run(self, target: Path, *arguments: str | Path) -> None:
        run(["restic", "--quiet", "--no-cache", "--repo", target / "repository", *arguments], {"RESTIC_PASSWORD": "benchmark"})


class _Ostree(Importer):
    def prepare(self, target: Path) -> None:
        run(["ostree", "init", f"--repo={target / 'repository'}", "--mode=bare-user-only"])

    def bring_in(self, source: Path, target: Path) -> None:
        run(["ostree", "commit", f"--repo={target / 'repository'}", "--branch=tree", "--no-xattrs", source])


class _Borg(Importer):
    def prepare(self, target: Path) -> None:
        self._run(target, "init", "--encryption=none", target / "repository")

    def bring_in(self, source: Path, target: Path) -> None:
        self._run(target, "create", f"{target / 'repository'}::tree", source)

    def _run(self, target: Path, *arguments: str | Path) -> None:
        run(["borg", *arguments], {"BORG_BASE_DIR": str(target / "base"), "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes"})


class _Casync(Importer):
    def bring_in(self, source: Path, target: Path) -> None:
        run(["casync", "make", f"--store={target / 'store.castr'}", target / "tree.caidx", source])


class _Copy(Importer):
    def bring_in(self, source: Path, target: Path) -> None:
        run(["cp", "-a", source, target / "copy"])


IMPORTERS: dict[str, Importer] = {
    "git": _Git(),
    "restic": _Restic(),
    "ostree": _Ostree(),
    "borg": _Borg(),
    "casync": _Casync(),
    "cp": _Copy(),
}
