"""Everything that was recorded, newest first; what was struck out stays readable."""

from collections.abc import Iterator

import streamlit as st

from casework import entries as kinds
from casework.desk import CaseFile
from casework.entries import Entry
from ui.labels import AFTERCARE, ENTRY_KINDS, WORDS, moment, plain, short_date

FIRST_LINES = 12
# Fields of the entries whose codes are words of the card: field, list, and what stands before it.
CODES = {
    "kinds": ("kinds", "Soort"),
    "places": ("places", "Waar"),
    "day_part": ("day_parts", "Deel van de dag"),
    "since": ("since", "Sinds"),
    "frequency": ("frequency", "Hoe vaak"),
    "teller": ("tellers", "Verteld door"),
    "verdict": ("verdicts", "Oordeel van de mentor"),
    "serious": ("serious", "Ernstig signaal"),
    "route": ("routes", "Gekozen weg"),
    "way": ("ways", "Hoe"),
    "outcome": ("outcomes", "Hoe is het"),
    "said_by": ("said_by", "Gezegd door"),
    "ending": ("endings", "Waarom"),
    "cause": ("causes", "Aanleiding"),
    "helped": ("helped", "Wat hielp"),
}
DAYS = {
    "incident_on": "Voorval op",
    "next_on": "Vervolg op",
    "until": "Tot",
    "review_on": "Nakijken op",
    "due_on": "Uiterlijk",
}


def timeline(file: CaseFile) -> None:
    """The entries, newest first; the older ones behind a fold."""
    st.header("Tijdlijn", anchor=False)
    shown = [entry for entry in reversed(file.case.entries) if _is_told(file, entry)]
    for entry in shown[:FIRST_LINES]:
        _line(file, entry)
    if shown[FIRST_LINES:]:
        with st.expander(f"Eerder ({len(shown) - FIRST_LINES})"):
            for entry in shown[FIRST_LINES:]:
                _line(file, entry)


def _is_told(file: CaseFile, entry: Entry) -> bool:
    """What a melding brought along (the opening, the parts, level 1) is told by the melding."""
    if isinstance(entry.payload, kinds.PupilInvolved):
        return not _came_with_a_report(file, entry)
    if isinstance(entry.payload, kinds.LevelReached):
        return entry.payload.cause != "first_report"
    return not isinstance(entry.payload, kinds.CaseOpened)


def _came_with_a_report(file: CaseFile, entry: Entry) -> bool:
    return any(report.recorded_at == entry.recorded_at for report, _ in file.case.reports)


def _involved(file: CaseFile, report: Entry) -> list[str]:
    """The parts that were given with this melding: "Noor V. (gepeste)"."""
    return [
        f"{file.name(entry.pupil_id)} ({file.case.card.part_title(entry.payload.role)})"
        for entry in file.case.entries
        if isinstance(entry.payload, kinds.PupilInvolved)
        and entry.recorded_at == report.recorded_at
    ]


def _line(file: CaseFile, entry: Entry) -> None:
    struck = entry.number in file.case.withdrawn
    with st.container(key=f"entry_{entry.number}", gap="xxsmall"):
        said = f"**{head(file, entry)}**"
        st.markdown(
            f"{short_date(entry.happened_on, file.case.today)} · "
            f"{f'~~{said}~~ doorgehaald' if struck else said}"
        )
        if coded := " · ".join(_coded(file, entry)):
            st.caption(plain(coded))
        for field, words in entry.payload.sealed().items():
            st.caption(WORDS[field])
            st.text(words)
        by = plain(file.colleague(entry.recorded_by))
        st.caption(f"vastgelegd door {by}, {moment(entry.recorded_at)}")


def head(file: CaseFile, entry: Entry) -> str:
    """What kind of entry this is, and about whom; safe to show as a label."""
    words = ENTRY_KINDS[entry.kind]
    if entry.step and entry.kind == "talk_held":
        words = file.case.card.step(entry.step).title
    elif entry.step and entry.kind in ("step_set_aside", "measure_agreed"):
        words = f"{words}: {file.case.card.step(entry.step).title}"
    if isinstance(entry.payload, kinds.Reported):
        words = f"{words} {entry.payload.ordinal}"
    return f"{words} · {plain(file.name(entry.pupil_id))}" if entry.pupil_id else words


def _coded(file: CaseFile, entry: Entry) -> Iterator[str]:
    card, said = file.case.card, entry.payload
    for field, (list_name, before) in CODES.items():
        given = getattr(said, field, None)
        if given:
            codes = [given] if isinstance(given, str) else given
            yield f"{before}: {card.words(list_name, codes)}"
    for field, before in DAYS.items():
        if day := getattr(said, field, None):
            yield f"{before} {short_date(day, file.case.today)}"
    if isinstance(said, kinds.Reported) and (involved := _involved(file, entry)):
        yield f"Wie: {', '.join(involved)}"
    yield from _special(file, said)


def _special(file: CaseFile, said: kinds.Payload) -> Iterator[str]:
    card = file.case.card
    if isinstance(said, kinds.PupilInvolved):
        yield f"Rol: {card.part_title(said.role)}"
    elif isinstance(said, kinds.RoleChanged):
        yield f"Rol: {card.part_title(said.role)}" if said.role else "Heeft geen rol meer"
    elif isinstance(said, kinds.LevelReached):
        yield f"Niveau {said.level}"
    elif isinstance(said, kinds.MeasureAgreed):
        measure = card.measure(said.measure)
        yield f"Maatregel: {measure.title if measure else said.measure}"
    elif isinstance(said, kinds.AftercarePlanned):
        term = card.aftercare_term(said.moment)
        yield term.title if term else AFTERCARE[said.aftercare]
    elif isinstance(said, kinds.Closed) and said.count_open_aftercare:
        yield f"Met {said.count_open_aftercare} open nazorgmomenten"
    score = getattr(said, "safety_score", None)
    if score:
        yield f"Voelt zich {score} op 10 veilig"
