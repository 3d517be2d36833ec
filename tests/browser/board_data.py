"""Made-up figures for the board, by the contract between the pages and the component."""

from typing import Any

CLASSES = [f"{year}{letter}" for year in (1, 2) for letter in "ABCDEFGH"]
CODES = {name: f"c{place}" for place, name in enumerate(CLASSES)}
MAIN, QUIET, LATE, AMBER = "#1f6f6b", "#7b8f9a", "#b3353d", "#b7791f"
TEXT = "#000001"
FILTERS = ("team", "year", "place", "kind", "from", "to")
START = "onder|2026-2027|||sep|jul"
OPTIONS = {
    "teams": [["onder", "Onderbouw"], ["boven", "Bovenbouw"]],
    "years": [["2026-2027", "dit schooljaar"], ["2025-2026", "2025-2026"]],
    "places": [
        ["", "alle klassen"],
        ["g1", "leerjaar 1"],
        *[[CODES[name], name] for name in CLASSES],
    ],
    "kinds": [["", "alle soorten"], ["verbal", "schelden"], ["excluded", "buitensluiten"]],
    "from": [["sep", "vanaf september"], ["okt", "vanaf oktober"]],
    "to": [["jul", "tot en met juli"], ["nov", "tot en met november"]],
}
LISTS = dict(zip(FILTERS, ("teams", "years", "places", "kinds", "from", "to"), strict=True))
LABELS = dict(
    zip(FILTERS, ("Team", "Schooljaar", "Klas", "Soort", "Vanaf", "Tot en met"), strict=True)
)


def key_with(key: str, **changed: str) -> str:
    """The key of a view with other values for some filters."""
    values = dict(zip(FILTERS, key.split("|"), strict=True)) | changed
    return "|".join(values[name] for name in FILTERS)


def view(key: str) -> dict[str, Any]:
    """One view; how many meldingen there are follows from its filters, so that views differ."""
    values = dict(zip(FILTERS, key.split("|"), strict=True))
    factor = 1 + (values["team"] == "boven") + 2 * (values["kind"] == "verbal")
    factor += 4 * bool(values["place"])
    return {
        "filters": [
            {"name": name, "label": LABELS[name], "value": values[name], "options": LISTS[name]}
            for name in FILTERS
        ],
        "numbers": numbers(61 * factor),
        "attention": attention(),
        "charts": {
            "per_class": per_class(factor),
            "levels": levels(factor),
            "time_to_stopped": time_to_stopped(factor),
            "aftercare": aftercare(factor),
        },
        "later": "Of het terugkomt, is te zien als er 10 zaken een half jaar gesloten zijn.",
    }


def numbers(count: int) -> list[dict[str, Any]]:
    """The five numbers."""
    rows = [
        (
            "reports",
            "Meldingen",
            f"{count}",
            "bijna 3 keer zoveel",
            "",
            "vorig jaar rond nu 21",
            "",
        ),
        (
            "open",
            "Open zaken",
            "41",
            "",
            "5 op niveau 3",
            "11 op niveau 2 · 25 op niveau 1",
            "late",
        ),
        ("stopped", "Gestopt: de helft binnen", "28", "schooldagen", "", "vorig jaar 33", ""),
        ("nazorg", "Nazorg op tijd", "85%", "doel 90%", "6 niet gedaan · 3 te laat", "", "missed"),
        ("late", "Stappen te laat", "25", "", "", "in 14 zaken, 9 klassen", "late"),
    ]
    names = ("key", "label", "value", "unit", "note", "before", "tone")
    numbers: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in rows]
    for number in numbers:
        number |= {"spark": [], "spark_before": [], "press": None}
    numbers[0] |= {"spark": [4, 6, 12, 39], "spark_before": [3, 5, 6, 7, 4, 6, 8, 2, 3, 4]}
    numbers[1] |= {"press": {"kind": "cases", "chart": "levels", "part": "level:3"}}
    numbers[4] |= {"press": {"kind": "figure", "key": "steps"}}
    return numbers


def attention() -> list[dict[str, Any]]:
    """The three lines that ask attention."""
    return [
        {
            "text": "Sinds oktober meer dan past bij vorig jaar",
            "action": "Bekijk",
            "press": {"kind": "figure", "key": "over_time"},
        },
        {
            "text": "2H: 6 meldingen, geen mentor, geen mentoruur",
            "action": "Naar 2H",
            "press": {"kind": "filter", "name": "place", "value": CODES["2H"]},
        },
        {
            "text": "6 nazorggesprekken niet gedaan",
            "action": "Wie is aan zet",
            "press": {"kind": "cases"},
        },
    ]


def per_class(factor: int) -> dict[str, Any]:
    """A dot with its interval for each class; a press chooses the class."""
    counts = [(3 * place + factor) % 8 for place in range(len(CLASSES))]
    rates = [round(100 * count / 26, 1) for count in counts]
    codes = [f"class_id:{CODES[name]}" for name in CLASSES]
    bands = {
        "type": "bar",
        "x": CLASSES,
        "base": [max(rate - 8, 0) for rate in rates],
        "y": [rate + 14 - max(rate - 8, 0) for rate in rates],
        "width": 0.3,
        "marker": {"color": MAIN, "opacity": 0.28},
        "hoverinfo": "skip",
    }
    dots = {
        "type": "scatter",
        "mode": "markers+text",
        "x": CLASSES,
        "y": rates,
        "text": [str(count) for count in counts],
        "textposition": "top center",
        "textfont": {"color": TEXT},
        "marker": {"color": MAIN, "size": 10},
        "customdata": codes,
        "hoverinfo": "text",
        "hovertext": [
            f"{name}: {count} meldingen" for name, count in zip(CLASSES, counts, strict=True)
        ],
    }
    return {
        "subtitle": "meldingen per 100 leerlingen, met 95%-band",
        "data": [bands, dots],
        "layout": {"yaxis": {"rangemode": "tozero", "nticks": 5}, "xaxis": {"type": "category"}},
        "alt": "Per klas 0 tot 7 meldingen; in 2H 6.",
        "n": f"n = {sum(counts)} meldingen.",
        "table": {
            "head": ["Klas", "Meldingen", "Per 100 leerlingen"],
            "rows": [
                [name, str(count), f"{rate}".replace(".", ",")]
                for name, count, rate in zip(CLASSES, counts, rates, strict=True)
            ],
            "parts": codes,
        },
        "presses": {
            code: {"kind": "filter", "name": "place", "value": code.removeprefix("class_id:")}
            for code in codes
        },
    }


def levels(factor: int) -> dict[str, Any]:
    """Lying bars of open cases by level; a press opens the cases."""
    names = ["Niveau 3", "Niveau 2", "Niveau 1"]
    running, after = [3, 8, 17 + factor], [2, 3, 8]
    running_codes = [f"level:{level}:running" for level in (3, 2, 1)]
    after_codes = [f"level:{level}:nazorg" for level in (3, 2, 1)]
    colours = [LATE, MAIN, MAIN]
    bars = [
        ("loopt", running, running_codes, 1.0),
        ("gestopt, nazorg loopt", after, after_codes, 0.35),
    ]
    return {
        "subtitle": "open zaken, nu",
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "x": counts,
                "y": names,
                "text": [str(count) for count in counts],
                "textangle": 0,
                "customdata": codes,
                "marker": {"color": colours, "opacity": opacity},
                "hoverinfo": "text",
                "hovertext": [
                    f"{level}: {count} {name}" for level, count in zip(names, counts, strict=True)
                ],
            }
            for name, counts, codes, opacity in bars
        ],
        "layout": {
            "barmode": "stack",
            "yaxis": {"categoryorder": "array", "categoryarray": names[::-1]},
            "xaxis": {"visible": False},
        },
        "alt": "3 zaken op niveau 3, 8 op niveau 2.",
        "table": {
            "head": ["Niveau", "Loopt", "Nazorg loopt"],
            "rows": [
                [name, str(one), str(other)]
                for name, one, other in zip(names, running, after, strict=True)
            ],
            "parts": running_codes,
        },
        "presses": {code: {"kind": "cases"} for code in [*running_codes, *after_codes]},
    }


def time_to_stopped(factor: int) -> dict[str, Any]:
    """The curve of this year, and that of the year before as a thin line; no presses."""
    days = list(range(0, 40, 2))
    return {
        "subtitle": "schooldagen sinds de eerste melding",
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "line": {"shape": "hv", "color": QUIET, "width": 1.5, "dash": "dot"},
                "x": [*days, 50, 60],
                "y": [min(day / 80, 0.76) for day in [*days, 50, 60]],
                "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "mode": "lines",
                "line": {"shape": "hv", "color": MAIN, "width": 3},
                "x": days,
                "y": [min(day / (60 - 4 * factor), 1) for day in days],
                "hoverinfo": "text",
                "hovertext": [f"na {day} schooldagen" for day in days],
            },
        ],
        "layout": {"yaxis": {"tickformat": ".0%", "range": [0, 1], "nticks": 5}},
        "alt": "Na 28 schooldagen is de helft gestopt.",
        "table": {"head": ["Schooldagen", "Gestopt"], "rows": [["20", "29%"], ["40", "60%"]]},
        "presses": {},
    }


def aftercare(factor: int) -> dict[str, Any]:
    """Nothing to draw where the verbal kind is chosen; else lying bars."""
    names = ["Gepeste", "Pestende leerling", "Ouders"]
    parts = [("op tijd", MAIN, [21, 18, 29]), ("te laat", AMBER, [1, 1, 1])]
    parts.append(("niet gedaan", LATE, [2, 1, 3]))
    if factor in {3, 4}:
        alt = "Er was nog geen nazorg aan de beurt; vanaf 10 december kan dit gezegd worden."
        table = {"head": [], "rows": []}
        return {
            "subtitle": "",
            "data": [],
            "layout": {},
            "alt": alt,
            "table": table,
            "presses": {},
        }
    return {
        "subtitle": "80 gesprekken aan de beurt geweest",
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "x": counts,
                "y": names,
                "text": [str(count) for count in counts],
                "textangle": 0,
                "marker": {"color": colour},
                "customdata": [f"outcome:{name}:{who}" for who in names],
                "hoverinfo": "text",
                "hovertext": [
                    f"{who}: {count} {name}" for who, count in zip(names, counts, strict=True)
                ],
            }
            for name, colour, counts in parts
        ],
        "layout": {
            "barmode": "stack",
            "showlegend": True,
            "legend": {"orientation": "h", "y": -0.1},
            "yaxis": {"autorange": "reversed"},
            "xaxis": {"visible": False},
        },
        "alt": "85% van de nazorg was op tijd.",
        "table": {
            "head": ["Met wie", "Op tijd", "Te laat", "Niet gedaan"],
            "rows": [
                [who, *[str(counts[place]) for _, _, counts in parts]]
                for place, who in enumerate(names)
            ],
        },
        "presses": {},
    }


INFO = "Elke stip is een klas. De band eromheen zegt hoe zeker het is.\n\nGeteld: alle meldingen."
CHARTS = {
    "per_class": {"title": "Per klas", "info": INFO, "layout": {}},
    "levels": {"title": "Niveaus", "info": "Hoeveel zaken er nu lopen.", "layout": {}},
    "time_to_stopped": {"title": "Tijd tot gestopt", "info": "De lijn stopt.", "layout": {}},
    "aftercare": {"title": "Nazorg", "info": "Wat er van de nazorg kwam.", "layout": {}},
}


def board(
    current: str, *, version: str = "1", publishable: bool = False, sent: tuple[str, ...] = ()
) -> dict[str, Any]:
    """What the page gives to the component: the view that is shown and those in `sent`."""
    return {
        "version": version,
        "current": current,
        "views": {key: view(key) for key in dict.fromkeys([current, *sent])},
        "options": OPTIONS,
        "charts": CHARTS,
        "intern": "" if publishable else "intern",
        "internTitle": "Deze cijfers zijn van je eigen leerlingen, en niet om te delen.",
        "publishable": publishable,
        "until": "t/m vandaag, 29 nov",
    }


def say(data: dict[str, Any], words: str) -> None:
    """Put these words wherever a school or a card has words of its own."""
    data["options"] = OPTIONS | {"teams": [["onder", words], ["boven", "Bovenbouw"]]}
    for view in data["views"].values():
        view["attention"][0]["text"] = words
        view["numbers"][0] |= {"note": words, "unit": words}
        chart = view["charts"]["levels"]
        chart["subtitle"] = chart["alt"] = chart["n"] = words
        chart["table"]["rows"][0][0] = words
        chart["data"][0]["name"] = words
