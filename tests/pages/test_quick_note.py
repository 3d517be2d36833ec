"""The quick note on Vandaag: read, corrected by chips, and stored where it belongs."""

from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.cases.work_list import PupilLines
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


def _others(group: PupilLines) -> list[str]:
    return [name for subject in group.subjects for name in subject.others]


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
    asked = widget(app, "button_group", "meant_0")
    assert asked.label == "Wie bedoel je met “noortje”, die gepest wordt?"
    assert asked.options == ["Noor V."]
    asked.set_value(school.pupils["Noor"]).run()
    assert widget(app, "button_group", "target").value == [school.pupils["Noor"]]
    assert not [one for one in app.get("button_group") if str(one.key).endswith("meant_0")]
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
    first, second, *_ = widget(app, "button_group", "way").options
    assert (first, second) == ("Tweede melding in zaak 2026-001", "Nieuwe zaak")
    assert any("Lijkt op de zaak van" in caption.value for caption in app.caption)
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


def test_a_coordinator_without_a_class_is_read_about_the_own_year(
    opened: Open, school: Cast
) -> None:
    app = typed(opened("Fatima"), "noor werd gisteren uitgescholden door sem jansen")
    assert widget(app, "button_group", "target").value == [school.pupils["Noor"]]
    assert widget(app, "button_group", "displaying").value == [school.pupils["Sem"]]
    assert "Nieuwe melding" in widget(app, "button_group", "way").options


def test_a_docent_names_anybody_and_it_goes_to_the_mentor(opened: Open, school: Cast) -> None:
    app = typed(opened("Dirk"), "daan schold noor uit op het plein")
    assert widget(app, "button_group", "target").value == [school.pupils["Noor"]]
    assert widget(app, "button_group", "way").options == ["Signaal aan de mentor"]
    assert any("Dit gaat naar de mentor van 2B" in caption.value for caption in app.caption)
    widget(app, "button", "submit").click().run()
    (signal,) = school.desk("Dirk").signals.own()
    assert signal.what == "daan schold noor uit op het plein"
    groups = school.desk("Samira").agenda.by_pupil()
    assert {"Noor V.", "Daan B."} <= {name for g in groups for name in (g.name, *_others(g))}


def test_a_pupil_of_another_class_is_known_by_the_class_behind_the_name(
    opened: Open, school: Cast
) -> None:
    app = typed(opened("Samira"), "sem uit 2c duwde noor")
    assert widget(app, "button_group", "displaying").value == [school.pupils["Sem"]]
    assert any("2C" in option for option in widget(app, "button_group", "displaying").options)


def test_who_was_read_the_wrong_way_round_is_turned_with_one_tap(
    opened: Open, school: Cast
) -> None:
    app = typed(opened("Samira"), "daan duwde noor")
    widget(app, "button", "turn_round").click().run()
    assert widget(app, "button_group", "target").value == [school.pupils["Daan"]]
    assert widget(app, "button_group", "displaying").value == [school.pupils["Noor"]]


def test_nothing_is_stored_about_a_sentence_whose_chips_are_not_on_the_screen(
    opened: Open, school: Cast
) -> None:
    app = typed(opened("Samira"), "noor werd uitgescholden door daan")
    # Typed on and pressed in one instant: the chips are still those of the first sentence.
    widget(app, "text_area", "note").set_value("emma werd uitgescholden door daan")
    widget(app, "button", "submit").click().run()
    assert any("Je zin is veranderd" in error.value for error in app.error)
    assert school.desk("Samira").cases.all() == []
    assert widget(app, "button_group", "target").value == [school.pupils["Emma"]]


def test_whoever_is_in_what_is_stored_was_a_chip_that_was_on(opened: Open, school: Cast) -> None:
    the_case(school)
    app = typed(opened("Samira"), "noor heeft last van daan maar het gaat beter, ze geeft een 6")
    chips = {
        pupil
        for one in app.get("button_group")
        if str(one.key).endswith(("_target", "_displaying", "_others", "_asked"))
        for pupil in one.value
    }
    assert chips == {school.pupils["Noor"], school.pupils["Daan"]}
    drawn = [one.key for one in app.get("button_group")]
    for row in ("target", "displaying", "others"):
        key = str(widget(app, "button_group", "asked").key).replace("_asked", f"_{row}")
        assert key in drawn or not app.session_state[key]


def test_a_new_case_beside_a_known_one_asks_why(opened: Open, school: Cast) -> None:
    school.case()
    app = typed(opened("Samira"), "daan heeft noor weer geduwd op het plein")
    widget(app, "button_group", "way").set_value("new").run()
    widget(app, "button", "submit").click().run()
    assert len(school.desk("Samira").cases.all()) == 1
    widget(app, "button_group", "reason_code").set_value("settled").run()
    widget(app, "button", "submit").click().run()
    assert len(school.desk("Samira").cases.all()) == 2


def test_what_was_corrected_is_there_after_a_reload(opened: Open, school: Cast) -> None:
    app = typed(opened("Samira"), "daan duwde noor")
    widget(app, "button_group", "displaying").set_value([]).run()
    again = opened("Samira")
    assert widget(again, "text_area", "note").value == "daan duwde noor"
    assert widget(again, "button_group", "target").value == [school.pupils["Noor"]]
    assert widget(again, "button_group", "displaying").value == []


def test_a_grown_up_in_the_sentence_asks_whether_it_is_a_member_of_staff(
    opened: Open, school: Cast
) -> None:
    app = typed(opened("Samira"), "meneer de groot scheldt noor uit in de les")
    (box,) = [one for one in app.checkbox if "medewerker" in one.label]
    box.check().run()
    assert not [one for one in app.button if str(one.key).endswith("_submit")]
    assert any("medewerker" in warning.value for warning in app.warning)


def test_an_emptied_note_leaves_nothing_behind(opened: Open, school: Cast) -> None:
    app = typed(opened("Samira"), "daan duwde noor")
    widget(app, "button_group", "displaying").set_value([]).run()
    assert school.desk("Samira").drafts.all()
    typed(app, "")
    assert school.desk("Samira").drafts.all() == []
    assert widget(app, "text_area", "note").value == ""
    assert not [one for one in app.get("button_group") if "snelle_notitie" in str(one.key)]


def test_a_case_of_another_pair_is_offered_and_never_chosen_by_itself(
    opened: Open, school: Cast
) -> None:
    school.case()
    app = typed(opened("Samira"), "daan heeft emma geduwd op het plein")
    way = widget(app, "button_group", "way")
    assert way.options[:2] == ["Tweede melding in zaak 2026-001", "Nieuwe zaak"]
    assert way.value is None
    assert any("Kies bij *Wat wordt het?*" in caption.value for caption in app.caption)
    assert not [one for one in app.button if str(one.key).endswith("_submit")]


def test_who_is_named_without_a_part_is_tapped_before_it_goes_anywhere(
    opened: Open, school: Cast
) -> None:
    case_id = the_case(school)
    app = typed(opened("Samira"), "vader van noor belt morgen terug over het rooster")
    assert any("Tik aan over wie het gaat." in caption.value for caption in app.caption)
    assert not [one for one in app.button if str(one.key).endswith("_submit")]

    widget(app, "button_group", "others").set_value([school.pupils["Noor"]]).run()
    widget(app, "button", "submit").click().run()

    assert "De notitie staat bij zaak" in app.success[0].value
    assert list(school.desk("Samira").cases.open(case_id).case.of(kinds.Noted))
