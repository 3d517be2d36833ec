"""Zaken: the cases in sight, found by pupil, class, number, state, level and kind."""

import re
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.card.model import packaged_card
from casework.entries import NewEntry
from casework.records import CaseSummary
from server import state
from tests.cast import PUPILS, Cast, record_at
from tests.pages.conftest import open_screen
from tests.pages.html_reading import addresses, follow, html, words
from ui import hidden_names
from ui.cases import case_list, rows
from ui.cases.case_list import ListFilter

START = Path(__file__).parents[2] / "ui" / "router.py"


def signed_in(school: Cast, name: str, app: AppTest) -> AppTest:
    _, signed_in = state.sessions.begin(school.staff[name], has_second_step=True)
    app.user = {"session": signed_in.public_id}
    return app


def opened(school: Cast, name: str, **query: str) -> AppTest:
    """The screen as this person has it open, with these filters in the address."""
    app = signed_in(school, name, AppTest.from_file(START, default_timeout=20)).run()
    app.switch_page("../pages/zaken.py")
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def labels(app: AppTest) -> list[str]:
    """The numbers of the cases on screen, in order."""
    return re.findall(r"Zaak (\d{4}-\d{3})", " ".join(line for line, _ in addresses(app)))


def text(app: AppTest) -> str:
    groups = (app.title, app.markdown, app.caption, app.text, app.info, app.error)
    return " ".join(str(one.value) for group in groups for one in group) + words(html(app))


@pytest.fixture(scope="module")
def shared_school(shared_school: Cast) -> Cast:
    """Three cases of 2B: verbal; physical and serious, 2B with 2C; gossip, stopped."""
    school = shared_school
    back = [school.today - timedelta(days=days) for days in (20, 10, 5)]
    school.case(target="Noor", displaying="Daan", reported_on=back[0])
    school.case(
        target="Yusuf",
        displaying="Sem",
        kinds=("physical",),
        serious=("injury",),
        reported_on=back[1],
    )
    gone = school.case(target="Emma", displaying="", kinds=("gossip",), reported_on=back[2])
    stop = NewEntry(kinds.Stopped(said_by="target", words="Het is over."), school.today, "stopped")
    record_at(school.desk("Samira"), gone.subject_id, stop)
    return school


def test_a_mentor_sees_the_serious_case_on_top_and_the_others_newest_first(shared: Cast) -> None:
    app = opened(shared, "Samira")
    assert labels(app) == ["2026-002", "2026-003", "2026-001"]
    assert "3 zaken" in text(app)


def test_the_mentor_of_another_class_sees_only_what_touches_that_class(shared: Cast) -> None:
    assert labels(opened(shared, "Joris")) == ["2026-002"]
    assert "1 zaak" in text(opened(shared, "Joris"))


def test_each_case_stands_under_the_names_of_who_is_in_it_the_gepeste_first(shared: Cast) -> None:
    heads = [line.split(" Zaak ")[0] for line, _ in addresses(opened(shared, "Samira"))]
    assert heads == ["Yusuf Y. en Sem J.", "Emma B.", "Noor V. en Daan B."]


def test_with_names_hidden_there_is_no_name_in_the_list(
    shared: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hidden_names, "are_hidden", lambda: True)
    screen = text(opened(shared, "Samira"))
    for given, (family, _) in PUPILS.items():
        assert given not in screen
        assert family not in screen
    assert "Namen tonen" in screen


def test_no_name_is_in_an_address(shared: Cast) -> None:
    app = searched(shared, "Samira", "noor")
    everything = f"{app.query_params} {[to for _, to in addresses(app)]}".lower()
    for given, (family, _) in PUPILS.items():
        assert given.lower() not in everything
        assert family.lower() not in everything


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("z_staat", "gestopt, nazorg", ["2026-003"]),
        ("z_niveau", "niveau 1", ["2026-002", "2026-003", "2026-001"]),
        ("z_klas", "2C", ["2026-002"]),
        ("z_soort", "roddelen of geruchten", ["2026-003"]),
        ("z_ernstig", "true", ["2026-002"]),
    ],
)
def test_a_filter_in_the_address_limits_the_list(
    shared: Cast, key: str, value: str, expected: list[str]
) -> None:
    assert labels(opened(shared, "Samira", **{key: value})) == expected


def test_a_filter_that_is_chosen_limits_the_list(shared: Cast) -> None:
    app = opened(shared, "Samira")
    app.selectbox(key="z_klas").set_value("2C").run()
    assert labels(app) == ["2026-002"]
    assert "1 van 3 zaken" in text(app)


def searched(school: Cast, name: str, typed: str) -> AppTest:
    app = opened(school, name)
    app.text_input(key="search_typed").set_value(typed).run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("typed", "pupils", "cases"),
    [
        (" 002 ", [], ["2026-002"]),
        ("yilmaz", ["Yusuf Y. klas 2B · 1 zaak"], ["2026-002"]),
        ("DE BOER", ["Daan B. klas 2B · 1 zaak"], ["2026-001"]),
        ("jans", ["Sem J. klas 2C · 1 zaak"], ["2026-002"]),
        ("lotte", [], []),
        ("2c", [], ["2026-002"]),
        ("2b", ["Klas 2B naar de klas"], ["2026-002", "2026-003", "2026-001"]),
    ],
)
def test_one_box_finds_pupils_classes_and_numbers(
    shared: Cast, typed: str, pupils: list[str], cases: list[str]
) -> None:
    app = searched(shared, "Samira", typed)
    found = [line for line, to in addresses(app) if not to.startswith("/zaak?")]
    assert found == pupils
    assert labels(app) == cases
    assert typed.strip() not in str(app.query_params)


def test_what_is_not_found_says_what_can_be(shared: Cast) -> None:
    assert "Niets gevonden." in text(searched(shared, "Samira", "lotte"))
    assert "Lotte" not in text(searched(shared, "Samira", "lotte"))


def test_a_pupil_that_is_found_leads_to_the_page_of_that_pupil(shared: Cast) -> None:
    app = follow(searched(shared, "Samira", "noor"), "Noor V. klas 2B")
    assert app.title[0].value == "Noor Visser"


def test_the_box_in_the_head_leads_to_what_it_finds(shared: Cast) -> None:
    app = open_screen(shared, "Samira")
    app.text_input(key="search_head").set_value("yusuf").run()
    assert not app.exception
    assert app.title[0].value == "Zaken"
    assert app.text_input(key="search_typed").value == "yusuf"
    assert labels(app) == ["2026-002"]
    assert "yusuf" not in str(app.query_params)
    assert not [box for box in app.text_input if box.key == "search_head"]


def test_what_was_searched_for_is_still_there_on_the_way_back(shared: Cast) -> None:
    app = follow(searched(shared, "Samira", "yusuf"), "Zaak 2026-002")
    app.switch_page("../pages/zaken.py").run()
    assert app.text_input(key="search_typed").value == "yusuf"


@pytest.mark.parametrize("name", ["Ineke", "Dirk", "Sofie"])
def test_who_sees_no_cases_has_no_box_to_search(shared: Cast, name: str) -> None:
    assert not open_screen(shared, name).text_input


def test_a_filter_nobody_knows_is_left_out(shared: Cast) -> None:
    assert len(labels(opened(shared, "Samira", z_klas="9Z", z_niveau="'; --"))) == 3


def test_filters_that_leave_nothing_can_be_cleared(shared: Cast) -> None:
    app = opened(shared, "Samira", z_klas="2C", z_soort="roddelen of geruchten")
    assert labels(app) == []
    assert "Geen zaak past bij deze keuzes." in text(app)
    app.button(key="cases_clear").click().run()
    assert len(labels(app)) == 3
    assert not app.query_params


def test_an_empty_list_says_what_will_be_here(school: Cast) -> None:
    app = opened(school, "Samira")
    assert "Er zijn nog geen zaken." in text(app)
    assert not app.selectbox


def test_twenty_cases_fit_on_a_page(school: Cast) -> None:
    for _ in range(21):
        desk = school.desk("Samira")
        desk.cases.report(school.melding(), form_key=str(uuid4()), reason="Een andere zaak.")
    app = opened(school, "Samira")
    assert len(labels(app)) == 20
    app.pagination[0].set_value(2).run()
    assert labels(app) == ["2026-001"]
    assert app.query_params["z_bladzijde"] == "2"
    assert labels(opened(school, "Samira", z_bladzijde="2")) == ["2026-001"]
    assert len(labels(opened(school, "Samira", z_bladzijde="-1; x"))) == 20
    app.text_input(key="search_typed").set_value("02").run()
    assert labels(app) == ["2026-021", "2026-020", "2026-002"]


def test_a_row_leads_to_its_case(shared: Cast) -> None:
    assert "2026-001" in text(follow(opened(shared, "Samira"), "Zaak 2026-001"))


def test_who_has_no_cases_to_see_gets_a_refusal(shared: Cast) -> None:
    page = START.parents[1] / "pages" / "zaken.py"
    app = signed_in(shared, "Ineke", AppTest.from_file(page, default_timeout=20)).run()
    assert "De zaak bestaat niet, of hoort niet bij jou." in text(app)
    assert labels(app) == []


def test_a_stranger_gets_nothing(shared: Cast) -> None:
    app = AppTest.from_file(START.parents[1] / "pages" / "zaken.py", default_timeout=20).run()
    assert "Je bent niet aangemeld." in text(app)
    assert labels(app) == []


# --- the parts of the list ------------------------------------------------------------------------

CASE = CaseSummary(
    case_id="a",
    label="2026-044",
    state="running",
    level=2,
    opened_on=date(2026, 11, 1),
    last_report_on=date(2026, 11, 20),
    is_serious=False,
    group_level=False,
    kinds=("verbal", "online", "gossip"),
    class_names=("2B", "2C"),
    pupil_ids=(),
)


@pytest.mark.parametrize(
    ("list_filter", "fits"),
    [
        (ListFilter(), True),
        (ListFilter(case_ids=frozenset("a")), True),
        (ListFilter(case_ids=frozenset()), False),
        (ListFilter(state="closed"), False),
        (ListFilter(level=2), True),
        (ListFilter(level=3), False),
        (ListFilter(class_name="2C"), True),
        (ListFilter(kind="physical"), False),
        (ListFilter(serious=True), False),
    ],
)
def test_a_case_fits_only_when_every_filter_fits(list_filter: ListFilter, fits: bool) -> None:
    assert bool(case_list.matching([CASE], list_filter)) is fits


def test_counts_are_written_the_dutch_way() -> None:
    assert case_list.count(1, 1) == "1 zaak"
    assert case_list.count(12, 1250) == "12 van 1.250 zaken"


def test_a_case_with_many_kinds_shows_two_of_them() -> None:
    words = packaged_card().lists["kinds"]
    kinds = rows.kinds_in_words(CASE, packaged_card())
    assert kinds == f"{words['verbal']}; {words['online']}; en nog 1"
