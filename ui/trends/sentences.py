"""The words of what stands at the top of Trends: one short text for each finding and signal."""

from collections.abc import Callable

from analytics.findings import Finding, Kind, Sides
from analytics.measured import Rate, Share, Wait
from ui.charts.style import TOO_FEW, number, percent

NAMES = {
    "aftercare": "Nazorg op tijd",
    "resolution": "Tijd tot gestopt",
    "recurrence": "Komt het terug?",
    "reached": "Hoever zaken opschalen",
    "reports": "Meldingen",
    "parents_informed": "Ouders op tijd geïnformeerd",
    "prevention": "Mentoruren over pesten",
}
KINDS = {
    Kind.BETTER: "Beter",
    Kind.WORSE: "Slechter",
    Kind.MORE: "Meer",
    Kind.FEWER: "Minder",
    Kind.CHANCE: "Kan toeval zijn",
    Kind.ALONE: "Geen vergelijking",
    Kind.TOO_FEW: "Te weinig gegevens",
}
HOW_SURE = (
    "We noemen iets pas beter of slechter als toeval het niet goed kan verklaren, en we tellen mee "
    "hoeveel zinnen hier staan. Helemaal uit te sluiten is het niet: ook als er niets verandert, "
    "zegt ongeveer één op de twintig schermen 'beter', 'slechter', 'meer' of 'minder'. 'Kan toeval "
    "zijn' betekent niet dat er niets is veranderd: bij kleine aantallen is dat moeilijk te zien."
)

_VERDICTS = {
    Kind.BETTER: "Dat is beter, en dat is waarschijnlijk geen toeval.",
    Kind.WORSE: "Dat is slechter, en dat is waarschijnlijk geen toeval.",
    Kind.CHANCE: "Dat verschil kan toeval zijn.",
}
_AGAINST = {
    Kind.BETTER: "Dat is beter dan {}, en dat is waarschijnlijk geen toeval.",
    Kind.WORSE: "Dat is slechter dan {}, en dat is waarschijnlijk geen toeval.",
    Kind.MORE: (
        "Naar verhouding zijn dat er meer dan {}, meer dan toeval verklaart. Onveiliger hoeft het "
        "niet te zijn: er kan ook beter zijn gemeld."
    ),
    Kind.FEWER: (
        "Naar verhouding zijn dat er minder dan {}, minder dan toeval verklaart. Veiliger hoeft "
        "het niet te zijn: er kan ook minder zijn gemeld."
    ),
    Kind.CHANCE: "Een duidelijk verschil met {} is er niet.",
}
"""For when the numbers of before may not be told."""
_OF_REPORTS = {
    Kind.MORE: (
        "Dat zijn er meer dan toeval verklaart. Onveiliger hoeft het niet te zijn: er kan ook "
        "beter zijn gemeld."
    ),
    Kind.FEWER: (
        "Dat zijn er minder dan toeval verklaart. Veiliger hoeft het niet te zijn: er kan ook "
        "minder zijn gemeld."
    ),
}
EQUAL = "Dat is gelijk gebleven."


def sentence(finding: Finding, earlier: str = "vorig jaar") -> str:
    """The finding as one short text; `earlier` names what it is compared with."""
    if finding.kind is Kind.TOO_FEW:
        name = NAMES[finding.figure]
        if name.endswith("?"):
            return f"{name} {TOO_FEW}."
        return f"{name}: {TOO_FEW[0].lower()}{TOO_FEW[1:]}."
    side = finding.before
    before = None if finding.kind is Kind.ALONE or is_hidden(side) else side
    told = _TELLERS[finding.figure](finding.now, before, earlier)
    return " ".join(part for part in (told, _verdict(finding, earlier)) if part)


def is_hidden(side: Sides | None) -> bool:
    """Whether there is no number in it that may be told."""
    if isinstance(side, Share):
        return side.part is None or side.whole is None
    if isinstance(side, Wait):
        return side.count is None and side.median is None and side.share != side.share
    return side is None or side.count is None


def counted(finding: Finding) -> str:
    """How many the sentence is about; nothing when that is hidden or said in the sentence."""
    now, before = finding.now, finding.before
    if not isinstance(now, Wait) or finding.kind is Kind.TOO_FEW or now.count is None:
        return ""
    word = "sluitingen" if finding.figure == "recurrence" else "zaken"
    if finding.kind is Kind.ALONE or not isinstance(before, Wait) or before.count is None:
        return f"n = {number(now.count)} {word}"
    return f"n = {number(now.count)} en {number(before.count)} {word}"


def _verdict(finding: Finding, earlier: str) -> str:
    if finding.kind is Kind.ALONE:
        if finding.period_before is None:
            return ""
        return f"Van {earlier} is er te weinig om mee te vergelijken."
    if is_hidden(finding.before):
        return _AGAINST[finding.kind].format(earlier)
    if finding.kind in _OF_REPORTS:
        return _OF_REPORTS[finding.kind]
    if finding.kind is Kind.CHANCE and _is_equal(finding):
        return EQUAL
    if finding.kind is Kind.CHANCE and not _is_told(finding):
        return f"Een duidelijk verschil met {earlier} is er niet."
    return _VERDICTS[finding.kind]


def _is_equal(finding: Finding) -> bool:
    now, before = finding.now, finding.before
    if isinstance(now, Share) and isinstance(before, Share):
        return (now.part or 0) * (before.whole or 0) == (before.part or 0) * (now.whole or 0)
    if isinstance(now, Rate) and isinstance(before, Rate):
        return (now.count, now.units) == (before.count, before.units)
    return False


def _is_told(finding: Finding) -> bool:
    """Whether there are numbers in the sentence that can differ."""
    sides = [side for side in (finding.now, finding.before) if isinstance(side, Wait)]
    return all(side.share == side.share for side in sides) or all(
        side.median is not None for side in sides
    )


def _of(what: str, now: Share, before: Share | None, earlier: str, things: str) -> str:
    told = f"{what} in {_n(now.part)} van de {_n(now.whole)} {things}"
    if before is None:
        return f"{told}."
    return f"{told}; {earlier} in {_n(before.part)} van de {_n(before.whole)}."


def _aftercare(now: Share, before: Share | None, earlier: str) -> str:
    return _of("Nazorg is op tijd", now, before, earlier, "gevallen")


def _parents(now: Share, before: Share | None, earlier: str) -> str:
    what = "De ouders van beide kanten zijn op tijd geïnformeerd"
    return _of(what, now, before, earlier, "zaken")


def _reached(now: Share, before: Share | None, earlier: str) -> str:
    told = f"Van de {_n(now.whole)} zaken die lang genoeg zijn gevolgd, kwamen er {_n(now.part)} "
    if before is None:
        return f"{told}op niveau 2 of hoger."
    return f"{told}op niveau 2 of hoger; {earlier} {_n(before.part)} van de {_n(before.whole)}."


def _reports(now: Rate, before: Rate | None, earlier: str) -> str:
    told = f"Er waren {_n(now.count)} meldingen op {_n(now.units)} leerlingen"
    if before is None:
        return f"{told}."
    return f"{told}; {earlier} {_n(before.count)} op {_n(before.units)}."


def _prevention(now: Rate, before: Rate | None, earlier: str) -> str:
    told = f"Er waren {_n(now.count)} mentoruren over pesten in {_classes(now.units)}"
    if before is None:
        return f"{told}."
    return f"{told}; {earlier} {_n(before.count)} in {_classes(before.units)}."


def _resolution(now: Wait, before: Wait | None, earlier: str) -> str:
    if now.median is not None and (before is None or before.median is not None):
        told = f"De helft van de zaken is gestopt binnen {number(now.median)} schooldagen"
        return f"{told}; {earlier} binnen {number(before.median)}." if before else f"{told}."
    by = f"Binnen {now.by} schooldagen"
    return _by(f"{by} is", "van de zaken gestopt", now, before, earlier) or (
        "Hoe snel het stopt, is hier niet in één getal te zeggen."
    )


def _recurrence(now: Wait, before: Wait | None, earlier: str) -> str:
    by = f"Binnen {now.by} schooldagen na het sluiten kwam"
    return _by(by, "van de gepesten terug met een nieuwe melding", now, before, earlier) or (
        "Hoe vaak het terugkomt, is hier niet in één getal te zeggen."
    )


def _by(start: str, end: str, now: Wait, before: Wait | None, earlier: str) -> str:
    """A share by a day; nothing when it is not known for both."""
    if now.share != now.share or (before is not None and before.share != before.share):
        return ""
    told = f"{start} {percent(now.share)} {end}"
    return f"{told}; {earlier} {percent(before.share)}." if before else f"{told}."


def _classes(count: int) -> str:
    return "1 klas" if count == 1 else f"{_n(count)} klassen"


def _n(count: int | None) -> str:
    return number(count)


_TELLERS: dict[str, Callable[..., str]] = {
    "aftercare": _aftercare,
    "resolution": _resolution,
    "recurrence": _recurrence,
    "reached": _reached,
    "reports": _reports,
    "parents_informed": _parents,
    "prevention": _prevention,
}
