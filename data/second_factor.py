"""The second step of signing in: codes of an app (TOTP, RFC 6238) and recovery codes.

The secret is sealed under the school's key; of a recovery code only a keyed hash is kept. A code
works once, and a few wrong ones make that person wait, on whatever screen the next one is typed.
"""

import hmac
import secrets
import threading
from contextlib import suppress
from datetime import date, datetime

import pyotp

from casework.errors import InputRefused, StoreError
from casework.second_factor import CodeResult, SecondFactorStatus, is_required_of
from data.database import Database
from data.ids import is_id
from data.register import Clock, Register, known_id, system_clock
from data.rows import shown_moment, stored_moment
from data.school import School
from data.throttle import Throttle
from data.vault import Vault

STEP_SECONDS = 30
# One step before and one after: the clock of a phone may be half a minute off.
WINDOW = (-1, 0, 1)
DIGITS = 6
COUNT_RECOVERY_CODES = 10
# 24 of 31 letters and digits are 118 bits: as it is not chosen by a person, one hash keeps it.
RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
RECOVERY_LENGTH = 24
LETTERS_IN_GROUP = 4
LONGEST_TYPED = 60
SECOND_FACTORS = "select staff_id, set_at from second_factor"


class SecondFactors(Register):
    """Implements `casework.ports.accounts.SecondFactorBook`, and the check at the door."""

    def __init__(
        self, database: Database, vault: Vault, school: School, now: Clock = system_clock
    ) -> None:
        super().__init__(database, vault, now)
        self._school = school
        self._throttle = Throttle()
        self._checking = threading.Lock()
        self._last_steps: dict[str, int] = {}

    def is_on(self, staff_id: str) -> bool:
        """Whether this person signs in with a second step."""
        return self._since(staff_id) is not None

    def is_required(self, staff_id: str, day: date) -> bool:
        """Whether the school asks a second step of this person, by the roles of that day."""
        actor = self._school.actor(staff_id, day)
        roles = {held.role for held in actor.assignments} if actor else set()
        return is_required_of(roles, self._school.second_factor_for())

    def status(self, staff_id: str, day: date) -> SecondFactorStatus:
        """What somebody sees of the own second step."""
        count = self._database.one(
            "select count(*) from recovery_code where staff_id = $1", (known_id(staff_id),)
        )
        return SecondFactorStatus(
            self._since(staff_id), int(count[0]) if count else 0, self.is_required(staff_id, day)
        )

    def turn_on(self, staff_id: str, secret: str, code: str) -> list[str]:
        """Keep a secret of which the first code is right; the recovery codes, told this once.

        It takes the place of an earlier one. InputRefused when the code is not of this secret.
        """
        staff_id = known_id(staff_id)
        step = _matching_step(secret, code, self._now(), -1)
        if step is None:
            raise InputRefused(
                "Deze code hoort niet bij deze QR-code. Typ de code die nu in de app staat. Lukt "
                "het weer niet, kijk dan of de klok van je telefoon goed staat.",
                "code",
            )
        sealed = self._vault.seal(self._vault.school_id, secret, _context(staff_id))
        with self._changing("second_factor_on", staff_id, staff_id):
            self._database.run(
                """
                insert into second_factor (staff_id, sealed_secret, set_at, last_step)
                values ($1, $2, $3, $4)
                on conflict (staff_id) do update
                set sealed_secret = excluded.sealed_secret, set_at = excluded.set_at,
                    last_step = excluded.last_step
                """,
                (staff_id, sealed, stored_moment(self._now()), step),
            )
            codes = self._made_anew(staff_id)
        self._last_steps[staff_id] = step
        return codes

    def make_recovery_codes(self, staff_id: str) -> list[str]:
        """New recovery codes, told this once; the earlier ones are void."""
        staff_id = known_id(staff_id)
        if not self.is_on(staff_id):
            raise InputRefused("Stel eerst een app met codes in.")
        with self._changing("recovery_codes_made", staff_id, staff_id):
            return self._made_anew(staff_id)

    def turn_off(self, staff_id: str, by: str) -> None:
        """No second step any more, and no recovery codes; nothing happens when there was none."""
        if not self.is_on(staff_id):
            return
        staff_id = known_id(staff_id)
        with self._changing("second_factor_off", staff_id, by):
            self._database.run("delete from second_factor where staff_id = $1", (staff_id,))
            self._database.run("delete from recovery_code where staff_id = $1", (staff_id,))

    def check(self, staff_id: str, typed: str, now: datetime, device: str = "") -> CodeResult:
        """Whether this is a code of the app, or a recovery code; each is good once.

        `device`: the device on which this person signed in before. It has failures of its own, so
        that whoever knows the password cannot keep the owner out.
        """
        with self._checking:
            wait = self._throttle.wait(staff_id, device, now)
            if wait:
                return CodeResult(False, wait)
            if not self._is_right(staff_id, typed[:LONGEST_TYPED], now):
                return CodeResult(False, self._throttle.failed(staff_id, device, now))
            self._throttle.succeeded(staff_id, device)
            return CodeResult(True)

    def _is_right(self, staff_id: str, typed: str, now: datetime) -> bool:
        if not is_id(staff_id):
            return False
        digits = "".join(typed.split())
        if len(digits) == DIGITS and digits.isascii() and digits.isdigit():
            return self._is_code(staff_id, digits, now)
        return self._is_recovery_code(staff_id, typed)

    def _is_code(self, staff_id: str, code: str, now: datetime) -> bool:
        row = self._database.one(
            "select sealed_secret, last_step from second_factor where staff_id = $1", (staff_id,)
        )
        if row is None:
            return False
        secret = self._vault.unseal(self._vault.school_id, row[0], _context(staff_id)) or ""
        last = max(int(row[1]), self._last_steps.get(staff_id, -1))
        step = _matching_step(secret, code, now, last)
        if step is None:
            return False
        self._last_steps[staff_id] = step
        # A disk that is full keeps nobody out.
        with suppress(StoreError), self._database.write():
            self._database.run(
                "update second_factor set last_step = $2 where staff_id = $1", (staff_id, step)
            )
        return True

    def _is_recovery_code(self, staff_id: str, typed: str) -> bool:
        mark = self._mark(staff_id, typed)
        marks = self._database.rows(
            "select mark from recovery_code where staff_id = $1", (staff_id,)
        )
        if not any(hmac.compare_digest(mark, one) for (one,) in marks):
            return False
        with self._changing("recovery_code_used", staff_id, staff_id):
            self._database.run(
                "delete from recovery_code where staff_id = $1 and mark = $2", (staff_id, mark)
            )
        return True

    def _made_anew(self, staff_id: str) -> list[str]:
        codes = [_recovery_code() for _ in range(COUNT_RECOVERY_CODES)]
        self._database.run("delete from recovery_code where staff_id = $1", (staff_id,))
        self._database.load(
            "recovery_code", [(staff_id, self._mark(staff_id, code)) for code in codes]
        )
        return codes

    def _mark(self, staff_id: str, code: str) -> str:
        letters = "".join(letter for letter in code.lower() if letter in RECOVERY_LETTERS)
        return self._vault.fingerprint(f"recovery:{staff_id}:{letters}")

    def _since(self, staff_id: str) -> datetime | None:
        made = (at for owner, at in self._rows(SECOND_FACTORS) if owner == staff_id)
        return next((shown_moment(at) for at in made), None)


def new_secret() -> str:
    """A fresh secret for an app that shows codes: 160 bits, in base 32."""
    return pyotp.random_base32()


def app_address(secret: str, user_name: str, school: str) -> str:
    """What an app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(
        name=user_name, issuer_name=f"Handelingskaart {school}"
    )


def _matching_step(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The time step to which a code belongs; None when it is wrong, too old or used before."""
    digits, present = "".join(code.split()), int(now.timestamp()) // STEP_SECONDS
    steps = [present + away for away in WINDOW]
    generator = pyotp.TOTP(secret)
    right = [
        hmac.compare_digest(generator.generate_otp(step).encode(), digits.encode())
        for step in steps
    ]
    fresh = (step for step, good in zip(steps, right, strict=True) if good and step > last_step)
    return next(fresh, None)


def _recovery_code() -> str:
    letters = "".join(secrets.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_LENGTH))
    starts = range(0, RECOVERY_LENGTH, LETTERS_IN_GROUP)
    return "-".join(letters[start : start + LETTERS_IN_GROUP] for start in starts)


def _context(staff_id: str) -> str:
    return f"second factor:{staff_id}"
