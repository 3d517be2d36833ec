"""A roster from a file into the register: everything in one transaction, or nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from uuid import uuid4

from casework import roster
from casework.errors import InputRefused
from casework.name_spelling import name_key
from casework.people import Assignment, Role
from casework.pupil_identity import NameKind, PupilDetails, tidy_details
from casework.roster.decisions import ImportWork
from casework.year_groups import OTHER, from_text, parts_of
from data.import_records import ImportRecords
from data.pupil_names import NAME
from data.register import checked_name, checked_text
from data.roster import ONE_DAY
from data.row_changes import write_over

# Who goes to another class of a year keeps the class of a later year: it begins the day after.
LATER_CLASSES = """
    select e.pupil_id, min(e.starts_on) from enrolment e
    where e.pupil_id = any($1::uuid[]) and e.starts_on > $2 group by e.pupil_id
"""
NO_TEAM = "overig"


class RosterImport(ImportRecords):
    """Implements `casework.ports.roster_imports`, with the runs that are kept of it."""

    def import_roster(
        self, work: ImportWork, run_id: str, by: str, on_step: Callable[[str], None]
    ) -> None:
        """Do the work, with its way back on record under this id.

        InputRefused, with nothing changed, when one of the changes cannot be.
        """
        pupil_ids = {new.key: str(uuid4()) for new in work.only(roster.NewPupil)}
        self._vault.make_keys(pupil_ids.values())
        with self._recorded_run(run_id, work.year.school_year, counts_of(work), by):
            on_step("classes")
            self._make_year(work, by)
            classes = self._make_classes(work)
            on_step("pupils")
            self._bring_pupils(work, classes, pupil_ids, by)
            self._let_go(work)
            on_step("staff")
            staff = self._bring_staff(work, by)
            self._give_roles(work, classes, staff, by)
            on_step("storing")

    # --- years and classes ----------------------------------------------------------------------

    def _make_year(self, work: ImportWork, by: str) -> None:
        if work.year.school_year not in {held.school_year for held in self.school_years()}:
            self.add_school_year(work.year, by)
        if not work.year.starts_on <= work.first_day <= work.year.ends_on:
            raise InputRefused(
                f"De eerste dag ligt niet in schooljaar {work.year.school_year}.", "first_day"
            )

    def _make_classes(self, work: ImportWork) -> dict[str, str]:
        """The new classes, and those that change; the ids of all classes of the year by name."""
        year = work.year.school_year
        teams = {name_key(name): team_id for team_id, name in self.teams()}
        classes = {name_key(held.name): held.class_id for held in self._classes(year)}
        new_teams: list[tuple[str, str]] = []
        new_classes = []
        for change in work.only(roster.NewClass):
            name = checked_text(change.row.name, "klas")
            if name_key(name) in classes:
                continue
            team_id = self._named_team(change.row.team, teams, new_teams)
            class_id = classes[name_key(name)] = str(uuid4())
            code = class_year_group(change.row.year_group, name)
            new_classes.append((class_id, name, code, team_id, year))
        changed = [
            (one.class_id, class_year_group(one.year_group, one.before.name), one.team)
            for one in work.only(roster.ClassChanged)
        ]
        moved = [(c, code, self._named_team(team, teams, new_teams)) for c, code, team in changed]
        self._database.load("team", new_teams)
        self._database.load("school_class", new_classes)
        for class_id, code, team_id in moved:
            sql = "update school_class set year_group = $2, team_id = $3 where class_id = $1"
            self._database.run(sql, (class_id, code, team_id))
        return classes

    def _named_team(
        self, name: str, teams: dict[str, str], new_teams: list[tuple[str, str]]
    ) -> str:
        name = checked_text(name or NO_TEAM, "team")
        if name_key(name) not in teams:
            teams[name_key(name)] = str(uuid4())
            new_teams.append((teams[name_key(name)], name))
        return teams[name_key(name)]

    # --- pupils ---------------------------------------------------------------------------------

    def _bring_pupils(
        self, work: ImportWork, classes: Mapping[str, str], pupil_ids: Mapping[str, str], by: str
    ) -> None:
        new = [(pupil_ids[one.key], one.row) for one in work.only(roster.NewPupil)]
        self._enter_pupils(new)
        places = {pupil_id: row.class_name for pupil_id, row in new if row.class_name}
        back = {one.pupil_id: one.class_name for one in work.only(roster.PupilBack)}
        moved = {one.pupil_id: one.to_class for one in work.only(roster.PupilMoved)}
        self._place(places | back | moved, classes, work)
        self._rename(work, by)
        self._change_details(work.only(roster.PupilDetailsChanged))

    def _enter_pupils(self, pupils: Sequence[tuple[str, roster.RosterPupil]]) -> None:
        names = [(pupil_id, checked_name(row.name)) for pupil_id, row in pupils]
        sealed = [(one, self._sealed_name(one, name, NAME), None) for one, name in names]
        self._database.load("pupil", sealed)
        self.load_pupil_details(
            {one: PupilDetails(row.number, row.email, row.birth_date) for one, row in pupils}
        )

    def _rename(self, work: ImportWork, by: str) -> None:
        since = min(work.first_day, self._now().date())
        for renamed in work.only(roster.PupilRenamed):
            is_new = renamed.key in work.new_names
            kind = NameKind.NEW_NAME if is_new else NameKind.CORRECTED
            self._add_name(renamed.pupil_id, checked_name(renamed.after), kind, since, by)

    def _change_details(self, changes: Sequence[roster.PupilDetailsChanged]) -> None:
        today = self._now().date()
        details = {
            one.pupil_id: tidy_details(PupilDetails(one.number, one.email, one.birth_date), today)
            for one in changes
        }
        if not details:
            return
        self._refuse_taken(details)
        rows = [self._details_row(pupil_id, known) for pupil_id, known in details.items()]
        write_over(self._database, "pupil_detail", ("pupil_id", "sealed", "number_mark"), rows)

    def _place(
        self, places: Mapping[str, str], classes: Mapping[str, str], work: ImportWork
    ) -> None:
        """In the class of that name from the first day on; a class of a later year stays."""
        unknown = sorted({name for name in places.values() if name_key(name) not in classes})
        if unknown:
            raise InputRefused(f"Klas {unknown[0]} is er niet in {work.year.school_year}.", "class")
        ids, first, last = list(places), work.first_day, work.year.ends_on
        before = first - ONE_DAY
        records = self._records(ids)
        self._database.run(
            """
            delete from enrolment
            where pupil_id = any($1::uuid[]) and starts_on > $2 and starts_on <= $3
            """,
            (records, before, last),
        )
        self._database.run(
            """
            update enrolment set ends_on = $2 where pupil_id = any($1::uuid[])
                and starts_on <= $2 and (ends_on is null or ends_on > $2)
            """,
            (records, before),
        )
        later: dict[str, date] = dict(self._database.rows(LATER_CLASSES, (ids, last)))
        rows = [
            (one, classes[name_key(name)], first, later[one] - ONE_DAY if one in later else None)
            for one, name in places.items()
        ]
        self._database.load("enrolment", rows)
        self._set_left(ids, None)

    def _let_go(self, work: ImportWork) -> None:
        """Who leaves the school, after the last day that was chosen."""
        gone = [one.pupil_id for one in work.only(roster.PupilGone)]
        gone += [one.pupil_id for one in work.only(roster.PupilWithoutPlace)]
        if not gone:
            return
        if work.last_day is None:
            raise InputRefused("Kies de laatste dag van wie van school gaan.", "last_day")
        self._end_enrolments(gone, work.last_day)
        self._set_left(gone, work.last_day)

    # --- staff ----------------------------------------------------------------------------------

    def _bring_staff(self, work: ImportWork, by: str) -> dict[str, str]:
        """The ids of new colleagues by the key of their change; nobody has a password yet."""
        ids = {}
        for new in work.only(roster.NewStaff):
            ids[new.key] = self._add_colleague(new, by)
        for renamed in work.only(roster.StaffRenamed):
            self.rename_staff(renamed.staff_id, renamed.after, by)
        for back in work.only(roster.StaffBack):
            self.reopen_staff(back.staff_id, (), by)
        for gone in work.only(roster.StaffGone):
            self.end_staff(gone.staff_id, max(work.first_day, self._now().date()), by)
        return ids

    def _add_colleague(self, new: roster.NewStaff, by: str) -> str:
        try:
            staff_id = self.add_staff(new.row.name, new.user_name, by)
            if new.row.email:
                self.set_email(staff_id, new.row.email, by)
            return staff_id
        except InputRefused as refusal:
            who = f"{new.row.name.full} (regel {new.row.line}, {new.user_name})"
            raise InputRefused(f"{who}: {refusal.sentence}", "staff") from None

    def _give_roles(
        self, work: ImportWork, classes: Mapping[str, str], staff: Mapping[str, str], by: str
    ) -> None:
        teams = {name_key(name): team_id for team_id, name in self.teams()}
        for ended in work.only(roster.RoleEnded):
            for scope in _scopes(ended.role, ended.scope, classes, teams):
                self._end_held(ended.staff_id, ended.role, scope, work.first_day, by)
        for given in work.only(roster.RoleGiven):
            staff_id = given.staff_id or staff.get(given.new_staff_key, "")
            for scope in _scopes(given.role, given.scope, classes, teams):
                if staff_id:
                    self._give_role(staff_id, given.role, scope, work.first_day, by)

    def _end_held(self, staff_id: str, role: Role, scope: str, first_day: date, by: str) -> None:
        for held in self._held(staff_id):
            if held.role is role and held.scope == scope and held.holds_on(first_day):
                self.end_assignment(staff_id, held, first_day - ONE_DAY, by)

    def _give_role(self, staff_id: str, role: Role, scope: str, first_day: date, by: str) -> None:
        """From the first day on, or until the same role that begins later."""
        same = [one for one in self._held(staff_id) if one.role is role and one.scope == scope]
        if any(one.holds_on(first_day) for one in same):
            return
        later = [one.starts_on for one in same if one.starts_on > first_day]
        last_day = min(later) - ONE_DAY if later else date.max
        self.assign(staff_id, Assignment(role, scope, first_day, last_day), by)


def class_year_group(text: str, name: str) -> int:
    """The year group of a class, by what the file says of it or else by its name."""
    return from_text(text) or from_text(name) or OTHER


def _scopes(
    role: Role, text: str, classes: Mapping[str, str], teams: Mapping[str, str]
) -> list[str]:
    """The scope of a role as it is kept; none when the school does not have it."""
    if role is Role.MENTOR:
        known: Iterable[str | None] = (classes.get(name_key(text)),)
    elif role is Role.TEAM_LEADER:
        known = (teams.get(name_key(text)),)
    elif role is Role.COORDINATOR:
        code = from_text(text)
        known = map(str, parts_of(code)) if code else ()
    else:
        return [""]
    return [scope for scope in known if scope]


def counts_of(work: ImportWork) -> dict[str, int]:
    """How many changes of each kind, by the name of the kind."""
    return dict(Counter(type(change).__name__ for change in work.changes))
