"""Two cases that are one, and one case that is two: what is written in each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework import entries as kinds
from casework.cases.carried_entries import carried_over, origins, renumbered_reports
from casework.cases.case import Case, CaseState
from casework.cases.parts import involved
from casework.cases.rules import check_goes_on
from casework.entries import Entry, NewEntry
from casework.errors import InputRefused, StepOutOfOrder
from casework.people import Home

MAIN_PARTS = ("target", "displaying")


def check_merge(case: Case, other: Case) -> None:
    """Refuse to let `case` take in `other` when that cannot be; says what to do."""
    if case.case_id == other.case_id:
        raise InputRefused("Kies een andere zaak dan deze.", "other")
    for one in (case, other):
        if one.merged_into:
            raise StepOutOfOrder(
                f"Zaak {one.label} gaat al verder als zaak {one.merged_into.other_label}. Kies die "
                "zaak."
            )
    if other.opened_on < case.opened_on:
        raise StepOutOfOrder(
            f"Zaak {other.label} is ouder en blijft bestaan. Open die zaak en voeg deze erbij."
        )
    if other.state is not CaseState.RUNNING:
        raise StepOutOfOrder(
            f"Zaak {other.label} loopt niet meer. Alleen een lopende zaak kan in een andere "
            "opgaan; open haar zo nodig eerst weer."
        )


def merged_entries(
    case: Case, other: Case, homes: Mapping[str, Home], reason: str, today: date
) -> tuple[list[NewEntry], list[NewEntry]]:
    """What is written in `case`, which goes on, and in `other`, which ends.

    Everything that counts in `other` is carried over: its meldingen become next meldingen, what
    was done stays done, and the level is the higher of the two.
    """
    came_from = kinds.MergedFrom(other_id=other.case_id, other_label=other.label, reason=reason)
    opens = [] if case.state is CaseState.RUNNING else [kinds.Reopened(cause="new_report")]
    first = [
        *(NewEntry(payload, today) for payload in (came_from, *opens)),
        *_new_parts(case, other, homes, today),
    ]
    number = case.last_number + len(first) + 1
    carried = carried_over(other, lambda _: True, case.card, number, origins(case))
    whole = [
        *first,
        *renumbered_reports(carried, case.next_ordinal),
        *_higher_level(case, other, today),
    ]
    goes_on = kinds.MergedInto(other_id=case.case_id, other_label=case.label, reason=reason)
    return whole, [NewEntry(goes_on, today)]


def _new_parts(case: Case, other: Case, homes: Mapping[str, Home], today: date) -> list[NewEntry]:
    """Who had a part there has it here; gepeste and pestende leerling weigh most."""
    return [
        involved(pupil, part.role, homes, today)
        for pupil, part in other.parts.items()
        if pupil not in case.parts
        or (part.role in MAIN_PARTS and case.parts[pupil].role not in MAIN_PARTS)
    ]


def _higher_level(case: Case, other: Case, today: date) -> list[NewEntry]:
    if other.level <= case.level:
        return []
    reached = kinds.LevelReached(
        level=other.level,
        proposed=other.level,
        cause="judgement",
        reason=f"Zaak {other.label} was al op niveau {other.level}.",
    )
    return [NewEntry(reached, today)]


@dataclass(frozen=True)
class Split:
    """What goes on as a case of its own: who, in which part, and from which meldingen.

    `staying` are those of them who keep their part in the old case as well.
    """

    roles: Mapping[str, str]
    reports: Sequence[int]
    staying: frozenset[str]
    reason: str


def split_began_on(case: Case, split: Split) -> date:
    """The day of the first melding that goes on as a case of its own."""
    days = [entry.happened_on for entry, _ in case.reports if entry.number in split.reports]
    return min(days, default=case.opened_on)


def check_split(case: Case, split: Split) -> None:
    """Refuse a split that leaves one of the two without a gepeste or without a melding."""
    check_goes_on(case)
    if case.state is CaseState.CLOSED:
        raise StepOutOfOrder("Deze zaak is afgesloten. Open haar eerst weer.")
    if not split.reason:
        raise InputRefused("Schrijf op waarom dit een eigen zaak is.", "reason")
    roles = {part.id for part in case.card.parts}
    if set(split.roles) - set(case.parts) or set(split.roles.values()) - roles:
        raise InputRefused("Kies leerlingen die een rol hebben in deze zaak.", "pupils")
    if "target" not in split.roles.values():
        raise InputRefused("Kies wie in de nieuwe zaak de gepeste leerling is.", "pupils")
    if set(split.reports) - {entry.number for entry, _ in case.reports} or not split.reports:
        raise InputRefused("Kies welke melding bij de nieuwe zaak hoort.", "reports")
    left = set(case.pupils("target")) - (set(split.roles) - split.staying)
    if not left:
        raise InputRefused(
            "In deze zaak blijft geen gepeste leerling over. Laat minstens één van hen staan.",
            "staying",
        )


def split_off_entries(case: Case, split: Split, case_id: str, label: str) -> list[NewEntry]:
    """What is written in the old case: where the rest went, and who has no part here any more.

    The first melding stays the first of this case; a later one that moved no longer counts here.
    """
    went = kinds.SplitOff(other_id=case_id, other_label=label, reason=split.reason)
    gone = [pupil for pupil in split.roles if pupil not in split.staying]
    why = f"Gaat verder in zaak {label}."
    first = case.reports[0][0].number
    return [
        NewEntry(went, case.today),
        *(
            NewEntry(kinds.RoleChanged(role="", reason=why), case.today, pupil_id=pupil)
            for pupil in gone
        ),
        *(
            NewEntry(kinds.EntryWithdrawn(number=number, reason=why), case.today)
            for number in sorted(split.reports)
            if number != first
        ),
    ]


def split_from_entries(
    case: Case, split: Split, homes: Mapping[str, Home], opened: kinds.CaseOpened
) -> list[NewEntry]:
    """The first entries of the new case: opened, the meldingen, the parts, what was done."""
    reports = [entry for entry, _ in case.reports if entry.number in split.reports]
    begins = min(reports, key=lambda entry: (entry.happened_on, entry.number))
    day = begins.happened_on
    first = carried_over(case, lambda entry: entry.number == begins.number, case.card, 2)
    parts = [involved(pupil, role, homes, day) for pupil, role in split.roles.items()]
    level = kinds.LevelReached(level=1, proposed=1, cause="first_report")
    came_from = kinds.SplitFrom(other_id=case.case_id, other_label=case.label, reason=split.reason)
    start = [
        NewEntry(opened, day),
        *renumbered_reports(first, 1),
        *parts,
        NewEntry(level, day),
        NewEntry(came_from, case.today),
    ]
    rest = carried_over(
        case,
        lambda entry: entry.number != begins.number and _goes_along(entry, split),
        case.card,
        len(start) + 1,
    )
    return [*start, *renumbered_reports(rest, 2)]


def _goes_along(entry: Entry, split: Split) -> bool:
    """A chosen melding, and what its kind says goes along with these pupils."""
    if isinstance(entry.payload, kinds.Reported):
        return entry.number in split.reports
    return entry.payload.allowed.split and entry.payload.goes_with(entry.pupil_id, split.roles)
