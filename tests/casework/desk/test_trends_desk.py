"""Figures at the desk: whose pupils they are about, when they are exact, and what is logged."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.card.model import packaged_card, packaged_text
from casework.card.needed import SENSITIVE_KINDS
from casework.desk import Desk
from casework.desk.trends import Trends
from casework.entries import NewEntry
from casework.errors import NotHere
from casework.figures import WHOLE_SCHOOL, FigureFilter, Figures, FigureScope, Way
from casework.people import Action, Assignment, PersonName, Role
from casework.year_groups import within
from data.store import Store
from tests.cast import TODAY, YEAR_STARTS_ON, Cast, case_at_level, desk_with, record_at

NAMES = ("Samira", "Joris", "Fatima", "Willem", "Petra", "Pim", "Sofie")
# By hand: of which classes the cases are that somebody gets under a filter: B is 2B, C is 2C and
# V is 4V1; 0 is an answer without a case, and - is NotHere.
FILTERS: dict[str, Callable[[Cast], FigureFilter]] = {
    "everything": lambda cast: FigureFilter(),
    "2B": lambda cast: FigureFilter(class_id=cast.classes["2B"]),
    "2C": lambda cast: FigureFilter(class_id=cast.classes["2C"]),
    "4V1": lambda cast: FigureFilter(class_id=cast.classes["4V1"]),
    "year 2": lambda cast: FigureFilter(year_group=2),
    "year 4": lambda cast: FigureFilter(year_group=4),
    "year 3": lambda cast: FigureFilter(year_group=3),
    "onderbouw": lambda cast: FigureFilter(team_id=cast.teams["onderbouw"]),
    "bovenbouw": lambda cast: FigureFilter(team_id=cast.teams["bovenbouw"]),
    "2B in onderbouw, year 2": lambda cast: FigureFilter(
        team_id=cast.teams["onderbouw"], year_group=2, class_id=cast.classes["2B"]
    ),
    "2B in bovenbouw": lambda cast: FigureFilter(
        team_id=cast.teams["bovenbouw"], class_id=cast.classes["2B"]
    ),
    "verbal in onderbouw": lambda cast: FigureFilter(
        team_id=cast.teams["onderbouw"], kind="verbal"
    ),
    "this school year": lambda cast: FigureFilter(school_year="2026-2027"),
    "no school year": lambda cast: FigureFilter(school_year="2019-2020"),
    "no class": lambda cast: FigureFilter(class_id=str(uuid4())),
    "no team": lambda cast: FigureFilter(team_id=str(uuid4())),
    "no id": lambda cast: FigureFilter(class_id="'; drop table entry; --"),
}
#                            Samira Joris Fatima Willem Petra Pim Sofie
IN_SIGHT = {
    "everything": "              B     C     BC    BC    V    BCV  BCV",
    "2B": "                      B     -     B     B     -    B    B",
    "2C": "                      -     C     C     C     -    C    C",
    "4V1": "                     -     -     -     -     V    V    V",
    "year 2": "                  B     C     BC    BC    -    BC   BC",
    "year 4": "                  -     -     -     -     V    V    V",
    "year 3": "                  -     -     -     -     -    -    -",
    "onderbouw": "               B     C     BC    BC    -    BC   BC",
    "bovenbouw": "               -     -     -     -     V    V    V",
    "2B in onderbouw, year 2": " B     -     B     B     -    B    B",
    "2B in bovenbouw": "         -     -     -     -     -    0    0",
    "verbal in onderbouw": "     B     0     B     B     -    B    B",
    "this school year": "        B     C     BC    BC    V    BCV  BCV",
    "no school year": "          -     -     -     -     -    -    -",
    "no class": "                -     -     -     -     -    -    -",
    "no team": "                 -     -     -     -     -    -    -",
    "no id": "                   -     -     -     -     -    -    -",
}
# By hand: h where counts of 1 to 4 of a sensitive kind stay hidden, . where they do not.
HIDDEN = {
    "everything": "              .     .     h     .     .    .    .",
    "2B": "                      .     -     h     h     -    h    h",
    "2C": "                      -     .     h     h     -    h    h",
    "4V1": "                     -     -     -     -     h    h    h",
    "year 2": "                  .     .     h     h     -    h    h",
    "year 4": "                  -     -     -     -     h    h    h",
    "onderbouw": "               .     .     h     .     -    .    .",
    "bovenbouw": "               -     -     -     -     .    .    .",
    "2B in onderbouw, year 2": " .     -     h     h     -    h    h",
    "this school year": "        .     .     h     .     .    .    .",
}


@pytest.fixture(scope="module")
def cases(school: Cast) -> dict[str, str]:
    """One case in each class: 2B verbal, 2C online, 4V1 physical."""
    made = {"B": ("Samira", "Noor", "Daan", "verbal"), "C": ("Joris", "Sem", "Lotte", "online")}
    made["V"] = ("Hanna", "Tim", "", "physical")
    return {
        letter: school.case(who, target=target, displaying=other, kinds=(kind,)).subject_id
        for letter, (who, target, other, kind) in made.items()
    }


@pytest.fixture
def setting_off(school: Cast) -> Iterator[None]:
    """The school has turned exact figures for who leads off."""
    school.desk("Ineke").office.set_exact_figures(False)
    yield
    school.desk("Ineke").office.set_exact_figures(True)


def hired(school: Cast, *held: tuple[Role, str]) -> Desk:
    """The desk of a new colleague with these roles."""
    admin, name = school.staff["Ineke"], str(uuid4())
    school.staff[name] = school.store.school.add_staff(PersonName("Nieuw", "Hier"), name, admin)
    for role, scope in held:
        assignment = Assignment(role, scope, YEAR_STARTS_ON)
        school.store.school.assign(school.staff[name], assignment, admin)
    return school.desk(name)


# --- which pupils ---------------------------------------------------------------------------------


def letters(figures: Figures, cases: dict[str, str]) -> str:
    case_ids = {case_id for (case_id,) in figures.cases.select("case_id").fetchall()}
    return "".join(letter for letter in "BCV" if cases[letter] in case_ids) or "0"


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("asked", IN_SIGHT)
def test_everybody_gets_the_figures_of_the_own_pupils_and_of_nobody_else(
    school: Cast, cases: dict[str, str], asked: str, name: str, way: Way
) -> None:
    expected = IN_SIGHT[asked].split()[NAMES.index(name)]
    ask, figure_filter = school.desk(name).trends.figures(way), FILTERS[asked](school)

    if expected == "-":
        with pytest.raises(NotHere):
            ask(figure_filter)
    else:
        assert letters(ask(figure_filter), cases) == expected


@pytest.mark.parametrize("asked", FILTERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_filter_beyond_the_scope_is_refused_by_every_question(
    school: Cast, asked: str, name: str
) -> None:
    trends, figure_filter = school.desk(name).trends, FILTERS[asked](school)
    questions: list[Callable[[], object]] = [
        lambda: trends.is_exact(Way.SCREEN, figure_filter),
        lambda: trends.is_exact(Way.FILE, figure_filter),
        lambda: trends.hidden_kinds(figure_filter),
    ]
    for question in questions:
        if IN_SIGHT[asked].split()[NAMES.index(name)] == "-":
            with pytest.raises(NotHere):
                question()
        else:
            question()


def test_no_relation_of_a_scope_has_a_row_of_other_classes(cast: Cast) -> None:
    """Neither what has no place of its own: how cases went, enrolments and mentor hours."""
    for name, target, class_name in (("Samira", "Noor", "2B"), ("Joris", "Sem", "2C")):
        case_id = case_at_level(cast, name, target=target, displaying="")
        closed = kinds.Closed(ending="other", reason="De leerlingen hebben het bijgelegd.")
        record_at(cast.desk(name), case_id, NewEntry(closed, TODAY))
        hour = kinds.MentorHourHeld(theme="online")
        room = cast.desk(name).classroom
        room.log_hour(cast.classes[class_name], TODAY, hour, str(uuid4()))
    own, every = (
        cast.desk(name).trends.figures(Way.SCREEN)(FigureFilter()) for name in ("Samira", "Sofie")
    )
    assert _values(own.cases, "class_id") == {cast.classes["2B"]}
    assert len(_values(every.cases, "class_id")) == 2
    for relation in ("reports", "steps", "enrolments", "prevention", "classes"):
        assert _values(getattr(own, relation), "class_id") == {cast.classes["2B"]}, relation
        assert len(_values(getattr(every, relation), "class_id")) > 1, relation
    assert _values(own.turns, "case_id") == _values(own.cases, "case_id")
    assert _values(every.turns, "case_id") == _values(every.cases, "case_id")


def _values(relation: Any, column: str) -> set[str]:
    return {str(value) for (value,) in relation.select(column).fetchall()}


def test_the_scopes_of_several_roles_add_up(school: Cast, cases: dict[str, str]) -> None:
    desk = hired(
        school,
        (Role.MENTOR, school.classes["2C"]),
        (Role.TEAM_LEADER, school.teams["bovenbouw"]),
    )

    assert letters(desk.trends.figures(Way.SCREEN)(FigureFilter()), cases) == "CV"
    assert {one.name for one in desk.trends.classes()} == {"2C", "4V1"}
    assert list(desk.trends.teams().values()) == ["bovenbouw", "onderbouw"]


def test_what_can_be_chosen_is_what_is_inside_the_scope(school: Cast) -> None:
    def choices(name: str) -> tuple[list[str], list[str]]:
        trends = school.desk(name).trends
        return [one.name for one in trends.classes()], list(trends.teams().values())

    assert choices("Samira") == (["2B"], ["onderbouw"])
    assert choices("Fatima") == (["2B", "2C"], ["onderbouw"])
    assert choices("Willem") == (["2B", "2C"], ["onderbouw"])
    assert choices("Petra") == (["4V1"], ["bovenbouw"])
    assert choices("Pim") == choices("Sofie")
    assert choices("Pim") == (["2B", "2C", "4V1"], ["bovenbouw", "onderbouw"])


def test_every_team_can_be_named_beside_the_own_one_and_of_an_unknown_year_none(
    school: Cast,
) -> None:
    trends = school.desk("Samira").trends

    assert list(trends.school_teams("2026-2027").values()) == ["bovenbouw", "onderbouw"]
    assert trends.school_teams("2019-2020") == {}


def test_the_classes_are_those_of_every_school_year(cast: Cast) -> None:
    school, admin = cast.store.school, cast.staff["Ineke"]
    school.add_school_year(cast.desk("Ineke").office.next_year(), admin)
    school.add_class("2A", 2, "onderbouw", "2027-2028", admin)
    school.add_class("5V1", 5, "bovenbouw", "2027-2028", admin)

    case_ids = [(one.school_year, one.name) for one in cast.desk("Fatima").trends.classes()]

    assert case_ids == [("2026-2027", "2B"), ("2026-2027", "2C"), ("2027-2028", "2A")]
    years = [one.school_year for one in cast.desk("Samira").school.years()]
    assert years == ["2026-2027", "2027-2028"]


def test_the_scope_is_the_one_of_the_roles(school: Cast) -> None:
    def scope(name: str) -> FigureScope:
        return school.desk(name).trends.scope

    assert scope("Samira") == FigureScope(classes=frozenset({school.classes["2B"]}))
    assert scope("Fatima") == FigureScope(year_groups=within({2}))
    assert scope("Willem") == FigureScope(teams=frozenset({school.teams["onderbouw"]}))
    assert scope("Pim") == scope("Sofie") == WHOLE_SCHOOL


def test_a_role_that_ended_ends_the_figures(cast: Cast) -> None:
    held = next(one for one in cast.actor("Willem").assignments if one.role is Role.TEAM_LEADER)
    yesterday = TODAY.replace(day=TODAY.day - 1)
    cast.store.school.end_assignment(cast.staff["Willem"], held, yesterday, cast.staff["Ineke"])

    with pytest.raises(NotHere):
        cast.desk("Willem").trends.version()


# --- every method checks --------------------------------------------------------------------------

METHODS: dict[str, Callable[[Trends], object]] = {
    "scope": lambda trends: trends.scope,
    "classes": lambda trends: trends.classes(),
    "teams": lambda trends: trends.teams(),
    "school_teams": lambda trends: trends.school_teams("2026-2027"),
    "figures": lambda trends: trends.figures(Way.SCREEN),
    "is_exact": lambda trends: trends.is_exact(Way.SCREEN),
    "hidden_kinds": lambda trends: trends.hidden_kinds(),
    "whole_school_figures": lambda trends: trends.whole_school_figures(),
    "version": lambda trends: trends.version(),
    "identity": lambda trends: trends.identity(),
    "log_exact_look": lambda trends: trends.log_exact_look(),
}


@pytest.mark.parametrize("name", ["Anneke", "Ineke", "Dirk"])
@pytest.mark.parametrize("method", METHODS)
def test_who_answers_for_no_pupil_gets_nothing_of_trends(
    school: Cast, method: str, name: str
) -> None:
    at = school.desk(name)
    with pytest.raises(NotHere):
        _ = at.trends
    with pytest.raises(NotHere):
        METHODS[method](Trends(at._access))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", METHODS)
def test_who_answers_for_pupils_gets_all_of_it(school: Cast, method: str, name: str) -> None:
    METHODS[method](school.desk(name).trends)


def test_every_method_is_in_the_table() -> None:
    assert {name for name in dir(Trends) if not name.startswith("_")} == set(METHODS)


# --- when they are exact --------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [asked for asked in IN_SIGHT if asked != "2B in bovenbouw"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", Way)
def test_figures_are_exact_on_the_own_screen_and_nowhere_else(
    school: Cast, asked: str, name: str, way: Way
) -> None:
    if IN_SIGHT[asked].split()[NAMES.index(name)] == "-":
        return
    figure_filter, trends = FILTERS[asked](school), school.desk(name).trends

    assert trends.is_exact(way, figure_filter) is (way is Way.SCREEN)
    assert trends.figures(way)(figure_filter).is_exact is (way is Way.SCREEN)


@pytest.mark.parametrize("name", NAMES)
def test_the_setting_of_the_school_goes_for_who_leads_and_not_for_a_mentor(
    school: Cast, setting_off: None, name: str
) -> None:
    is_mentor = name in ("Samira", "Joris")
    trends = school.desk(name).trends

    assert trends.is_exact(Way.SCREEN) is is_mentor
    assert trends.figures(Way.SCREEN)(FigureFilter()).is_exact is is_mentor
    assert not trends.is_exact(Way.FILE)
    assert not trends.is_exact(Way.MEETING)


def test_a_mentor_who_leads_as_well_keeps_the_own_class(school: Cast, setting_off: None) -> None:
    desk = hired(
        school,
        (Role.MENTOR, school.classes["2C"]),
        (Role.TEAM_LEADER, school.teams["onderbouw"]),
    )
    ask = desk.trends.figures(Way.SCREEN)

    assert ask(FILTERS["2C"](school)).is_exact
    assert not ask(FILTERS["2B"](school)).is_exact
    assert not ask(FILTERS["year 2"](school)).is_exact
    assert not ask(FigureFilter()).is_exact


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", Way)
def test_what_is_for_a_release_is_of_the_whole_school_and_never_exact(
    school: Cast, cases: dict[str, str], name: str, way: Way
) -> None:
    figures = school.desk(name).trends.whole_school_figures()

    assert letters(figures, cases) == "BCV"
    assert not figures.is_exact


# --- sensitive kinds ------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", HIDDEN)
@pytest.mark.parametrize("name", NAMES)
def test_below_a_team_sensitive_kinds_stay_hidden_for_who_may_not_open_the_cases(
    school: Cast, asked: str, name: str
) -> None:
    expected = HIDDEN[asked].split()[NAMES.index(name)]
    trends, figure_filter = school.desk(name).trends, FILTERS[asked](school)
    if expected == "-":
        with pytest.raises(NotHere):
            trends.hidden_kinds(figure_filter)
        return
    hidden = frozenset({"discriminating"}) if expected == "h" else frozenset()

    assert trends.hidden_kinds(figure_filter) == hidden
    assert trends.figures(Way.SCREEN)(figure_filter).hidden_kinds == hidden


def test_a_table_by_class_hides_them_for_everybody_but_the_mentor(school: Cast) -> None:
    def sensitive(name: str, asked: str) -> frozenset[str]:
        return school.desk(name).trends.figures(Way.SCREEN)(FILTERS[asked](school)).sensitive_kinds

    assert sensitive("Samira", "everything") == frozenset()
    for name in ("Fatima", "Willem", "Pim", "Sofie"):
        assert sensitive(name, "everything") == sensitive(name, "2B") == {"discriminating"}


@pytest.mark.parametrize(
    ("name", "asked", "is_exact"),
    [
        ("Samira", "everything", True),
        ("Samira", "2B", True),
        ("Fatima", "everything", False),
        ("Willem", "everything", False),
        ("Willem", "2B", False),
        ("Pim", "everything", False),
        ("Sofie", "onderbouw", False),
    ],
)
def test_of_one_sensitive_kind_alone_no_figure_is_exact_but_a_mentors(
    school: Cast, name: str, asked: str, is_exact: bool
) -> None:
    figure_filter = replace(FILTERS[asked](school), kind="discriminating")

    assert school.desk(name).trends.is_exact(Way.SCREEN, figure_filter) is is_exact
    assert school.desk(name).trends.is_exact(Way.SCREEN, replace(figure_filter, kind="online"))


def test_the_card_says_which_kinds_are_sensitive_and_an_older_card_means_the_packaged_ones(
    cast: Cast,
) -> None:
    admin, shelf = cast.staff["Ineke"], cast.store.cards
    pim = FILTERS["year 2"](cast)
    key = 'sensitive_kinds = ["discriminating"]\n'
    assert packaged_card().sensitive_kinds == SENSITIVE_KINDS == ("discriminating",)

    shelf.keep(packaged_text().replace(key, ""), admin, cast.desk("Pim").now())
    assert cast.desk("Pim").trends.hidden_kinds(pim) == {"discriminating"}

    other = packaged_text().replace(key, 'sensitive_kinds = ["online"]\n')
    shelf.keep(other, admin, cast.desk("Pim").now())
    assert cast.desk("Pim").trends.hidden_kinds(pim) == {"online"}


def test_a_sensitive_kind_that_left_the_card_stays_hidden_in_what_was_recorded(cast: Cast) -> None:
    lines = packaged_text().splitlines(keepends=True)
    without = "".join(line for line in lines if "discriminating" not in line)
    assert len(without.splitlines()) == len(lines) - 3
    cast.store.cards.keep(without, cast.staff["Ineke"], cast.desk("Pim").now())

    assert "discriminating" not in cast.desk("Pim").card.lists["kinds"]
    hidden = cast.desk("Pim").trends.hidden_kinds(FILTERS["2B"](cast))
    assert hidden == {"discriminating"}


# --- the setting ----------------------------------------------------------------------------------


def changes(store: Store) -> list[tuple[str, str]]:
    sql = """
        select kind, changed_by from reference_change where kind like 'exact_figures%'
        order by rowid
    """
    return [(kind, str(by)) for kind, by in store.database.rows(sql)]


def test_every_change_of_the_setting_is_on_record_with_who_made_it(cast: Cast) -> None:
    office, ineke = cast.desk("Ineke").office, cast.staff["Ineke"]
    assert office.leaders_see_exact_figures()

    office.set_exact_figures(True)
    assert changes(cast.store) == []
    office.set_exact_figures(False)
    office.set_exact_figures(False)
    assert not office.leaders_see_exact_figures()
    office.set_exact_figures(True)

    assert office.leaders_see_exact_figures()
    assert changes(cast.store) == [("exact_figures:off", ineke), ("exact_figures:on", ineke)]


@pytest.mark.parametrize("name", ["Willem", "Pim", "Sofie", "Samira", "Anneke", "Dirk"])
def test_the_setting_is_for_the_beheerder_alone(school: Cast, name: str) -> None:
    with pytest.raises(NotHere):
        _ = school.desk(name).office


def test_the_setting_survives_a_restart_and_makes_what_is_kept_out_of_date(cast: Cast) -> None:
    before = cast.desk("Willem").trends.version()
    cast.desk("Ineke").office.set_exact_figures(False)
    assert cast.desk("Willem").trends.version() > before

    cast.store.close()
    reopened = Store.open(cast.store.folder, cast.store.key)
    try:
        assert not reopened.school.leaders_see_exact_figures()
    finally:
        reopened.close()


# --- the look is logged ---------------------------------------------------------------------------


def looks(cast: Cast) -> list[tuple[str, str, str]]:
    lines = cast.store.access_log.lines(TODAY, TODAY)
    case_ids = [(line.staff_name, line.case_label, line.reason) for line in lines]
    return [one for one in reversed(case_ids) if one[1] == "cijfers"]


def signed_in(cast: Cast, name: str, session: str) -> Desk:
    return desk_with(cast.desk(name), session=session)


def test_an_exact_look_is_logged_once_for_each_sign_in(cast: Cast) -> None:
    willem = signed_in(cast, "Willem", "maandag")
    willem.trends.log_exact_look()
    willem.trends.log_exact_look()
    signed_in(cast, "Willem", "maandag").trends.log_exact_look()
    assert looks(cast) == [("Willem van Dam", "cijfers", "cijfers bekeken, exact, onderbouw")]

    signed_in(cast, "Willem", "dinsdag").trends.log_exact_look()
    signed_in(cast, "Samira", "maandag").trends.log_exact_look()
    signed_in(cast, "Fatima", "woensdag").trends.log_exact_look()
    signed_in(cast, "Sofie", "donderdag").trends.log_exact_look()

    assert looks(cast)[1:] == [
        ("Willem van Dam", "cijfers", "cijfers bekeken, exact, onderbouw"),
        ("Samira el Idrissi", "cijfers", "cijfers bekeken, exact, klas 2B"),
        ("Fatima Aydın", "cijfers", "cijfers bekeken, exact, leerjaar 2"),
        ("Sofie Tahiri", "cijfers", "cijfers bekeken, exact, hele school"),
    ]


def test_a_look_is_not_logged_again_by_a_program_that_was_started_anew(cast: Cast) -> None:
    signed_in(cast, "Willem", "maandag").trends.log_exact_look()
    cast.store.close()
    reopened = Store.open(cast.store.folder, cast.store.key)
    try:
        again = replace(cast, store=reopened)
        signed_in(again, "Willem", "maandag").trends.log_exact_look()
        assert len(looks(again)) == 1
        assert reopened.access_log.verify() == []
    finally:
        reopened.close()


def test_a_look_without_a_sign_in_is_logged_every_time(cast: Cast) -> None:
    cast.desk("Willem").trends.log_exact_look()
    cast.desk("Willem").trends.log_exact_look()

    assert len(looks(cast)) == 2


def test_a_look_at_figures_opens_no_case(cast: Cast) -> None:
    case_id = cast.case().subject_id
    signed_in(cast, "Willem", "maandag").trends.log_exact_look()

    assert cast.store.access_log.opened_by(cast.staff["Willem"], [case_id]) == set()


# --- what is kept ---------------------------------------------------------------------------------


def test_no_two_open_schools_have_the_same_number_and_a_write_makes_a_new_version(
    cast: Cast, school: Cast
) -> None:
    assert cast.desk("Pim").trends.identity() == cast.desk("Samira").trends.identity()
    assert cast.desk("Pim").trends.identity() != school.desk("Pim").trends.identity()

    before = cast.desk("Pim").trends.version()
    figures = cast.desk("Pim").trends.figures(Way.SCREEN)(FigureFilter())
    cast.case()

    assert figures.version == before
    assert cast.desk("Pim").trends.version() > before


def test_who_leads_the_school_keeps_targets_and_marks_of_every_team(cast: Cast) -> None:
    pim = cast.desk("Pim")
    assert pim.may(Action.SET_TARGET)

    for team in cast.teams.values():
        pim.trend_notes.set_target(team, "aftercare", "85")
        pim.trend_notes.annotate(TODAY, "Start project", team_id=team, form_key=str(uuid4()))

    assert {one.team_id for one in cast.desk("Sofie").trend_notes.targets()} == set(
        cast.teams.values()
    )
    assert {one.team_id for one in cast.desk("Willem").trend_notes.targets()} == {
        cast.teams["onderbouw"]
    }
    assert len(cast.desk("Sofie").trend_notes.annotations()) == 2
    with pytest.raises(NotHere):
        pim.trend_notes.set_target(str(uuid4()), "aftercare", "85")


def test_who_leads_the_school_reports_on_all_of_it(cast: Cast) -> None:
    for name in ("Pim", "Sofie"):
        scope = cast.desk(name).report.scope("2026-2027")
        assert (list(scope.teams.values()), scope.has_all) == (["bovenbouw", "onderbouw"], True)
        cast.desk(name).report.log_export("2026-2027", "")
    scope = cast.desk("Willem").report.scope("2026-2027")
    assert (list(scope.teams.values()), scope.has_all) == (["onderbouw"], False)
