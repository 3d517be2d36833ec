"""Everything that was recorded, newest first, as one element; each line can be acted on.

What was struck out or put right stays readable.
"""

from collections.abc import Iterator

import streamlit as st

from casework.cases import entry_texts
from casework.cases.planned_talks import moved_plans
from casework.desk import CaseFile, Desk
from casework.entries import Entry, TalkPlanned
from casework.entries.bounds import OtherCase
from casework.entries.payload import heading
from casework.labels import FIELD_TITLES
from casework.words import moment, short_date
from ui.case import case_address, line_acts, links
from ui.inner_link import address, link
from ui.labels import escape

FIRST_LINES = 12


def timeline(desk: Desk, file: CaseFile) -> None:
    """The entries, newest first; the older ones behind a fold."""
    entries = _newest_versions(file)
    others = links.in_sight(desk, entries)
    moved = moved_plans(file.case)
    lines = [_line(file, entry, others, moved.get(entry.number)) for entry in entries]
    older = "".join(lines[FIRST_LINES:])
    fold = (
        f"<details><summary>Eerder ({len(lines) - FIRST_LINES})</summary><ol>{older}</ol></details>"
        if older
        else ""
    )
    with st.container(key="timeline"):
        st.html(f"<h2>Tijdlijn</h2><ol>{''.join(lines[:FIRST_LINES])}</ol>{fold}")


def _newest_versions(file: CaseFile) -> list[Entry]:
    """What was put right stands where the first version stood."""
    case = file.case
    entries = [
        entry for entry in entry_texts.listed_entries(file) if entry.number not in case.corrected
    ]
    return sorted(entries, key=lambda entry: case.first_number(entry.number), reverse=True)


def _line(
    file: CaseFile, entry: Entry, others: frozenset[str], moved_to: TalkPlanned | None
) -> str:
    parts = [_entry(file, entry)]
    if moved_to:
        day = escape(short_date(moved_to.planned_on, file.case.today))
        at = f" om {escape(moved_to.at.replace(':', '.'))} uur" if moved_to.at else ""
        parts.append(f'<p class="line-small">Verzet: het gesprek is op {day}{at}.</p>')
    if entry.payload.corrects:
        parts.append(_earlier_versions(file, entry))
    if isinstance(entry.payload, OtherCase) and entry.payload.other_id in others:
        other = address(case_address.case(entry.payload.other_id))
        parts.append(f"<p>{link(f'Naar zaak {entry.payload.other_label}', other)}</p>")
    parts.append(_acts(file, entry))
    return f'<li class="case-line" data-nr="{entry.number}">{"".join(parts)}</li>'


def _entry(file: CaseFile, entry: Entry) -> str:
    return "".join(f'<p class="{look}">{words}</p>' for look, words in _paragraphs(file, entry))


def _paragraphs(file: CaseFile, entry: Entry) -> Iterator[tuple[str, str]]:
    why = entry_texts.why_not_counted(file, entry)
    head = f"<b>{escape(heading(file, entry))}</b>"
    day = escape(short_date(entry.happened_on, file.case.today))
    yield (
        "line-head",
        f"{day} · {f'<s>{head}</s> {why}' if entry.number in file.case.withdrawn else head}",
    )
    if isinstance(entry.payload, OtherCase):
        yield "line-small", escape(f"Zaak {entry.payload.other_label}")
    if coded := " · ".join(entry_texts.coded(file, entry)):
        yield "line-small", escape(coded)
    for field, words in entry.payload.sealed().items():
        yield "line-small", escape(FIELD_TITLES[field])
        yield "line-words", escape(words)
    yield "line-small", escape(_recorded(file, entry))


def _recorded(file: CaseFile, entry: Entry) -> str:
    """Who recorded it when: here, as a correction, or first in another case."""
    by, at = file.colleague(entry.recorded_by), moment(entry.recorded_at)
    carried = entry.payload.carried
    if carried:
        first = file.colleague(carried.recorded_by)
        return (
            f"overgenomen uit zaak {carried.label}, daar vastgelegd door {first} op "
            f"{moment(carried.recorded_at)}"
        )
    if entry.payload.corrects:
        return f"verbeterd op {at} door {by}"
    return f"vastgelegd door {by}, {at}"


def _earlier_versions(file: CaseFile, entry: Entry) -> str:
    earlier = [v for v in file.case.versions(entry.number) if v.number < entry.number]
    title = "Wat er eerst stond" if len(earlier) == 1 else f"Wat er eerst stond ({len(earlier)})"
    versions = "".join(
        f'<div class="line-before">{_entry(file, version)}</div>' for version in reversed(earlier)
    )
    return f"<details><summary>{title}</summary>{versions}</details>"


def _acts(file: CaseFile, entry: Entry) -> str:
    """What can be done with this line, as links; each says for a screen reader with which line."""
    place = file.case.first_number(entry.number)
    about = f"{short_date(entry.happened_on, file.case.today)} {heading(file, entry)}"
    acts = [
        link(
            act.words,
            address(case_address.act(file.case.case_id, code, place)),
            name=f"{act.words}: {about}",
        )
        for code, act in line_acts.offered(file, entry).items()
    ]
    return f'<p class="line-acts">{" ".join(acts)}</p>' if acts else ""
