"""The fields of a quick note, filled in with what was read in the sentence."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from casework.desk import Desk
from casework.quick_note import Mention, Reading
from casework.records import Pupil
from ui import memory
from ui.forms.field import Field, Pills, Score, TextArea
from ui.forms.five_questions import few_first, question_field
from ui.forms.form import Form
from ui.forms.pupil_chips import NO_PUPIL, PupilChips
from ui.melding.draft import STAFF, WHY_A_NEW_CASE

FORM = "snelle_notitie"
# Of which sentence the chips are; no widget, and kept like the rest.
READ_OF = "read_of"
NOTE, WAY = "note", "way"
EXAMPLE = "bijv. Noor werd gisteren in de pauze uitgescholden door Daan"
TARGET, DISPLAYING, OTHERS, ASKED = "target", "displaying", "others", "asked"
WHO = {
    TARGET: "Wie wordt er gepest?",
    DISPLAYING: "Wie pest er?",
    OTHERS: "Wie nog meer?",
    ASKED: "Over wie gaat het?",
}
ANSWERS = ("kinds", "places", "incident_on", "day_part", "since", "frequency")


@dataclass(frozen=True)
class NoteRead:
    """A sentence as it was last read."""

    text: str
    reading: Reading


def open_form(desk: Desk) -> Form:
    """The form; what is typed in it is a draft, as everywhere."""
    ask = partial(question_field, desk.card)
    fields: list[Field] = [
        TextArea(
            NOTE,
            "Wat is er gebeurd? Schrijf het op zoals je het een collega vertelt",
            placeholder=EXAMPLE,
            height=68,
            label_visibility="collapsed",
        ),
        *(PupilChips(name, label) for name, label in WHO.items()),
        few_first(desk.card, "kinds", "Wat?"),
        few_first(desk.card, "places", "Waar?"),
        ask("incident_on", "Op welke dag?"),
        ask("day_part", "Welk deel van de dag?"),
        ask("since", "Sinds wanneer?"),
        ask("frequency", "Hoe vaak?"),
        Score("safety_score", "Hoe veilig voelt de leerling zich? (1-10, mag leeg)"),
        ask("serious", "Waar gaat het om?"),
        STAFF,
        Pills(WAY, "Wat wordt het?"),
        Pills(READ_OF),
        *WHY_A_NEW_CASE,
    ]
    form = Form(FORM, *fields)
    if memory.recall(FORM) and _is_emptied(form):
        # Emptied: no chip of it stays behind, here or on another screen.
        memory.remember(FORM, None)
        form.throw_away()
        return Form(FORM, *fields)
    return form


def _is_emptied(form: Form) -> bool:
    """Whether no word is left, on this screen nor of what it sent: then the form is of nobody."""
    kept = form.draft.values().get(NOTE) if form.draft else ""
    is_elsewhere = form.draft is not None and form.draft.is_elsewhere
    return not (is_elsewhere or (form.value(NOTE) or kept or "").strip())


def read_anew(desk: Desk, form: Form) -> Reading | None:
    """What the sentence says; when it was changed the chips are filled in again."""
    text = (form.value(NOTE) or "").strip()
    if not text:
        return None
    kept: NoteRead | None = memory.recall(FORM)
    if kept and kept.text == text and memory.has_widget(form.key(rows_of(kept.reading)[0])):
        return kept.reading
    reading, mark = desk.quick_notes.read(text), hashlib.sha256(text.encode()).hexdigest()[:16]
    memory.remember(FORM, NoteRead(text, reading))
    is_corrected = any(memory.has_widget(form.key(row)) for row in WHO)
    if not (is_corrected and form.value(READ_OF) == mark):
        _fill(form, reading)
        form.fill(READ_OF, mark)
    return reading


def rows_of(reading: Reading) -> tuple[str, ...]:
    """The rows of chips that fit what was said: of asking how it goes one without parts."""
    is_asked = reading.is_check_in and not reading.tells_an_act
    return (ASKED,) if is_asked else (TARGET, DISPLAYING, OTHERS)


def _fill(form: Form, reading: Reading) -> None:
    rows = rows_of(reading)
    picked: dict[str, list[str]] = {name: [] for name in WHO}
    for one in reading.mentions:
        if one.is_certain and (one.role or rows == (ASKED,)):
            picked[row_of(one.role, rows)].append(one.pupil_ids[0])
    for name, pupils in picked.items():
        form.fill(name, list(dict.fromkeys(pupils)))
    for name in ANSWERS:
        value = getattr(reading, name)
        form.fill(name, list(value) if isinstance(value, tuple) else value or None)
    form.fill("safety_score", reading.safety_score)
    for name in (WAY, "reason_code", "reason"):
        form.fill(name, None)


def names_somebody_beside(reading: Reading) -> bool:
    """Whether somebody is named who is neither bullied nor bullies, as far as was said."""
    return any(one.role not in (TARGET, DISPLAYING) for one in reading.mentions)


def row_of(role: str, rows: Sequence[str]) -> str:
    """The row in which a pupil with this part stands."""
    return role if role in rows else rows[-1]


def mean(form: Form, row: str, key: str) -> None:
    """The pupil who was tapped is the one who is meant, and stands in that row from now on."""
    pupil = memory.widget_value(key)
    if pupil:
        form.fill(row, list(dict.fromkeys([*(form.value(row) or []), pupil])))
    memory.set_widget_value(key, None)


def turn_round(form: Form) -> None:
    """Who was read as the one who bullies is bullied, and the other way round."""
    target, displaying = form.value(TARGET), form.value(DISPLAYING)
    form.fill(TARGET, displaying)
    form.fill(DISPLAYING, target)


def open_doubts(form: Form, reading: Reading) -> list[Mention]:
    """The names of whom nobody stands in a row yet."""
    picked = set(chosen(form))
    return [one for one in reading.doubts if not picked & set(one.pupil_ids)]


def waits_for_a_name(form: Form, reading: Reading) -> bool:
    """Whether it is still open who bullies or is bullied, or who it is about at all."""
    doubts = open_doubts(form, reading)
    is_main = any(one.role in (TARGET, DISPLAYING) for one in doubts)
    return is_main or bool(doubts and not chosen(form))


def named_pupils(desk: Desk, form: Form, reading: Reading) -> dict[str, Pupil]:
    """Who is in a row, or is named beyond doubt: to be tapped in each row."""
    certain = [one.pupil_ids[0] for one in reading.mentions if one.is_certain]
    return desk.school.pupils(dict.fromkeys([*certain, *chosen(form)]))


def chosen(form: Form, *names: str) -> list[str]:
    """The pupils who are tapped in these rows, each once."""
    picked = [pupil for name in names or tuple(WHO) for pupil in form.value(name) or []]
    return list(dict.fromkeys(pupil for pupil in picked if not pupil.startswith(NO_PUPIL)))
