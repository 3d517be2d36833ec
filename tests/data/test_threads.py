"""Many people at once: everybody gets the own rows."""

from concurrent.futures import ThreadPoolExecutor

from casework.entries import Reported
from data.store import Store
from tests.data.small_school import new_case


def test_eight_people_reading_at_once_never_see_each_others_rows(store: Store) -> None:
    cases = {new_case(store, f"woorden van {n}").subject_id: n for n in range(8)}

    def read(case_id: str) -> int:
        wrong = 0
        for _ in range(60):
            found = store.log.entries(case_id)[1]
            assert isinstance(found.payload, Reported)
            wrong += found.subject_id != case_id
            wrong += found.payload.what != f"woorden van {cases[case_id]}"
            asked = store.database.one("select $1::integer", (cases[case_id],))
            wrong += asked != (cases[case_id],)
        return wrong

    with ThreadPoolExecutor(8) as people:
        assert sum(people.map(read, cases)) == 0


def test_reading_goes_on_while_somebody_writes(store: Store) -> None:
    case_id = new_case(store).subject_id
    with store.database.reshaping(), ThreadPoolExecutor(1) as other:
        store.database.run("delete from entry where subject_id = $1", (case_id,))
        assert store.log.entries(case_id) == []
        assert len(other.submit(store.log.entries, case_id).result()) == 3
        store.database.run("insert into setting (key, value) values ('x', 'y')")
    assert store.log.entries(case_id) == []
