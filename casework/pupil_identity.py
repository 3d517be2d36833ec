"""Who a pupil is over time: the names with their kinds, the leerlingnummer, records that merged."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from casework.email_address import tidy_email
from casework.errors import InputRefused
from casework.people import PersonName

LONGEST_NUMBER = 40
OLDEST = 30


class NameKind(StrEnum):
    """Why a pupil has a name: the first one, a slip put right, a new name, what one is called."""

    FIRST = "first"
    CORRECTED = "corrected"
    NEW_NAME = "new_name"
    CALL_NAME = "call_name"


@dataclass(frozen=True)
class NameInTime:
    """A name that a pupil has or had; `since` is the day from which it holds, where that is known.

    `recorded_at` (UTC) and `recorded_by` are empty for the first name.
    """

    name: PersonName
    kind: NameKind
    since: date | None = None
    recorded_at: datetime | None = None
    recorded_by: str = ""


@dataclass(frozen=True)
class PupilDetails:
    """What tells a pupil from another one besides the name; each of them may be missing."""

    number: str = ""
    email: str = ""
    birth_date: date | None = None


@dataclass(frozen=True)
class NewPupil:
    """A pupil to be entered: in which class, from which day."""

    name: PersonName
    class_id: str
    starts_on: date
    details: PupilDetails = PupilDetails()


@dataclass(frozen=True)
class MergedRecord:
    """Another record of the same pupil, that counts as this one since `merged_at` (UTC)."""

    merge_id: str
    pupil_id: str
    into_id: str
    merged_at: datetime


@dataclass(frozen=True)
class Enrolment:
    """A pupil in a class from a day on; `ends_on` is the last day, if there is one yet."""

    class_id: str
    class_name: str
    school_year: str
    starts_on: date
    ends_on: date | None = None


def tidy_number(text: str) -> str:
    """A leerlingnummer as it is kept: without spaces, its leading zeros in place."""
    number = "".join(unicodedata.normalize("NFKC", text).split())
    if any(unicodedata.category(c)[0] not in "LNPS" for c in number):
        raise InputRefused(
            "In het leerlingnummer staat een onzichtbaar teken. Typ het opnieuw.", "number"
        )
    if len(number) > LONGEST_NUMBER:
        raise InputRefused(
            f"Dit leerlingnummer is te lang; er passen {LONGEST_NUMBER} tekens in.", "number"
        )
    return number


def number_key(number: str) -> str:
    """By what two numbers are the same: capitals tell none apart, leading zeros do."""
    return "".join(unicodedata.normalize("NFKC", number).split()).casefold()


def tidy_details(details: PupilDetails, today: date) -> PupilDetails:
    """Number, e-mail address and birth date as they are kept; InputRefused for what cannot be."""
    email = tidy_email(details.email)
    born = details.birth_date
    if born and not 0 < today.year - born.year <= OLDEST:
        raise InputRefused("Kijk de geboortedatum na: dit jaar kan niet.", "birth_date")
    return PupilDetails(tidy_number(details.number), email, born)
