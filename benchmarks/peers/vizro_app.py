"""Vizro: four graphs under one filter, each made from the filtered frame by plotly.express."""

import pandas as pd
import vizro.models as vm
from vizro import Vizro
from vizro.models.types import capture

from benchmarks.peers import express, rows

FRAMES = rows.frames()
WHOLE = pd.concat([frame.assign(source=name) for name, frame in FRAMES.items()])


def _one(data_frame: pd.DataFrame, place: int) -> object:
    classes = data_frame["class_name"].unique()
    chosen = classes[0] if len(classes) == 1 else rows.ALL
    own = {name: data_frame[data_frame["source"] == name] for name in FRAMES}
    return express.charts(own, chosen)[place]


@capture("graph")
def per_class(data_frame: pd.DataFrame) -> object:
    """Meldingen per class."""
    return _one(data_frame, 0)


@capture("graph")
def levels(data_frame: pd.DataFrame) -> object:
    """Open cases by level."""
    return _one(data_frame, 1)


@capture("graph")
def time_to_stopped(data_frame: pd.DataFrame) -> object:
    """Time to stopped."""
    return _one(data_frame, 2)


@capture("graph")
def aftercare(data_frame: pd.DataFrame) -> object:
    """Nazorg by outcome."""
    return _one(data_frame, 3)


page = vm.Page(
    title="Trends",
    components=[
        vm.Graph(id=chart.__name__, figure=chart(data_frame=WHOLE))
        for chart in (per_class, levels, time_to_stopped, aftercare)
    ],
    controls=[vm.Filter(column="class_name", selector=vm.RadioItems())],
)

if __name__ == "__main__":
    Vizro().build(vm.Dashboard(pages=[page])).run(port=rows.PORT, debug=False)
