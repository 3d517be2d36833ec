"""Unusual reading: for who looks after privacy with names and a note, for a beheerder a count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.desk.access import Room
from casework.entries import tidy
from casework.errors import InputRefused, NotHere
from casework.labels import A_COLLEAGUE
from casework.people import Action
from casework.ports.store import StorePort
from casework.read_log import ReadingReview
from casework.sent_forms import sent_form
from casework.unusual_reading import FOUR_WEEKS, UnusualReading, unusual_reading

LOOK_BACK = timedelta(days=27)
NO_NOTE = "Schrijf in een paar woorden op wat je ervan vond."


@dataclass(frozen=True)
class UnusualLine:
    """One thing to look at, in names: who read, or what was read; and what was made of it."""

    reading: UnusualReading
    who: str
    about: str
    review: ReadingReview | None = None
    reviewed_by: str = ""


def recent_unusual(store: StorePort, today: date) -> Sequence[UnusualReading]:
    """What the rules say of the last four weeks; kept until somebody reads anything."""
    log, school = store.access_log, store.school

    def compute() -> list[UnusualReading]:
        roles = {
            member.staff_id: frozenset(held.role.value for held in member.assignments)
            for member in school.staff(today)
        }
        first = today - LOOK_BACK
        events = log.events(first - FOUR_WEEKS, today)
        is_school_day = school.school_days().is_school_day
        signs = unusual_reading(events, roles, is_school_day)
        return [sign for sign in signs if sign.day >= first]

    return store.facts.cached(("unusual reading", today), log.newest_number(), compute)


def waiting_unusual(store: StorePort, today: date) -> list[UnusualReading]:
    """Those at which nobody looked yet."""
    reviewed = store.reading_reviews.all().keys()
    return [one for one in recent_unusual(store, today) if one.key not in reviewed]


@dataclass(frozen=True)
class UnusualRoom(Room):
    """What is to be looked at, for who looks after privacy."""

    _needs = Action.SEE_WHO_READ

    def lines(self) -> list[UnusualLine]:
        """Everything of the last four weeks, what nobody looked at first; the newest first."""
        access = self._access
        readings = recent_unusual(access.store, access.today)
        reviews = access.store.reading_reviews.all()
        by = {review.reviewed_by for review in reviews.values()}
        names = access.names_of({one.staff_id for one in readings} | by)
        labels = access.store.access_log.labels({one.subject_id for one in readings} - {""})
        lines = [
            UnusualLine(
                reading=one,
                who=names.get(one.staff_id, A_COLLEAGUE) if one.staff_id else "",
                about=labels.get(one.subject_id, ""),
                review=(review := reviews.get(one.key)),
                reviewed_by=names.get(review.reviewed_by, A_COLLEAGUE) if review else "",
            )
            for one in readings
        ]
        return sorted(lines, key=lambda line: line.review is not None)

    def review(self, key: str, note: str, *, form_key: str) -> None:
        """Say that this was looked at, and what it was; kept with who said so."""
        access = self._access
        if key not in {one.key for one in recent_unusual(access.store, access.today)}:
            raise NotHere
        words = str(tidy(note))
        if not words:
            raise InputRefused(NO_NOTE, "note")
        form, by = sent_form(form_key, "review_reading", key, words), access.actor.staff_id
        with access.store.forms.once(form, by, "ongewoon lezen bekeken") as is_new:
            if is_new:
                access.store.reading_reviews.add(key, words, by=by, at=access.now())
