"""A small school as one viewer sees it: its rows cut by scope and filter in plain Python."""

from hypothesis import strategies as st

from casework.figures import WHOLE_SCHOOL, FigureFilter, FigureScope
from casework.people import Home
from tests.analytics.small_schools import Rows, SmallSchool

SCOPES = (
    WHOLE_SCHOOL,
    FigureScope(teams=frozenset({"t1"})),
    FigureScope(year_groups=frozenset({10})),
    FigureScope(classes=frozenset({"c1"})),
    FigureScope(classes=frozenset({"c3"}), year_groups=frozenset({2})),
    FigureScope(),
)

LEADING = {
    **dict.fromkeys(("enrolments", "prevention"), ("classes", "class_id")),
    **dict.fromkeys(("turns", "aftercare", "steps", "scores"), ("cases", "case_id")),
}

scopes = st.sampled_from(SCOPES)
filters = st.builds(
    FigureFilter,
    team_id=st.sampled_from(["", "", "t1", "t2"]),
    year_group=st.sampled_from([0, 0, 2, 10]),
    class_id=st.sampled_from(["", "", "c1", "c3"]),
    kind=st.sampled_from(["", "", "verbal", "online"]),
)


def cut(small: SmallSchool, scope: FigureScope, figure_filter: FigureFilter) -> SmallSchool:
    """The rows within the scope that the filter leaves; all filters together."""

    def rows_in_cut(name: str) -> list[dict]:
        if name == "closings":
            return []
        rows = small.all(name)
        if name in ("classes", "cases", "reports"):
            rows = [row for row in rows if _is_in(row, scope, figure_filter)]
            kind = "" if name == "classes" else figure_filter.kind
            return [row for row in rows if not kind or kind in row["kinds"]]
        leading, key = LEADING[name]
        left = {row[key] for row in cut_rows[leading]}
        return [row for row in rows if row[key] in left]

    cut_rows = Rows({name: small.all(name) for name in ("calendar", "card")}, rows_in_cut)
    return SmallSchool(cut_rows)


def _is_in(row: dict, scope: FigureScope, figure_filter: FigureFilter) -> bool:
    home = Home(row["class_id"], row["year_group"], row["team_id"])
    return (
        scope.covers(home)
        and figure_filter.class_id in ("", home.class_id)
        and figure_filter.year_group in (0, home.year_group)
        and figure_filter.team_id in ("", home.team_id)
    )
