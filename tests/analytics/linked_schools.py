"""Small schools of which the rows hang together: meldingen, cases, nazorg and steps of one case.

Made from a seed, so that an attack on every filter has a school that can be; `ask` cuts the rows
as the facts do.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from analytics.period import Period
from casework.figures import FigureFilter
from tests.analytics.small_schools import SCHEMAS, calendar, figures_of, school

CLASSES = [
    {"class_id": name, "class_name": name, "year_group": int(name[0]), "team_id": "t1"}
    for name in ("1A", "1B", "2A", "3A")
]
KINDS = ("verbal", "online")
PLACES = ("corridor", "online")
PARTS = ("break", "morning")
START, END = date(2026, 8, 31), date(2026, 12, 15)
YEAR = Period(date(2026, 9, 1), date(2026, 11, 30), date(2026, 12, 1))
DAY = timedelta(days=1)
OF_CASE = ("reports", "aftercare", "steps", "cases")


class LinkedSchool:
    """Rows by relation, as in small_schools, with the kinds of its case in each."""

    def __init__(self, seed: int, cases: int = 60):
        self.random = Random(seed)
        self.rows = {name: [] for name in SCHEMAS}
        self.crowded = self.random.choice([0, 1, 2])
        for number in range(cases):
            self._add_case(f"case{number}")
        self.rows["classes"] = [
            {**row, "team_name": "onderbouw", "school_year": "2026-2027"} for row in CLASSES
        ]
        self.rows["enrolments"] = [
            {"pupil_number": n, "class_id": row["class_id"], "starts_on": YEAR.start}
            for n, row in enumerate(row for row in CLASSES for _ in range(20))
        ]
        self.rows["calendar"] = calendar(START - 40 * DAY, END + 39 * DAY)

    def _add_case(self, case_id):
        pick = self.random
        home = pick.choice(CLASSES[: self.crowded] * 3 + CLASSES)
        kinds = pick.sample(KINDS, pick.choice([1, 1, 1, 2]))
        opened = YEAR.start + pick.randrange(85) * DAY
        both = {**home, "case_id": case_id}
        for number in range(pick.choice([1, 1, 2])):
            day = min(opened + number * 20 * DAY, YEAR.end)
            self.rows["reports"].append(
                {
                    **both,
                    "number": number,
                    "reported_on": day,
                    "kinds": kinds,
                    "places": pick.sample(PLACES, pick.choice([0, 1, 1, 2])),
                    "day_part": pick.choice((*PARTS, None)),
                }
            )
        level_2 = opened + 30 * DAY if pick.random() < 0.3 else None
        self.rows["cases"].append(
            {**both, "kinds": kinds, "opened_on": opened, "level_2_on": level_2}
        )
        for number in range(pick.choice([1, 2, 3])):
            self._add_moment(both, kinds, number, opened + (20 + 15 * number) * DAY)
        in_time = pick.random() < 0.7
        for side in ("target", "displaying"):
            self.rows["steps"].append(
                {
                    **both,
                    "kinds": kinds,
                    "side": side,
                    "step": "parents",
                    "form": "parents_informed",
                    "is_required": True,
                    "status": "done",
                    "asked_on": opened,
                    "due_on": opened + 7 * DAY,
                    "in_time_until": opened + 7 * DAY,
                    **dict.fromkeys(
                        ("done_on", "first_done_on"), opened + (3 if in_time else 12) * DAY
                    ),
                }
            )

    def _add_moment(self, both, kinds, number, due):
        late = self.random.choice([0, 0, 0, 0, 9])
        self.rows["aftercare"].append(
            {
                **both,
                "kinds": kinds,
                "number": number,
                "pupil_in_case": 1,
                "kind": self.random.choice(["target", "displaying", "parents"]),
                "planned_on": due - 10 * DAY,
                "first_due_on": due,
                "first_window_ends_on": due + 5 * DAY,
                "done_on": None if late is None else due + late * DAY,
            }
        )

    def all(self, name, figure_filter):
        """The rows of a relation within a filter."""
        return [row for row in self.rows[name] if is_in(row, figure_filter, name in OF_CASE)]

    def ask(self, figure_filter):
        """The relations of this filter, for who may not open the cases."""
        named = {name: self.all(name, figure_filter) for name in SCHEMAS}
        inside = {row["class_id"] for row in named["classes"]}
        for name in ("enrolments", "prevention"):
            named[name] = [row for row in named[name] if row["class_id"] in inside]
        return figures_of(school(**named), is_exact=False)


def is_in(row, figure_filter, of_case):
    """Whether a row is within the filter, as in data.facts.cut."""
    for field in ("team_id", "year_group", "class_id"):
        if (
            getattr(figure_filter, field)
            and field in row
            and row[field] != getattr(figure_filter, field)
        ):
            return False
    return not (figure_filter.kind and of_case) or figure_filter.kind in row["kinds"]


def team(**fields):
    """A filter on the one team there is."""
    return replace(FigureFilter(team_id="t1"), **fields)
