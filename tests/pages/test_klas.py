"""Klas: the pupils, how the class is doing, and what is recorded there."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from server import state
from tests.cast import TODAY, Cast
from tests.pages.conftest import START, Open
from tests.pages.test_vandaag import texts
from tests.pages.test_zaak import field, press, raised, record_all
from ui import hidden_names


def hours(school: Cast) -> list[str]:
    """The themes of the mentor hours of 2B that stand."""
    hours = school.desk("Samira").classroom.hours([school.classes["2B"]])
    return [theme for _, theme in hours]


def html(app: AppTest) -> str:
    """All that is drawn as HTML."""
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def test_a_mentor_sees_the_pupils_and_who_is_in_an_open_case(opened: Open, school: Cast) -> None:
    school.case()
    app = opened("Samira", "klas")
    drawn = html(app)
    assert [title.value for title in app.title] == ["Klas 2B"]
    assert ">Noor Visser</a> <em>zaak 2026-001, gepeste</em>" in drawn
    assert ">Emma Bakker</a></li>" in drawn
    assert "Sem" not in drawn
    # Who has a part in a case stands before the others.
    assert drawn.index("Noor Visser") < drawn.index("Emma Bakker")


def test_each_pupil_leads_to_the_page_of_that_pupil(opened: Open, school: Cast) -> None:
    school.case()
    drawn = html(opened("Samira", "klas"))
    for name in ("Noor", "Emma"):
        assert f'href="/leerling?leerling={school.pupils[name]}"' in drawn


def test_a_pupil_is_asked_from_klas_and_the_score_is_there(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    pupil = school.pupils["Noor"]
    where = f"/zaak?zaak={case_id}&amp;doe=ask&amp;leerling={pupil}"
    assert f'href="{where}" aria-label="Even vragen: Noor V."' in html(opened("Samira", "klas"))

    payload = kinds.CheckedIn(safety_score=4)
    record_all(school, case_id, (payload, TODAY, "check_in", "Noor"))

    assert "Van 1 tot 10: 4 (23 nov)." in html(opened("Samira", "klas"))


def test_on_a_device_that_hides_names_klas_has_initials(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.case()
    monkeypatch.setattr(hidden_names, "are_hidden", lambda: True)
    app = opened("Samira", "klas")
    assert ">N.V.</a>" in html(app)
    assert 'aria-label="Even vragen: N.V."' in html(app)
    assert not [name for name in ("Noor", "Visser", "Emma") if name in html(app)]


def test_the_class_without_cases_says_so_kindly(look: Open) -> None:
    text = texts(look("Samira", "klas"))
    assert "Er loopt nu geen zaak" in text
    assert "Geen open zaken · geen nazorg gepland" in text
    assert "nog geen mentoruur over pesten vastgelegd" in text


def test_how_the_class_is_doing_is_told_in_one_line(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    stopped = kinds.Stopped(said_by="target", words="Het is over.")
    record_all(school, case_id, (stopped, TODAY, "stopped", ""))
    text = texts(opened("Samira", "klas"))
    # Ten school days after Monday 23 November.
    assert "1 open zaak · eerstvolgende nazorg 7 dec" in text


def test_a_mentor_hour_is_recorded_and_struck_out(opened: Open, school: Cast) -> None:
    app = opened("Samira", "klas")
    press(app, "Mentoruur vastleggen")
    assert "Kies waar het mentoruur over ging" in app.error[0].value
    field(app, "mentor_hour", "theme").set_value("online")
    field(app, "mentor_hour", "note").set_value("Over de appgroep.")
    press(app, "Mentoruur vastleggen")
    assert hours(school) == ["online"]
    assert "Het laatste: vandaag (online met elkaar omgaan)." in texts(app)
    assert "Over de appgroep." not in texts(app)
    app = unfolded(app, "class_hours")
    assert "Over de appgroep." in texts(app)

    press(app, "Doorhalen")
    assert "Kies het mentoruur dat niet klopt" in app.error[0].value
    field(app, "mentor_hour_wrong", "hour").select_index(0)
    field(app, "mentor_hour_wrong", "reason").set_value("Ging niet door.")
    press(app, "Doorhalen")
    assert hours(school) == []


def test_a_coordinator_chooses_a_class_of_the_year_and_records_no_hour(
    opened: Open, school: Cast
) -> None:
    school.case(target="Sem", displaying="", reporter="Joris")
    app = opened("Fatima", "klas")
    assert "Klas 2B" in texts(app)
    assert not [b for b in app.button if b.label == "Mentoruur vastleggen"]
    app.selectbox(key="klas").set_value(school.classes["2C"]).run()
    assert "Klas 2C" in texts(app)
    assert "2026" not in texts(app) + html(app)


@pytest.mark.parametrize("wrong", ["", "geen id", "00000000-0000-0000-0000-000000000000"])
def test_a_wrong_class_in_the_address_shows_the_own_one(look: Open, wrong: str) -> None:
    assert "Klas 2B" in texts(look("Samira", "klas", klas=wrong))


def test_the_level_opens_the_case_to_the_coordinator_here_too(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    raised(school, case_id)
    assert "zaak 2026-001, gepeste" in html(opened("Fatima", "klas"))


def test_each_open_case_is_in_the_fold_with_who_is_in_it(opened: Open, school: Cast) -> None:
    case_id = school.case().subject_id
    drawn = html(opened("Samira", "klas"))
    assert "<summary>Lopende zaken (1)</summary>" in drawn
    assert f'href="/zaak?zaak={case_id}">Zaak 2026-001</a>' in drawn
    assert "Noor V., gepeste en Daan B., pestende leerling" in drawn


def unfolded(app: AppTest, key: str) -> AppTest:
    """The page with this part of it unfolded."""
    app.session_state[key] = True
    app.run()
    assert not app.exception
    return app


# --- the figures of the own class -----------------------------------------------------------------


def board(app: AppTest) -> dict[str, Any]:
    [component] = app.get("bidi_component")
    data: dict[str, Any] = json.loads(json.loads(component.proto.json)["board"])
    return data


def test_a_mentor_sees_the_numbers_of_the_own_class_and_no_chart(read_only: Cast) -> None:
    app = as_seen_by(read_only, "Samira")
    assert not app.get("bidi_component")
    data = board(unfolded(app, "class_figures"))
    [view] = data["views"].values()
    # 16 of the 26 cases of the busy school are of 2B.
    assert {one["key"]: one["value"] for one in view["numbers"]}["reports"] == "16"
    # The open cases are counted at the top, with those of other classes.
    assert "open_cases" not in {one["key"] for one in view["numbers"]}
    assert (data["charts"], view["charts"], view["filters"]) == ({}, {}, [])
    presses = [one["press"] for one in (*view["numbers"], *view["attention"])]
    assert {press["kind"] for press in presses if press} <= {"cases"}


@pytest.mark.parametrize("name", ["Willem", "Fatima"])
def test_who_is_not_the_mentor_reads_the_figures_in_trends(read_only: Cast, name: str) -> None:
    app = as_seen_by(read_only, name)
    assert "De cijfers van je klas" not in [fold.label for fold in app.expander]
    assert not app.get("bidi_component")


def as_seen_by(school: Cast, name: str) -> AppTest:
    app = AppTest.from_file(START, default_timeout=60)
    _, signed_in = state.sessions.begin(school.staff[name], has_second_step=True)
    app.user = {"session": signed_in.public_id}
    app.switch_page("../pages/klas.py")
    app.run()
    assert not app.exception
    return app
