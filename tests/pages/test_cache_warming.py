"""The figures of Trends that are made before somebody asks for them."""

import threading
from collections.abc import Callable

import pytest

from tests.busy_school import begun
from tests.cast import Cast
from ui import session
from ui.trends import cache_warming as module
from ui.trends import view_payload
from ui.trends.cache_warming import CacheWarmer
from ui.trends.figure_cache import CACHE, OwnFigures
from ui.trends.filters import Filters
from ui.trends.selection import Selection


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    CACHE.clear()
    monkeypatch.setattr(module, "PAUSE_AFTER_PRESS_SECONDS", 0.0)
    monkeypatch.setattr(module, "PAUSE_AFTER_WRITE_SECONDS", 0.0)


def viewer(cast: Cast, name: str) -> tuple[Filters, Selection, Callable[[Selection], bool]]:
    """What this person can choose, the first view, and whether a view is made."""
    desk = cast.desk(name)
    filters = Filters(desk)

    def is_cached(selection: Selection) -> bool:
        return (
            view_payload.cached_text(OwnFigures.from_desk(cast.desk(name)), filters, selection)
            is not None
        )

    return filters, filters.checked(Selection()), is_cached


def test_what_lies_one_press_away_is_made_for_who_looks_and_for_no_other_scope(
    read_only: Cast,
) -> None:
    filters, first, is_cached = viewer(read_only, "Willem")
    warmer = CacheWarmer()
    warmer.note(filters.desk, first)
    warmer._round(threading.Event())
    assert is_cached(first)
    assert all(is_cached(other) for other in filters.one_press_away(first))
    for name in ("Petra", "Fatima", "Pim"):
        _, other_first, is_cached = viewer(read_only, name)
        assert not is_cached(other_first)


def test_right_after_a_press_only_the_view_itself_is_made(
    read_only: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE_AFTER_PRESS_SECONDS", 3_600.0)
    filters, first, is_cached = viewer(read_only, "Willem")
    warmer = CacheWarmer()
    warmer.note(filters.desk, first)
    warmer._round(threading.Event())
    assert is_cached(first)
    assert not any(is_cached(other) for other in filters.one_press_away(first))


def test_right_after_a_write_only_the_view_of_who_looks_is_made(
    read_only: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE_AFTER_WRITE_SECONDS", 3_600.0)
    filters, first, is_cached = viewer(read_only, "Willem")
    leader, leader_first, is_leader_cached = viewer(read_only, "Petra")
    warmer = CacheWarmer()
    warmer.note(leader.desk, leader_first, is_look=False)
    warmer.note(filters.desk, first)
    warmer._round(threading.Event())
    assert is_cached(first)
    assert not any(is_cached(other) for other in filters.one_press_away(first))
    assert not is_leader_cached(leader_first)

    monkeypatch.setattr(module, "PAUSE_AFTER_WRITE_SECONDS", 0.0)
    warmer._round(threading.Event())
    assert is_leader_cached(leader_first)
    assert all(is_cached(other) for other in filters.one_press_away(first))


def test_for_who_may_come_to_look_only_the_first_view_is_made(read_only: Cast) -> None:
    filters, first, is_cached = viewer(read_only, "Willem")
    warmer = CacheWarmer()
    warmer.note(filters.desk, first, is_look=False)
    warmer._round(threading.Event())
    assert is_cached(first)
    assert not any(is_cached(other) for other in filters.one_press_away(first))


def test_after_a_write_it_is_made_anew(busy: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE_AFTER_PRESS_SECONDS", 3_600.0)
    filters, first, is_cached = viewer(busy, "Willem")
    warmer = CacheWarmer()
    warmer.note(filters.desk, first)
    warmer._round(threading.Event())
    begun(busy, "Samira", ("Noor", "Emma"), busy.today, "verbal")
    assert not is_cached(first)
    warmer._round(threading.Event())
    assert is_cached(first)


def test_nothing_is_made_when_the_school_turned_exact_figures_off(
    read_only: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    filters, first, is_cached = viewer(read_only, "Willem")
    monkeypatch.setattr(type(read_only.store.school), "leaders_see_exact_figures", lambda _: False)
    warmer = CacheWarmer()
    warmer.note(filters.desk, first)
    warmer._round(threading.Event())
    assert not is_cached(first)


def test_yesterday_is_not_made_any_more(read_only: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    filters, first, is_cached = viewer(read_only, "Willem")
    warmer = CacheWarmer()
    warmer.note(filters.desk, first)
    monkeypatch.setattr(
        session, "today", lambda: read_only.today.replace(day=read_only.today.day + 1)
    )
    warmer._round(threading.Event())
    assert not is_cached(first)
    assert not warmer._newest_first()


def test_at_the_start_everybody_who_leads_is_thought_of(read_only: Cast) -> None:
    warmer = CacheWarmer()
    assert warmer._note_leaders()
    # Two teams, one year group, and the whole school once for its two leading roles.
    assert len(warmer._newest_first()) == 4


def test_a_fault_is_logged_and_the_thread_goes_on_until_it_is_stopped(
    read_only: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    filters, first, _ = viewer(read_only, "Willem")
    stop, warmer, warnings = threading.Event(), CacheWarmer(), list[str]()

    def broken(*_given: object) -> None:
        raise RuntimeError("broken")

    def warn(text: str, **_more: object) -> None:
        warnings.append(text)
        stop.set()

    monkeypatch.setattr(view_payload, "payload_text", broken)
    monkeypatch.setattr(module.LOG, "warning", warn)
    warmer.note(filters.desk, first)
    thread = threading.Thread(target=warmer.run, args=(stop,))
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
    assert warnings == ["figures could not be computed ahead"]
