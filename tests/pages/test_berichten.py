"""E-mail on the screens: the beheerder sees how it goes, and who wants it gets a digest."""

from datetime import UTC, datetime, time

import pytest
from streamlit.testing.v1 import AppTest

from casework.desk.office_checklist import Task
from casework.errors import InputRefused
from casework.mail import MailFault, MessageKind
from tests.cast import Cast
from tests.pages.conftest import Open
from tests.pages.test_beheer import field, press, receipts
from tests.pages.test_vandaag import texts
from ui.office import mail

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def school(own_school: Cast) -> Cast:
    """A school with a mail server, in which everybody has an address."""
    own_school.store.outbox.is_on = True
    own_school.store.outbox.address_of = lambda _: "iemand@school.example"
    return own_school


def messages(opened: Open) -> AppTest:
    return opened("Ineke", "beheer", deel="Berichten")


def checklist(cast: Cast) -> dict[Task, bool]:
    return {line.task: line.is_done for line in cast.desk("Ineke").office.checklist.lines()}


def test_every_kind_and_every_fault_has_its_words() -> None:
    assert set(mail.KINDS) == set(MessageKind)
    assert set(mail.FAULTS) == set(MailFault)


def test_without_a_mail_server_the_screen_says_what_that_means(opened: Open, school: Cast) -> None:
    school.store.outbox.is_on = False
    page = messages(opened)
    assert "verstuurt nog geen e-mail" in texts(page)
    assert not [button for button in page.button if button.label == "Testbericht sturen"]
    assert Task.MAIL not in checklist(school)


def test_a_beheerder_tries_whether_sending_works(opened: Open, school: Cast) -> None:
    page = messages(opened)
    press(page, "Testbericht sturen")
    assert receipts(page) == [
        "Het testbericht staat klaar en gaat zo weg. Komt het niet, kijk dan hier waarom."
    ]
    (message,) = school.store.outbox.due(datetime.now(UTC))
    assert (message.kind, message.staff_id) == (MessageKind.TEST, school.staff["Ineke"])


def test_who_has_no_address_is_told_so(school: Cast) -> None:
    school.store.outbox.address_of = lambda _: ""
    with pytest.raises(InputRefused, match="geen e-mailadres"):
        school.desk("Ineke").office.mail.send_test()
    with pytest.raises(InputRefused, match="geen e-mailadres"):
        school.desk("Samira").digest.choose(wants=True)


def test_what_was_not_sent_is_named_with_why_until_it_was_seen(opened: Open, school: Cast) -> None:
    outbox = school.store.outbox
    outbox.add("test", school.staff["Samira"], {}, NOW)
    outbox.note_failed(outbox.due(NOW)[0], MailFault.RECIPIENT, NOW)
    assert checklist(school)[Task.MAIL] is False

    page = messages(opened)
    (failed,) = school.desk("Ineke").office.mail.failed()
    assert (failed.to, failed.fault) == ("Samira el Idrissi", MailFault.RECIPIENT)
    press(page, "Gezien, haal deze lijst weg")
    assert receipts(page) == ["De lijst is weggehaald."]
    assert checklist(school)[Task.MAIL] is True


def test_a_mail_server_that_is_down_is_told_in_words(opened: Open, school: Cast) -> None:
    outbox = school.store.outbox
    outbox.add("test", school.staff["Samira"], {}, NOW)
    outbox.note_failed(outbox.due(NOW)[0], MailFault.UNREACHABLE, NOW)
    page = messages(opened)
    assert "1 bericht wacht" in texts(page)
    assert [warning.value for warning in page.warning] == [
        f"{mail.FAULTS[MailFault.UNREACHABLE]} Het programma blijft het drie dagen proberen."
    ]
    assert checklist(school)[Task.MAIL] is False


def test_the_school_chooses_when_the_digest_goes(opened: Open, school: Cast) -> None:
    page = messages(opened)
    field(page, "digest_time", "at").set_value("07:30")
    press(page, "Opslaan")
    assert receipts(page) == [
        "Opgeslagen: het dagelijkse bericht gaat op schooldagen om 07.30 uur weg."
    ]
    assert school.store.school.digest_time() == time(7, 30)


def test_a_mentor_asks_for_the_digest_and_takes_that_back(opened: Open, school: Cast) -> None:
    assert "Elke schooldag een bericht" not in [e.label for e in opened("Samira").expander]
    school.store.school.set_digest_time(time(7, 30), school.staff["Ineke"])

    page = opened("Samira")
    press(page, "Stuur mij dit bericht")
    assert school.store.outbox.reads_digest(school.staff["Samira"])
    press(page, "Niet meer sturen")
    assert not school.store.outbox.reads_digest(school.staff["Samira"])


def test_a_docent_has_no_agenda_and_is_asked_nothing(opened: Open, school: Cast) -> None:
    school.store.school.set_digest_time(time(7, 30), school.staff["Ineke"])
    assert "Elke schooldag een bericht" not in [e.label for e in opened("Dirk").expander]
