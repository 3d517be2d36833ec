"""Small schools at random, as the relations that desk.facts hands out, for every figure.

Every weekday is a school day. Rows are dictionaries, so that a test can count them one by one in
plain Python and ask the same of DuckDB. Only what a test or a figure asks for is drawn and made.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import duckdb
import pyarrow as pa
from hypothesis import strategies as st

from analytics.period import Period
from casework.figures import Figures

FIRST = date(2026, 8, 31)  # a Monday
LAST = FIRST + timedelta(days=240)
START, END = date(2026, 9, 14), date(2026, 12, 18)
DAY = timedelta(days=1)

CLASSES = [
    {"class_id": "c1", "class_name": "2B", "year_group": 2, "team_id": "t1"},
    {"class_id": "c2", "class_name": "10A", "year_group": 10, "team_id": "t1"},
    {"class_id": "c3", "class_name": "3C", "year_group": 3, "team_id": "t2"},
]
TEAMS = {"t1": "onderbouw", "t2": "bovenbouw", "t3": "vavo"}
ENDINGS = ("stopped", "no_bullying", "left_school", "other")
STATUSES = ("done", "set_aside", "open", "blocked", "lapsed", "later", "optional")
STEPS = (  # step, column, form, per, version
    ("report", "analyse", "reported", "case", 1),
    ("talk_target", "talks", "talk_held", "target", 1),
    ("parents", "communication", "parents_informed", "concerned", 1),
    ("gone", "talks", "talk_held", "case", 1),
    ("report", "analyse", "reported", "case", 2),
    ("parents", "communication", "parents_informed", "concerned", 2),
    ("talk_target", "talks", "talk_held", "target", 2),
    ("aftercare", "evaluate", "aftercare_done", "moment", 2),
    ("mentor_hour", "facilitate", "mentor_hour_held", "class", 2),
)
STEP_FORMS = {step: form for step, _, form, per, _ in STEPS if per != "class"}

_CLASS = pa.string()
_HOME = [("class_id", _CLASS), ("year_group", pa.int32()), ("team_id", pa.string())]
_DATES = pa.date32()
_MOVES = pa.list_(pa.struct([("moved_on", _DATES), ("due_on", _DATES), ("window_ends_on", _DATES)]))
SCHEMAS = {
    "cases": [
        *(("case_id", pa.string()), ("opened_on", _DATES), ("incident_on", _DATES)),
        *(("first_talk_on", _DATES), ("first_measure_on", _DATES), ("level_2_on", _DATES)),
        *(("level_3_on", _DATES), ("support_asked_on", _DATES), ("stopped_on", _DATES)),
        *(("closed_on", _DATES), ("ending", pa.string()), ("state", pa.string())),
        *(("level", pa.int32()), *_HOME, ("kinds", pa.list_(pa.string()))),
    ],
    "turns": [
        *(("case_id", pa.string()), ("number", pa.int32()), ("turn", pa.string())),
        *(("happened_on", _DATES), ("ending", pa.string())),
    ],
    "reports": [
        *(("case_id", pa.string()), ("number", pa.int32()), ("reported_on", _DATES)),
        *(("kinds", pa.list_(pa.string())), ("places", pa.list_(pa.string()))),
        *(("day_part", pa.string()), *_HOME),
    ],
    "aftercare": [
        *(("case_id", pa.string()), ("number", pa.int32()), ("pupil_in_case", pa.int16())),
        *(("step", pa.string()), ("kind", pa.string()), ("planned_on", _DATES)),
        *(("first_due_on", _DATES), ("first_window_ends_on", _DATES), ("moves", _MOVES)),
        *(("extra_on", _DATES), ("done_on", _DATES), ("set_aside_on", _DATES)),
        *(("reopened_on", _DATES), ("outcome", pa.string()), *_HOME),
    ],
    "scores": [
        *(("case_id", pa.string()), ("number", pa.int32()), ("pupil_in_case", pa.int16())),
        *(("role", pa.string()), ("said_on", _DATES), ("score", pa.int32())),
    ],
    "steps": [
        *(("case_id", pa.string()), ("step", pa.string()), ("form", pa.string())),
        *(("side", pa.string()), ("is_required", pa.bool_()), ("status", pa.string())),
        *(("asked_on", _DATES), ("due_on", _DATES), ("in_time_until", _DATES)),
        *(("done_on", _DATES), ("first_done_on", _DATES), *_HOME),
    ],
    "closings": [
        *(("case_id", pa.string()), ("closed_on", _DATES), ("ending", pa.string())),
        *(("next_report_on", _DATES), ("followed_until", _DATES)),
    ],
    "enrolments": [
        *(("pupil_number", pa.int32()), ("class_id", _CLASS)),
        *(("starts_on", _DATES), ("ends_on", _DATES)),
    ],
    "prevention": [("class_id", _CLASS), ("held_on", _DATES)],
    "classes": [
        *(("class_id", _CLASS), ("class_name", pa.string()), ("year_group", pa.int32())),
        *(("team_id", pa.string()), ("team_name", pa.string()), ("school_year", pa.string())),
    ],
    "card": [
        *(("card_version", pa.int32()), ("place", pa.int16()), ("step", pa.string())),
        *(("column_id", pa.string()), ("form", pa.string()), ("per", pa.string())),
    ],
    "calendar": [("day", _DATES), ("ordinal", pa.int32())],
}


class Rows(dict):
    """Rows by relation; those that are not there are made when they are first asked for."""

    def __init__(self, known, make):
        super().__init__(known)
        self._make = make

    def __missing__(self, name):
        self[name] = self._make(name)
        return self[name]


@dataclass(repr=False)
class SmallSchool:
    """Rows by relation; `relation` makes one of them for DuckDB."""

    rows: Rows
    engine: duckdb.DuckDBPyConnection = field(default_factory=lambda: ENGINE.cursor())
    made: dict = field(default_factory=dict)

    def __repr__(self):
        """How much there is of what was asked for; Hypothesis prints the rows that it drew."""
        return f"SmallSchool({ {name: len(rows) for name, rows in self.rows.items()} })"

    def relation(self, name):
        if name not in self.made:
            self.made[name] = self._relation(name)
        return self.made[name]

    def _relation(self, name):
        rows = self.all(name)
        if not rows or rows == FIXED.get(name):
            return self.engine.table(_table(name, is_empty=not rows))
        return self.engine.from_arrow(_arrow(name, rows))

    def derived(self, name, make):
        """What `make` works out of these relations: once, in a table, as the facts hand it out."""
        if name not in self.made:
            make(self).query("worked_out", f"create temp table {name} as from worked_out")
            self.made[name] = self.engine.table(name)
        return self.made[name]

    def __getattr__(self, name):
        if name in SCHEMAS:
            return self.relation(name)
        raise AttributeError(name)

    def all(self, name):
        return self.rows[name]


ENGINE = duckdb.connect(config={"threads": 1})


def _arrow(name, rows):
    return pa.Table.from_pylist(rows, schema=pa.schema(SCHEMAS[name]))


@cache
def _table(name, *, is_empty):
    """A table that many schools have, made once: without a row, or with the FIXED ones."""
    table = f"{name}_{'empty' if is_empty else 'fixed'}"
    ENGINE.from_arrow(_arrow(name, [] if is_empty else FIXED[name])).create(table)
    return table


def school(**rows):
    """A school with these rows; what a row leaves out is not there. Calendar, card and classes.

    A case without an id gets one; without turns given, its stop and its end are its turns.
    """
    cases = [{"case_id": f"case {n}", **row} for n, row in enumerate(rows.get("cases", []))]
    turns = rows.get("turns") or [turn for row in cases for turn in _turns_of(row)]
    return SmallSchool(Rows({**FIXED, **rows, "cases": cases, "turns": turns}, lambda _: []))


class SmallFigures(Figures):
    """The relations of a small school, each made when it is first asked for."""

    def __init__(self, small, **also):
        self.__dict__.update({"small": small, "is_exact": True, **also})

    def __getattr__(self, name):
        if name in SCHEMAS:
            return self.small.relation(name)
        raise AttributeError(name)

    def derived(self, name, make):
        return self.small.derived(name, make)


def figures_of(small, **also):
    """The relations of a small school, as they are handed out for the own screen."""
    return SmallFigures(small, **also)


def _turns_of(row):
    """The turns of a case: `turns` as (turn, day, ending), or what its own columns say."""
    stopped, closed = row.get("stopped_on"), row.get("closed_on")
    simple = [stopped and ("stopped", stopped, None), closed and ("closed", closed, row["ending"])]
    return [
        {"case_id": row["case_id"], "number": n, "turn": turn, "happened_on": day, "ending": how}
        for n, (turn, day, how) in enumerate(row.get("turns", filter(None, simple)), start=2)
    ]


def as_known(row, day):
    """A case as it was known at the end of a day, one turn after the other; None before it."""
    if row["opened_on"] > day:
        return None
    stopped = closed = ending = None
    state = "running"
    for turn in (one for one in _turns_of(row) if one["happened_on"] <= day):
        state = {"reopened": "running"}.get(turn["turn"], turn["turn"])
        stopped = turn["happened_on"] if state == "stopped" else stopped
        stopped = None if turn["turn"] == "reopened" else stopped
        closed, ending = (
            (turn["happened_on"], turn["ending"]) if state == "closed" else (None, None)
        )
    first = (
        "first_talk_on",
        "first_measure_on",
        "support_asked_on",
        "level_2_on",
        "level_3_on",
    )
    known = {name: row.get(name) if row.get(name) and row[name] <= day else None for name in first}
    level = 3 if known["level_3_on"] else 2 if known["level_2_on"] else 1
    turned = {"stopped_on": stopped, "closed_on": closed, "ending": ending, "state": state}
    return {**row, **known, **turned, "level": level}


def weekdays(first, last):
    """School days after the first day up to and including the last; negative the other way."""
    if last < first:
        return -weekdays(last, first)
    return sum((first + n * DAY).weekday() < 5 for n in range(1, (last - first).days + 1))


def after(school_days):
    """The day that comes that many school days after FIRST."""
    weeks, rest = divmod(school_days, 5)
    return FIRST + timedelta(weeks=weeks, days=rest)


def calendar(first, last):
    """Every day between two, with the school days (all weekdays) counted."""
    rows, ordinal = [], 0
    for n in range((last - first).days + 1):
        day = first + n * DAY
        ordinal += day.weekday() < 5
        rows.append({"day": day, "ordinal": ordinal})
    return rows


FIXED = {
    "calendar": calendar(FIRST - 30 * DAY, LAST),
    "classes": [
        *(
            {**row, "team_name": TEAMS[row["team_id"]], "school_year": "2026-2027"}
            for row in CLASSES
        ),
        {
            "class_id": "c0",
            "class_name": "1A",
            "year_group": 1,
            "team_id": "t3",
            "team_name": "vavo",
            "school_year": "2019-2020",
        },
    ],
    "card": [
        {
            "card_version": version,
            "place": place,
            "step": step,
            "column_id": column,
            "form": form,
            "per": per,
        }
        for place, (step, column, form, per, version) in enumerate(STEPS)
    ],
}

# --- at random ------------------------------------------------------------------------------------

DAYS = [FIRST + n * DAY for n in range(131)]
# As often missing as there: the first value is drawn more often than the others.
MAYBE = [*[None] * 100, *DAYS, *DAYS[:25]]
HOMES = [{name: row[name] for name in ("class_id", "year_group", "team_id")} for row in CLASSES]
IDS, WAITS, SLACKS = "abcd", range(61), range(8)
TURNS = ("stopped", "stopped", "closed", "closed", "reopened")
KINDS, PLACES = (
    ([], ["online"], [other], ["online", other], [other, "online"])
    for other in ("verbal", "corridor")
)

days = st.sampled_from(DAYS)
periods = st.builds(lambda seen: Period(START, END, seen), days)


def _row(**values):
    """Rows with for each field one of at most 256 values, the first the simplest.

    A byte a field, all drawn at once: a draw for each field would take longer than the figures.
    """
    length = len(values)
    return st.binary(min_size=length, max_size=length).map(
        lambda drawn: {
            name: choices[number % len(choices)]
            for number, (name, choices) in zip(drawn, values.items(), strict=True)
        }
    )


def _repeated(times, **values):
    """The fields of what a row has up to so many times, and how many of them count."""
    fields = {f"{name}_{n}": choices for n in range(times) for name, choices in values.items()}
    return {"times": range(times + 1), **fields}


def _repeats(row, *names):
    return [tuple(row[f"{name}_{n}"] for name in names) for n in range(row["times"])]


def _placed(row):
    home = row.pop("home")
    return {**row, **home}


def _many(rows, size=10):
    """Rows, each with a number of its own."""
    listed = st.lists(rows, max_size=size)
    return listed.map(
        lambda filled_rows: [{"number": n, **row} for n, row in enumerate(filled_rows, 1)]
    )


def _case(row):
    levels = sorted(day for day in (row["level_2_on"], row["level_3_on"]) if day)
    level_2, level_3 = [*levels, None, None][:2]
    drawn = _repeats(row, "turn", "turned_on", "ending")
    days = sorted(day for _, day, _ in drawn)
    turns = [
        (turn, day, ending if turn == "closed" else None)
        for (turn, _, ending), day in zip(drawn, days, strict=True)
    ]
    full_row = {
        **{name: row[name] for name in CASE_FIELDS},
        **row["home"],
        "case_id": "",
        "turns": turns,
        "level_2_on": level_2,
        "level_3_on": level_3,
    }
    return as_known(full_row, LAST)


CASE_FIELDS = {
    "opened_on": DAYS,
    "incident_on": MAYBE,
    "first_talk_on": MAYBE,
    "first_measure_on": MAYBE,
    "support_asked_on": MAYBE,
    "kinds": KINDS,
}
cases = _row(
    **CASE_FIELDS,
    level_2_on=MAYBE,
    level_3_on=MAYBE,
    home=HOMES,
    **_repeated(4, turn=TURNS, turned_on=DAYS, ending=ENDINGS),
).map(_case)
reports = _row(
    case_id=IDS,
    reported_on=DAYS,
    kinds=KINDS,
    places=PLACES,
    day_part=(None, None, "break", "morning"),
    home=HOMES,
).map(_placed)
moments = _row(
    case_id=IDS,
    pupil_in_case=(1, 2),
    kind=("target", "displaying", "parents"),
    planned_on=DAYS,
    wait=WAITS,
    slack=SLACKS,
    **_repeated(2, moved=WAITS, due=WAITS, slack=SLACKS),
    extra=(*[None] * 122, *WAITS),
    done=(*[None] * 61, *WAITS),
    set_aside=(*[None] * 122, *WAITS),
    reopened=(*[None] * 122, *WAITS),
    outcome=("stopped", "less", "same", "worse"),
    home=HOMES,
).map(lambda row: _moment(row))


def _moment(row):
    """A moment as aftercare_of_case has it; its days are so many after it was planned."""
    planned = row["planned_on"]

    def day(wait):
        return None if wait is None else planned + wait * DAY

    wait, slack = row["wait"], row["slack"]
    return {
        **row["home"],
        **{name: row[name] for name in ("case_id", "pupil_in_case", "kind", "planned_on")},
        "step": "aftercare",
        "first_due_on": day(wait),
        "first_window_ends_on": day(wait + slack),
        "moves": [
            {"moved_on": day(moved), "due_on": day(due), "window_ends_on": day(due + slack)}
            for moved, due, slack in sorted(_repeats(row, "moved", "due", "slack"))
        ],
        "extra_on": day(row["extra"]),
        "done_on": day(row["done"]),
        "set_aside_on": day(row["set_aside"]),
        "reopened_on": day(row["reopened"]),
        "outcome": None if row["done"] is None else row["outcome"],
    }


scores = _row(
    case_id=IDS,
    pupil_in_case=(1, 2),
    role=("target", "displaying"),
    said_on=DAYS,
    score=range(1, 11),
)
steps = _row(
    case_id=IDS,
    step=sorted(STEP_FORMS),
    side=(None, None, "target", "displaying"),
    is_required=(True, True, True, False),
    status=STATUSES,
    due_on=MAYBE,
    notice=range(21),
    slack=(0, 0, 5),
    done_on=DAYS,
    home=HOMES,
).map(lambda row: _step(row))


def _step(row):
    """A step as step_of_case has it: asked some days before it is due, done or set aside."""
    status, due = row["status"], row["due_on"]
    is_over = status in ("done", "set_aside")
    return {
        **row["home"],
        **{name: row[name] for name in ("case_id", "step", "side", "is_required", "status")},
        "form": STEP_FORMS[row["step"]],
        "asked_on": due and due - row["notice"] * DAY,
        "due_on": due,
        "in_time_until": due and due + row["slack"] * DAY,
        "done_on": row["done_on"] if is_over else None,
        "first_done_on": row["done_on"] if status == "done" else None,
    }


closings = _row(
    closed_on=DAYS, ending=ENDINGS, wait=(*[None] * 91, *range(91)), followed_until=MAYBE
).map(
    lambda row: {
        **{name: row[name] for name in ("closed_on", "ending", "followed_until")},
        "next_report_on": None if row["wait"] is None else row["closed_on"] + row["wait"] * DAY,
    }
)
enrolments = _row(class_id=("c1", "c2", "c3"), starts_on=DAYS, ends_on=MAYBE).map(
    lambda row: {**row, "ends_on": row["ends_on"] and max(row["ends_on"], row["starts_on"])}
)
hours = _row(class_id=("c1", "c2", "c3", "c0"), held_on=DAYS)

DRAWN = {
    "cases": _many(cases).map(
        lambda filled_rows: [
            {**row, "case_id": "abcdefghij"[row["number"] - 1]} for row in filled_rows
        ]
    ),
    "reports": _many(reports),
    "aftercare": _many(moments),
    "scores": _many(scores),
    "steps": _many(steps, 12),
    "closings": _many(closings),
    "enrolments": _many(enrolments).map(
        lambda filled_rows: [{**row, "pupil_number": row["number"]} for row in filled_rows]
    ),
    "prevention": _many(hours),
}


def _drawn_school(data):
    """A school in which moments and steps are of the class of their case, as in the facts."""

    def random_rows(name):
        if name == "turns":
            return [turn for row in rows["cases"] for turn in _turns_of(row)]
        if name not in ("aftercare", "steps"):
            return data.draw(DRAWN[name], name)
        homes = {
            case["case_id"]: {name: case[name] for name in ("class_id", "year_group", "team_id")}
            for case in rows["cases"]
        }
        return [{**row, **homes.get(row["case_id"], {})} for row in data.draw(DRAWN[name], name)]

    rows = Rows(FIXED, random_rows)
    return SmallSchool(rows)


schools = st.builds(_drawn_school, st.data())
