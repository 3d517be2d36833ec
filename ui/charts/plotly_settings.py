"""The settings of plotly: Dutch, and one button that saves the picture, or none."""

import re
from typing import Any

from casework import words

_DUTCH: dict[str, Any] = {
    "dictionary": {
        "Download plot as a PNG": "Afbeelding opslaan (PNG)",
        "Download plot": "Afbeelding opslaan",
        "Taking snapshot - this may take a few seconds": "De afbeelding wordt gemaakt",
        "Snapshot succeeded": "De afbeelding is opgeslagen",
        "Sorry, there was a problem downloading your snapshot!": "Opslaan is niet gelukt",
        "Double-click to zoom back out": "Dubbelklik om weer alles te zien",
        "Click to enter X axis title": "",
        "Click to enter Y axis title": "",
    },
    "format": {
        "days": [words.DAYS[-1], *words.DAYS[:-1]],
        "shortDays": [day[:2] for day in (words.DAYS[-1], *words.DAYS[:-1])],
        "months": list(words.MONTHS),
        "shortMonths": list(words.SHORT_MONTHS),
        "date": "%d-%m-%Y",
    },
}

CONFIG: dict[str, Any] = {
    "locale": "nl",
    "locales": {"nl": _DUTCH},
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "figuur"},
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}
"""For st.plotly_chart(figure, config=CONFIG): Dutch, and one button that saves the picture."""

HOW_TO_SAVE = (
    "Opslaan als afbeelding (PNG): beweeg over de figuur of tik erop, en kies het fototoestel "
    "rechtsboven."
)


def config(title: str, *, has_saving: bool) -> dict[str, Any]:
    """CONFIG with the name under which the picture is saved, or without the button for it.

    A figure of Trends is exact on the screen and may not leave the program so: it has no button.
    """
    if not has_saving:
        return CONFIG | {"displayModeBar": False}
    options = CONFIG["toImageButtonOptions"] | {"filename": file_name(title)}
    return CONFIG | {"toImageButtonOptions": options}


def file_name(title: str) -> str:
    """A title as the name of a file: "Nazorg op tijd" as "nazorg-op-tijd"."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
