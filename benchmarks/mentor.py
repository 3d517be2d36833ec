"""What a mentor does on the phone, over the protocol: every save, and every tap inside a screen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.client import Answer, Tab
from benchmarks.school import BenchSchool, Person, desk_of
from casework.people import Role
from data.store import Store

WORDS = "Er wordt steeds iets geroepen op de gang, en niemand zegt er iets van."


@dataclass
class Mentor:
    """The mentor with the longest case: the pages of that case, and the name of its first pupil."""

    person: Person
    talk: str
    round: str
    pupil_name: str
    number: int = 0


Act = Callable[[Tab, Mentor], Awaitable[Answer]]


def mentor_of(school: BenchSchool, place: Path) -> Mentor:
    """Who acts, with the addresses that are needed; read from a copy of the school."""
    person = school.persona(Role.MENTOR)
    store = Store.open(school.copy_to(place / "looked-at"))
    try:
        file = desk_of(store, person.staff_id).cases.open(person.case_id)
        talk = next(s for s in file.steps if s.step.form == "talk_held" and s.step.per == "target")
        case = f"zaak={person.case_id}"
        pupil = talk.pupil_id
        return Mentor(
            person,
            talk=f"{case}&stap={talk.step.id}&leerling={pupil}",
            round=f"{case}&doe=ask",
            pupil_name=file.pupils[pupil].name.given,
        )
    finally:
        store.close()


# --- saves: the screen is filled in, and the press that stores it is the answer ------------------


async def save_melding(tab: Tab, mentor: Mentor) -> Answer:
    """Two pupils, a kind and a few words; a second melding where the case is recognised."""
    await tab.open("melden")
    first = mentor.number % len(tab.choices("part_target"))
    second = (first + 1 + mentor.number // 7) % len(tab.choices("part_target"))
    await tab.choose("part_target", tab.choices("part_target")[first])
    await tab.choose("part_displaying", tab.choices("part_displaying")[second])
    await tab.choose("kinds", tab.choices("kinds")[0])
    await tab.type("what", f"{WORDS} {mentor.number}")
    return await tab.press("join" if tab.has("join") else "save")


async def save_signal(tab: Tab, mentor: Mentor) -> Answer:
    """One pupil and a few words."""
    await tab.open("signaal")
    pupils = tab.choices("pupils")
    await tab.choose("pupils", pupils[mentor.number % len(pupils)])
    await tab.type("what", f"{WORDS} {mentor.number}")
    return await tab.press("send")


async def save_talk(tab: Tab, mentor: Mentor) -> Answer:
    """A score and a note on the page of the step."""
    await tab.open("zaak", mentor.talk)
    await tab.choose("safety_score", "6")
    await tab.type("notes", f"{WORDS} {mentor.number}")
    return await tab.press("submit")


async def save_check_in(tab: Tab, mentor: Mentor) -> Answer:
    """A score in the round of the pupils of a case."""
    await tab.open("zaak", mentor.round)
    await tab.choose("safety_score", str(mentor.number % 10 + 1))
    return await tab.press("submit")


async def save_note(tab: Tab, mentor: Mentor) -> Answer:
    """One sentence on Vandaag, kept as what it proposes."""
    await tab.open("")
    await tab.type("note", f"{mentor.pupil_name} zei dat het beter ging, keer {mentor.number}.")
    # Who is named without a part is tapped before it goes anywhere.
    await tab.choose("others", next(iter(tab.choices("others"))))
    return await tab.press("submit")


SAVES: dict[str, Act] = {
    "Melden": save_melding,
    "Signaal": save_signal,
    "Zaak: gesprek": save_talk,
    "Zaak: even vragen": save_check_in,
    "Vandaag: snelle notitie": save_note,
}


# --- acts inside a screen: nothing is stored -----------------------------------------------------


def tap(key: str, *among: int) -> Act:
    """Another chip of a row each time: of all of them, or of those at these places."""

    async def act(tab: Tab, mentor: Mentor) -> Answer:
        options = tab.choices(key)
        places = among or range(len(options))
        return await tab.choose(key, options[places[mentor.number % len(places)]])

    return act


def press(key: str) -> Act:
    """Press a button."""

    async def act(tab: Tab, _mentor: Mentor) -> Answer:
        return await tab.press(key)

    return act


def type_in(key: str, *texts: str) -> Act:
    """Type in a field, something else each time, and leave it."""

    async def act(tab: Tab, mentor: Mentor) -> Answer:
        text = texts[mentor.number % len(texts)] if texts else f"{WORDS} {mentor.number}"
        return await tab.type(key, text)

    return act


def pick(key: str) -> Act:
    """Another choice of a list each time."""

    async def act(tab: Tab, mentor: Mentor) -> Answer:
        options = tab.choices(key)
        return await tab.change(
            WidgetState(id=tab.widget(key), string_value=options[mentor.number % len(options)])
        )

    return act


def toggle(key: str) -> Act:
    """On and off in turn: a fold, or a box."""

    async def act(tab: Tab, mentor: Mentor) -> Answer:
        return await tab.change(WidgetState(id=tab.widget(key), bool_value=mentor.number % 2 == 0))

    return act


@dataclass(frozen=True)
class Tap:
    """One act inside a screen, done again and again; with `anew` in a fresh tab each time."""

    title: str
    page: str
    act: Act
    query: Callable[[Mentor], str] = lambda _mentor: ""
    anew: bool = False

    async def open(self, tab: Tab, mentor: Mentor) -> None:
        """Open the screen, and begin anew what was left half filled."""
        await tab.open(self.page, self.query(mentor))
        if tab.has("start_over"):
            await tab.press("start_over")


ACTS = (
    Tap("Melden: tik op een leerling", "melden", tap("part_target")),
    Tap("Melden: tik op een soort", "melden", tap("kinds")),
    Tap("Melden: woorden", "melden", type_in("what")),
    Tap("Melden: vraag erbij", "melden", press("next_question"), anew=True),
    Tap("Signaal: tik op een leerling", "signaal", tap("pupils")),
    Tap("Zaak, gesprek: cijfer", "zaak", tap("safety_score"), lambda m: m.talk),
    Tap("Zaak, gesprek: notitie", "zaak", type_in("notes"), lambda m: m.talk),
    Tap("Zaak, even vragen: cijfer", "zaak", tap("safety_score"), lambda m: m.round),
    Tap("Zaken: zoeken", "zaken", type_in("search_typed", "2B", "esm", "2026")),
    Tap("Zaken: filter", "zaken", pick("z_niveau")),
    Tap("Klas: thema van het mentoruur", "klas", tap("theme")),
    Tap("Klas: mentoruren openklappen", "klas", toggle("class_hours")),
    Tap("Vandaag: snelle notitie gelezen", "", type_in("note", "Noor huilde.", "Daan schold.")),
    Tap("Vandaag: agenda openklappen", "", toggle("calendar_box")),
)
