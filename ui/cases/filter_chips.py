"""Above the list of cases: which figure it comes from, and a chip for each filter."""

from collections.abc import Mapping, Sequence

import streamlit as st

from casework import year_groups
from casework.card.model import ActionCard
from casework.cases.case_filter import FOLLOW_UP, Basis, CaseFilter
from casework.desk import Desk
from casework.people import Action
from casework.records import SchoolClass
from casework.words import counted, short_date
from ui import memory, navigation
from ui.cases import filter_address
from ui.cases.filter_address import KEYS
from ui.labels import plain

TRENDS_ADDRESS = "trends_address"
ABOUT = {
    Basis.REPORT: "zaken met een melding",
    Basis.BEGUN: "zaken die begonnen",
    Basis.REACHED: f"zaken die al {FOLLOW_UP} schooldagen gevolgd zijn",
    Basis.CLOSED: "zaken die met 'gestopt' werden afgesloten",
    Basis.AFTERCARE: "zaken met nazorg aan de beurt",
    Basis.ANSWER: "zaken met een nazorggesprek met de gepeste",
    Basis.SCORE: "zaken met twee of meer veiligheidscijfers van de gepeste",
    Basis.STEP: "zaken met een stap aan de beurt",
    Basis.PARENTS: "zaken waarin ouders van beide kanten aan de beurt waren",
    Basis.NOW: "open zaken",
    Basis.WAITING: "zaken met een stap die open staat",
}
MOMENTS = {
    "in_window": "op tijd gedaan",
    "late": "te laat gedaan",
    "ahead": "alleen een gesprek voor de termijn begon",
    "missed": "niet gedaan, termijn voorbij",
    "open": "nog open, binnen de termijn",
}
STEPS = MOMENTS | {
    "in_time": "op tijd gedaan",
    "lapsed": "vervallen bij het afsluiten",
    "behind": "te laat of niet gedaan",
}
CONCERNS = {"target": "gepeste", "displaying": "pestende leerling", "parents": "ouders"}
CASE_STATES = {
    "running": "loopt nog",
    "stopped": "gestopt, nazorg loopt",
    "closed_stopped": "afgesloten: het pesten is gestopt",
    "closed_no_bullying": "afgesloten: geen pesten",
    "closed_left_school": "afgesloten: van school",
    "closed_other": "afgesloten: andere reden",
}
MORE = (
    "Het cijfer in Trends kan over meer zaken gaan dan jij mag openen. Wat niet bij jou hoort, "
    "staat hier niet."
)


def from_address() -> CaseFilter | None:
    """The figure in the address from which somebody comes, if any."""
    return filter_address.read(st.query_params)


def show(desk: Desk, case_filter: CaseFilter, count: int) -> None:
    """The chips, how many of the cases this person may open, and the way back."""
    with st.container(border=True, key="from_trends"):
        st.markdown(f"**Uit een cijfer:** {ABOUT[case_filter.basis]}")
        with st.container(horizontal=True, gap="xsmall", key="cases_chips"):
            for keys, words in chips(desk, case_filter):
                st.button(
                    plain(words),
                    key=f"chip_{keys[0]}",
                    icon=":material/close:",
                    help="Haal dit filter weg",
                    on_click=_drop,
                    args=(keys,),
                )
        st.markdown(plain(may_open(count)))
        st.caption(MORE)
        with st.container(horizontal=True, vertical_alignment="center"):
            if desk.may(Action.SEE_FIGURES):
                _back()
            st.button(
                "Toon alle zaken",
                key="chips_all",
                type="tertiary",
                icon=":material/filter_alt_off:",
                on_click=_drop,
                args=(tuple(KEYS.values()),),
            )


def may_open(count: int) -> str:
    """How many of the cases behind the figure this person may open."""
    if count == 0:
        return "Hiervan mag jij geen zaak openen. Haal een filter weg, of toon alle zaken."
    return f"Hiervan mag jij {counted(count, 'zaak', 'zaken')} openen."


def chips(desk: Desk, case_filter: CaseFilter) -> list[tuple[tuple[str, ...], str]]:
    """Each filter in words, with the keys of the address that go when it is removed."""
    card, classes = desk.known_card, _classes(desk)
    chips_in_words: list[tuple[tuple[str, ...], str]] = []
    if case_filter.first or case_filter.last:
        chips_in_words.append(((KEYS["first"], KEYS["last"]), _period(desk, case_filter)))
    for name, words in (
        ("team_id", _team(case_filter.team_id, classes)),
        ("year_group", year_groups.words(case_filter.year_group)),
        ("class_id", _class(case_filter.class_id, classes)),
        ("kind", _word(card, "kinds", case_filter.kind)),
        ("second_kind", f"en ook {_word(card, 'kinds', case_filter.second_kind)}"),
        ("place", _word(card, "places", case_filter.place)),
        ("day_part", _word(card, "day_parts", case_filter.day_part)),
        ("level", _level(case_filter)),
        ("state", CASE_STATES.get(case_filter.state, case_filter.state)),
        ("step", _step(card, case_filter.step)),
        ("outcome", outcome(card, case_filter)),
        ("concerns", f"nazorg voor: {CONCERNS.get(case_filter.concerns, case_filter.concerns)}"),
        ("known_on", _known_on(desk, case_filter)),
    ):
        if getattr(case_filter, name):
            chips_in_words.append(((KEYS[name],), words))
    return chips_in_words


def outcome(card: ActionCard, case_filter: CaseFilter) -> str:
    """What became of it, in the words that go with what the filter is about."""
    if case_filter.basis is Basis.ANSWER:
        return _word(card, "outcomes", case_filter.outcome)
    if case_filter.basis is Basis.WAITING:
        return "te laat"
    return STEPS.get(case_filter.outcome, case_filter.outcome)


def _period(desk: Desk, case_filter: CaseFilter) -> str:
    first = short_date(case_filter.first, desk.today) if case_filter.first else "het begin"
    last = short_date(case_filter.last, desk.today) if case_filter.last else "nu"
    return f"{first} tot en met {last}"


def _known_on(desk: Desk, case_filter: CaseFilter) -> str:
    return (
        f"stand op {short_date(case_filter.known_on, desk.today)}" if case_filter.known_on else ""
    )


def _level(case_filter: CaseFilter) -> str:
    at_least = " of hoger" if case_filter.basis is Basis.REACHED else ""
    return f"niveau {case_filter.level}{at_least}"


def _word(card: ActionCard, name: str, code: str) -> str:
    words: Mapping[str, str] = card.lists[name]
    return words.get(code, code)


def _step(card: ActionCard, code: str) -> str:
    return next((step.title for step in card.steps if step.id == code), code)


def _classes(desk: Desk) -> Sequence[SchoolClass]:
    """The classes whose names this person may read here."""
    return desk.trends.classes() if desk.may(Action.SEE_FIGURES) else desk.school.classes()


def _class(class_id: str, classes: Sequence[SchoolClass]) -> str:
    name = next(
        (school_class.name for school_class in classes if school_class.class_id == class_id), ""
    )
    return f"klas {name}" if name else "een andere klas"


def _team(team_id: str, classes: Sequence[SchoolClass]) -> str:
    name = next(
        (school_class.team_name for school_class in classes if school_class.team_id == team_id), ""
    )
    return f"team {name}" if name else "een ander team"


def _drop(keys: tuple[str, ...]) -> None:
    for key in keys:
        st.query_params.pop(key, None)
    if KEYS["basis"] in keys:
        return
    st.query_params.pop("z_bladzijde", None)


def _back() -> None:
    st.page_link(
        navigation.page(navigation.TRENDS),
        label="Terug naar Trends",
        icon=":material/arrow_back:",
        query_params=memory.recall(TRENDS_ADDRESS, {}),
    )
