"""One sentence about what happened, as one says it to a colleague, read by plain word lists.

The lists stand in the card (`spoken`). Nothing is looked up outside, nothing is guessed: what can
be meant in two ways is asked. `read_note` gives what was found; a person corrects and stores it.
"""

from casework.quick_note.candidates import candidates
from casework.quick_note.pupil_names import KnownPupil
from casework.quick_note.reading import Mention, Reading, names_a_grown_up, read_note
from casework.quick_note.spoken_words import words_for

__all__ = [
    "KnownPupil",
    "Mention",
    "Reading",
    "candidates",
    "names_a_grown_up",
    "read_note",
    "words_for",
]
