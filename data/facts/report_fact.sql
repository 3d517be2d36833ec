-- One row per melding.
with opened as (
    select
        subject_id,
        json_extract_string(coded, '$.school_year') as school_year
    from standing_entry
    where kind = 'case_opened'
),

reported as (
    select
        subject_id,
        number,
        happened_on,
        from_json(
            coded,
            '{"ordinal": "integer", "incident_on": "date", "class_id": "uuid",
              "year_group": "integer", "team_id": "uuid", "kinds": ["varchar"],
              "places": ["varchar"], "day_part": "varchar", "teller": "varchar",
              "verdict": "varchar", "serious": ["varchar"]}'
        ) as said
    from standing_entry
    where kind = 'reported'
)

select
    reported.subject_id as case_id,
    reported.number,
    reported.said.ordinal as ordinal,
    reported.happened_on as reported_on,
    reported.said.incident_on as incident_on,
    opened.school_year,
    reported.said.class_id as class_id,
    reported.said.year_group as year_group,
    reported.said.team_id as team_id,
    coalesce(reported.said.kinds, []) as kinds,
    coalesce(reported.said.places, []) as places,
    reported.said.day_part as day_part,
    reported.said.teller as teller,
    reported.said.verdict as verdict,
    coalesce(len(reported.said.serious), 0) > 0 as serious
from reported
join opened using (subject_id)
