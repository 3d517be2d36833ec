"""The board in a real browser: what fits, what switches at once, what waits, and what prints."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser import board_data
from tests.browser.conftest import Server, Visitor
from tests.browser.test_accessibility import faults, in_the_dark, overflow
from tests.server.cast import PASSWORD, USER_NAME

START = board_data.START
INK = "() => getComputedStyle(document.querySelector('.board-canvas .xtick text')).fill"
UPPER = board_data.key_with(START, team="boven")
VERBAL = board_data.key_with(START, kind="verbal")
Open = Callable[..., Visitor]
Look = Callable[[int], Page]


@pytest.fixture(scope="module")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the made-up board as its only page."""
    started = Server(tmp_path_factory.mktemp("board"), module="tests.browser.board_app")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def signed_in(browser: Browser, server: Server) -> Iterator[Open]:
    """`signed_in(width=375)`: who sits at such a browser and is signed in; the same one again."""
    visitors: dict[str, Visitor] = {}

    def visitor(width: int = 1280, height: int = 900, **more: Any) -> Visitor:
        name = f"{width} {height} {more}"
        if name not in visitors:
            size: ViewportSize = {"width": width, "height": height}
            context = browser.new_context(viewport=size, locale="nl-NL", **more)
            visitors[name] = sign_in(Visitor(context, server.address))
        return visitors[name]

    yield visitor
    for opened in visitors.values():
        assert opened.left_the_machine == []
        opened.context.close()


def sign_in(visitor: Visitor) -> Visitor:
    """By name and password."""
    visitor.page.goto(f"{visitor.address}/aanmelden")
    visitor.page.get_by_label("naam").first.fill(USER_NAME)
    visitor.page.locator("input[type=password]").fill(PASSWORD)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url(f"{visitor.address}/")
    return visitor


@pytest.fixture
def opened(signed_in: Open) -> Iterator[Open]:
    """`opened("wacht=2", width=375)`: the board, drawn anew, on a screen of that size."""
    visitors: list[Visitor] = []

    def open_board(query: str = "", **screen: object) -> Visitor:
        visitor = signed_in(**screen)
        visitors.append(visitor)
        visitor.page.goto(f"{visitor.address}/?{query}")
        drawn(visitor.page)
        return visitor

    yield open_board
    for visitor in visitors:
        visitor.page.emulate_media(media="null", color_scheme="null")
        visitor.context.unroute_all()


@pytest.fixture(scope="module")
def drawn_once(signed_in: Open) -> Page:
    """The board in a window of its own, drawn once for all who only look."""
    page = signed_in(height=901).page
    drawn(page)
    return page


@pytest.fixture
def read_only(drawn_once: Page) -> Look:
    """`looked_at(768)`: the board that was drawn, in a window that was made so wide."""

    def look_at(width: int) -> Page:
        drawn_once.set_viewport_size({"width": width, "height": 900})
        drawn_once.wait_for_function(
            "() => [...document.querySelectorAll('.board-plot')].every(plot =>"
            " Math.abs(plot.querySelector('.main-svg').clientWidth - plot.clientWidth) < 2)"
        )
        return drawn_once

    return look_at


def drawn(page: Page) -> None:
    """Wait until the four charts stand."""
    expect(page.locator(".board-canvas.js-plotly-plot")).to_have_count(4, timeout=60_000)


def chart(page: Page, key: str) -> Locator:
    """The card of a chart."""
    return page.locator(f"[data-chart={key}]")


def reports(page: Page) -> Locator:
    """The number of meldingen."""
    return page.locator(".board-value").first


def frames(page: Page) -> list[str]:
    """The network requests for scripts, since the page was opened."""
    names: list[str] = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    return names


# --- what fits ------------------------------------------------------------------------------------


def test_five_numbers_and_four_charts_are_above_the_fold(read_only: Look) -> None:
    page = read_only(1280)
    for parts, count in ((".board-number", 5), (".board-line", 3), (".board-card", 4)):
        assert page.locator(parts).count() == count
        for part in page.locator(parts).all():
            box = part.bounding_box()
            assert box is not None
            assert box["y"] > 60
            assert box["y"] + box["height"] <= 900
    for canvas in page.locator(".board-canvas .main-svg").all():
        box = canvas.bounding_box()
        assert box is not None
        assert box["height"] >= 150


@pytest.mark.parametrize("width", [1280, 768, 375])
def test_nothing_scrolls_sideways_and_no_picture_is_cut(read_only: Look, width: int) -> None:
    """Each picture follows the width of the screen."""
    page = read_only(width)
    assert overflow(page) == 0
    for card in page.locator(".board-card").all():
        inside = card.locator(".board-plot").bounding_box()
        picture = card.locator(".main-svg").first.bounding_box()
        assert inside is not None
        assert picture is not None
        assert picture["width"] == pytest.approx(inside["width"], abs=1)
        assert picture["height"] == pytest.approx(inside["height"], abs=1)


def test_on_a_phone_numbers_stand_two_by_two_and_the_fifth_alone(read_only: Look) -> None:
    page = read_only(375)
    boxes = [number.bounding_box() for number in page.locator(".board-number").all()]
    tops = [round(box["y"]) for box in boxes if box]
    assert tops[0] == tops[1] < tops[2] == tops[3] < tops[4]
    assert boxes[4]["width"] > 1.9 * boxes[0]["width"]  # type: ignore[index]


# --- what switches --------------------------------------------------------------------------------


def test_a_view_that_is_kept_is_shown_without_an_answer_of_the_server(
    opened: Open, server: Server
) -> None:
    page = opened().page
    expect(reports(page)).to_have_text("61")
    page.context.set_offline(True)
    value = page.evaluate(
        """() => {
            const select = document.querySelector('select[aria-label=Team]');
            select.value = 'boven';
            select.dispatchEvent(new Event('change'));
            return document.querySelector('.board-value').textContent;
        }"""
    )
    assert value == "122"
    page.context.set_offline(False)


def test_the_server_follows_a_switch(opened: Open) -> None:
    visitor = opened()
    visitor.page.get_by_label("Team").select_option("boven")
    expect(reports(visitor.page)).to_have_text("122")
    visitor.reads(f"run 2: {UPPER}")
    expect(visitor.page.locator(".board-body")).not_to_have_attribute("aria-busy", "true")


def test_only_what_changed_is_drawn_again(opened: Open) -> None:
    page = opened().page
    page.evaluate(
        """() => {
            window.drawn = [];
            for (const card of document.querySelectorAll('.board-card'))
                card.querySelector('.board-canvas').on('plotly_afterplot', () =>
                    window.drawn.push(card.dataset.chart));
        }"""
    )
    page.get_by_label("Team").select_option("boven")
    page.get_by_text(f"run 2: {UPPER}").wait_for()
    # The bars of nazorg are the same in every view.
    assert sorted(page.evaluate("window.drawn")) == ["levels", "per_class", "time_to_stopped"]


def test_a_view_that_is_asked_for_dims_what_stands_and_says_so(opened: Open) -> None:
    page = opened("wacht=1").page
    page.get_by_label("Klas", exact=True).select_option("g1")
    body = page.locator(".board-body")
    expect(body).to_have_attribute("aria-busy", "true")
    assert page.locator(".board-wait").inner_text() == ""
    expect(reports(page)).to_have_text("61")
    expect(page.get_by_role("status").filter(has_text="worden opgehaald")).to_be_visible()
    expect(body).to_have_class(re.compile("is-late"))
    expect(reports(page)).to_have_text("305")
    expect(body).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".board-wait")).to_have_text("")
    # What came is kept: back and there again asks nothing.
    page.get_by_label("Klas", exact=True).select_option("")
    expect(reports(page)).to_have_text("61", timeout=500)
    page.get_by_label("Klas", exact=True).select_option("g1")
    expect(reports(page)).to_have_text("305", timeout=500)


def test_filters_chosen_quickly_add_up_and_a_late_answer_is_not_shown(opened: Open) -> None:
    page = opened("wacht=1").page
    page.evaluate(
        """() => {
            window.seen = [];
            const number = () => document.querySelector('.board-value').textContent;
            new MutationObserver(() => window.seen.push(number())).observe(
                document.querySelector('.board-numbers'), {childList: true, subtree: true});
        }"""
    )
    page.get_by_label("Klas", exact=True).select_option("g1")
    page.wait_for_timeout(400)
    page.get_by_label("Soort").select_option("verbal")
    both = board_data.key_with(START, place="g1", kind="verbal")
    page.get_by_text(f": {both}").wait_for()
    expect(reports(page)).to_have_text("427")
    assert page.evaluate("window.seen") == ["427"]
    assert page.get_by_label("Klas", exact=True).input_value() == "g1"


def test_back_to_a_kept_view_while_another_is_asked_for_stays_there(opened: Open) -> None:
    page = opened("wacht=1").page
    page.get_by_label("Soort").select_option("verbal")
    page.wait_for_timeout(400)
    page.get_by_label("Soort").select_option("")
    expect(reports(page)).to_have_text("61")
    page.wait_for_timeout(3500)
    expect(reports(page)).to_have_text("61")
    assert page.get_by_label("Soort").input_value() == ""


def test_a_view_that_the_page_chooses_itself_is_shown(opened: Open) -> None:
    visitor = opened()
    page = visitor.page
    page.get_by_label("Team").select_option("boven")
    visitor.reads(f"run 2: {UPPER}")
    page.get_by_role("button", name="Opnieuw beginnen").click()
    expect(reports(page)).to_have_text("61")
    expect(page.get_by_label("Team")).to_have_value("onder")
    # And the same choice as before counts again.
    page.get_by_label("Team").select_option("boven")
    visitor.reads(f": {UPPER}")
    expect(reports(page)).to_have_text("122")


def test_a_select_is_chosen_by_touch_on_a_phone(opened: Open) -> None:
    page = opened(width=375, height=800, has_touch=True, is_mobile=True).page
    select = page.get_by_label("Team")
    box = select.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    select.tap()
    select.select_option("boven")
    expect(reports(page)).to_have_text("122")


# --- what is pressed ------------------------------------------------------------------------------


def middle(page: Page, selector: str) -> tuple[float, float]:
    """The middle of what is drawn there."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# The second bar of the first trace: level 2, running.
BAR = "[data-chart=levels] .barlayer .trace:nth-child(1) .point:nth-child(2) path"


def test_a_press_on_a_bar_tells_which(opened: Open) -> None:
    visitor = opened()
    visitor.page.mouse.click(*middle(visitor.page, BAR))
    visitor.reads(f"pressed levels level:2:running at {START}")


def test_a_tap_on_a_bar_tells_which_and_a_finger_that_scrolls_does_not(opened: Open) -> None:
    visitor = opened(width=375, height=800, has_touch=True, is_mobile=True)
    page = visitor.page
    chart(page, "levels").scroll_into_view_if_needed()
    scroll_over(page, *middle(page, BAR))
    page.wait_for_timeout(600)
    assert page.get_by_text("pressed").count() == 0
    page.touchscreen.tap(*middle(page, BAR))
    visitor.reads(f"pressed levels level:2:running at {START}")
    visitor.settle()
    # One tap is one press.
    visitor.reads(f"run 2: {START}")


def scroll_over(page: Page, x: float, y: float) -> None:
    """A finger that goes up from this point, as a browser sees it."""
    line = page.context.new_cdp_session(page)
    line.send(
        "Input.synthesizeScrollGesture",
        {"x": x, "y": y, "yDistance": -80, "gestureSourceType": "touch", "speed": 400},
    )


def test_a_press_on_a_class_chooses_it(opened: Open) -> None:
    visitor = opened()
    visitor.page.mouse.click(
        *middle(visitor.page, "[data-chart=per_class] .scatterlayer .point:nth-child(16)")
    )
    chosen = board_data.key_with(START, place=board_data.CODES["2H"])
    visitor.reads(f": {chosen}")
    expect(visitor.page.get_by_label("Klas", exact=True)).to_have_value(board_data.CODES["2H"])


def test_numbers_and_lines_that_ask_attention_can_be_pressed(opened: Open) -> None:
    visitor = opened()
    page = visitor.page
    page.get_by_role("button", name="Open zaken").click()
    visitor.reads(f"pressed levels level:3 at {START}")
    page.get_by_role("button", name="Wie is aan zet").click()
    visitor.reads(f"pressed attention 2 at {START}")
    page.get_by_role("button", name="Bekijk: Sinds oktober").click()
    visitor.reads("opened over_time")
    page.get_by_role("button", name="Naar 2H").click()
    expect(page.get_by_label("Klas", exact=True)).to_have_value(board_data.CODES["2H"])


def test_the_menu_of_a_chart_shows_a_table_goes_deeper_and_shares(opened: Open) -> None:
    visitor = opened()
    page, card = visitor.page, chart(visitor.page, "levels")
    more = card.get_by_role("button", name="Meer bij Niveaus")
    more.click()
    card.get_by_role("button", name="Verdieping").click()
    visitor.reads("opened levels")
    more.click()
    card.get_by_role("button", name="Delen of bewaren").click()
    visitor.reads("shared levels")
    more.click()
    card.get_by_role("button", name="Als tabel").click()
    table = card.get_by_role("table", name="Niveaus")
    assert table.get_by_role("row").nth(1).inner_text().split("\t")[:3] == ["Niveau 3", "3", "2"]
    table.get_by_role("button", name="Bekijk: Niveau 1").click()
    visitor.reads(f"pressed levels level:1:running at {START}")
    # It stays a table in another view.
    page.get_by_label("Team").select_option("boven")
    expect(table.get_by_role("row").nth(3)).to_contain_text("19")


def test_what_a_figure_means_stands_behind_its_sign(opened: Open) -> None:
    page = opened().page
    card = chart(page, "per_class")
    sign = card.get_by_role("button", name="Uitleg bij Per klas")
    assert sign.get_attribute("aria-expanded") == "false"
    sign.click()
    words = card.get_by_role("region", name="Uitleg bij Per klas")
    assert words.locator("p").all_inner_texts() == [
        "Elke stip is een klas. De band eromheen zegt hoe zeker het is.",
        "Geteld: alle meldingen.",
        board_data.view(START)["charts"]["per_class"]["n"],
    ]
    page.keyboard.press("Escape")
    expect(words).to_be_hidden()
    expect(sign).to_be_focused()


# --- by keyboard ----------------------------------------------------------------------------------


def test_the_points_of_a_chart_are_walked_and_pressed_by_keyboard(opened: Open) -> None:
    visitor = opened()
    page, card = visitor.page, chart(visitor.page, "levels")
    card.locator(".board-plot").focus()
    voice = page.locator("[aria-live=polite]")
    page.keyboard.press("ArrowRight")
    expect(voice).to_have_text("Niveau 3: 3 loopt. 1 van 6. Enter opent wat erachter zit.")
    page.keyboard.press("ArrowRight")
    expect(voice).to_contain_text("Niveau 3: 2 gestopt, nazorg loopt. 2 van 6.")
    page.keyboard.press("End")
    expect(voice).to_contain_text("Niveau 1: 8 gestopt, nazorg loopt. 6 van 6.")
    page.keyboard.press("ArrowLeft")
    expect(voice).to_contain_text("Niveau 1: 18 loopt. 5 van 6.")
    around, bar = (
        card.locator(".board-ring").bounding_box(),
        middle(page, BAR.replace("2) p", "3) p")),
    )
    assert around is not None
    assert around["x"] < bar[0] < around["x"] + around["width"]
    assert around["y"] < bar[1] < around["y"] + around["height"]
    page.keyboard.press("Enter")
    visitor.reads(f"pressed levels level:1:running at {START}")
    page.keyboard.press("Escape")
    expect(card.locator(".board-ring")).to_be_hidden()


def test_enter_on_a_class_chooses_it(opened: Open) -> None:
    visitor = opened()
    chart(visitor.page, "per_class").locator(".board-plot").focus()
    visitor.page.keyboard.press("Home")
    expect(visitor.page.locator("[aria-live=polite]")).to_contain_text("Enter kiest dit.")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_label("Klas", exact=True)).to_have_value(board_data.CODES["1A"])


def test_everything_is_reached_with_tab_and_seen(read_only: Look) -> None:
    page = read_only(1280)
    page.get_by_label("Team").focus()
    names: list[str] = []
    for _ in range(24):
        names.append(
            page.evaluate(
                "() => document.activeElement.getAttribute('aria-label')"
                " ?? document.activeElement.textContent"
            )
        )
        page.keyboard.press("Tab")
    for name in ("Tot en met", "Open zaken", "Naar 2H: ", "Uitleg bij Per klas", "Meer bij Nazorg"):
        assert any(text.startswith(name) for text in names), names
    assert sum("pijltjestoetsen" in text for text in names) == 4


# --- dark, paper, faults --------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 375])
def test_no_fault_that_axe_finds_in_light_dark_table_and_menu(opened: Open, width: int) -> None:
    visitor = opened(width=width)
    assert overflow(visitor.page) == 0
    card = chart(visitor.page, "per_class")
    by_look = {"light": faults(visitor.page)}
    visitor.page.wait_for_function(f"() => ({INK})() === 'rgb(34, 48, 47)'")
    with in_the_dark(visitor):
        # Words in pictures take the colour of the theme.
        visitor.page.wait_for_function(f"() => ({INK})() === 'rgb(233, 236, 233)'")
        by_look["dark"] = faults(visitor.page)
    visitor.page.wait_for_function(f"() => ({INK})() === 'rgb(34, 48, 47)'")
    card.get_by_role("button", name="Uitleg").click()
    by_look["info"] = faults(visitor.page)
    visitor.page.keyboard.press("Escape")
    card.get_by_role("button", name="Meer bij").click()
    by_look["menu"] = faults(visitor.page)
    card.get_by_role("button", name="Als tabel").click()
    by_look["table"] = faults(visitor.page)
    assert {name: rows for name, rows in by_look.items() if rows} == {}


def test_on_paper_stands_a_sentence_and_no_exact_number(read_only: Look) -> None:
    page = read_only(1280)
    page.emulate_media(media="print")
    text = page.locator(".board").inner_text()
    assert text.startswith("Op papier komen alleen cijfers die naar buiten mogen.")
    for number in ("61", "41", "85%", "2H"):
        assert number not in text
    assert page.locator(".board svg:visible").count() == 0
    page.emulate_media(media="null")


def test_what_may_leave_is_printed(opened: Open) -> None:
    page = opened("naar_buiten=ja").page
    page.emulate_media(media="print")
    assert "Op papier" not in page.locator(".board").inner_text()
    assert reports(page).is_visible()
    assert page.locator(".board-canvas .main-svg:visible").count() >= 4
    assert not page.locator(".board-intern").is_visible()
    assert not page.locator(".board-sign").first.is_visible()


def test_a_figure_without_data_says_when_it_can_be_said(opened: Open) -> None:
    page = opened().page
    page.get_by_label("Soort").select_option("verbal")
    card = chart(page, "aftercare")
    expect(card.get_by_text("vanaf 10 december kan dit gezegd worden")).to_be_visible()
    expect(card.locator(".board-plot")).to_be_hidden()
    page.get_by_label("Soort").select_option("")
    expect(card.locator(".board-plot")).to_be_visible()


def test_the_words_of_a_legend_stand_below_the_picture_and_wrap(read_only: Look) -> None:
    page = read_only(375)
    card = chart(page, "aftercare")
    assert card.locator(".board-legend li").all_inner_texts() == [
        "op tijd",
        "te laat",
        "niet gedaan",
    ]
    assert card.locator(".legend .traces").count() == 0
    legend, picture = card.locator(".board-legend").bounding_box(), card.locator(".board-plot")
    above = picture.bounding_box()
    assert legend is not None
    assert above is not None
    assert legend["y"] >= above["y"] + above["height"]
    assert above["height"] > 150


def test_without_plotly_the_tables_are_shown(opened: Open) -> None:
    visitor = opened()
    visitor.context.route("**/plotly-basic*", lambda route: route.abort())
    visitor.page.reload()
    expect(visitor.page.get_by_role("table")).to_have_count(4)
    expect(reports(visitor.page)).to_have_text("61")


def test_words_of_a_school_stay_words(opened: Open) -> None:
    words = "<img src=x onerror=alert(1)>"
    page = opened(f"woorden={quote(words)}").page
    card = chart(page, "levels")
    card.get_by_role("button", name="Uitleg").click()
    expect(card.locator(".board-info")).to_contain_text(words)
    page.keyboard.press("Escape")
    card.get_by_role("button", name="Meer bij").click()
    card.get_by_role("button", name="Als tabel").click()
    for place in (".board-line", ".board-note", ".board-unit", ".board-table", "select option"):
        expect(page.locator(place).filter(has_text=words).first).to_be_attached()
    assert page.locator(".board img").count() == 0


# --- what is loaded -------------------------------------------------------------------------------


def test_plotly_comes_with_the_board_and_not_before(opened: Open, server: Server) -> None:
    visitor = opened()
    loaded = frames(visitor.page)
    assert sum("/board/plotly-basic.min.js?v=" in name for name in loaded) == 1
    assert sum("PlotlyChart" in name for name in loaded) == 0
    visitor.page.goto(f"{server.address}/elders")
    visitor.page.get_by_role("heading", name="Elders").wait_for()
    assert [name for name in frames(visitor.page) if "/board/" in name] == []


def test_nothing_is_saved_as_a_picture(read_only: Look) -> None:
    page = read_only(1280)
    page.mouse.move(*middle(page, BAR))
    assert page.locator(".board .modebar-btn").count() == 0
