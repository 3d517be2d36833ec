"""E-mail addresses as they are kept."""

import re
import unicodedata

from casework.errors import InputRefused

LONGEST = 120
# What is no part of a plain address is none of ours: it would mean something to a mail program.
_PART = r"[^\s@,;:<>()\[\]\\\"]"
_ADDRESS = re.compile(rf"{_PART}+@{_PART}+\.[^\s@.,;:<>()\[\]\\\"]+")


def tidy_email(text: str) -> str:
    """The address in small letters, or nothing; InputRefused for what cannot be one."""
    email = unicodedata.normalize("NFKC", text).strip().lower()
    is_plain = len(email) <= LONGEST and email.isprintable() and _ADDRESS.fullmatch(email)
    if email and not is_plain:
        raise InputRefused(
            "Dit is geen e-mailadres. Schrijf het als naam@school.nl, of laat het leeg.", "email"
        )
    return email
