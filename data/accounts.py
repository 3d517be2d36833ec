"""Accounts: own passwords, the same answer for known and unknown names, slow for guessers."""

import hmac
import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import NamedTuple

from casework.errors import NotHere, StoreError
from casework.identity import AccountState, Invitation, Invited, Proof, Standing
from casework.records import HashedPassword
from casework.words import local_day
from data.cache import Memory
from data.database import Database
from data.demo_people import DemoPersona, people_to_be
from data.ids import is_id
from data.invitations import Invitations
from data.passwords import Passwords, refuse_weak
from data.register import known_id, on_record
from data.rows import stored_moment
from data.school import School
from data.sign_ins import SignIns
from data.staff import plain_user_name
from data.throttle import Throttle
from data.vault import Vault

_record = logging.getLogger(__name__)

PROOFS = """
    select s.staff_id, concat(
        s.user_mark, ' ', cast(a.set_at as varchar), ' ', cast(f.set_at as varchar), ' ',
        cast(b.bound_at as varchar)
    )
    from staff s
    left join account a on a.staff_id = s.staff_id
    left join second_factor f on f.staff_id = s.staff_id
    left join school_account b on b.staff_id = s.staff_id
"""


@dataclass(frozen=True)
class SignInResult:
    """Who it is (None: refused), and how many seconds to wait before the next try."""

    staff_id: str | None
    wait_seconds: int = 0
    proof: Proof | None = None
    """What was proven; a session on it ends as soon as it is no longer so."""


class _Account(NamedTuple):
    """Somebody who works here, or did, with the password as it is kept."""

    staff_id: str
    sealed_user_name: bytes
    password_hash: str | None
    ended_on: date | None


class Accounts:
    """Implements `casework.ports.accounts.AccountBook`, and the check at the door."""

    def __init__(self, database: Database, vault: Vault, school: School) -> None:
        self._database = database
        self._vault = vault
        self._school = school
        self._throttle = Throttle()
        self._passwords = Passwords()
        self._invitations = Invitations(database, vault, school)
        self._sign_ins = SignIns(database)
        self._changes = 0
        self._memory = Memory(lambda: self._changes, 2)
        self.on_access_change: list[Callable[[str], None]] = []
        """Called after each commit that may end a session, with whose; with "" for anybody's."""
        school.on_school_change.append(self._sign_ins.forget_never_here)
        school.on_school_change.append(partial(self.access_changed, ""))

    # --- invitations and own passwords ----------------------------------------------------------

    def invite(
        self, staff_id: str, by: str, now: datetime, *, is_handed_out: bool = True
    ) -> Invitation:
        """A link by which this person chooses a password; an earlier one works no more."""
        days = self._school.invitation_days()
        return self._invitations.make(staff_id, by, now, is_handed_out=is_handed_out, days=days)

    def open_invitations(self, now: datetime) -> Mapping[str, datetime]:
        """Until when each open invitation works, by staff id."""
        return self._invitations.open_until(now)

    def invited(self, token: str, now: datetime) -> Invited:
        """Whom an invitation is for; InvitationOver for any that does not work (any more)."""
        return self._invitations.owner(token, now)

    def redeem(self, token: str, password: str, now: datetime) -> str:
        """Use an invitation: from now on this is the password. Gives whose it is, by id."""
        staff_id = self.invited(token, now).staff_id
        hashed = self.checked_password(password, self._own_words(staff_id))
        with self._database.write():
            self._invitations.use(token, now)
            # An invitation is the way back as well: nothing opens that did before.
            for way_in in ("school_account", "calendar_address"):
                self._database.run(f"delete from {way_in} where staff_id = $1", (staff_id,))
            self.keep_password(staff_id, hashed, staff_id)
            self._sign_ins.note(staff_id, local_day(now))
        return staff_id

    def redeem_by(self, token: str, bind: Callable[[str], None], now: datetime) -> str:
        """Use an invitation to sign in at a provider: `bind` keeps with what. Gives whose it is.

        A password of before opens nothing any more.
        """
        staff_id = self.invited(token, now).staff_id
        with self._database.write():
            self._invitations.use(token, now)
            for way_in in ("account", "calendar_address"):
                self._database.run(f"delete from {way_in} where staff_id = $1", (staff_id,))
            bind(staff_id)
            self._database.after_commit(partial(self.access_changed, staff_id))
        return staff_id

    def end_password(self, staff_id: str, by: str) -> None:
        """The password works no more, and every session ends; nothing happens without one."""
        staff_id, now = known_id(staff_id), stored_moment(datetime.now(UTC))
        if staff_id in self.without_password():
            return
        with self._school.keeping_an_admin():
            self._database.run("delete from account where staff_id = $1", (staff_id,))
            on_record(self._database, now, by if is_id(by) else None, "password_ended", staff_id)
            self._database.after_commit(partial(self.access_changed, staff_id))

    def handed_out_by(self, staff_id: str) -> str | None:
        """Who had the link in hand by which this account got its password; None when nobody."""
        return self._invitations.handed_out_by(staff_id)

    def change_own(self, staff_id: str, password: str) -> None:
        """Another password of one's own; the present one was checked (`confirm`) just before."""
        hashed = self.checked_password(password, self._own_words(staff_id))
        self.keep_password(staff_id, hashed, staff_id)

    def checked_password(self, password: str, own_words: Iterable[str]) -> HashedPassword:
        """The password as it is kept; InputRefused when it is too short or easy to guess.

        Slow on purpose, so never inside a transaction: meanwhile nobody else could write.
        """
        if self._database.is_writing:
            raise RuntimeError("a password is hashed before anything is written")
        refuse_weak(password, own_words)
        return self._passwords.hashed(password)

    def _own_words(self, staff_id: str) -> list[str]:
        """What others know of this person and the school."""
        user_name = self.user_name(staff_id)
        name = self._school.staff_names([staff_id])[staff_id]
        return [name.full, name.given, user_name, self._school.school_name()]

    def user_name(self, staff_id: str) -> str:
        """The name with which this person signs in."""
        account = self._row("staff_id", known_id(staff_id))
        if account is None:
            raise NotHere
        sealed = account.sealed_user_name
        return self._vault.unseal(self._vault.school_id, sealed, f"user:{staff_id}") or ""

    def keep_password(self, staff_id: str, password: HashedPassword, by: str) -> None:
        """Store a password that was hashed before; every session of this person ends."""
        staff_id, now = known_id(staff_id), stored_moment(datetime.now(UTC))
        if self._row("staff_id", staff_id) is None:
            raise NotHere
        with self._database.write():
            self._database.run(
                """
                insert into account (staff_id, password_hash, set_at) values ($1, $2, $3)
                on conflict (staff_id) do update
                set password_hash = excluded.password_hash, set_at = excluded.set_at
                """,
                (staff_id, password, now),
            )
            on_record(self._database, now, by if is_id(by) else None, "password_set", staff_id)
            self._database.after_commit(partial(self.access_changed, staff_id))

    def state_of(self, staff_id: str, now: datetime) -> AccountState:
        """How the account of this person stands."""
        staff_id = known_id(staff_id)
        return AccountState(
            has_password=staff_id not in self.without_password(),
            invited_until=self._invitations.open_until(now).get(staff_id),
            email=self._school.email_of(staff_id),
        )

    # --- what a session rests on ----------------------------------------------------------------

    def access_changed(self, staff_id: str) -> None:
        """Something on which a session may rest is another: whoever keeps sessions hears of it."""
        self._changes += 1
        self._memory.forget()
        for heard in self.on_access_change:
            try:
                heard(staff_id)
            except Exception as fault:
                _record.error("after a change of access: %s", type(fault).__name__)

    def standing(self, staff_id: str, now: datetime) -> Standing | None:
        """What a session of this person rests on now; None for who does not work here (any more).

        What the schoolleiding does for nobody else is no role of its own.
        """
        actor = self._school.actor(staff_id, local_day(now))
        if actor is None:
            return None
        held = [one for one in actor.assignments if not one.is_acting]
        roles = frozenset((one.role.value, one.scope) for one in held)
        return Standing(roles, Proof(self._proofs().get(staff_id, "")))

    def _proofs(self) -> Mapping[str, str]:
        """What proves who somebody is, by staff id: another text after each change of it."""
        return self._memory.answer("proofs", lambda: dict(self._database.rows(PROOFS)))

    # --- signing in -----------------------------------------------------------------------------

    def without_password(self) -> set[str]:
        """The ids of the staff who have no password."""
        sql = """
            select staff_id from staff
            where staff_id not in (select staff_id from account)
        """
        return {staff_id for (staff_id,) in self._database.rows(sql)}

    def cannot_sign_in(self) -> set[str]:
        """The ids of the staff who can sign in by no password, and with no school account."""
        bound = self._database.rows("select staff_id from school_account")
        return self.without_password() - {staff_id for (staff_id,) in bound}

    def check(self, user_name: str, password: str, now: datetime, device: str = "") -> SignInResult:
        """Whether name and password belong together; unknown and known names look the same.

        `device` is what `remembered_device` gave after an earlier success: a device that is
        known for this name has failures of its own, so strangers cannot shut a colleague out.
        """
        mark = self._vault.fingerprint(plain_user_name(user_name))
        known = self.known_device(user_name, device)
        wait = self._throttle.wait(mark, known, now)
        if wait:
            return SignInResult(None, wait)
        # Read first: a password that is changed meanwhile opens nothing any more.
        proofs = self._proofs()
        staff_id = self._verified("user_mark", mark, password, now)
        if staff_id is None:
            return SignInResult(None, self._throttle.failed(mark, known, now))
        self._throttle.succeeded(mark, known)
        self.note_sign_in(staff_id, now)
        return SignInResult(staff_id, proof=Proof(proofs.get(staff_id, "")))

    def note_sign_in(self, staff_id: str, now: datetime) -> None:
        """Somebody signed in today; a disk that is full keeps nobody out."""
        with suppress(StoreError):
            self._sign_ins.note(staff_id, local_day(now))

    def confirm(
        self, staff_id: str, password: str, now: datetime, sign_in: str = ""
    ) -> SignInResult:
        """Whether who is signed in as this person knows the password; slow for guessers.

        `sign_in` names the session: its failures hold up no other one.
        """
        mark = f"confirm {staff_id}"
        if wait := self._throttle.wait(mark, sign_in, now):
            return SignInResult(None, wait)
        if self._verified("staff_id", known_id(staff_id), password, now) is None:
            return SignInResult(None, self._throttle.failed(mark, sign_in, now))
        self._throttle.succeeded(mark, sign_in)
        return SignInResult(staff_id)

    def sign_ins(self) -> Mapping[str, date]:
        """The last known day on which each person was here, by staff id; nothing of who never was.

        Whoever opened or recorded something before sign-ins were noted was here as well.
        """
        return self._sign_ins.last_days()

    def count_never_here(self, except_for: str) -> int:
        """How many people who work here never signed in, but for one."""
        return self._sign_ins.count_never_here(except_for)

    def remembered_device(self, user_name: str, nonce: str) -> str:
        """A mark for a cookie: this device signed in as this person before. `nonce` is random."""
        mark = self._vault.fingerprint(plain_user_name(user_name))
        return f"{nonce}.{self._vault.fingerprint(f'device:{mark}:{nonce}')}"

    def known_device(self, user_name: str, device: str) -> str:
        """The mark of a device that signed in as this person before; empty for any other."""
        mark = self._vault.fingerprint(plain_user_name(user_name))
        return device if self._is_remembered(mark, device) else ""

    def people_to_be(self, today: date, mentors: int = 3) -> list[DemoPersona]:
        """People for a visitor of the demo school: those it names, or somebody of each role."""
        return people_to_be(self._school, today, mentors)

    def _verified(self, column: str, value: str, password: str, now: datetime) -> str | None:
        """The same work for every name: an unknown one is checked against a hash of nothing."""
        account = self._row(column, value)
        hashed = account.password_hash if account else None
        # Asked for whoever it is: it is made at the first check after a start.
        nobody = self._passwords.of_nobody
        if not self._passwords.matches(hashed or nobody, password):
            return None
        if account is None or hashed is None:
            return None
        if account.ended_on is not None and account.ended_on <= local_day(now):
            return None
        return account.staff_id

    def _row(self, column: str, value: str) -> "_Account | None":
        row = self._database.one(
            f"""
            select s.staff_id, s.sealed_user_name, a.password_hash, s.ended_on
            from staff s left join account a on a.staff_id = s.staff_id where s.{column} = $1
            """,
            (value,),
        )
        return _Account(*row) if row else None

    def _is_remembered(self, mark: str, device: str) -> bool:
        nonce, _, signature = device.partition(".")
        right = self._vault.fingerprint(f"device:{mark}:{nonce}")
        return hmac.compare_digest(signature.encode(), right.encode())
