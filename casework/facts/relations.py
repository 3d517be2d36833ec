"""The relations that figures are made from: what one row is, and which columns it has.

A relation is a question to the database that is not asked yet; the casework knows no database, so
what can be done with one stands here. Ids are text; no relation has a name or the id of a pupil.
"""

from typing import Any, Protocol, Self, TypeAlias


class Relation(Protocol):
    """A table or query that can be narrowed, joined and read; DuckDB's relation is one.

    An expression is SQL as text, or what the library makes for it.
    """

    @property
    def columns(self) -> list[str]: ...
    @property
    def alias(self) -> str: ...
    def set_alias(self, alias: str) -> Self: ...
    def select(self, *args: Any, groups: str = "") -> Self: ...
    def filter(self, filter_expr: Any) -> Self: ...
    def aggregate(self, aggr_expr: Any, group_expr: Any = "") -> Self: ...
    def join(self, other_rel: Self, condition: Any, how: Any = "inner") -> Self: ...
    def union(self, union_rel: Self) -> Self: ...
    def order(self, order_expr: str) -> Self: ...
    def distinct(self) -> Self: ...
    def limit(self, n: Any, offset: Any = 0) -> Self: ...
    def query(self, virtual_table_name: str, sql_query: str) -> Self:
        """What SQL makes of this relation, under the name that it has in there."""
        ...

    def fetchone(self) -> tuple[Any, ...] | None: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...
    def fetchnumpy(self) -> dict[str, Any]:
        """The values of each column as an array."""
        ...

    def df(self) -> Any:
        """The rows as a pandas data frame."""
        ...


CaseRelation: TypeAlias = Relation
"""One row per case: the columns of `rows.CaseRow`."""

ReportRelation: TypeAlias = Relation
"""One row per melding: the columns of `rows.ReportRow`."""

AftercareRelation: TypeAlias = Relation
"""One row per planned nazorg moment: the columns of `rows.AftercareRow`, and kinds of its case."""

StepRelation: TypeAlias = Relation
"""One row per step of the card, pupil and occurrence in a case.

case_id, step, place, column_id, form, who, pupil_in_case, side, occurrence, is_required, asked_on,
status, due_on, in_time_until, done_on, first_done_on (as in `rows.StepRow` and the card), and
school_year, class_id, year_group, team_id, kinds of its case.
"""

ScoreRelation: TypeAlias = Relation
"""One row per safety score: the columns of `rows.SafetyRow`, and school_year, class_id, year_group,
team_id, kinds of its case."""

ClosingRelation: TypeAlias = Relation
"""One row per closing of a case and gepeste of that case.

case_id, closed_on, ending; next_report_on: of that gepeste, in any case; followed_until: the last
day on which one could have come, None while it still can; and school_year, class_id, year_group,
team_id, kinds of the case.
"""

TurnRelation: TypeAlias = Relation
"""One row per entry that stopped, closed or reopened a case: the columns of `rows.TurnRow`."""

PreventionRelation: TypeAlias = Relation
"""One row per preventive mentor hour: the columns of `rows.PreventionRow`."""

EnrolmentRelation: TypeAlias = Relation
"""One row per pupil in a class: pupil_number (which tells pupils apart and says of nobody who it
is), class_id, school_year, starts_on, ends_on (None: not yet)."""

ClassRelation: TypeAlias = Relation
"""One row per class of one school year: class_id, class_name, year_group, team_id, team_name,
school_year."""

CalendarRelation: TypeAlias = Relation
"""One row per day: day; ordinal, the school days up to and including it; next_ordinal, that of the
first school day on or after it."""

CardRelation: TypeAlias = Relation
"""One row per step of each version of the card: card_version, place, step, column_id, who, per,
form."""

ConsultRelation: TypeAlias = Relation
"""One row per question to the ondersteuningsteam: the columns of `rows.ConsultRow`."""

CaseDayRelation: TypeAlias = Relation
"""One row per case, without an id: opened_on, incident_on, first_talk_on, first_measure_on,
stopped_on, closed_on, ending."""

PastCaseRelation: TypeAlias = Relation
"""One row per closed and evaluated case that was bullying.

case_id (None for a case that the viewer may not open), kinds, places, year_group, level,
group_level, school_days (from opening to stop or closing), has_stopped, helped, not_helped,
measures_seen, measures_helped, closed_on.
"""
