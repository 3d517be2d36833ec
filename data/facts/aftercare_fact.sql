-- One row per planned nazorg moment.
with said as (
    select
        subject_id,
        number,
        kind,
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
    select subject_id, max(number) as reopened_number
    from standing_entry
    where kind = 'reopened'
    group by subject_id
),

followed as (
    select
        subject_id,
        said.planned_number as number,
        count(*) filter (kind = 'aftercare_moved') as count_moved,
        max_by(said.due_on, number) filter (kind = 'aftercare_moved') as due_on,
        max_by(said.window_ends_on, number) filter (kind = 'aftercare_moved') as window_ends_on,
        max_by(happened_on, number) filter (kind = 'aftercare_done') as done_on,
        max_by(said.outcome, number) filter (kind = 'aftercare_done') as outcome,
        max_by(said.safety_score, number) filter (kind = 'aftercare_done') as safety_score,
        bool_or(kind = 'aftercare_set_aside') as set_aside
    from said
    where kind <> 'aftercare_planned'
    group by all
)

select
    planned.subject_id as case_id,
    planned.number,
    part_fact.pupil_in_case,
    planned.said.aftercare as kind,
    planned.happened_on as planned_on,
    coalesce(followed.due_on, planned.said.due_on) as due_on,
    coalesce(followed.window_ends_on, planned.said.window_ends_on) as window_ends_on,
    cast(coalesce(followed.count_moved, 0) as integer) as count_moved,
    followed.done_on,
    -- A moment that was still to come when the case opened again is no longer asked for.
    coalesce(followed.set_aside, false)
    or (followed.done_on is null and coalesce(reopened.reopened_number, 0) > planned.number)
        as set_aside,
    followed.outcome,
    followed.safety_score,
    opened.said.school_year as school_year,
    opened.said.class_id as class_id,
    opened.said.year_group as year_group,
    opened.said.team_id as team_id
from said as planned
join opened using (subject_id)
left join followed using (subject_id, number)
left join reopened using (subject_id)
left join facts.part_fact
    on part_fact.case_id = planned.subject_id and part_fact.pupil_id = planned.pupil_id
where planned.kind = 'aftercare_planned'
