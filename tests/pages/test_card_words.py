"""Words that a school puts on its card are shown as the words they are, on every screen."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from casework.card.edit import Change, Put, edited
from casework.card.model import packaged_card, packaged_text
from tests.cast import Cast, copy_of
from tests.pages.conftest import Open, behind_the_door

NASTY = "**[klik](https://kwaad.example)** :red[x] <b>"
# What Streamlit reads as Markdown; a box to choose from and a text do not.
READ_AS_MARKDOWN = (
    "title",
    "header",
    "subheader",
    "markdown",
    "caption",
    "error",
    "warning",
    "info",
    "success",
)
LABELLED = ("button", "expander", "text_input", "text_area", "selectbox", "multiselect", "checkbox")


def nasty_text() -> str:
    """The packaged card, with something nasty in all of its words."""
    card = packaged_card()
    edits: list[Change] = []
    for table, rows in {
        "columns": card.columns,
        "steps": card.all_steps,
        "parts": card.parts,
    }.items():
        edits += [Put((table, n, "title"), f"{row.title} {NASTY}") for n, row in enumerate(rows)]
    for n, level in enumerate(card.levels):
        edits.append(Put(("levels", n, "title"), f"{level.title} {NASTY}"))
        edits.append(Put(("levels", n, "card_text"), NASTY))
    for n, guide in enumerate(card.guides):
        edits.append(Put(("guides", n, "title"), f"{guide.title} {NASTY}"))
        edits.append(Put(("guides", n, "lines"), [NASTY]))
    for n, measure in enumerate(card.measures):
        edits.append(Put(("measures", n, "title"), f"{measure.title} {NASTY}"))
        edits.append(Put(("measures", n, "why"), NASTY))
    for name in ("kinds", "serious", "causes", "endings", "outcomes"):
        edits += [
            Put(("lists", name, code), f"{text} {NASTY}") for code, text in card.lists[name].items()
        ]
    return edited(packaged_text(), edits)


@pytest.fixture(scope="module")
def nasty_once(
    cast_files: Cast, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Cast, str]]:
    """The school under the nasty card, and a case in it with a serious sign and a proposal."""
    cast = copy_of(cast_files, tmp_path_factory.mktemp("nasty") / "school")
    office = cast.desk("Ineke").office.card
    office.replace(nasty_text())
    draft = office.draft()
    assert draft is not None
    office.take_into_use(draft.stamp, "")
    case_id = cast.case(serious=("threat",), group_level=True, verdict="bullying").subject_id
    cast.desk("Samira").cases.report(cast.melding(), form_key="second", join=case_id)
    yield cast, case_id
    cast.store.close()


@pytest.fixture
def school(nasty_once: tuple[Cast, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The screens only look: one school serves them all."""
    with behind_the_door(nasty_once[0], monkeypatch) as cast:
        yield cast


@pytest.fixture
def nasty(nasty_once: tuple[Cast, str]) -> str:
    """The case under the nasty card."""
    return nasty_once[1]


def drawn_as_markdown(page: AppTest) -> list[str]:
    texts = [str(box.value) for kind in READ_AS_MARKDOWN for box in page.get(kind)]
    texts += [str(box.label) for kind in LABELLED for box in page.get(kind)]
    for choices in page.get("button_group"):
        texts += [str(option.content) for option in choices.proto.options]
    return texts


def refuse_markdown(page: AppTest) -> None:
    texts = drawn_as_markdown(page)
    assert texts
    assert [text for text in texts if "[klik](" in text or ":red[x]" in text] == []


@pytest.mark.parametrize("step", ["", "serious", "talk_target", "measure_1", "stopped"])
def test_on_a_case(nasty: str, opened: Open, school: Cast, step: str) -> None:
    pupil = school.pupils["Noor"] if step == "talk_target" else ""
    query = {"stap": step, "leerling": pupil, "nr": "0"} if step else {}
    page = opened("Samira", "zaak", zaak=nasty, **query)
    assert any("klik" in text for text in drawn_as_markdown(page))
    refuse_markdown(page)


@pytest.mark.parametrize("screen", ["vandaag", "zaken", "melden", "handelingskaart"])
def test_on_the_other_screens(nasty: str, opened: Open, screen: str) -> None:
    refuse_markdown(opened("Samira", screen))


@pytest.mark.parametrize(
    "part", ["termijnen", "stappen", "woorden", "staptitels", "lijsten", "maatregelen", "leidraden"]
)
def test_on_beheer(nasty: str, opened: Open, part: str) -> None:
    query = {"maatregelen": {"maatregel": "buddy"}, "leidraden": {"leidraad": "group"}}
    page = opened("Ineke", "beheer", deel="Handelingskaart", onderdeel=part, **query.get(part, {}))
    refuse_markdown(page)
