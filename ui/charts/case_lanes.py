"""What stands in the lanes of a case timeline, and in which row of its lane."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.cases import entry_texts
from casework.cases.review import Course, CoursePoint
from casework.desk import CaseFile
from casework.entries import Entry
from casework.entries.payload import heading
from casework.words import short_date
from ui.charts import style

RISK = {"green": style.MAIN, "yellow": style.AMBER, "red": style.RUST, "none": style.QUIET}
HEAD, ROW = 20, 20
"""Pixels: of the title of a lane, and of a row in it."""


@dataclass(frozen=True)
class LaneItem:
    """Something in a lane: a point (one day) or a bar; `words` is what is read at it."""

    lane: str
    kind: str
    starts_on: date
    ends_on: date
    words: str
    name: str = ""
    colour: str = ""


def measure_names(course: Course) -> dict[int, str]:
    """The short name of each measure in the picture, by number of its entry: "M1"."""
    return {span.number: f"M{place}" for place, span in enumerate(course.spans, start=1)}


def lane_items(file: CaseFile, course: Course) -> Iterator[LaneItem]:
    """Everything that stands in the lanes: entries, measures and planned nazorg."""
    for point in course.points:
        yield LaneItem(
            point.column, _kind(point), point.on, point.on, entry_words(file, point.entry)
        )
    names = measure_names(course)
    taken = {measure.number: measure for measure in file.case.measures}
    for span in course.spans:
        agreed = taken[span.number].agreed
        measure = file.case.card.measure(agreed.measure)
        words = f"{names[span.number]}: {measure.title if measure else agreed.measure}"
        until = short_date(span.ends_on, file.case.today)
        yield LaneItem(
            _column_of(file, "measure_agreed"),
            "open_measure" if span.is_open else "measure",
            span.starts_on,
            span.ends_on,
            f"{words}, {'loopt tot' if span.is_open else 'tot'} {until}",
            names[span.number],
            RISK[measure.risk if measure else "none"],
        )
    moments = {moment.number: moment for moment in file.case.aftercare}
    for planned in course.planned:
        moment = moments[planned.number]
        term = file.case.card.aftercare_term(moment.moment)
        aside = ", niet van toepassing" if moment.set_aside else ""
        words = f"{term.title if term else 'Nazorg'}, gepland{aside}"
        lane = _column_of(file, "aftercare_done")
        yield LaneItem(lane, "planned", planned.due_on, planned.due_on, words)


def entry_words(file: CaseFile, entry: Entry) -> str:
    """An entry in one line: what it is, about whom, and what its codes say."""
    return " · ".join([heading(file, entry), *entry_texts.coded(file, entry)])


def _kind(point: CoursePoint) -> str:
    if point.entry.kind in ("step_set_aside", "aftercare_set_aside"):
        return "aside"
    return "aftercare" if point.entry.kind == "aftercare_done" else "done"


def _column_of(file: CaseFile, form: str) -> str:
    steps = file.case.card.all_steps
    columns = [step.column for step in steps if step.form == form]
    return columns[0] if columns else file.case.card.columns[-1].id


def stacked(
    lanes: list[tuple[str, str]], items: list[LaneItem], course: Course
) -> tuple[dict[str, int], dict[int, int], int]:
    """The top of each lane in pixels, the row of each item within it, and the whole height."""
    room = max((course.last - course.first).days / 22, 1.0)
    tops: dict[str, int] = {}
    rows: dict[int, int] = {}
    top = 0
    for lane, _ in lanes:
        tops[lane] = top
        ends: list[float] = []
        for item in sorted((i for i in items if i.lane == lane), key=lambda i: i.starts_on):
            start = (item.starts_on - course.first).days
            free = [row for row, end in enumerate(ends) if end <= start]
            row = free[0] if free else len(ends)
            end = (item.ends_on - course.first).days + room
            ends[row : row + 1] = [end]
            rows[id(item)] = row
        top += HEAD + ROW * max(len(ends), 1)
    return tops, rows, top
