"""The first start: two choices, at this machine or with the code of the console."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from casework.errors import InputRefused, StoreFull
from data.setup import SchoolSetup
from server import first_start, setup_form
from server.settings import Settings
from tests.server.cast import Store
from tests.server.conftest import House

ELSEWHERE = {"client": "10.0.0.7", "host": "school.example:8501"}
FILLED = {
    "school": "Het Voorbeeld",
    "regio": "Noord",
    "voornaam": "Ilse",
    "achternaam": "van den Berg",
    "gebruikersnaam": "ibe",
    "wachtwoord": "vier losse woorden samen",
    "herhaling": "vier losse woorden samen",
    "schooljaar": "2026-2027",
    "klassen": "2B; 2; Onderbouw\n\n 4H1 ;4; Bovenbouw",
}


@dataclass
class Schools:
    """Makes schools in memory; `gate` holds up the making of a demo school."""

    settings: Settings
    has: bool = False
    refusal: Exception | None = None
    setup: SchoolSetup | None = None
    gate: threading.Event = field(default_factory=threading.Event)

    def has_school(self) -> bool:
        return self.has

    def open_school(self) -> Store:
        return Store()

    def open_demo(self) -> Store:
        self.gate.wait(5)
        if self.refusal:
            raise self.refusal
        return Store(is_demo=True)

    def set_up(self, setup: SchoolSetup) -> Store:
        if self.refusal:
            raise self.refusal
        self.setup, self.has = setup, True
        return Store()

    def key_place(self) -> str:
        return "/keys/school.key"


@pytest.fixture
def schools(tmp_path: Path) -> Schools:
    folders = {"HANDELINGSKAART_DATA": str(tmp_path / "school")}
    return Schools(Settings.from_environment(folders))


@pytest.fixture
def empty_house(open_house: Callable[..., House], schools: Schools) -> House:
    """A server without a school."""
    return open_house(None, schools)


def test_the_first_screen_offers_the_demo_school_and_an_own_school(empty_house: House) -> None:
    page = empty_house.visitor().get("/begin").text
    assert "Demoschool bekijken" in page
    assert "Onze school inrichten" in page


def test_a_demo_school_is_made_while_the_visitor_sees_a_calm_page(
    empty_house: House, schools: Schools
) -> None:
    visitor = empty_house.visitor()
    assert visitor.post("/begin/demo").goes_to == "/begin/wachten"
    waiting = visitor.get("/begin/wachten")
    assert 'http-equiv="refresh"' in waiting.text
    assert visitor.post("/begin/demo").goes_to == "/begin/wachten"
    schools.gate.set()
    _join_maker()
    assert visitor.get("/begin/wachten").goes_to == "/aanmelden?reden=demo"
    assert visitor.get("/begin").goes_to == "/aanmelden"


def test_a_demo_school_that_cannot_be_made_says_why(empty_house: House, schools: Schools) -> None:
    schools.refusal = StoreFull()
    schools.gate.set()
    visitor = empty_house.visitor()
    visitor.post("/begin/demo")
    _join_maker()
    assert visitor.get("/begin/wachten").goes_to == "/begin"
    assert "Er is geen ruimte" in visitor.get("/begin").text


def test_an_own_school_is_made_as_it_was_typed(empty_house: House, schools: Schools) -> None:
    page = empty_house.visitor().post("/begin/school", FILLED)
    assert page.status == 200
    assert "/keys/school.key" in page.text
    assert "kan niemand de namen en teksten ooit nog lezen" in page.text
    setup = schools.setup
    assert setup is not None
    assert (setup.name, setup.region, setup.school_year) == (
        "Het Voorbeeld",
        "Noord",
        "2026-2027",
    )
    assert (setup.starts_on, setup.ends_on) == (date(2026, 8, 1), date(2027, 7, 31))
    assert [(one.name, one.year_group, one.team) for one in setup.classes] == [
        ("2B", 2, "Onderbouw"),
        ("4H1", 4, "Bovenbouw"),
    ]
    assert empty_house.store is not None


def test_the_days_that_most_schools_have_free_are_asked_with_their_dates(
    empty_house: House, schools: Schools
) -> None:
    """In 2027 Ascension Day is on 6 May and the week off in May ends on Sunday 2 May."""
    form = empty_house.visitor().get("/begin/school").text
    assert "Ook de tweede week van de meivakantie vrij?" in form
    assert "2026-2027: 3 mei t/m 7 mei" in form
    assert "2026-2027: 7 mei" in form

    empty_house.visitor().post("/begin/school", {**FILLED, "meiweek": "ja", "hemelvaart": "nee"})
    assert schools.setup is not None
    assert schools.setup.free_days == (
        (date(2027, 5, 3), date(2027, 5, 7), "Tweede week meivakantie"),
    )


def test_every_mistake_stands_beside_its_field_and_nothing_typed_is_lost(
    empty_house: House, schools: Schools
) -> None:
    typed = {
        **FILLED,
        "school": "",
        "voornaam": "<b>Ilse",
        "gebruikersnaam": "i b e",
        "wachtwoord": "te kort",
        "klassen": "2B; 2; Onderbouw\n2b; 2; Onderbouw\n3C;8;Onderbouw\nMavo",
    }
    page = empty_house.visitor().post("/begin/school", typed)
    assert page.status == 422
    for sentence in (
        "Vul de naam van de school in.",
        "geen spaties",
        "Gebruik ten minste 12 tekens.",
        "Regel 2: klas 2b staat er al.",
        "Regel 3: het leerjaar is 1 tot en met 6, 1/2 bij een combinatieklas, ISK, PrO of vavo.",
        "Regel 4: schrijf drie dingen",
    ):
        assert sentence in page.text
    assert "&lt;b&gt;Ilse" in page.text
    assert "Mavo</textarea>" in page.text
    assert "te kort" not in page.text
    assert schools.setup is None


def test_two_different_passwords_are_noticed(empty_house: House) -> None:
    page = empty_house.visitor().post("/begin/school", {**FILLED, "herhaling": "iets anders"})
    assert "niet hetzelfde" in page.text


def test_a_refusal_of_the_store_stands_beside_its_field(
    empty_house: House, schools: Schools
) -> None:
    schools.refusal = InputRefused("Dit wachtwoord is te makkelijk te raden.", "password")
    page = empty_house.visitor().post("/begin/school", FILLED)
    assert '<p class="fault" id="wachtwoord-fault">Dit wachtwoord is te makkelijk' in page.text
    assert 'value="Ilse"' in page.text


def test_a_school_that_exists_cannot_be_set_up_again(empty_house: House, schools: Schools) -> None:
    schools.has = True
    visitor = empty_house.visitor()
    assert visitor.get("/begin/school").goes_to == "/begin"
    assert visitor.post("/begin/school", FILLED).goes_to == "/begin"
    assert "Onze school openen" in visitor.get("/begin").text
    assert visitor.post("/begin/openen").goes_to == "/aanmelden"


@pytest.mark.parametrize(
    "path", ["/begin", "/begin/school", "/begin/demo", "/begin/openen", "/begin/weggooien"]
)
def test_with_a_school_open_there_is_nothing_to_begin(house: House, path: str) -> None:
    visitor = house.visitor()
    if path != "/begin":
        assert visitor.post(path, FILLED).goes_to == "/aanmelden"
    assert visitor.get("/begin").goes_to == "/aanmelden"


def test_from_another_computer_one_needs_the_code_of_the_console(
    empty_house: House, schools: Schools
) -> None:
    empty_house.first_start.announce()
    code = empty_house.printed[-1].rsplit(" ", 1)[1]
    visitor = empty_house.visitor(**ELSEWHERE)
    assert "Demoschool" not in visitor.get("/begin").text
    assert "Code" in visitor.post("/begin/school", FILLED).text
    assert schools.setup is None
    assert "klopt niet" in visitor.post("/begin/code", {"code": "fout"}).text
    assert visitor.post("/begin/code", {"code": code}).goes_to == "/begin"
    assert "Demoschool" in visitor.get("/begin").text


def test_the_code_works_once(empty_house: House) -> None:
    empty_house.first_start.announce()
    code = empty_house.printed[-1].rsplit(" ", 1)[1]
    assert empty_house.visitor(**ELSEWHERE).post("/begin/code", {"code": code}).status == 303
    assert empty_house.visitor(**ELSEWHERE).post("/begin/code", {"code": code}).status == 422


def test_a_stranger_who_guesses_does_not_shut_out_who_reads_the_code(
    empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(_seconds: float) -> None:
        return

    monkeypatch.setattr(first_start.asyncio, "sleep", at_once)
    empty_house.first_start.announce()
    code = empty_house.printed[-1].rsplit(" ", 1)[1]
    stranger = empty_house.visitor(**ELSEWHERE)
    for guess in range(60):
        assert stranger.post("/begin/code", {"code": f"geraden{guess}"}).status == 422
    assert empty_house.visitor(**ELSEWHERE).post("/begin/code", {"code": code}).status == 303


@pytest.mark.parametrize(
    "pretence",
    [
        {"client": "10.0.0.7", "host": "localhost:8501"},
        {"client": "127.0.0.1", "host": "school.example"},
    ],
)
def test_pretending_to_be_this_machine_does_not_help(
    empty_house: House, pretence: dict[str, str]
) -> None:
    assert "Demoschool" not in empty_house.visitor(**pretence).get("/begin").text


def test_a_browser_behind_a_proxy_is_not_this_machine(empty_house: House) -> None:
    visitor = empty_house.visitor()
    assert "Demoschool" not in visitor.get("/begin", **{"x-forwarded-for": "10.0.0.7"}).text


def test_the_demo_school_is_thrown_away_from_this_machine_only(
    demo_house: House, schools: Schools
) -> None:
    store = demo_house.store
    assert store is not None
    away = demo_house.visitor(**ELSEWHERE)
    assert "weggooien" not in away.get("/aanmelden").text
    away.post("/begin/weggooien")
    assert not store.is_thrown_away
    assert demo_house.visitor().post("/begin/weggooien").goes_to == "/begin"
    assert store.is_thrown_away
    assert demo_house.store is None


@pytest.mark.parametrize(
    ("today", "likeliest"),
    [
        (date(2026, 11, 23), "2026-2027"),
        (date(2027, 6, 30), "2026-2027"),
        (date(2027, 7, 1), "2027-2028"),
    ],
)
def test_the_form_begins_with_the_likeliest_school_year(today: date, likeliest: str) -> None:
    assert setup_form.empty(today).value("schooljaar") == likeliest


def _join_maker() -> None:
    for thread in threading.enumerate():
        if thread.name == "demo":
            thread.join(5)
