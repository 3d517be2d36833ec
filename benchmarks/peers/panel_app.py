"""Panel with plain figures that are kept, in panes that are given another object."""

import panel as pn

from benchmarks.peers import rows

FIGURES = rows.figures()


def page() -> pn.Column:
    """One visitor's page."""
    chosen = pn.widgets.RadioBoxGroup(options=list(FIGURES), value=rows.ALL)
    panes = [pn.pane.Plotly(FIGURES[rows.ALL][name], height=280) for name in rows.CHARTS]

    def draw(event: object) -> None:
        for pane, name in zip(panes, rows.CHARTS, strict=True):
            pane.object = FIGURES[event.new][name]  # type: ignore[attr-defined]

    chosen.param.watch(draw, "value")
    return pn.Column(chosen, *panes)


if __name__ == "__main__":
    pn.extension("plotly")
    pn.serve(page, port=rows.PORT, show=False)
