"""Collects samples and prints medians beside each other as one Markdown table."""

from collections.abc import Iterator
from statistics import median

OURS = "vitrine"


class Figures:
    """The samples of one section: per row (what, unit) and peer a list. The first peer is ours."""

    def __init__(self, title: str, peers: list[str], notes: list[str]) -> None:
        self._title = title
        self._peers = peers
        self._notes = notes
        self._rows: dict[tuple[str, str], dict[str, list[float]]] = {}

    def add(self, what: str, unit: str, peer: str, value: float) -> None:
        self._rows.setdefault((what, unit), {}).setdefault(peer, []).append(value)

    def markdown(self) -> str:
        others = self._peers[1:]
        head = ["what", "unit", OURS] + [cell for peer in others for cell in (peer, f"{OURS} / {peer}")]
        lines = [f"### {self._title}", "", _row(head), _row(["---"] * len(head))]
        for (what, unit), samples in self._rows.items():
            ours = samples.get(OURS, [])
            cells = [what, unit, _figure(ours)]
            for peer in others:
                theirs = samples.get(peer, [])
                cells += [_figure(theirs), _ratio(ours, theirs)]
            lines.append(_row(cells))
        return "\n".join(lines + [""] + [f"- {note}" for note in self._notes] + [""])


def rounds(count: int, peers: list[str]) -> Iterator[tuple[int, list[str]]]:
    """A warm-up round 0, which is not to be recorded, then rounds 1 to count; each starts with another peer."""
    for number in range(count + 1):
        shift = number % len(peers)
        yield number, peers[shift:] + peers[:shift]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _figure(samples: list[float]) -> str:
    """The median, and the least and the greatest sample."""
    if not samples:
        return "-"
    return f"{_number(median(samples))} ({_number(min(samples))}..{_number(max(samples))})"


def _ratio(ours: list[float], theirs: list[float]) -> str:
    if not ours or not theirs or median(theirs) == 0:
        return "-"
    return f"{_number(median(ours) / median(theirs))}x"


def _number(value: float) -> str:
    """Three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 1 else f"{value:.3f}"
