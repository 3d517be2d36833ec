"""The school of the cast in which every text that somebody can type is hostile."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from casework import entries as kinds
from casework.entries import NewEntry
from casework.people import PersonName
from casework.signals.signal import NewSignal
from tests.cast import TODAY, Cast, record_at

HOSTILE = "*v*[k](http://kwaad.example)$x$:red[r]<i>"
"""As Markdown, as HTML and as a formula it is each time something else than it says."""
ADDRESSES = (
    "www.kwaad.example http://kwaad.example/p wie@kwaad.example :smile: :material/home: "
    ":material_home: :streamlit: a -> b"
)
"""What a reader of texts makes a link, a picture or another sign of by itself."""
TURNING = "links\u202e rechts\u2067 en\u2069\u2069 door"
"""Signs that have what comes after them read the other way round, or end what others began."""
LINE = f"{HOSTILE}{TURNING}"
WORDS = f"{HOSTILE}\n# {HOSTILE}\n- {ADDRESSES}\n\n    {LINE}"
CARD_TEXTS = ("title", "motto", "source", "text", "why", "card_text", "lines")
CARD_LISTS = "[lists."


def make_hostile(cast: Cast) -> str:
    """Rename everybody and everything, and write in every field; gives the id of a case."""
    _rename_people(cast)
    _rename_groups(cast)
    _change_card(cast)
    day = TODAY + timedelta(days=7)
    cast.desk("Ineke").office.add_free_days(day, day, HOSTILE)
    signal = NewSignal(pupils=(cast.pupils["Yusuf"],), what=WORDS)
    cast.desk("Dirk").signals.send(signal, form_key=str(uuid4()))
    return _case(cast)


def hostile_card(text: str) -> str:
    """The text of a card, in which each word that a screen shows ends hostile."""
    lines, is_list = [], False
    for line in text.splitlines():
        if line.startswith("["):
            is_list = line.startswith(CARD_LISTS)
        if is_list or line.split(" = ")[0] in CARD_TEXTS:
            line = re.sub(r'"([^"]{3,})"', lambda words: f'"{words[1]} {LINE}"', line)
        lines.append(line)
    return "\n".join(lines) + "\n"


def _rename_people(cast: Cast) -> None:
    admin = cast.staff["Ineke"]
    for given, pupil_id in cast.pupils.items():
        cast.store.school.rename_pupil(pupil_id, PersonName(given, HOSTILE), admin)
    for given, staff_id in cast.staff.items():
        cast.desk("Ineke").office.people.rename(staff_id, given, HOSTILE)


def _rename_groups(cast: Cast) -> None:
    admin, school = cast.staff["Ineke"], cast.store.school
    for held in school.classes("2026-2027"):
        school.change_class(held, replace(held, name=f"{held.name} {HOSTILE}"), admin)
    for team in school.all_teams():
        school.rename_team(team.team_id, f"{team.name} {HOSTILE}", admin)
    school.set_school(HOSTILE, "Midden", admin)
    school.rename_school_year("2026-2027", f"Jaar {HOSTILE}", admin)


def _change_card(cast: Cast) -> None:
    card = cast.desk("Ineke").office.card
    card.replace(hostile_card(card.text()))
    draft = card.draft()
    assert draft is not None
    card.take_into_use(draft.stamp, LINE)


def _case(cast: Cast) -> str:
    case_id = cast.case(what=WORDS, why=LINE).subject_id
    noor, daan = cast.pupils["Noor"], cast.pupils["Daan"]
    for payload, step, pupil in (
        (kinds.TalkHeld(notes=WORDS), "talk_target", noor),
        (kinds.TalkHeld(notes=LINE), "talk_displaying", daan),
        (
            kinds.MeasureAgreed(measure="weekly_talk", words=LINE, level=1),
            "measure_1",
            "",
        ),
        (kinds.CheckedIn(note=WORDS), "check_in", noor),
        (kinds.ParentsInformed(way="phone", reaction=WORDS), "parents", noor),
    ):
        record_at(cast.desk("Samira"), case_id, NewEntry(payload, TODAY, step, pupil))
    asked = kinds.SupportAsked(question=WORDS)
    record_at(cast.desk("Samira"), case_id, NewEntry(asked, TODAY, "support"))
    return case_id
