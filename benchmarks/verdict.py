"""Prints what was measured beside what was promised, and says whether the promise is kept."""

import math
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    """A goal of ours: `value` is to be at most (or at least) `goal`."""

    value: float
    goal: float
    at_least: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether the goal is reached."""
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        verdict = "met" if self.is_kept else "MISSED"
        return f"{figure(self.value)} ({sign} {figure(self.goal)}: {verdict})"


def machine() -> str:
    """The machine in general words, and how busy it is."""
    busy = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    cores = os.cpu_count() or 0
    python = platform.python_version()
    return f"{cores} cores, {platform.system()}, Python {python}, load at start {busy}"


def figure(value: float) -> str:
    """Three digits that count."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def ms(seconds: float) -> str:
    """Seconds as milliseconds."""
    return f"{figure(seconds * 1000)} ms"


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table that is Markdown too."""
    cells = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    lines = [f"| {' | '.join(c.ljust(w) for c, w in zip(r, widths, strict=True))} |" for r in cells]
    lines.insert(1, f"|{'|'.join('-' * (width + 2) for width in widths)}|")
    print(f"\n{title}\n")
    print("\n".join(lines), flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)
