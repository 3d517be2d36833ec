"""Melden: what a reporter fills in is kept, checked and stored once."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.card.model import packaged_card
from casework.people import PersonName, Role
from casework.records import CaseSummary
from server import state
from tests.cast import Cast, case_at_level
from ui import redraw
from ui.labels import REASONS
from ui.melding import related_cases

START = Path(__file__).parents[2] / "ui" / "router.py"
ROUTE = "Dan geldt een andere weg"


class Screen:
    """The screen of Melden as one person has it open."""

    def __init__(self, school: Cast, name: str, **query: str) -> None:
        self.school = school
        self.app = AppTest.from_file(START, default_timeout=20)
        _, signed_in = state.sessions.begin(school.staff[name], has_second_step=True)
        self.app.user = {"session": signed_in.public_id}
        self.app.switch_page("../pages/melden.py")
        for key, value in query.items():
            self.app.query_params[key] = value
        self.app.run()
        self.is_sound()

    def is_sound(self) -> None:
        assert not self.app.exception

    def field(self, name: str) -> Any:
        """The widget of one field."""
        widgets = [w for w in self.widgets() if str(w.key).endswith(f"_{name}")]
        assert len(widgets) == 1, name
        return widgets[0]

    def widgets(self) -> list[Any]:
        app = self.app
        groups = (app.multiselect, app.button_group, app.text_area, app.date_input, app.selectbox)
        more = (app.checkbox, app.text_input, app.button)
        return [widget for group in (*groups, *more) for widget in group]

    def has(self, name: str) -> bool:
        return any(str(w.key).endswith(f"_{name}") for w in self.widgets())

    def fill(self, name: str, value: Any) -> "Screen":
        self.field(name).set_value(value)
        return self.run()

    def pick(self, part: str, *names: str) -> "Screen":
        return self.fill(f"part_{part}", [self.school.pupils[name] for name in names])

    def press(self, name: str) -> "Screen":
        self.field(name).click()
        return self.run()

    def run(self) -> "Screen":
        self.app.run()
        self.is_sound()
        return self

    def fill_needed(self) -> "Screen":
        """A melding with no more than is needed."""
        self.field("part_target").set_value([self.school.pupils["Noor"]])
        self.field("part_displaying").set_value([self.school.pupils["Daan"]])
        self.field("kinds").set_value(["verbal"])
        return self.fill("what", "Schelden bij de kluisjes.")

    def find(self, part: str, typed: str) -> "Screen":
        """Type in the field above the chips of a part."""
        return self.fill(f"part_{part}_find", typed)

    def open_all(self) -> "Screen":
        """Press for the next question until there is none left."""
        while self.has("next_question"):
            self.press("next_question")
        return self

    def chips(self, part: str) -> list[str]:
        """The names that can be tapped for a part."""
        return [re.sub(r"\\(?=\W)", "", name) for name in self.field(f"part_{part}").options]

    def errors(self) -> str:
        return re.sub(r"\\(?=\W)", "", " ".join(error.value for error in self.app.error))

    def text(self) -> str:
        app = self.app
        groups = (app.title, app.header, app.markdown, app.caption, app.info, app.warning)
        text = " ".join(str(box.value) for group in (*groups, app.success) for box in group)
        return re.sub(r"\\(?=\W)", "", text)


def cases(school: Cast, name: str = "Samira") -> list[Any]:
    return school.desk(name).cases.all()


def test_a_mentor_finds_the_own_class_chosen_already(shared: Cast) -> None:
    assert Screen(shared, "Samira").chips("target") == [
        "Daan B.",
        "Emma B.",
        "Noor V.",
        "Yusuf Y.",
        "+ iemand",
    ]


def test_who_and_what_are_enough_for_a_case(school: Cast) -> None:
    screen = Screen(school, "Samira").fill_needed().press("save")
    [case] = cases(school)
    file = school.desk("Samira").cases.open(case.case_id)
    assert {school.pupils["Noor"]: "target", school.pupils["Daan"]: "displaying"} == {
        pupil: part.role for pupil, part in file.case.parts.items()
    }
    assert file.case.latest("what") == "Schelden bij de kluisjes."
    assert f"De melding is opgeslagen als zaak {case.label}." in screen.text()


def test_every_answer_is_stored(school: Cast) -> None:
    screen = Screen(school, "Samira").fill_needed().open_all()
    screen.pick("bystander", "Emma").fill("places", ["corridor"]).fill("where", "Bij kluis 12")
    screen.fill("incident_on", school.today - timedelta(days=3)).fill("day_part", "break")
    screen.fill("since", "weeks").fill("frequency", "weekly").fill("why", "Ruzie in de app")
    screen.fill("teller", "parents").fill("verdict", "bullying")
    screen.fill("part_displaying", [school.pupils["Daan"], "~group"])
    screen.fill("serious", ["threat"]).press("save")
    [case] = cases(school)
    report = school.desk("Samira").cases.open(case.case_id).case.reports[0][1]
    assert report == kinds.Reported(
        ordinal=1,
        school_year="2026-2027",
        incident_on=date(2026, 11, 20),
        day_part="break",
        since="weeks",
        frequency="weekly",
        kinds=["verbal"],
        places=["corridor"],
        teller="parents",
        verdict="bullying",
        serious=["threat"],
        group_level=True,
        class_id=report.class_id,
        year_group=2,
        team_id=report.team_id,
        what="Schelden bij de kluisjes.",
        where="Bij kluis 12",
        why="Ruzie in de app",
    )


# --- what is refused, and that nothing typed is lost ----------------------------------------------


def test_a_melding_without_a_gepeste_is_refused_at_wie(school: Cast) -> None:
    screen = Screen(school, "Samira").fill("kinds", ["verbal"]).fill("what", "Er is iets.")
    screen.press("save")
    assert "Tik aan wie er gepest wordt." in screen.errors()
    assert screen.field("what").value == "Er is iets."
    assert cases(school) == []


def test_a_melding_of_blanks_is_refused_at_wat(school: Cast) -> None:
    screen = Screen(school, "Samira").pick("target", "Noor").fill("what", "   \n ").press("save")
    assert "Tik aan wat er gebeurde, of schrijf het op." in screen.errors()
    assert screen.field("part_target").value == [school.pupils["Noor"]]
    assert cases(school) == []


@pytest.mark.parametrize(("field", "value"), [("kinds", ["verbal"]), ("what", "Schelden.")])
def test_a_kind_or_a_few_words_are_enough(school: Cast, field: str, value: Any) -> None:
    screen = Screen(school, "Samira").pick("target", "Noor").fill(field, value).press("save")
    assert len(cases(school)) == 1, screen.errors()


def test_a_refusal_stands_at_its_field_and_the_button_leads_there(school: Cast) -> None:
    screen = Screen(school, "Samira").fill("kinds", ["verbal"]).press("save")
    at_the_field, at_the_button = [error.value for error in screen.app.error]
    assert at_the_field == "Tik aan wie er gepest wordt."
    assert at_the_button == (
        "[Nog niet opgeslagen. Tik aan wie er gepest wordt.](#veld-part-target)"
    )
    assert "veld-part-target" in [header.anchor for header in screen.app.header]


@pytest.mark.parametrize(
    ("field", "days_away", "sentence"),
    [
        ("reported_on", 1, "De datum van de melding ligt in de toekomst."),
        ("reported_on", -200, "Het eerste schooljaar in dit programma, 2026-2027, begint op"),
        ("incident_on", 1, "Het voorval ligt na de melding."),
        ("incident_on", -200, "Laat de datum leeg en kies bij 'Sinds wanneer'"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_that_day(
    school: Cast, field: str, days_away: int, sentence: str
) -> None:
    screen = Screen(school, "Samira").fill_needed().open_all()
    screen.fill(field, school.today + timedelta(days_away))
    screen.press("save")
    assert sentence in screen.errors()
    assert screen.field("what").value == "Schelden bij de kluisjes."
    screen.fill(field, school.today).press("save")
    assert len(cases(school)) == 1


def test_a_pupil_in_two_parts_is_refused_at_once(school: Cast) -> None:
    screen = Screen(school, "Samira").fill_needed().pick("displaying", "Daan", "Noor")
    assert "Noor V. staat bij gepeste en pestende leerling." in screen.errors()
    screen.press("save")
    assert "Kies voor iedere leerling één rol." in screen.errors()
    assert cases(school) == []
    screen.pick("displaying", "Daan").press("save")
    assert len(cases(school)) == 1


def test_a_refusal_goes_when_its_field_is_mended(school: Cast) -> None:
    screen = Screen(school, "Samira").pick("target", "Noor").press("save")
    assert "Tik aan wat er gebeurde" in screen.errors()
    screen.press("next_question").fill("where", "In de gang")
    assert "Tik aan wat er gebeurde" in screen.errors()
    assert screen.fill("what", "Schelden.").errors() == ""


def test_a_text_that_cannot_be_kept_whole_is_refused_and_stays(school: Cast) -> None:
    screen = Screen(school, "Samira").fill_needed().fill("what", "a" * 50_001).press("save")
    assert "Deze tekst is te lang om te bewaren." in screen.errors()
    assert len(screen.field("what").value) == 50_001
    assert cases(school) == []


@pytest.mark.parametrize(
    "words",
    [
        "x" * 20_000,
        "😢 ​🧑🏽‍🎓",
        "هو يضايقني",
        "<script>alert(1)</script>",
        "=1+1",
        "![x](http://x/y.png)",
    ],
)
def test_words_are_kept_as_they_were_typed(school: Cast, words: str) -> None:
    Screen(school, "Samira").fill_needed().fill("what", words).press("save")
    [case] = cases(school)
    assert school.desk("Samira").cases.open(case.case_id).case.latest("what") == words


def test_a_member_of_staff_is_another_route_and_nothing_is_lost(school: Cast) -> None:
    screen = Screen(school, "Samira").fill_needed().fill("staff", True)
    assert ROUTE in screen.text()
    assert not screen.has("save")
    screen.fill("staff", False)
    assert screen.field("part_target").value == [school.pupils["Noor"]]
    assert screen.field("what").value == "Schelden bij de kluisjes."
    screen.press("save")
    assert len(cases(school)) == 1


def test_a_serious_sign_shows_at_once_what_to_do(school: Cast) -> None:
    screen = Screen(school, "Samira")
    assert "Bel bij direct gevaar 112" not in screen.text()
    screen.fill("serious", ["weapon"])
    assert "Bel bij direct gevaar 112" in screen.text()


# --- a case that is known already -----------------------------------------------------------------


def test_a_known_case_is_recognised_while_filling_in_and_says_why(school: Cast) -> None:
    label = school.case().label
    screen = Screen(school, "Samira").pick("target", "Noor")
    assert f"Dit lijkt op zaak {label} van Noor V." in screen.text()
    assert "dezelfde gepeste leerling" in screen.text()
    screen.pick("displaying", "Daan")
    assert "Lijkt op de zaak van Noor V. en Daan B. (vandaag)" in screen.text()
    assert "dezelfde gepeste en dezelfde pestende leerling" in screen.text()
    assert "niveau 2 voorgesteld" in screen.text()
    assert (screen.field("join").label, screen.field("save").label) == (
        "Tweede melding",
        "Nieuwe zaak",
    )


def test_a_melding_joins_the_known_case_with_one_press(school: Cast) -> None:
    case_id = school.case().subject_id
    screen = Screen(school, "Samira").fill_needed().press("join")
    assert [case.case_id for case in cases(school)] == [case_id]
    file = school.desk("Samira").cases.open(case_id)
    assert [report.ordinal for _, report in file.case.reports] == [1, 2]
    assert file.proposal is not None
    assert file.proposal.level == 2
    assert "De melding is opgeslagen bij zaak 2026-001." in screen.text()
    assert Screen(school, "Samira").pick("target", "Noor").field("join").label == "Derde melding"


def test_of_several_known_cases_one_is_chosen(school: Cast) -> None:
    first, other = case_at_level(school, "Samira"), case_at_level(school, "Samira", target="Emma")
    screen = Screen(school, "Samira").fill_needed()
    assert screen.field("related").options == ["zaak 2026-001", "zaak 2026-002"]
    screen.fill("related", other).press("join")
    counts = [len(school.desk("Samira").cases.open(one).case.reports) for one in (first, other)]
    assert counts == [1, 2]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("reason", "Nu gaat het om iets anders.", "Nu gaat het om iets anders."),
        ("reason_code", "settled", "het vorige was opgelost"),
    ],
)
def test_beside_a_known_case_a_new_one_needs_a_reason(
    school: Cast, field: str, value: str, reason: str
) -> None:
    school.case()
    screen = Screen(school, "Samira").fill_needed()
    assert not screen.has("reason")
    screen.press("save")
    assert "schrijf op waarom het een nieuwe zaak is" in screen.errors()
    assert len(cases(school)) == 1
    screen.fill(field, value).press("save")
    newest = max(cases(school), key=lambda case: case.label)
    assert school.desk("Samira").cases.open(newest.case_id).case.opening.reason == reason


def test_a_case_that_no_longer_looks_alike_is_not_joined(school: Cast) -> None:
    school.case()
    screen = Screen(school, "Samira").fill_needed()
    assert screen.has("join")
    screen.pick("target", "Emma").pick("displaying", "Yusuf")
    assert not screen.has("join")
    screen.press("save")
    assert len(cases(school)) == 2


# --- pupils of somebody else ----------------------------------------------------------------------


def for_joris(school: Cast) -> Screen:
    """A melding by Samira about a pupil of Joris."""
    screen = Screen(school, "Samira").find("target", "jansen").pick("target", "Sem")
    return screen.fill("kinds", ["gossip"]).fill("what", "Roddels.")


def test_a_pupil_of_another_class_is_found_by_typing_and_stays_in_sight(school: Cast) -> None:
    screen = Screen(school, "Samira").find("target", "SEM ja")
    assert screen.chips("target")[0] == "Sem J. · 2C"
    assert "Noor V." not in screen.chips("target")
    screen.pick("target", "Sem").find("target", "").pick("target", "Sem", "Noor")
    assert screen.chips("target")[0] == "Sem J. · 2C"
    assert screen.field("part_target").value == [school.pupils["Sem"], school.pupils["Noor"]]

    screen.find("target", "2c")
    assert [*screen.chips("target")][:3] == ["Sem J. · 2C", "Noor V.", "Lotte S. · 2C"]
    assert "Niemand gevonden" in screen.find("target", "xyz").text()

    screen.find("displaying", "lotte").pick("displaying", "Lotte").fill("kinds", ["gossip"])
    screen.press("save")
    [case] = cases(school)
    assert {*school.desk("Samira").cases.open(case.case_id).case.parts} == {
        school.pupils[name] for name in ("Sem", "Noor", "Lotte")
    }


def test_a_melding_from_the_page_of_a_pupil_asks_which_part(school: Cast) -> None:
    Screen(school, "Samira").fill("what", "Iets anders.")
    screen = Screen(school, "Samira", leerling=school.pupils["Noor"])
    assert "Deze melding gaat over: **Noor V.**" in screen.text()
    assert screen.field("what").value == ""
    screen.fill("named_0", "target").fill("kinds", ["verbal"]).press("save")
    [case] = cases(school)
    assert [*school.desk("Samira").cases.open(case.case_id).case.parts] == [school.pupils["Noor"]]
    assert Screen(school, "Samira").field("what").value == "Iets anders."


def test_a_melding_for_another_mentor_is_passed_on_without_typing_again(school: Cast) -> None:
    screen = for_joris(school)
    assert not screen.has("save")
    label = screen.field("pass_on").label.replace("\\", "")
    assert label == "Doorgeven aan de mentor van 2C (Joris Kuipers)"

    screen.press("pass_on")
    [(waiting, _)] = school.desk("Joris").signals.waiting()
    signal = school.desk("Joris").signals.open(waiting.signal_id).signal
    assert (signal.sent.what, signal.sent.kinds) == ("Roddels.", ["gossip"])
    assert signal.roles == {school.pupils["Sem"]: "target"}
    assert "Doorgegeven aan de mentor van 2C (Joris Kuipers)." in screen.text()
    assert cases(school, "Joris") == cases(school) == []
    assert school.desk("Samira").drafts.get("melding") is None


def test_without_a_mentor_it_goes_to_the_leerlingcoordinator(school: Cast) -> None:
    admin = school.desk("Ineke").office
    [mentorship] = [a for a in school.actor("Joris").assignments if a.role is Role.MENTOR]
    admin.end_assignment(school.staff["Joris"], mentorship, school.today - timedelta(days=1))
    screen = for_joris(school)
    assert "de leerlingcoördinator van leerjaar 2" in screen.field("pass_on").label
    screen.press("pass_on")
    assert len(school.desk("Fatima").signals.waiting()) == 1


def test_a_coordinator_reports_for_the_own_year_and_hears_that_it_is_stored(school: Cast) -> None:
    screen = Screen(school, "Fatima")
    assert screen.chips("target") == ["+ iemand"]
    screen.find("target", "2c").pick("target", "Sem").fill("kinds", ["gossip"]).fill(
        "what", "Roddels."
    ).press("save")
    assert len(cases(school, "Joris")) == 1
    assert "De melding is opgeslagen als zaak 2026-001." in screen.text()


# --- drafts ---------------------------------------------------------------------------------------


def test_a_half_filled_form_is_there_again_in_a_fresh_browser(school: Cast) -> None:
    screen = Screen(school, "Samira").fill_needed().open_all().find("follower", "sem")
    screen.pick("follower", "Sem").fill("incident_on", date(2026, 11, 19))
    screen.fill("day_part", "break").fill("since", "weeks")
    screen.fill("part_displaying", [school.pupils["Daan"], "~unknown", "~somebody"])
    again = Screen(school, "Samira")
    assert "Je had nog een melding klaarstaan." in again.text()
    for part, name in (("target", "Noor"), ("follower", "Sem")):
        assert again.field(f"part_{part}").value == [school.pupils[name]]
    assert again.field("part_displaying").value == [school.pupils["Daan"], "~unknown"]
    assert again.field("what").value == "Schelden bij de kluisjes."
    assert again.field("kinds").value == ["verbal"]
    assert again.field("incident_on").value == date(2026, 11, 19)
    assert again.field("day_part").value == "break"
    assert again.field("since").value == "weeks"
    again.press("save")
    assert len(cases(school)) == 1


def test_a_fresh_form_says_nothing_of_a_draft(shared: Cast) -> None:
    assert "klaarstaan" not in Screen(shared, "Samira").text()
    assert "klaarstaan" not in Screen(shared, "Samira").text()


def begun_here_finished_there(school: Cast) -> Screen:
    """A melding begun on the phone and stored on the laptop; the phone goes on with other words."""
    phone = Screen(school, "Samira").fill_needed()
    Screen(school, "Samira").press("save")
    phone.field("part_target").set_value([school.pupils["Yusuf"]])
    phone.field("part_displaying").set_value([school.pupils["Emma"]])
    return phone.fill("what", "Iets heel anders, bij de bushalte.")


def test_another_event_on_a_form_that_was_stored_elsewhere_is_asked_about(school: Cast) -> None:
    phone = begun_here_finished_there(school).press("save")
    [first] = cases(school)
    assert f"al opgeslagen als zaak {first.label}." in phone.errors()
    assert "Wat hier staat is anders en is nog niet opgeslagen." in phone.errors()
    assert "De melding is opgeslagen als zaak" not in phone.text()
    assert phone.field("what").value == "Iets heel anders, bij de bushalte."
    assert phone.field("save_anew").label == "Opslaan als nieuwe melding"

    phone.press("save_anew")
    labels = {case.label for case in cases(school)} - {first.label}
    [label] = labels
    assert f"De melding is opgeslagen als zaak {label}." in phone.text()
    [case_id] = [case.case_id for case in cases(school) if case.label == label]
    what = school.desk("Samira").cases.open(case_id).case.latest("what")
    assert what == "Iets heel anders, bij de bushalte."
    assert school.desk("Samira").drafts.all() == []


def test_what_was_typed_on_a_form_stored_elsewhere_can_be_thrown_away(school: Cast) -> None:
    phone = begun_here_finished_there(school).press("save").press("throw_away")
    assert len(cases(school)) == 1
    assert phone.errors() == ""
    assert phone.field("what").value == ""
    assert school.desk("Samira").drafts.all() == []


def test_the_same_words_from_two_screens_are_one_melding(school: Cast) -> None:
    phone = Screen(school, "Samira").fill_needed()
    Screen(school, "Samira").press("save")
    phone.press("save")
    [case] = cases(school)
    assert f"De melding is opgeslagen als zaak {case.label}." in phone.text()


def test_starting_over_forgets_the_draft(school: Cast) -> None:
    Screen(school, "Samira").fill_needed()
    screen = Screen(school, "Samira").press("start_over")
    assert screen.field("what").value == ""
    assert screen.field("part_target").value == []
    assert "klaarstaan" not in screen.text()
    assert school.desk("Samira").drafts.get("melding") is None


def test_an_emptied_form_leaves_no_draft(school: Cast) -> None:
    screen = Screen(school, "Samira").fill("what", "Iets")
    assert school.desk("Samira").drafts.get("melding") is not None
    screen.fill("what", "")
    assert school.desk("Samira").drafts.get("melding") is None


def test_the_draft_is_gone_when_the_melding_is_stored(school: Cast) -> None:
    Screen(school, "Samira").fill_needed().press("save")
    assert school.desk("Samira").drafts.get("melding") is None
    assert Screen(school, "Samira").field("what").value == ""


def test_nobody_else_gets_a_draft(school: Cast) -> None:
    Screen(school, "Samira").fill_needed()
    assert Screen(school, "Joris").field("what").value == ""


def test_the_cover_loses_nothing(school: Cast) -> None:
    screen = Screen(school, "Samira").fill_needed()
    screen.app.button(key="cover_down").click()
    screen.run()
    screen.app.button(key="cover_lift").click()
    screen.run()
    assert screen.field("what").value == "Schelden bij de kluisjes."


def test_a_pupil_who_left_the_class_list_is_named_as_gone(school: Cast) -> None:
    Screen(school, "Samira").fill_needed()
    school.desk("Ineke").office.pupil_leaves(
        school.pupils["Daan"], school.today - timedelta(days=1)
    )
    screen = Screen(school, "Samira")
    assert screen.field("part_displaying").value == []
    assert "staat niet meer in de klassenlijst" in screen.text()


def test_saving_in_two_tabs_makes_one_case(school: Cast) -> None:
    first = Screen(school, "Samira").fill_needed()
    second = Screen(school, "Samira")
    first.press("save")
    second.press("save")
    assert len(cases(school)) == 1


# --- who may not ----------------------------------------------------------------------------------


def alone(school: Cast, name: str) -> AppTest:
    """The page file by itself, as a deep link would run it."""
    app = AppTest.from_file(START.parents[1] / "pages" / "melden.py", default_timeout=20)
    if name:
        _, signed_in = state.sessions.begin(school.staff[name], has_second_step=True)
        app.user = {"session": signed_in.public_id}
    return app.run()


@pytest.mark.parametrize("name", ["Dirk", "Anneke", "Ineke"])
def test_who_may_not_report_hears_to_go_to_the_mentor(shared: Cast, name: str) -> None:
    app = alone(shared, name)
    assert not app.exception
    assert "Geef het door aan de mentor" in app.info[0].value
    assert not app.button_group
    assert [button.label for button in app.button] == ["Signaal doorgeven"]


def test_a_stranger_gets_nothing(shared: Cast) -> None:
    app = alone(shared, "")
    assert "Je bent niet aangemeld." in app.error[0].value
    assert not app.title
    assert not app.button_group


# --- what joining means ---------------------------------------------------------------------------


def summary(level: int, where: str = "running") -> CaseSummary:
    day = date(2026, 11, 2)
    return CaseSummary("a", "2026-001", where, level, day, day, False, False, (), (), ())


def test_joining_says_which_level_will_be_proposed() -> None:
    card = packaged_card()
    sentence = related_cases.joining(card, summary(1))
    assert (
        sentence
        == "Voeg je deze melding toe, dan wordt niveau 2 voorgesteld (leerlingcoördinator)."
    )
    assert "niveau 3 voorgesteld (teamleider)" in related_cases.joining(card, summary(2))
    assert "blijft de zaak op niveau 3" in related_cases.joining(card, summary(3))


def test_joining_a_closed_case_says_that_it_opens_again() -> None:
    sentence = related_cases.joining(packaged_card(), summary(1, "closed"))
    assert sentence.endswith("De zaak gaat dan weer open.")


def test_the_reason_is_said_once() -> None:
    pair = ("same_pair", "same_target", "same_displaying")
    assert related_cases.reasons(pair) == REASONS["same_pair"]
    assert related_cases.reasons(("same_target", "same_group")) == (
        f"{REASONS['same_target']} en {REASONS['same_group']}"
    )


# --- the receipt --------------------------------------------------------------------------------


def test_after_a_reload_the_receipt_is_read_from_the_store(school: Cast) -> None:
    Screen(school, "Samira").fill_needed().press("save")
    [case] = cases(school)
    again = Screen(school, "Samira")
    assert re.search(rf"Net opgeslagen: zaak {case.label}, \d\d\.\d\d\.", again.text())
    assert "Net opgeslagen" not in again.run().text()
    assert "Net opgeslagen" not in Screen(school, "Joris").text()


# --- a large school -------------------------------------------------------------------------------


def sent(app: AppTest) -> tuple[int, int]:
    """How many elements a run sends to the browser, and how many bytes they are."""
    protos = [node.proto for node in app._tree if getattr(node, "proto", None) is not None]
    return len(protos), sum(proto.ByteSize() for proto in protos)


@pytest.mark.parametrize("page", ["melden", "signaal"])
def test_a_school_of_many_classes_sends_no_more_and_a_run_is_short(school: Cast, page: str) -> None:
    def run() -> tuple[int, int]:
        app = AppTest.from_file(START, default_timeout=20)
        _, signed_in = state.sessions.begin(school.staff["Samira"], has_second_step=True)
        app.user = {"session": signed_in.public_id}
        return sent(app.switch_page(f"../pages/{page}.py").run())

    count, size = run()
    assert 10 < count <= 90
    with school.store.database.write():
        for number in range(150):
            added = school.store.school.add_class(f"9X{number}", 1, "Extra", "2026-2027", "")
            name = PersonName("Nieuw", f"Persoon {number}")
            school.store.school.add_pupil(name, added, school.today - timedelta(days=30), "")
    again, larger = run()
    assert again == count
    assert larger == pytest.approx(size, rel=0.01)


def test_a_tap_draws_the_sheet_when_more_changes_than_the_tap(
    school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        redraw, "draw_parts", lambda _sheet, parts: drawn.append((tapped, bool(parts)))
    )
    case_at_level(school, "Samira")
    card = packaged_card()
    melding = Screen(school, "Samira").open_all()
    tapped = "the first one, after which something is kept"
    melding.fill("kinds", list(card.lists["kinds"])[:1])
    for tapped, value in (
        ("kinds", list(card.lists["kinds"])[:2]),
        ("what", "Schelden bij de kluisjes."),
        ("day_part", next(iter(card.lists["day_parts"]))),
        ("serious", list(card.lists["serious"])[:1]),
        ("part_target", [school.pupils["Noor"]]),
        ("part_displaying", [school.pupils["Noor"]]),
        ("part_displaying", [school.pupils["Daan"]]),
        ("staff", True),
    ):
        melding.fill(tapped, value)
    assert len(drawn) == 9
    assert [field for field, is_more in drawn if not is_more] == ["kinds", "what", "day_part"]
