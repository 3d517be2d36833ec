"""In één oogopslag at the top of Trends: sentences with their figure, and never a small number."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from casework import entries as kinds
from casework.entries import NewEntry
from tests.cast import TODAY, Cast, record_at

Open = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    st.cache_data.clear()


def begun(cast: Cast, mentor: str, level: int = 1, days_ago: int = 0, **said: str) -> str:
    day = TODAY - timedelta(days=days_ago)
    desk = cast.desk(mentor, day)
    melding = cast.melding(reported_on=day, **said)
    case_id = desk.report(melding, form_key=str(uuid4()), reason="Iets anders.").subject_id
    if level > 1:
        raised = kinds.LevelReached(level=level, proposed=2, cause="judgement", reason="Nodig.")
        record_at(desk, case_id, NewEntry(raised, day))
    return case_id


def words(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.markdown, *app.caption))


def test_an_empty_school_says_that_there_is_too_little(opened: Open, school: Cast) -> None:
    app = opened("Willem", "trends")
    assert app.header[0].value == "In één oogopslag"
    assert "Nazorg op tijd: te weinig gegevens om iets te zeggen." in words(app)
    assert "Verder valt er niets op dat toeval niet kan verklaren." in words(app)


def test_each_sentence_leads_to_its_figure_and_says_in_a_word_what_it_is(
    opened: Open, school: Cast
) -> None:
    for place in range(11):
        begun(school, "Samira", days_ago=23 + 5 * place)
    app = opened("Willem", "trends")
    told = words(app)
    assert "Er waren 11 meldingen op 6 leerlingen." in told
    assert "[Naar de figuur: Meldingen](#figuur-reports)" in told
    assert "Geen vergelijking" in told


def test_a_pupil_in_two_cases_is_told_with_the_cases_and_without_a_name(
    opened: Open, school: Cast
) -> None:
    for displaying in ("Daan", "Yusuf"):
        begun(school, "Samira", 3, displaying=displaying)
    begun(school, "Samira", displaying="Emma")
    told = words(opened("Willem", "trends"))
    assert told.count("Dezelfde leerling komt voor in meer dan één zaak") == 1
    assert "Noor" not in told
    assert "Dezelfde leerling" not in words(opened("Petra", "trends"))
