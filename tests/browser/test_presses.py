"""A press counts for the button on which it began, and nothing below a field moves as it loads."""

import pytest
from playwright.sync_api import CDPSession, Locator, Page, Route, expect

from tests.browser.conftest import Visitor

FORM = ".st-key-class_new_hour"
ACT = f"{FORM} [class*='_submit'] button"
REFUSAL = "Kies waar het mentoruur over ging."
# Something just above the button grows by more than the button is high, as a field that comes in.
PUSH_DOWN = """() => { const one = document.createElement('div'); one.style.height = '90px';
  document.querySelector(".st-key-class_new_hour [class*='_submit']").before(one); }"""
AT_REST = """() => document.getAnimations().every(
  (one) => one.playState !== 'running' || one.effect.getComputedTiming().endTime === Infinity)"""
DATE_SCRIPTS = "**/static/js*/Date*.js"


@pytest.fixture
def form(on_a_phone: Visitor) -> Page:
    """The form for a mentor hour, unfolded and at rest."""
    on_a_phone.become("Samira el Idrissi", "/klas")
    on_a_phone.page.locator(f"{FORM} summary").first.click()
    on_a_phone.come_to_rest()
    return on_a_phone.page


def middle(target: Locator) -> dict[str, float]:
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box is not None
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


def touch(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def test_a_mouse_press_counts_though_its_button_moves_before_it_ends(form: Page) -> None:
    at = middle(form.locator(ACT))
    form.mouse.move(**at)
    form.mouse.down()
    form.evaluate(PUSH_DOWN)
    form.mouse.up()
    expect(form.get_by_text(REFUSAL).first).to_be_visible()


def test_a_touch_counts_though_its_button_moves_before_it_ends(form: Page) -> None:
    at, finger = middle(form.locator(ACT)), touch(form)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    form.evaluate(PUSH_DOWN)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(form.get_by_text(REFUSAL).first).to_be_visible()


def test_who_slides_off_a_button_has_not_pressed_it(form: Page) -> None:
    at = middle(form.locator(ACT))
    form.mouse.move(**at)
    form.mouse.down()
    form.mouse.move(at["x"], at["y"] - 120)
    form.mouse.up()
    # What does ask the server comes after it, and its answer too.
    form.locator("details").filter(has_text="Dit schooljaar").locator("summary").click()
    expect(form.get_by_text("Klopt er een niet?")).to_be_visible()
    assert not form.get_by_text(REFUSAL).count()


def test_a_field_that_still_loads_takes_the_room_that_it_will_have(on_a_phone: Visitor) -> None:
    page, held = on_a_phone.page, list[Route]()
    on_a_phone.become("Samira el Idrissi")
    page.route(DATE_SCRIPTS, lambda route: held.append(route))
    page.goto(f"{on_a_phone.address}/klas")
    page.locator(f"{FORM} summary").first.click()
    skeleton = page.locator(f"{FORM} [data-testid='stSkeleton']")
    skeleton.wait_for()
    # The fold opens gradually.
    page.wait_for_function(AT_REST)
    before = page.locator(ACT).evaluate("one => one.getBoundingClientRect().top")
    for route in held:
        route.continue_()
    page.unroute(DATE_SCRIPTS)
    on_a_phone.come_to_rest()
    expect(skeleton).to_have_count(0)
    assert page.locator(ACT).evaluate("one => one.getBoundingClientRect().top") == before
