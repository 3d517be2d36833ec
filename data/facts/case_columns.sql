-- A case in one line, as `summary_of` reads it: the head of in_sight.sql and of case_line.sql, which
-- say of which cases, and who are in them: `people`, with class_names, pupil_ids and roles first.
select
    case_fact.case_id,
    case_fact.label,
    case_fact.state,
    case_fact.level,
    case_fact.opened_on,
    case_fact.last_report_on,
    case_fact.serious,
    case_fact.group_level,
    case_fact.kinds,
    case_fact.closed_on,
    case_fact.ending,
    people.* exclude (case_id)
