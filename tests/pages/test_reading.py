"""Toezicht shows who read what; an old case asks for a reason; a fault in the data is on top."""

from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from casework.entries import Closed, NewEntry
from casework.integrity import IntegrityState
from casework.read_log import ReadAct
from casework.records import SchoolYear
from casework.unusual_reading import LIMITS
from tests.cast import TODAY, Cast, record_at
from tests.pages.conftest import Open
from ui import session

LATER = date(2028, 10, 2)


def all_text(app: AppTest) -> str:
    parts = [*app.markdown, *app.text, *app.caption, *app.error, *app.success, *app.info]
    return "\n".join(str(part.value) for part in parts)


def test_who_saw_a_pupil_is_found_by_name(opened: Open, school: Cast) -> None:
    receipt = school.case(what="Dit is heel vertrouwelijk.")
    log, now = school.store.access_log, datetime.now(UTC)
    log.noted(school.staff["Samira"], receipt.subject_id, ReadAct.PRINTED, now, "v", "afgedrukt")
    log.noted(school.staff["Anneke"], receipt.subject_id, ReadAct.OPENED, now, "v", "Moeder belde.")
    app = opened("Nadia", "toezicht")
    app.text_input(key="office_search_who_read_pupil").set_value("noor").run()
    app.date_input(key="tot").set_value(now.date() + timedelta(days=1)).run()
    rows = app.table[0].value
    seen = dict(zip(rows["Wie"], rows["Wat"], strict=True))
    assert seen["Samira el Idrissi"] == "afgedrukt"
    assert seen["Anneke Vos"] == "geopend, met een reden"
    shown = rows.to_string() + all_text(app)
    assert not any(word in shown for word in ("Moeder", "vertrouwelijk", "Daan"))


def test_what_stands_out_is_a_sentence_and_a_note_ends_it(opened: Open, school: Cast) -> None:
    at = school.desk("Samira").now()
    for n in range(LIMITS.searches):
        school.store.access_log.noted(school.staff["Samira"], "", ReadAct.SEARCHED, at, f"v{n}")
    app = opened("Nadia", "toezicht", toezicht="Valt op")
    assert "Samira el Idrissi zocht op maandag 23 november 2026 20 keer naar" in all_text(app)
    next(one for one in app.text_input if "note" in str(one.key)).set_value("Nieuwe klas.").run()
    next(one for one in app.button if one.label == "Bekeken").click().run()
    assert not app.exception
    [review] = school.store.reading_reviews.all().values()
    assert review.note == "Nieuwe klas."
    assert "Bekeken door Nadia Groen" in all_text(app)


def test_an_old_case_asks_for_a_reason_and_opens_with_it(
    opened: Open, school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = school.case(what="Er werd geduwd.").subject_id
    closed = Closed(ending="other", reason="Bijgelegd.")
    record_at(school.desk("Samira"), case_id, NewEntry(closed, TODAY))
    for year in (2027, 2028):
        new = SchoolYear(f"{year}-{year + 1}", date(year, 8, 1), date(year + 1, 7, 31))
        school.store.school.add_school_year(new, school.staff["Ineke"])
    monkeypatch.setattr(session, "today", lambda: LATER)
    monkeypatch.setattr(session, "_now", lambda: datetime(2028, 10, 2, 9, tzinfo=UTC))
    app = opened("Samira", "zaak", zaak=case_id)
    assert "schone lei" in all_text(app)
    assert "geduwd" not in all_text(app)
    next(one for one in app.text_area if "reason" in str(one.key)).set_value("Weer ruzie.").run()
    next(one for one in app.button if one.label == "Vastleggen en openen").click().run()
    assert not app.exception
    [line] = school.desk("Samira", LATER).cases.reasons_given(case_id)
    assert line.reason == "Weer ruzie."
    assert "schone lei" not in all_text(app)


@pytest.mark.parametrize(
    ("name", "is_told"),
    [("Ineke", True), ("Nadia", True), ("Samira", False)],
    ids=["beheerder", "privacy", "mentor"],
)
def test_a_fault_in_the_data_is_on_top_of_every_page_of_who_can_act(
    opened: Open, school: Cast, name: str, is_told: bool
) -> None:
    at = datetime(2026, 11, 23, 2, tzinfo=UTC)
    school.store.integrity._last = IntegrityState(at, ("Er is iets veranderd in het leeslog.",))
    app = opened(name, "handelingskaart")
    assert ("gegevens zijn niet meer zoals" in all_text(app)) is is_told
    assert "run.py" not in all_text(app)
