"""What somebody typed is text on every screen: never Markdown, HTML, a formula or a link."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.message import Message  # type: ignore[import-untyped]
from streamlit.testing.v1 import AppTest

from casework.text_direction import contained
from tests.cast import Cast, copy_of
from tests.hostile_school import make_hostile
from tests.pages.conftest import behind_the_door, open_screen
from ui.office import card

# Fields of Streamlit's messages that a browser shows as they are.
AS_TYPED = re.compile(
    r"text_area\.(default|value|placeholder)|text_input\.(default|value|placeholder)"
    r"|selectbox\.(options|raw_value|placeholder)|multiselect\.(options|placeholder)|text\.body"
    r"|code\.code_text|.*\.id|bidi_component\..*|.*\.user_key|.*\.key|plotly_chart\..*"
)
KEPT = re.compile(r"text_(area|input)\.(default|value)|.*\.(id|user_key|key)")
"""Where somebody goes on typing in a text as it is kept, and what nobody sees."""
HALF = "*v*[k](http"
"""What stands nowhere where its signs are not escaped."""
TABS = (
    "Overzicht",
    "Klassen",
    "Leerlingen",
    "Medewerkers",
    "Schooljaar en vrije dagen",
    "Leeslog",
    "Berichten",
)
STEPS = (
    "five_questions",
    "talk_target",
    "agreement",
    "measure_1",
    "parents",
    "magister",
    "inform_team",
    "support",
    "stopped",
)
ACTS = ("note", "close", "pupil", "handover", "level", "role", "wrong_pupil", "merge", "split")
SCREENS: dict[str, tuple[str, str, dict[str, str]]] = {
    "today": ("Samira", "vandaag", {}),
    "signal": ("Dirk", "signaal", {}),
    "report": ("Samira", "melden", {}),
    "cases": ("Samira", "zaken", {}),
    "class": ("Samira", "klas", {}),
    "trends": ("Sofie", "trends", {}),
    "trends_by_place": ("Sofie", "trends", {"t_vraag": "where_and_when"}),
    "year_report": ("Willem", "rapport", {}),
    "card": ("Dirk", "handelingskaart", {}),
    "support": ("Anneke", "ondersteuningsteam", {}),
    "hard_cases": ("Anneke", "ondersteuningsteam", {"deel": "Zware zaken"}),
    "meeting": ("Anneke", "overleg", {}),
    "today_of_a_coordinator": ("Fatima", "vandaag", {}),
    "case": ("Samira", "zaak", {"zaak": "case"}),
    "review": ("Samira", "bespreken", {"zaak": "case"}),
    "pupil": ("Samira", "leerling", {"leerling": "Noor"}),
    "watch": ("Dirk", "letop", {"zaak": "case"}),
    "account": ("Samira", "account", {}),
    "oversight": ("Nadia", "toezicht", {}),
    "oversight_of_a_pupil": ("Nadia", "toezicht", {"leerling": "Noor"}),
    **{f"step_{step}": ("Samira", "zaak", {"zaak": "case", "stap": step}) for step in STEPS},
    **{f"act_{act}": ("Samira", "zaak", {"zaak": "case", "doe": act}) for act in ACTS},
    **{f"office_{tab}": ("Ineke", "beheer", {"deel": tab}) for tab in TABS},
    **{
        f"office_card_{part}": ("Ineke", "beheer", {"deel": "Handelingskaart", "onderdeel": part})
        for part in card.PARTS
    },
    "office_mentors": ("Ineke", "beheer", {"deel": "Klassen", "wisselen": "true"}),
    "office_teams": ("Ineke", "beheer", {"deel": "Klassen", "teams": "true"}),
}


@pytest.fixture(scope="module")
def hostile_files(cast_files: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The hostile school, closed; its case stands under `pupils["case"]`."""
    cast = copy_of(cast_files, tmp_path_factory.mktemp("hostile") / "school")
    cast.pupils["case"] = make_hostile(cast)
    yield cast
    cast.store.close()


@pytest.fixture
def hostile(hostile_files: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    with behind_the_door(hostile_files, monkeypatch) as cast:
        yield cast


def read_as_markup(app: AppTest) -> list[str]:
    """The places of the screen at which what was typed would be read as markup."""
    faults = []
    for element in app._tree:
        for place, words in strings(getattr(element, "proto", None), element.type):
            if not KEPT.fullmatch(place):
                faults += [f"{place}: turns {ascii(one)[-160:]}" for one in _turning(words)]
            if element.type == "html":
                is_fault = "<i>" in words
            else:
                is_fault = HALF in words and not AS_TYPED.fullmatch(place)
            if is_fault:
                at = words.find("<i>" if element.type == "html" else HALF)
                faults.append(f"{place}: …{words[max(0, at - 60) : at + 20]!r}")
    for table in app.table:
        frame = table.value
        cells = [*map(str, frame.columns), *map(str, frame.to_numpy().ravel())]
        faults += [f"table: {one!a}" for one in cells if HALF in one or any(_turning(one))]
    return faults


def _turning(words: str) -> Iterator[str]:
    """The texts of which a sign of direction reaches further than the text; also within JSON."""
    waiting = [json.loads(words) if words.startswith("{") else words]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and contained(value) != value:
            yield value
        elif isinstance(value, dict | list):
            waiting += [*value, *(value.values() if isinstance(value, dict) else ())]


def strings(message: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every text in a message of Streamlit, and where it stands."""
    if not isinstance(message, Message):
        return
    for field, value in message.ListFields():
        name = f"{place}.{field.name}"
        values = value if field.is_repeated else [value]
        for one in values:
            if isinstance(one, str):
                yield name, one
            else:
                yield from strings(one, name)


@pytest.mark.parametrize(("name", "page", "query"), SCREENS.values(), ids=SCREENS)
def test_what_is_typed_is_text_on_every_screen(
    hostile: Cast, name: str, page: str, query: dict[str, str]
) -> None:
    ids = {key: hostile.pupils.get(value, value) for key, value in query.items()}
    faults = read_as_markup(open_screen(hostile, name, page, **ids))
    assert not faults, "\n".join(faults)


def test_a_refusal_that_stops_a_page_is_text() -> None:
    app = AppTest.from_string(
        "from casework.errors import InputRefused; from server.application import show_failure\n"
        "from tests.hostile_school import WORDS\n"
        "show_failure(InputRefused(WORDS))"
    )
    faults = read_as_markup(app.run())
    assert not faults, "\n".join(faults)
