"""A role by the own hand on the screens: where it waits, who decides, and what Vandaag tells."""

from datetime import UTC, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from casework.people import Assignment, Role
from server import state
from tests.cast import PASSWORD, TODAY, Cast
from tests.passwords import choose_password

PAGES = Path(__file__).parents[2] / "pages"


def opened(cast: Cast, name: str, page: str, **query: str) -> AppTest:
    """A page as this person has it open, behind the door and its second step."""
    app = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=30)
    _, signed_in = state.sessions.begin(cast.staff[name], has_second_step=True)
    app.user = {"session": signed_in.public_id}
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def text(page: AppTest) -> str:
    """What the screen says, as it reads once Markdown is drawn."""
    parts = [*page.markdown, *page.caption, *page.success]
    return " ".join(str(part.value) for part in parts).replace("\\", "")


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [button for button in page.button if button.label == label]
    page = button.click().run()
    assert not page.exception
    return page


def test_a_second_beheerder_sees_a_role_that_waits_and_grants_it(own_school: Cast) -> None:
    school, staff = own_school.store.school, own_school.staff
    school.assign(staff["Dirk"], Assignment(Role.ADMIN), "")
    choose_password(own_school.store, staff["Dirk"], PASSWORD)
    mentor = Assignment(Role.MENTOR, own_school.classes["2B"], TODAY)
    own_school.desk("Ineke").office.assign(staff["Ineke"], mentor)

    of_asker = opened(own_school, "Ineke", "beheer", deel="Medewerkers")
    assert "Hierover beslist Dirk Prins." in text(of_asker)
    assert "Toestaan" not in [button.label for button in of_asker.button]

    page = opened(own_school, "Dirk", "beheer", deel="Medewerkers")
    page = press(page, "Toestaan")
    assert "Toegestaan: Ineke Hofman is mentor van 2B." in text(page)
    today = datetime.now(UTC).date()
    assert own_school.desk("Ineke", today).actor.has(Role.MENTOR)


def test_vandaag_tells_it_until_its_reader_has_seen_it(own_school: Cast) -> None:
    mentor = Assignment(Role.MENTOR, own_school.classes["2B"], TODAY)
    own_school.desk("Ineke").office.assign(own_school.staff["Ineke"], mentor)
    page = opened(own_school, "Fatima", "vandaag")
    assert "Ineke Hofman gaf zichzelf op" in text(page)
    assert "een rol: mentor van 2B." in text(page)
    page = press(page, "Gezien")
    assert "gaf zichzelf" not in text(opened(own_school, "Fatima", "vandaag"))
    assert "gaf zichzelf" in text(opened(own_school, "Nadia", "vandaag"))


def test_who_looks_after_privacy_reads_the_changes_at_toezicht(own_school: Cast) -> None:
    own_school.desk("Ineke").office.set_draft_days(40)
    page = opened(own_school, "Nadia", "toezicht", toezicht="Wijzigingen")
    # What was changed was so today; the screen believes that it is a day in the school of the cast.
    page.date_input(key="wijzigingen_tot").set_value(datetime.now(UTC).date()).run()
    cells = " ".join(str(cell) for table in page.table for cell in table.value.to_numpy().flat)
    assert "dagen dat een concept blijft: van 30 naar 40" in cells.replace("\\", "")
