"""What figures are about: a filter, the days that are looked at, and the same days a year ago."""

from dataclasses import dataclass
from datetime import date

from analytics.period import Period
from casework.figures import FigureFilter


@dataclass(frozen=True)
class View:
    """A filter with its period.

    `school_year`: the school year as far as it is known, of which `period` is all or some months.
    `before`: as far in the year before, known up to the same day of that year; None when there is
    no year before, or when what is looked at has none (a class is of one school year).
    `year_before`: that year from its first day to its last, the fixed baseline of what is judged
    over time. `changes`: the days of named changes, from which a new baseline begins.
    """

    filter: FigureFilter
    period: Period
    school_year: Period
    before: Period | None = None
    year_before: Period | None = None
    changes: tuple[date, ...] = ()

    @property
    def is_now(self) -> bool:
        """Whether it goes up to today, and not up to the end of a month or of an earlier year."""
        is_running = self.school_year.observed_on <= self.school_year.end
        return is_running and self.period.last_day >= self.school_year.last_day

    @property
    def known_on(self) -> date:
        """The day from which the cases are looked at: what happened later is not known."""
        return self.period.observed_on if self.is_now else self.period.last_day

    def a_year_before(self) -> "View | None":
        """The same view as far in the year before."""
        if self.before is None:
            return None
        return View(self.filter, period=self.before, school_year=self.before)
