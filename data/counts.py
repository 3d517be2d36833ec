"""How many there are, for the checklist of Beheer: one question each, and no name in an answer."""

from datetime import date

from data.register import Register

PUPILS = """
    select count(distinct e.pupil_id)
    from pupil_enrolment e join present_pupil p on p.pupil_id = e.pupil_id
    where e.starts_on <= $1 and (e.ends_on is null or e.ends_on >= $1)
        and (p.left_on is null or p.left_on >= $1)
"""
WITHOUT_CLASS = """
    select count(*) from present_pupil p
    where (p.left_on is null or p.left_on >= $1) and not exists (
        select 1 from pupil_enrolment e
        where e.pupil_id = p.pupil_id and (e.ends_on is null or e.ends_on >= $1)
    )
"""


class Counts(Register):
    """The part of `casework.ports.school` that counts."""

    def count_pupils(self, day: date) -> int:
        """How many pupils are in a class that day."""
        return int(self._rows(PUPILS, (day,))[0][0])

    def count_pupils_without_class(self, day: date) -> int:
        """Who is at school that day, and has no class then or later."""
        return int(self._rows(WITHOUT_CLASS, (day,))[0][0])
