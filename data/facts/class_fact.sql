-- One row per class of one school year.
select
    school_class.class_id,
    school_class.name as class_name,
    school_class.year_group,
    school_class.team_id,
    team.name as team_name,
    school_class.school_year
from school_class
join team on team.team_id = school_class.team_id
