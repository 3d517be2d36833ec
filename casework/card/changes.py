"""What changes between two versions of the card, in sentences for whoever decides on it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from casework.card.model import ActionCard
from casework.card.needed import LISTS, SPOKEN
from casework.words import school_days

ONLY_THE_FILE = "Alleen opmerkingen of de opmaak van het bestand; de kaart zelf blijft gelijk."
ROWS = {
    "columns": "Kolom",
    "all_steps": "Stap",
    "aftercare": "Nazorgmoment",
    "levels": "Niveau",
    "parts": "Rol",
    "measures": "Maatregel",
    "guides": "Leidraad",
    "hard_reasons": "Reden van een zware zaak",
}
ALONE = {
    "title": "Naam van de kaart",
    "motto": "Motto",
    "source": "Bron",
    "look_back_school_days": "Terugkijken bij een nieuwe melding",
    "signal_school_days": "Een signaal oppakken",
    "aftercare_window_before_school_days": "Begin van de nazorg, voor de dag zelf",
    "aftercare_window_school_days": "Speling bij nazorg",
    "support_advice_school_days": "Advies van het ondersteuningsteam",
    "support_answer_school_days": "Antwoord aan het ondersteuningsteam",
    "support_access_school_days": "Meelezen van het ondersteuningsteam na het advies",
    "look_into_school_days": "Inzage van het ondersteuningsteam zonder vraag",
    "advice_needs_second": "Akkoord van een tweede lid voor elk advies",
    "sensitive_kinds": "Soorten die per klas en leerjaar verborgen blijven",
}
FIELDS = {
    "title": "titel",
    "card_text": "tekst",
    "lines": "vragen",
    "why": "uitleg",
    "risk": "ervaring",
    "school_days": "termijn",
    "column": "kolom",
    "who": "wie",
    "per": "per",
    "required": "wanneer nodig",
    "after": "na",
    "form": "formulier",
    "guide": "leidraad",
    "gate": "voorwaarde",
    "level": "niveau",
    "aftercare": "voor wie",
    "about": "over wie",
    "weight": "gewicht",
    "threshold": "grens",
}
IN_NUMBERS = ("weight", "threshold")
IN_DAYS = (
    "school_days",
    "look_back_school_days",
    "signal_school_days",
    "aftercare_window_before_school_days",
    "aftercare_window_school_days",
    "support_advice_school_days",
    "support_answer_school_days",
    "support_access_school_days",
    "look_into_school_days",
)
# Without a sentence of their own: "aangepast" when nothing else of a row changes.
WITHOUT_SENTENCE = ("renewed_by_report", "renewed_by_talk", "ours")
# Which words of its column go with a step follows the words of that column.
LINES_ABOUT_A_STEP = ("Stap", "card_text")
VALUE_WORDS = {
    "risk": {"green": "groen", "yellow": "geel", "red": "rood", "none": "geen kleur"},
    "advice_needs_second": {"True": "nodig", "False": "niet nodig"},
}


def changes(old: ActionCard, new: ActionCard) -> list[str]:
    """Every difference as a sentence: "Ouders informeren: 5 → 4 schooldagen"."""
    return [*_alone(old, new), *_rows(old, new), *_lists(old, new), *_spoken(old, new)]


def _alone(old: ActionCard, new: ActionCard) -> Iterator[str]:
    named = set(ALONE) | set(ROWS) | {"lists", "spoken", "version"}
    others = {name: name for name in type(new).model_fields if name not in named}
    for name, words in {**ALONE, **others}.items():
        before, after = _value(old, name), _value(new, name)
        if before != after:
            yield f"{words}: {_in_words(name, before)} → {_in_words(name, after, behind=True)}"


def _value(card: ActionCard, name: str) -> object:
    value = getattr(card, name)
    return card.words("kinds", value) if name == "sensitive_kinds" else value


def _rows(old: ActionCard, new: ActionCard) -> Iterator[str]:
    for name, words in ROWS.items():
        before, after = _by_id(getattr(old, name)), _by_id(getattr(new, name))
        for row_id, row in after.items():
            if row_id not in before:
                yield f"{words} erbij: {row.title}"
            elif row != before[row_id]:
                sentences = list(_row(words, before[row_id], row))
                yield from sentences or [f"{words} '{row.title}': aangepast"]
        for row_id, row in before.items():
            if row_id not in after:
                yield f"{words} weg: {row.title}"
        yield from _order(words, before, after)


def _row(words: str, before: Any, after: Any) -> Iterator[str]:
    for name in type(after).model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if old == new or name in WITHOUT_SENTENCE or (words, name) == LINES_ABOUT_A_STEP:
            continue
        if name == "title":
            yield f"{words} '{old}' heet nu '{new}'"
        elif name == "off":
            yield f"{words} {'uit' if new else 'weer aan'}: {after.title}"
        elif name in IN_DAYS:
            yield f"{after.title}: {_in_words(name, old)} → {_in_words(name, new, behind=True)}"
        elif isinstance(new, tuple):
            yield from _texts(f"{after.title}: {FIELDS.get(name, name)}", old, new)
        else:
            field = FIELDS.get(name, name)
            yield f"{after.title}: {field} {_in_words(name, old)} → {_in_words(name, new)}"


def _texts(words: str, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    gone = [line for line in before if line not in after]
    fresh = [line for line in after if line not in before]
    if len(gone) == len(fresh) == 1 and len(before) == len(after):
        yield f"{words} '{gone[0]}' wordt '{fresh[0]}'"
        return
    yield from (f"{words} erbij: {line}" for line in fresh)
    yield from (f"{words} weg: {line}" for line in gone)
    if not gone and not fresh:
        yield f"{words} in een andere volgorde"


def _lists(old: ActionCard, new: ActionCard) -> Iterator[str]:
    for name in {**old.lists, **new.lists}:
        words = LISTS.get(name, name)
        before, after = old.lists.get(name, {}), new.lists.get(name, {})
        for code, title in after.items():
            if code not in before:
                yield f"{words} erbij: {title}"
            elif title != before[code]:
                yield f"{words} '{before[code]}' heet nu '{title}'"
        for code, title in before.items():
            if code not in after:
                yield f"{words} weg: {title}"
        yield from _order(words, before, after)


def _order(words: str, before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Iterator[str]:
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield f"{words}: andere volgorde"


def _by_id(rows: Sequence[Any]) -> dict[Any, Any]:
    return {getattr(row, "id", None) or row.number: row for row in rows}


def _in_words(name: str, value: object, *, behind: bool = False) -> str:
    """A value in a sentence; of two terms only the last one says what is counted."""
    if name in IN_DAYS:
        return school_days(int(str(value))) if behind else str(value)
    if name in IN_NUMBERS:
        return str(value)
    return VALUE_WORDS.get(name, {}).get(str(value), f"'{value}'" if value != "" else "niets")


def _spoken(old: ActionCard, new: ActionCard) -> Iterator[str]:
    """Which words of a quick note came and went: "Woorden bij Soort erbij: sarde"."""
    for name, title in SPOKEN.items():
        before, after = _said(old, name), _said(new, name)
        for words, sentence in ((after - before, "erbij"), (before - after, "weg")):
            if words:
                yield f"Woorden bij {title} {sentence}: {', '.join(sorted(t for _, t in words))}"


def _said(card: ActionCard, name: str) -> set[tuple[str, str]]:
    return {(code, text) for code, texts in card.spoken.get(name, {}).items() for text in texts}
