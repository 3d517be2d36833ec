"""Dash with plain figures that are kept: the callback only looks them up."""

from dash import Dash, Input, Output, dcc, html

from benchmarks.peers import rows

FIGURES = rows.figures()
app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.RadioItems(list(FIGURES), rows.ALL, id="class"),
        *(dcc.Graph(id=name) for name in rows.CHARTS),
    ]
)


@app.callback([Output(name, "figure") for name in rows.CHARTS], Input("class", "value"))
def draw(chosen: str) -> list:
    """The four charts of one class."""
    return [FIGURES[chosen][name] for name in rows.CHARTS]


if __name__ == "__main__":
    app.run(port=rows.PORT, debug=False)
