"""Accounts: argon2id passwords, the same answer for known and unknown names, slow for guessers."""

import hmac
import json
import threading
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.profiles import RFC_9106_LOW_MEMORY

from casework.errors import InputRefused, NotHere, StoreError
from casework.people import Role
from casework.records import HashedPassword, StaffMember
from casework.words import local_day
from data.database import Database
from data.ids import is_id
from data.rows import stored_moment
from data.school import School
from data.staff import plain_user_name
from data.throttle import Throttle
from data.vault import Vault

PASSWORD_COST = RFC_9106_LOW_MEMORY
SHORTEST = 12
LONGEST = 1024
AT_ONCE = 2
# The setting in which a demo school names the people to be, in order: a JSON list of staff ids.
DEMO_PEOPLE = "demo_people"
LAST_HERE = """
    select staff_id, max(last_on) from (
        select staff_id, last_on from signed_in
        union all
        select staff_id, cast(read_at as date) from access_log
        union all
        select recorded_by, cast(recorded_at as date) from entry where recorded_by is not null
    ) here
    group by staff_id
"""
SHOWN = (*(role for role in Role if role is not Role.STAFF), Role.STAFF)
COMMON = (
    "wachtwoord",
    "welkom",
    "password",
    "qwerty",
    "azerty",
    "123456789012",
    "1234567890",
    "abcdefghijkl",
    "aaaaaaaaaaaa",
    "letmein",
    "school",
    "geheim",
    "handelingskaart",
    "iloveyou",
    "admin",
    "zomer",
    "winter",
    "lente",
    "herfst",
)


@dataclass(frozen=True)
class SignInResult:
    """Who it is (None: refused), and how many seconds to wait before the next try."""

    staff_id: str | None
    wait_seconds: int = 0


@dataclass(frozen=True)
class DemoPersona:
    """Somebody to be in the demo school."""

    staff_id: str
    name: str
    role: Role
    scope: str


class Accounts:
    """Implements `casework.ports.AccountBook`, and the check at the door."""

    def __init__(self, database: Database, vault: Vault, school: School) -> None:
        self._database = database
        self._vault = vault
        self._school = school
        self._throttle = Throttle()
        self._hasher = PasswordHasher.from_parameters(PASSWORD_COST)
        self._working = threading.BoundedSemaphore(AT_ONCE)
        self._sign_ins: Mapping[str, date] | None = None
        self._never_here: set[str] | None = None
        school.on_school_change.append(self._forget_never_here)

    def set_password(self, staff_id: str, password: str, by: str) -> None:
        """A new password; InputRefused when it is too short or too common."""
        person = self._row("staff_id", staff_id) if is_id(staff_id) else None
        if person is None:
            raise NotHere()
        user_name = self._vault.unseal(self._vault.school_id, person[1], f"user:{person[0]}") or ""
        self.keep_password(staff_id, self.hashed_password(password, user_name), by)

    def hashed_password(self, password: str, user_name: str) -> HashedPassword:
        """The password as it is kept; InputRefused when it is too short or too common.

        Slow on purpose, so never inside a transaction: meanwhile nobody else could write.
        """
        if self._database.is_writing:
            raise RuntimeError("a password is hashed before anything is written")
        self.refuse_weak(password, user_name)
        with self._working:
            return HashedPassword(self._hasher.hash(_composed(password)))

    def keep_password(self, staff_id: str, password: HashedPassword, by: str) -> None:
        """Store a password that was hashed before; NotHere for somebody who is not there."""
        person = self._row("staff_id", staff_id) if is_id(staff_id) else None
        if person is None:
            raise NotHere()
        self._keep(person[0], password, by)

    def refuse_weak(self, password: str, user_name: str) -> None:
        """InputRefused when a password is too short or too easy to guess; no rules on signs."""
        if len(password) < SHORTEST:
            raise InputRefused(
                f"Een wachtwoord heeft minstens {SHORTEST} tekens. Een zinnetje van een paar "
                "woorden onthoudt makkelijk.",
                "password",
            )
        if len(password) > LONGEST:
            raise InputRefused("Dit wachtwoord is te lang.", "password")
        if self._is_common(password, user_name):
            raise InputRefused(
                "Dit wachtwoord is te makkelijk te raden. Kies een zinnetje dat alleen jij kent.",
                "password",
            )

    def without_password(self) -> set[str]:
        """The ids of the staff who have no password."""
        sql = """
            select staff_id from staff
            where staff_id not in (select staff_id from account)
        """
        return {staff_id for (staff_id,) in self._database.rows(sql)}

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
        staff_id = self._verified(mark, password, now)
        if staff_id is None:
            return SignInResult(None, self._throttle.failed(mark, known, now))
        self._throttle.succeeded(mark, known)
        # A disk that is full keeps nobody out.
        with suppress(StoreError):
            self._note_sign_in(staff_id, local_day(now))
        return SignInResult(staff_id)

    def _note_sign_in(self, staff_id: str, day: date) -> None:
        """The last day on which somebody signed in; no other day is kept."""
        if self._database.one(
            "select 1 from signed_in where staff_id = $1 and last_on = $2", (staff_id, day)
        ):
            return
        with self._database.write():
            self._database.run(
                """
                insert into signed_in (staff_id, last_on) values ($1, $2)
                on conflict (staff_id) do update set last_on = excluded.last_on
                """,
                (staff_id, day),
            )
            self._database.after_commit(self._forget_sign_ins)

    def sign_ins(self) -> Mapping[str, date]:
        """The last known day on which each person was here, by staff id; nothing of who never was.

        Whoever opened or recorded something before sign-ins were noted was here as well.
        """
        if self._sign_ins is None:
            self._sign_ins = dict(self._database.rows(LAST_HERE))
        return self._sign_ins

    def count_never_here(self, except_for: str) -> int:
        """How many people who work here never signed in, but for one."""
        if self._never_here is None:
            working = self._database.rows("select staff_id from staff where ended_on is null")
            self._never_here = {str(one) for (one,) in working} - self.sign_ins().keys()
        return len(self._never_here - {except_for})

    def _forget_sign_ins(self) -> None:
        self._sign_ins = self._never_here = None

    def _forget_never_here(self) -> None:
        self._never_here = None

    def remembered_device(self, user_name: str, nonce: str) -> str:
        """A mark for a cookie: this device signed in as this person before. `nonce` is random."""
        mark = self._vault.fingerprint(plain_user_name(user_name))
        return f"{nonce}.{self._vault.fingerprint(f'device:{mark}:{nonce}')}"

    def known_device(self, user_name: str, device: str) -> str:
        """The mark of a device that signed in as this person before; empty for any other."""
        mark = self._vault.fingerprint(plain_user_name(user_name))
        return device if self._is_remembered(mark, device) else ""

    def is_active(self, staff_id: str, now: datetime) -> bool:
        """Whether this person still works here."""
        return self._school.actor(staff_id, now.date()) is not None

    def people_to_be(self, today: date, mentors: int = 3) -> list[DemoPersona]:
        """People for a visitor of the demo school: those it names, or somebody of each role."""
        people = {person.staff_id: person for person in self._school.staff(today)}
        named = json.loads(self._school.setting(DEMO_PEOPLE) or "[]")
        chosen = [people[staff_id] for staff_id in named if staff_id in people]
        personas = [_persona(person) for person in chosen or people.values() if person.assignments]
        if chosen:
            return personas
        several = {role: mentors if role is Role.MENTOR else 1 for role in Role}
        by_role = [[who for who in personas if who.role is role][: several[role]] for role in SHOWN]
        return [who for some in by_role for who in some]

    def _keep(self, staff_id: str, hashed: str, by: str) -> None:
        now = stored_moment(datetime.now(UTC))
        with self._database.write():
            self._database.run(
                """
                insert into account (staff_id, password_hash, set_at) values ($1, $2, $3)
                on conflict (staff_id) do update
                set password_hash = excluded.password_hash, set_at = excluded.set_at
                """,
                (staff_id, hashed, now),
            )
            self._database.run(
                """
                insert into reference_change (changed_at, changed_by, kind, subject_id)
                values ($1, $2, 'password_set', $3)
                """,
                (now, by if is_id(by) else None, staff_id),
            )

    def _verified(self, mark: str, password: str, now: datetime) -> str | None:
        """The same work for every name: an unknown one is checked against a hash of nothing."""
        nothing = self._hash_of_nothing
        person = self._row("user_mark", mark)
        hashed = person[2] if person and person[2] else nothing
        if not self._matches(hashed, password) or person is None or person[2] is None:
            return None
        if person[3] is not None and person[3] <= now.date():
            return None
        return str(person[0])

    def _matches(self, hashed: str, password: str) -> bool:
        with self._working:
            try:
                return self._hasher.verify(hashed, _composed(password)[:LONGEST])
            except (Argon2Error, InvalidHashError):
                return False

    def _row(self, column: str, value: str) -> tuple[str, bytes, str | None, date | None] | None:
        row = self._database.one(
            f"""
            select s.staff_id, s.sealed_user_name, a.password_hash, s.ended_on
            from staff s left join account a on a.staff_id = s.staff_id where s.{column} = $1
            """,
            (value,),
        )
        return (row[0], row[1], row[2], row[3]) if row else None

    @cached_property
    def _hash_of_nothing(self) -> str:
        return self._hasher.hash(self._vault.fingerprint("nobody"))

    def _is_remembered(self, mark: str, device: str) -> bool:
        nonce, _, signature = device.partition(".")
        right = self._vault.fingerprint(f"device:{mark}:{nonce}")
        return hmac.compare_digest(signature.encode(), right.encode())

    def _is_common(self, password: str, user_name: str) -> bool:
        plain = "".join(c for c in plain_user_name(password) if c.isalnum())
        names = (user_name, self._school.school_name())
        too_easy = {"".join(c for c in plain_user_name(name) if c.isalnum()) for name in names}
        bare = plain.rstrip("0123456789")
        return len(set(plain)) < 4 or any(
            word and (word in (plain, bare) or plain == word * (len(plain) // len(word)))
            for word in {*COMMON, *too_easy}
        )


def _composed(password: str) -> str:
    """The same password from every keyboard, however it writes an accent."""
    return unicodedata.normalize("NFKC", password)


def _persona(person: StaffMember) -> DemoPersona:
    """Somebody under the role that says most; everybody is staff, so that one comes last."""
    held = min(person.assignments, key=lambda assignment: SHOWN.index(assignment.role))
    return DemoPersona(person.staff_id, person.name.full, held.role, held.scope)
