"""When the classes of a case last had a mentor hour; recording one is done on Klas."""

from casework.desk import CaseFile, Desk
from casework.words import short_date


def latest(desk: Desk, file: CaseFile) -> str:
    """When the classes of this case last had one: "12 nov (online)", or that there was none."""
    hours = desk.classroom.hours(file.class_ids)
    if not hours:
        return "nog geen vastgelegd"
    day, theme = hours[0]
    return f"{short_date(day, desk.today)} ({desk.known_card.word('themes', theme)})"
