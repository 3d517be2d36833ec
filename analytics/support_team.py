"""The figures of the ondersteuningsteam: advice in time, advice followed, what came after."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics.disclosure.suppression import SMALLEST, TOTAL, is_small, suppress_marked
from analytics.period import Period, with_constants, with_ordinals, with_period
from analytics.result import MINIMUM_N, FigureResult, hidden_columns, with_share
from casework.facts.relations import Relation

FOLLOW_UP = 40
"""School days after the advice in which it is looked whether the bullying stopped."""

AGE_STEP = 5
"""School days: cases are held against others that were as old, to a week of school."""

WAITING = ("waiting", "waiting_late", "with_asker")
REST = ("undated", "none")
FOLLOWED = ("yes", "partly", "no", "unsaid", "not_yet")
GROUPS = ("advised", "comparable")

_QUESTIONS = """
with known as (
    select
        advice_due_on,
        observed_on,
        turn,
        followed,
        case when advised_on <= observed_on then advised_on end as advised_on,
        case when used_on <= observed_on then used_on end as used_on
    from consults_asked
    where asked_on between period_start and last_day
)
select
    case
        when advised_on is null and turn = 'asker' then 'with_asker'
        when advised_on is null and advice_due_on < observed_on then 'waiting_late'
        when advised_on is null then 'waiting'
        when used_on is null then 'not_yet'
        when followed in ('yes', 'partly', 'no') then followed
        else 'unsaid'
    end as row_name,
    case
        when advised_on is null then 'none'
        when advice_due_on is null then 'undated'
        when advised_on <= advice_due_on then 'in_time'
        else 'late'
    end as column_name,
    count(*) as count_questions
from known
group by row_name, column_name
"""

# Cases as they stood: what ended without a stop did not stop, and is left out of the shares.
_STOOD = """
select
    case_id,
    opened_on,
    level_2_on,
    level_3_on,
    observed_on,
    follow_up,
    age_step,
    case when stopped_on <= observed_on and ending is distinct from 'no_bullying'
        then stopped_on end as stopped_on,
    case when closed_on <= observed_on then closed_on end as closed_on
from cases_asked
where opened_on <= observed_on
"""

_ADVISED = """
select case_id, min(advised_on) as advised_on
from consults_asked
where advised_on between period_start and last_day
group by case_id
"""

_PUT = "select distinct case_id, true as was_put from consults_put"

_JOINED = """
select * exclude (was_put), coalesce(was_put, false) as was_put from cases_joined
"""

_OUTCOMES = """
with case_at as (
    select
        case_id,
        ordinal_opened_on as opened,
        ordinal_level_2_on as level_2,
        ordinal_level_3_on as level_3,
        ordinal_stopped_on as stopped,
        least(ordinal_stopped_on, ordinal_closed_on) as ended,
        ordinal_observed_on as observed,
        ordinal_advised_on as advised,
        follow_up,
        age_step,
        was_put
    from cases_measured
),
advised as (
    select
        *,
        ((advised - opened) // age_step) * age_step as age,
        case when level_3 <= advised then 3 when level_2 <= advised then 2 else 1 end as level
    from case_at
    where advised is not null and (ended is null or ended > advised)
),
advised_case as (
    select
        age,
        level,
        observed - advised >= follow_up as is_followed,
        coalesce(stopped - advised <= follow_up, false) as is_stopped,
        coalesce(ended - advised <= follow_up, false) as is_ended
    from advised
),
stratum as (
    select age, level, count(*) as weight
    from advised_case
    where is_followed and (is_stopped or not is_ended)
    group by age, level
),
other as (
    select
        stratum.age,
        stratum.level,
        stratum.weight,
        case_at.case_id,
        coalesce(case_at.stopped <= case_at.opened + stratum.age + case_at.follow_up, false)
            as is_stopped
    from stratum
    join case_at
        on not case_at.was_put
        and case_at.observed >= case_at.opened + stratum.age + case_at.follow_up
        and (case_at.ended is null or case_at.ended > case_at.opened + stratum.age)
        and stratum.level = case
            when case_at.level_3 <= case_at.opened + stratum.age then 3
            when case_at.level_2 <= case_at.opened + stratum.age then 2
            else 1
        end
    where case_at.stopped <= case_at.opened + stratum.age + case_at.follow_up
        or case_at.ended is null
        or case_at.ended > case_at.opened + stratum.age + case_at.follow_up
),
per_stratum as (
    select age, level, any_value(weight) as weight, avg(is_stopped::integer) as share
    from other
    group by age, level
)
select
    (select count(*) from advised_case where is_followed and (is_stopped or not is_ended)),
    (select count(*) from advised_case where is_followed and is_stopped),
    (select count(*) from advised_case where not is_followed),
    (select count(*) from advised_case where is_followed and is_ended and not is_stopped),
    (select count(distinct case_id) from other),
    (select sum(share * weight) / sum(weight) from per_stratum)
"""


@dataclass(frozen=True, eq=False)
class AfterAdvice:
    """How cases went on after advice, beside comparable cases without a question.

    frame: one row per group (advised, comparable): group, count_cases, count_stopped, share,
    lower, upper; of the comparable cases count_stopped is NA and there are no limits. Comparable:
    never put to the team, at the same level when they were as old (to a week of school), and still
    going on then; each advised case counts for the share as once its comparable ones.
    count_too_recent: advised, and not followed for FOLLOW_UP school days yet; count_ended: ended
    in that time without a stop. None when hidden.
    """

    frame: pd.DataFrame
    period: Period
    count_too_recent: int | None
    count_ended: int | None
    is_few: bool
    is_hidden: bool = False


@dataclass(frozen=True, eq=False)
class QuestionOutcomes:
    """The questions put in a period, by how soon advice came and by what was done with it.

    answered: one row per outcome with outcome, count_questions; in_time and late: advised by, or
    after, the day that followed from the card; waiting and waiting_late: no advice yet on
    period.observed_on, and that day not yet, or already, past; with_asker: the team waits for an
    answer. n is all questions; left_out: advised without such a day. followed: the same for those
    that were advised: yes, partly, no; unsaid: recorded without saying so; not_yet: not recorded.
    """

    answered: FigureResult
    followed: FigureResult
    table: pd.DataFrame


def question_outcomes(consults: Relation, period: Period) -> QuestionOutcomes:
    """What became of the questions put in the period, as known on period.observed_on."""
    cells = with_period(consults, period).query("consults_asked", _QUESTIONS).fetchall()
    table = pd.DataFrame(0, index=[*FOLLOWED, *WAITING], columns=["in_time", "late", *REST])
    for row, column, count in cells:
        table.loc[row, column] = count
    rows, columns = table.sum(axis=1), table.sum()
    answers = {**columns[["in_time", "late"]], **rows[list(WAITING)]}
    advised = rows[list(FOLLOWED)]
    out = {"undated": int(columns["undated"])}
    total = int(table.to_numpy().sum()) - out["undated"]
    return QuestionOutcomes(
        FigureResult(_frame(answers), period, total, out, is_few=total < MINIMUM_N),
        FigureResult(_frame(advised), period, int(advised.sum()), is_few=advised.sum() < MINIMUM_N),
        table,
    )


def _frame(counts: Any) -> pd.DataFrame:
    pairs = [(str(name), int(count)) for name, count in counts.items()]
    return pd.DataFrame(pairs, columns=["outcome", "count_questions"])


def suppressed_question_outcomes(outcomes: QuestionOutcomes) -> QuestionOutcomes:
    """The result of question_outcomes for who may not open all cases: no count of 1 to 4.

    Both figures are margins of one table, so that neither gives away what the other hides; n is
    given when nothing in its own figure is hidden.
    """
    table = suppress_marked(outcomes.table, spare=[TOTAL])
    by_row = table.column(TOTAL, "count_questions", [*FOLLOWED, *WAITING])
    rows = pd.DataFrame(by_row, index=[*FOLLOWED, *WAITING])
    ends = table.counts.loc[[TOTAL], ["in_time", "late"]].T.set_axis(["count_questions"], axis=1)
    small = table.is_small.loc[TOTAL, ["in_time", "late"]].to_numpy()
    ends = ends.assign(is_small_count_questions=small)
    answered = pd.concat([ends, rows.loc[list(WAITING)]])
    return replace(
        outcomes,
        answered=_hidden(outcomes.answered, answered, table.counts.loc[TOTAL, "undated"]),
        followed=_hidden(outcomes.followed, rows.loc[list(FOLLOWED)]),
    )


def _hidden(result: FigureResult, rows: pd.DataFrame, undated: Any = 0) -> FigureResult:
    frame = rows.rename_axis("outcome").reset_index()
    is_whole = not frame["count_questions"].isna().any() and not pd.isna(undated)
    left_out = {name: None if pd.isna(undated) else int(undated) for name in result.left_out}
    count = result.count if is_whole else None
    return replace(result, frame=frame, count=count, left_out=left_out, is_hidden=True)


def after_advice(
    cases: Relation,
    consults: Relation,
    calendar: Relation,
    period: Period,
) -> AfterAdvice:
    """What came of cases in FOLLOW_UP school days after their first advice in the period.

    Only those still going on at the advice; beside them comparable cases (see AfterAdvice), of any
    school year. Hard cases are chosen for advice, so a difference says nothing of what it did.
    """
    put = consults.query("consults_put", _PUT)
    advised = with_period(consults, period).query("consults_asked", _ADVISED)
    seen = with_constants(
        cases, observed_on=period.observed_on, follow_up=FOLLOW_UP, age_step=AGE_STEP
    )
    known = seen.query("cases_asked", _STOOD)
    joined = known.set_alias("known").join(advised.set_alias("advised"), "case_id", how="left")
    joined = joined.join(put.set_alias("put"), "case_id", how="left")
    dated = joined.query("cases_joined", _JOINED)
    columns = ("opened_on", "level_2_on", "level_3_on", "stopped_on", "closed_on", "observed_on")
    measured = with_ordinals(dated, calendar, *columns, "advised_on")
    row = measured.query("cases_measured", _OUTCOMES).fetchall()[0]
    count, stopped, recent, ended, others, expected = row
    counts = {"group": GROUPS, "count_cases": [count, others], "count_stopped": [stopped, 0]}
    frame = with_share(pd.DataFrame(counts), "count_stopped", "count_cases")
    frame.loc[1, ["share", "lower", "upper"]] = (expected, float("nan"), float("nan"))
    frame["count_stopped"] = pd.array([stopped, pd.NA], dtype="Int64")
    return AfterAdvice(frame, period, recent, ended, count < MINIMUM_N)


def suppressed_after_advice(result: AfterAdvice) -> AfterAdvice:
    """The result of after_advice for who may not open all cases: no count of 1 to 4.

    With a small number among the stopped or the others every number of the advised is hidden;
    the share of comparable cases rests on at least 5 of them, or is hidden.
    """
    frame = result.frame
    count, stopped = int(frame["count_cases"][0]), int(frame["count_stopped"][0])
    parts = pd.DataFrame({"stopped": [stopped], "others": [count - stopped]})
    if suppress_marked(parts).counts.iloc[0].isna().any():
        for name, values in hidden_columns(frame.head(1), ("count_cases", "count_stopped")).items():
            frame = frame.assign(**{name: pd.array([values[0], frame[name][1]], dtype="Int64")})
        frame.loc[0, ["share", "lower", "upper"]] = float("nan")
    if int(result.frame["count_cases"][1]) < SMALLEST:
        frame.loc[1, "share"] = float("nan")
        frame["count_cases"] = pd.array([frame["count_cases"][0], pd.NA], dtype="Int64")
    recent, ended = result.count_too_recent or 0, result.count_ended or 0
    return replace(
        result,
        frame=frame,
        count_too_recent=None if is_small(recent) else recent,
        count_ended=None if is_small(ended) else ended,
        is_hidden=True,
    )
