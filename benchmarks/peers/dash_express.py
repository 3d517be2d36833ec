"""Dash as people build it: a callback that filters a frame and calls plotly.express."""

from dash import Dash, Input, Output, dcc, html

from benchmarks.peers import express, rows

FRAMES = rows.frames()
app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.RadioItems(express.classes(FRAMES), rows.ALL, id="class"),
        *(dcc.Graph(id=name) for name in rows.CHARTS),
    ]
)


@app.callback([Output(name, "figure") for name in rows.CHARTS], Input("class", "value"))
def draw(chosen: str) -> list:
    """The four charts of one class."""
    return express.charts(FRAMES, chosen)


if __name__ == "__main__":
    app.run(port=rows.PORT, debug=False)
