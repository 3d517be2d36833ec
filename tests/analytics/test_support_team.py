"""The ondersteuningsteam's own figures, on numbers worked out by hand."""

from datetime import date, timedelta
from typing import Any

import duckdb
import pandas as pd
import pytest

from analytics import support_team
from analytics.period import Period

START = date(2026, 1, 5)
PERIOD = Period(START, date(2026, 12, 31), date(2026, 9, 1))
Row = dict[str, Any]


def day(number: int) -> date:
    """The calendar of these tests has school on every day: day 0 is the first of the period."""
    return START + timedelta(days=number)


def consult(case: str, asked: int, **columns: Any) -> Row:
    empty = dict.fromkeys(("advice_due_on", "advised_on", "used_on", "followed"))
    dates = {
        name: day(value) if isinstance(value, int) else value for name, value in columns.items()
    }
    return {"case_id": case, "asked_on": day(asked), "turn": "team", **empty, **dates}


def case(case_id: str, opened: int, **columns: Any) -> Row:
    empty = dict.fromkeys(("level_2_on", "level_3_on", "stopped_on", "closed_on", "ending"))
    dates = {
        name: day(value) if isinstance(value, int) else value for name, value in columns.items()
    }
    return {"case_id": case_id, "opened_on": day(opened), **empty, **dates}


def relations(consults: list[Row], cases: list[Row] | None = None) -> tuple[Any, Any, Any]:
    cursor = duckdb.connect()
    cursor.execute(
        "create table consults(case_id varchar, asked_on date, turn varchar, advice_due_on date, "
        "advised_on date, used_on date, followed varchar)"
    )
    cursor.execute(
        "create table cases(case_id varchar, opened_on date, level_2_on date, level_3_on date, "
        "stopped_on date, closed_on date, ending varchar)"
    )
    for table, rows in (("consults", consults), ("cases", cases or [])):
        for row in rows:
            marks = ", ".join(f"${n}" for n in range(1, len(row) + 1))
            cursor.execute(f"insert into {table} values ({marks})", list(row.values()))
    calendar = pd.DataFrame({"day": [day(n) for n in range(-400, 700)], "ordinal": range(1100)})
    calendar["day"] = pd.to_datetime(calendar["day"]).dt.date
    cursor.register("days", calendar)
    cursor.execute(
        "create table calendar as select day::date as day, ordinal::int as ordinal from days"
    )
    return cursor.table("cases"), cursor.table("consults"), cursor.table("calendar")


def counts(answer: Any) -> dict[str, Any]:
    frame = answer.frame
    return dict(zip(frame["outcome"], frame["count_questions"], strict=True))


# --- answered in time -----------------------------------------------------------------------------


def test_a_question_is_in_time_on_its_last_day_and_late_the_day_after() -> None:
    _, consults, _ = relations(
        [
            consult("a", 0, advice_due_on=5, advised_on=5),
            consult("b", 0, advice_due_on=5, advised_on=6),
            consult("c", 230, advice_due_on=240),
            consult("d", 230, advice_due_on=235),
            consult("e", 230, turn="asker", advice_due_on=235),
            consult("f", 0, advised_on=3),
            consult("g", -1, advice_due_on=5, advised_on=5),
            consult("h", 300, advice_due_on=305),
        ]
    )
    answer = support_team.question_outcomes(consults, PERIOD).answered

    assert counts(answer) == {
        "in_time": 1,
        "late": 1,
        "waiting": 1,
        "waiting_late": 1,
        "with_asker": 1,
    }
    assert (answer.count, answer.left_out, answer.is_few) == (5, {"undated": 1}, True)


def test_what_was_done_with_advice_is_counted_by_what_was_said() -> None:
    _, consults, _ = relations(
        [
            consult("a", 0, advised_on=5, used_on=9, followed="yes"),
            consult("b", 0, advised_on=5, used_on=9, followed="partly"),
            consult("c", 0, advised_on=5, used_on=9, followed="no"),
            consult("d", 0, advised_on=5, used_on=9, followed=""),
            consult("e", 0, advised_on=5),
            consult("f", 0, advised_on=5, used_on=300, followed="yes"),
            consult("g", 0),
        ]
    )
    answer = support_team.question_outcomes(consults, PERIOD).followed

    assert counts(answer) == {"yes": 1, "partly": 1, "no": 1, "unsaid": 1, "not_yet": 2}
    assert answer.count == 6


def test_no_small_count_is_told_and_none_can_be_worked_out() -> None:
    many = [consult(str(n), 0, advice_due_on=5, advised_on=5) for n in range(20)]
    late = [consult(f"l{n}", 0, advice_due_on=5, advised_on=6) for n in range(3)]
    _, consults, _ = relations([*many, *late])

    outcomes = support_team.suppressed_question_outcomes(
        support_team.question_outcomes(consults, PERIOD)
    ).answered

    assert pd.isna(counts(outcomes)["late"])
    assert counts(outcomes)["waiting"] == 0
    assert outcomes.is_hidden
    assert outcomes.count is None
    visible = [count for count in counts(outcomes).values() if not pd.isna(count)]
    assert all(count == 0 or count >= 5 for count in visible)


def test_what_the_one_figure_tells_gives_nothing_away_of_the_other() -> None:
    done = {"advice_due_on": 5, "used_on": 9}
    rows = [consult(str(n), 0, advised_on=5, followed="yes", **done) for n in range(20)]
    rows += [consult(f"n{n}", 0, advised_on=6, followed="no", **done) for n in range(7)]
    rows += [consult(f"p{n}", 0, advised_on=6, followed="partly", **done) for n in range(2)]
    _, consults, _ = relations(rows)

    outcomes = support_team.suppressed_question_outcomes(
        support_team.question_outcomes(consults, PERIOD)
    )

    # In time and late are 20 and 9, so that with yes and no visible partly would be what is left.
    visible = [counts(outcomes.followed)[one] for one in ("yes", "no")]
    visible += [counts(outcomes.answered)[one] for one in ("in_time", "late")]
    assert pd.isna(counts(outcomes.followed)["partly"])
    assert any(pd.isna(count) for count in visible)
    assert outcomes.followed.count is None


def test_nothing_is_hidden_where_every_count_is_large() -> None:
    done = {"advice_due_on": 5, "used_on": 9}
    rows = [consult(str(n), 0, advised_on=5, followed="yes", **done) for n in range(20)]
    rows += [consult(f"n{n}", 0, advised_on=6, followed="no", **done) for n in range(7)]
    _, consults, _ = relations(rows)
    outcomes = support_team.suppressed_question_outcomes(
        support_team.question_outcomes(consults, PERIOD)
    )

    assert counts(outcomes.followed) == {"yes": 20, "partly": 0, "no": 7, "unsaid": 0, "not_yet": 0}
    assert (counts(outcomes.answered)["in_time"], counts(outcomes.answered)["late"]) == (20, 7)
    assert (outcomes.answered.count, outcomes.followed.count) == (27, 27)


def test_without_a_question_there_is_nothing_to_say() -> None:
    cases, consults, calendar = relations([])

    assert support_team.question_outcomes(consults, PERIOD).answered.is_few
    assert support_team.question_outcomes(consults, PERIOD).followed.count == 0
    after = support_team.after_advice(cases, consults, calendar, PERIOD)
    assert after.is_few
    assert after.frame["count_cases"].tolist() == [0, 0]
    assert support_team.suppressed_after_advice(after).frame["share"].isna().all()


# --- what came after ------------------------------------------------------------------------------


def after(consults: list[Row], cases: list[Row]) -> support_team.AfterAdvice:
    asked, put, calendar = relations(consults, cases)
    return support_team.after_advice(asked, put, calendar, PERIOD)


def test_a_stop_counts_on_the_fortieth_school_day_after_the_advice_and_not_later() -> None:
    after_result = after(
        [consult(one, 5, advised_on=10) for one in "abcdef"],
        [
            case("a", 0, stopped_on=50),
            case("b", 0, stopped_on=51),
            case("c", 0),
            case("d", 0, stopped_on=10),
            case("e", 0, closed_on=30, ending="left_school"),
            case("f", 0, stopped_on=20, closed_on=30, ending="no_bullying"),
        ],
    )
    first = after_result.frame.iloc[0]

    assert (first["count_cases"], first["count_stopped"]) == (3, 1)
    assert first["share"] == pytest.approx(1 / 3)
    assert after_result.count_ended == 2


def test_a_case_that_was_advised_too_recently_is_counted_apart() -> None:
    last = (PERIOD.observed_on - START).days
    after_result = after(
        [consult("a", 0, advised_on=last - 40), consult("b", 0, advised_on=last - 39)],
        [case("a", 0), case("b", 0)],
    )

    assert after_result.frame["count_cases"][0] == 1
    assert after_result.count_too_recent == 1


def test_comparable_is_as_old_at_the_same_level_and_never_put_to_the_team() -> None:
    after_result = after(
        [consult("advised", 0, advised_on=12), consult("put", 0)],
        [
            case("advised", 0, level_2_on=5),
            case("put", 0, level_2_on=5),
            case("level one", 0),
            case("stopped soon", 0, level_2_on=5, stopped_on=9),
            case("stops in time", 0, level_2_on=9, stopped_on=50),
            case("stops later", 0, level_2_on=9, stopped_on=51),
            case("goes on", 0, level_2_on=9),
            case("level two later", 0, level_2_on=11),
            case("ends otherwise", 0, level_2_on=9, closed_on=40, ending="left_school"),
        ],
    )
    other = after_result.frame.iloc[1]

    assert other["count_cases"] == 3
    assert other["share"] == pytest.approx(1 / 3)
    assert pd.isna(other["lower"])


def test_each_advised_case_weighs_as_much_as_every_other() -> None:
    after_result = after(
        [
            consult("a", 0, advised_on=10),
            consult("b", 0, advised_on=10),
            consult("c", 0, advised_on=20),
        ],
        [
            *(case(one, 0) for one in "abc"),
            case("stops at 45", 0, stopped_on=45),
            case("never", 0),
        ],
    )
    # At 10 school days one of two stops within 40 more; at 20 the same: (1/2 * 2 + 1/2) / 3.
    assert after_result.frame["share"][1] == pytest.approx(1 / 2)

    after_result = after(
        [
            consult("a", 0, advised_on=10),
            consult("b", 0, advised_on=10),
            consult("c", 0, advised_on=20),
        ],
        [*(case(one, 0) for one in "abc"), case("x", 0, stopped_on=15), case("y", 0)],
    )
    # At 10: x stops, y does not; at 20 only y is left: (1/2 * 2 + 0) / 3.
    assert after_result.frame["share"][1] == pytest.approx(1 / 3)


def test_the_outcome_of_a_few_cases_is_not_told() -> None:
    advised = [consult(f"a{n}", 0, advised_on=10) for n in range(12)]
    cases = [case(f"a{n}", 0, stopped_on=20 if n < 3 else None) for n in range(12)]
    after_result = support_team.suppressed_after_advice(after(advised, [*cases, case("other", 0)]))

    assert after_result.frame["count_cases"].isna().all()
    assert after_result.frame["share"].isna().all()
