"""From a figure in Trends to the cases behind it, and the chips that tell so on Zaken."""

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from analytics.figures import BY_KEY, FIGURES
from analytics.period import Period
from analytics.view import View
from casework import entries as kinds
from casework.cases.case_filter import Basis, CaseFilter
from casework.entries import NewEntry
from casework.figures import FigureFilter
from tests.cast import Cast, record_at
from tests.pages import trends_screen
from tests.pages.conftest import Open
from tests.pages.test_zaken import labels
from ui.cases import filter_address, filter_chips
from ui.trends import case_links, figure_subgroups

PERIOD = Period(date(2026, 8, 1), date(2027, 7, 31), date(2026, 11, 23))
BEFORE = Period(date(2025, 8, 1), date(2026, 7, 31), date(2025, 11, 23))
VIEW = View(FigureFilter(kind="verbal"), PERIOD, PERIOD, BEFORE)
WITH_CASES = [figure.key for figure in FIGURES if figure.basis]


@pytest.fixture(scope="module")
def shared_school(shared_school: Cast) -> Cast:
    """With its two cases, for the tests that only look."""
    return two_cases(shared_school)


@pytest.fixture
def two(school: Cast) -> Cast:
    """The same in a school of its own, for a test that writes."""
    return two_cases(school)


def two_cases(school: Cast) -> Cast:
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


# --- what a press asks for ------------------------------------------------------------------------


@pytest.mark.parametrize("key", WITH_CASES)
def test_every_part_of_a_figure_narrows_its_filter_and_goes_into_an_address(
    read_only: Cast, key: str
) -> None:
    desk, figure = read_only.desk("Willem"), BY_KEY[key]
    view = replace(VIEW, filter=FigureFilter())
    whole = case_links.filter_of(desk, view, key)
    assert whole is not None
    choices = figure_subgroups.choices(desk, view, figure)
    assert bool(choices) == bool(figure.subgroups)
    for part, words in choices.items():
        assert words == figure_subgroups.subgroup_words(desk, view, figure, part) != ""
        narrowed = case_links.filter_of(desk, view, key, part)
        assert narrowed is not None
        assert narrowed != whole or part == "outcome:behind"
        assert filter_address.read(filter_address.parameters(narrowed)) == narrowed


@pytest.mark.parametrize(
    "part",
    [
        "month:'; --",
        "month:2019-01",
        "month:",
        "month",
        "level:3",
        "class_id:2B",
        "team_id:x",
        "basis:now",
        "first:2026-01-01",
        "+",
        "month:2026-09+level:3",
    ],
)
def test_what_no_figure_sent_is_no_part(read_only: Cast, part: str) -> None:
    assert case_links.filter_of(read_only.desk("Willem"), VIEW, "over_time", part) is None


def test_a_class_of_another_team_is_no_part(read_only: Cast) -> None:
    desk = read_only.desk("Willem")
    own, other = (read_only.classes[name] for name in ("2B", "4V1"))
    view = replace(VIEW, filter=FigureFilter())
    assert case_links.filter_of(desk, view, "reports", f"class_id:{own}") is not None
    assert case_links.filter_of(desk, view, "reports", f"class_id:{other}") is None


def test_a_cell_is_two_parts_at_once(read_only: Cast) -> None:
    desk = read_only.desk("Willem")
    cell = case_links.filter_of(desk, VIEW, "place_by_moment", "place:corridor+day_part:break")
    assert cell is not None
    assert (cell.place, cell.day_part, cell.kind) == ("corridor", "break", "verbal")


def test_a_second_kind_is_asked_beside_the_one_of_the_filter(read_only: Cast) -> None:
    desk = read_only.desk("Willem")
    both = case_links.filter_of(desk, VIEW, "kind_by_month", "kind:physical")
    assert both is not None
    assert (both.kind, both.second_kind) == ("verbal", "physical")
    one = case_links.filter_of(desk, VIEW, "kind_by_month", "kind:verbal")
    assert one is not None
    assert (one.kind, one.second_kind) == ("verbal", "")


def test_a_month_stays_within_its_period(read_only: Cast) -> None:
    desk, view = read_only.desk("Willem"), replace(VIEW, filter=FigureFilter())

    def days(month: str) -> tuple[date | None, date | None]:
        own_filter = case_links.filter_of(desk, view, "over_time", f"month:{month}")
        assert own_filter is not None
        return own_filter.first, own_filter.last

    assert days("2026-08") == (date(2026, 8, 1), date(2026, 8, 31))
    assert days("2026-11") == (date(2026, 11, 1), date(2026, 11, 23))
    assert days("2025-11") == (date(2025, 11, 1), date(2025, 11, 23))


def test_an_earlier_period_asks_for_the_cases_as_they_stood_then(read_only: Cast) -> None:
    october = replace(VIEW, period=replace(PERIOD, end=date(2026, 10, 31)))
    desk = read_only.desk("Willem")
    then = case_links.filter_of(desk, october, "open_cases", "level:1")
    assert then is not None
    assert then.known_on == date(2026, 10, 31)
    now = case_links.filter_of(desk, VIEW, "open_cases", "level:1")
    assert now is not None
    assert now.known_on is None


def test_an_unknown_figure_and_one_about_no_cases_have_nothing_behind_them(
    read_only: Cast,
) -> None:
    desk = read_only.desk("Willem")
    assert case_links.filter_of(desk, VIEW, "prevention") is None
    assert case_links.filter_of(desk, VIEW, "<b>") is None


# --- how many, and whose --------------------------------------------------------------------------


def behind(cast: Cast, name: str, **how: str) -> case_links.CasesBehind:
    return case_links.cases_behind(cast.desk(name), CaseFilter(Basis.REPORT, **how))  # type: ignore[arg-type]


def own_labels(cast: Cast, known: case_links.CasesBehind) -> list[str]:
    return [
        case.label for case in cast.desk("Willem").cases.all() if case.case_id in known.openable
    ]


def test_what_is_kept_follows_what_was_recorded_and_who_asks(two: Cast) -> None:
    assert behind(two, "Willem", place="corridor").openable == frozenset()
    assert len(behind(two, "Samira", place="corridor").openable) == 1
    case_id = next(iter(behind(two, "Samira", place="corridor").openable))
    raised = kinds.LevelReached(level=3, proposed=1, cause="judgement", reason="Nodig.")
    record_at(two.desk("Samira"), case_id, NewEntry(raised, two.today))
    assert behind(two, "Willem", place="corridor").openable == {case_id}


def test_who_leads_hears_how_many_there_are_and_opens_the_own(shared: Cast) -> None:
    known = behind(shared, "Willem")
    assert own_labels(shared, known) == ["2026-002"]
    assert known.count == 2
    assert case_links.link_words(known) == "Naar 1 van de 2 zaken hierachter"
    assert case_links.count_openable(shared.desk("Willem"), CaseFilter(Basis.REPORT)) == 1
    assert case_links.link_words(behind(shared, "Samira")) == "Naar de 2 zaken hierachter"
    only = behind(shared, "Samira", place="corridor")
    assert case_links.link_words(only) == "Naar de zaak hierachter"


def test_who_may_open_none_hears_whose_they_are(shared: Cast) -> None:
    known = behind(shared, "Willem", place="corridor")
    assert known.openable == frozenset()
    card = shared.desk("Willem").known_card
    assert case_links.why_none(known, card) == (
        "Deze zaak is bij de mentor; jij kunt die niet openen."
    )
    several = case_links.CasesBehind(frozenset(), 4, (1, 2))
    assert case_links.why_none(several, card) == (
        "Deze 4 zaken zijn bij de mentor en de leerlingcoördinator; jij kunt ze niet openen."
    )
    assert (
        case_links.why_none(case_links.CasesBehind(frozenset(), 0), card) == "Hier zijn geen zaken."
    )


def test_beyond_the_own_scope_nothing_is_behind_and_nothing_is_counted(shared: Cast) -> None:
    known = behind(shared, "Petra", team_id=shared.teams["onderbouw"])
    assert known == case_links.NO_CASES


def test_without_exact_figures_no_number_of_others_is_told(two: Cast) -> None:
    two.store.school.set_exact_figures(False, by=two.staff["Ineke"])
    known = behind(two, "Willem")
    assert own_labels(two, known) == ["2026-002"]
    assert known.count is None
    assert known.levels_of_others == ()
    nothing = behind(two, "Willem", place="corridor")
    sentence = case_links.why_none(nothing, two.desk("Willem").known_card)
    assert sentence == "Hiervan kun jij geen zaak openen."


# --- on Trends ------------------------------------------------------------------------------------


def links(app: AppTest) -> list[dict[str, str]]:
    """The addresses of the links to the cases behind a figure."""
    links = [one.proto for one in app.get("page_link") if one.proto.label.startswith("Naar ")]
    queries = [parse_qs(link.query_string) for link in links]
    return [{key: one[0] for key, one in query.items()} for query in queries if "f_wat" in query]


def test_no_link_of_any_figure_ends_in_an_empty_list(busy: Cast) -> None:
    case_id = next(case.case_id for case in busy.desk("Samira").cases.all() if case.level == 1)
    raised = kinds.LevelReached(level=3, proposed=1, cause="judgement", reason="Nodig.")
    record_at(busy.desk("Samira"), case_id, NewEntry(raised, busy.today))
    seen = 0
    for code in ("how_often", "does_it_stop", "card"):
        for address in links(trends_screen.opened(busy, "Willem", t_vraag=code)):
            own_filter = filter_address.read(address)
            assert own_filter is not None
            assert len(case_links.filtered_cases(busy.desk("Willem"), own_filter)) == 1
            seen += 1
    assert seen >= 3


def test_who_may_open_nothing_gets_no_link_and_reads_whose_they_are(read_only: Cast) -> None:
    app = trends_screen.opened(read_only, "Willem", t_vraag="how_often")
    assert links(app) == []
    assert "Deze 19 zaken zijn bij de mentor; jij kunt ze niet openen." in trends_screen.text(app)


def test_a_part_can_be_chosen_without_a_mouse_and_let_go_of(read_only: Cast) -> None:
    app = trends_screen.opened(read_only, "Willem", t_vraag="where_and_when")
    trends_screen.menu(app, "kind_by_month", "subgroup")
    app.selectbox(key="figure_choice_kind_by_month").set_value("kind:physical").run()
    assert not app.exception
    assert "Deze 7 zaken zijn bij de mentor" in trends_screen.text(app)
    app.button(key="subgroup_kind_by_month_all").click().run()
    assert "Deze 7 zaken zijn bij de mentor" not in trends_screen.text(app)


def test_no_name_and_no_word_gets_into_the_address(shared: Cast) -> None:
    app = trends_screen.opened(shared, "Willem", t_vraag="card")
    assert links(app)
    for address in links(app):
        for value in address.values():
            assert "2B" not in value
            assert " " not in value


# --- on Zaken -------------------------------------------------------------------------------------


def arrived(opened: Open, name: str, own_filter: CaseFilter) -> AppTest:
    return opened(name, "zaken", **filter_address.parameters(own_filter))


def test_the_list_says_which_figure_it_is_and_how_many_may_be_opened(
    shared: Cast, look: Open
) -> None:
    app = arrived(look, "Willem", CaseFilter(Basis.REPORT, date(2026, 8, 1), shared.today))
    assert labels(app) == ["2026-002"]
    assert "Uit een cijfer:** zaken met een melding" in text(app)
    assert "Hiervan mag jij 1 zaak openen." in text(app)
    assert filter_chips.MORE in text(app)


def test_the_mentor_who_gets_the_same_link_sees_the_own_cases(shared: Cast, look: Open) -> None:
    app = arrived(look, "Samira", CaseFilter(Basis.REPORT, place="corridor"))
    assert labels(app) == ["2026-001"]
    assert labels(arrived(look, "Joris", CaseFilter(Basis.REPORT))) == []


def test_who_may_open_none_reads_so_and_not_how_many_there_are(shared: Cast, look: Open) -> None:
    app = arrived(look, "Petra", CaseFilter(Basis.NOW, team_id=shared.teams["onderbouw"]))
    assert labels(app) == []
    assert "Hiervan mag jij geen zaak openen." in text(app)
    assert "een ander team" in [button.label for button in app.button]


def test_a_chip_takes_its_own_filter_away(shared: Cast, look: Open) -> None:
    own_filter = CaseFilter(
        Basis.REPORT, date(2026, 9, 1), date(2026, 9, 30), kind="verbal", place="corridor"
    )
    app = arrived(look, "Samira", own_filter)
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


def test_chips_say_what_is_limited_in_words(shared: Cast) -> None:
    own_filter = CaseFilter(
        Basis.STEP,
        date(2026, 9, 1),
        date(2026, 10, 31),
        team_id=shared.teams["onderbouw"],
        class_id=shared.classes["2B"],
        year_group=2,
        kind="verbal",
        second_kind="physical",
        step="talk_target",
        outcome="behind",
        concerns="parents",
        known_on=date(2026, 10, 31),
    )
    words = [words for _, words in filter_chips.chips(shared.desk("Willem"), own_filter)]
    assert words == [
        "1 sep tot en met 31 okt",
        "team onderbouw",
        "leerjaar 2",
        "klas 2B",
        "schelden of kwetsende opmerkingen",
        "en ook duwen, slaan of ander lichamelijk geweld",
        "Gesprek met de gepeste leerling",
        "te laat of niet gedaan",
        "nazorg voor: ouders",
        "stand op 31 okt",
    ]


def test_a_nonsense_address_shows_the_whole_list(shared: Cast, look: Open) -> None:
    assert len(labels(look("Samira", "zaken", f_wat="'; --", f_klas="2B"))) == 2
    assert len(labels(look("Samira", "zaken", f_wat="report", f_van="morgen"))) == 2


def test_the_way_back_goes_to_trends_as_it_was(shared: Cast, look: Open) -> None:
    app = look("Willem", "trends", t_vraag="card")
    app.query_params.clear()
    app.switch_page("../pages/zaken.py")
    for key, value in filter_address.parameters(CaseFilter(Basis.NOW)).items():
        app.query_params[key] = value
    app.run()
    back = [one.proto for one in app.get("page_link") if one.proto.label == "Terug naar Trends"]
    assert parse_qs(back[0].query_string) == {"t_vraag": ["card"]}


def test_old_filters_and_figures_go_together(shared: Cast, look: Open) -> None:
    days = shared.today - timedelta(days=90)
    app = look(
        "Samira",
        "zaken",
        z_niveau="niveau 3",
        **filter_address.parameters(CaseFilter(Basis.REPORT, days, shared.today)),
    )
    assert labels(app) == ["2026-002"]
