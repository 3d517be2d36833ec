"""The parts of the pupils in a case: gepeste, pestende leerling and so on, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from casework.entries import Entry, NewEntry, PupilInvolved, RoleChanged
from casework.errors import NotHere
from casework.people import Home

TARGET = "target"


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
    """The latest part of each pupil who was ever named, in the order of the first mention.

    Of a pupil who came in by two records the later part counts. One that was taken away from the
    one record goes on by the other; and a case keeps its gepeste.
    """
    by_record = _parts_by_record(entries)
    parts: dict[str, Part] = {}
    for part in sorted(by_record.values(), key=lambda one: (bool(one[1].role), one[0])):
        parts[part[1].pupil_id] = part[1]
    if not any(part.role == TARGET for part in parts.values()):
        parts |= {part.pupil_id: part for _, part in by_record.values() if part.role == TARGET}
    return {part.pupil_id: parts[part.pupil_id] for _, part in by_record.values()}


def _parts_by_record(entries: Iterable[Entry]) -> dict[str, tuple[int, Part]]:
    """The latest part of each record of a pupil, with the number of the entry that gave it."""
    parts: dict[str, tuple[int, Part]] = {}
    for entry in entries:
        payload, record = entry.payload, entry.pupil_record
        earlier = parts[record][1] if record in parts else None
        if isinstance(payload, PupilInvolved):
            home = Home(payload.class_id, payload.year_group, payload.team_id)
            since = _since(earlier, payload.role, entry)
            part = Part(entry.pupil_id, payload.role, home, since)
        elif isinstance(payload, RoleChanged) and earlier:
            since = _since(earlier, payload.role, entry)
            part = replace(earlier, role=payload.role, since=since)
        else:
            continue
        parts[record] = (entry.number, part)
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
