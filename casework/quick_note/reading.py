"""What one sentence says: who, which part, what kind, where, when; and what has to be asked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casework.card.model import ActionCard
from casework.masking.dutch_words import ADULTS
from casework.quick_note.clauses import Clause, Word, clauses_of, words_of_note
from casework.quick_note.moments import day_of, number
from casework.quick_note.pupil_names import KnownPupil, NameInNote, names_in
from casework.quick_note.roles import (
    TARGET,
    Group,
    groups_in,
    is_helped,
    parts_in,
    without_relatives,
)
from casework.quick_note.spoken_words import Match, matches_in, phrases_of, words_for

ACTS, CHECK_IN, PARTS = "acts", "check_in", "parts"
SCORES = range(1, 11)
SAYS = frozenset(["zegt", "zei", "noemt", "noemde"])
GIVES_A_SCORE = frozenset(["geeft", "gaf", "cijfer", "score", "voelt", "rapportcijfer", "scoort"])


@dataclass(frozen=True)
class Mention:
    """Words of a note that name a pupil: one when `is_certain`, else one of several, or none.

    `role` is the part on the card; empty when the sentence does not decide it.
    """

    typed: str
    pupil_ids: tuple[str, ...]
    is_certain: bool
    role: str = ""


@dataclass(frozen=True)
class Reading:
    """What stands in a note; a person looks at it before anything is stored."""

    mentions: tuple[Mention, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    day_part: str = ""
    since: str = ""
    frequency: str = ""
    incident_on: date | None = None
    safety_score: int | None = None
    is_check_in: bool = False
    tells_an_act: bool = False

    def pupils(self, role: str) -> list[str]:
        """The pupils who have this part beyond doubt ("": who is named without a part)."""
        certain = [one.pupil_ids[0] for one in self.mentions if one.is_certain and one.role == role]
        return list(dict.fromkeys(certain))

    @property
    def doubts(self) -> list[Mention]:
        """The names that can be more than one pupil, or perhaps none."""
        return [one for one in self.mentions if not one.is_certain]


def read_note(text: str, card: ActionCard, pupils: Iterable[KnownPupil], today: date) -> Reading:
    """Read one note about these pupils, on this day, with the words of this card."""
    words = words_of_note(text)
    names = names_in(words, text, pupils, lambda word: words_for(card, word))
    taken = frozenset(place for name in names for place in name.places)
    verbs = [one for name in ("kinds", ACTS, PARTS) for one in _wherever(words, card, name, taken)]
    clauses = clauses_of(words, taken, frozenset(one.places[0] for one in verbs))

    def choices(list_name: str) -> list[Match]:
        phrases = phrases_of(card, list_name)
        return [one for clause in clauses for one in matches_in(words, clause, phrases, taken)]

    kinds, acts = choices("kinds"), choices(ACTS)
    # An app is a kind and a place at once: by itself it says where, and not who did something.
    places = {code for code, _ in phrases_of(card, "places")}
    roles = _roles(words, names, clauses, [*kinds, *acts], choices(PARTS), places)
    is_asked = bool(choices(CHECK_IN))
    score = _score(words, GIVES_A_SCORE | SAYS if is_asked else GIVES_A_SCORE)
    return Reading(
        mentions=_mentions(text, words, names, roles),
        kinds=_codes(kinds),
        places=_codes(_wherever(words, card, "places", taken)),
        day_part=_only(_wherever(words, card, "day_parts", taken)),
        since=_only(_wherever(words, card, "since", taken)),
        frequency=_only(_wherever(words, card, "frequency", taken)),
        incident_on=day_of(words, today),
        safety_score=score,
        is_check_in=score is not None or is_asked,
        tells_an_act=bool(kinds or acts),
    )


def names_a_grown_up(text: str) -> bool:
    """Whether a note speaks of a teacher or another grown-up at school: "meneer", "juf"."""
    return any(word.text in ADULTS for word in words_of_note(text))


def _wherever(
    words: Sequence[Word], card: ActionCard, list_name: str, taken: frozenset[int]
) -> list[Match]:
    """A place or a moment holds for the whole sentence, also where something is denied."""
    whole = Clause(tuple(n for n, word in enumerate(words) if not word.is_stop))
    return matches_in(words, whole, phrases_of(card, list_name), taken)


def _codes(matches: Iterable[Match]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.code for one in matches))


def _only(matches: Iterable[Match]) -> str:
    """The one choice that is named; of two neither."""
    codes = _codes(matches)
    return codes[0] if len(codes) == 1 else ""


def _roles(
    words: Sequence[Word],
    names: Sequence[NameInNote],
    clauses: Sequence[Clause],
    acts: Sequence[Match],
    parts: Sequence[Match],
    places: Collection[str],
) -> dict[NameInNote, set[str]]:
    """The parts that the clauses give to each name."""
    given: dict[NameInNote, set[str]] = {name: set() for name in names}
    earlier: Group | None = None
    for clause in clauses:
        here = set(clause.places)
        everybody = groups_in(words, names, clause)
        groups = without_relatives(words, everybody)
        deeds = [one for one in acts if here >= set(one.places)]
        done = [one.places for one in deeds]
        quoted = [group for group in everybody if group not in groups]
        before = quoted[-1] if quoted else earlier
        is_only_a_place = all(one.code in places for one in deeds)
        pairs = parts_in(words, clause, groups, done, before, is_only_a_place=is_only_a_place)
        if not pairs and not done:
            beside = [one.code for one in parts if here >= set(one.places)]
            stood = [one for one in groups if not is_helped(words, one)]
            pairs = [(group, beside[0]) for group in stood] if len(set(beside)) == 1 else []
        for group, role in pairs:
            for name in group.names:
                given[name].add(role)
        targets = [group for group, role in pairs if role == TARGET]
        last = everybody[-1] if everybody else earlier
        earlier = next(iter(targets), (earlier or last) if pairs else last)
    return given


def _mentions(
    text: str,
    words: Sequence[Word],
    names: Sequence[NameInNote],
    roles: dict[NameInNote, set[str]],
) -> tuple[Mention, ...]:
    """One for each pupil who is certain, with the one part that all sentences give."""
    mentions: list[Mention] = []
    of_pupil: dict[tuple[str, ...], set[str]] = {}
    for name in names:
        of_pupil.setdefault(name.pupil_ids, set()).update(roles[name])
    for name in names:
        parts = of_pupil[name.pupil_ids]
        mention = Mention(
            typed=text[words[name.places[0]].start : words[name.places[-1]].end],
            pupil_ids=name.pupil_ids,
            is_certain=name.is_certain,
            role=next(iter(parts)) if len(parts) == 1 else "",
        )
        same = next((n for n, one in enumerate(mentions) if one.pupil_ids == name.pupil_ids), None)
        if same is None:
            mentions.append(mention)
        elif mention.is_certain and not mentions[same].is_certain:
            mentions[same] = mention
    return tuple(_settled(mentions))


def _settled(mentions: Sequence[Mention]) -> list[Mention]:
    """Of a doubt about somebody who is named in full as well, nothing has to be asked."""
    certain = {one.pupil_ids[0] for one in mentions if one.is_certain}
    left = []
    for one in mentions:
        named = certain & set(one.pupil_ids)
        if one.is_certain or not (len(named) == 1 and len(one.pupil_ids) > 1):
            is_same = not one.is_certain and len(one.pupil_ids) == 1 and bool(named)
            left.extend([] if is_same else [one])
    return left


def _score(words: Sequence[Word], says: frozenset[str]) -> int | None:
    """A safety score: "geeft een 7", "cijfer zes"; only where a word says that it is one."""
    for place, word in enumerate(words):
        if word.text not in says:
            continue
        for one in words[place + 1 : place + 6]:
            value = number(one.text)
            if value in SCORES and one.text != "een":
                return value
    return None
