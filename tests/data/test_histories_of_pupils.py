"""Random histories of pupils: renamed, entered twice, merged, taken apart, moved, gone and back.

After every step no name of any time stands unmasked in a text about another pupil, no two labels
read alike, and the facts are those of a rebuild. A further promise is one more invariant.
"""

import shutil
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import uuid4

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from casework import entries as kinds
from casework.cases.case import Case
from casework.entries import NewEntry
from casework.errors import CaseworkError
from casework.masking.spelling import words_of
from casework.people import Action, PersonName
from casework.pupil_identity import NameKind, PupilDetails
from data.school import School
from data.school_key import SchoolKey
from tests.cast import TODAY, YEAR_STARTS_ON, make_cast
from tests.data.small_school import signed

# Few names, so that many read alike; none of them is an ordinary word.
GIVEN = ("Noor", "Noortje", "Sem", "Sem-Jan", "Anna Sophie", "Yusuf", "D'Arcy", "")
FAMILY = ("Jansen", "Jacobs", "van den Berg-de Wit", "Yılmaz", "D’Angelo", "")
NAMES = st.builds(PersonName, st.sampled_from(GIVEN), st.sampled_from(FAMILY)).filter(
    lambda name: bool(name.full)
)
KINDS = st.sampled_from([NameKind.CORRECTED, NameKind.NEW_NAME, NameKind.CALL_NAME])
CLASSES = st.sampled_from(["2B", "2C", "4V1"])
FACTS = ("case_fact", "part_fact", "report_fact", "likeness_fact", "safety_fact", "home")


class PupilsOverTime(RuleBasedStateMachine):
    """A school whose pupils come, go and turn out to be others."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.cast = make_cast(self.folder / "school", SchoolKey(bytes(range(32)), str(uuid4())))
        self.names: dict[str, set[PersonName]] = {
            one: {PersonName(given, self.family_of(one))} for given, one in self.cast.pupils.items()
        }
        self.merges: list[str] = []
        self.cases: list[str] = []

    def teardown(self) -> None:
        self.cast.store.close()
        shutil.rmtree(self.folder)

    # --- what happens -----------------------------------------------------------------------------

    @property
    def school(self) -> School:
        return self.cast.store.school

    def family_of(self, pupil_id: str) -> str:
        return self.school.pupils([pupil_id], TODAY)[pupil_id].name.family

    def somebody(self, data: st.DataObject) -> str:
        """One of those who are pupils of their own now."""
        present = self.school.pupils(self.names, TODAY)
        return _drawn(data, [one for one in self.names if one in present])

    @rule(name=NAMES, where=CLASSES)
    def enters(self, name: PersonName, where: str) -> None:
        by = self.cast.staff["Ineke"]
        details = PupilDetails(str(len(self.names)))
        pupil = self.school.add_pupil(name, self.cast.classes[where], YEAR_STARTS_ON, by, details)
        self.names[pupil] = {name}

    @rule(name=NAMES, kind=KINDS, data=st.data())
    def renames(self, name: PersonName, kind: NameKind, data: st.DataObject) -> None:
        pupil = self.somebody(data)
        self.school.rename_pupil(pupil, name, self.cast.staff["Ineke"], kind=kind)
        self.names[pupil].add(name)

    @rule(data=st.data())
    def merges_two(self, data: st.DataObject) -> None:
        one, other = self.somebody(data), self.somebody(data)
        if one != other:
            self.merges.append(self.school.merge_pupils(one, other, self.cast.staff["Ineke"]))

    @precondition(lambda self: self.merges)
    @rule(data=st.data())
    def takes_apart(self, data: st.DataObject) -> None:
        merge_id = _drawn(data, self.merges)
        self.merges.remove(merge_id)
        self.school.split_pupils(merge_id, self.cast.staff["Ineke"])

    @rule(where=CLASSES, day=st.dates(date(2026, 9, 1), TODAY), data=st.data())
    def moves(self, where: str, day: date, data: st.DataObject) -> None:
        class_id = self.cast.classes[where]
        self.school.move_pupil(self.somebody(data), class_id, day, self.cast.staff["Ineke"])

    @rule(day=st.dates(date(2026, 9, 1), TODAY), data=st.data())
    def leaves_and_perhaps_comes_back(self, day: date, data: st.DataObject) -> None:
        pupil = self.somebody(data)
        try:
            self.school.pupil_leaves(pupil, day, self.cast.staff["Ineke"])
            if data.draw(st.booleans()):
                self.school.pupil_stays(pupil, self.cast.staff["Ineke"])
        except CaseworkError:
            pass  # The day is before the first one in a class.

    @rule(data=st.data())
    def opens_a_case(self, data: st.DataObject) -> None:
        target, other = self.somebody(data), self.somebody(data)
        self.cast.pupils |= {"target": target, "other": other}
        try:
            displaying = "other" if other != target else ""
            receipt = self.cast.case("Samira", target="target", displaying=displaying)
        except CaseworkError:
            return  # Nobody of the own class is in it.
        self.cases.append(receipt.subject_id)

    @precondition(lambda self: self.cases)
    @rule(data=st.data())
    def writes_in_a_case(self, data: st.DataObject) -> None:
        case_id = _drawn(data, self.cases)
        entries = self.cast.store.log.entries(case_id)
        note = kinds.CheckedIn(safety_score=5, note="Gevraagd hoe het gaat.")
        new = [NewEntry(note, TODAY, "", self.somebody(data))]
        self.cast.store.log.append(case_id, new, expected=len(entries), signature=signed())

    # --- what holds -------------------------------------------------------------------------------

    @invariant()
    def no_name_of_any_time_stands_unmasked_in_a_text_about_another(self) -> None:
        book, merged = self.school.name_book(), self.school.merged_pupils()
        of_pupil: dict[str, set[PersonName]] = {}
        for record, names in self.names.items():
            of_pupil.setdefault(merged.get(record, record), set()).update(names)
        for own, own_names in of_pupil.items():
            known = {word for name in own_names for word in words_of(name.full)}
            for other, names in of_pupil.items():
                for word in {part for name in names for part in (name.full, name.given)} - {""}:
                    if other != own and not known & set(words_of(word)):
                        text = f"Gisteren kwam {word} binnen."
                        hits = book.find(text, own).hits
                        assert any(hit.start <= 14 < hit.end for hit in hits), (word, hits)

    @invariant()
    def no_two_labels_read_alike(self) -> None:
        desk = self.cast.desk("Samira")
        for case_id in self.cases:
            file = desk._access.file(desk._access.folded(self.cast.store.log.entries(case_id)))
            _all_different([file.name(pupil) for pupil in file.pupils])
            _all_different([file.full_name(pupil) for pupil in file.pupils])
        for school_class in desk.classroom.classes():
            _all_different(list(desk.classroom.open(school_class.class_id).labels.values()))
        _all_different([one.name for one in desk.agenda.by_pupil() if one.pupil_id])

    @invariant()
    def the_facts_are_those_of_a_rebuild(self) -> None:
        facts = self.cast.store.facts
        reach = self.cast.actor("Samira").reach(Action.SEE_CASE)
        before = (set(facts.summaries(reach, TODAY)), self._facts())
        facts.rebuild()
        assert (set(facts.summaries(reach, TODAY)), self._facts()) == before

    def _facts(self) -> dict[str, list[tuple[object, ...]]]:
        rows = self.cast.store.database.rows
        return {table: rows(f"select * from facts.{table} order by all") for table in FACTS}

    @invariant()
    def every_case_keeps_a_gepeste_and_names_no_merged_record(self) -> None:
        merged = self.school.merged_pupils()
        for case_id in self.cases:
            case: Case = self.cast.desk("Samira")._access.folded(
                self.cast.store.log.entries(case_id)
            )
            assert case.pupils("target")
            assert not merged.keys() & (case.mentioned | case.parts.keys())


def _drawn(data: st.DataObject, ids: Sequence[str]) -> str:
    """By its place: the ids themselves are others each time."""
    return ids[data.draw(st.integers(0, len(ids) - 1))]


def _all_different(labels: list[str]) -> None:
    assert len({label.casefold() for label in labels}) == len(labels), labels


PupilsOverTime.TestCase.settings = settings(
    max_examples=6,
    stateful_step_count=10,
    # Each step takes a second, so that what is found is told as it is: all steps are in it.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_a_pupil_is_one_person_over_time = PupilsOverTime.TestCase
