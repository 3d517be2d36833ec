"""The parts of the pupils in a case: gepeste, pestende leerling and so on, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from casework.entries import Entry, NewEntry, PupilInvolved, RoleChanged
from casework.errors import NotHere
from casework.people import Home


@dataclass(frozen=True)
class Part:
    """What a pupil has to do with the case now, and the class at the latest mention.

    An empty role: the pupil has no part any more.
    """

    pupil_id: str
    role: str
    home: Home
    since: date


def parts_by_pupil(entries: Iterable[Entry]) -> dict[str, Part]:
    """The latest part of each pupil who was ever named, in the order of the first mention."""
    parts: dict[str, Part] = {}
    for entry in entries:
        payload, earlier = entry.payload, parts.get(entry.pupil_id)
        if isinstance(payload, PupilInvolved):
            home = Home(payload.class_id, payload.year_group, payload.team_id)
            since = _since(earlier, payload.role, entry)
            parts[entry.pupil_id] = Part(entry.pupil_id, payload.role, home, since)
        elif isinstance(payload, RoleChanged) and earlier:
            since = _since(earlier, payload.role, entry)
            parts[entry.pupil_id] = replace(earlier, role=payload.role, since=since)
    return parts


def involved(pupil: str, role: str, homes: Mapping[str, Home], day: date) -> NewEntry:
    """A part for this pupil, in the class that `homes` has; NotHere for an unknown pupil."""
    if pupil not in homes:
        raise NotHere
    payload = PupilInvolved(role=role, **asdict(homes[pupil]))
    return NewEntry(payload, day, pupil_id=pupil)


def _since(earlier: Part | None, role: str, entry: Entry) -> date:
    """A part that is said again goes on; another one begins."""
    return earlier.since if earlier and earlier.role == role else entry.happened_on
