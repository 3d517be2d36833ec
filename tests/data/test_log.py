"""What is stored is there, once, in order, and nobody reads the words from the files."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from casework.entries import Reported
from casework.errors import CaseMovedOn, InputRefused, NotHere
from data.store import Store
from tests.data.small_school import history, melding, new_case, note, signed

SECRET = "Kanariewoord over de fietsenstalling"


def test_a_melding_is_read_back_as_it_was_written(store: Store) -> None:
    receipt = new_case(store, "Ze lachten 😀 en zeiden 'ga weg'; <script>=1+1")
    found = store.log.entries(receipt.subject_id)
    assert receipt.label == "2026-001"
    assert [entry.number for entry in found] == [1, 2, 3] == list(receipt.numbers)
    assert [entry.kind for entry in found] == ["case_opened", "reported", "pupil_involved"]
    assert isinstance(found[1].payload, Reported)
    assert found[1].payload.what == "Ze lachten 😀 en zeiden 'ga weg'; <script>=1+1"
    assert found[0].recorded_at == receipt.recorded_at


def test_case_numbers_run_on_within_a_year_and_start_again_in_the_next(store: Store) -> None:
    new_case(store)
    assert new_case(store).label == "2026-002"
    next_year = store.log.open_case(str(uuid4()), melding, year=2027, signature=signed())
    assert next_year.label == "2027-001"


def test_twenty_thousand_characters_from_right_to_left_survive(store: Store) -> None:
    text = "שלום עולם " * 2_000
    case_id = new_case(store, text).subject_id
    found = store.log.entries(case_id)[1].payload
    assert isinstance(found, Reported)
    assert found.what == text.strip()


def test_words_are_in_no_file_of_the_school(store: Store, folder: Path) -> None:
    new_case(store, SECRET)
    for path in folder.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path.name
    store.close()
    for path in folder.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path.name


def test_a_list_of_cases_comes_without_words(store: Store) -> None:
    one, two = new_case(store, SECRET), new_case(store, SECRET)
    found = store.log.entries_of([one.subject_id, two.subject_id, "no id", str(uuid4())])
    assert set(found) == {one.subject_id, two.subject_id}
    assert SECRET not in repr(found)
    assert [entry.number for entry in found[one.subject_id]] == [1, 2, 3]


def test_what_is_in_memory_of_a_case_is_what_the_file_has(store: Store, folder: Path) -> None:
    case_id = new_case(store, SECRET).subject_id
    expected = 3
    for text in ("", SECRET, "Weer."):
        store.log.append(case_id, [note(text)], expected=expected, signature=signed())
        expected += 1
    with store.log.together():
        store.log.append(case_id, [note("Twee")], expected=6, signature=signed())
        store.log.append(case_id, [note("tegelijk")], expected=7, signature=signed())
    in_memory = store.log.entries(case_id), store.log.entries_of([case_id])
    store.close()
    again = Store.open(folder)
    assert (again.log.entries(case_id), again.log.entries_of([case_id])) == in_memory
    assert again.log._sealed_rows([case_id]) == {case_id: store.log._sealed.peek(case_id)}
    assert SECRET not in repr(in_memory[1])
    again.close()


def test_the_same_form_sent_twice_is_one_melding(store: Store) -> None:
    signature = signed()
    first = store.log.open_case(str(uuid4()), melding, year=2026, signature=signature)
    again = store.log.open_case(str(uuid4()), melding, year=2026, signature=signature)
    assert (first.repeated, again.repeated) == (False, True)
    assert again.subject_id == first.subject_id
    assert again.label == first.label
    assert store.log.position.count == 3


def test_the_same_form_sent_by_sixteen_hands_at_once_is_one_entry(store: Store) -> None:
    case_id = new_case(store).subject_id
    signature = signed()

    def press(_: int) -> bool:
        written = store.log.append(case_id, [note("x")], expected=3, signature=signature)
        return written.repeated

    with ThreadPoolExecutor(16) as hands:
        repeated = sorted(hands.map(press, range(16)))
    assert repeated == [False] + [True] * 15
    assert len(store.log.entries(case_id)) == 4


def test_who_saves_after_a_colleague_is_refused_and_can_save_again(store: Store) -> None:
    case_id = new_case(store).subject_id
    store.log.append(case_id, [note("van Joris")], expected=3, signature=signed())
    mine = signed()
    with pytest.raises(CaseMovedOn):
        store.log.append(case_id, [note("van Samira")], expected=3, signature=mine)
    receipt = store.log.append(case_id, [note("van Samira")], expected=4, signature=mine)
    assert receipt.numbers == (5,)
    assert not receipt.repeated


def test_numbers_have_no_gaps_when_many_write_in_one_case(store: Store) -> None:
    case_id = new_case(store).subject_id

    def write(_: int) -> None:
        while True:
            seen = len(store.log.entries(case_id))
            try:
                store.log.append(case_id, [note("x")], expected=seen, signature=signed())
                return
            except CaseMovedOn:
                continue

    with ThreadPoolExecutor(8) as people:
        list(people.map(write, range(24)))
    assert [entry.number for entry in store.log.entries(case_id)] == list(range(1, 28))
    assert store.check() == []


@pytest.mark.parametrize("strange", ["", "zaak-7", "'; drop table entry; --", "é" * 36])
def test_an_id_from_outside_that_is_no_id_is_simply_unknown(store: Store, strange: str) -> None:
    assert store.log.entries(strange) == []
    assert store.log.entries_of([strange]) == {}
    with pytest.raises(NotHere):
        store.log.append(strange, [note()], expected=0, signature=signed())
    with pytest.raises(NotHere):
        store.log.open_case(strange, melding, year=2026, signature=signed())


def test_a_pupil_by_what_is_no_id_is_in_no_entry(store: Store) -> None:
    case_id = new_case(store).subject_id
    with pytest.raises(NotHere):
        store.log.append(
            case_id, [replace(note(), pupil_id="noor")], expected=3, signature=signed()
        )


def test_half_a_melding_is_never_stored(store: Store) -> None:
    before = store.log.position

    def fails(label: str) -> list[object]:
        raise RuntimeError(label)

    with pytest.raises(RuntimeError):
        store.log.open_case(str(uuid4()), fails, year=2026, signature=signed())  # type: ignore[arg-type]
    assert store.log.position == before
    assert new_case(store).label == "2026-001"


def test_words_moved_to_another_case_are_noticed(store: Store) -> None:
    one, two = new_case(store, "van de een"), new_case(store, "van de ander")
    with store.database.reshaping():
        store.database.run(
            """
            update entry set sealed = (
                select sealed from entry where subject_id = $1 and number = 2
            ) where subject_id = $2 and number = 2
            """,
            (one.subject_id, two.subject_id),
        )
    assert len(store.check()) == 1


def test_an_erased_key_takes_the_words_and_leaves_the_codes(store: Store) -> None:
    case_id = new_case(store, SECRET).subject_id
    store.vault.erase(case_id)
    found = store.log.entries(case_id)
    assert SECRET not in repr(found)
    assert isinstance(found[1].payload, Reported)
    assert found[1].payload.kinds == ["verbal"]
    with pytest.raises(InputRefused, match="gewist"):
        store.log.append(case_id, [note("nog iets")], expected=3, signature=signed())


def test_a_listener_hears_of_every_change_and_cannot_undo_it(store: Store) -> None:
    changes: list[tuple[str, int]] = []
    store.log.on_change.append(lambda subject_id, number: changes.append((subject_id, number)))
    store.log.on_change.append(lambda *_: 1 / 0)
    case_id = new_case(store).subject_id
    store.log.append(case_id, [note("x")], expected=3, signature=signed())
    assert changes == [(case_id, 1), (case_id, 4)]
    assert len(store.log.entries(case_id)) == 4


def test_a_loaded_history_counts_like_a_written_one(store: Store) -> None:
    loaded = [history("2025-001", 6), history("2025-007", 4)]
    assert store.log.load(loaded) == 10
    case_id = loaded[0][0].subject_id
    assert store.log.entries(case_id) == list(loaded[0])
    store.log.append(case_id, [note("verder")], expected=6, signature=signed())
    assert store.log.position.count == 11
    label = store.log.open_case(str(uuid4()), melding, year=2025, signature=signed()).label
    assert label == "2025-008"
    assert store.check() == []
