"""What people add to the figures: annotations on the time axis, targets, and saved views."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.entries import one_line
from casework.errors import InputRefused
from casework.masking import NameBook
from casework.words import full_date

LONGEST_ANNOTATION = 80
LONGEST_VIEW = 60
MOST_VIEWS = 30
MOST_ANNOTATIONS = 40

# The figures that a team can set a target for. Not meldingen: more of them is not less safety, and
# a target would make people tell less. Not levels and what comes back, for the same reason.
TARGET_FIGURES = ("aftercare", "parents_informed", "resolution")

_PERCENT = re.compile(r"([0-9]{1,9}) ?%?")
_CODE = re.compile(r"[a-z0-9_]{1,40}")
_VALUE = re.compile(r"[A-Za-z0-9_:.,-]{1,400}")


@dataclass(frozen=True)
class Annotation:
    """Something that began on a day, for one team, or for the whole school (no team)."""

    annotation_id: str
    on: date
    text: str
    team_id: str = ""


@dataclass(frozen=True)
class Target:
    """What a team wants a figure to be, in whole percents."""

    team_id: str
    figure: str
    percent: int


@dataclass(frozen=True)
class SavedView:
    """Filters and question of Trends under a name of one's own: ids and codes only."""

    view_id: str
    name: str
    address: Mapping[str, str] = field(default_factory=dict)


def checked_annotation(
    on: date | None, text: str, years: tuple[date, date], names: NameBook
) -> tuple[date, str]:
    """Day and text of an annotation as they are kept; refused when there is a pupil's name in it.

    `years`: the first and the last day of the school years that the school has.
    """
    words, (first, last) = one_line(text), years
    if on is None:
        raise InputRefused("Kies de dag waarop het begon.", "on")
    if not first <= on <= last:
        raise InputRefused(
            f"Deze dag valt buiten de schooljaren die hier staan ({full_date(first)} tot en met "
            f"{full_date(last)}). Kies een dag daarbinnen.",
            "on",
        )
    if not words:
        raise InputRefused("Schrijf in een paar woorden wat er toen begon.", "text")
    _refuse_long(words, LONGEST_ANNOTATION, "text")
    if any(hit.why is None for hit in names.find(words, "").hits):
        raise InputRefused(
            "Hier lijkt de naam van een leerling in te staan. Iedereen die deze cijfers ziet, "
            "leest dit mee: schrijf het zonder naam.",
            "text",
        )
    return on, words


def refuse_many_annotations(annotations: Sequence[Annotation]) -> None:
    """Refuse one more where there are so many that no picture can show them."""
    if len(annotations) >= MOST_ANNOTATIONS:
        raise InputRefused(
            f"Er staan al {MOST_ANNOTATIONS} dingen op de tijdlijn. Haal er eerst een weg.", "text"
        )


def checked_percent(text: str) -> int:
    """A target as whole percents, 1 to 100: "90", "90%" or "90 %"."""
    match = _PERCENT.fullmatch(one_line(text))
    if not match:
        raise InputRefused(
            "Vul een heel getal van 1 tot en met 100 in, bijvoorbeeld 90.", "percent"
        )
    percent = int(match[1])
    if percent > 100:
        raise InputRefused("Een doel is ten hoogste 100%. Vul een lager getal in.", "percent")
    if percent < 1:
        raise InputRefused(
            "Een doel is ten minste 1%. Wil je geen doel meer, haal het dan weg.", "percent"
        )
    return percent


def checked_view_name(text: str, others: Iterable[SavedView]) -> str:
    """The name of a view as it is kept; refused when another view has it already."""
    name = one_line(text)
    if not name:
        raise InputRefused("Geef de weergave een naam, bijvoorbeeld: mijn team, nazorg.", "name")
    _refuse_long(name, LONGEST_VIEW, "name")
    if any(name.casefold() == other.name.casefold() for other in others):
        raise InputRefused("Je hebt al een weergave met deze naam. Kies een andere naam.", "name")
    return name


def refuse_many_views(views: Sequence[SavedView]) -> None:
    """Refuse one more view when nobody could find one among so many."""
    if len(views) >= MOST_VIEWS:
        raise InputRefused(
            f"Je hebt al {MOST_VIEWS} weergaven. Haal er eerst een weg.",
            "name",
        )


def only_codes(address: Mapping[str, str]) -> dict[str, str]:
    """What of an address may be kept: codes and ids, never words."""
    return {
        key: value
        for key, value in address.items()
        if _CODE.fullmatch(key) and _VALUE.fullmatch(value)
    }


def _refuse_long(words: str, longest: int, where: str) -> None:
    if len(words) > longest:
        raise InputRefused(
            f"Dit is te lang ({len(words)} tekens); er passen {longest} tekens in. Kort het in; "
            "wat je typte staat er nog.",
            where,
        )
