"""A roster from a file: what it would change, doing it all at once, and taking it back."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from casework import year_groups
from casework.desk.access import Room
from casework.desk.confirmed import confirmed
from casework.desk.office_rules import next_school_year
from casework.errors import InputRefused, RosterMovedOn
from casework.people import Action
from casework.pupil_identity import number_key
from casework.rate_limits import HeavyAct
from casework.read_log import ReadAct
from casework.records import ROSTER_SAVED, SchoolYear
from casework.role_watch import Giving
from casework.roster import (
    NewClass,
    RoleEnded,
    RoleGiven,
    RosterFile,
    RosterPlan,
    SchoolState,
    StaffGone,
    roster_now,
)
from casework.roster.decisions import NEVER_GIVEN, Decisions, ImportRun, work_of
from casework.roster.plan import plan_roster, usual_team
from casework.sent_forms import sent_form

# From this day on the roster of the next year may be there.
NEXT_YEAR_FROM_MONTH = 4


@dataclass(frozen=True)
class ImportPreview:
    """What a file would change in a school year from a day on; nothing of it is written.

    `school` is the school as it was when this was made, `version` by what another one is known.
    """

    file: RosterFile
    year: SchoolYear
    first_day: date
    answers: Mapping[str, str]
    plan: RosterPlan
    school: SchoolState
    version: int
    teams: Mapping[str, str]
    """By the year group of a new class for which the file has no team: which team it would get."""


@dataclass(frozen=True)
class ImportReceipt:
    """A run, and what is in the school year now, counted after it was stored."""

    run: ImportRun
    count_pupils: int
    count_classes: int
    count_staff: int


def _silent(_step: str) -> None:
    """Nobody looks on."""


@dataclass(frozen=True)
class RosterRoom(Room):
    """What a beheerder does with a roster file; handed out by Office.roster."""

    _needs = Action.ADMINISTER

    # --- what it would change -------------------------------------------------------------------

    def years(self) -> list[SchoolYear]:
        """The years that a file can be about: the present one, and the next when it is near."""
        present, years = self._access.school_year, self._access.school_years()
        later = [year for year in years if year.starts_on > present.ends_on]
        if not later and self._access.today.month in range(NEXT_YEAR_FROM_MONTH, 8):
            later = [next_school_year(years)]
        return [present, *later[:1]]

    def has_year(self, year: SchoolYear) -> bool:
        """Whether the school has this school year already."""
        return year.school_year in {held.school_year for held in self._access.school_years()}

    def first_day(self, year: SchoolYear) -> date:
        """From which day a file of that year holds: today, or its first day when that is later.

        A year without a class yet begins at its beginning.
        """
        is_new = not self._access.classes_of(year.school_year)
        return (
            year.starts_on if is_new else min(max(self._access.today, year.starts_on), year.ends_on)
        )

    def preview(
        self,
        file: RosterFile,
        year: SchoolYear,
        first_day: date | None,
        answers: Mapping[str, str] | None = None,
    ) -> ImportPreview:
        """What the file would change; `answers` says who a line is about (see WhichPupil)."""
        if answers is None:
            # An answer to a question is not another file.
            self._access.count_heavy(HeavyAct.IMPORT_PREVIEW)
        day = _day_within(first_day, year)
        imports = self._access.store.imports
        version = imports.register_version()
        file = _of_kept_records(file, imports.numbers_of_merged())
        school = imports.roster_state(year.school_year, day)
        plan = self._plan(file, school, day, answers)
        teams = self._proposed_teams(plan)
        return ImportPreview(file, year, day, answers or {}, plan, school, version, teams)

    def renewed(self, preview: ImportPreview) -> ImportPreview:
        """The same preview, made again when the school changed since it was made."""
        if preview.version == self._access.store.imports.register_version():
            return preview
        return self.preview(preview.file, preview.year, preview.first_day, preview.answers)

    def answered(self, preview: ImportPreview, answers: Mapping[str, str]) -> ImportPreview:
        """The same preview with what was said about who is meant."""
        plan = self._plan(preview.file, preview.school, preview.first_day, answers)
        teams = self._proposed_teams(plan)
        return replace(preview, answers=dict(answers), plan=plan, teams=teams)

    def _plan(
        self, file: RosterFile, school: SchoolState, day: date, answers: Mapping[str, str] | None
    ) -> RosterPlan:
        """The plan; nobody ends the own account in it, and who stands in goes on standing in.

        A file names the mentors of a class, and not who does the work while one of them is ill.
        """
        plan = plan_roster(file, school, answers)
        own, standing_in = self._access.actor.staff_id, self._standing_in(school, day)
        changes = tuple(
            change
            for change in plan.changes
            if not (isinstance(change, StaffGone) and change.staff_id == own)
            and not (
                isinstance(change, RoleEnded) and (change.staff_id, change.scope) in standing_in
            )
        )
        return replace(plan, changes=changes)

    def _standing_in(self, school: SchoolState, day: date) -> set[tuple[str, str]]:
        """Who stands in as mentor that day, by staff id, with the name of the class."""
        names = {held.class_id: held.name for held in school.classes}
        return {
            (one.staff_id, names[one.class_id])
            for one in self._access.store.school.stand_ins()
            if one.class_id in names and one.starts_on <= day <= one.ends_on
        }

    def waiting_roles(self, preview: ImportPreview) -> Counter[Giving]:
        """How many roles of the file would be in force, told, or wait for another beheerder."""
        access = self._access
        given = [one for one in preview.plan.only(RoleGiven) if one.role not in NEVER_GIVEN]
        wanted = [(one.staff_id, one.role) for one in given]
        return Counter(access.store.school.givings(wanted, access.actor.staff_id))

    def _proposed_teams(self, plan: RosterPlan) -> dict[str, str]:
        groups = {new.row.year_group: "" for new in plan.only(NewClass) if not new.row.team}
        known = {
            year_groups.short(held.year_group): held.team_name
            for held in self._access.store.school.all_classes()
        }
        return {group: known.get(group) or usual_team(group) for group in groups}

    # --- the roster of now ----------------------------------------------------------------------

    def handed_out(self) -> RosterFile:
        """Pupils, classes and staff as they are, for a file that leaves; a line in the read log.

        Read back in, it changes nothing.
        """
        access = self._access
        year = access.year_to_prepare
        state = access.store.imports.roster_state(year.school_year, self.first_day(year))
        visit = access.new_id()
        access.log_read(ReadAct.EXPORTED, reason=ROSTER_SAVED, visit=visit)
        return roster_now(state, year.school_year)

    # --- doing it -------------------------------------------------------------------------------

    @confirmed()
    def bring_in(
        self,
        preview: ImportPreview,
        decisions: Decisions,
        *,
        form_key: str,
        on_step: Callable[[str], None] = _silent,
    ) -> ImportReceipt | None:
        """Do what was shown and decided, all of it or nothing; None when all is equal already.

        RosterMovedOn when the school changed since, so that something else would be done.
        `on_step` hears how far it is, by the name of the step.
        """
        access, imports = self._access, self._access.store.imports
        on_step("checking")
        form = sent_form(form_key, "import_roster", _fingerprint(preview, decisions))
        if access.store.forms.is_repeat(form, access.actor.staff_id):
            return self._receipt(form_key, preview)
        fresh = self.renewed(preview)
        work = work_of(fresh.plan, decisions, fresh.year, fresh.first_day, fresh.teams)
        if fresh.plan != preview.plan:
            raise RosterMovedOn
        if not work.changes:
            return None
        with access.store.forms.once(form, access.actor.staff_id, "bestand ingelezen") as is_new:
            if is_new:
                if imports.register_version() != fresh.version:
                    raise RosterMovedOn
                imports.import_roster(work, form_key, access.actor.staff_id, on_step)
        on_step("counting")
        return self._receipt(form_key, preview)

    def _receipt(self, run_id: str, preview: ImportPreview) -> ImportReceipt:
        imports, year = self._access.store.imports, preview.year.school_year
        run = next(run for run in self.runs() if run.run_id == run_id)
        return ImportReceipt(run, *imports.counts_in(year, preview.first_day))

    # --- the runs -------------------------------------------------------------------------------

    def runs(self) -> list[ImportRun]:
        """Every file that was brought in, the newest first."""
        return self._access.store.imports.import_runs()

    @confirmed()
    def undo(self, run_id: str, *, form_key: str) -> None:
        """Everything as it was before this run; InputRefused says what newer leans on it."""
        form = sent_form(form_key, "undo_import", run_id)
        by = self._access.actor.staff_id
        with self._access.store.forms.once(form, by, "inlezen teruggedraaid") as is_new:
            if is_new:
                self._access.store.imports.undo_import(run_id, by)

    # --- the columns of a file ------------------------------------------------------------------

    def columns(self, heading_mark: str) -> Mapping[str, str] | None:
        """What was said before about the columns of a file with these headings."""
        return self._access.store.imports.columns_of(heading_mark)

    def keep_columns(self, heading_mark: str, columns: Mapping[str, str]) -> None:
        """Remember which column of such a file is which field."""
        if columns != self.columns(heading_mark):
            by = self._access.actor.staff_id
            self._access.store.imports.keep_columns(heading_mark, columns, by)


def _of_kept_records(file: RosterFile, numbers: Mapping[str, str]) -> RosterFile:
    """The same file, in which who was merged stands under the number of the kept record."""
    if not numbers:
        return file
    pupils = (
        replace(pupil, number=numbers.get(number_key(pupil.number), pupil.number))
        for pupil in file.pupils
    )
    return replace(file, pupils=tuple(pupils))


def _day_within(day: date | None, year: SchoolYear) -> date:
    if day is None:
        raise InputRefused("Kies vanaf welke dag dit bestand geldt.", "first_day")
    if not year.starts_on <= day <= year.ends_on:
        raise InputRefused(f"Kies een dag in schooljaar {year.school_year}.", "first_day")
    return day


def _fingerprint(preview: ImportPreview, decisions: Decisions) -> str:
    """What was sent, without a name in it: the content of a form."""
    said = repr((preview.plan, preview.year, preview.first_day, sorted_decisions(decisions)))
    return sha256(said.encode()).hexdigest()


def sorted_decisions(decisions: Decisions) -> list[object]:
    """The decisions in a fixed order."""
    return [
        sorted(decisions.proposed),
        decisions.last_day,
        sorted(decisions.new_names),
        sorted(decisions.roles),
        sorted(decisions.teams.items()),
    ]
