"""The register of a demo school: whole tables written at once, with ids from the seed."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from casework.role_watch import OwnRoles
from data.pupil_names import NAME
from data.role_watch import OWN_ROLES
from data.rows import stored_moment
from data.school import School
from data.staff import plain_user_name
from demo.roster.school import DemoSchool
from demo.roster.staffing import DemoStaff

if TYPE_CHECKING:
    from demo.many_schools.batch import SchoolBatch

PUPILS_A_TIME = 4000  # as many keys as the vault keeps at hand
# The setting that names the people a visitor can be, in order: a JSON list of staff ids.
PEOPLE_TO_BE = "demo_people"
MADE_ON = "demo_made_on"


class DemoRegister(School):
    """The register of the school, with bulk loading that only a demo school needs."""

    def load_school(self, school: DemoSchool) -> None:
        """Teams, classes, pupils and staff of one school."""
        self.recall_pupils([pupil.pupil_id for pupil in school.pupils])
        with self._database.write():
            self._database.load("team", list(school.team_names()))
            rows = [
                (c.class_id, c.name, c.year_group, c.team_id, c.school_year) for c in school.classes
            ]
            self._database.load("school_class", rows)
            self.load_staff(school.staff)
            self.load_pupils([(p.pupil_id, p.name, p.left_on) for p in school.pupils])
            self.load_enrolments(
                [
                    (
                        pupil.pupil_id,
                        school.classes[stay.class_index].class_id,
                        stay.starts_on,
                        stay.ends_on,
                    )
                    for pupil in school.pupils
                    for stay in pupil.stays
                ]
            )

    def recall_pupils(self, pupil_ids: Sequence[str]) -> None:
        """Make the keys of many pupils and keep them at hand."""
        self._vault.make_keys(pupil_ids)
        self._vault.recall(pupil_ids)

    def set_people(self, staff_ids: Sequence[str], made_on: date) -> None:
        """Who a visitor can be, in order, and the day that this school was made for."""
        with self._database.write():
            self._set(PEOPLE_TO_BE, json.dumps(staff_ids))
            self._set(MADE_ON, made_on.isoformat())
            # No visitor can be the second beheerder, for whom a role would wait.
            self._set(OWN_ROLES, OwnRoles.TELL)

    def date_first_card(self, day: date) -> None:
        """The packaged card, in use since that day."""
        at = stored_moment(datetime.combine(day, time(8), UTC))
        self._database.run("update card_version set kept_at = $1 where version = 1", (at,))

    def load_staff(self, staff: Sequence[DemoStaff]) -> None:
        """People who work at the school, with their roles."""
        school_id = self._vault.school_id
        people = [
            (
                person.staff_id,
                self._sealed_name(school_id, person.name, f"staff:{person.staff_id}"),
                self._vault.seal(school_id, person.user_name, f"user:{person.staff_id}"),
                self._vault.fingerprint(plain_user_name(person.user_name)),
                person.ended_on,
            )
            for person in staff
        ]
        assignments = [
            (person.staff_id, task.role.value, task.scope, task.starts_on, task.ends_on)
            for person in staff
            for task in person.assignments
        ]
        with self._database.write():
            self._database.load("staff", people)
            self._database.load("assignment", assignments)

    def load_batch(self, batch: "SchoolBatch", staff: Sequence[DemoStaff]) -> None:
        """Teams, classes, staff and pupils of many schools; the pupils have their keys already."""
        names, last_days = batch.people.names, batch.last_days()
        rows: list[tuple[str, bytes, date | None]] = []
        for start in range(0, len(batch.pupil_ids), PUPILS_A_TIME):
            some = slice(start, start + PUPILS_A_TIME)
            ids = batch.pupil_ids[some].tolist()
            self._vault.recall(ids)
            sealed = [
                self._sealed_name(pupil_id, names[n], NAME)
                for pupil_id, n in zip(ids, batch.pupil_names[some].tolist(), strict=True)
            ]
            rows.extend(zip(ids, sealed, last_days[some], strict=True))
        with self._database.write():
            self._database.load("team", batch.teams())
            self._database.load("school_class", batch.classes())
            self._database.load("pupil", rows)
            self.load_staff(staff)
            self.load_enrolments(batch.enrolments())
