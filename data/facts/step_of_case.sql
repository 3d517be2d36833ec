-- One row per row of step_fact, with the words of the card and where the case is from.
select
    step_fact.case_id,
    step_card.step,
    step_card.place,
    step_card.column_id,
    step_card.form,
    step_card.who,
    step_fact.pupil_in_case,
    step_fact.side,
    step_fact.occurrence,
    step_fact.is_required,
    step_fact.asked_on,
    step_fact.status,
    step_fact.due_on,
    step_fact.in_time_until,
    step_fact.done_on,
    step_fact.first_done_on,
    case_fact.school_year,
    case_fact.class_id,
    case_fact.year_group,
    step_fact.team_id,
    case_fact.kinds
from facts.step_fact
join facts.step_card using (card_version, place)
join facts.case_fact using (case_id)
