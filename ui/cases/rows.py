"""Cases as one element: each row a link to its case, under the names of who is in it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.card.model import ActionCard
from casework.labels import OWNERS, STATES
from casework.records import CaseSummary
from casework.words import enumeration, near_date, short_date
from ui import navigation
from ui.inner_link import address, link_around
from ui.labels import escape

MOST_KINDS = 2
MOST_NAMES = 4
OPENS_WITH_REASON = "klaar voor het vorige schooljaar begon; opent met een reden"


@dataclass(frozen=True)
class Rows:
    """How rows of cases are written today; `names` by case id, none where they are hidden.

    Of `history`, cases that open with a reason, a row says no more than which it is.
    """

    card: ActionCard
    today: date
    names: Mapping[str, Sequence[str]]
    history: Collection[str] = ()

    def html(self, cases: Sequence[CaseSummary], roles: Mapping[str, str] | None = None) -> str:
        """The rows under each other; `roles` says what part somebody has in which case."""
        of_pupil = roles or {}
        rows = "".join(
            f"<li>{self._row(case, of_pupil.get(case.case_id, ''))}</li>" for case in cases
        )
        return f"<ul>{rows}</ul>"

    def _row(self, case: CaseSummary, role: str) -> str:
        which = f"Zaak {case.label} · {', '.join(case.class_names) or 'geen klas'}"
        if case.case_id in self.history:
            return _linked(case, _words(which, OPENS_WITH_REASON))
        names = names_in_words(self.names.get(case.case_id, ()))
        if role:
            names = f"{role[:1].upper()}{role[1:]}{f', met {names}' if names else ''}"
        about = f"{kinds_in_words(case, self.card)} · {dates(case, self.today)}"
        head, words = (names, f"{which} · {about}") if names else (which, about)
        return _linked(case, f"{_words(head, words)}{self._marks(case)}")

    def _marks(self, case: CaseSummary) -> str:
        level = self.card.level(case.level)
        marks = [
            ("late", "ernstig") if case.is_serious else ("", ""),
            ("new", "groep") if case.group_level else ("", ""),
            ("due", f"{level.title} · {OWNERS[level.who]}"),
            ("done" if case.state == "stopped" else "later", STATES[case.state]),
        ]
        spans = "".join(
            f'<span class="mark mark-{look}">{escape(words)}</span>'
            for look, words in marks
            if words
        )
        return f'<span class="case-state">{spans}</span>'


def _words(head: str, words: str) -> str:
    return (
        f'<span class="work-what"><span class="case-names">{escape(head)}</span>'
        f"<small>{escape(words)}</small></span>"
    )


def _linked(case: CaseSummary, content: str) -> str:
    to = address({"zaak": case.case_id}, navigation.CASE.address)
    return link_around(content, to, "work-line", case=case.label)


def names_in_words(names: Sequence[str]) -> str:
    """ "Esmée K. en Daniël V."; the first ones when there are many."""
    more = len(names) - MOST_NAMES
    return enumeration([*names[:MOST_NAMES], f"{more} anderen"] if more > 1 else names)


def kinds_in_words(case: CaseSummary, card: ActionCard) -> str:
    """What it is about, in the words of the card; the first ones when there are many."""
    words = [card.word("kinds", code) for code in case.kinds]
    more = len(words) - MOST_KINDS
    if more > 0:
        return f"{'; '.join(words[:MOST_KINDS])}; en nog {more}"
    return "; ".join(words) or "soort nog niet bekend"


def dates(case: CaseSummary, today: date) -> str:
    """When it began, when the latest melding was, or when it was closed."""
    if case.closed_on:
        return f"afgesloten {near_date(case.closed_on, today)}"
    if case.opened_on == case.last_report_on:
        return f"gemeld {near_date(case.opened_on, today)}"
    return f"begonnen {short_date(case.opened_on, today)}, " + (
        f"laatste melding {near_date(case.last_report_on, today)}"
    )
