"""What was tried in a case, and what came of it."""

import streamlit as st

from casework import entries as kinds
from casework.cases.measures import MeasureTaken
from casework.cases.review import Course, CoursePoint, course
from casework.desk import CaseFile
from casework.words import short_date
from ui.case.measures import outcome, risk_badge
from ui.case.own_words import own_words
from ui.charts import case_lanes
from ui.labels import plain
from ui.review.advice import is_round

# Listed with the list of measures, in the picture, or not a thing that was tried.
_NOT_TRIED = {"measure_reviewed", "magister_noted", "team_informed", "handover_noted", "noted"}


def show(file: CaseFile, with_words: bool, key: str) -> None:
    """The measures with their outcome, then what was done per column of the card."""
    events = course(file.case)
    st.header("Wat is er geprobeerd, en wat kwam ervan?", anchor=False)
    _measures(file, events)
    first = file.case.card.columns[0].id
    for column in file.case.card.columns:
        tried = [point for point in events.points if point.column == column.id and _is_tried(point)]
        points = sorted(tried, key=lambda point: (point.on, point.entry.number))
        if column.id != first and points:
            st.subheader(plain(column.title), anchor=False)
            st.markdown("\n".join(f"- {_line(file, point)}" for point in points))
    if file.case.group_level and not _has_group_talk(file):
        st.caption("Het speelt in de groep; een gesprek met de groep is nog niet vastgelegd.")
    if with_words:
        _words(file, events, key)
    else:
        st.caption("Wat mensen zelf opschreven blijft hier weg, omdat er namen in kunnen staan.")


def _is_tried(point: CoursePoint) -> bool:
    return point.entry.kind not in _NOT_TRIED and not is_round(point.entry)


def _has_group_talk(file: CaseFile) -> bool:
    steps = {step.id for step in file.case.card.all_steps if step.required == "group"}
    return any(entry.step in steps for entry in file.case.effective_entries)


def _line(file: CaseFile, point: CoursePoint) -> str:
    day = short_date(point.on, file.case.today)
    return plain(f"{day} · {case_lanes.entry_words(file, point.entry)}")


def _measures(file: CaseFile, events: Course) -> None:
    st.subheader("Maatregelen", anchor=False)
    if not file.case.measures:
        st.write("Er is nog geen maatregel afgesproken.")
        return
    names = case_lanes.measure_names(events)
    lines = [f"- {_measure(file, names[taken.number], taken)}" for taken in file.case.measures]
    st.markdown("\n".join(lines))


def _measure(file: CaseFile, name: str, taken: MeasureTaken) -> str:
    measure, today = file.case.card.measure(taken.agreed.measure), file.case.today
    title = plain(f"{name}: {measure.title if measure else taken.agreed.measure}")
    facts = [
        f"voor {file.name(taken.agreed.for_pupil)}" if taken.agreed.for_pupil else "",
        f"afgesproken {short_date(taken.agreed_on, today)}",
        f"tot {short_date(taken.agreed.until, today)}" if taken.agreed.until else "",
        outcome(file, taken),
    ]
    facts_in_words = plain(" · ".join(fact for fact in facts if fact))
    return f"**{title}** {risk_badge(measure)}  \n  {facts_in_words}"


def _words(file: CaseFile, events: Course, key: str) -> None:
    """What people wrote about it, as they wrote it."""
    points = [point for point in events.points if not is_round(point.entry)]
    agreed = [entry for entry, _ in file.case.of(kinds.MeasureAgreed)]
    entries = [*(point.entry for point in points), *agreed]
    written = [entry for entry in entries if entry.payload.sealed()]
    if not written:
        return
    with st.expander("In eigen woorden", key=f"{key}_words"):
        for entry in sorted(written, key=lambda entry: (entry.happened_on, entry.number)):
            day = short_date(entry.happened_on, file.case.today)
            st.markdown(f"**{plain(f'{day} · {case_lanes.entry_words(file, entry)}')}**")
            own_words(entry)
