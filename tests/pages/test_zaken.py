"""Zaken: the cases in sight, found by number, state, level, class and kind; never a name."""

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
from ui.cases import case_list
from ui.cases.case_list import ListFilter

START = Path(__file__).parents[2] / "ui" / "router.py"


def signed_in(school: Cast, name: str, app: AppTest) -> AppTest:
    _, signed_in = state.sessions.begin(school.staff[name])
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
    opening = [button.key for button in app.button if str(button.key).startswith("case_open_")]
    return [str(key).removeprefix("case_open_") for key in opening]


def text(app: AppTest) -> str:
    groups = (app.title, app.markdown, app.caption, app.text, app.info, app.error)
    return " ".join(str(one.value) for group in groups for one in group)


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


def test_there_is_no_name_in_the_list(shared: Cast) -> None:
    screen = text(opened(shared, "Samira"))
    for given, (family, _) in PUPILS.items():
        assert given not in screen
        assert family not in screen


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


def test_a_case_is_found_by_its_number_which_stays_out_of_the_address(shared: Cast) -> None:
    app = opened(shared, "Samira")
    app.text_input(key="cases_number").set_value(" 002 ").run()
    assert labels(app) == ["2026-002"]
    assert "002" not in str(app.query_params)


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
    app.text_input(key="cases_number").set_value("02").run()
    assert labels(app) == ["2026-021", "2026-020", "2026-002"]


def test_a_row_leads_to_its_case(shared: Cast) -> None:
    app = opened(shared, "Samira")
    app.button(key="case_open_2026-001").click().run()
    assert not app.exception
    assert "Zaak 2026-001" in text(app)


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
        (ListFilter(number="044"), True),
        (ListFilter(number="045"), False),
        (ListFilter(number="02"), False),
        (ListFilter(number="2026-04"), True),
        (ListFilter(number="2026"), True),
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
    kinds = case_list.kinds_in_words(CASE, packaged_card())
    assert kinds == f"{words['verbal']}; {words['online']}; en nog 1"
