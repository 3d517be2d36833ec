"""What a card must hold to, beyond its shape: so that no case can get stuck on it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from casework.card.needed import (
    LISTS,
    NEEDED_CODES,
    NEEDED_PARTS,
    NEEDED_STEPS,
    SENSITIVE_KINDS,
    SPOKEN,
)
from casework.card.reading import Fault, Place, shortened
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
NO_PART = "none"
SUPPORT_TEAM = "support_team"
BY_STAFF = "'mentor', 'coordinator' of 'team_leader'"


def faults(card: "ActionCard") -> Iterator[Fault]:
    """Every place where this card would let a case down, with what to do."""
    yield from _doubles(card)
    yield from _unknown_references(card)
    yield from _missing_rows(card)
    for number, step in enumerate(card.all_steps):
        yield from _step_faults(("steps", number), step)
    yield from _forms_that_stand_twice(card)
    yield from _columns_without_steps(card)
    yield from _missing_choices(card)
    yield from _words_that_stand_twice(card)
    yield from _hard_reason_faults(card)
    yield from _sensitive_kind_faults(card)
    yield from _spoken_faults(card)


def _doubles(card: "ActionCard") -> Iterator[Fault]:
    rows: Mapping[str, Sequence[Any]] = {
        "columns": card.columns,
        "steps": card.all_steps,
        "aftercare": card.aftercare,
        "parts": card.parts,
        "measures": card.measures,
        "guides": card.guides,
        "hard_reasons": card.hard_reasons,
    }
    for name, items in rows.items():
        yield from _doubled(name, "id", [item.id for item in items], "'{}'")
    yield from _doubled("levels", "number", [level.number for level in card.levels], "niveau {}")


def _doubled(name: str, key: str, values: list[Any], words: str) -> Iterator[Fault]:
    for value, times in Counter(values).items():
        if times > 1:
            second = values.index(value, values.index(value) + 1)
            yield (name, second, key), f"{name}: {words.format(value)} staat er {times} keer"


def _unknown_references(card: "ActionCard") -> Iterator[Fault]:
    columns = {column.id for column in card.columns}
    guides = {guide.id for guide in card.guides}
    for number, step in enumerate(card.all_steps):
        if step.column not in columns:
            place: Place = ("steps", number, "column")
            yield place, f"steps '{step.id}': kolom '{shortened(step.column)}' bestaat niet"
        if step.guide and step.guide not in guides:
            place = ("steps", number, "guide")
            yield place, f"steps '{step.id}': leidraad '{shortened(step.guide)}' bestaat niet"


def _missing_rows(card: "ActionCard") -> Iterator[Fault]:
    steps = {step.id: number for number, step in enumerate(card.all_steps)}
    for missing in sorted(NEEDED_STEPS - {step.id for step in card.steps}):
        if missing in steps:
            place: Place = ("steps", steps[missing], "off")
            title = card.step(missing).title
            yield place, f"steps '{missing}': '{title}' hoort bij elke zaak en kan niet uit"
        else:
            yield ("steps",), f"steps: '{missing}' ontbreekt"
    for missing in sorted(NEEDED_PARTS - {part.id for part in card.parts}):
        yield ("parts",), f"parts: '{missing}' ontbreekt"
    for number in sorted({1, 2, 3} - {level.number for level in card.levels}):
        yield ("levels",), f"levels: niveau {number} ontbreekt"
    for name in LISTS:
        if not card.lists.get(name):
            yield ("lists", name), f"lists: '{name}' ontbreekt"
    for name in sorted(card.lists.keys() - set(LISTS)):
        yield ("lists", name), f"lists: '{shortened(name)}' is onbekend; haal het weg"
    for name, codes in NEEDED_CODES.items():
        for code in sorted(codes - set(card.lists.get(name, {}))):
            yield ("lists", name, code), f"lists.{name}: '{code}' ontbreekt"


def _spoken_faults(card: "ActionCard") -> Iterator[Fault]:
    """The words of a quick note: in a list that is known, and each for one choice.

    Words of a choice that the school took away say nothing any more, and may stay.
    """
    for name, choices in card.spoken.items():
        if name not in SPOKEN:
            yield ("spoken", name), f"spoken: '{shortened(name)}' is onbekend; haal het weg"
            continue
        if name == "nicknames":
            continue
        said: dict[str, str] = {}
        for code, texts in choices.items():
            for number, text in enumerate(texts):
                place: Place = ("spoken", name, code, number)
                if not any(letter.isalpha() for letter in text.strip("…*")):
                    yield place, f"spoken.{name}: '{shortened(text)}' heeft geen woord"
                elif said.setdefault(text.casefold(), code) != code:
                    yield place, f"spoken.{name}: '{shortened(text)}' staat bij twee keuzes"


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


def nobody_can_do(card: "ActionCard") -> Iterator[Fault]:
    """What is given to who can never do it.

    The ondersteuningsteam sees a case by a question alone, and records no step in it.
    """
    for number, step in enumerate(card.all_steps):
        is_asked = step.required != "optional" or step.comes_back
        if step.who == SUPPORT_TEAM and is_asked and not step.off:
            yield (
                ("steps", number, "who"),
                f"steps '{step.id}': het ondersteuningsteam ziet een zaak pas na een vraag, en "
                f"legt geen stap vast; kies {BY_STAFF}",
            )
    for number, level in enumerate(card.levels):
        if level.who == SUPPORT_TEAM:
            yield (
                ("levels", number, "who"),
                "levels: het ondersteuningsteam ziet een zaak pas na een vraag, niet door een "
                f"niveau; kies {BY_STAFF}",
            )


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


def _missing_choices(card: "ActionCard") -> Iterator[Fault]:
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
