"""Messages go over a sealed line to a real mail server, and none is lost when it says no."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from casework.errors import InputRefused, StoreFull
from casework.mail import VALUES, MailFault, MessageKind
from data.outbox import WaitingMessage
from server.application import Application
from server.mail import background, message, settings
from server.mail.digest import DigestMaker
from server.mail.sending import MailSender
from server.mail.settings import MailSettings, Tls
from server.schools import Schools
from server.settings import Settings
from tests.cast import Cast
from tests.server import mail_server
from tests.server.mail_server import PASSWORD, SENDER, USER, Handler, settings_for

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NO_MAIL = Settings(Path("school"), Path("demo"), timedelta(minutes=30))
ADDRESS = "samira@school.example"
LINK = "https://kaart.school.nl/uitnodiging/Zq-3_x"
VALUES_OF = {
    MessageKind.INVITATION: {"link": LINK, "until": "2026-11-30T12:00:00+00:00"},
    MessageKind.DAILY_DIGEST: {"count": "3", "late": "1"},
}


@dataclass
class School:
    """The school of the cast, with its mail server and the clock of who sends."""

    cast: Cast
    addresses: dict[str, str]
    now: datetime = NOON
    handler: Handler = field(default_factory=Handler)

    def sender(self, at: MailSettings) -> MailSender:
        return MailSender(
            at,
            lambda: self.cast.store,
            "https://kaart.school.nl",
            lambda: self.now,
            mail_server.trust(),
        )

    def add(self, kind: MessageKind = MessageKind.TEST, name: str = "Samira") -> None:
        values = VALUES_OF.get(kind, {})
        self.cast.store.outbox.add(kind, self.cast.staff[name], values, self.now)

    @property
    def fault(self) -> MailFault | None:
        outbox = self.cast.store.outbox
        given_up = [one.fault for one in outbox.given_up()]
        return outbox.state().last_fault or next(iter(given_up), None)

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many wait, were sent, were given up."""
        state = self.cast.store.outbox.state()
        return state.waiting, state.sent, state.given_up


@pytest.fixture
def school(cast: Cast) -> School:
    cast.store.outbox.is_on = True
    addresses: dict[str, str] = {
        cast.staff["Samira"]: ADDRESS,
        cast.staff["Fatima"]: "fatima@school.example",
    }
    cast.store.outbox.address_of = lambda staff_id: addresses.get(staff_id, "")
    return School(cast, addresses)


# --- the line -------------------------------------------------------------------------------------


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.IMPLICIT], ids=["starttls", "tls"])
def test_a_message_goes_over_a_sealed_line(school: School, tls: Tls) -> None:
    school.add(MessageKind.INVITATION)
    with mail_server.mail_server(school.handler, tls=tls) as port:
        sender = school.sender(settings_for(port, tls=tls))
        sender.send_waiting()
        sender.send_waiting()

    (mail,) = school.handler.messages
    assert (mail["To"], mail["From"]) == (ADDRESS, f"Handelingskaart <{SENDER}>")
    assert LINK in mail.get_content()
    assert "maandag 30 november 2026 om 13.00 uur" in mail.get_content()
    assert school.counts == (0, 1, 0)


def test_who_signs_in_at_the_mail_server_does_so_with_the_password(school: School) -> None:
    school.add()
    with mail_server.mail_server(school.handler, with_password=True) as port:
        school.sender(settings_for(port, user=USER, password="fout")).send_waiting()
        assert (school.fault, school.handler.messages) == (MailFault.PASSWORD, [])
        school.now += timedelta(minutes=1)
        school.sender(settings_for(port, user=USER, password=PASSWORD)).send_waiting()
    assert school.counts == (0, 1, 0)


def test_a_server_without_tls_gets_no_password_and_no_message(school: School) -> None:
    school.add()
    with mail_server.mail_server(school.handler, tls=Tls.NONE) as port:
        school.sender(settings_for(port, user=USER, password=PASSWORD)).send_waiting()
    assert school.fault is MailFault.TLS_MISSING
    assert school.handler.messages == []


def test_a_server_with_the_certificate_of_a_stranger_gets_nothing(school: School) -> None:
    school.add()
    with mail_server.mail_server(school.handler) as port:
        sender = MailSender(settings_for(port), lambda: school.cast.store, "", lambda: school.now)
        sender.send_waiting()
    assert (school.fault, school.counts) == (MailFault.CERTIFICATE, (1, 0, 0))


def test_without_tls_only_to_this_computer(school: School) -> None:
    school.add()
    with mail_server.mail_server(school.handler, tls=Tls.NONE) as port:
        school.sender(settings_for(port, tls=Tls.NONE)).send_waiting()
    assert school.counts == (0, 1, 0)


# --- what goes wrong -----------------------------------------------------------------------------


def test_what_waits_is_sent_when_the_server_is_there_again(school: School) -> None:
    school.add()
    school.add(name="Fatima")
    port = mail_server.free_port()
    sender = school.sender(settings_for(port))
    sender.send_waiting()
    assert (school.fault, school.counts) == (MailFault.UNREACHABLE, (2, 0, 0))

    with mail_server.mail_server(school.handler, port):
        sender.send_waiting()
        assert school.handler.messages == [], "not before it is time"
        school.now += timedelta(minutes=1)
        sender.send_waiting()
    assert school.handler.recipients == [ADDRESS, "fatima@school.example"]
    assert school.counts == (0, 2, 0)


def test_a_recipient_that_is_refused_holds_up_nobody_else(school: School) -> None:
    school.handler.refused[ADDRESS] = "550 no such person"
    school.add()
    school.add(name="Fatima")
    with mail_server.mail_server(school.handler) as port:
        school.sender(settings_for(port)).send_waiting()
    assert school.handler.recipients == ["fatima@school.example"]
    assert (school.fault, school.counts) == (MailFault.RECIPIENT, (0, 1, 1))


def test_a_server_that_says_later_is_asked_again_later(school: School) -> None:
    school.handler.refused[ADDRESS] = "451 greylisted"
    school.add()
    with mail_server.mail_server(school.handler) as port:
        sender = school.sender(settings_for(port))
        sender.send_waiting()
        assert (school.fault, school.counts) == (MailFault.REFUSED, (1, 0, 0))
        school.handler.refused.clear()
        school.now += timedelta(minutes=1)
        sender.send_waiting()
    assert school.counts == (0, 1, 0)


def test_a_message_that_was_perhaps_sent_comes_again_under_the_same_number(school: School) -> None:
    school.add()
    with mail_server.mail_server(school.handler) as port:
        with pytest.MonkeyPatch.context() as killed:
            outbox = school.cast.store.outbox
            killed.setattr(outbox, "note_sent", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                school.sender(settings_for(port)).send_waiting()
        school.sender(settings_for(port)).send_waiting()
    first, second = school.handler.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert school.counts == (0, 1, 0)


def test_a_disk_that_is_full_sends_no_message_twice(school: School) -> None:
    school.add()
    with mail_server.mail_server(school.handler) as port:
        sender = school.sender(settings_for(port))
        with pytest.MonkeyPatch.context() as full:
            outbox = school.cast.store.outbox
            full.setattr(outbox, "note_sent", lambda *_: (_ for _ in ()).throw(StoreFull))
            for _ in range(3):
                with pytest.raises(StoreFull):
                    sender.send_waiting()
        sender.send_waiting()
    assert len(school.handler.messages) == 1
    assert school.counts == (0, 1, 0)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "samira",
        "samira@school.example\r\nBcc: x@y.example",
        "a@b.nl, c@d.nl",
        "sámira@school.nl",
    ],
    ids=["none", "no address", "a new line", "two", "an accent"],
)
def test_who_has_no_plain_address_gets_nothing(school: School, address: str) -> None:
    school.addresses[school.cast.staff["Samira"]] = address
    school.add()
    with mail_server.mail_server(school.handler) as port:
        school.sender(settings_for(port)).send_waiting()
    assert school.handler.messages == []
    assert (school.fault, school.counts) == (MailFault.NO_ADDRESS, (0, 0, 1))


def test_an_invitation_that_works_no_more_is_not_sent(school: School) -> None:
    school.add(MessageKind.INVITATION)
    school.now += timedelta(days=7)
    with mail_server.mail_server(school.handler) as port:
        school.sender(settings_for(port)).send_waiting()
    assert (school.fault, school.counts) == (MailFault.EXPIRED, (0, 0, 1))


def test_one_act_that_fails_stops_neither_the_others_nor_the_next_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(background, "SECONDS_BETWEEN_LOOKS", 0)
    stop, rounds = threading.Event(), count()

    def fail() -> None:
        raise StoreFull

    def stop_at_third() -> None:
        if next(rounds) == 2:
            stop.set()

    background.MailThread(fail, stop_at_third).run(stop)
    assert next(rounds) == 3


@pytest.mark.parametrize("has_mail", [True, False], ids=["a mail server", "none"])
def test_a_school_sends_mail_when_it_has_a_mail_server(
    cast: Cast, tmp_path: Path, has_mail: bool
) -> None:
    mail = settings_for(25) if has_mail else None
    of_school = Settings(tmp_path, tmp_path / "demo", timedelta(minutes=30), mail=mail)
    assert Schools(of_school)._with_mail(cast.store).outbox.is_on is has_mail
    assert len(Application(of_school).background) == len(Application(NO_MAIL).background) + has_mail


# --- the words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(MessageKind))
def test_every_kind_has_its_words(kind: MessageKind) -> None:
    values = VALUES_OF.get(kind, {})
    assert values.keys() == VALUES[kind].keys()
    with_address = message.body(kind, values, "https://kaart.school.nl")
    for text in (with_address, message.body(kind, values, "")):
        assert text.startswith("Goedendag,\n\n")
        assert "{" not in text
        assert "\n\n\n" not in text


@pytest.mark.parametrize(
    ("count", "late", "sentence"),
    [
        ("1", "0", "Er staat 1 ding voor je klaar in de Handelingskaart."),
        ("1", "1", "Er staat 1 ding voor je klaar in de Handelingskaart, en dat is te laat."),
        ("3", "0", "Er staan 3 dingen voor je klaar in de Handelingskaart."),
        ("3", "1", "Er staan 3 dingen voor je klaar in de Handelingskaart, waarvan 1 te laat."),
    ],
)
def test_the_digest_says_how_many_things_wait(count: str, late: str, sentence: str) -> None:
    values = {"count": count, "late": late}
    assert sentence in message.body(MessageKind.DAILY_DIGEST, values, "").splitlines()


def test_what_is_kept_of_a_message_is_not_in_its_representation() -> None:
    values = VALUES_OF[MessageKind.INVITATION]
    waiting = WaitingMessage("id", MessageKind.INVITATION, "staff", values, NOON, 0)
    assert "Zq-3_x" not in repr(waiting)
    assert PASSWORD not in repr(settings_for(25, password=PASSWORD))


# --- the settings ---------------------------------------------------------------------------------

GOOD = {settings.HOST: "smtp.school.nl", settings.SENDER: "kaart@school.nl"}


def test_without_a_mail_server_there_is_no_mail() -> None:
    assert settings.from_environment({}) is None


def test_a_mail_server_is_reached_with_starttls_unless_said_otherwise() -> None:
    usual = settings.from_environment(GOOD)
    implicit = settings.from_environment({**GOOD, settings.TLS: "tls"})
    assert usual is not None
    assert implicit is not None
    assert (usual.tls, usual.port, implicit.tls, implicit.port) == (
        Tls.STARTTLS,
        587,
        Tls.IMPLICIT,
        465,
    )


def test_the_password_can_come_from_a_file(tmp_path: Any) -> None:
    (tmp_path / "wachtwoord").write_text("geheim\n")
    found = settings.from_environment(
        {**GOOD, settings.USER: "kaart", settings.PASSWORD_FILE: str(tmp_path / "wachtwoord")}
    )
    assert found is not None
    assert found.password == "geheim"


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        pytest.param({settings.HOST: ""}, settings.HOST, id="no host"),
        pytest.param({settings.HOST: "smtp school"}, settings.HOST, id="no name of a host"),
        pytest.param({settings.SENDER: ""}, settings.SENDER, id="no sender"),
        pytest.param({settings.SENDER: "a@b.nl\nBcc: c"}, settings.SENDER, id="a new line"),
        pytest.param({settings.PORT: "99999"}, settings.PORT, id="no port"),
        pytest.param({settings.TLS: "misschien"}, settings.TLS, id="no kind of TLS"),
        pytest.param({settings.TLS: "geen"}, settings.TLS, id="no TLS to another computer"),
        pytest.param({settings.USER: "kaart"}, settings.USER, id="no password"),
        pytest.param(
            {settings.USER: "k", settings.PASSWORD_FILE: "/er/niet"},
            settings.PASSWORD_FILE,
            id="no file",
        ),
    ],
)
def test_settings_that_do_not_fit_are_refused_in_one_sentence(
    changed: dict[str, str], names: str
) -> None:
    with pytest.raises(InputRefused, match=names):
        settings.from_environment({**GOOD, **changed})


# --- the digest -----------------------------------------------------------------------------------


def in_the_morning(minute: int, day: int = 23) -> datetime:
    """So many minutes past seven at school on a day of November; the 23rd is a Monday."""
    return datetime(2026, 11, day, 6, tzinfo=UTC) + timedelta(minutes=minute)


@pytest.fixture
def digests(school: School) -> DigestMaker:
    """Samira asked for the digest, which this school sends at half past seven."""
    store = school.cast.store
    store.school.set_digest_time(time(7, 30), school.cast.staff["Ineke"])
    store.outbox.set_reads_digest(school.cast.staff["Samira"], wants=True)
    return DigestMaker(lambda: store, lambda: school.now)


def waiting(school: School) -> list[Any]:
    return [dict(one.values) for one in school.cast.store.outbox.due(school.now)]


def test_the_digest_says_what_vandaag_says_once_a_school_day(
    school: School, digests: DigestMaker
) -> None:
    school.cast.case()
    school.now = in_the_morning(29)
    digests.add_due()
    assert waiting(school) == []

    school.now = in_the_morning(31)
    digests.add_due()
    digests.add_due()
    count, late = school.cast.desk("Samira").agenda.count_waiting()
    assert count > 0
    assert waiting(school) == [{"count": str(count), "late": str(late)}]


@pytest.mark.parametrize(
    ("minute", "day"),
    [
        pytest.param(40, 22, id="on a Sunday"),
        pytest.param(300, 23, id="when the morning is over"),
    ],
)
def test_no_digest_comes(school: School, digests: DigestMaker, minute: int, day: int) -> None:
    school.cast.case()
    school.now = in_the_morning(minute, day)
    digests.add_due()
    assert waiting(school) == []


def test_who_has_nothing_to_do_gets_no_digest(school: School, digests: DigestMaker) -> None:
    school.now = in_the_morning(31)
    digests.add_due()
    assert waiting(school) == []
    assert school.cast.store.outbox.digest_readers(school.now.date()) == []


def test_who_left_gets_no_digest(school: School, digests: DigestMaker) -> None:
    school.cast.case()
    store, samira = school.cast.store, school.cast.staff["Samira"]
    store.school.end_staff(samira, in_the_morning(0, 20).date(), school.cast.staff["Ineke"])
    school.now = in_the_morning(31)
    digests.add_due()
    assert waiting(school) == []
