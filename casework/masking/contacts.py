"""E-mail addresses, telephone numbers and leerlingnummers in a text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from casework.masking.certainty import Certainty
from casework.masking.handles import Chunk, HandleReader
from casework.masking.hits import Why

E_MAIL = "een e-mailadres"
TELEPHONE = "een telefoonnummer"
SURE_NUMBER = 5
_AT = r"(?:@|[ ]?[(\[]\s?(?:at|apenstaartje)\s?[)\]][ ]?)"
_DOT = r"(?:\.|[ ]?[(\[]\s?(?:dot|punt)\s?[)\]][ ]?)"
_ADDRESS = re.compile(
    rf"(?<![\w.+-])(?P<local>[\w.+-]{{1,64}}){_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,4}}"
)
_TELEPHONE = re.compile(
    r"(?<![\w+-])(?:(?:\+|00)31[ -]?(?:\(0\))?|0)[1-9](?:[ .-]{0,2}\d){7,9}(?![\w])"
)
_NUMBER = re.compile(r"(?<![\w.,/-])\d{4,12}(?![\w/-])")
# Addresses of an office, not of a person.
_OF_MANY = frozenset(
    ("info", "mail", "contact", "administratie", "school", "receptie", "directie", "verzuim")
)
_YEAR = re.compile(r"(?:19|20)\d\d")


class Contact(NamedTuple):
    """What leads to somebody: whose it is when that is known, and else what it is."""

    start: int
    end: int
    pupils: frozenset[str]
    words: str
    why: Why | None


class ContactReader:
    """Reads what leads to somebody in one text; what is the own pupil's stays."""

    def __init__(self, certainty: Certainty, handles: HandleReader) -> None:
        self.certainty = certainty
        self.handles = handles
        self.text = certainty.passage.text
        self.known = certainty.passage.index.contacts

    def contacts(self) -> Iterator[Contact]:
        """All of them, in no order."""
        for match in _ADDRESS.finditer(self.text):
            yield from self._address(match)
        for match in _TELEPHONE.finditer(self.text):
            yield Contact(*match.span(), frozenset(), TELEPHONE, Why.CONTACT)
        for match in _NUMBER.finditer(self.text):
            if not _YEAR.fullmatch(match[0]):
                is_sure = len(match[0]) >= SURE_NUMBER
                yield from self._of_holder(*match.span(), match[0], is_sure=is_sure)

    def _address(self, match: re.Match[str]) -> Iterator[Contact]:
        (start, end), at, local = match.span(), match.end("local"), match["local"]
        for key in (match[0], local):
            if key.casefold() in self.known:
                yield from self._of_holder(start, end, key, is_sure=True)
                return
        pupils = self.handles.pupils_in(Chunk(start, at, True))
        if pupils is not None and local.casefold() not in _OF_MANY:
            yield Contact(start, end, pupils, "" if pupils else E_MAIL, Why.CONTACT)

    def _of_holder(self, start: int, end: int, key: str, *, is_sure: bool) -> Iterator[Contact]:
        holder = self.known.get(key.casefold())
        if holder and holder != self.certainty.own:
            why = None if is_sure else Why.CONTACT
            yield Contact(start, end, frozenset({holder}), "", why)
