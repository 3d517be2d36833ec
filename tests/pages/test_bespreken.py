"""Bespreken: what is there to think over, for whom, and what each choice on it does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.errors import NotHere
from casework.records import BESIDE
from tests.cast import TODAY, Cast, case_at_level, copy_of
from tests.histories import with_new_pupils
from tests.pages.conftest import Open, behind_the_door, open_screen
from tests.pages.html_reading import follow
from tests.pages.test_zaak import record_all

NAMES = ("Noor", "Daan", "Yusuf", "Visser", "Boer")


def words(app: AppTest) -> str:
    """Everything that can be read on the screen, pictures and tables with it."""
    kinds_of = (
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "text",
        "info",
        "error",
        "html",
        "plotly_chart",
        "expander",
        "success",
    )
    contents = [str(element.proto) for kind in kinds_of for element in app.get(kind)]
    return "\n".join(contents).encode().decode("unicode_escape", "ignore")


def rich_case(school: Cast) -> str:
    case_id = case_at_level(school, "Samira", displaying="Daan")
    talk = kinds.TalkHeld(notes="Noor huilde.", safety_score=4)
    measure = kinds.MeasureAgreed(measure="seating", level=1, words="Noor zit voorin.")
    record_all(
        school,
        case_id,
        (talk, TODAY, "talk_target", "Noor"),
        (measure, TODAY, "measure_1", ""),
        (kinds.ParentsInformed(way="phone", reaction="Schrok."), TODAY, "parents", "Noor"),
        (kinds.SupportAsked(question="Wat nu met Noor?"), TODAY, "support", ""),
    )
    return case_id


@pytest.fixture(scope="module")
def rich(shared_school: Cast) -> str:
    """A case of Samira with all that a review shows, for the tests that only look at it."""
    return rich_case(shared_school)


def test_a_case_shows_its_course_what_was_tried_and_its_network(rich: str, look: Open) -> None:
    app = look("Samira", "bespreken", zaak=rich)
    assert [element.value for element in app.title] == ["Zaak 2026-001 bespreken"]
    assert [element.value for element in app.header] == [
        "Het verloop van de zaak",
        "Wat is er geprobeerd, en wat kwam ervan?",
        "Hoe snel ging het?",
        "Eerder advies",
        "Het netwerk",
        "Wat hielp in zaken die hierop lijken?",
    ]
    text = words(app)
    assert "M1: Andere plek in de klas" in text
    assert "goede ervaringen" in text
    assert "Ouders geïnformeerd" in text or "Ouders ge" in text
    assert "Noor huilde." in text
    assert "Wat nu met Noor?" in text
    assert "De laatste vraag wacht nog op advies." in text
    assert len(app.get("plotly_chart")) == 2


def test_too_few_cases_are_told_as_too_few(rich: str, look: Open) -> None:
    app = look("Samira", "bespreken", zaak=rich)
    assert [one.value for one in app.info if "Te weinig gegevens" in one.value]
    assert "Te weinig gegevens om iets te zeggen over de school" in words(app)
    assert "Eerste gesprek na de melding: 0 schooldagen" in words(app)


def test_without_names_nobody_is_named_and_no_typed_word_shows(school: Cast, opened: Open) -> None:
    case_id = rich_case(school)
    case_at_level(school, "Samira", displaying="Yusuf")
    app = opened("Samira", "bespreken", zaak=case_id)
    assert all(name in words(app) for name in ("Noor", "Daan", "Yusuf"))
    app.toggle(key="review_blank").set_value(True).run()
    assert not app.exception
    text = words(app)
    assert not [name for name in NAMES if name in text]
    assert "leerling A" in text
    assert "leerling C" in text
    for typed in ("huilde", "voorin", "Schrok", "Wat nu"):
        assert typed not in text
    assert "Wat mensen zelf opschreven blijft hier weg" in text
    app.toggle(key="review_blank").set_value(False).run()
    assert "Noor" in words(app)


def test_a_second_step_brings_the_cases_around_it(school: Cast, opened: Open) -> None:
    first = case_at_level(school, "Samira")
    case_at_level(school, "Samira", displaying="Yusuf")
    case_at_level(school, "Samira", target="Emma", displaying="Yusuf")
    app = opened("Samira", "bespreken", zaak=first)
    assert "3 leerlingen in 2 zaken" in words(app)
    app.selectbox(key="review_depth").set_value(2).run()
    assert not app.exception
    assert "4 leerlingen in 3 zaken" in words(app)
    assert "Emma" in words(app)


def test_the_slider_shows_an_earlier_day(school: Cast, opened: Open) -> None:
    earlier = TODAY - timedelta(days=7)
    melding = school.melding(reported_on=earlier)
    case_id = school.desk("Samira", earlier).cases.report(melding, form_key="eerst").subject_id
    involved = kinds.PupilInvolved(role="bystander", class_id="", year_group=0, team_id="")
    record_all(school, case_id, (involved, TODAY, "", "Emma"))
    app = opened("Samira", "bespreken", zaak=case_id)
    assert "3 leerlingen in 1 zaak" in words(app)
    app.select_slider(key="review_day").set_value(earlier).run()
    assert not app.exception
    assert "2 leerlingen in 1 zaak" in words(app)


def test_a_case_that_began_today_needs_no_slider(rich: str, look: Open) -> None:
    app = look("Samira", "bespreken", zaak=rich)
    assert not app.get("select_slider")


def test_a_case_out_of_sight_leaves_no_trace(school: Cast, opened: Open) -> None:
    case_id = case_at_level(school, "Samira", displaying="Sem")
    case_at_level(school, "Joris", target="Lotte", displaying="Sem")
    samira = words(opened("Samira", "bespreken", zaak=case_id))
    assert "Lotte" not in samira
    assert "2026-002" not in samira
    assert "2 leerlingen in 1 zaak" in samira
    assert "Lotte" in words(opened("Joris", "bespreken", zaak=case_id))


def test_who_may_not_open_the_case_reads_why_and_nothing_else(school: Cast, opened: Open) -> None:
    case_id = case_at_level(school, "Samira")
    for name in ("Joris", "Anneke", "Fatima", "Willem"):
        app = opened(name, "bespreken", zaak=case_id)
        assert [element.value for element in app.error] == [NotHere.default]
        assert not app.header
        assert not app.get("plotly_chart")
    assert [one.value for one in opened("Samira", "bespreken").error] == [NotHere.default]


def test_the_support_team_may_review_what_was_put_to_it(rich: str, look: Open) -> None:
    app = look("Anneke", "bespreken", zaak=rich)
    assert "Wat nu met Noor?" in words(app)


def test_one_visit_is_one_line_in_the_read_log_whatever_is_pressed(
    school: Cast, opened: Open
) -> None:
    first, other = (
        case_at_level(school, "Samira"),
        case_at_level(school, "Samira", displaying="Yusuf"),
    )
    app = opened("Samira", "bespreken", zaak=first)
    app.toggle(key="review_blank").set_value(True).run()
    app.selectbox(key="review_depth").set_value(2).run()
    labels = {case.case_id: case.label for case in school.desk("Samira").cases.all()}
    lines = school.store.access_log.lines(TODAY - timedelta(days=999), TODAY + timedelta(days=999))
    looks = [(line.case_label, line.reason) for line in lines]
    assert looks.count((labels[first], "")) == 1
    assert looks.count((labels[other], BESIDE)) == 1


def test_a_case_has_a_way_to_its_review(rich: str, look: Open) -> None:
    app = follow(look("Samira", "zaak", zaak=rich), "Bespreken")
    assert [element.value for element in app.title] == ["Zaak 2026-001 bespreken"]


def evaluated_cases(school: Cast, count: int) -> None:
    """Closed cases of 2B, each with a pupil of its own; the talks helped."""
    stopped = kinds.Stopped(said_by="target", words="Klaar.")
    for _ in range(count):
        cast = with_new_pupils(school)
        case_id = case_at_level(cast, "Samira", displaying="")
        record_all(
            cast,
            case_id,
            (stopped, TODAY, "stopped", ""),
            (kinds.Evaluated(helped=["talks"]), TODAY, "evaluation", ""),
            (kinds.Closed(ending="stopped", reason="Nazorg hoeft niet."), TODAY, "", ""),
        )


@pytest.fixture(scope="module")
def evaluated_school(cast_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The cast with eleven of those cases."""
    cast = copy_of(cast_files, tmp_path_factory.mktemp("evaluated") / "school")
    evaluated_cases(cast, 11)
    yield cast
    cast.store.close()


@pytest.fixture
def evaluated(evaluated_school: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """That school behind the door; an open case beside them changes none of their counts."""
    with behind_the_door(evaluated_school, monkeypatch) as cast:
        yield cast


def test_cases_of_another_class_are_told_as_counts_alone(evaluated: Cast) -> None:
    own = case_at_level(evaluated, "Joris", target="Lotte", displaying="")
    text = words(open_screen(evaluated, "Joris", "bespreken", zaak=own))
    assert "11 afgesloten zaken lijken hierop" in text
    assert "de gesprekken apart" in text
    assert "Van deze zaken mag jij openen" not in text
    assert not [n for n in range(1, 12) if f"2026-{n:03}" in text]


def test_enough_cases_tell_what_helped_with_n_and_an_interval(evaluated: Cast) -> None:
    own = case_at_level(evaluated, "Samira", displaying="")
    text = words(open_screen(evaluated, "Samira", "bespreken", zaak=own))
    assert "11 afgesloten zaken lijken hierop" in text
    assert "de gesprekken apart" in text
    assert "74% tot 100%" in text
    assert "Van deze zaken mag jij openen" in text
