"""What was written in a case of before last school year stands on no screen without a reason."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.entries import NewEntry
from casework.records import SchoolYear
from casework.signals.signal import NewSignal
from tests.canary import CANARY
from tests.cast import TODAY, Cast, case_at_level, copy_of, record_at
from tests.pages.conftest import behind_the_door, open_screen
from tests.pages.test_typed_text import strings

LATER = date(2028, 10, 2)
WHO = ("Samira", "Fatima", "Sofie")
SCREENS: dict[str, dict[str, str]] = {
    "vandaag": {},
    "zaken": {},
    "zaken of a pupil": {"zoek": "Noor"},
    "zaken by number": {"zoek": "2026"},
    "klas": {},
    "leerling": {"leerling": "Noor"},
    "leerling of the old case alone": {"leerling": "Daan"},
    "zaak": {"zaak": "old"},
    "zaak for paper": {"zaak": "old", "doe": "print"},
    "zaak step": {"zaak": "old", "stap": "five_questions"},
    "zaak of now": {"zaak": "new"},
    "bespreken": {"zaak": "old"},
    "bespreken of now": {"zaak": "new", "stappen": "2"},
    "letop": {"zaak": "old"},
    "signaal": {"signaal": "signal"},
    "melden": {"leerling": "Noor"},
    "melden from a signal": {"signaal": "signal"},
    "ondersteuningsteam": {},
    "ondersteuningsteam hard cases": {"deel": "Zware zaken"},
    "overleg": {},
    "trends": {},
    "rapport": {},
    "toezicht": {},
    "toezicht of a pupil": {"leerling": "Noor"},
    "beheer": {},
}


def with_old_case(cast: Cast) -> None:
    """A case of which every text has the word, closed long ago; and one of now."""
    ids, desk = cast.pupils, cast.desk("Samira")
    ids["old"] = case_at_level(cast, "Samira", 3, what=CANARY, why=CANARY)
    noor, daan = ids["Noor"], ids["Daan"]
    for payload, step, pupil in (
        (kinds.TalkHeld(notes=CANARY), "talk_target", noor),
        (kinds.TalkHeld(notes=CANARY), "talk_displaying", daan),
        (kinds.MeasureAgreed(measure="weekly_talk", words=CANARY, level=1), "measure_1", ""),
        (kinds.CheckedIn(note=CANARY), "check_in", noor),
        (kinds.ParentsInformed(way="phone", reaction=CANARY), "parents", noor),
    ):
        record_at(desk, ids["old"], NewEntry(payload, TODAY, step, pupil))
    ended = kinds.Closed(ending="other", reason=CANARY)
    record_at(desk, ids["old"], NewEntry(ended, TODAY))
    signal = NewSignal(pupils=(noor,), what=CANARY, why=CANARY)
    ids["signal"] = cast.desk("Dirk").signals.send(signal, form_key=str(uuid4())).subject_id
    desk.signals.set_aside(ids["signal"], CANARY, form_key=str(uuid4()))
    for year in (2027, 2028):
        new = SchoolYear(f"{year}-{year + 1}", date(year, 8, 1), date(year + 1, 7, 31))
        cast.store.school.add_school_year(new, cast.staff["Ineke"])
    ids["new"] = case_at_level(replace(cast, today=LATER), "Samira", 1, target="Noor")


@pytest.fixture(scope="module")
def old_files(cast_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    cast = copy_of(cast_files, tmp_path_factory.mktemp("old") / "school")
    with_old_case(cast)
    yield replace(cast, today=LATER)
    cast.store.close()


@pytest.fixture
def school(old_files: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    with behind_the_door(old_files, monkeypatch) as cast:
        yield cast


@pytest.mark.parametrize("name", WHO)
def test_its_words_are_on_no_screen_of_anybody(school: Cast, name: str) -> None:
    ids = school.pupils
    for screen, asked in SCREENS.items():
        query = {key: ids.get(value, value) for key, value in asked.items()}
        app = open_screen(school, name, screen.partition(" ")[0], **query)
        words = [
            f"{place}: {text}"
            for element in app._tree
            for place, text in strings(getattr(element, "proto", None), element.type)
            if CANARY in text
        ]
        assert words == [], screen


def test_the_words_are_there_for_who_gives_a_reason(school: Cast) -> None:
    desk, old = school.desk("Willem", LATER), school.pupils["old"]
    desk.cases.open_with_reason(old, "Noor vroeg ernaar.", form_key=str(uuid4()))
    app = open_screen(school, "Willem", "zaak", zaak=old)
    assert any(
        CANARY in text
        for element in app._tree
        for _, text in strings(getattr(element, "proto", None), element.type)
    )
