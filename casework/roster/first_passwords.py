"""First passwords for colleagues who have none: random, and easy to read from paper and to type."""

import secrets
from dataclasses import dataclass

from casework.people import PersonName
from casework.records import HashedPassword

# No letters that look alike on paper (i, l, q, c/k), and 67 syllables: four words of two are
# 48 bits, behind a slow hash and a door that is slow for guessers.
CONSONANTS = "bdfghjkmnprstvwz"
VOWELS = "aeou"
WORDS, SYLLABLES = 4, 2


@dataclass(frozen=True)
class FirstPassword:
    """What one colleague signs in with the first time; in clear for as long as it is shown."""

    staff_id: str
    name: PersonName
    user_name: str
    password: str
    hashed: HashedPassword


def readable_password() -> str:
    """Four words that mean nothing: "badu-kero-mozu-tave"."""
    words = ("".join(_syllable() for _ in range(SYLLABLES)) for _ in range(WORDS))
    return "-".join(words)


def _syllable() -> str:
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)
