"""Signaal doorgeven: anybody in one minute; and the mentor who reads it and takes it up."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from casework.signals.signal import NewSignal, SignalState
from tests.cast import TODAY, Cast
from tests.pages.conftest import Open
from ui.forms import second_tap

WORDS = "Er werd geduwd bij de kluisjes."


class Screen:
    """A screen as one person has it open."""

    def __init__(self, school: Cast, app: AppTest) -> None:
        self.school = school
        self.app = app

    def widgets(self) -> list[Any]:
        app = self.app
        groups = (app.button_group, app.text_area, app.text_input, app.date_input, app.checkbox)
        return [widget for group in (*groups, app.button) for widget in group]

    def field(self, name: str) -> Any:
        """The widget of one field."""
        [widget] = [w for w in self.widgets() if str(w.key).endswith(name)]
        return widget

    def has(self, name: str) -> bool:
        return any(str(w.key).endswith(name) for w in self.widgets())

    def fill(self, name: str, value: Any) -> "Screen":
        self.field(name).set_value(value)
        return self.run()

    def press(self, name: str) -> "Screen":
        self.field(name).click()
        return self.run()

    def run(self) -> "Screen":
        self.app.run()
        assert not self.app.exception
        return self

    def about(self, class_name: str, *names: str) -> "Screen":
        self.fill("_pupils_find", class_name)
        return self.fill("_pupils", [self.school.pupils[name] for name in names])

    def open_all(self) -> "Screen":
        """Press for the next question until there is none left."""
        while self.has("_next_question"):
            self.press("_next_question")
        return self

    def text(self) -> str:
        kinds = ("title", "header", "markdown", "caption", "text", "error", "success", "info")
        text = "\n".join(
            str(box.value) for kind in (*kinds, "warning") for box in self.app.get(kind)
        )
        return re.sub(r"\\(?=\W)", "", text)


@pytest.fixture
def on(opened: Open, school: Cast) -> Any:
    """`on("Dirk")`: Signaal as Dirk has it open; with `page` another screen."""
    return lambda name, page="signaal", **query: Screen(school, opened(name, page, **query))


def only_signal(school: Cast, name: str = "Samira") -> Any:
    """The one signal that waits for somebody, whole."""
    [(signal, _)] = school.desk(name).signals.waiting()
    return school.desk(name).signals.open(signal.signal_id).signal


def sent(school: Cast, *names: str, by: str = "Dirk", day: date = TODAY) -> str:
    pupils = tuple(school.pupils[name] for name in names)
    signal = NewSignal(what=WORDS, pupils=pupils, places=("corridor",))
    return school.desk(by, day).signals.send(signal, f"{by}{names}{day}").subject_id


# --- passing on -----------------------------------------------------------------------------------


def test_a_docent_passes_on_all_four_answers(on: Any, school: Cast) -> None:
    screen = on("Dirk").about("2B", "Noor", "Daan").fill("_what", WORDS).open_all()
    screen.fill("_incident_on", TODAY - timedelta(days=1)).fill("_day_part", "break")
    screen.fill("_places", ["corridor"]).press("_send")

    signal = only_signal(school)
    assert set(signal.roles) == {school.pupils["Noor"], school.pupils["Daan"]}
    assert (signal.sent.what, signal.sent.places) == (WORDS, ["corridor"])
    assert (signal.sent.incident_on, signal.sent.day_part) == (date(2026, 11, 22), "break")
    assert "Doorgegeven aan de mentor van 2B (Samira el Idrissi)." in screen.text()
    assert screen.field("_what").value == ""
    assert school.desk("Dirk").drafts.get("signaal") is None


def test_the_second_of_two_taps_hears_what_the_first_stored(
    on: Any, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_tap, "SECONDS_OF_TWO_TAPS", float("inf"))
    screen = on("Dirk").about("2B", "Noor").fill("_what", WORDS).press("_send").press("_send")
    assert "Doorgegeven aan de mentor van 2B (Samira el Idrissi)." in screen.text()
    assert "Nog niet doorgegeven" not in screen.text()
    assert only_signal(school).sent.what == WORDS

    # Who began on the next one is told what it lacks.
    screen.about("2B", "Daan").press("_send")
    assert "Nog niet doorgegeven" in screen.text()


def test_words_alone_are_enough_and_say_where_they_go(on: Any, school: Cast) -> None:
    screen = on("Dirk")
    assert "Dit gaat naar de leerlingcoördinator van leerjaar 2." in screen.text()

    screen.fill("_what", WORDS).press("_send")

    assert only_signal(school, "Fatima").roles == {}


def test_pupils_of_two_classes_reach_both_mentors(on: Any, school: Cast) -> None:
    screen = on("Dirk").about("2B", "Noor").fill("_pupils_find", "jansen")
    screen.fill("_pupils", [school.pupils["Noor"], school.pupils["Sem"]]).fill("_what", WORDS)
    assert "de mentor van 2B en 2C (Samira el Idrissi en Joris Kuipers)" in screen.text()

    screen.press("_send")

    assert only_signal(school, "Samira") == only_signal(school, "Joris")


def test_whoever_knows_the_class_alone_reaches_its_mentor(on: Any, school: Cast) -> None:
    screen = on("Dirk").fill("_pupils_find", "2c")
    assert screen.field("_pupils").options[0] == "iemand uit 2C"
    screen.fill("_pupils", [f"~class:{school.classes['2C']}"]).fill("_pupils_find", "")
    assert screen.field("_pupils").options[0] == "iemand uit 2C"
    assert "Dit gaat naar de mentor van 2C (Joris Kuipers)." in screen.text()

    screen.fill("_what", WORDS).press("_send")

    signal = only_signal(school, "Joris")
    assert (signal.roles, signal.sent.class_id) == ({}, school.classes["2C"])


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("_what", "  ", "Schrijf in een paar woorden op wat je zag of hoorde."),
        ("_incident_on", TODAY + timedelta(days=1), "Deze dag moet nog komen."),
        (
            "_incident_on",
            date(2026, 7, 1),
            "Het eerste schooljaar in dit programma, 2026-2027, begint op",
        ),
        ("_what", "a" * 50_001, "te lang"),
    ],
)
def test_what_cannot_stand_is_refused_and_what_was_typed_stays(
    on: Any, school: Cast, field: str, value: Any, sentence: str
) -> None:
    screen = on("Dirk").about("2B", "Noor").fill("_what", WORDS).open_all()
    screen.fill(field, value).press("_send")

    assert sentence in screen.text()
    assert screen.field("_pupils").value == [school.pupils["Noor"]]
    assert screen.field(field).value == value
    assert school.desk("Samira").signals.waiting() == []


def test_a_member_of_staff_is_another_route(on: Any) -> None:
    screen = on("Dirk").fill("_what", WORDS).fill("_staff", True)

    assert "vertrouwensinspecteur" in screen.text()
    assert not screen.has("_send")
    assert screen.fill("_staff", False).field("_what").value == WORDS


def test_a_half_filled_signal_is_there_again_and_can_be_thrown_away(on: Any, school: Cast) -> None:
    on("Dirk").about("2B", "Noor").fill("_what", WORDS).open_all().fill("_places", ["corridor"])

    again = on("Dirk")
    assert "Je had nog een signaal klaarstaan." in again.text()
    assert again.field("_what").value == WORDS
    assert again.field("_pupils").value == [school.pupils["Noor"]]
    assert again.field("_places").value == ["corridor"]
    assert on("Joris").field("_what").value == ""

    again.press("_start_over")
    assert again.field("_what").value == ""
    assert school.desk("Dirk").drafts.get("signaal") is None


def test_sending_in_two_tabs_makes_one_signal(on: Any, school: Cast) -> None:
    first = on("Dirk").about("2B", "Noor").fill("_what", WORDS)
    second = on("Dirk")
    first.press("_send")
    second.press("_send")

    assert len(school.desk("Dirk").signals.own()) == 1


def test_another_signal_on_a_form_that_was_sent_elsewhere_is_asked_about(
    on: Any, school: Cast
) -> None:
    phone = on("Dirk").about("2B", "Noor").fill("_what", WORDS)
    on("Dirk").press("_send")
    phone.fill("_what", "Bij de bushalte werd geroepen.").press("_send")
    assert "al opgeslagen (signaal)." in phone.text()
    assert "is anders en is nog niet opgeslagen." in phone.text()
    assert len(school.desk("Dirk").signals.own()) == 1
    assert phone.field("_what").value == "Bij de bushalte werd geroepen."

    phone.press("_save_anew")
    words = {signal.what for signal in school.desk("Dirk").signals.own()}
    assert words == {WORDS, "Bij de bushalte werd geroepen."}
    assert phone.field("_what").value == ""


def test_the_sender_reads_only_what_became_of_it(on: Any, school: Cast) -> None:
    taken, aside = sent(school, "Noor"), sent(school, "Daan")
    sent(school, "Sem")
    samira = school.desk("Samira")
    samira.cases.report(school.melding(), form_key="m", signal=taken)
    samira.signals.set_aside(aside, "Het was een grap.", form_key="a")

    text = on("Dirk").text()

    for word in ("opgepakt", "afgesloten", "nog niet opgepakt", WORDS):
        assert word in text
    for secret in ("Samira", "2026-001", "grap"):
        assert secret not in text


def test_the_mentor_of_the_class_is_offered_a_melding_with_what_was_typed(
    on: Any, school: Cast
) -> None:
    screen = on("Samira").about("2B", "Noor").fill("_what", WORDS)
    assert "Je bent de mentor: doe meteen een melding." in screen.text()

    screen.press("_to_melding")

    assert screen.app.title[0].value == "Melden"
    assert screen.field("_what").value == WORDS
    assert "Deze melding gaat over: **Noor V.**" in screen.text()
    assert school.desk("Samira").drafts.get("signaal") is None


def test_a_docent_is_offered_no_melding(on: Any) -> None:
    assert not on("Dirk").about("2B", "Noor").has("_to_melding")


# --- reading --------------------------------------------------------------------------------------


def test_the_mentor_reads_it_whole_and_that_is_on_record(on: Any, school: Cast) -> None:
    text = on("Samira", signaal=sent(school, "Noor", "Sem")).text()

    for word in (WORDS, "Dirk Prins", "Noor Visser (2B)", "Sem Jansen (2C)", "Plek:"):
        assert word in text
    [line] = school.store.access_log.lines(TODAY, date(2999, 1, 1))
    assert line.case_label == "signaal"


@pytest.mark.parametrize("name", ["Dirk", "Joris", "Fatima", "Ineke"])
def test_nobody_else_can_open_it(on: Any, school: Cast, name: str) -> None:
    screen = on(name, signaal=sent(school, "Noor"))

    assert "niet laten zien" in screen.text()
    assert WORDS not in screen.text()
    assert not screen.has("take_up")


def test_a_signal_left_lying_says_how_late_it_is(on: Any, school: Cast) -> None:
    screen = on("Fatima", signaal=sent(school, "Noor", day=TODAY - timedelta(days=7)))

    assert "3 schooldagen te laat" in screen.text()


def test_a_signal_is_closed_with_a_reason(on: Any, school: Cast) -> None:
    signal_id = sent(school, "Noor")
    screen = on("Samira", signaal=signal_id).press("_submit")
    assert "Schrijf op waarom dit geen melding wordt." in screen.text()

    screen.field("_reason").set_value("Het was een grap.")
    screen.press("_submit")

    assert "Het signaal is afgesloten." in screen.text()
    assert school.desk("Samira").signals.open(signal_id).signal.state is SignalState.SET_ASIDE
    assert not screen.has("take_up")


# --- taking up ------------------------------------------------------------------------------------


def test_taking_it_up_opens_melden_with_nothing_to_type_again(on: Any, school: Cast) -> None:
    signal_id = sent(school, "Noor", "Daan")
    screen = on("Samira", signaal=signal_id).press("take_up")
    assert screen.app.title[0].value == "Melden"
    assert screen.field("_what").value == WORDS
    assert screen.field("_places").value == ["corridor"]

    noor = school.pupils["Noor"]
    screen = on("Samira", "melden", signaal=signal_id)
    screen.fill("_named_0", "target").fill("_named_1", "displaying")
    again = on("Samira", "melden", signaal=signal_id)
    assert (again.field("_named_0").value, again.field("_named_1").value) == (
        "target",
        "displaying",
    )
    again.fill("_kinds", ["verbal"]).press("_save")

    [case] = school.desk("Samira").cases.all()
    signal = school.desk("Samira").signals.open(signal_id).signal
    assert (signal.state, signal.case_id) == (SignalState.TAKEN, case.case_id)
    assert "Het signaal is opgepakt." in again.text()
    opened_case = school.desk("Samira").cases.open(case.case_id).case
    assert (opened_case.latest("what"), opened_case.parts[noor].role) == (WORDS, "target")


def test_a_melding_that_was_passed_on_brings_its_parts_along(on: Any, school: Cast) -> None:
    melding = school.melding(target="Sem", displaying="Lotte", why="Ruzie.", teller="parents")
    signal_id = school.desk("Samira").signals.pass_on(melding, "on").subject_id

    screen = on("Joris", "melden", signaal=signal_id)

    assert screen.field("_part_target").value == [school.pupils["Sem"]]
    assert screen.field("_part_displaying").value == [school.pupils["Lotte"]]
    assert screen.field("_why").value == "Ruzie."
    screen.press("_save")
    assert len(school.desk("Joris").cases.all()) == 1
    assert school.desk("Joris").signals.waiting() == []


def test_another_half_filled_melding_is_left_alone(on: Any, school: Cast) -> None:
    on("Samira", "melden").fill("_what", "Iets anders.")
    signal_id = sent(school, "Noor")

    taken = on("Samira", "melden", signaal=signal_id)
    assert taken.field("_what").value == WORDS
    taken.open_all().fill("_why", "Ruzie in de app.")

    assert on("Samira", "melden").field("_what").value == "Iets anders."
    again = on("Samira", "melden", signaal=signal_id)
    assert (again.field("_what").value, again.field("_why").value) == (WORDS, "Ruzie in de app.")


def test_a_running_case_is_recognised_and_the_signal_joins_it(on: Any, school: Cast) -> None:
    case_id, signal_id = school.case().subject_id, sent(school, "Noor")
    screen = on("Samira", "melden", signaal=signal_id)
    screen.fill("_named_0", "target").fill("_kinds", ["verbal"])
    assert "Dit lijkt op zaak 2026-001 van Noor V." in screen.text()

    screen.press("_join")

    assert len(school.desk("Samira").cases.open(case_id).case.reports) == 2


def test_whoever_comes_second_is_told_and_loses_nothing(on: Any, school: Cast) -> None:
    signal_id = sent(school, "Noor", "Sem")
    screen = on("Joris", "melden", signaal=signal_id)
    screen.fill("_named_1", "target").fill("_kinds", ["verbal"])
    school.desk("Samira").cases.report(school.melding(), form_key="m", signal=signal_id)

    screen.press("_save")

    assert "Een collega heeft dit signaal net opgepakt" in screen.text()
    assert screen.field("_what").value == WORDS
    assert screen.field("_named_1").value == "target"
    assert school.desk("Joris").cases.all() == []


def test_a_settled_signal_is_not_made_a_melding_again(on: Any, school: Cast) -> None:
    signal_id = sent(school, "Noor")
    school.desk("Samira").signals.set_aside(signal_id, "Grap.", form_key="a")

    screen = on("Samira", "melden", signaal=signal_id)

    assert "al opgepakt of afgesloten" in screen.text()
    assert not screen.has("_save")


def test_a_pupil_of_the_signal_who_left_is_named_as_gone(on: Any, school: Cast) -> None:
    signal_id = sent(school, "Noor", "Daan")
    yesterday = TODAY - timedelta(days=1)
    school.desk("Ineke").office.pupil_leaves(school.pupils["Daan"], yesterday)

    screen = on("Samira", "melden", signaal=signal_id)

    assert "Een leerling uit het signaal staat niet meer in de klassenlijst." in screen.text()
    assert screen.has("_named_0")
    assert not screen.has("_named_1")
