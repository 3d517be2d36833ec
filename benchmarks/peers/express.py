"""The four charts as people build them: plotly.express over a filtered frame."""

import pandas as pd
import plotly.express as px
from plotly.graph_objs import Figure

from benchmarks.peers import rows

COLOURS = ["#1f6f6b", "#b7791f", "#b5452c", "#7b8f9a"]


def charts(frames: dict[str, pd.DataFrame], chosen: str) -> list[Figure]:
    """Meldingen per class, levels, time to stopped, nazorg: for one class or all."""
    reports, cases, aftercare = (
        rows.of_class(frames[name], chosen) for name in ("reports", "cases", "aftercare")
    )
    per_class = reports.groupby("class_name", as_index=False).size()
    levels = cases[cases["is_open"] == 1].groupby(["level", "state"], as_index=False).size()
    outcomes = aftercare.groupby(["kind", "outcome"], as_index=False).size()
    made = [
        px.scatter(per_class, x="class_name", y="size", color_discrete_sequence=COLOURS),
        px.bar(
            levels,
            x="size",
            y="level",
            color="state",
            orientation="h",
            color_discrete_sequence=COLOURS,
            text="size",
        ),
        px.line(rows.curve(cases), x="school_days", y="share", line_shape="hv"),
        px.bar(
            outcomes,
            x="size",
            y="kind",
            color="outcome",
            orientation="h",
            color_discrete_sequence=COLOURS,
            text="size",
        ),
    ]
    for figure in made:
        figure.update_layout(height=280, meta={"view": chosen})
    return made


def classes(frames: dict[str, pd.DataFrame]) -> list[str]:
    """All, and every class by name."""
    return [rows.ALL, *sorted(frames["reports"]["class_name"].unique())]
