"""Passwords: argon2id, slow on purpose, and refused when they are short or easy to guess."""

import threading
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.profiles import RFC_9106_LOW_MEMORY

from casework.errors import InputRefused
from casework.identity import LONGEST_PASSWORD, SHORTEST_PASSWORD
from casework.records import HashedPassword
from data.common_passwords import is_easy_to_guess

PASSWORD_COST = RFC_9106_LOW_MEMORY
AT_ONCE = 2
# Passwords of before there was a bound may be longer than one may be now.
LONGEST_COMPARED = 1024
FIELD = "password"


class Passwords:
    """Hashes and compares, two at a time at most: each takes 64 MB for a moment."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher.from_parameters(PASSWORD_COST)
        self._working = threading.BoundedSemaphore(AT_ONCE)

    def hashed(self, password: str) -> HashedPassword:
        """The password as it is kept."""
        with self._working:
            return HashedPassword(self._hasher.hash(composed(password)))

    def matches(self, hashed: str, password: str) -> bool:
        """Whether this is the password that was hashed."""
        with self._working:
            try:
                return self._hasher.verify(hashed, composed(password)[:LONGEST_COMPARED])
            except (Argon2Error, InvalidHashError):
                return False

    @cached_property
    def of_nobody(self) -> str:
        """A hash to compare with where there is none, so that it takes as long."""
        return self.hashed("of nobody")


def refuse_weak(password: str, own_words: Iterable[str]) -> None:
    """InputRefused when a password is too short, too long or easy to guess; no rules on signs.

    `own_words`: the names of the person and of the school, which others know.
    """
    if len(composed(password)) < SHORTEST_PASSWORD:
        raise InputRefused(
            f"Een wachtwoord heeft minstens {SHORTEST_PASSWORD} tekens. Een zinnetje van een paar "
            "woorden onthoudt makkelijk.",
            FIELD,
        )
    if len(composed(password)) > LONGEST_PASSWORD:
        raise InputRefused(
            f"Een wachtwoord heeft hoogstens {LONGEST_PASSWORD} tekens. Kies een korter zinnetje.",
            FIELD,
        )
    if is_easy_to_guess(composed(password), own_words):
        raise InputRefused(
            "Dit wachtwoord is te makkelijk te raden. Kies een zinnetje dat alleen jij kent.",
            FIELD,
        )


def composed(password: str) -> str:
    """The same password from every keyboard, however it writes an accent."""
    return unicodedata.normalize("NFKC", password)
