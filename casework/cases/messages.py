"""Texts for others: Magister per pupil, and the docententeam.

The Magister text holds what was registered and discussed about one pupil; every other pupil is
masked in it. The message to the docententeam is made from coded facts alone.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.measures import MeasureTaken
from casework.entries.measures import OWN_MEASURE
from casework.masking import OTHER_PUPIL, Hit, Masked, NameBook
from casework.words import numeric_date

LONGEST_PASSAGE = 600
CUT_OFF = " (...)"
ROOM_AROUND = 30

Mask = Callable[[str], Masked]


@dataclass(frozen=True)
class Doubt:
    """A word in a text that may be another pupil's name, with the words around it."""

    number: int
    hit: Hit
    word: str
    place: str


@dataclass(frozen=True)
class MagisterText:
    """A text of fixed words and of free text in which the other pupils are masked."""

    parts: tuple[str | Masked, ...]

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """What a person has to decide on, numbered in the order of the text."""
        hits = [(part, hit) for part in self._free for hit in part.doubts]
        return tuple(
            Doubt(number, hit, part.word(hit), _around(part, hit))
            for number, (part, hit) in enumerate(hits)
        )

    def written(self, unmasked: Collection[int] = ()) -> str:
        """The text; the doubts with a number in `unmasked` stay as they were typed."""
        number, written = 0, []
        for part in self.parts:
            if isinstance(part, str):
                written.append(part)
                continue
            numbers = range(number, number + len(part.doubts))
            number += len(part.doubts)
            pairs = zip(numbers, part.doubts, strict=True)
            written.append(part.written([hit for n, hit in pairs if n in unmasked]))
        return "".join(written)

    @property
    def _free(self) -> list[Masked]:
        return [part for part in self.parts if isinstance(part, Masked)]


def _around(part: Masked, hit: Hit) -> str:
    """The word with the whole words that stand near it, on one line."""
    text = part.original
    before, after = text[: hit.start][-ROOM_AROUND:], text[hit.end :][:ROOM_AROUND]
    if len(before) < hit.start:
        before = f"... {before.partition(' ')[2]}"
    if hit.end + len(after) < len(text):
        after = f"{after.rpartition(' ')[0]} ..."
    return f"{before}{text[hit.start : hit.end]}{after}"


def magister_text(case: Case, pupil_id: str, given_name: str, book: NameBook) -> MagisterText:
    """What was registered and discussed about one pupil, for Magister, one line an event."""
    mentioned = {entry.pupil_id for entry in case.entries if entry.pupil_id}

    def mask(text: str) -> Masked:
        return book.find(_short(text), pupil_id, mentioned)

    parts: list[str | Masked] = [_opening(case, pupil_id, given_name), "\n"]
    for line in (
        *_talks(case, pupil_id, mask),
        *_parents(case, pupil_id, mask),
        *_measures(case, pupil_id, mask),
    ):
        parts += [*line, "\n"]
    return MagisterText((*parts, _state_sentence(case)))


def _short(text: str) -> str:
    """A text on one line, cut off after a sentence (or else a word) when it is long."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_PASSAGE:
        return line
    room = line[: LONGEST_PASSAGE + 1]
    sentence = max(room.rfind(f"{mark} ") + 1 for mark in ".!?")
    end = sentence if sentence > LONGEST_PASSAGE // 2 else room.rfind(" ")
    return f"{room[: end if end > 0 else LONGEST_PASSAGE].rstrip()}{CUT_OFF}"


def _opening(case: Case, pupil_id: str, given_name: str) -> str:
    part = case.parts.get(pupil_id)
    role = case.card.part_title(part.role) if part else "betrokkene"
    what = case.card.words("kinds", case.all_codes("kinds"))
    days = ", ".join(numeric_date(entry.happened_on) for entry, _ in case.reports)
    others = f"; ook {OTHER_PUPIL} is betrokken" if case.parts.keys() - {pupil_id} else ""
    return (
        f"Melding volgens de handelingskaart pesten op {days} ({what}). "
        f"{given_name} is hierin {role}{others}."
    )


Line = list[str | Masked]


def _with_text(line: Line, label: str, text: Masked) -> Line:
    """The line with a piece of free text behind it, when there is any."""
    if not text.original:
        return line
    is_closed = text.original[-1] in ".!?)"
    return [*line, f" {label}: ", text, "" if is_closed else "."]


def _talks(case: Case, pupil_id: str, mask: Mask) -> Iterator[Line]:
    """Every talk with this pupil; of a talk together only that it was held."""
    for entry, talk in case.of(kinds.TalkHeld):
        if entry.pupil_id not in (pupil_id, ""):
            continue
        title = case.card.step(entry.step).title.lower()
        line: Line = [f"{numeric_date(entry.happened_on)}: gesprek ({title})."]
        if entry.pupil_id:
            line = _with_text(line, "Besproken", mask(talk.notes))
            line = _with_text(line, "Afspraken", mask(talk.agreements))
        yield line


def _parents(case: Case, pupil_id: str, mask: Mask) -> Iterator[Line]:
    for entry, informed in case.of(kinds.ParentsInformed):
        if entry.pupil_id == pupil_id:
            way = case.card.word("ways", informed.way)
            line: Line = [f"{numeric_date(entry.happened_on)}: ouders geïnformeerd ({way})."]
            yield _with_text(line, "Reactie", mask(informed.reaction))


def _measures(case: Case, pupil_id: str, mask: Mask) -> Iterator[Line]:
    """The measures that concern this pupil; own words only of one that is for this pupil."""
    for taken in case.measures:
        if not _measure_concerns(case, taken, pupil_id):
            continue
        measure = case.card.measure(taken.agreed.measure)
        day = numeric_date(taken.agreed_on)
        words = taken.agreed.words if taken.agreed.for_pupil == pupil_id else ""
        if measure is not None and measure.id != OWN_MEASURE:
            yield _with_text(
                [f"{day}: maatregel: {measure.title.lower()}."], "Afgesproken", mask(words)
            )
        elif words:
            yield _with_text([f"{day}:"], "maatregel", mask(words))


def _measure_concerns(case: Case, taken: MeasureTaken, pupil_id: str) -> bool:
    """A measure for this pupil; or for nobody by name, and about this pupil's part or about all."""
    if taken.agreed.for_pupil:
        return taken.agreed.for_pupil == pupil_id
    measure = case.card.measure(taken.agreed.measure)
    about = measure.about if measure else ""
    part = case.parts.get(pupil_id)
    return about == "" or (part is not None and about == part.role)


def _state_sentence(case: Case) -> str:
    sentences = {
        CaseState.RUNNING: "De mentor volgt de situatie.",
        CaseState.STOPPED: "Het pesten is gestopt; er is nazorg gepland.",
        CaseState.CLOSED: "De zaak is afgesloten.",
    }
    return sentences[case.state]


def team_message(case: Case, class_names: str) -> str:
    """The least that the docententeam needs: to look, and where; no names, no details."""
    places = case.card.words("places", case.all_codes("places"))
    where = f" Let vooral op bij: {places}." if places else ""
    return (
        f"Beste collega's, in {class_names} speelt iets tussen leerlingen en we volgen de "
        f"handelingskaart pesten.{where} Zie of hoor je iets? Geef het vandaag nog aan mij door. "
        "Bespreek dit niet met leerlingen en stuur dit bericht niet door."
    )
