"""A melding on its way in: the five questions, checked, and the entries it becomes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from pydantic import BaseModel, ConfigDict

from casework import entries as kinds
from casework.card.model import ActionCard
from casework.cases.case import Case, CaseState
from casework.cases.parts import involved
from casework.cases.rules import check_goes_on
from casework.entries import Code, NewEntry, check_codes
from casework.entries.five_questions import FirstTold, FiveQuestions
from casework.errors import InputRefused, NotHere, StaffMemberInvolved
from casework.people import Home
from casework.records import Pupil, SchoolYear
from casework.school_years import check_known, year_of
from casework.words import numeric_date

BEFORE_ALL_YEARS = (
    "Vraag de beheerder of dat schooljaar eerder kan beginnen; wat je typte staat er nog."
)


class ReportedPart(BaseModel):
    """A pupil and the part that the reporter gives to that pupil."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    pupil_id: str
    role: Code


class Melding(FirstTold, FiveQuestions):
    """What somebody reports: the five questions of the card, the day and who has which part."""

    reported_on: date
    parts: tuple[ReportedPart, ...] = ()
    staff_member_involved: bool = False

    @property
    def roles(self) -> dict[str, str]:
        """Pupil id to part."""
        return {part.pupil_id: part.role for part in self.parts}


def check_melding(
    melding: Melding,
    card: ActionCard,
    pupils: Mapping[str, Pupil],
    years: Sequence[SchoolYear],
    today: date,
) -> None:
    """Refuse a melding that cannot stand; each refusal names the field that must change.

    `pupils` are the known pupils of this melding by id, `years` every school year that is known.
    """
    if melding.staff_member_involved:
        raise StaffMemberInvolved
    _check_parts(melding, card, pupils)
    reported = as_reported(melding, 1, Home("", 0, ""))
    reported.check_answers()
    _check_days(melding, years, today)
    check_codes(card, reported)


def _check_parts(melding: Melding, card: ActionCard, pupils: Mapping[str, Pupil]) -> None:
    times = Counter(part.pupil_id for part in melding.parts)
    if any(count > 1 for count in times.values()):
        raise InputRefused(
            "Een leerling staat er twee keer in. Kies voor iedere leerling één rol.", "parts"
        )
    if "target" not in melding.roles.values():
        raise InputRefused("Tik aan wie er gepest wordt.", "parts")
    roles = {part.id for part in card.parts}
    if any(part.role not in roles or part.pupil_id not in pupils for part in melding.parts):
        raise InputRefused("Kies de leerlingen uit de klassenlijst.", "parts")
    for pupil in pupils.values():
        if pupil.left_on and pupil.left_on < melding.reported_on:
            raise InputRefused(
                f"Een van deze leerlingen is sinds {numeric_date(pupil.left_on)} van school. Kies "
                "een andere leerling, of overleg met de leerlingcoördinator.",
                "parts",
            )


def _check_days(melding: Melding, years: Sequence[SchoolYear], today: date) -> None:
    if melding.reported_on > today:
        raise InputRefused(
            "De datum van de melding ligt in de toekomst. Kies vandaag of eerder.", "reported_on"
        )
    check_known(melding.reported_on, years, BEFORE_ALL_YEARS, "reported_on")
    if melding.incident_on is None:
        return
    if melding.incident_on > melding.reported_on:
        raise InputRefused(
            "Het voorval ligt na de melding. Kies de dag van de melding of eerder, of laat de "
            "datum leeg.",
            "incident_on",
        )
    check_known(
        melding.incident_on,
        years,
        "Laat de datum leeg en kies bij 'Sinds wanneer' hoe lang het al speelt.",
        "incident_on",
    )


def year_told(melding: Melding, years: Sequence[SchoolYear]) -> SchoolYear:
    """The school year in which it was told, to which it counts; NotHere before the first one."""
    year = year_of(years, melding.reported_on)
    if year is None:
        raise NotHere
    return year


def as_reported(
    melding: Melding, ordinal: int, home: Home, school_year: str = ""
) -> kinds.Reported:
    """The melding as an entry; `home` is the class of the first gepeste that day."""
    return kinds.Reported(
        ordinal=ordinal, school_year=school_year, **asdict(home), **melding.answers()
    )


def opening_entries(
    melding: Melding, homes: Mapping[str, Home], label: str, school_year: str, reason: str
) -> list[NewEntry]:
    """The first entries of a new case: opened, reported, the parts, level 1.

    `homes` are those of the day on which it was told.
    """
    day = melding.reported_on
    home = first_home(melding, homes)
    opened = kinds.CaseOpened(label=label, school_year=school_year, reason=reason, **asdict(home))
    level = kinds.LevelReached(level=1, proposed=1, cause="first_report")
    return [
        NewEntry(opened, day),
        NewEntry(as_reported(melding, 1, home, school_year), day, "report"),
        *_parts(melding, homes, melding.roles),
        NewEntry(level, day),
    ]


def joining_entries(
    melding: Melding, homes: Mapping[str, Home], case: Case, school_year: str = ""
) -> list[NewEntry]:
    """The entries of a next melding in a case; a stopped or closed case opens again."""
    check_goes_on(case)
    day = melding.reported_on
    ordinal = case.next_ordinal
    home = first_home(melding, homes)
    reopened = kinds.Reopened(cause="new_report")
    changed = {
        pupil: role
        for pupil, role in melding.roles.items()
        if pupil not in case.parts or case.parts[pupil].role != role
    }
    return [
        *([] if case.state is CaseState.RUNNING else [NewEntry(reopened, day)]),
        NewEntry(as_reported(melding, ordinal, home, school_year), day, "report"),
        *_parts(melding, homes, changed),
    ]


def first_home(melding: Melding, homes: Mapping[str, Home]) -> Home:
    """The home of the first gepeste, to whose class the melding counts; NotHere without one."""
    targets = (part.pupil_id for part in melding.parts if part.role == "target")
    home = next((homes[pupil] for pupil in targets if pupil in homes), None)
    if home is None:
        raise NotHere
    return home


def _parts(
    melding: Melding, homes: Mapping[str, Home], roles: Mapping[str, str]
) -> Sequence[NewEntry]:
    return [involved(pupil, role, homes, melding.reported_on) for pupil, role in roles.items()]
