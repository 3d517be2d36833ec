"""A small school as one viewer sees it: its rows cut by scope and filter in plain Python."""

from hypothesis import strategies as st

from casework.figures import WHOLE_SCHOOL, FigureFilter, FigureScope
from casework.people import Home
from tests.analytics.small_schools import SmallSchool

SCOPES = (
    WHOLE_SCHOOL,
    FigureScope(teams=frozenset({"t1"})),
    FigureScope(year_groups=frozenset({10})),
    FigureScope(classes=frozenset({"c1"})),
    FigureScope(classes=frozenset({"c3"}), year_groups=frozenset({2})),
    FigureScope(),
)

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
    classes = [row for row in small.all("classes") if _is_in(row, scope, figure_filter)]
    own = {row["class_id"] for row in classes}
    kept = {name: small.all(name) for name in ("calendar", "card")}
    for name in ("cases", "reports"):
        kept[name] = [
            row
            for row in small.all(name)
            if _is_in(row, scope, figure_filter)
            and (not figure_filter.kind or figure_filter.kind in row["kinds"])
        ]
    for name in ("enrolments", "prevention"):
        kept[name] = [row for row in small.all(name) if row["class_id"] in own]
    cases = {row["case_id"] for row in kept["cases"]}
    for name in ("turns", "aftercare", "steps", "scores"):
        kept[name] = [row for row in small.all(name) if row["case_id"] in cases]
    return SmallSchool({**kept, "classes": classes})


def _is_in(row: dict, scope: FigureScope, figure_filter: FigureFilter) -> bool:
    home = Home(row["class_id"], row["year_group"], row["team_id"])
    return (
        scope.covers(home)
        and figure_filter.class_id in ("", home.class_id)
        and figure_filter.year_group in (0, home.year_group)
        and figure_filter.team_id in ("", home.team_id)
    )
