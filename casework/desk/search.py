"""One search over what somebody may see: a pupil, a class, the number of a case."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from casework.desk.access import Room
from casework.people import Action
from casework.pupil_labels import pupil_labels
from casework.pupil_search import matching_pupils
from casework.rate_limits import HeavyAct
from casework.read_log import BY_SEARCHING, ReadAct
from casework.records import CaseSummary, Pupil, SchoolClass

MOST_PUPILS = 20
MOST_LOOKED_AT = 500
LONGEST = 80
_NUMBER = re.compile(r"[0-9]{1,4}(-[0-9]{0,6})?")
_NOISE = frozenset({"zaak", "klas", "en", "met"})
MOST_WORDS = 8


@dataclass(frozen=True)
class FoundPupil:
    """A pupil in sight, told apart from the others, with the number of cases in sight."""

    pupil: Pupil
    label: str
    count_cases: int


@dataclass(frozen=True)
class SearchResult:
    """What was found: pupils and classes, the best fit first, and the cases of either or by number.

    `count_more`: how many pupils more fit than `pupils` has.
    """

    pupils: tuple[FoundPupil, ...] = ()
    classes: tuple[SchoolClass, ...] = ()
    case_ids: frozenset[str] = frozenset()
    count_more: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing fits."""
        return not (self.pupils or self.classes or self.case_ids)


@dataclass(frozen=True)
class Search(Room):
    """Finds only what this person may open; what is out of sight is not there, not even a count."""

    _needs = Action.SEE_CASE

    def find(self, typed: str) -> SearchResult:
        """What fits the typed words; what is typed is kept nowhere, who was found is logged."""
        self._access.count_heavy(HeavyAct.SEARCH)
        words = [w for w in typed[:LONGEST].split() if w.casefold() not in _NOISE]
        names = [word for word in words if not _has_digit(word)]
        every_case = self._access.summaries(Action.SEE_CASE)
        closed_to = self._access.closed_to(every_case)
        # Who was in a case of before last school year is told to nobody who gave no reason.
        cases = [case for case in every_case if case.case_id not in closed_to]
        hits = self._hits(" ".join(names), cases) if names else []
        of_pupils = [] if hits else self._cases_of_all(names, cases)
        if of_pupils:
            hits = list(dict.fromkeys(pupil_id for _, ids in of_pupils for pupil_id in ids))
        pupils = self._in_class(hits, [word for word in words if _has_digit(word)])
        ids = {pupil.pupil_id for pupil in pupils}
        together = frozenset(case_id for case_id, _ in of_pupils)
        result = SearchResult(
            pupils=self._found(pupils[:MOST_PUPILS], cases),
            classes=tuple(self._classes("".join(words))),
            case_ids=(together or _cases_of(ids, cases)) | _cases_by_word(words, every_case),
            count_more=max(0, len(pupils) - MOST_PUPILS),
        )
        self._log(result)
        return result

    def _log(self, result: SearchResult) -> None:
        """Who was found goes in the read log, not what was typed."""
        pupil_ids = [found.pupil.pupil_id for found in result.pupils]
        self._access.log_names(ReadAct.SEARCHED, BY_SEARCHING, pupil_ids)

    def _hits(self, typed: str, cases: Sequence[CaseSummary]) -> list[str]:
        """The ids of the pupils in sight of this name; who left the school comes last."""
        school, today = self._access.store.school, self._access.today
        in_cases = {pupil_id for case in cases for pupil_id in case.pupil_ids}
        classes = [school_class.class_id for school_class in self._access.classes_in_sight()]
        members = school.members(classes, today)
        finder = school.pupil_finder(today)
        hits = finder.find(typed, in_cases | members)
        # The finder knows who is in a class today: of the others names are read for this once.
        left = school.pupils(in_cases - finder.pupil_ids, today)
        gone = matching_pupils(typed, left.values(), school.former_names(left))
        return [*hits, *(pupil.pupil_id for pupil in gone)]

    def _cases_of_all(
        self, names: Sequence[str], cases: Sequence[CaseSummary]
    ) -> list[tuple[str, list[str]]]:
        """The cases with a pupil for each of these words, "Fenna en Rens": id, and those pupils."""
        if not 1 < len(names) <= MOST_WORDS:
            return []
        hits = [frozenset(self._hits(name, cases)) for name in names]
        return [
            (case.case_id, [one for one in case.pupils_by_role if any(one in hit for hit in hits)])
            for case in cases
            if not any(hit.isdisjoint(case.pupil_ids) for hit in hits)
        ]

    def _in_class(self, hits: Sequence[str], numbers: Sequence[str]) -> list[Pupil]:
        """These pupils, as many as are looked at, in the class that is named beside them if any."""
        people = self._access.pupils(hits[:MOST_LOOKED_AT])
        pupils = [people[one] for one in hits if one in people]
        return [p for p in pupils if all(_begins(p.class_name, number) for number in numbers)]

    def _classes(self, typed: str) -> list[SchoolClass]:
        classes = self._access.classes_in_sight()
        return [one for one in classes if typed and _begins(one.name, typed)]

    def _found(
        self, pupils: Sequence[Pupil], cases: Sequence[CaseSummary]
    ) -> tuple[FoundPupil, ...]:
        labels = pupil_labels(pupils)
        return tuple(
            FoundPupil(
                pupil,
                labels[pupil.pupil_id],
                sum(pupil.pupil_id in case.pupil_ids for case in cases),
            )
            for pupil in pupils
        )


def _cases_of(ids: Collection[str], cases: Sequence[CaseSummary]) -> frozenset[str]:
    ids = frozenset(ids)
    return frozenset(case.case_id for case in cases if not ids.isdisjoint(case.pupil_ids))


def _cases_by_word(words: Sequence[str], cases: Sequence[CaseSummary]) -> frozenset[str]:
    """The cases with this number, or with a pupil of this class."""
    typed = "".join(words)
    is_number = _NUMBER.fullmatch(typed) is not None
    return frozenset(
        case.case_id
        for case in cases
        if (is_number and has_number(case.label, typed))
        or (typed and any(_same(name, typed) for name in case.class_names))
    )


def has_number(label: str, typed: str) -> bool:
    """Whether "044" or "2026-044" is (part of) this number; a year alone is enough too.

    A zero in front may be left out: "2026-44".
    """
    year, _, sequence = label.partition("-")
    typed_year, _, typed_sequence = typed.partition("-")
    is_same = typed_year == year and typed_sequence.lstrip("0") == sequence.lstrip("0")
    return typed in (label if "-" in typed else sequence) or typed == year or is_same


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _begins(class_name: str, typed: str) -> bool:
    return _bare(class_name).startswith(_bare(typed))


def _same(class_name: str, typed: str) -> bool:
    return _bare(class_name) == _bare(typed)


def _bare(class_name: str) -> str:
    return "".join(class_name.split()).casefold()
