"""What figures are about: a filter, the days that are looked at, and the same days a year ago."""

from dataclasses import dataclass, replace

from analytics.period import Period
from casework.figures import FigureFilter


@dataclass(frozen=True)
class View:
    """A filter with its period.

    `whole`: the school year as far as it is known, of which `period` is all or some months.
    `before`: as far in the year before, known up to the same day of that year; None when there is
    no year before, or when what is looked at has none (a class is of one school year).
    """

    wanted: FigureFilter
    period: Period
    whole: Period
    before: Period | None = None

    @property
    def is_now(self) -> bool:
        """Whether it goes up to what is known now, and not up to an earlier day."""
        return self.period.last_day >= self.whole.last_day

    def a_year_before(self) -> "View | None":
        """The same view as far in the year before."""
        if self.before is None:
            return None
        return replace(self, period=self.before, whole=self.before, before=None)
