"""Finds every pupil of the school who is named in a free text, and masks all but one.

What is surely another pupil is masked; what may be a name or an ordinary word is a doubt, that a
person decides. So is a name that is written otherwise: another spelling, a short form, a handle.
Names of staff stay: only pupils are in the book. Not found: a nickname that has nothing of the
name and is not in our list.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from casework.masking.hits import Masked, Why
from casework.masking.index import NameIndex
from casework.masking.search import Search
from casework.people import PersonName


class NameBook:
    """The names of all pupils of a school, built once; asking it changes nothing in it.

    `contacts`: leerlingnummers and e-mail addresses, with the id of whose they are.
    """

    def __init__(
        self,
        pupils: "Iterable[tuple[str, PersonName]]",
        renamed: Mapping[str, Sequence[PersonName]] | None = None,
        contacts: Mapping[str, str] | None = None,
    ) -> None:
        self._index = NameIndex(pupils, contacts)
        self._renamed = renamed or {}

    def find(
        self,
        text: str,
        own_pupil_id: str,
        involved: Collection[str] = (),
        pseudonyms: Mapping[str, str] | None = None,
    ) -> Masked:
        """The names in `text`, which is about `own_pupil_id`, whose own name stays.

        `involved` are the pupils who have to do with it: a name that could be anybody's is more
        likely to be theirs. `pseudonyms` has what comes in the place of a name, by pupil id;
        whoever is not in it, or cannot be told from somebody else, is OTHER_PUPIL. A name that the
        own pupil had before a new name is in doubt: in its place comes the present one.
        """
        own_names = self._renamed.get(own_pupil_id, ())
        search = Search(self._index, text, own_pupil_id, involved, own_names)
        return Masked(text, tuple(search.hits(pseudonyms or {})))

    def with_present_names(self, text: str, pupil_ids: Collection[str]) -> str:
        """A text about these pupils, with the present name of who took a new name since.

        Everything else stays as it was typed, also a name that was only corrected.
        """
        for pupil_id in self._renamed.keys() & set(pupil_ids):
            hits = self.find(text, pupil_id).hits
            text = Masked(text, tuple(hit for hit in hits if hit.why is Why.FORMER)).text
        return text
