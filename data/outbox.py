"""The messages that wait to be sent by e-mail: sealed, tried again later, and given up at last."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from casework.mail import GivenUp, MailFault, MessageKind, OutboxState, check_values
from data.database import Database
from data.ids import is_id
from data.rows import shown_moment, stored_moment
from data.vault import Vault

PLACE = "outbox"
WAITING, SENT, GIVEN_UP = "waiting", "sent", "given_up"
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)
GIVEN_UP_AFTER = timedelta(days=3)
FORGOTTEN_AFTER = timedelta(days=30)
MOST_AT_ONCE = 50
HOPELESS = frozenset({MailFault.RECIPIENT, MailFault.NO_ADDRESS, MailFault.EXPIRED})
"""What does not get better by trying again."""

STATE = """
    select outcome, count(*), min(made_at), max(ended_at) from outbox group by outcome
"""
# Of what waits: a fault of what was sent since, or given up, says nothing of how it goes now.
LAST_FAULT = """
    select fault, fault_at from outbox where outcome = 'waiting' and fault <> ''
    order by fault_at desc limit 1
"""


@dataclass(frozen=True)
class WaitingMessage:
    """A message that is to be sent now; `message_id` stays the same at each try."""

    message_id: str
    kind: MessageKind
    staff_id: str
    values: Mapping[str, str] = field(repr=False)
    made_at: datetime
    tries: int


class Outbox:
    """Implements `casework.ports.outbox.Outbox`.

    A message is noted as sent after the mail server took it: a program that is killed in between
    sends it again under the same Message-ID, so that none is lost.
    """

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self.is_on = False
        """Whether this school sends e-mail at all; the server says so when it opens the school."""
        self.address_of: Callable[[str], str] = _no_address
        """The e-mail address of a member of staff; empty when there is none."""

    def add(
        self, kind: MessageKind | str, staff_id: str, values: Mapping[str, str], now: datetime
    ) -> str:
        """Put a message to this person in the outbox, in the transaction that is going on.

        Its id; an empty one, and nothing is kept, where no e-mail is sent. ValueError when it
        would say anything else than its kind may (`casework.mail`).
        """
        kind = MessageKind(kind)
        check_values(kind, values)
        if not self.is_on or not is_id(staff_id):
            return ""
        message_id, at = str(uuid4()), stored_moment(now)
        sealed = self._vault.seal(staff_id.lower(), json.dumps(dict(values)), _place(message_id))
        with self._database.write(records=False):
            self._database.run(
                """
                insert into outbox (
                    message_id, kind, staff_id, sealed, made_at, tries, next_at, fault, outcome
                ) values ($1, $2, $3, $4, $5, 0, $5, '', 'waiting')
                """,
                (message_id, kind.value, staff_id.lower(), sealed, at),
            )
        return message_id

    def due(self, now: datetime) -> list[WaitingMessage]:
        """What is to be tried now, the oldest first; what can no longer be read is taken out."""
        rows = self._database.rows(
            f"""
            select message_id, kind, staff_id, sealed, made_at, tries from outbox
            where outcome = 'waiting' and next_at <= $1 order by made_at limit {MOST_AT_ONCE}
            """,
            (stored_moment(now),),
        )
        messages = []
        for message_id, kind, staff_id, sealed, made_at, tries in rows:
            text = self._vault.unseal(staff_id, sealed, _place(message_id))
            if text is None:
                self._end(message_id, GIVEN_UP, MailFault.NO_ADDRESS, now)
                continue
            messages.append(
                WaitingMessage(
                    message_id,
                    MessageKind(kind),
                    staff_id,
                    json.loads(text),
                    shown_moment(made_at),
                    tries,
                )
            )
        return messages

    def note_sent(self, message: WaitingMessage, now: datetime) -> None:
        """The mail server took it."""
        self._end(message.message_id, SENT, None, now)

    def note_failed(self, message: WaitingMessage, fault: MailFault, now: datetime) -> bool:
        """It could not be sent: try again later, or give it up. Whether it is given up."""
        if fault in HOPELESS or now - message.made_at >= GIVEN_UP_AFTER:
            self._end(message.message_id, GIVEN_UP, fault, now)
            return True
        wait = min(FIRST_WAIT * 2 ** min(message.tries, 10), LONGEST_WAIT)
        with self._database.write(records=False):
            self._database.run(
                """
                update outbox set tries = $2, next_at = $3, fault = $4, fault_at = $5
                where message_id = $1
                """,
                (
                    message.message_id,
                    message.tries + 1,
                    stored_moment(now + wait),
                    fault.value,
                    stored_moment(now),
                ),
            )
        return False

    def _end(self, message_id: str, outcome: str, fault: MailFault | None, now: datetime) -> None:
        """What it said goes: a link that was sent stays in no file of ours."""
        at = stored_moment(now)
        with self._database.write(records=False):
            self._database.run(
                """
                update outbox
                set outcome = $2, ended_at = $3, sealed = $5, tries = tries + 1,
                    fault = $4, fault_at = case when $4 = '' then fault_at else $3 end
                where message_id = $1
                """,
                (message_id, outcome, at, fault.value if fault else "", b""),
            )

    def drop_old(self, now: datetime) -> None:
        """Forget that messages were sent or given up, a month after."""
        before = (stored_moment(now - FORGOTTEN_AFTER),)
        if self._database.one("select 1 from outbox where ended_at < $1", before):
            with self._database.write(records=False):
                self._database.run("delete from outbox where ended_at < $1", before)

    def state(self) -> OutboxState:
        """How many messages wait, were sent and were given up in the last month, and why."""
        by_outcome = {row[0]: row[1:] for row in self._database.rows(STATE)}
        waiting, since, _ = by_outcome.get(WAITING, (0, None, None))
        sent, _, last_sent_at = by_outcome.get(SENT, (0, None, None))
        last_fault = self._database.one(LAST_FAULT) or ("", None)
        return OutboxState(
            waiting=waiting,
            sent=sent,
            given_up=by_outcome.get(GIVEN_UP, (0,))[0],
            waiting_since=shown_moment(since) if since else None,
            last_sent_at=shown_moment(last_sent_at) if last_sent_at else None,
            last_fault=MailFault(last_fault[0]) if last_fault[0] else None,
            last_fault_at=shown_moment(last_fault[1]) if last_fault[1] else None,
        )

    def given_up(self) -> list[GivenUp]:
        """What will not come, the newest first."""
        rows = self._database.rows(
            """
            select kind, staff_id, ended_at, fault from outbox where outcome = 'given_up'
            order by ended_at desc
            """
        )
        return [
            GivenUp(MessageKind(kind), staff_id, shown_moment(at), MailFault(fault))
            for kind, staff_id, at, fault in rows
        ]

    def drop_given_up(self) -> None:
        """Somebody has seen what will not come."""
        with self._database.write(records=False):
            self._database.run("delete from outbox where outcome = 'given_up'")

    # --- the daily digest -----------------------------------------------------------------------

    def reads_digest(self, staff_id: str) -> bool:
        """Whether this person asked for the daily digest."""
        sql = "select 1 from digest_reader where staff_id = $1"
        return is_id(staff_id) and self._database.one(sql, (staff_id.lower(),)) is not None

    def set_reads_digest(self, staff_id: str, wants: bool) -> None:
        """Whether this person gets the daily digest from now on."""
        if not is_id(staff_id) or wants == self.reads_digest(staff_id):
            return
        sql = (
            "insert into digest_reader (staff_id) values ($1)"
            if wants
            else "delete from digest_reader where staff_id = $1"
        )
        with self._database.write(records=False):
            self._database.run(sql, (staff_id.lower(),))

    def digest_readers(self, day: date) -> list[str]:
        """Who asked for the digest, and did not get that of this day yet."""
        sql = "select staff_id from digest_reader where last_on is null or last_on < $1"
        return [staff_id for (staff_id,) in self._database.rows(sql, (day,))]

    def add_digest(
        self, staff_id: str, values: Mapping[str, str] | None, day: date, now: datetime
    ) -> None:
        """The digest of this day; without values there is nothing to say. Never twice."""
        with self._database.write(records=False):
            self._database.run(
                "update digest_reader set last_on = $2 where staff_id = $1",
                (staff_id.lower(), day),
            )
            if values is not None:
                self.add(MessageKind.DAILY_DIGEST, staff_id, values, now)


def _place(message_id: str) -> str:
    return f"{PLACE}:{message_id}"


def _no_address(_staff_id: str) -> str:
    return ""
