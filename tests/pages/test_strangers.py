"""Every page file, run alone by somebody without a session, shows nothing but the way in."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from casework.errors import NotHere, NotSignedIn
from server import state
from tests.cast import Cast
from tests.pages.file_buttons import file_buttons
from ui.navigation import SCREENS

PAGES = sorted((Path(__file__).parents[2] / "pages").glob("*.py"))
SHOWN = ("title", "header", "subheader", "markdown", "text", "caption", "dataframe", "table")


def run(page: Path, user: dict[str, str] | None = None) -> AppTest:
    """The page, run by itself as Streamlit could be made to do."""
    app = AppTest.from_file(str(page), default_timeout=30)
    if user is not None:
        app.user = user
    return app.run()


def shows_only_the_way_in(app: AppTest) -> bool:
    """One refusal, and no other word or widget."""
    refused = [element.value for element in app.error] == [NotSignedIn.default]
    nothing_else = not any(app.get(kind) for kind in SHOWN)
    return refused and nothing_else and not app.button and not app.exception


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_that_is_run_alone_stops_a_stranger(page: Path, shared: Cast) -> None:
    assert shows_only_the_way_in(run(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_made_up_session_is_a_stranger(page: Path, shared: Cast) -> None:
    assert shows_only_the_way_in(run(page, {"session": "made-up", "uid": "admin"}))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_nobody_is_let_in_when_no_school_is_open(page: Path) -> None:
    state.use(None)
    assert shows_only_the_way_in(run(page))


def test_somebody_who_signed_out_is_a_stranger(shared: Cast) -> None:
    token, signed_in = state.sessions.begin(shared.staff["Samira"], has_second_step=True)
    page = next(page for page in PAGES if page.stem == "zaken")
    assert not shows_only_the_way_in(run(page, {"session": signed_in.public_id}))
    state.sessions.end(token)
    assert shows_only_the_way_in(run(page, {"session": signed_in.public_id}))


# By hand: who finds the figures in the menu, and who the report.
IN_THE_MENU = {
    "Samira": set(),
    "Fatima": {"Trends"},
    "Willem": {"Trends", "Rapport"},
    "Pim": {"Trends", "Rapport"},
    "Sofie": {"Trends", "Rapport"},
    "Anneke": set(),
    "Ineke": set(),
    "Dirk": set(),
}


@pytest.mark.parametrize("name", IN_THE_MENU)
def test_the_menu_shows_the_figures_to_who_leads(shared: Cast, name: str) -> None:
    desk = shared.desk(name)
    titles = {screen.title for screen in SCREENS if desk.may(screen.action)}
    assert titles & {"Trends", "Rapport"} == IN_THE_MENU[name]


@pytest.mark.parametrize("name", ["Samira", "Fatima", "Anneke", "Ineke", "Dirk"])
def test_the_report_is_not_there_for_who_makes_none(shared: Cast, name: str) -> None:
    _, signed_in = state.sessions.begin(shared.staff[name], has_second_step=True)
    page = next(page for page in PAGES if page.stem == "rapport")
    app = run(page, {"session": signed_in.public_id})
    assert [element.value for element in app.error] == [NotHere.default]
    assert not file_buttons(app)
    assert not app.get("html")


def test_somebody_whose_last_role_ended_sees_no_cases(school: Cast) -> None:
    held = school.actor("Samira").assignments[0]
    yesterday = school.today.replace(day=school.today.day - 1)
    admin = school.staff["Ineke"]
    _, signed_in = state.sessions.begin(school.staff["Samira"], has_second_step=True)
    school.case()
    school.store.school.end_assignment(school.staff["Samira"], held, yesterday, admin)
    page = next(page for page in PAGES if page.stem == "zaken")
    app = run(page, {"session": signed_in.public_id})
    assert not any("2026-001" in str(element.value) for element in app.markdown)


def sign_in_of(public_id: str) -> str:
    """What a desk behind this session calls the sign-in."""

    def page() -> None:
        import streamlit as st

        from ui import session

        st.text(session.find_desk()._access.session)

    app = AppTest.from_function(page, default_timeout=30)
    app.user = {"session": public_id}
    return str(app.run().text[0].value)


def test_a_desk_knows_one_sign_in_from_another_and_cannot_lead_to_either(shared: Cast) -> None:
    token, first = state.sessions.begin(shared.staff["Willem"], has_second_step=True)
    _, second = state.sessions.begin(shared.staff["Willem"], has_second_step=True)

    name = sign_in_of(first.public_id)

    assert name
    assert name == sign_in_of(first.public_id)
    assert name != sign_in_of(second.public_id)
    assert name not in (token, first.public_id)
    assert state.sessions.find(name) is None
    assert state.sessions.find_public(name) is None
