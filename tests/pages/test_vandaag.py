"""Vandaag: what is due, late or new for whoever is looking."""

import re
from datetime import timedelta

import pytest

from casework.desk.office_checklist import Task
from casework.entries import LevelReached, NewEntry, Stopped, SupportAdvised, SupportAsked
from casework.people import Assignment, PersonName, Role
from casework.records import Draft, MentorChange
from casework.signals.signal import NewSignal
from tests.cast import TODAY, YEAR_STARTS_ON, Cast
from tests.pages.conftest import Open
from tests.pages.html_reading import addresses, follow, html, words
from ui import hidden_names


def texts(app) -> str:  # type: ignore[no-untyped-def]
    """Everything that can be read on the screen."""
    kinds = (
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "text",
        "error",
        "success",
        "info",
    )
    text = "\n".join(str(element.value) for kind in kinds for element in app.get(kind))
    return "\n".join((re.sub(r"\\(?=\W)", "", text), words(html(app))))


def test_a_mentor_without_cases_is_told_kindly_what_will_be_here(look: Open) -> None:
    assert "Niets te doen" in texts(look("Samira"))


def test_a_mentor_sees_the_steps_of_a_new_case_under_the_name_of_the_gepeste(
    opened: Open, school: Cast
) -> None:
    school.case()
    app = opened("Samira")
    text = texts(app)
    assert "Gesprek met de gepeste leerling" in text
    assert "Gesprek met de pestende leerling · Daan B." in text
    assert "Ouders informeren (2 leerlingen)" in text
    assert ("Noor V.", f"/leerling?leerling={school.pupils['Noor']}") in addresses(app)
    assert re.search(r"Zaak 2026-001 · 2B · met Daan B\.", text)


def test_with_names_hidden_there_is_no_name_on_the_list(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.case()
    signal = NewSignal(what="Er werd geduwd.", pupils=(school.pupils["Emma"],))
    school.desk("Dirk").signals.send(signal, "signal")
    assert "Namen verbergen" in texts(opened("Samira"))
    monkeypatch.setattr(hidden_names, "are_hidden", lambda: True)
    text = texts(opened("Samira"))
    assert "Gesprek met de gepeste leerling" in text
    assert "Zaak 2026-001 · 2B" in text
    assert "Namen tonen" in text
    for word in ("Noor", "Daan", "Emma", "Dirk", "geduwd"):
        assert word not in text


def test_no_name_and_no_word_is_in_an_address(opened: Open, school: Cast) -> None:
    school.case(what="Er werd geschopt.")
    school.desk("Dirk").signals.send(NewSignal(what="Geduwd.", class_id=school.classes["2B"]), "s")
    targets = " ".join(to for _, to in addresses(opened("Samira")))
    for word in ("noor", "visser", "daan", "dirk", "geduwd", "geschopt"):
        assert word not in targets.lower()


def test_what_is_late_stands_above_what_is_due(opened: Open, school: Cast) -> None:
    long_ago = TODAY - timedelta(days=7)
    desk = school.desk("Samira", long_ago)
    desk.cases.report(
        school.melding(target="Emma", displaying="", reported_on=long_ago), form_key="late-case"
    )
    school.case(target="Yusuf", displaying="")
    text = texts(opened("Samira"))
    assert text.index("Emma B.") < text.index("Yusuf Y.")
    assert text.index("te laat") < text.index("Yusuf Y.")


def test_a_serious_sign_comes_first(opened: Open, school: Cast) -> None:
    school.case(target="Emma", displaying="", reported_on=TODAY - timedelta(days=7))
    school.case(target="Noor", serious=("threat",))
    assert addresses(opened("Samira"))[0][0] == "Noor V."
    assert "ernstig signaal" in addresses(opened("Samira"))[1][0]


def test_three_signals_never_read_alike(opened: Open, school: Cast) -> None:
    for number, what in enumerate(("Geduwd in de gang.", "Gelachen.", "Geduwd in de gang.")):
        signal = NewSignal(what=what, class_id=school.classes["2B"])
        school.desk("Dirk").signals.send(signal, f"signal-{number}")
    lines = [line for line, _ in addresses(opened("Samira"))]
    assert len(lines) == len(set(lines)) == 3
    assert all("Signaal van Dirk Prins" in line and "13.00" in line for line in lines)


def test_what_a_colleague_typed_stays_text(opened: Open, school: Cast) -> None:
    signal = NewSignal(what="<img src=x> <script>1</script> **vet**", class_id=school.classes["2B"])
    school.desk("Dirk").signals.send(signal, "signal")
    markup = html(opened("Samira"))
    assert "&lt;img src=x&gt; &lt;script&gt;" in markup
    assert "<img" not in markup
    assert "<script" not in markup


def test_nine_pupils_fold_behind_the_first_eight(opened: Open, school: Cast) -> None:
    for number in range(9):
        school.pupils[f"P{number}"] = school.store.school.add_pupil(
            PersonName(f"P{number}", "Bos"),
            school.classes["2B"],
            YEAR_STARTS_ON,
            school.staff["Ineke"],
        )
        school.case(target=f"P{number}", displaying="")
    markup = html(opened("Samira"))
    assert markup.count('<li class="work-pupil">') == 9
    assert markup.index("P7 B.") < markup.index("Nog 1 leerling<") < markup.index("P8 B.")


def test_nazorg_of_several_sorts_on_one_day_is_a_line_each(opened: Open, school: Cast) -> None:
    receipt = school.case()
    stopped = NewEntry(Stopped(said_by="target", words="Het is over."), TODAY, "stopped")
    seen = receipt.numbers[-1]
    school.desk("Samira").cases.record(receipt.subject_id, [stopped], seen=seen, form_key="stop")
    text = texts(opened("Samira"))
    assert "Eerste nazorggesprek met de gepeste leerling" in text
    assert "Nazorggesprek met de pestende leerling" in text
    assert "Nazorg: contact met de ouders (2 leerlingen)" in text


def test_a_line_opens_the_form_of_its_step_for_the_pupil_it_is_about(
    opened: Open, school: Cast
) -> None:
    school.case()
    app = follow(opened("Samira"), "Gesprek met de pestende leerling")
    assert school.pupils["Daan"] in app.query_params["leerling"]
    assert "Gesprek met de pestende leerling · Daan B." in texts(app)


def test_the_line_leads_to_the_step_in_the_case(opened: Open, school: Cast) -> None:
    school.case(serious=("threat",))
    app = follow(opened("Samira"), "ernstig signaal")
    assert app.query_params["stap"] in ("serious", ["serious"])
    assert "2026-001" in texts(app)


def test_a_colleague_in_another_class_sees_nothing_of_it(opened: Open, school: Cast) -> None:
    school.case()
    assert "Niets te doen" in texts(opened("Joris"))


def test_a_melding_that_was_passed_on_waits_for_the_mentor_of_the_pupil(
    opened: Open, school: Cast
) -> None:
    melding = school.melding(target="Sem", displaying="Lotte")
    school.desk("Samira").signals.pass_on(melding, "on")

    app = opened("Joris")
    text = texts(app)
    assert "Signaal van Samira el Idrissi" in text
    assert "Signaal · 2C · met Lotte S." in text
    assert "Sem J." in text
    assert "Niets te doen" in texts(opened("Samira"))
    assert "Sem Jansen (2C, gepeste)" in texts(follow(app, "Signaal van"))


def test_a_docent_passes_it_on_with_one_press(look: Open) -> None:
    app = look("Dirk")
    assert "Geef het door; één minuut is genoeg." in texts(app)
    app.button(key="to_signal").click().run()
    assert app.title[0].value == "Signaal doorgeven"


def test_the_beheerder_is_told_where_the_work_is(look: Open, school: Cast) -> None:
    app = look("Ineke")
    assert "Zaken zie je hier niet" in texts(app)
    lines = school.desk("Ineke").office.checklist.lines()
    waiting = [line for line in lines if not line.is_done and line.task is not Task.MENTORS]
    assert app.header[0].value == f"{len(waiting)} dingen te doen"
    assert "Er is maar één beheerder" in html(app)
    assert "zonder mentor" not in html(app)


def test_who_is_no_beheerder_reads_nothing_of_what_the_beheerder_has_to_do(look: Open) -> None:
    for name in ("Dirk", "Samira", "Fatima", "Anneke"):
        assert "Er is maar één beheerder" not in html(look(name))


def test_covering_the_screen_hides_it_and_gives_it_back(opened: Open, school: Cast) -> None:
    school.case()
    app = opened("Samira")
    app.button(key="cover_down").click().run()
    assert app.title[0].value == "Scherm afgedekt"
    app.button(key="cover_lift").click().run()
    assert app.title[0].value != "Scherm afgedekt"


def test_a_question_is_new_for_the_ondersteuningsteam_and_the_advice_for_the_mentor(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    asked = NewEntry(SupportAsked(question="Wat nu?"), TODAY, "support")
    school.desk("Samira").cases.record(case_id, [asked], seen=5, form_key="asked")
    assert "Vraag aan het ondersteuningsteam" in texts(opened("Anneke"))
    advised = NewEntry(SupportAdvised(advice="Praat met de ouders."), TODAY)
    school.desk("Anneke").cases.record(case_id, [advised], seen=6, form_key="advised")
    assert "Niets te doen" in texts(opened("Anneke"))
    assert "Advies gekregen" in texts(opened("Samira"))


def handed_over(school: Cast, class_name: str, giver: str, taker: str) -> None:
    change = MentorChange(
        school.classes[class_name], school.staff[giver], school.staff.get(taker, "")
    )
    school.desk("Ineke").office.handover.change_mentors([change], TODAY)


def test_the_former_mentor_loses_the_case_in_a_session_that_is_open(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    app = opened("Samira", "zaak", zaak=case_id)
    assert "2026-001" in texts(app)

    handed_over(school, "2B", "Samira", "Dirk")
    app.run()

    assert "2026-001" not in texts(app)
    assert "Noor" not in texts(app)
    # Mentor of another class now: the screen of a case is hers, this case is not.
    handed_over(school, "2C", "Joris", "Samira")
    for app in (opened("Samira", "zaak", zaak=case_id), opened("Samira")):
        assert "2026-001" not in texts(app)
        assert "Noor" not in texts(app)
    assert "Niets te doen" in texts(opened("Samira"))


def test_a_case_is_off_the_reading_list_once_it_was_opened(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    handed_over(school, "2B", "Samira", "Joris")
    assert "Overgenomen van een andere mentor" in texts(opened("Joris"))

    opened("Joris", "zaak", zaak=case_id)

    assert "Overgenomen van een andere mentor" not in texts(opened("Joris"))


def test_more_than_three_cases_to_read_are_one_line_that_unfolds(
    opened: Open, school: Cast
) -> None:
    pupils = ("Noor", "Daan", "Yusuf", "Emma")
    for pupil in pupils[:3]:
        school.case(target=pupil, displaying="")
    handed_over(school, "2B", "Samira", "Joris")
    assert "Leeslijst" not in texts(opened("Joris"))

    school.desk("Joris").cases.report(school.melding(target="Sem", displaying=""), form_key="own")
    handed_over(school, "2B", "Joris", "Samira")
    school.case(target="Emma", displaying="")
    handed_over(school, "2B", "Samira", "Dirk")

    text = texts(opened("Dirk"))
    assert "Leeslijst: 4 zaken" in text
    assert text.count("Overgenomen van een andere mentor") == 4
    assert text.index("Leeslijst") < text.index("Emma B.")


def test_the_coordinator_reads_that_a_case_came_to_level_two(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    payload = LevelReached(level=2, proposed=2, cause="judgement", reason="Nodig.")
    school.desk("Samira").cases.record(
        case_id, [NewEntry(payload, TODAY)], seen=5, form_key="level"
    )
    assert "Nu ook op niveau 2" in texts(opened("Fatima"))


def test_a_class_without_a_mentor_is_on_the_day_of_who_can_do_something(
    opened: Open, school: Cast
) -> None:
    school.case()
    held = Assignment(Role.MENTOR, school.classes["2B"], YEAR_STARTS_ON)
    yesterday = TODAY - timedelta(days=1)
    school.store.school.end_assignment(
        school.staff["Samira"], held, yesterday, school.staff["Ineke"]
    )

    assert "Klas 2B heeft geen mentor. Vraag" not in texts(opened("Joris"))
    text = texts(opened("Fatima"))
    assert "Klas 2B heeft geen mentor." in text
    assert "zolang bij jou op Vandaag" in text
    assert "Zaak 2026-001" in text
    app = opened("Ineke")
    assert "Klas 2B heeft geen mentor." in texts(app)
    app.button(key="to_mentors").click().run()
    assert not app.exception
    assert app.title[0].value == "Beheer"
    assert [box.label for box in app.selectbox if "nog geen mentor" in box.label]


# --- what was left half filled --------------------------------------------------------------------


def keep_draft(school: Cast, name: str, address: str, key: str = "key") -> None:
    draft = Draft(key, {"notes": "Hij zei dat."}, address=address)
    school.desk(name).drafts.keep("step_talk_target", draft)


def test_a_half_filled_form_stands_on_top_with_its_time_and_leads_back(
    opened: Open, school: Cast
) -> None:
    case_id = school.case().subject_id
    keep_draft(school, "Samira", f"/zaak?zaak={case_id}&stap=talk_target")
    line, target = addresses(opened("Samira"))[0]
    assert line == (
        "Concept van 13.00 Noor V. en Daan B. · zaak 2026-001 · "
        "Gesprek met de gepeste leerling verder gaan"
    )
    assert target == f"/zaak?zaak={case_id}&stap=talk_target"
    assert "Hij zei dat" not in texts(opened("Samira"))
    assert "Concept" not in texts(opened("Joris"))


def test_a_draft_in_a_case_that_is_out_of_sight_names_nobody(opened: Open, school: Cast) -> None:
    keep_draft(school, "Joris", f"/zaak?zaak={school.case().subject_id}&stap=talk_target")
    text = texts(opened("Joris"))
    assert "Concept van 13.00" in text
    assert "Noor" not in text
    assert "2026-001" not in text


@pytest.mark.parametrize(
    "address",
    ["", "/", "/nergens", "https://elders.example/zaak", "//elders", "/zaak?zaak=<b>", "/zaak#x"],
)
def test_an_address_that_leads_to_no_screen_is_left_out(
    opened: Open, school: Cast, address: str
) -> None:
    keep_draft(school, "Samira", address)
    assert "Concept" not in texts(opened("Samira"))
