"""The preventive mentor hour, which belongs to a class and shows in its cases."""

from casework import entries as kinds
from casework.desk import CaseFile, Desk
from casework.errors import InputRefused
from ui.case.fields import chosen
from ui.form import Form
from ui.labels import WORDS, short_date


def latest(desk: Desk, file: CaseFile) -> str:
    """When the classes of this case last had one: "12 nov (online)", or that there was none."""
    classes = sorted({pupil.class_id for pupil in file.pupils.values() if pupil.class_id})
    held = desk.mentor_hours(classes)
    if not held:
        return "nog geen vastgelegd"
    day, theme = held[0]
    return f"{short_date(day, desk.today)} ({desk.known_card.word('themes', theme)})"


def log(desk: Desk) -> None:
    """A mentor hour of the own class, recorded from the case; it follows the present card."""
    own = {found.class_id: found.name for found in desk.own_classes()}
    form = Form("mentor_hour")

    def save(desk: Desk) -> str:
        class_id = chosen(form, "class", "Kies de klas.")
        theme = chosen(form, "theme", "Kies waar het mentoruur over ging.")
        held_on = form.value("held_on")
        if held_on is None:
            raise InputRefused("Kies de dag van het mentoruur.", "held_on")
        said = kinds.MentorHourHeld(theme=theme, note=form.words("note"))
        desk.log_mentor_hour(class_id, held_on, said, form.form_key)
        return "Het mentoruur staat bij de klas."

    with form.drawn():
        form.one("class", "Klas", own, next(iter(own)) if len(own) == 1 else "")
        form.day("held_on", "Wanneer?", desk.today)
        form.one("theme", "Waarover?", desk.card.lists["themes"])
        form.area("note", WORDS["note"])
        form.submit("Vastleggen", save, primary=False)
