"""Which pupil of the school a line is about: by number, by e-mail address, by name with more.

Nobody is guessed among namesakes: what could be two is asked.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casework.name_order import family_parts
from casework.name_spelling import name_key
from casework.people import PersonName
from casework.pupil_identity import number_key
from casework.roster.changes import NEW, NewPupil, Recognised, WhichPupil, WhyAsked
from casework.roster.model import RosterPupil
from casework.roster.school import PupilNow


@dataclass(frozen=True, slots=True)
class Match:
    """A line and the pupil that it is about."""

    row: RosterPupil
    pupil: PupilNow
    by: Recognised


@dataclass(frozen=True, slots=True)
class NumberTaken:
    """A line with the number of a pupil who is meant by another line of the file."""

    row: RosterPupil


Outcome = Match | WhichPupil | NewPupil | NumberTaken


def question_key(row: RosterPupil) -> str:
    """By what a person answers who this line is about."""
    return WhichPupil(row, (), WhyAsked.SAME_NAME).key


def recognised(
    rows: Sequence[RosterPupil], pupils: Sequence[PupilNow], answers: Mapping[str, str]
) -> list[Outcome]:
    """For each line, in their order, who it is about; `answers` are ids (or NEW) by question."""
    return _Recognition(rows, pupils, answers).outcomes()


class _Recognition:
    def __init__(
        self, rows: Sequence[RosterPupil], pupils: Sequence[PupilNow], answers: Mapping[str, str]
    ) -> None:
        self._rows, self._answers = rows, answers
        self._by_id = {pupil.pupil_id: pupil for pupil in pupils}
        self._by_number = {
            number_key(number): one
            for one in pupils
            for number in (*one.other_numbers, one.number)
            if number
        }
        self._by_bare_number = _only_ones(
            (number_key(one.number).lstrip("0"), one) for one in pupils if one.number
        )
        self._by_email = _only_ones((one.email.casefold(), one) for one in pupils if one.email)
        self._by_name: defaultdict[str, list[PupilNow]] = defaultdict(list)
        for pupil in pupils:
            for name in {name_key(one.full) for one in (pupil.name, *pupil.former_names)}:
                self._by_name[name].append(pupil)
        self._taken: set[str] = set()

    def outcomes(self) -> list[Outcome]:
        """First those that are sure, so that nobody else is taken for one of them."""
        outcomes: dict[int, Outcome] = {}
        for step in (self._answered, self._by_identity, self._by_name_and_more):
            for place, row in enumerate(self._rows):
                if place not in outcomes and (outcome := step(row)) is not None:
                    outcomes[place] = outcome
                    if isinstance(outcome, Match):
                        self._taken.add(outcome.pupil.pupil_id)
        left = [n for n in range(len(self._rows)) if self._is_open(outcomes.get(n))]
        rivals = Counter(name_key(self._rows[place].name.full) for place in left)
        for place in left:
            row = self._rows[place]
            is_taken = self._has_number_of_another(row)
            outcomes[place] = NumberTaken(row) if is_taken else self._by_the_name(row, rivals)
        return [outcomes[place] for place in range(len(self._rows))]

    def _is_open(self, outcome: Outcome | None) -> bool:
        """Whether a line is about nobody yet: also when another line turned out to be about whom
        it was asked."""
        if isinstance(outcome, WhichPupil):
            return self._taken.issuperset(outcome.candidates)
        return outcome is None

    def _answered(self, row: RosterPupil) -> Outcome | None:
        answer = self._answers.get(question_key(row), "")
        if answer == NEW and not self._has_number_of_another(row):
            return NewPupil(row, self._namesakes(row))
        pupil = self._by_id.get(answer)
        if pupil is None or pupil.pupil_id in self._taken:
            return None
        return Match(row, pupil, Recognised.ANSWER)

    def _by_identity(self, row: RosterPupil) -> Outcome | None:
        """By number or address; when the name is quite another one, a person says."""
        for pupil, by, why in (
            (self._of_number(row), Recognised.NUMBER, WhyAsked.NUMBER_OF_ANOTHER),
            (self._of_email(row), Recognised.EMAIL, WhyAsked.EMAIL_OF_ANOTHER),
        ):
            if pupil is None or pupil.pupil_id in self._taken:
                continue
            if not any(is_akin(row.name, name) for name in (pupil.name, *pupil.former_names)):
                return WhichPupil(row, (pupil.pupil_id,), why)
            if by is Recognised.EMAIL and _numbers_differ(row, pupil):
                return WhichPupil(row, (pupil.pupil_id,), WhyAsked.OTHER_NUMBER)
            return Match(row, pupil, by)
        return None

    def _of_number(self, row: RosterPupil) -> PupilNow | None:
        if not row.number:
            return None
        key = number_key(row.number)
        if pupil := self._by_number.get(key):
            return pupil
        # Excel drops leading zeros; with the same name it is the same number.
        bare = self._by_bare_number.get(key.lstrip("0"))
        return bare if bare and name_key(bare.name.full) == name_key(row.name.full) else None

    def _of_email(self, row: RosterPupil) -> PupilNow | None:
        return self._by_email.get(row.email.casefold()) if row.email else None

    def _has_number_of_another(self, row: RosterPupil) -> bool:
        """Two pupils with one number cannot be: the other one is put right first."""
        return bool(row.number) and number_key(row.number) in self._by_number

    def _by_name_and_more(self, row: RosterPupil) -> Outcome | None:
        """By a name and a birth date, or a name in the same class, when there is one like that."""
        if self._has_number_of_another(row):
            return None
        possible = [one for one in self._namesakes_now(row) if not _differ(row, one)]
        for is_same, by in (
            (_same_birth_date, Recognised.NAME_AND_BIRTH_DATE),
            (_same_class, Recognised.NAME_AND_CLASS),
        ):
            same = [one for one in possible if is_same(row, one)]
            if len(same) == 1:
                return Match(row, same[0], by)
        return None

    def _by_the_name(self, row: RosterPupil, rivals: Mapping[str, int]) -> Outcome:
        """By the name alone nobody is recognised: it is asked."""
        named = self._namesakes_now(row)
        possible = [one for one in named if not _differ(row, one)]
        if not possible:
            return self._new_or_renumbered(row, named)
        is_likely = len(possible) == 1 and rivals[name_key(row.name.full)] == 1
        ids = tuple(one.pupil_id for one in possible)
        return WhichPupil(row, ids, WhyAsked.SAME_NAME, is_likely)

    def _new_or_renumbered(self, row: RosterPupil, named: Sequence[PupilNow]) -> Outcome:
        same = tuple(one.pupil_id for one in named if _same_birth_date(row, one))
        if same:
            return WhichPupil(row, same, WhyAsked.OTHER_NUMBER)
        return NewPupil(row, self._namesakes(row))

    def _namesakes_now(self, row: RosterPupil) -> list[PupilNow]:
        named = self._by_name.get(name_key(row.name.full), [])
        return [one for one in named if one.pupil_id not in self._taken]

    def _namesakes(self, row: RosterPupil) -> tuple[str, ...]:
        named = self._by_name.get(name_key(row.name.full), [])
        return tuple(
            one.pupil_id for one in named if name_key(one.name.full) == name_key(row.name.full)
        )


def is_akin(one: PersonName, other: PersonName) -> bool:
    """Whether two names can be of one person: a given name or a family name is the same."""
    if name_key(one.full) == name_key(other.full):
        return True
    given = name_key(one.given), name_key(other.given)
    families = (name_key(family_parts(name.family)[1]) for name in (one, other))
    first, second = families
    return (bool(given[0]) and given[0] == given[1]) or (bool(first) and first == second)


def _only_ones(pairs: Iterable[tuple[str, PupilNow]]) -> dict[str, PupilNow]:
    """By key, those of which there is one."""
    held: dict[str, PupilNow | None] = {}
    for key, pupil in pairs:
        held[key] = None if key in held else pupil
    return {key: pupil for key, pupil in held.items() if pupil is not None}


def _numbers_differ(row: RosterPupil, pupil: PupilNow) -> bool:
    return bool(row.number and pupil.number) and number_key(row.number) != number_key(pupil.number)


def _differ(row: RosterPupil, pupil: PupilNow) -> bool:
    """Whether a number or a birth date says that these are two."""
    days = row.birth_date, pupil.birth_date
    return _numbers_differ(row, pupil) or (None not in days and days[0] != days[1])


def _same_class(row: RosterPupil, pupil: PupilNow) -> bool:
    """In the class of the chosen year: the same name of a class of before says nothing."""
    is_one = bool(row.class_name) and name_key(row.class_name) == name_key(pupil.class_name)
    return is_one and pupil.is_placed


def _same_birth_date(row: RosterPupil, pupil: PupilNow) -> bool:
    return row.birth_date is not None and row.birth_date == pupil.birth_date
