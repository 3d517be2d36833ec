"""What every peer reads: the rows of one team, and our own four figures for each class.

`BENCHMARK_PEERS` is the folder that benchmarks/clicks.py filled. Each figure that a peer draws
carries `layout.meta.view`, the class that it is about, by which the benchmark sees it repainted.
"""

import json
import os
from pathlib import Path

import pandas as pd

from benchmarks.peers.names import ALL, CHARTS

FOLDER = Path(os.environ["BENCHMARK_PEERS"])
PORT = int(os.environ["BENCHMARK_PORT"])
DAYS = 60

__all__ = ["ALL", "CHARTS", "DAYS", "FOLDER", "PORT", "curve", "figures", "frames", "of_class"]


def frames() -> dict[str, pd.DataFrame]:
    """reports, cases and aftercare: one row each, with the class that they belong to."""
    return {
        name: pd.read_json(FOLDER / f"{name}.json", orient="records", dtype=False)
        for name in ("reports", "cases", "aftercare")
    }


def figures() -> dict[str, dict[str, dict]]:
    """Our own plotly figures as plain dictionaries, by class and chart."""
    return json.loads((FOLDER / "figures.json").read_text("utf-8"))


def of_class(frame: pd.DataFrame, chosen: str) -> pd.DataFrame:
    """The rows of one class; all of them for ALL."""
    return frame if chosen == ALL else frame[frame["class_name"] == chosen]


def curve(cases: pd.DataFrame) -> pd.DataFrame:
    """The share stopped by each school day, with open cases waiting (product limit)."""
    left, rows = 1.0, []
    for day in range(DAYS + 1):
        at_risk = (cases["school_days"] >= day).sum()
        stopped = ((cases["school_days"] == day) & (cases["is_stopped"] == 1)).sum()
        left *= 1 - stopped / max(at_risk, 1)
        rows.append({"school_days": day, "share": 1 - left})
    return pd.DataFrame(rows)
