"""The lines of Vandaag by pupil: what is to be done around one child stands together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casework.cases.agenda import AgendaItem, Urgency
from casework.labels import A_PUPIL
from casework.words import moment


@dataclass(frozen=True)
class SignalGlance:
    """What tells one signal from another before it is opened: who sent it, when, how it begins."""

    sender: str
    sent_at: datetime
    first_words: str


def told_apart(glances: Mapping[str, SignalGlance]) -> dict[str, SignalGlance]:
    """The same, with a number behind those that would read alike: one text, sent twice at once."""
    seen: Counter[tuple[str, str, str]] = Counter()
    numbered = {}
    for signal_id, glance in glances.items():
        alike = (glance.sender, moment(glance.sent_at), glance.first_words)
        seen[alike] += 1
        words = f"{glance.first_words} ({seen[alike]})" if seen[alike] > 1 else glance.first_words
        numbered[signal_id] = replace(glance, first_words=words)
    return numbered


@dataclass(frozen=True)
class WorkLine:
    """One thing to do; `about` names the pupil for whom it is, when that is not the one above."""

    item: AgendaItem
    about: str = ""
    glance: SignalGlance | None = None


@dataclass(frozen=True)
class SubjectLines:
    """The lines of one case, or the line of one signal, with the names of the other pupils."""

    case_id: str
    label: str
    class_names: tuple[str, ...]
    others: tuple[str, ...]
    lines: tuple[WorkLine, ...]


@dataclass(frozen=True)
class PupilLines:
    """What waits around one pupil; without a name where nobody is named, or names are hidden."""

    pupil_id: str
    name: str
    subjects: tuple[SubjectLines, ...]

    @property
    def is_for_later(self) -> bool:
        """Whether nothing of it is due this week, late or new."""
        return all(
            line.item.urgency is Urgency.COMING
            for subject in self.subjects
            for line in subject.lines
        )


@dataclass(frozen=True)
class WorkNames:
    """What names may stand on the list: all empty when they are hidden.

    `pupils`: the pupils of a case or signal, the gepeste first; `labels`: how each is called.
    """

    pupils: Mapping[str, Sequence[str]]
    labels: Mapping[str, str]
    glances: Mapping[str, SignalGlance]


def by_pupil(items: Sequence[AgendaItem], names: WorkNames) -> list[PupilLines]:
    """These lines by the first pupil of their case or signal, the most urgent pupil first.

    `items` come the most urgent first, and keep that order within a pupil and within a case.
    """
    grouped: dict[str, dict[str, list[AgendaItem]]] = {}
    for item in items:
        subject = item.case_id or item.signal_id
        head = _head(subject, names) or subject
        grouped.setdefault(head, {}).setdefault(subject, []).append(item)
    return [_of_pupil(head, subjects, names) for head, subjects in grouped.items()]


def _head(subject: str, names: WorkNames) -> str:
    return next(iter(names.pupils.get(subject, ())), "")


def _of_pupil(
    head: str, subjects: Mapping[str, Sequence[AgendaItem]], names: WorkNames
) -> PupilLines:
    is_pupil = head not in subjects
    return PupilLines(
        pupil_id=head if is_pupil else "",
        name=names.labels.get(head, A_PUPIL) if is_pupil else "",
        subjects=tuple(_of_subject(head, *subject, names) for subject in subjects.items()),
    )


def _of_subject(
    head: str, subject: str, items: Sequence[AgendaItem], names: WorkNames
) -> SubjectLines:
    others = [pupil for pupil in names.pupils.get(subject, ()) if pupil != head]
    return SubjectLines(
        case_id=items[0].case_id,
        label=items[0].label,
        class_names=items[0].class_names,
        others=tuple(names.labels.get(pupil, A_PUPIL) for pupil in others),
        lines=tuple(_line(head, item, names) for item in items),
    )


def _line(head: str, item: AgendaItem, names: WorkNames) -> WorkLine:
    is_another = item.count == 1 and item.pupil_id not in ("", head)
    return WorkLine(
        item,
        about=names.labels.get(item.pupil_id, "") if is_another else "",
        glance=names.glances.get(item.signal_id),
    )
