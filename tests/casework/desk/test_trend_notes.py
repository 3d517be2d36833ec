"""What people add to the figures, on a real file: who may, what is kept, and what is gone."""

import threading
from datetime import date
from uuid import uuid4

import pytest

from casework.errors import InputRefused, NotHere
from casework.trend_notes import MOST_ANNOTATIONS, Annotation
from data.store import Store
from tests.cast import TODAY, Cast

DAY = date(2026, 10, 12)
TEXT = "start project veilige gangen"


def mark(cast: Cast, name: str = "Willem", text: str = TEXT, form_key: str = "") -> Annotation:
    team = "bovenbouw" if name == "Petra" else "onderbouw"
    return cast.desk(name).trend_notes.annotate(
        DAY, text, team_id=cast.teams[team], form_key=form_key or str(uuid4())
    )


def texts(cast: Cast, name: str) -> list[str]:
    return [one.text for one in cast.desk(name).trend_notes.annotations()]


def changes(cast: Cast) -> list[str]:
    return [
        kind
        for (kind,) in cast.store.database.rows(
            """
            select kind from reference_change
            where kind like 'annotation%' or kind like 'target%' or kind like 'view%'
            order by changed_at
            """
        )
    ]


# --- marks ----------------------------------------------------------------------------------------


def test_a_mark_is_seen_by_the_leader_of_that_team_alone(cast: Cast) -> None:
    mark(cast)
    assert texts(cast, "Willem") == [TEXT]
    assert texts(cast, "Petra") == []


def test_a_mark_of_the_whole_school_is_seen_and_removed_by_every_leader(cast: Cast) -> None:
    kept = cast.desk("Willem").trend_notes.annotate(
        DAY, "nieuwe pauzes", team_id="", form_key="een"
    )
    assert texts(cast, "Petra") == ["nieuwe pauzes"]
    cast.desk("Petra").trend_notes.remove_annotation(kept.annotation_id)
    assert texts(cast, "Willem") == []


def test_a_leader_cannot_touch_the_marks_of_another_team(cast: Cast) -> None:
    kept = mark(cast)
    with pytest.raises(NotHere):
        cast.desk("Petra").trend_notes.remove_annotation(kept.annotation_id)
    with pytest.raises(NotHere):
        cast.desk("Petra").trend_notes.annotate(
            DAY, "iets", team_id=cast.teams["onderbouw"], form_key="petra"
        )
    assert texts(cast, "Willem") == [TEXT]


def test_the_same_form_twice_is_one_mark(cast: Cast) -> None:
    first = mark(cast, form_key="sleutel")
    again = mark(cast, form_key="sleutel")
    assert again.annotation_id == first.annotation_id
    assert texts(cast, "Willem") == [TEXT]
    assert changes(cast) == ["annotation_made"]


def test_a_double_press_at_the_same_moment_is_one_mark(cast: Cast) -> None:
    threads = [
        threading.Thread(target=mark, args=(cast,), kwargs={"form_key": "samen"}) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts(cast, "Willem") == [TEXT]


def test_marks_stand_in_the_order_of_their_days(cast: Cast) -> None:
    mark(cast, text="tweede")
    team = cast.teams["onderbouw"]
    cast.desk("Willem").trend_notes.annotate(date(2026, 9, 1), "eerste", team_id=team, form_key="e")
    assert texts(cast, "Willem") == ["eerste", "tweede"]


def test_a_mark_with_the_name_of_a_pupil_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    with pytest.raises(InputRefused) as refusal:
        mark(cast, text="gesprek met Noor Visser")
    assert refusal.value.field == "text"
    assert texts(cast, "Willem") == []
    assert changes(cast) == []


def test_so_many_marks_and_no_more(cast: Cast) -> None:
    for place in range(MOST_ANNOTATIONS):
        mark(cast, text=f"mark {place}", form_key=f"f{place}")
    with pytest.raises(InputRefused):
        mark(cast, text="te veel")
    # Another team, and the same form again, are not held up by it.
    assert mark(cast, "Petra")
    assert mark(cast, text="mark 1", form_key="f1").text == "mark 1"


def test_the_words_of_a_mark_are_sealed_and_can_be_read_nowhere_once_it_is_removed(
    cast: Cast,
) -> None:
    kept = mark(cast)
    store = cast.store
    row = store.database.one("select sealed from annotation")
    assert row is not None
    assert TEXT.encode() not in row[0]
    assert store.vault.unseal(kept.annotation_id, row[0], "annotation") == TEXT

    cast.desk("Willem").trend_notes.remove_annotation(kept.annotation_id)

    assert store.vault.unseal(kept.annotation_id, row[0], "annotation") is None
    assert store.database.one("select 1 from annotation") is None
    assert changes(cast) == ["annotation_made", "annotation_removed"]
    with pytest.raises(NotHere):
        cast.desk("Willem").trend_notes.remove_annotation(kept.annotation_id)


def test_all_is_there_again_after_a_restart(cast: Cast) -> None:
    mark(cast)
    willem = cast.desk("Willem")
    willem.trend_notes.set_target(cast.teams["onderbouw"], "aftercare", "90")
    willem.trend_notes.keep_view("Nazorg", {"t_vraag": "card"}, form_key="v")
    folder, key = cast.store.folder, cast.store.key
    cast.store.close()
    cast.store = Store.open(folder, key)

    willem = cast.desk("Willem")
    assert texts(cast, "Willem") == [TEXT]
    assert [target.percent for target in willem.trend_notes.targets()] == [90]
    assert [(view.name, view.address) for view in willem.trend_notes.views()] == [
        ("Nazorg", {"t_vraag": "card"})
    ]


# --- targets --------------------------------------------------------------------------------------


def test_a_target_takes_the_place_of_the_one_before(cast: Cast) -> None:
    team, willem = cast.teams["onderbouw"], cast.desk("Willem")
    willem.trend_notes.set_target(team, "aftercare", "80")
    willem.trend_notes.set_target(team, "aftercare", "90 %")
    willem.trend_notes.set_target(team, "aftercare", "90")
    willem.trend_notes.set_target(team, "resolution", "60")
    assert {(one.figure, one.percent) for one in willem.trend_notes.targets()} == {
        ("aftercare", 90),
        ("resolution", 60),
    }
    assert cast.desk("Petra").trend_notes.targets() == []
    willem.trend_notes.remove_target(team, "aftercare")
    willem.trend_notes.remove_target(team, "aftercare")
    assert [one.figure for one in willem.trend_notes.targets()] == ["resolution"]
    assert changes(cast) == ["target_set"] * 3 + ["target_removed"]


def test_there_is_no_target_for_meldingen_nor_for_another_team(cast: Cast) -> None:
    willem = cast.desk("Willem")
    for figure in ("reports", "over_time", "reached", "iets"):
        with pytest.raises(NotHere):
            willem.trend_notes.set_target(cast.teams["onderbouw"], figure, "90")
    with pytest.raises(NotHere):
        willem.trend_notes.set_target(cast.teams["bovenbouw"], "aftercare", "90")
    with pytest.raises(InputRefused):
        willem.trend_notes.set_target(cast.teams["onderbouw"], "aftercare", "140")
    assert willem.trend_notes.targets() == []


# --- views ----------------------------------------------------------------------------------------


def test_a_view_is_of_one_person(cast: Cast) -> None:
    kept = cast.desk("Willem").trend_notes.keep_view("Nazorg", {"t_vraag": "card"}, form_key="v")
    assert cast.desk("Petra").trend_notes.views() == []
    for act in (
        lambda: cast.desk("Petra").trend_notes.rename_view(kept.view_id, "Van mij"),
        lambda: cast.desk("Petra").trend_notes.remove_view(kept.view_id),
    ):
        with pytest.raises(NotHere):
            act()
    # The same name is free for somebody else.
    assert cast.desk("Petra").trend_notes.keep_view("Nazorg", {}, form_key="p").name == "Nazorg"
    assert [view.name for view in cast.desk("Willem").trend_notes.views()] == ["Nazorg"]


def test_a_view_is_kept_once_renamed_and_forgotten(cast: Cast) -> None:
    willem = cast.desk("Willem")
    kept = willem.trend_notes.keep_view(" Mijn  onderbouw ", {"t_vraag": "card"}, form_key="v")
    again = willem.trend_notes.keep_view("Mijn onderbouw", {"t_vraag": "card"}, form_key="v")
    assert again.view_id == kept.view_id
    with pytest.raises(InputRefused) as refusal:
        willem.trend_notes.keep_view("MIJN onderbouw", {}, form_key="w")
    assert refusal.value.field == "name"
    willem.trend_notes.keep_view("Ander", {}, form_key="x")
    with pytest.raises(InputRefused):
        willem.trend_notes.rename_view(kept.view_id, "ander")
    willem.trend_notes.rename_view(kept.view_id, "mijn onderbouw")
    assert [view.name for view in willem.trend_notes.views()] == ["Ander", "mijn onderbouw"]
    willem.trend_notes.remove_view(kept.view_id)
    assert [view.name for view in willem.trend_notes.views()] == ["Ander"]
    with pytest.raises(NotHere):
        willem.trend_notes.remove_view(kept.view_id)


def test_words_are_left_out_of_what_is_kept_and_the_name_is_sealed(cast: Cast) -> None:
    address = {"t_vraag": "card", "t_naam": "Noor Visser"}
    cast.desk("Willem").trend_notes.keep_view("Geheime naam", address, form_key="v")
    row = cast.store.database.one("select sealed_name, address from saved_view")
    assert row is not None
    assert b"Geheime" not in row[0]
    assert row[1] == '{"t_vraag": "card"}'


def test_a_role_that_ends_takes_all_of_it_along(cast: Cast) -> None:
    mark(cast)
    held = cast.actor("Willem").assignments
    day = TODAY.replace(day=22)
    for one in held:
        if one.scope:
            cast.store.school.end_assignment(cast.staff["Willem"], one, day, cast.staff["Ineke"])
    willem = cast.desk("Willem")
    for act in (
        willem.trend_notes.annotations,
        willem.trend_notes.targets,
        willem.trend_notes.views,
    ):
        with pytest.raises(NotHere):
            act()


def test_an_older_file_gets_the_new_tables_when_it_is_opened(cast: Cast) -> None:
    store = cast.store
    with store.database.reshaping():
        for table in ("annotation", "target", "saved_view"):
            store.database.run(f"drop table {table}")
    with store.database.reshaping():
        store.database.run("delete from meta where key like 'schema-%' and key > 'schema-0003'")
    folder, key = store.folder, store.key
    store.close()
    cast.store = Store.open(folder, key)

    assert mark(cast).text == TEXT


def test_a_mark_of_the_whole_school_is_taken_away_by_who_leads_and_nobody_else(cast: Cast) -> None:
    mark = cast.desk("Sofie").trend_notes.annotate(
        TODAY, "Nieuw rooster", team_id="", form_key=str(uuid4())
    )
    for name in ("Samira", "Fatima", "Anneke", "Ineke", "Dirk", "Nadia"):
        with pytest.raises(NotHere):
            cast.desk(name).trend_notes.remove_annotation(mark.annotation_id)
    assert [one.text for one in cast.desk("Willem").trend_notes.annotations()] == ["Nieuw rooster"]
    cast.desk("Willem").trend_notes.remove_annotation(mark.annotation_id)
    assert cast.desk("Sofie").trend_notes.annotations() == []
