"""The record of changes, read back: every kind has its words, and one finds what one looks for."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import data
from casework.change_log import KINDS, ChangeSearch, Group
from casework.errors import NotHere
from casework.people import Assignment, Role
from data.register import COMMAND_LINE
from tests.cast import TODAY, Cast
from ui.oversight import change_words

SOURCE = Path(data.__file__).parent
WRITTEN = re.compile(
    r"""(?:_changing(?:_each)?\(|on_record\(|_on_record\(|kind = )[^"]{0,80}?f?"([a-z_]+)[:"]"""
)
NAMED = re.compile(r'^(?:CHANGED|YEAR_RENAMED) = "([a-z_]+)"', re.M)


def kinds_in_the_code() -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    return {*WRITTEN.findall(text), *NAMED.findall(text)} - {"reference_change"}


def test_every_kind_that_is_put_on_record_can_be_found_and_has_its_words() -> None:
    assert kinds_in_the_code() - KINDS.keys() == set()
    assert KINDS.keys() == change_words.WORDS.keys()


def words_of(cast: Cast, typed: str = "", group: Group | None = None) -> list[str]:
    today = datetime.now(UTC).date()
    rows = cast.desk("Nadia").oversight.changes(TODAY, today, typed, group)
    return [
        f"{change_words.who(row)}: {change_words.what(row)} ({row.about})".removesuffix(" ()")
        for row in rows
    ]


def test_from_what_to_what_a_setting_went_can_be_read(cast: Cast) -> None:
    office = cast.desk("Ineke").office
    office.set_exact_figures(False)
    office.set_draft_days(40)
    office.set_school("Het Lindelyceum", "Noord")
    by = "Ineke Hofman: "
    assert words_of(cast, group=Group.SETTINGS)[:3] == [
        f"{by}de school: regio van Midden naar Noord",
        f"{by}dagen dat een concept blijft: van 30 naar 40",
        f"{by}exacte cijfers voor leidinggevenden: van aan naar uit",
    ]


def test_a_role_is_told_with_its_days_and_whom_it_is_about(cast: Cast) -> None:
    held = Assignment(Role.MENTOR, cast.classes["2C"], TODAY)
    cast.desk("Ineke").office.assign(cast.staff["Dirk"], held)
    cast.desk("Ineke").office.end_assignment(cast.staff["Dirk"], held, TODAY)
    days = "vanaf 23 november 2026"
    assert words_of(cast, "dirk", Group.ROLES)[:2] == [
        f"Ineke Hofman: rol beëindigd: mentor van 2C, {days}, tot en met 23 november 2026 "
        "(Dirk Prins)",
        f"Ineke Hofman: rol gegeven: mentor van 2C, {days} (Dirk Prins)",
    ]
    assert words_of(cast, "joris", Group.SETTINGS) == []


def test_a_pupil_has_no_name_there_and_the_program_and_a_command_are_named(cast: Cast) -> None:
    cast.store.school.pupil_leaves(cast.pupils["Noor"], TODAY, cast.staff["Ineke"])
    cast.store.school.set_draft_days(33, COMMAND_LINE)
    cast.store.school.set_draft_days(34, "")
    words = words_of(cast)
    assert "Ineke Hofman: van school (een leerling)" in words
    assert "een opdracht op de server: dagen dat een concept blijft: van 30 naar 33" in words
    assert "het programma zelf: dagen dat een concept blijft: van 33 naar 34" in words
    assert not any("Noor" in line for line in words)


def test_page_by_page_gives_every_line_once(cast: Cast) -> None:
    search = ChangeSearch(TODAY, datetime.now(UTC).date())
    count = cast.store.changes.count(search)
    pages = [cast.store.changes.search(search, slice(n, n + 7)) for n in range(0, count, 7)]
    lines = [line for page in pages for line in page]
    assert len(lines) == count > 20
    assert lines == cast.store.changes.search(search)


@pytest.mark.parametrize("name", ["Samira", "Fatima", "Willem", "Anneke", "Sofie", "Pim", "Dirk"])
def test_nobody_else_reads_it(cast: Cast, name: str) -> None:
    with pytest.raises(NotHere):
        _ = cast.desk(name).oversight
