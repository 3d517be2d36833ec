"""From a second melding to the ondersteuningsteam, and what else a school asks of a case."""

import re
import urllib.request

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.melding_by_hand import choose_pupil, save

MENTOR = "Samira el Idrissi"
COORDINATOR = "Dwight Pinas"
TEAM_LEADER = "Anneke van der Linden"
SUPPORT = "Rania Haddad"
MOST_TABS = 150


def pupils_without_case(visitor: Visitor) -> list[str]:
    """The pupils of the own class who have no part in an open case, by the list on Klas, open."""
    lines = visitor.page.locator(".st-key-class_pupils li")
    lines.first.wait_for()
    return [line.inner_text().strip() for line in lines.all() if not line.locator("em").count()]


def report(visitor: Visitor, target: str, displaying: str, *, join: str = "") -> str:
    """Report what happened, in the case `join` or in a new one; the number of the case."""
    page = visitor.page
    visitor.go("/melden")
    choose_pupil(visitor, "target", target)
    choose_pupil(visitor, "displaying", displaying)
    visitor.pick("buitensluiten")
    words = page.get_by_role("textbox", name="Wat is er gebeurd")
    words.fill("In de pauze mocht niemand erbij zitten.")
    page.keyboard.press("Tab")
    visitor.settle()
    if join:
        box = page.locator(".st-key-melding_related")
        expect(box).to_contain_text(f"Dit lijkt op zaak {join}")
        expect(box).to_contain_text("Herkend aan:")
    save(visitor, join=bool(join))
    head = page.get_by_role("heading", name=re.compile(r"^Zaak 20\d\d-\d+$"))
    head.wait_for()
    visitor.settle()
    return head.inner_text().removeprefix("Zaak ")


def line(visitor: Visitor, label: str, words: str) -> Locator:
    """A line of Vandaag, which is open, also when it is in a fold."""
    work = visitor.page.locator(f".work-line[data-case='{label}']").filter(has_text=words).first
    work.wait_for(state="attached")
    unfold_around(work)
    return work


def unfold_around(work: Locator) -> None:
    """Open every fold that it lies in, the outermost first."""
    for fold in work.locator("xpath=ancestor::details[not(@open)]").all():
        fold.locator("summary").first.click()


def open_line(visitor: Visitor, label: str, words: str) -> None:
    """Go from Vandaag to what it asks, with one press."""
    line(visitor, label, words).click()
    visitor.page.get_by_role("heading", name=f"Zaak {label}").wait_for()
    visitor.page.locator(".st-key-step").wait_for()
    visitor.settle()


def write(visitor: Visitor, label: str, words: str) -> None:
    """Fill a field for words in the form that is open."""
    visitor.page.get_by_role("textbox", name=label).first.fill(words)


def agree_a_measure(visitor: Visitor) -> None:
    visitor.mark("Wekelijks")
    write(visitor, "In eigen woorden", "Elke maandag in de kleine pauze.")


def expect_proposal(visitor: Visitor, level: int, reason: str) -> None:
    proposal = visitor.page.locator(".st-key-proposal")
    expect(proposal).to_contain_text(f"Voorstel: niveau {level}")
    expect(proposal).to_contain_text(f"Reden: {reason}")


def test_a_second_melding_brings_the_coordinator_and_what_goes_on_the_team(
    on_a_phone: Visitor,
) -> None:
    visitor = on_a_phone
    visitor.become(MENTOR, "/klas")
    target, displaying = pupils_without_case(visitor)[:2]
    label = report(visitor, target, displaying)
    assert report(visitor, target, displaying, join=label) == label
    visitor.reads(f"De melding is opgeslagen bij zaak {label}.")
    expect_proposal(visitor, 2, "tweede melding in dezelfde zaak")
    visitor.press("Naar niveau 2")
    visitor.reads("De zaak is nu op niveau 2.")

    visitor.become(COORDINATOR)
    open_line(visitor, label, "Leerlingcoördinator betrokken")
    visitor.page.get_by_text("Ik spreek meteen een maatregel af").click()
    agree_a_measure(visitor)
    visitor.press("Gezien")
    visitor.reads("Je maatregel staat erbij.")
    visitor.reads("door de leerlingcoördinator")

    visitor.become(MENTOR)
    open_line(visitor, label, "Maatregel nakijken")
    visitor.pick("gelijk gebleven")
    visitor.press("Uitkomst vastleggen")
    expect_proposal(visitor, 3, "het pesten is na de maatregel gelijk gebleven")
    visitor.press("Naar niveau 3")
    visitor.reads("De zaak is nu op niveau 3.")

    visitor.become(TEAM_LEADER)
    open_line(visitor, label, "Teamleider betrokken")
    visitor.press("Gezien")
    visitor.reads("Teamleider betrokken: vastgelegd.")

    visitor.become(MENTOR)
    open_line(visitor, label, "Gesprek met de gepeste leerling")
    visitor.open_step("Ondersteuningsteam denkt mee")
    tried = visitor.page.get_by_role("textbox", name="Wat is al geprobeerd?")
    expect(tried).to_have_value(re.compile("Maatregel: Wekelijks.*gelijk gebleven", re.DOTALL))
    write(visitor, "Wat wil je aan het ondersteuningsteam vragen?", "Wie kan met de klas praten?")
    visitor.press("Vraag stellen")
    visitor.reads("Ondersteuningsteam denkt mee: vastgelegd.")

    visitor.become(SUPPORT)
    open_line(visitor, label, "Vraag aan het ondersteuningsteam")
    visitor.reads("Wie kan met de klas praten?")
    write(visitor, "Advies", "Vraag de schoolmaatschappelijk werker erbij.")
    visitor.page.get_by_text("Ik geef dit advies alleen").click()
    visitor.press("Advies geven")
    visitor.reads("Het advies staat in de zaak.")

    visitor.become(MENTOR)
    open_line(visitor, label, "Advies gekregen")
    visitor.reads("Vraag de schoolmaatschappelijk werker erbij.")
    visitor.page.locator(".st-key-step").get_by_text("ja", exact=True).click()
    write(visitor, "Wat is ermee gedaan?", "Zij komt dinsdag in de klas.")
    visitor.page.locator(".st-key-step").get_by_role("button", name="Vastleggen").click()
    visitor.reads("Vastgelegd wat er met het advies is gedaan.")


def tab_to(visitor: Visitor, target: Locator) -> None:
    """Press Tab until this has the focus."""
    element = target.element_handle()
    for _ in range(MOST_TABS):
        if visitor.page.evaluate("target => document.activeElement === target", element):
            return
        visitor.page.keyboard.press("Tab")
    pytest.fail("the focus never came there by Tab")


def test_a_talk_is_recorded_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.page
    visitor.become(MENTOR, "/klas")
    label = report(visitor, *pupils_without_case(visitor)[2:4])
    visitor.go("/")
    talk = page.locator(f".work-line[data-case='{label}']").filter(
        has_text="Gesprek met de gepeste"
    )
    talk.wait_for(state="attached")
    if not talk.is_visible():
        tab_to(visitor, page.locator("details").filter(has=talk).first.locator("summary").first)
        page.keyboard.press("Enter")
    tab_to(visitor, talk)
    page.keyboard.press("Enter")
    notes = page.get_by_role("textbox", name="Hoe is het voor jou?")
    notes.wait_for()
    visitor.settle()
    tab_to(visitor, notes)
    page.keyboard.type("Het gaat iets beter dan vorige week.")
    tab_to(visitor, page.get_by_role("button", name="Gesprek vastleggen"))
    page.keyboard.press("Enter")
    visitor.reads(": vastgelegd.")


def test_a_check_in_takes_three_taps_on_a_phone(on_a_phone: Visitor) -> None:
    visitor = on_a_phone
    visitor.become(MENTOR, "/klas")
    visitor.page.get_by_role("link", name=re.compile("^Even vragen: ")).first.click()
    score = visitor.page.get_by_test_id("stButtonGroup").locator("button").nth(6)
    score.click()
    visitor.page.locator(".st-key-save_bar button").first.click()
    visitor.reads("voelt zich 7 op 10 veilig.")


def test_a_talk_is_put_right_and_two_cases_become_one(visitor: Visitor) -> None:
    page = visitor.page
    visitor.become(MENTOR, "/klas")
    target, displaying = pupils_without_case(visitor)[-2:]
    oldest = report(visitor, target, displaying)
    address = page.url
    visitor.open_step("Gesprek met de gepeste leerling")
    write(visitor, "Wat is er gebeurd", "Het was op maandag.")
    visitor.press("Gesprek vastleggen")
    visitor.reads(": vastgelegd.")

    visitor.on_line("verbeter", "Gesprek met de gepeste")
    form = page.locator(".st-key-more_form")
    notes = form.get_by_role("textbox", name="Wat is er besproken?")
    expect(notes).to_have_value(
        "Wat is er gebeurd, sinds wanneer en hoe vaak?\nHet was op maandag."
    )
    notes.fill("Het was op dinsdag.")
    visitor.press("Verbetering vastleggen")
    visitor.reads("Verbeterd.")
    visitor.reads("Het was op dinsdag.")
    visitor.unfold("Wat er eerst stond")
    expect(page.get_by_text("Het was op maandag.")).to_be_visible()

    newest = report(visitor, target, displaying)
    assert newest != oldest
    address_of_newest = page.url
    page.goto(address)
    page.get_by_role("heading", name=f"Zaak {oldest}").wait_for()
    visitor.settle()
    visitor.more("Zaken samenvoegen")
    visitor.pick(f"Zaak {newest}")
    write(visitor, "Waarom is dit één zaak?", "Het gaat om hetzelfde.")
    visitor.press("Samenvoegen")
    visitor.reads(f"Zaak {newest} staat nu in zaak {oldest}.")
    page.goto(address_of_newest)
    visitor.reads(f"Deze zaak gaat verder als zaak {oldest}.")
    page.get_by_role("link", name=f"Naar zaak {oldest}").first.click()
    page.get_by_role("heading", name=f"Zaak {oldest}").wait_for()


def test_the_own_agenda_is_fetched_without_signing_in_and_names_nobody(visitor: Visitor) -> None:
    visitor.become(MENTOR, "/klas")
    names = visitor.page.locator(".st-key-class_pupils li").all_inner_texts()
    visitor.go("/")
    visitor.unfold("Zet dit in je eigen agenda")
    visitor.press("Adres maken")
    address = visitor.page.get_by_test_id("stCode").filter(has_text="/agenda/")
    with urllib.request.urlopen(address.inner_text().strip(), timeout=20) as answer:
        calendar = answer.read().decode("utf-8")
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert "Taak op school" in calendar
    assert len(names) > 10
    words = set(re.findall(r"\w+", calendar))
    assert not [name for name in names if name.split()[0] in words]
    assert not re.search(r"\d{4}-\d{3}", calendar)
