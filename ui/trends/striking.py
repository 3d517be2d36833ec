"""The words of what stands out, each with how often chance brings such a thing."""

from collections.abc import Sequence
from datetime import date

from analytics.clusters import Noticed, Sign
from casework.store import CaseGlance
from ui.labels import MONTHS, enumeration, plain, short_date

FIGURES = {
    Sign.CLASS_ABOVE: "funnel",
    Sign.CLASS_BELOW: "funnel",
    Sign.MONTH_ABOVE: "over_time",
    Sign.MONTH_BELOW: "over_time",
    Sign.RUN: "over_time",
    Sign.CLUSTER: "reports",
}
"""The chart that shows it."""

NOTHING = "Verder valt er niets op dat toeval niet kan verklaren."

_SMALL = ("", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def words(one: Noticed, today: date) -> str:
    """What stands out, without a number, and how often chance does that."""
    return f"{_what(one, today)} {by_chance(one.per_year)}"


def by_chance(per_year: float) -> str:
    """How often chance brings such a thing, in words."""
    what = "Door toeval gebeurt zoiets in deze klassen"
    if per_year > 0.7:
        return f"{what} ongeveer elk schooljaar."
    if per_year < 0.01:
        return f"{what} minder dan eens in de honderd schooljaren."
    return f"{what} ongeveer eens in de {in_words(round(1 / per_year))} schooljaren."


def same_pupil(cases: Sequence[CaseGlance]) -> str:
    """That these cases share a pupil; who it is, the cases tell."""
    labels = enumeration([case.label for case in cases])
    return f"Dezelfde leerling komt voor in meer dan één zaak: {plain(labels)}."


def pupils_by_chance(expected: float) -> str:
    """How many pupils would be in two cases by chance alone."""
    if expected < 0.1:
        return "Door toeval alleen zou dat bijna niet gebeuren."
    if expected < 0.95:
        return "Door toeval alleen zou je dat hooguit bij één leerling verwachten."
    count = max(2, round(expected))
    return f"Ook door toeval alleen zou dat bij ongeveer {in_words(count)} leerlingen zo zijn."


def in_words(count: int) -> str:
    """Up to ten as a word."""
    return _SMALL[count] if 0 < count < len(_SMALL) else str(count)


def _what(one: Noticed, today: date) -> str:
    name = plain(one.class_name)
    month = f"{MONTHS[one.day.month - 1]} {one.day.year}" if one.day else ""
    until = short_date(one.day, today) if one.day else ""
    return {
        Sign.CLASS_ABOVE: (
            f"In {name} zijn meer meldingen dan je bij een klas van die grootte verwacht."
        ),
        Sign.CLASS_BELOW: (
            f"In {name} zijn minder meldingen dan je bij een klas van die grootte verwacht; "
            "misschien wordt er minder gemeld."
        ),
        Sign.MONTH_ABOVE: f"In {month} kwamen opvallend veel meldingen binnen.",
        Sign.MONTH_BELOW: f"In {month} kwamen opvallend weinig meldingen binnen.",
        Sign.RUN: (
            "De meldingen per maand liggen lang achter elkaar hoog of juist laag: er lijkt iets "
            "te zijn verschoven."
        ),
        Sign.CLUSTER: (
            f"In {name} kwamen in vier schoolweken, tot en met {until}, meer meldingen binnen "
            "dan je verwacht."
        ),
    }[one.sign]
