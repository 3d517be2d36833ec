"""The text for Magister: what was registered and discussed about one pupil, the others masked.

After a note in Magister the text is about what is new since: each talk goes there once.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from casework import entries as kinds
from casework.cases.case import Case, CaseState
from casework.cases.measures import MeasureTaken
from casework.entries import Entry
from casework.entries.measures import OWN_MEASURE
from casework.masking import OTHER_PUPIL, Hit, Masked, NameBook, Why
from casework.words import numeric_date

LONGEST_PASSAGE = 600
CUT_OFF = " (...)"
ROOM_AROUND = 30

Mask = Callable[[str], Masked]


@dataclass(frozen=True)
class Doubt:
    """A word in a text that may be another pupil's name, with the words around it.

    `answer`: whether it is one, when that was answered before for the class.
    """

    number: int
    hit: Hit
    word: str
    place: str
    answer: bool | None = None


@dataclass(frozen=True)
class MagisterText:
    """A text of fixed words and of free text in which the other pupils are masked.

    `count`: how many recordings it tells of; `up_to`: the number of the newest of them, or of those
    in the note before. `since`: the day of that note, when the text is only about what came after.
    `answers`: of a word and a reason for doubt, whether it was said to be a pupil.
    """

    parts: tuple[str | Masked, ...]
    count: int = 0
    up_to: int | None = None
    since: date | None = None
    answers: Mapping[tuple[str, Why], bool] = field(default_factory=dict)

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """What a person has to decide on, numbered in the order of the text."""
        hits = [(part, hit) for part in self._free for hit in part.doubts]
        return tuple(
            Doubt(number, hit, part.word(hit), _around(part, hit), self._answer(part, hit))
            for number, (part, hit) in enumerate(hits)
        )

    def _answer(self, part: Masked, hit: Hit) -> bool | None:
        return self.answers.get((part.word(hit).casefold(), hit.why)) if hit.why else None

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


@dataclass(frozen=True)
class NoteInMagister:
    """The last note about a pupil, with which a text about what is new begins."""

    number: int
    noted_on: date
    up_to: int

    def tells_of(self, case: Case, number: int) -> bool:
        """Whether the recording with this number is in it, in the version that counts now."""
        return number <= self.up_to and case.versions(number)[-1].number < self.number


def last_note(case: Case, pupil_id: str) -> NoteInMagister | None:
    """What was last put in Magister about this pupil in this case, if anything was."""
    notes = [pair for pair in case.of(kinds.MagisterNoted) if pair[0].pupil_id == pupil_id]
    if not notes:
        return None
    entry, note = notes[-1]
    # A note from before the program kept it told of all that stood there then.
    return NoteInMagister(entry.number, entry.happened_on, note.up_to or entry.number)


def count_new_for_magister(case: Case, pupil_id: str) -> int | None:
    """How many recordings there are since the last note; None when there is no note yet."""
    note = last_note(case, pupil_id)
    if note is None:
        return None
    numbers = [
        *(entry.number for entry, _ in case.reports),
        *(number for number, _ in _recordings(case, pupil_id, Masked)),
    ]
    return sum(not note.tells_of(case, number) for number in numbers)


def magister_text(
    case: Case, pupil_id: str, given_name: str, book: NameBook, *, is_whole: bool = False
) -> MagisterText:
    """What was registered and discussed about one pupil, for Magister, one line an event.

    After a note only what came since, unless the whole is asked for.
    """
    mentioned = case.mentioned

    def mask(text: str) -> Masked:
        return book.find(_short(text), pupil_id, mentioned)

    recordings = list(_recordings(case, pupil_id, mask))
    note = last_note(case, pupil_id)
    since = None if is_whole else note
    new = [(n, line) for n, line in recordings if not since or not since.tells_of(case, n)]
    reports = [
        entry for entry, _ in case.reports if not since or not since.tells_of(case, entry.number)
    ]
    opening = _sequel(since, reports) if since else _opening(case, pupil_id, given_name)
    parts: list[str | Masked] = [opening, "\n"]
    for _, line in new:
        parts += [*line, "\n"]
    numbers = [*(entry.number for entry, _ in case.reports), *(number for number, _ in recordings)]
    return MagisterText(
        parts=(*parts, _state_sentence(case)),
        count=len(new) + len(reports),
        up_to=max(numbers),
        since=since.noted_on if since else None,
    )


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


def _sequel(note: NoteInMagister, reports: Sequence[Entry]) -> str:
    """The opening of a text about what is new."""
    opening = (
        f"Vervolg op de aantekening van {numeric_date(note.noted_on)} (handelingskaart pesten)."
    )
    if not reports:
        return opening
    days = ", ".join(numeric_date(entry.happened_on) for entry in reports)
    return f"{opening} Nieuwe melding op {days}."


Line = list[str | Masked]
Recording = tuple[int, Line]
"""The number of an entry, and what is written of it."""


def _recordings(case: Case, pupil_id: str, mask: Mask) -> Iterator[Recording]:
    yield from _talks(case, pupil_id, mask)
    yield from _parents(case, pupil_id, mask)
    yield from _measures(case, pupil_id, mask)
    yield from _aftercare(case, pupil_id, mask)


def _with_text(line: Line, label: str, text: Masked) -> Line:
    """The line with a piece of free text behind it, when there is any."""
    if not text.original:
        return line
    is_closed = text.original[-1] in ".!?)"
    return [*line, f" {label}: ", text, "" if is_closed else "."]


def _talks(case: Case, pupil_id: str, mask: Mask) -> Iterator[Recording]:
    """Every talk with this pupil; of a talk together only that it was held."""
    for entry, talk in case.of(kinds.TalkHeld):
        if entry.pupil_id not in (pupil_id, ""):
            continue
        title = case.card.step(entry.step).title.lower()
        line: Line = [f"{numeric_date(entry.happened_on)}: gesprek ({title})."]
        if entry.pupil_id:
            line = _with_text(line, "Besproken", mask(talk.notes))
            line = _with_text(line, "Afspraken", mask(talk.agreements))
        yield entry.number, line


def _parents(case: Case, pupil_id: str, mask: Mask) -> Iterator[Recording]:
    for entry, informed in case.of(kinds.ParentsInformed):
        if entry.pupil_id == pupil_id:
            way = case.card.word("ways", informed.way)
            line: Line = [f"{numeric_date(entry.happened_on)}: ouders geïnformeerd ({way})."]
            yield entry.number, _with_text(line, "Reactie", mask(informed.reaction))


def _aftercare(case: Case, pupil_id: str, mask: Mask) -> Iterator[Recording]:
    """Every nazorg talk about this pupil, with the pupil or with the parents."""
    for moment in case.aftercare:
        done = moment.done
        if done is None or done.pupil_id != pupil_id:
            continue
        assert isinstance(done.payload, kinds.AftercareDone)
        outcome = case.card.word("outcomes", done.payload.outcome).lower()
        whom = " met de ouders" if moment.aftercare == "parents" else ""
        line: Line = [f"{numeric_date(done.happened_on)}: nazorg{whom} ({outcome})."]
        yield done.number, _with_text(line, "Besproken", mask(done.payload.notes))


def _measures(case: Case, pupil_id: str, mask: Mask) -> Iterator[Recording]:
    """The measures that concern this pupil; own words only of one that is for this pupil."""
    for taken in case.measures:
        if not _measure_concerns(case, taken, pupil_id):
            continue
        measure = case.card.measure(taken.agreed.measure)
        day = numeric_date(taken.agreed_on)
        words = taken.agreed.words if taken.agreed.for_pupil == pupil_id else ""
        if measure is not None and measure.id != OWN_MEASURE:
            line: Line = [f"{day}: maatregel: {measure.title.lower()}."]
            yield taken.number, _with_text(line, "Afgesproken", mask(words))
        elif words:
            yield taken.number, _with_text([f"{day}:"], "maatregel", mask(words))


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
