"""How a name is kept and compared: one apostrophe, one dash, nothing in it that cannot be seen."""

import unicodedata

from casework.errors import InputRefused
from casework.people import PersonName

LONGEST_NAME = 100
MOST_MARKS = 4
"""More accents on one letter than this are no name in any writing."""
_APOSTROPHES = "’‘ʼ‛`´′＇ʹʻ"
_DASHES = "‐‑‒–—―−﹣－"
_PLAIN = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DASHES, "-"))
# A letter or mark to Unicode, and nothing to the eye: fillers, joiners, choosers of a variant.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_VARIANTS = (
    range(0x180B, 0x1810),
    range(0xFE00, 0xFE10),
    range(0xE0100, 0xE01F0),
)
_TAGS = range(0xE0000, 0xE0080)
_KNOWN = {
    "\u00ad": "een zacht afbreekstreepje",
    "\u200b": "een onzichtbare spatie",
    "\u200c": "een onzichtbare scheiding",
    "\u200d": "een onzichtbare verbinding",
    "\u2060": "een onzichtbare verbinding",
    "\ufeff": "een onzichtbaar beginteken",
}
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def tidy_name(text: str, what: str = "naam") -> str:
    """A name of a person, class or team as it is kept, on one line; it may come out empty.

    Curly apostrophes and long dashes are plain ones, ligatures are letters, accents are composed.
    InputRefused, in which `what` it is, for a sign that nobody can see or that turns the writing.
    """
    if _is_plain(text) and text.isprintable():
        return " ".join(text.split())
    _refuse_unseen(text, what)
    plain = _plain(text)
    seen = "".join(c for c in plain if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    tidied = " ".join(seen.split())
    _refuse_loose_marks(tidied, what)
    return tidied


def name_key(text: str) -> str:
    """By what names are the same: however the apostrophe, the dash, capitals and spaces are typed.

    Refuses nothing: also for names that were kept before.
    """
    if _is_plain(text):
        return " ".join(text.casefold().split())
    seen = "".join(sign for sign in text if not _is_unseen(sign))
    return " ".join(_plain(seen).casefold().split())


def tidy_person_name(
    name: PersonName, field: str = "given", *, needs_given: bool = False
) -> PersonName:
    """A name of a person as it is kept: of given and family name one may be missing, not both.

    Of a colleague it is the given name that cannot be missing.
    """
    tidied = PersonName(tidy_name(name.given, "voornaam"), tidy_name(name.family, "achternaam"))
    if needs_given and not tidied.given:
        raise InputRefused("Vul een voornaam in.", field)
    if not tidied.full:
        raise InputRefused("Vul een voornaam of een achternaam in.", field)
    if len(tidied.full) > LONGEST_NAME:
        raise InputRefused(
            f"Deze naam is te lang: langer dan {LONGEST_NAME} tekens past niet.", field
        )
    return tidied


def _is_plain(text: str) -> bool:
    """Whether there is nothing in it that could be written in two ways; a board has 100,000."""
    return text.isascii() and "`" not in text


def _plain(text: str) -> str:
    """Translated before and after: what a letter is made of may be an apostrophe or a space."""
    return unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)


def _refuse_unseen(text: str, what: str) -> None:
    for place, sign in enumerate(text):
        if _is_unseen(sign):
            before = "".join(c for c in text[:place] if not _is_unseen(c)).strip()[-12:]
            where = f"na “{before}”" if before else "aan het begin"
            raise InputRefused(
                f"In de {what} staat {where} {_called(sign)}: dat is niet te zien en gaat mis bij "
                "zoeken en lezen. Typ de naam opnieuw in plaats van hem te plakken."
            )


def _refuse_loose_marks(text: str, what: str) -> None:
    run = MOST_MARKS  # As if full: a mark at the very start has no letter under it.
    for sign in text:
        if not unicodedata.category(sign).startswith("M"):
            run = MOST_MARKS if sign == " " else 0
            continue
        run += 1
        if run > MOST_MARKS:
            raise InputRefused(
                f"In de {what} staat een accent zonder letter, of een stapel accenten op één "
                "letter. Typ de naam opnieuw in plaats van hem te plakken."
            )


def _is_unseen(sign: str) -> bool:
    if sign.isascii():
        return False
    code = ord(sign)
    return (
        sign in _UNSEEN
        or any(code in some for some in _VARIANTS)
        or unicodedata.category(sign) in ("Cf", "Co", "Cn")
    )


def _called(sign: str) -> str:
    code = ord(sign)
    if sign in _DIRECTIONS:
        words = "een teken dat de leesrichting omdraait"
    elif code in _TAGS:
        words = "een onzichtbaar merkteken"
    else:
        words = _KNOWN.get(sign, "een onzichtbaar teken")
    return f"{words} (U+{code:04X})"
