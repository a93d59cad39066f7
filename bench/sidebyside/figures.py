"""Collects samples and prints medians beside each other as one Markdown table."""

from collections.abc import Iterator, Sequence
from statistics import median


class Figures:
    """
    The samples of one section: per row (what, unit) and peer a list. The first peer is ours: beside each other one stands the ratio of ours to it; and
    after that, the ratios of more pairs.
    """

    def __init__(self, title: str, peers: list[str], notes: list[str], pairs: Sequence[tuple[str, str]] = ()) -> None:
        self._title = title
        self._peers = peers
        self._pairs = [pair for pair in pairs if set(pair) <= set(peers) and pair[0] != peers[0]]
        self._notes = notes
        self._rows: dict[tuple[str, str], dict[str, list[float]]] = {}

    def add(self, what: str, unit: str, peer: str, value: float) -> None:
        self._rows.setdefault((what, unit), {}).setdefault(peer, []).append(value)

    def markdown(self) -> str:
        ours, others = self._peers[0], self._peers[1:]
        head = ["what", "unit", ours] + [cell for peer in others for cell in (peer, f"{ours} / {peer}")] + [f"{a} / {b}" for a, b in self._pairs]
        lines = [f"### {self._title}", "", _row(head), _row(["---"] * len(head))]
        for (what, unit), samples in self._rows.items():
            cells = [what, unit, _figure(samples.get(ours, []))]
            for peer in others:
                cells += [_figure(samples.get(peer, [])), _ratio(samples, ours, peer)]
            cells += [_ratio(samples, a, b) for a, b in self._pairs]
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


def _ratio(samples: dict[str, list[float]], a: str, b: str) -> str:
    """Of the medians. None where one of them is missing, or is not more than nothing, as a difference can be."""
    if a not in samples or b not in samples or median(samples[a]) < 0 or median(samples[b]) <= 0:
        return "-"
    return f"{_number(median(samples[a]) / median(samples[b]))}x"


def _number(value: float) -> str:
    """Three digits that count."""
    if value < 0:
        return f"-{_number(-value)}"
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 1 else f"{value:.3f}"
