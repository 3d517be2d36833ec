"""The fields of a quick note, filled in with what was read in the sentence."""

from dataclasses import dataclass
from functools import partial

from casework.desk import Desk
from casework.quick_note import Reading
from casework.records import Pupil
from ui import session
from ui.forms.field import Field, Pills, Score, TextArea
from ui.forms.five_questions import few_first, question_field
from ui.forms.form import Form
from ui.forms.pupil_chips import PupilChips

FORM = "snelle_notitie"
NOTE, WAY = "note", "way"
TARGET, DISPLAYING, OTHERS = "target", "displaying", "others"
WHO = {TARGET: "Wie wordt er gepest?", DISPLAYING: "Wie pest er?", OTHERS: "Wie nog meer?"}
ANSWERS = ("kinds", "places", "incident_on", "day_part", "since", "frequency")
PUPIL_OF_CHECK_IN = "asked_pupil"


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
            placeholder="bijv. Noor werd gisteren in de pauze uitgescholden door Daan",
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
        Pills(WAY, "Wat wordt het?"),
    ]
    return Form(FORM, *fields)


def read_anew(desk: Desk, form: Form) -> Reading | None:
    """What the sentence says; when it was changed the chips are filled in again."""
    text = (form.value(NOTE) or "").strip()
    if not text:
        session.remember(FORM, None)
        return None
    kept: NoteRead | None = session.recall(FORM)
    if kept and kept.text == text and session.has_widget(form.key(TARGET)):
        return kept.reading
    reading = desk.quick_notes.read(text)
    session.remember(FORM, NoteRead(text, reading))
    if kept is None or kept.text != text:
        _fill(form, reading)
    return reading


def _fill(form: Form, reading: Reading) -> None:
    others = [one.pupil_ids[0] for one in reading.mentions if one.is_certain]
    parts = {name: reading.pupils(name) for name in (TARGET, DISPLAYING)}
    if not (reading.is_check_in and not reading.tells_an_act):
        placed = {pupil for pupils in parts.values() for pupil in pupils}
        roles = {one.pupil_ids[0]: one.role for one in reading.mentions if one.is_certain}
        others = [pupil for pupil in others if pupil not in placed and roles[pupil]]
    for name, pupils in {**parts, OTHERS: others}.items():
        form.fill(name, list(dict.fromkeys(pupils)))
    for name in ANSWERS:
        value = getattr(reading, name)
        form.fill(name, list(value) if isinstance(value, tuple) else value or None)
    form.fill("safety_score", reading.safety_score)
    form.fill(WAY, None)


def named_pupils(desk: Desk, reading: Reading) -> dict[str, Pupil]:
    """Everybody whom the sentence can mean, to be tapped."""
    ids = [pupil for mention in reading.mentions for pupil in mention.pupil_ids]
    return desk.school.pupils(dict.fromkeys(ids))


def chosen(form: Form, *names: str) -> list[str]:
    """The pupils who are tapped in these rows, each once."""
    picked = [pupil for name in names or tuple(WHO) for pupil in form.value(name) or []]
    return list(dict.fromkeys(pupil for pupil in picked if not pupil.startswith("~")))
