"""The quick note on Vandaag: read, corrected by chips, and stored where it belongs."""

from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from tests.cast import Cast
from tests.pages.conftest import Open


def widget(app: AppTest, kind: str, name: str):  # type: ignore[no-untyped-def]
    """The one widget of the box of this kind whose key ends so."""
    (found,) = [
        one
        for one in app.get(kind)
        if one.key and one.key.startswith("snelle_notitie_") and one.key.endswith(f"_{name}")
    ]
    return found


def typed(app: AppTest, text: str) -> AppTest:
    """The sentence, typed in the box."""
    widget(app, "text_area", "note").set_value(text).run()
    return app


def the_case(school: Cast) -> str:
    """A case of the class of Samira, by its id."""
    school.case()
    return school.desk("Samira").cases.all()[0].case_id


def test_a_sentence_is_read_as_chips(look: Open, shared: Cast) -> None:
    app = typed(look("Samira"), "noor werd gisteren in de pauze uitgescholden door daan")
    assert widget(app, "button_group", "target").value == [shared.pupils["Noor"]]
    assert widget(app, "button_group", "displaying").value == [shared.pupils["Daan"]]
    assert widget(app, "button_group", "kinds").value == ["verbal"]
    assert widget(app, "button_group", "day_part").value == "break"


def test_doubt_is_asked_and_a_tap_puts_it_right(opened: Open, school: Cast) -> None:
    app = typed(opened("Samira"), "noortje werd uitgescholden door daan")
    assert widget(app, "button_group", "target").value == []
    assert any("noortje" in caption.value for caption in app.caption)
    widget(app, "button_group", "target").set_value([school.pupils["Noor"]]).run()
    assert widget(app, "button_group", "way").options[0] == "Nieuwe melding"


def test_a_new_melding_is_stored_with_what_was_read(opened: Open, school: Cast) -> None:
    app = typed(opened("Samira"), "noor werd gisteren in de pauze uitgescholden door daan")
    widget(app, "button", "submit").click().run()
    assert "opgeslagen als zaak" in app.success[0].value
    (case,) = school.desk("Samira").cases.all()
    file = school.desk("Samira").cases.open(case.case_id)
    (reported,) = [entry.payload for entry, _ in file.case.of(kinds.Reported)]
    assert reported.what.startswith("noor werd gisteren")
    assert (reported.kinds, reported.day_part) == (["verbal"], "break")
    assert {p: part.role for p, part in file.case.parts.items()} == {
        school.pupils["Noor"]: "target",
        school.pupils["Daan"]: "displaying",
    }
    assert widget(app, "text_area", "note").value == ""


def test_a_melding_that_looks_like_a_case_is_put_with_it(opened: Open, school: Cast) -> None:
    school.case()
    app = typed(opened("Samira"), "daan heeft noor weer geduwd op het plein")
    assert "Melding bij zaak" in widget(app, "button_group", "way").options[0]
    widget(app, "button", "submit").click().run()
    (case,) = school.desk("Samira").cases.all()
    assert len(list(school.desk("Samira").cases.open(case.case_id).case.of(kinds.Reported))) == 2


def test_how_it_goes_is_stored_with_its_score(opened: Open, school: Cast) -> None:
    case_id = the_case(school)
    app = typed(opened("Samira"), "het gaat weer goed met noor, ze geeft een acht")
    assert widget(app, "button_group", "safety_score").value == 8
    widget(app, "button", "submit").click().run()
    case = school.desk("Samira").cases.open(case_id).case
    (asked,) = [entry for entry, _ in case.of(kinds.CheckedIn)]
    assert (asked.pupil_id, asked.payload.safety_score) == (school.pupils["Noor"], 8)


def test_a_remark_is_a_note_in_the_case(opened: Open, school: Cast) -> None:
    case_id = the_case(school)
    app = typed(opened("Samira"), "noor zat vandaag alleen bij het raam")
    widget(app, "button_group", "others").set_value([school.pupils["Noor"]]).run()
    assert "Notitie bij zaak" in widget(app, "button_group", "way").options[0]
    widget(app, "button", "submit").click().run()
    case = school.desk("Samira").cases.open(case_id).case
    assert [entry.payload.note for entry, _ in case.of(kinds.Noted)] == [
        "noor zat vandaag alleen bij het raam"
    ]


def test_somebody_without_a_class_sends_it_as_a_signal(opened: Open, school: Cast) -> None:
    app = typed(opened("Dirk"), "er werd iemand uitgescholden in de kantine")
    assert widget(app, "button_group", "places").value == ["canteen"]
    widget(app, "button", "submit").click().run()
    assert "Doorgegeven aan" in app.success[0].value
    (signal,) = school.desk("Dirk").signals.own()
    assert signal.what == "er werd iemand uitgescholden in de kantine"
