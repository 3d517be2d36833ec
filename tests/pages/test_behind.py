"""From a figure in Trends to the cases behind it, and the chips that tell so on Zaken."""

from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from analytics.narrowing import View
from analytics.period import Period
from casework import entries as kinds
from casework.action_card import packaged_card
from casework.case_filter import Basis, CaseFilter
from casework.entries import NewEntry
from casework.figures import FigureFilter
from tests.cast import Cast, record_at
from tests.pages.conftest import Open
from ui import case_address, case_chips
from ui.trends import behind, questions
from ui.trends.filters import Chosen

PERIOD = Period(date(2026, 8, 1), date(2027, 7, 31), date(2026, 11, 23))
BEFORE = Period(date(2025, 8, 1), date(2026, 7, 31), date(2025, 11, 23))
WANTED = FigureFilter(kind="verbal")
EARLIER = View(WANTED, BEFORE, BEFORE)
NAMES = ("dit schooljaar", "vorig schooljaar")
CHOSEN = Chosen(View(WANTED, PERIOD, PERIOD), EARLIER, EARLIER, NAMES, is_open=True)


@pytest.fixture
def two(school: Cast) -> Cast:
    """2B: one at level 1 of October and one at level 3 of November."""
    school.case(reported_on=date(2026, 10, 5), places=("corridor",))
    high = school.case(target="Yusuf", displaying="Emma", kinds=("physical",)).subject_id
    desk = school.desk("Samira")
    raised = kinds.LevelReached(level=3, proposed=1, cause="judgement", reason="Nodig.")
    record_at(desk, high, NewEntry(raised, school.today))
    return school


def text(app: AppTest) -> str:
    groups = (app.title, app.markdown, app.caption, app.text, app.info, app.error)
    return " ".join(str(one.value) for group in groups for one in group).replace("\\", "")


def links(app: AppTest) -> list[dict[str, str]]:
    """The addresses of the links to the cases behind a figure."""
    found = [one.proto for one in app.get("page_link") if one.proto.label == behind.LINK]
    return [{k: v[0] for k, v in parse_qs(one.query_string).items()} for one in found]


def labels(app: AppTest) -> list[str]:
    opening = [str(button.key) for button in app.button if "zaak_open_" in str(button.key)]
    return [key.removeprefix("zaak_open_") for key in opening]


# --- on Trends ------------------------------------------------------------------------------------


def test_every_figure_with_cases_behind_it_has_a_link_to_them(two: Cast, opened: Open) -> None:
    for asked in questions.QUESTIONS:
        found = links(opened("Willem", "trends", t_vraag=asked.code))
        expected = [key for key in ("aftercare", *asked.figures) if key in behind.BASES]
        # Two school years are needed to compare, and this school has one.
        assert len(found) == len([key for key in expected if key != "comparison"]), asked.code
        assert all(case_address.read(address) for address in found)


def test_the_link_carries_the_filter_and_the_part_that_was_chosen(two: Cast, opened: Open) -> None:
    app = opened("Willem", "trends", t_vraag="how_often")
    team = two.teams["onderbouw"]
    first, last = date(2026, 8, 1), date(2026, 10, 31)
    assert case_address.read(links(app)[1]) == CaseFilter(Basis.REPORT, first, last, team)
    app.selectbox(key="part_over_time").set_value("month:2026-09").run()
    september = CaseFilter(Basis.REPORT, date(2026, 9, 1), date(2026, 9, 30), team)
    assert case_address.read(links(app)[1]) == september


def test_a_part_of_the_team_of_which_few_figures_are_told_has_a_link_too(
    two: Cast, opened: Open
) -> None:
    app = opened("Willem", "trends", t_soort="verbal")
    (address,) = links(app)
    assert case_address.read(address) == CaseFilter(
        Basis.REPORT,
        date(2026, 8, 1),
        date(2026, 10, 31),
        two.teams["onderbouw"],
        kind="verbal",
    )


def test_no_name_and_no_word_gets_into_the_address(two: Cast, opened: Open) -> None:
    for address in links(opened("Willem", "trends", t_vraag="how_often")):
        for value in address.values():
            assert "2B" not in value
            assert " " not in value


@pytest.mark.parametrize("key", behind.BASES)
def test_every_part_of_a_figure_narrows_its_filter(key: str) -> None:
    found = behind.behind(key, CHOSEN, packaged_card(), [])
    assert found is not None
    for part, words in found.parts.items():
        assert words
        assert found.of(part) != found.whole or part in ("outcome:behind",)
        assert case_address.read(case_address.written(found.of(part))) == found.of(part)
    assert found.of("month:'; --") == found.of("") == found.whole


def test_a_month_stays_within_the_period() -> None:
    whole = CaseFilter(Basis.REPORT, date(2026, 8, 31), date(2026, 11, 23))
    assert behind.narrowed(whole, "month:2026-08").first == date(2026, 8, 31)
    assert behind.narrowed(whole, "month:2026-11").last == date(2026, 11, 23)
    assert behind.narrowed(whole, "month:2026-11").first == date(2026, 11, 1)


def test_prevention_has_no_case_behind_it() -> None:
    assert behind.behind("prevention", CHOSEN, packaged_card(), []) is None


# --- on Zaken -------------------------------------------------------------------------------------


def arrived(opened: Open, name: str, wanted: CaseFilter) -> AppTest:
    return opened(name, "zaken", **case_address.written(wanted))


def test_the_list_says_which_figure_it_is_and_how_many_may_be_opened(
    two: Cast, opened: Open
) -> None:
    app = arrived(opened, "Willem", CaseFilter(Basis.REPORT, date(2026, 8, 1), two.today))
    assert labels(app) == ["2026-002"]
    assert "Uit een cijfer:** zaken met een melding" in text(app)
    assert "Hiervan mag jij 1 zaak openen." in text(app)
    assert case_chips.MORE in text(app)
    assert "1 van 2" not in text(app)


def test_the_mentor_who_gets_the_same_link_sees_the_own_cases(two: Cast, opened: Open) -> None:
    app = arrived(opened, "Samira", CaseFilter(Basis.REPORT, place="corridor"))
    assert labels(app) == ["2026-001"]
    assert labels(arrived(opened, "Joris", CaseFilter(Basis.REPORT))) == []
    assert not any(one.proto.label == "Terug naar Trends" for one in app.get("page_link"))


def test_who_may_open_none_reads_so_and_not_how_many_there_are(two: Cast, opened: Open) -> None:
    app = arrived(opened, "Petra", CaseFilter(Basis.NOW, team_id=two.teams["onderbouw"]))
    assert labels(app) == []
    assert "Hiervan mag jij geen zaak openen." in text(app)
    assert "een ander team" in [button.label for button in app.button]


def test_a_chip_takes_its_own_filter_away(two: Cast, opened: Open) -> None:
    wanted = CaseFilter(
        Basis.REPORT, date(2026, 9, 1), date(2026, 9, 30), kind="verbal", place="corridor"
    )
    app = arrived(opened, "Samira", wanted)
    assert labels(app) == []
    app.button(key="chip_f_van").click().run()
    assert labels(app) == ["2026-001"]
    assert "f_van" not in app.query_params
    assert "f_tot" not in app.query_params
    app.button(key="chip_f_plek").click().run()
    app.button(key="chip_f_soort").click().run()
    assert labels(app) == ["2026-002", "2026-001"]
    app.button(key="chips_all").click().run()
    assert not app.query_params
    assert "Uit een cijfer" not in text(app)


def test_chips_say_what_is_limited_in_words(two: Cast, opened: Open) -> None:
    wanted = CaseFilter(
        Basis.STEP,
        date(2026, 9, 1),
        two.today,
        team_id=two.teams["onderbouw"],
        class_id=two.classes["2B"],
        year_group=2,
        step="talk_target",
        outcome="behind",
    )
    told = [words for _, words in case_chips.chips(two.desk("Willem"), wanted)]
    assert told == [
        "1 sep tot en met 23 nov",
        "team onderbouw",
        "leerjaar 2",
        "klas 2B",
        "Gesprek met de gepeste leerling",
        "te laat of niet gedaan",
    ]


def test_a_nonsense_address_shows_the_whole_list(two: Cast, opened: Open) -> None:
    assert len(labels(opened("Samira", "zaken", f_wat="'; --", f_klas="2B"))) == 2
    assert len(labels(opened("Samira", "zaken", f_wat="report", f_van="morgen"))) == 2


def test_the_way_back_goes_to_trends_as_it_was(two: Cast, opened: Open) -> None:
    app = opened("Willem", "trends", t_vraag="card")
    app.query_params.clear()
    app.switch_page("../pages/zaken.py")
    for key, value in case_address.written(CaseFilter(Basis.NOW)).items():
        app.query_params[key] = value
    app.run()
    back = [one.proto for one in app.get("page_link") if one.proto.label == "Terug naar Trends"]
    assert parse_qs(back[0].query_string) == {"t_vraag": ["card"]}


def test_old_filters_and_figures_go_together(two: Cast, opened: Open) -> None:
    days = two.today - timedelta(days=90)
    app = opened(
        "Samira",
        "zaken",
        z_niveau="niveau 3",
        **case_address.written(CaseFilter(Basis.REPORT, days, two.today)),
    )
    assert labels(app) == ["2026-002"]
