"""The work list of Vandaag as one element: a block for each pupil, each line a link to its act."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from casework.cases.agenda import AgendaItem, Urgency
from casework.cases.work_list import PupilLines, SignalGlance, SubjectLines, WorkLine
from casework.cases.working_days import last_day_words
from casework.desk import Desk
from casework.words import counted, enumeration, full_date, late, near_date, near_moment
from ui import hidden_names, navigation
from ui.inner_link import address, link, link_around
from ui.labels import NEWS, escape

PUPILS_AT_ONCE = 8
MOST_TO_READ = 3
NOTHING = (
    "<p><strong>Niets te doen.</strong> Hier komt te staan wat vandaag of deze week aan de beurt "
    "is, wat te laat is, en wat nieuw voor je is.</p>"
)
COMING = '<p class="work-coming" role="status">Je lijst komt eraan ...</p>'


def show(desk: Desk) -> None:
    """The list, and until it is there a sign that it is coming."""
    place = st.empty()
    place.html(COMING)
    groups = desk.agenda.by_pupil(with_names=not hidden_names.are_hidden())
    place.html(f'<div class="work">{content(groups, desk.today)}</div>')
    known_until = desk.school.vacations_known_until()
    if any(is_due_after(line.item, known_until) for _, line in _lines(groups)):
        st.caption(
            f"Van de dagen na {full_date(known_until)} kent het programma de vakanties nog niet. "
            "Wat daarna uitkomt, kan later worden zodra ze erin staan."
        )


def is_due_after(item: AgendaItem, day: date) -> bool:
    """Whether a line has a due date after that day."""
    return item.due_on is not None and item.due_on > day


def content(groups: Sequence[PupilLines], today: date) -> str:
    """The blocks: what is due on top, the rest and what is for later folded."""
    to_read = [line for line in _lines(groups) if line[1].item.news]
    reading = ""
    if len(to_read) > MOST_TO_READ:
        reading, groups = _reading_list(to_read), _without_news(groups)
    now = [group for group in groups if not group.is_for_later]
    later = [group for group in groups if group.is_for_later]
    return (
        reading
        + _blocks(now[:PUPILS_AT_ONCE], today)
        + _folded("Nog {}", now[PUPILS_AT_ONCE:], today)
        + _folded("Later: {}", later, today)
    ) or NOTHING


def lines(items: Sequence[AgendaItem], today: date) -> str:
    """These lines under each other, each with the number of its case."""
    rows = (
        _act(f"{_what(WorkLine(item))} · zaak {item.label}", item, _badge(item, today))
        for item in items
    )
    return f'<ul class="work-lines">{"".join(f"<li>{row}</li>" for row in rows)}</ul>'


def _lines(groups: Sequence[PupilLines]) -> list[tuple[PupilLines, WorkLine]]:
    return [(group, line) for group in groups for s in group.subjects for line in s.lines]


def _without_news(groups: Sequence[PupilLines]) -> list[PupilLines]:
    """The same without the lines that only say that a case is new."""
    kept = []
    for group in groups:
        subjects = [
            replace(subject, lines=tuple(line for line in subject.lines if not line.item.news))
            for subject in group.subjects
        ]
        if filled := tuple(subject for subject in subjects if subject.lines):
            kept.append(replace(group, subjects=filled))
    return kept


def _reading_list(to_read: Sequence[tuple[PupilLines, WorkLine]]) -> str:
    """Many cases at once, after a handover: one line that unfolds."""
    items = "".join(
        f"<li>{_act(_name(group, line), line.item, _badge(line.item, None))}</li>"
        for group, line in to_read
    )
    return (
        f'<details class="work-fold"><summary>Leeslijst: {counted(len(to_read), "zaak", "zaken")}'
        "</summary><p>Open een zaak om hem te lezen; daarna staat hij hier niet meer.</p>"
        f'<ul class="work-lines">{items}</ul></details>'
    )


def _name(group: PupilLines, line: WorkLine) -> str:
    return " · ".join(filter(None, (group.name, f"zaak {line.item.label}", _what(line))))


def _folded(title: str, groups: Sequence[PupilLines], today: date) -> str:
    if not groups:
        return ""
    of_what = ("leerling", "leerlingen") if any(g.name for g in groups) else ("zaak", "zaken")
    summary = title.format(counted(len(groups), *of_what))
    return (
        f'<details class="work-fold"><summary>{summary}</summary>{_blocks(groups, today)}</details>'
    )


def _blocks(groups: Sequence[PupilLines], today: date) -> str:
    blocks = "".join(_block(group, today) for group in groups)
    return f'<ul class="work-pupils">{blocks}</ul>' if blocks else ""


def _block(group: PupilLines, today: date) -> str:
    head = ""
    if group.pupil_id:
        to = address({"leerling": group.pupil_id}, navigation.PUPIL.address)
        head = f"<h2>{link(group.name, to)}</h2>"
    subjects = "".join(_subject(subject, today, is_head=not head) for subject in group.subjects)
    return f'<li class="work-pupil">{head}{subjects}</li>'


def _subject(subject: SubjectLines, today: date, *, is_head: bool) -> str:
    which = f"Zaak {subject.label}" if subject.case_id else "Signaal"
    classes = ", ".join(subject.class_names) or "geen klas"
    others = f"met {enumeration(subject.others)}" if subject.others else ""
    words = escape(" · ".join(filter(None, (which, classes, others))))
    title = f"<h2>{words}</h2>" if is_head else f'<p class="work-case">{words}</p>'
    coming = [line for line in subject.lines if line.item.urgency is Urgency.COMING]
    now = [line for line in subject.lines if line not in coming]
    if not now:
        return title + _listed(coming, today)
    later = _listed(coming, today)
    folded = f'<details class="work-later"><summary>Later: {len(coming)}</summary>{later}</details>'
    return title + _listed(now, today) + (folded if coming else "")


def _listed(lines: Sequence[WorkLine], today: date) -> str:
    items = "".join(f"<li>{_line(line, today)}</li>" for line in lines)
    return f'<ul class="work-lines">{items}</ul>'


def _line(line: WorkLine, today: date) -> str:
    words = f"{_what(line)} · {line.about}" if line.about else _what(line)
    begins = _begins(line.glance, today) if line.glance else last_day_words(line.item, today)
    return _act(words, line.item, _badge(line.item, today), begins)


def _begins(glance: SignalGlance, today: date) -> str:
    return f"{near_moment(glance.sent_at, today)}: \u201c{glance.first_words}\u201d"


def _act(words: str, item: AgendaItem, badge: str, begins: str = "") -> str:
    more = f" <small>{escape(begins)}</small>" if begins else ""
    content = f'<span class="work-what">{escape(words)}{more}</span>{badge}'
    return link_around(content, _address(item), "work-line", case=item.label)


def _address(item: AgendaItem) -> str:
    """Where a line leads: the signal, or the case with the form of the step open at once."""
    if item.signal_id:
        return address({"signaal": item.signal_id}, navigation.SIGNAL.address)
    query = {
        "zaak": item.case_id,
        "stap": item.step_id,
        "leerling": item.pupil_id,
        "nr": str(item.occurrence or ""),
    }
    return address(query, navigation.CASE.address)


def _what(line: WorkLine) -> str:
    item = line.item
    if line.glance:
        return f"Signaal van {line.glance.sender}"
    if item.proposed_level:
        return f"Voorstel: naar niveau {item.proposed_level}"
    if item.news:
        return NEWS[item.news]
    return f"{item.title} ({item.count} leerlingen)" if item.count > 1 else item.title


def _badge(item: AgendaItem, today: date | None) -> str:
    """How urgent it is, in words."""
    if item.late_by:
        return _mark("late", late(item.late_by))
    if item.urgency is Urgency.SERIOUS:
        return _mark("late", "ernstig signaal")
    if item.due_on and today:
        return _mark(
            "later" if item.urgency is Urgency.COMING else "due", near_date(item.due_on, today)
        )
    return "" if item.urgency is Urgency.COMING else _mark("new", "nieuw")


def _mark(look: str, words: str) -> str:
    return f'<span class="mark mark-{look}">{escape(words)}</span>'
