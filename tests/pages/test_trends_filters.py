"""What Trends is limited to: one thing at a time, whole months, chips, and another team."""

import pytest
from streamlit.testing.v1 import AppTest

from casework.desk import Desk
from casework.people import Assignment, Role
from tests.cast import Cast
from tests.pages.test_trends import choose, opened, small_numbers, text


def chips(app: AppTest) -> list[str]:
    return [str(one.label) for one in app.button if str(one.key).startswith("chip_")]


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


@pytest.fixture
def as_if_all_open(monkeypatch: pytest.MonkeyPatch, busy: Cast) -> Cast:
    """A right that nobody has yet: to open every case behind the figures."""
    monkeypatch.setattr(Desk, "may_open_all", True)
    return busy


# --- one thing at a time --------------------------------------------------------------------------


def test_a_second_choice_takes_the_place_of_the_first(busy: Cast) -> None:
    app = choose(opened(busy, "Willem", t_soort="physical"), "t_klas", busy.classes["2B"])
    assert chips(app) == ["klas 2B ×"]
    assert "t_soort" not in app.query_params


def test_of_two_choices_in_the_address_one_stays(busy: Cast) -> None:
    app = opened(busy, "Willem", t_soort="physical", t_klas=busy.classes["2B"])
    assert chips(app) == ["klas 2B ×"]
    assert app.selectbox(key="t_soort").value == ""
    assert small_numbers(app) == []


def test_who_may_open_all_cases_chooses_as_many_as_wanted(as_if_all_open: Cast) -> None:
    class_id = as_if_all_open.classes["2B"]
    app = opened(as_if_all_open, "Willem", t_soort="physical", t_klas=class_id)
    assert chips(app) == ["klas 2B ×", "duwen, slaan of ander lichamelijk geweld ×"]
    assert "7 meldingen in 1 klas" in text(app)
    app = press(app, "t_clear")
    assert chips(app) == []
    assert not {"t_soort", "t_klas"} & set(app.query_params)


# --- chips ----------------------------------------------------------------------------------------


def test_a_chip_takes_only_its_own_choice_away(as_if_all_open: Cast) -> None:
    class_id = as_if_all_open.classes["2B"]
    app = opened(as_if_all_open, "Willem", t_soort="physical", t_klas=class_id)
    app = press(app, "chip_t_soort")
    assert chips(app) == ["klas 2B ×"]
    assert app.selectbox(key="t_soort").value == ""
    assert app.selectbox(key="t_klas").value == class_id
    assert "t_clear" not in [button.key for button in app.button]


def test_without_a_choice_there_is_no_chip(busy: Cast) -> None:
    assert chips(opened(busy, "Willem")) == []


# --- months ---------------------------------------------------------------------------------------


def test_months_can_be_chosen_up_to_the_last_whole_one(busy: Cast) -> None:
    app = opened(busy, "Willem")
    assert app.selectbox(key="t_van").options == [
        "augustus 2026",
        "september 2026",
        "oktober 2026",
    ]
    app = choose(app, "t_van", "2026-09")
    assert app.query_params["t_van"] in ("2026-09", ["2026-09"])
    assert chips(app) == ["september 2026 tot en met oktober 2026 ×"]
    assert "Periode: 1 sep tot en met 31 okt." in text(app)
    app = press(app, "chip_t_van")
    assert not {"t_van", "t_tot"} & set(app.query_params)


def test_the_last_month_is_never_before_the_first(busy: Cast) -> None:
    app = opened(busy, "Willem", t_van="2026-10", t_tot="2026-09")
    assert chips(app) == ["oktober 2026 ×"]


@pytest.mark.parametrize(
    "query",
    [
        {"t_van": "2025-09", "t_tot": "2026-13", "t_naast": "bovenbouw"},
        {"t_van": "<b>", "t_tot": "2026-11", "t_naast": ""},
    ],
)
def test_nonsense_in_the_address_limits_nothing(
    busy: Cast,
    query: dict[str, str],
) -> None:
    app = opened(busy, "Willem", **query)
    assert chips(app) == []
    assert "Periode: 1 aug tot en met 31 okt." in text(app)


def test_who_may_open_all_cases_sees_up_to_today(as_if_all_open: Cast) -> None:
    app = opened(as_if_all_open, "Willem")
    assert "Periode: 1 aug tot en met 23 nov." in text(app)
    assert "november 2026" in app.selectbox(key="t_tot").options


# --- another team ---------------------------------------------------------------------------------


def test_who_leads_one_team_compares_with_the_year_before_alone(
    busy: Cast,
) -> None:
    app = opened(busy, "Willem", t_naast=busy.teams["bovenbouw"])
    assert "t_naast" not in [box.key for box in app.selectbox]
    assert "bovenbouw" not in text(app)


def test_who_leads_two_teams_looks_at_one_and_holds_the_other_beside_it(
    busy: Cast,
) -> None:
    also = Assignment(Role.TEAM_LEADER, busy.teams["bovenbouw"], busy.today)
    busy.desk("Ineke").office.assign(busy.staff["Willem"], also)
    app = opened(busy, "Willem", t_team=busy.teams["onderbouw"])
    # The sum of both teams is nowhere: less one of them it is the other.
    assert app.selectbox(key="t_team").options == ["bovenbouw", "onderbouw"]
    app = choose(app, "t_naast", busy.teams["bovenbouw"])
    assert chips(app) == ["naast team bovenbouw ×"]
    assert "Team bovenbouw: " in text(app)
    assert small_numbers(app) == []
    app = press(app, "chip_t_naast")
    assert "t_naast" not in app.query_params


# --- Zelf zoeken ----------------------------------------------------------------------------------


def test_two_things_stand_against_each_other_in_a_table(busy: Cast) -> None:
    app = opened(busy, "Willem", t_wat="cases", t_rij="class", t_kolom="outcome")
    bodies = [one.proto.body for one in app.get("html")]
    assert any("Tabel: Zaken: klas en uitkomst" in body for body in bodies)
    app = choose(app, "t_kolom", "level")
    assert app.query_params["t_kolom"] in ("level", ["level"])
    assert small_numbers(app) == []


def test_what_is_no_table_falls_back_to_kind_and_moment(busy: Cast) -> None:
    app = opened(busy, "Willem", t_wat="pupils", t_rij="name", t_kolom="kind")
    bodies = [one.proto.body for one in app.get("html")]
    assert any("Tabel: Meldingen: soort en moment" in body for body in bodies)


def test_a_part_does_not_limit_the_tables(busy: Cast) -> None:
    app = opened(busy, "Willem", t_klas=busy.classes["2B"])
    assert "Over het hele team en het hele schooljaar" in text(app)


def test_who_may_open_all_cases_counts_exactly(as_if_all_open: Cast) -> None:
    app = opened(as_if_all_open, "Willem", t_rij="class", t_kolom="kind")
    body = next(one.proto.body for one in app.get("html") if "klas en soort" in one.proto.body)
    assert "<td>16</td>" in body
    assert "n = 19 meldingen." in text(app)
