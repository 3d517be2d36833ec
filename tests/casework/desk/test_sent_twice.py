"""One form that arrives twice: the same words are stored once, others are asked about.

Every method of a desk that stores a form is in the table; a new one without a line fails.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.merging import Split
from casework.desk import Desk
from casework.desk.access import Room
from casework.desk.roster import ImportPreview
from casework.entries import NewEntry
from casework.errors import FormStoredBefore
from casework.people import PersonName
from casework.records import Draft, SchoolYear
from casework.roster import RosterFile, RosterPupil
from casework.roster.decisions import Decisions
from casework.signals.signal import NewSignal
from tests.cast import TODAY, WRITTEN, YEAR_STARTS_ON, Cast

THIS_YEAR = SchoolYear("2026-2027", YEAR_STARTS_ON, date(2027, 7, 31))
Send = Callable[[Desk, str, str], Any]
"""Sends a form: at this desk, with this key and these words."""


@dataclass(frozen=True)
class Sent:
    """Who sends a form and how; `button` for one without words, which can never differ."""

    by: str
    send: Send
    button: bool = False


def last(desk: Desk, case_id: str) -> int:
    return desk.cases.open(case_id).case.last_number


def new_pupil(cast: Cast, class_name: str) -> str:
    """A pupil without a case, so that nothing is recognised."""
    name = f"Leerling {uuid4().hex[:6]}"
    cast.pupils[name] = cast.store.school.add_pupil(
        PersonName(name, "Nieuw"), cast.classes[class_name], YEAR_STARTS_ON, ""
    )
    return name


def new_case(cast: Cast) -> str:
    target, displaying = new_pupil(cast, "2B"), new_pupil(cast, "2B")
    return cast.case(target=target, displaying=displaying).subject_id


def report(cast: Cast) -> Sent:
    target = new_pupil(cast, "2B")

    def send(desk: Desk, key: str, words: str) -> None:
        melding = cast.melding(target=target, displaying="", what=words)
        desk.cases.report(melding, form_key=key, reason="Nieuw.")

    return Sent("Samira", send)


def join(cast: Cast) -> Sent:
    case_id, target = new_case(cast), new_pupil(cast, "2B")

    def send(desk: Desk, key: str, words: str) -> None:
        melding = cast.melding(target=target, displaying="", what=words)
        desk.cases.report(melding, form_key=key, join=case_id)

    return Sent("Samira", send)


def record(cast: Cast) -> Sent:
    case_id = new_case(cast)
    pupil = next(iter(cast.desk("Samira").cases.open(case_id).case.parts))

    def send(desk: Desk, key: str, words: str) -> None:
        talk = NewEntry(kinds.TalkHeld(notes=words), TODAY, "talk_target", pupil)
        desk.cases.record(case_id, [talk], seen=last(desk, case_id), form_key=key)

    return Sent("Samira", send)


def quick_note(cast: Cast) -> Sent:
    case_id = new_case(cast)
    return Sent(
        "Samira",
        lambda desk, key, words: desk.quick_notes.note(case_id, words, form_key=key),
    )


def quick_check_in(cast: Cast) -> Sent:
    case_id = new_case(cast)
    pupil = next(iter(cast.desk("Samira").cases.open(case_id).case.parts))

    def send(desk: Desk, key: str, words: str) -> None:
        desk.quick_notes.check_in(case_id, pupil, 6, words, form_key=key)

    return Sent("Samira", send)


def send_signal(cast: Cast) -> Sent:
    pupil = cast.pupils[new_pupil(cast, "2B")]

    def send(desk: Desk, key: str, words: str) -> None:
        desk.signals.send(NewSignal(pupils=[pupil], what=words), key)

    return Sent("Dirk", send)


def pass_on(cast: Cast) -> Sent:
    target = new_pupil(cast, "2C")

    def send(desk: Desk, key: str, words: str) -> None:
        desk.signals.pass_on(cast.melding(target=target, displaying="", what=words), key)

    return Sent("Samira", send)


def set_aside(cast: Cast) -> Sent:
    pupil = cast.pupils[new_pupil(cast, "2B")]
    signal = cast.desk("Dirk").signals.send(NewSignal(pupils=[pupil], what="Iets."), str(uuid4()))

    def send(desk: Desk, key: str, words: str) -> None:
        desk.signals.set_aside(signal.subject_id, words, form_key=key)

    return Sent("Samira", send)


def log_hour(cast: Cast) -> Sent:
    theme = next(iter(cast.desk("Samira").card.lists["themes"]))

    def send(desk: Desk, key: str, words: str) -> None:
        hour = kinds.MentorHourHeld(theme=theme, note=words)
        desk.classroom.log_hour(cast.classes["2B"], TODAY, hour, key)

    return Sent("Samira", send)


def withdraw_hour(cast: Cast) -> Sent:
    log_hour(cast).send(cast.desk("Samira"), str(uuid4()), "Een uur.")
    hour = cast.desk("Samira").classroom.open(cast.classes["2B"]).hours[0]

    def send(desk: Desk, key: str, words: str) -> None:
        desk.classroom.withdraw_hour(cast.classes["2B"], hour.number, words, key)

    return Sent("Samira", send)


def merge(cast: Cast) -> Sent:
    case_id = new_case(cast)
    pupil = next(iter(cast.desk("Samira").cases.open(case_id).case.parts))
    name = next(name for name, known in cast.pupils.items() if known == pupil)
    melding = cast.melding(target=name, displaying="")
    other = cast.desk("Samira").cases.report(melding, form_key=str(uuid4()), reason="Los.")

    def send(desk: Desk, key: str, words: str) -> None:
        seen = last(desk, case_id)
        desk.merging.merge(case_id, other.subject_id, words, seen=seen, form_key=key)

    return Sent("Samira", send)


def split(cast: Cast) -> Sent:
    case_id = new_case(cast)
    case = cast.desk("Samira").cases.open(case_id).case
    parts = case.parts
    [number] = [entry.number for entry, _ in case.of(kinds.Reported)]
    displaying = next(pupil for pupil, part in parts.items() if part.role == "displaying")

    def send(desk: Desk, key: str, words: str) -> None:
        how = Split({displaying: "target"}, (number,), frozenset(parts), words)
        desk.merging.split(case_id, how, seen=last(desk, case_id), form_key=key)

    return Sent("Samira", send)


def consulted(cast: Cast) -> str:
    case_id, samira = new_case(cast), cast.desk("Samira")
    asked = NewEntry(kinds.SupportAsked(question="Wat nu?"), TODAY, "support")
    samira.cases.record(case_id, [asked], seen=last(samira, case_id), form_key=str(uuid4()))
    return case_id


def give(cast: Cast) -> Sent:
    case_id = consulted(cast)

    def send(desk: Desk, key: str, words: str) -> None:
        seen = 0
        if desk.cases.open(case_id).case.open_consult is not None:
            seen = desk.advice.open(case_id).version
        desk.advice.give(case_id, words, seen, alone=True, form_key=key)

    return Sent("Anneke", send)


def meeting_about(cast: Cast, *cases: str) -> str:
    desk, here = cast.desk("Anneke"), [cast.staff["Anneke"]]
    meeting_id = desk.meetings.start(cases, here, "", str(uuid4())).subject_id
    desk.meetings.turn_to(meeting_id, cases[0], seen=0, form_key=str(uuid4()))
    return meeting_id


def decision(cast: Cast, words: str) -> kinds.TeamDecided:
    samira = cast.staff["Samira"]
    return kinds.TeamDecided(meeting_id="", who=samira, due_on=date(2026, 12, 1), decision=words)


def decide(cast: Cast) -> Sent:
    case_id = consulted(cast)
    meeting_id = meeting_about(cast, case_id)

    def send(desk: Desk, key: str, words: str) -> None:
        decided = decision(cast, words)
        seen = last(desk, case_id)
        desk.decisions.decide(meeting_id, case_id, decided, seen=seen, form_key=key)

    return Sent("Anneke", send)


def finish(cast: Cast) -> Sent:
    case_id = consulted(cast)
    meeting_id, anneke = meeting_about(cast, case_id), cast.desk("Anneke")
    decided = decision(cast, "Doen.")
    number = anneke.decisions.decide(
        meeting_id, case_id, decided, seen=last(anneke, case_id), form_key=str(uuid4())
    ).numbers[0]

    def send(desk: Desk, key: str, words: str) -> None:
        desk.decisions.finish(case_id, number, words, seen=last(desk, case_id), form_key=key)

    return Sent("Samira", send)


def start(cast: Cast) -> Sent:
    case_id = consulted(cast)

    def send(desk: Desk, key: str, words: str) -> None:
        desk.meetings.start([case_id], [cast.staff["Anneke"]], words, key)

    return Sent("Anneke", send)


def change_attendance(cast: Cast) -> Sent:
    meeting_id = meeting_about(cast, consulted(cast))

    def send(desk: Desk, key: str, words: str) -> None:
        desk.meetings.change_attendance(meeting_id, [cast.staff["Anneke"]], words, key)

    return Sent("Anneke", send)


def change_agenda(cast: Cast) -> Sent:
    one, two = consulted(cast), consulted(cast)
    meeting_id = meeting_about(cast, one, two)

    def send(desk: Desk, key: str, words: str) -> None:
        cases = sorted((one, two), reverse=words.startswith("Andere"))
        seen = desk.meetings.open(meeting_id).meeting.agenda_number
        desk.meetings.change_agenda(meeting_id, cases, seen=seen, form_key=key)

    return Sent("Anneke", send)


def turn_to(cast: Cast) -> Sent:
    one, two, three = consulted(cast), consulted(cast), consulted(cast)
    meeting_id = meeting_about(cast, one, two, three)

    def send(desk: Desk, key: str, words: str) -> None:
        case_id = three if words.startswith("Andere") else two
        seen = desk.meetings.open(meeting_id).meeting.place_number
        desk.meetings.turn_to(meeting_id, case_id, seen=seen, form_key=key)

    return Sent("Anneke", send)


def pause(cast: Cast) -> Sent:
    meeting_id = meeting_about(cast, consulted(cast))
    return Sent(
        "Anneke",
        lambda desk, key, _: desk.meetings.pause(
            meeting_id,
            seen=desk.meetings.open(meeting_id).meeting.place_number,
            form_key=key,
        ),
        button=True,
    )


def close(cast: Cast) -> Sent:
    meeting_id = meeting_about(cast, consulted(cast))
    return Sent(
        "Anneke",
        lambda desk, key, _: desk.meetings.close(
            meeting_id,
            seen=desk.meetings.open(meeting_id).meeting.place_number,
            form_key=key,
        ),
        button=True,
    )


def annotate(cast: Cast) -> Sent:
    def send(desk: Desk, key: str, words: str) -> None:
        desk.trend_notes.annotate(TODAY, words, team_id="", form_key=key)

    return Sent("Pim", send)


def keep_view(cast: Cast) -> Sent:
    def send(desk: Desk, key: str, words: str) -> None:
        desk.trend_notes.keep_view(words, {"t_vraag": "card"}, form_key=key)

    return Sent("Willem", send)


def beheer(cast: Cast) -> Sent:
    def send(desk: Desk, key: str, words: str) -> None:
        with desk.office.once(key, "office_class", {"name": words}) as is_new:
            if is_new:
                desk.office.add_class(f"{words[:3]}{key[:4]}", 2, "onderbouw", "2026-2027")

    return Sent("Ineke", send)


def undo(cast: Cast) -> Sent:
    case_id = new_case(cast)
    return Sent(
        "Samira",
        lambda desk, key, _: desk.undoing.undo(case_id, 1, form_key=key),
        button=True,
    )


def add_class(cast: Cast) -> Sent:
    target = new_pupil(cast, "2B")
    case_id = cast.case(target=target, displaying="", group_level=True).subject_id

    def send(desk: Desk, key: str, words: str) -> None:
        class_id = cast.classes["4V1" if words.startswith("Andere") else "2C"]
        desk.case_acts.add_class(case_id, class_id, seen=last(desk, case_id), form_key=key)

    return Sent("Samira", send)


def bring_in(cast: Cast) -> Sent:
    room = cast.desk("Ineke").office.roster
    day = room.first_day(THIS_YEAR)
    previews: dict[str, ImportPreview] = {}

    def send(desk: Desk, key: str, words: str) -> None:
        row = RosterPupil(key[:6], words, "Nieuw", class_names=("2B",), line=2)
        file = RosterFile(pupils=(row,), is_delta=True)
        if words not in previews:
            previews[words] = room.preview(file, THIS_YEAR, day)
        desk.office.roster.bring_in(previews[words], Decisions(), form_key=key)

    return Sent("Ineke", send)


def undo_import(cast: Cast) -> Sent:
    run_id = str(uuid4())
    bring_in(cast).send(cast.desk("Ineke"), run_id, "Iemand")
    return Sent(
        "Ineke",
        lambda desk, key, _: desk.office.roster.undo(run_id, form_key=key),
        button=True,
    )


def invite_all(cast: Cast) -> Sent:
    return Sent(
        "Ineke",
        lambda desk, key, _: desk.office.accounts.invite_all(
            [cast.staff["Dirk"]], address="https://kaart.school.example", form_key=key
        ),
        button=True,
    )


def working_days(cast: Cast) -> Sent:
    return Sent(
        "Samira",
        lambda desk, key, _: desk.own_time.set_working_days([0, 1], form_key=key),
        button=True,
    )


def away(cast: Cast) -> Sent:
    return Sent(
        "Samira",
        lambda desk, key, _: desk.own_time.add_away(TODAY, TODAY, form_key=key),
        button=True,
    )


FORMS: dict[str, Callable[[Cast], Sent]] = {
    "cases.report": report,
    "cases.report in a case": join,
    "cases.record": record,
    "undoing.undo": undo,
    "case_acts.add_class": add_class,
    "quick_notes.note": quick_note,
    "quick_notes.check_in": quick_check_in,
    "signals.send": send_signal,
    "signals.pass_on": pass_on,
    "signals.set_aside": set_aside,
    "classroom.log_hour": log_hour,
    "classroom.withdraw_hour": withdraw_hour,
    "merging.merge": merge,
    "merging.split": split,
    "advice.give": give,
    "decisions.decide": decide,
    "decisions.finish": finish,
    "meetings.start": start,
    "meetings.change_attendance": change_attendance,
    "meetings.change_agenda": change_agenda,
    "meetings.turn_to": turn_to,
    "meetings.pause": pause,
    "meetings.close": close,
    "trend_notes.annotate": annotate,
    "trend_notes.keep_view": keep_view,
    "office.once": beheer,
    "roster.bring_in": bring_in,
    "roster.undo": undo_import,
    "accounts.invite_all": invite_all,
    "own_time.set_working_days": working_days,
    "own_time.add_away": away,
}
# What needs a hard case, an old one or unusual reading: test_hard_cases.py, test_history.py and
# test_unusual.py make those.
ELSEWHERE = {"support.look_into", "cases.open_with_reason", "unusual.review"}


def count_written(cast: Cast) -> tuple[Any, ...]:
    tables = [table for table in WRITTEN if table != "draft"]
    counts = ", ".join(f"(select count(*) from {table})" for table in tables)
    return cast.store.database.rows(f"select {counts}")[0]


def methods_with_a_form() -> Iterator[str]:
    for room in _rooms(Room):
        for name, method in inspect.getmembers(room, inspect.isfunction):
            if "form_key" in inspect.signature(method).parameters and not name.startswith("_"):
                yield f"{_place(room)}.{name}"


def _rooms(room: type[Room]) -> Iterator[type[Room]]:
    for one in room.__subclasses__():
        yield one
        yield from _rooms(one)


def _place(room: type[Room]) -> str:
    name = room.__name__.removesuffix("Room")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def test_every_form_of_a_desk_is_in_the_table() -> None:
    known = {name.split(" ")[0] for name in FORMS} | ELSEWHERE
    stores = {name for name in methods_with_a_form() if not name.startswith("drafts.")}
    assert stores - known == set()


@pytest.mark.parametrize("name", FORMS)
def test_the_same_words_are_stored_once_and_others_are_asked_about(school: Cast, name: str) -> None:
    form, key = FORMS[name](school), str(uuid4())
    first, other = f"Eerste woorden {key[:4]}.", f"Andere woorden {key[:4]}."
    desk = school.desk(form.by)
    assert desk.drafts.keep("formulier", Draft(key, {"what": first}))
    form.send(desk, key, first)
    assert desk.drafts.get("formulier", key) is None, "the draft ends with what it became"
    written = count_written(school)

    form.send(school.desk(form.by), key, first)
    assert count_written(school) == written
    assert not desk.drafts.keep("formulier", Draft(key, {"what": "te laat"}))

    if not form.button:
        with pytest.raises(FormStoredBefore) as refused:
            form.send(school.desk(form.by), key, other)
        assert "al opgeslagen" in str(refused.value)
        assert "Wat hier staat is anders en is nog niet opgeslagen." in str(refused.value)
        assert other not in str(refused.value)
        assert count_written(school) == written


def test_a_key_that_a_colleague_used_tells_nothing_about_the_case(school: Cast) -> None:
    key = str(uuid4())
    target = new_pupil(school, "2B")
    melding = school.melding(target=target, displaying="")
    receipt = school.desk("Samira").cases.report(melding, form_key=key)
    signal = NewSignal(pupils=[school.pupils[target]], what="Ik zag iets.")
    with pytest.raises(FormStoredBefore) as refused:
        school.desk("Dirk").signals.send(signal, key)
    assert receipt.label not in str(refused.value)


def test_eight_hands_with_one_key_and_their_own_words_store_one_of_them(school: Cast) -> None:
    key = str(uuid4())
    pupils = [new_pupil(school, "2B") for _ in range(8)]

    def press(number: int) -> bool:
        words = f"Woorden van hand {number}."
        melding = school.melding(target=pupils[number], displaying="", what=words)
        try:
            return not school.desk("Samira").cases.report(melding, form_key=key).repeated
        except FormStoredBefore:
            return False

    before = len(school.desk("Samira").cases.all())
    with ThreadPoolExecutor(8) as hands:
        stored = list(hands.map(press, range(8)))
    assert stored.count(True) == 1
    assert len(school.desk("Samira").cases.all()) == before + 1
