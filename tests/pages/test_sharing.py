"""Delen of bewaren: what is on the panel is what leaves, and the read log says who took it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from casework.desk import Desk
from casework.people import Assignment, Role
from server import state
from tests.cast import YEAR_STARTS_ON, Cast
from tests.exchange import workbook_reading
from ui.trends import sharing

YEAR = "2026-2027"
NOT_HERE = "Deze pagina kunnen we niet laten zien."
Acts = dict[str, Callable[[Desk], bytes]]


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> Acts:
    """What each button of the panel does when it is pressed, by its label."""
    acts: Acts = {}

    def button(label: str, make: Any, **settings: Any) -> None:
        acts[label] = make

    monkeypatch.setattr(sharing, "download_button", button)
    return acts


def panel(cast: Cast, name: str, figure: str, team: str = "", year: str = YEAR) -> AppTest:
    """The panel of a figure, as somebody has it open."""

    def script(figure: str, team_id: str, school_year: str) -> None:
        import streamlit as st

        from analytics.figures import BY_KEY
        from casework.errors import CaseworkError
        from ui import session
        from ui.trends import sharing

        try:
            sharing.show(session.desk(), BY_KEY[figure], team_id, school_year)
        except CaseworkError as refusal:
            st.error(str(refusal))

    app = AppTest.from_function(script, args=(figure, cast.teams.get(team, team), year))
    app.default_timeout = 60
    _, signed_in = state.sessions.begin(cast.staff[name], has_second_step=True)
    app.user = {"session": signed_in.public_id}
    app.run()
    assert not app.exception
    return app


def words_on(app: AppTest) -> str:
    """All that is on the screen, tables too."""
    page_texts = [*app.markdown, *app.caption, *app.info, *app.get("html")]
    return "\n".join(str(getattr(one, "value", "") or one.proto.body) for one in page_texts)


def given(cast: Cast, name: str, role: Role, scope: str = "") -> None:
    held = Assignment(role, scope, YEAR_STARTS_ON)
    cast.store.school.assign(cast.staff[name], held, cast.staff["Ineke"])


def test_the_panel_shows_the_tables_that_leave_and_how_to_read_them(
    read_only: Cast, pressed: Acts
) -> None:
    text = words_on(panel(read_only, "Willem", "reports", "onderbouw"))
    assert "Dit is alles wat naar buiten gaat" in text
    assert "onderbouw, zaterdag 1 augustus 2026 tot en met zaterdag 31 oktober 2026" in text
    assert "19 meldingen" in text
    assert "leerjaar 2" in text
    assert list(pressed) == ["Excel", "CSV", "Afbeelding (PNG)"]


def test_the_picture_of_the_panel_is_made_of_the_same_table(read_only: Cast, pressed: Acts) -> None:
    app = panel(read_only, "Willem", "reports", "onderbouw")
    (chart,) = app.get("plotly_chart")
    assert '"x":[19]' in chart.proto.spec.replace(" ", "")
    assert '"displayModeBar": false' in chart.proto.config


def test_a_figure_with_small_numbers_has_words_in_their_place(
    read_only: Cast, pressed: Acts
) -> None:
    app = panel(read_only, "Willem", "aftercare", "onderbouw")
    text = words_on(app)
    assert "Nazorg op tijd" in text
    assert "Nazorg: met wie" in text
    assert not {cell for n in "1234" for cell in (f"<td>{n}</td>",)} & set(text.split())
    for cell in ("<td>1</td>", "<td>2</td>", "<td>3</td>", "<td>4</td>"):
        assert cell not in text
    assert "&lt;5" in text


def test_a_figure_of_which_nothing_may_leave_says_so_and_points_to_the_report(
    read_only: Cast, pressed: Acts
) -> None:
    app = panel(read_only, "Willem", "recurrence", "onderbouw")
    assert sharing.NOTHING in words_on(app)
    assert [link.proto.label for link in app.get("page_link")] == ["Naar Rapport"]
    assert pressed == {}


def test_a_mentor_is_pointed_to_no_screen_that_is_not_there(read_only: Cast, pressed: Acts) -> None:
    app = panel(read_only, "Samira", "recurrence")
    assert sharing.NOTHING in words_on(app)
    assert not app.get("page_link")


def test_a_mentor_shares_the_figures_of_the_team_and_not_of_the_class(
    read_only: Cast, pressed: Acts
) -> None:
    text = words_on(panel(read_only, "Samira", "reports"))
    assert "onderbouw" in text
    assert "19 meldingen" in text


@pytest.mark.parametrize("name", ["Samira", "Fatima", "Willem"])
def test_another_team_is_not_here(read_only: Cast, pressed: Acts, name: str) -> None:
    app = panel(read_only, name, "reports", "bovenbouw")
    assert app.error[0].value.startswith(NOT_HERE)
    assert "meldingen" not in words_on(app)
    assert pressed == {}


def test_who_leads_the_school_shares_it_whole_or_a_team(busy: Cast, pressed: Acts) -> None:
    given(busy, "Dirk", Role.SCHOOL_LEADER)
    whole = words_on(panel(busy, "Dirk", "over_time"))
    assert "de hele school" in whole
    assert "26 meldingen" in whole
    assert "7 meldingen" in words_on(panel(busy, "Dirk", "over_time", "bovenbouw"))


def test_who_has_pupils_in_several_teams_chooses_one(busy: Cast, pressed: Acts) -> None:
    given(busy, "Hanna", Role.MENTOR, busy.classes["2C"])
    app = panel(busy, "Hanna", "over_time")
    assert app.selectbox[0].options == ["bovenbouw", "onderbouw"]
    assert "7 meldingen" in words_on(app)
    assert "19 meldingen" in words_on(app.selectbox[0].select_index(1).run())


def test_before_the_first_month_is_over_nothing_leaves(
    busy: Cast, pressed: Acts, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui import session

    monkeypatch.setattr(session, "today", lambda: date(2026, 8, 20))
    assert sharing.NO_MONTH in words_on(panel(busy, "Willem", "reports", "onderbouw"))
    assert pressed == {}


def test_a_school_without_anything_to_tell_has_no_files(school: Cast, pressed: Acts) -> None:
    assert sharing.TOO_FEW in words_on(panel(school, "Willem", "reports", "onderbouw"))
    assert pressed == {}


def test_each_file_is_in_the_read_log_under_who_fetched_it(busy: Cast, pressed: Acts) -> None:
    panel(busy, "Samira", "reports", "onderbouw")
    for label, act in pressed.items():
        assert act(busy.desk("Samira")), label
    page_texts = busy.store.access_log.lines(busy.today, busy.today)
    lines = [(one.staff_name, one.case_label, one.reason) for one in page_texts]
    title = "Meldingen per klas"
    for label in pressed:
        line = ("Samira el Idrissi", "cijfers onderbouw", f"figuur bewaard: {title}, {label}")
        assert lines.count(line) == 1


def test_who_fetches_a_file_signs_it_and_must_still_be_allowed(busy: Cast, pressed: Acts) -> None:
    panel(busy, "Willem", "reports", "onderbouw")
    written = pressed["Excel"](busy.desk("Fatima"))
    assert "door Fatima Aydın" in workbook_reading.words(written)
    for name in ("Petra", "Dirk", "Anneke"):
        with pytest.raises(Exception, match=NOT_HERE):
            pressed["Excel"](busy.desk(name))


def test_the_files_say_what_the_panel_says(read_only: Cast, pressed: Acts) -> None:
    panel(read_only, "Willem", "reports", "onderbouw")
    desk = read_only.desk("Willem")
    assert ["leerjaar 2", 19.0] in next(
        iter(workbook_reading.sheets(pressed["Excel"](desk)).values())
    )
    assert "leerjaar 2;meldingen;19" in pressed["CSV"](desk).decode("utf-8-sig")
    assert pressed["Afbeelding (PNG)"](desk).startswith(b"\x89PNG")
