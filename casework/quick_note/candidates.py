"""Which pupils of a whole school a note can name, so that only those are looked at."""

from collections.abc import Callable, Collection, Sequence

from casework.pupil_search import NameIndex
from casework.quick_note.clauses import words_of_note
from casework.quick_note.pupil_names import SMALL, can_be_a_name, initials_in, may_have_a_slip


def candidates(
    text: str,
    index: NameIndex,
    near: Collection[str],
    nicknames: Callable[[str], Sequence[str]],
) -> set[str]:
    """The ids of who can be meant: of everybody by given name, of who is near by anything."""
    words = words_of_note(text)
    texts = {word.text for word in words if word.text.isalpha()}
    names = {w.text for place, w in enumerate(words) if can_be_a_name(words, place)}
    close = (
        index.with_given(texts | _meant(texts, nicknames))
        | index.with_family(texts)
        | index.with_a_slip(word for word in texts if may_have_a_slip(word))
        | index.with_initials(letters for letters, _, _ in initials_in(text))
    )
    return index.with_given(names) | (close & set(near))


def _meant(texts: Collection[str], nicknames: Callable[[str], Sequence[str]]) -> set[str]:
    """The given names behind nicknames, small names and possessives."""
    endings = (*SMALL, "s")
    whole = {word.removesuffix(end) for word in texts for end in endings if word.endswith(end)}
    return {*whole, *(name for word in texts for name in nicknames(word))} - {""}
