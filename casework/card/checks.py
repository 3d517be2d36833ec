"""What a card must hold to, beyond its shape: so that no case can get stuck on it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from casework.card.reading import Fault
from casework.entries import KINDS
from casework.entries.measures import OWN_MEASURE

if TYPE_CHECKING:
    from casework.card.model import ActionCard, Step

# The forms that a step can have, and for whom each can be done; as the kinds of entry say.
FORMS: Mapping[str, frozenset[str]] = {
    k: model.form_per for k, model in KINDS.items() if model.form_per
}
# What the rules of a case take for granted of the steps that every case has.
FIXED: Mapping[str, Mapping[str, str]] = {
    "report": {"form": "reported", "required": "always"},
    "talk_target": {"form": "talk_held", "per": "target"},
    "talk_displaying": {"form": "talk_held", "per": "displaying"},
    "stopped": {"form": "stopped", "required": "always"},
    "aftercare": {"form": "aftercare_done", "required": "stopped"},
    "evaluation": {"form": "evaluated", "required": "stopped"},
}
# The reasons to call a case hard, each with the highest limit that means something.
HARD_REASONS: Mapping[str, int] = {
    "serious": 1,
    "level": 3,
    "long_open": 99,
    "reports": 400,
    "came_back": 400,
    "late_steps": 400,
    "same_pupil": 400,
    "group_level": 1,
    "safety_falls": 9,
}
# Kinds that come near what AVG article 9 protects: also for a card from before it could say so.
SENSITIVE_KINDS = ("discriminating",)
NO_PART = "none"


def faults(card: "ActionCard") -> Iterator[Fault]:
    """Every place where this card would let a case down, with what to do."""
    for number, step in enumerate(card.all_steps):
        yield from _step_faults(("steps", number), step)
    yield from _forms_that_stand_twice(card)
    yield from _columns_without_steps(card)
    yield from _missing(card)
    yield from _words_that_stand_twice(card)
    yield from _hard_reason_faults(card)
    yield from _sensitive_kind_faults(card)


def _sensitive_kind_faults(card: "ActionCard") -> Iterator[Fault]:
    """A kind that is not in the list would leave another one in sight that was meant."""
    if "sensitive_kinds" not in card.model_fields_set:
        return
    kinds = frozenset(card.lists.get("kinds", {}))
    for number, kind in enumerate(card.sensitive_kinds):
        # Who takes one of ours off the list still keeps what was recorded of it out of sight.
        if kind not in kinds | set(SENSITIVE_KINDS):
            yield (
                ("sensitive_kinds", number),
                f"sensitive_kinds: '{kind}' staat niet in lists.kinds; kies {_either(kinds)}",
            )


def _hard_reason_faults(card: "ActionCard") -> Iterator[Fault]:
    for number, reason in enumerate(card.hard_reasons):
        place, highest = ("hard_reasons", number), HARD_REASONS.get(reason.id)
        if highest is None:
            yield (
                (*place, "id"),
                f"hard_reasons: '{reason.id}' is onbekend; kies {_either(frozenset(HARD_REASONS))}",
            )
        elif reason.threshold > highest:
            yield (
                (*place, "threshold"),
                f"hard_reasons '{reason.id}': de grens kan ten hoogste {highest} zijn",
            )


def _step_faults(place: tuple[str, int], step: "Step") -> Iterator[Fault]:
    fits = FORMS.get(step.form)
    if fits is None:
        yield (*place, "form"), f"steps '{step.id}': formulier '{step.form}' bestaat niet"
    elif step.per not in fits:
        yield (
            (*place, "per"),
            f"steps '{step.id}': per '{step.per}' past niet bij formulier '{step.form}'; "
            f"kies {_either(fits)}",
        )
    if step.gate and (step.form, step.per) != ("talk_held", "case"):
        yield (*place, "gate"), f"steps '{step.id}': gate kan alleen bij een gesprek van de zaak"
    for own in ("measure", "agreement"):
        if (step.after == own) != (step.per == own):
            yield (
                (*place, "after"),
                f"steps '{step.id}': after '{own}' hoort bij per '{own}', en andersom",
            )
    for key, value in FIXED.get(step.id, {}).items():
        if getattr(step, key) != value:
            yield (*place, key), f"steps '{step.id}': {key} moet '{value}' blijven"


def _forms_that_stand_twice(card: "ActionCard") -> Iterator[Fault]:
    times = Counter(step.form for step in card.steps)
    seen: set[str] = set()
    for number, step in enumerate(card.all_steps):
        if (
            step.form in FORMS
            and KINDS[step.form].is_once
            and not step.off
            and times[step.form] > 1
        ):
            if step.form in seen:
                yield (
                    ("steps", number, "form"),
                    f"steps '{step.id}': formulier '{step.form}' kan bij één stap staan",
                )
            seen.add(step.form)


def _columns_without_steps(card: "ActionCard") -> Iterator[Fault]:
    used = {step.column for step in card.steps}
    for number, column in enumerate(card.columns):
        if column.id not in used:
            yield (
                ("columns", number, "id"),
                f"kolom '{column.title}' heeft geen stap die aanstaat; zet er een stap in aan, of "
                "haal de kolom weg",
            )


def _missing(card: "ActionCard") -> Iterator[Fault]:
    if OWN_MEASURE not in {measure.id for measure in card.measures}:
        yield ("measures",), f"measures: '{OWN_MEASURE}' ontbreekt; een eigen maatregel mag altijd"
    if "target" not in {term.aftercare for term in card.aftercare}:
        yield ("aftercare",), "aftercare: er is minstens één nazorgmoment voor de gepeste nodig"
    for number, part in enumerate(card.parts):
        if part.id == NO_PART:
            yield ("parts", number, "id"), f"parts: '{NO_PART}' mag geen rol zijn"


def _words_that_stand_twice(card: "ActionCard") -> Iterator[Fault]:
    """Two choices that read the same cannot be told apart on a screen."""
    for name, words in card.lists.items():
        places = [(("lists", name, code), choice) for code, choice in words.items()]
        yield from _twice(f"lists.{name}", places)
    rows: Mapping[str, Sequence[str]] = {
        "columns": [column.title for column in card.columns],
        "parts": [part.title for part in card.parts],
        "levels": [level.title for level in card.levels],
        "measures": [measure.title for measure in card.measures],
    }
    for name, titles in rows.items():
        yield from _twice(name, [((name, n, "title"), choice) for n, choice in enumerate(titles)])


def _twice(name: str, places: Sequence[tuple[tuple[str | int, ...], str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, choice in places:
        if choice.casefold() in seen:
            yield place, f"{name}: de woorden '{choice}' staan er twee keer; kies andere woorden"
        seen.add(choice.casefold())


def _either(codes: frozenset[str]) -> str:
    return " of ".join(f"'{code}'" for code in sorted(codes))
