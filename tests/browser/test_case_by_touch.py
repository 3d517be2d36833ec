"""A case on a phone by touch: how many taps and how much scrolling it takes."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import NARROW, Visitor, Visitors, only_here
from tests.browser.thumb import Thumb

MENTOR = "Samira el Idrissi"

MOST_TAPS = 35
MOST_SCROLLED = 1500
FIELD = (
    "textarea:visible, label:has(input[type=radio]), [data-testid=stButtonGroup] button, "
    "[data-testid=stCode]"
)
# What is looked at after weeks.
LATER = ("Maatregel nakijken", "Is het gestopt?")


@pytest.fixture
def phone(visitors: Visitors) -> Iterator[Visitor]:
    """Somebody with a thumb, at a phone of 375 by 800."""
    with only_here(visitors(NARROW, has_touch=True, is_mobile=True)) as somebody:
        yield somebody


def pill(thumb: Thumb, words: str) -> Locator:
    """A choice among several in sight."""
    pills = thumb.page.get_by_test_id("stButtonGroup").locator("button")
    return pills.filter(has_text=words)


def report_new_case(thumb: Thumb) -> None:
    """A melding about two pupils of the own class, as a case of its own."""
    thumb.visitor.become(MENTOR, "/melden")
    page = thumb.page

    def chips(question: str) -> Locator:
        return page.get_by_role("toolbar", name=question).get_by_role("button")

    def choose_without_case(question: str, *, leave_out: str = "") -> str:
        """Tap the first pupil with whom no case is recognised; the name."""
        for name in chips(question).all_inner_texts():
            if name.endswith(".") and name != leave_out:
                thumb.tap(chips(question).filter(has_text=name))
                if page.get_by_role("button", name="Melding opslaan").count():
                    return name
                thumb.tap(chips(question).filter(has_text=name))
        pytest.fail("every pupil of the class has a case")

    target = choose_without_case("Wie wordt er gepest?")
    thumb.tap(chips("Wie pest er?").filter(has_text="+ iemand"))
    choose_without_case("Wie pest er?", leave_out=target)
    thumb.tap(chips("Wat is er gebeurd?").filter(has_text="buitensluiten"))
    thumb.tap(page.get_by_role("button", name="Melding opslaan"))
    page.locator(".st-key-card").wait_for()


def five_questions(thumb: Thumb) -> None:
    thumb.write("Wat is er gebeurd?", "Hij mag er in de pauze niet bij staan.")
    thumb.tap(pill(thumb, "gang, trap"))
    thumb.tap(pill(thumb, "sinds een paar weken"))
    thumb.write("Wat lijkt erachter te zitten?", "Een ruzie uit groep acht.")


def talk(thumb: Thumb) -> None:
    thumb.tap(thumb.page.locator(".st-key-step textarea:visible"))
    thumb.page.keyboard.type("Het gebeurt in de pauze bij de kluisjes.")


def joint_talk(thumb: Thumb) -> None:
    for side in thumb.page.locator(".st-key-step").get_by_text("wil dit gesprek zelf").all():
        thumb.tap(side)
    thumb.write("Wie leidt het gesprek?", "De leerlingcoördinator")
    thumb.write("Wat is er besproken?", "Ze hebben afspraken gemaakt.")


def measure(thumb: Thumb) -> None:
    thumb.tap(thumb.page.get_by_text("Een maatje of steungroep"))


def parents(thumb: Thumb) -> None:
    """Those of both pupils in one round."""
    thumb.tap(pill(thumb, "telefoon"))
    thumb.tap(thumb.page.locator(".st-key-step summary").filter(has_text="In dezelfde ronde"))
    thumb.tap(pill(thumb, "telefoon").nth(1))


def copied(thumb: Thumb) -> None:
    thumb.tap(thumb.page.locator(".st-key-step").get_by_role("button", name="Kopi").first)


FORMS: dict[str, Callable[[Thumb], None]] = {
    "Vijf vragen": five_questions,
    "Gesprek met de gepeste": talk,
    "Gesprek met de pestende": talk,
    "Samen in gesprek": joint_talk,
    "Passende maatregel": measure,
    "Ouders informeren": parents,
    "Aantekening in Magister": copied,
    "Docententeam op de hoogte": copied,
}


def next_step(thumb: Thumb) -> str:
    """The title of what is next, on top of the case."""
    words = thumb.page.locator(".st-key-now strong").first.inner_text()
    return words.split(": ", 1)[1]


def do_next(thumb: Thumb, title: str) -> None:
    """From the case to the form of what is next, and back with the receipt in sight."""
    page = thumb.page
    thumb.tap(page.locator(".st-key-now_act button"))
    page.locator(".st-key-step").wait_for()
    expect(page.locator(".st-key-save_bar button").first).to_be_in_viewport()
    expect(page.locator(".st-key-step").locator(FIELD).first).to_be_in_viewport()
    next(fill for begin, fill in FORMS.items() if title.startswith(begin))(thumb)
    thumb.tap(page.locator(".st-key-save_bar button").first)
    expect(page.locator(".st-key-receipt_on_top [data-testid=stAlert]")).to_be_in_viewport()


def test_a_level_1_case_of_two_pupils_takes_at_most_35_taps(phone: Visitor) -> None:
    report_new_case(Thumb(phone))
    thumb = Thumb(phone)
    by_step: dict[str, tuple[int, int]] = {}
    while not (title := next_step(thumb)).startswith(LATER):
        assert title not in by_step, f"{title} is asked again"
        taps, scrolled = thumb.taps, thumb.scrolled
        do_next(thumb, title)
        by_step[title] = thumb.taps - taps, thumb.scrolled - scrolled
    for begin in FORMS:
        assert any(title.startswith(begin) for title in by_step), f"{begin} was not asked"
    assert thumb.taps <= MOST_TAPS, by_step
    assert thumb.scrolled <= MOST_SCROLLED, by_step
