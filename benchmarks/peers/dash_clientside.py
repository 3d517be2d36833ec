"""Dash with plain figures in the browser: a clientside callback picks them, no server is asked."""

from dash import Dash, Input, Output, State, dcc, html

from benchmarks.peers import rows

FIGURES = rows.figures()
app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.Store(id="figures", data=FIGURES),
        dcc.RadioItems(list(FIGURES), rows.ALL, id="class"),
        *(dcc.Graph(id=name) for name in rows.CHARTS),
    ]
)
app.clientside_callback(
    "(chosen, figures) => [" + ", ".join(f"figures[chosen].{name}" for name in rows.CHARTS) + "]",
    [Output(name, "figure") for name in rows.CHARTS],
    Input("class", "value"),
    State("figures", "data"),
)

if __name__ == "__main__":
    app.run(port=rows.PORT, debug=False)
