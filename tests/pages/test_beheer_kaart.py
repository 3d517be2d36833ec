"""Beheer, Handelingskaart: what every form does with the draft, and how a version is taken up."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from casework.card.model import packaged_text
from casework.people import Assignment, Role
from tests.cast import YEAR_STARTS_ON, Cast
from tests.pages.conftest import Open
from tests.pages.test_beheer import press, receipts, refusals

KEEP = "In mijn concept bewaren"
TAKE = "Nieuwe versie in gebruik nemen"
PARTS = (
    "termijnen",
    "stappen",
    "woorden",
    "staptitels",
    "lijsten",
    "woordenlijsten",
    "maatregelen",
    "leidraden",
    "bestand",
)
KINDS = ("text_input", "text_area", "selectbox", "multiselect", "number_input", "checkbox")


def at(opened: Open, part: str = "", **query: str) -> AppTest:
    """The tab, with one part of the card open."""
    where = {"onderdeel": part, **query} if part else query
    return opened("Ineke", "beheer", deel="Handelingskaart", **where)


def field(page: AppTest, part: str, name: str) -> Any:
    """The field of a part, wherever it is on the screen."""
    for kind in KINDS:
        for widget in page.get(kind):
            key = str(widget.key)
            ours = (f"office_card_edit_{part}_", f"office_card_version_{part}_")
            if key.startswith(ours) and key.endswith(f"_{name}"):
                return widget
    raise AssertionError(f"no field {name} in {part}")


def reads(page: AppTest) -> str:
    """All running text of the screen, as it reads once Markdown is drawn."""
    texts = [
        str(box.value) for kind in ("markdown", "caption", "warning") for box in page.get(kind)
    ]
    return "\n".join(texts).replace("\\", "")


def draft(cast: Cast) -> tuple[str, ...]:
    """What the draft of the beheerder changes."""
    card_draft = cast.desk("Ineke").office.card.draft()
    return card_draft.changes if card_draft else ()


def test_the_tab_tells_which_version_is_in_use_and_whom_it_is_for(look: Open) -> None:
    page = at(look)
    assert "In gebruik: versie 1, sinds" in reads(page)
    assert "Zaken die al lopen houden de versie waaronder ze begonnen." in reads(page)
    assert "Er zijn nog geen eerdere versies." in reads(page)
    assert TAKE not in [button.label for button in page.button]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens(look: Open, part: str) -> None:
    page = at(look, part)
    assert not page.exception
    assert not page.error


@pytest.mark.parametrize(
    "part", ["termijnen", "stappen", "woorden", "staptitels", "lijsten", "woordenlijsten"]
)
def test_a_form_that_is_sent_as_it_stands_changes_nothing(
    shared: Cast, look: Open, part: str
) -> None:
    page = press(at(look, part), KEEP)
    assert receipts(page) == ["Er is niets veranderd."]
    assert draft(shared) == ()


def test_terms_go_into_the_draft_and_from_there_into_use(cast: Cast, opened: Open) -> None:
    page = at(opened, "termijnen")
    field(page, "terms", "steps.parents.school_days").set_value(4)
    field(page, "terms", "aftercare.second_target.school_days").set_value(40)
    field(page, "terms", "look_back_school_days").set_value(100)
    press(page, KEEP)
    assert receipts(page) == [
        "3 wijzigingen bewaard in je concept. Bovenaan zie je alles wat er verandert."
    ]
    assert "- Ouders informeren: 5 → 4 schooldagen" in reads(page)
    assert cast.store.cards.current().version == 1
    field(page, "new", "note").input("Na overleg met de **MR**")
    press(page, TAKE)
    assert receipts(page)[0].startswith(
        "Versie 2 is nu in gebruik. Nieuwe zaken volgen deze versie"
    )
    assert "versie 2" in reads(page)
    assert "door Ineke Hofman" in reads(page)
    assert "Na overleg met de **MR**" in reads(page)
    card = cast.store.cards.current()
    assert (card.step("parents").school_days, card.look_back_school_days) == (4, 100)


def test_an_empty_term_is_refused_beside_it(shared: Cast, look: Open) -> None:
    page = at(look, "termijnen")
    field(page, "terms", "steps.parents.school_days").set_value(None)
    press(page, KEEP)
    assert refusals(page) == ["Vul een aantal schooldagen in; 0 is meteen."]
    assert draft(shared) == ()


def test_a_step_goes_off_and_the_six_of_every_case_have_no_switch(shared: Cast, look: Open) -> None:
    page = at(look, "stappen")
    assert "Is het gestopt? (mentor)" in reads(page)
    with pytest.raises(AssertionError):
        field(page, "steps", "steps.stopped.off")
    field(page, "steps", "steps.inform_team.off").uncheck()
    press(page, KEEP)
    assert draft(shared) == ("Stap uit: Docententeam op de hoogte",)
    field(page, "steps", "steps.inform_team.off").check()
    press(page, KEEP)
    assert draft(shared) == ()


def test_words_of_columns_parts_levels_and_steps_can_be_changed(cast: Cast, opened: Open) -> None:
    page = at(opened, "woorden")
    field(page, "words", "columns.action.title").input("Aan de slag")
    field(page, "words", "columns.analyse.card_text").input("Signaleren\n\nMelden bij mentor")
    field(page, "words", "parts.follower.title").input("meedoener")
    field(page, "words", "levels.2.card_text").input("De coördinator\ndoet mee.")
    press(page, KEEP)
    card = cast.desk("Ineke").office.card.working_card()
    assert card.column("action").title == "Aan de slag"
    assert card.column("analyse").card_text == ("Signaleren", "Melden bij mentor")
    assert card.part_title("follower") == "meedoener"
    assert card.level(2).card_text == "De coördinator doet mee."
    page = at(opened, "staptitels")
    field(page, "step_words", "steps.parents.title").input("Ouders bellen")
    field(page, "step_words", "steps.magister.title").input(" ")
    press(page, KEEP)
    assert refusals(page) == ["Dit kan niet leeg zijn. Schrijf er woorden in."]
    field(page, "step_words", "steps.magister.title").input("In Magister")
    press(page, KEEP)
    assert cast.desk("Ineke").office.card.working_card().step("parents").title == "Ouders bellen"


def test_a_list_grows_and_shrinks(cast: Cast, opened: Open) -> None:
    page = at(opened, "lijsten", lijst="routes")
    field(page, "list_routes", "lists.routes.care").input("huisarts of jeugdarts gebeld")
    field(page, "list_routes", "more").input("interne vertrouwenspersoon: 06 1234\nwijkagent")
    field(page, "list_routes", "removed").select("none")
    press(page, KEEP)
    assert receipts(page) == [
        "4 wijzigingen bewaard in je concept. Bovenaan zie je alles wat er verandert."
    ]
    words = cast.desk("Ineke").office.card.working_card().lists["routes"]
    assert words["interne_vertrouwenspersoon_06_1234"] == "interne vertrouwenspersoon: 06 1234"
    assert words["care"] == "huisarts of jeugdarts gebeld"
    assert "none" not in words


def test_what_the_program_reckons_with_is_not_offered_to_take_away(look: Open) -> None:
    page = at(look, "lijsten", lijst="outcomes")
    with pytest.raises(AssertionError):
        field(page, "list_outcomes", "removed")
    assert "noem het gerust anders" in reads(page)


def test_a_measure_is_made_changed_and_taken_away(cast: Cast, opened: Open) -> None:
    page = at(opened, "maatregelen", maatregel="nieuw")
    field(page, "measure_new", "title").input("Samen <b>sporten</b>")
    field(page, "measure_new", "why").input("Dat helpt.")
    press(page, KEEP)
    assert refusals(page) == ["Kies wat er van deze maatregel bekend is."]
    assert field(page, "measure_new", "title").value == "Samen <b>sporten</b>"
    field(page, "measure_new", "risk").select("yellow")
    press(page, KEEP)
    assert draft(cast) == ("Maatregel erbij: Samen <b>sporten</b>",)
    page = at(opened, "maatregelen", maatregel="suspension")
    press(page, "Deze maatregel weghalen")
    assert "Maatregel weg: Schorsing" in draft(cast)
    page = at(opened, "maatregelen", maatregel="own")
    assert "Deze maatregel weghalen" not in [button.label for button in page.button]


def test_a_guide_becomes_the_school_s_own(cast: Cast, opened: Open) -> None:
    page = at(opened, "leidraden", leidraad="group")
    assert "Dit is nog ons startpunt." in reads(page)
    field(page, "guide_group", "guides.group.lines").input("Vraag één?\nVraag twee?")
    press(page, KEEP)
    assert "Dit is nog ons startpunt." not in reads(page)
    guide = cast.desk("Ineke").office.card.working_card().guide("group")
    assert guide is not None
    assert guide.lines == ("Vraag één?", "Vraag twee?")


def test_a_broken_file_is_refused_with_the_line_and_nothing_typed_is_lost(
    shared: Cast, look: Open
) -> None:
    broken = packaged_text().replace('column = "talks"', 'column = "<b>x</b>"', 1)
    page = at(look, "bestand")
    field(page, "file", "text").input(broken)
    press(page, "Controleren en in mijn concept bewaren")
    number = broken[: broken.index("<b>x</b>")].count("\n") + 1
    (refusal,) = refusals(page)
    assert f"regel {number} (column = " in refusal
    assert "kolom '<b>x</b>' bestaat niet" in refusal
    again = at(look, "bestand")
    assert field(again, "file", "text").value == broken
    assert draft(shared) == ()
    press(again, "Weggooien")
    assert field(again, "file", "text").value == packaged_text()


def test_a_whole_file_goes_into_the_draft(cast: Cast, opened: Open) -> None:
    page = at(opened, "bestand")
    text = packaged_text().replace("STOP PESTEN! PROTOCOL", "Samen")
    field(page, "file", "text").input(text)
    press(page, "Controleren en in mijn concept bewaren")
    assert receipts(page)[0].startswith("Het bestand klopt en staat in je concept.")
    assert draft(cast) == ("Motto: 'STOP PESTEN! PROTOCOL' → 'Samen'",)


def test_an_upload_without_a_file_is_refused(look: Open) -> None:
    page = press(at(look, "bestand"), "Dit bestand in mijn concept zetten")
    assert refusals(page) == ["Kies eerst een bestand."]


def test_the_draft_is_looked_at_as_the_card_it_will_be(cast: Cast, opened: Open) -> None:
    cast.desk("Ineke").office.card.change({("steps", "parents", "title"): "Ouders <i>bellen</i>"})
    page = at(opened)
    press(page, "Bekijken")
    drawn = " ".join(str(part.proto.body) for part in page.get("html"))
    assert "Ouders &lt;i&gt;bellen&lt;/i&gt;" in drawn
    press(page, "Sluiten")
    assert not [part for part in page.get("html") if "card-poster" in str(part.proto.body)]


def test_a_draft_is_thrown_away(cast: Cast, opened: Open) -> None:
    cast.desk("Ineke").office.card.change({("motto",): "Samen"})
    page = press(at(opened), "Ja, gooi mijn concept weg")
    assert receipts(page) == ["Je concept is weggegooid. De kaart in gebruik is niet veranderd."]
    assert draft(cast) == ()


def test_an_earlier_version_is_looked_at_and_brought_back(cast: Cast, opened: Open) -> None:
    office = cast.desk("Ineke").office.card
    office.change({("motto",): "Samen"})
    card_draft = office.draft()
    assert card_draft is not None
    office.take_into_use(card_draft.stamp, "")
    page = press(at(opened), "Bekijken")
    assert "Versie 1, zoals zij was:" in reads(page).replace("**", "")
    press(page, "Terugzetten")
    assert "Versie 1 staat nu als concept klaar." in receipts(page)[0]
    assert draft(cast) == ("Motto: 'Samen' → 'STOP PESTEN! PROTOCOL'",)
    press(page, TAKE)
    assert cast.store.cards.current().motto == "STOP PESTEN! PROTOCOL"


def test_the_second_of_two_beheerders_sees_the_newer_version_and_keeps_the_draft(
    cast: Cast, opened: Open
) -> None:
    admin = Assignment(Role.ADMIN, "", YEAR_STARTS_ON)
    cast.store.school.assign(cast.staff["Dirk"], admin, cast.staff["Ineke"])
    cast.desk("Ineke").office.card.change({("steps", "parents", "school_days"): 4})
    page = at(opened)
    other = cast.desk("Dirk").office.card
    other.change({("motto",): "Samen"})
    his = other.draft()
    assert his is not None
    other.take_into_use(his.stamp, "")
    press(page, TAKE)
    (refusal,) = refusals(page)
    assert "Een collega heeft intussen een nieuwere versie" in refusal
    assert "Dirk Prins heeft versie 2 in gebruik genomen" in reads(page)
    assert "- Motto: 'Samen' → 'STOP PESTEN! PROTOCOL'" in reads(page)
    press(page, "Verder met mijn concept, na versie 2")
    press(page, TAKE)
    assert cast.store.cards.current().version == 3


def test_the_words_of_a_quick_note_are_fields(opened: Open, school: Cast) -> None:
    page = at(opened, "woordenlijsten")
    words = field(page, "spoken_kinds", "verbal")
    words.set_value(f"{words.value}\nmaakt ... zwart\nsart*")
    press(page, KEEP)
    assert draft(school) == ("Woorden bij Soort erbij: maakt … zwart, sart*",)
    page = at(opened, "woordenlijsten", woordenlijst="nicknames")
    names = field(page, "spoken_nicknames", "names")
    names.set_value(f"{names.value}\nJoep: Jozef, Joseph")
    press(page, KEEP)
    assert "Woorden bij Roepnamen erbij: Joseph, Jozef" in draft(school)
    page = at(opened, "woordenlijsten", woordenlijst="nicknames")
    field(page, "spoken_nicknames", "names").set_value("joep")
    press(page, KEEP)
    assert any("roepnaam: naam, naam" in sentence for sentence in refusals(page))
