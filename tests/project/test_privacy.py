"""docs/privacy.md is of today, and names every table, role and action that there is."""

from pathlib import Path

from casework.entries import KINDS
from casework.labels import FIELD_TITLES, ROLES
from casework.people import Action
from docs import privacy

ROOT = Path(__file__).parents[2]


def test_the_page_is_the_one_that_the_code_gives_today() -> None:
    assert privacy.FILE.read_text("utf-8") == privacy.text(), "run `python -m docs.privacy`"


def test_every_table_of_the_file_stands_in_just_one_place() -> None:
    said = [table for one in privacy.PROCESSINGS for table in one.tables]
    assert sorted(said) == sorted(privacy.columns())


def test_every_action_and_role_has_dutch_words() -> None:
    assert set(privacy.MAY_DO) == set(Action)
    assert all(f"| {word} |" in privacy.text() for word in ROLES.values())


def test_every_field_for_words_has_a_dutch_title() -> None:
    fields = {name for model in KINDS.values() for name in model.sealed_fields()}
    assert fields <= set(FIELD_TITLES)


def test_the_reading_of_the_schema_sees_added_and_sealed_columns() -> None:
    columns = privacy.columns()
    assert {"sealed", "screen", "form_key"} <= set(columns["draft"])
    assert "sealed_name" in columns["staff"]


def test_the_newcomer_and_the_it_of_the_school_find_the_page() -> None:
    for name in ("README.md", "docs/beheer.md"):
        assert "privacy.md" in (ROOT / name).read_text("utf-8"), name
