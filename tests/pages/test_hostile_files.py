"""A file is text too: its name, its headings and its cells are never markup on the screen."""

from functools import partial

import pytest

from tests.cast import Cast
from tests.hostile_school import ADDRESSES, HOSTILE, TURNING
from tests.pages.test_beheer import at_tab
from tests.pages.test_typed_text import HALF, read_as_markup

NAME = f"{HOSTILE.replace('/', '')}.csv"
CELL = f'"{HOSTILE} {ADDRESSES}"'
TURNED = f'"{HOSTILE}{TURNING}"'
PUPILS = "Stamnummer;Roepnaam;Achternaam;Klas;Mentor"
STAFF = "Gebruikersnaam;Voornaam;Achternaam;Rollen;E-mail"
FILES = {
    "names": f"{PUPILS}\n1001;{HOSTILE};Visser;2B;Samira\n",
    "classes": f"{PUPILS}\n1001;Ada;Visser;{HOSTILE};{HOSTILE}\n",
    "numbers": f"{PUPILS}\n{HOSTILE};Ada;Visser;2B;\n",
    "long cells": f"{PUPILS}\n1001;{CELL};{CELL};{CELL};{CELL}\n",
    "signs of direction": f"{PUPILS}\n{TURNED};{TURNED};{TURNED};{TURNED};{TURNED}\n",
    "headings": f"Stamnummer;{HOSTILE};{HOSTILE}{TURNING}\n1001;Ada;Visser\n",
    "year": f"{PUPILS};Schooljaar\n1001;Ada;Visser;2B;;{HOSTILE}\n",
    "birthday": f"{PUPILS};Geboortedatum\n1001;Ada;Visser;2B;;{HOSTILE}{TURNING}\n",
    "roles": f"{STAFF}\nada;Ada;Visser;{HOSTILE}{TURNING};{HOSTILE}\n",
    "users": f"{STAFF}\n{HOSTILE};{HOSTILE};{HOSTILE};mentor van {HOSTILE};a@b.nl\n",
    "no list": f"{HOSTILE}{TURNING}\n",
    "quote that never closes": f'{PUPILS}\n1001;"{HOSTILE}{TURNING};Visser\n',
    "nothing": "",
}
AGENDA = f"""BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261221
DTEND;VALUE=DATE:20261223
SUMMARY:{HOSTILE}{TURNING}
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:{HOSTILE}{TURNING}
SUMMARY:{HOSTILE}
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_nothing_of_a_roster_file_is_markup(own_school: Cast, text: str) -> None:
    page = partial(at_tab, own_school, tab="Inlezen")()
    page.file_uploader[0].set_value([(NAME, text.encode(), "text/csv")]).run()
    assert not page.exception
    faults = [one for one in read_as_markup(page) if not one.startswith("file_uploader.")]
    assert not faults, "\n".join(faults)


def test_nothing_of_the_agenda_of_a_school_is_markup(own_school: Cast) -> None:
    page = at_tab(own_school, tab="Schooljaar en vrije dagen")
    name = NAME.replace(".csv", ".ics")
    page.file_uploader[0].set_value((name, AGENDA.encode(), "text/calendar")).run()
    assert not page.exception
    faults = [one for one in read_as_markup(page) if not one.startswith("file_uploader.")]
    assert not faults, "\n".join(faults)
    assert HALF not in "".join(one.label for one in page.checkbox)
