-- One row per planned nazorg moment, with all that a replay to a day needs: when it was planned and
-- for which days, each time it was moved, and when it was done, set aside, or ended by a reopening.
-- What became of it on a day is analytics/aftercare_moments.py.
with said as (
    select
        subject_id,
        number,
        kind,
        step,
        pupil_id,
        happened_on,
        from_json(
            coded,
            '{"aftercare": "varchar", "due_on": "date", "window_ends_on": "date",
              "planned_number": "integer", "outcome": "varchar", "safety_score": "integer"}'
        ) as said
    from standing_entry
    where kind in (
        'aftercare_planned', 'aftercare_moved', 'aftercare_done', 'aftercare_set_aside'
    )
),

opened as (
    select
        subject_id,
        from_json(
            coded,
            '{"school_year": "varchar", "class_id": "uuid", "year_group": "integer",
              "team_id": "uuid"}'
        ) as said
    from standing_entry
    where kind = 'case_opened'
),

reopened as (
    select subject_id, number as reopened_number, happened_on as reopened_on
    from standing_entry
    where kind = 'reopened'
),

-- A later reopening ends what was planned before it.
ended as (
    select planned.subject_id, planned.number, min(reopened.reopened_on) as reopened_on
    from said as planned
    join reopened
        on reopened.subject_id = planned.subject_id
        and reopened.reopened_number > planned.number
    where planned.kind = 'aftercare_planned'
    group by planned.subject_id, planned.number
),

followed as (
    select
        subject_id,
        said.planned_number as number,
        list(
            struct_pack(
                moved_on := happened_on,
                due_on := said.due_on,
                window_ends_on := said.window_ends_on
            )
            order by number
        ) filter (kind = 'aftercare_moved') as moves,
        max_by(happened_on, number) filter (kind = 'aftercare_done') as done_on,
        max_by(said.outcome, number) filter (kind = 'aftercare_done') as outcome,
        max_by(said.safety_score, number) filter (kind = 'aftercare_done') as safety_score,
        max_by(happened_on, number) filter (kind = 'aftercare_set_aside') as set_aside_on
    from said
    where kind <> 'aftercare_planned'
    group by all
)

select
    planned.subject_id as case_id,
    planned.number,
    planned.step,
    part_fact.pupil_in_case,
    planned.said.aftercare as kind,
    planned.happened_on as planned_on,
    planned.said.due_on as first_due_on,
    planned.said.window_ends_on as first_window_ends_on,
    followed.moves,
    followed.done_on,
    followed.set_aside_on,
    ended.reopened_on,
    followed.outcome,
    followed.safety_score,
    opened.said.school_year as school_year,
    opened.said.class_id as class_id,
    opened.said.year_group as year_group,
    opened.said.team_id as team_id
from said as planned
join opened using (subject_id)
left join followed using (subject_id, number)
left join ended using (subject_id, number)
left join facts.part_fact
    on part_fact.case_id = planned.subject_id and part_fact.pupil_id = planned.pupil_id
where planned.kind = 'aftercare_planned'
