"""What a store must offer to a desk: whoever keeps the entries, seen from the casework."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, time
from typing import Protocol, TypeVar

from casework.card.model import ActionCard
from casework.cases.hard_cases import CaseFigures
from casework.change_log import ChangeLine, ChangeSearch
from casework.entries import Entry, NewEntry
from casework.figures import Comparison, FiguresByFilter, FigureScope, SupportFigures
from casework.free_periods import FreePeriod
from casework.identity import AccountState, Invitation
from casework.integrity import IntegrityState
from casework.mail import GivenUp, MessageKind, OutboxState
from casework.masking import NameBook
from casework.name_questions import NameQuestion
from casework.own_time import Away, StandIn, WorkingTime
from casework.people import Actor, Assignment, Home, PersonName, Reach, Role
from casework.pupil_identity import (
    Enrolment,
    MergedRecord,
    NameInTime,
    NameKind,
    NewPupil,
    PupilDetails,
)
from casework.pupil_search import FormerNames, PupilFinder
from casework.rate_limits import RateLimits
from casework.read_log import ReadAct, ReadEvent, ReadingReview, ReadLine, ReadLogSearch
from casework.records import (
    CardVersion,
    CaseSummary,
    ClassUse,
    Draft,
    HashedPassword,
    MentorChange,
    MentorTerm,
    Pupil,
    Receipt,
    RelatedCase,
    Repair,
    SavePart,
    SchoolClass,
    SchoolYear,
    Signature,
    StaffMember,
    StoredForm,
    Team,
)
from casework.role_watch import Giving, Notice, OwnRoles, RoleRequest
from casework.roster import SchoolState
from casework.roster.decisions import ImportRun, ImportWork
from casework.school_days import SchoolDays
from casework.second_factor import SecondFactorFor, SecondFactorStatus
from casework.sent_forms import SentForm
from casework.staff_search import StaffFinder
from casework.trend_notes import Annotation, SavedView, Target

T = TypeVar("T")


class EntryLog(Protocol):
    """Entries, only ever appended; one subject is a case or a class."""

    def append(
        self,
        subject_id: str,
        entries: Sequence[NewEntry],
        *,
        expected: int,
        signature: Signature,
    ) -> Receipt:
        """Store `entries` after number `expected`; CaseMovedOn when the subject is further.

        The draft of the form ends in the same commit. The same form again gives the receipt that
        it got; FormStoredBefore when its key was stored with another content.
        """
        ...

    def open_case(
        self,
        case_id: str,
        entries: Callable[[str], Sequence[NewEntry]],
        *,
        year: int,
        signature: Signature,
    ) -> Receipt:
        """Start a case: `entries` gets the fresh label ("2026-044") and says what to store."""
        ...

    def earlier(self, signature: Signature) -> Receipt | None:
        """The receipt that this very form got; FormStoredBefore with another content."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """All that is stored inside is stored in one transaction, or not at all."""
        ...

    def entries(self, subject_id: str) -> list[Entry]:
        """All entries of one subject in order, with their words; none when it is unknown."""
        ...

    def entries_of(
        self, subject_ids: Iterable[str], *, with_words: bool = False
    ) -> dict[str, list[Entry]]:
        """The entries of several subjects; their words are all empty unless they are asked for."""
        ...

    def saves(self, subject_id: str) -> list[tuple[int, int]]:
        """The first and last number of each save of a subject, oldest first."""
        ...

    def saves_by(self, staff_id: str, since: datetime) -> list[SavePart]:
        """What this person saved since then, the newest first; of each save its first place."""
        ...

    def saved_together(self, subject_id: str, number: int, position: int = 0) -> list[SavePart]:
        """Every place that was written in by the save that this entry was part of; it is found
        sooner by its position."""
        ...

    def begun_with(self, kind: str) -> list[str]:
        """The subjects whose first entry is of this kind, the newest first."""
        ...


class SchoolRegister(Protocol):
    """Pupils, classes, staff, years and settings; every change is logged with who made it."""

    def school_name(self) -> str: ...
    def school_years(self) -> list[SchoolYear]: ...
    def school_days(self) -> SchoolDays: ...
    def class_index(self, school_year: str) -> Mapping[str, SchoolClass]: ...

    def classes(self, school_year: str) -> list[SchoolClass]: ...
    def classes_within(self, reach: Reach, school_year: str) -> list[SchoolClass]:
        """The classes of that year that somebody with this reach sees as a whole, the own first."""
        ...

    def all_classes(self) -> list[SchoolClass]:
        """The classes of every school year, the oldest year first, then by year group and name."""
        ...

    def class_list(self, class_id: str, day: date) -> list[Pupil]: ...
    def members(self, class_ids: Iterable[str], day: date) -> set[str]:
        """The ids of the pupils in these classes that day."""
        ...

    def pupils(self, pupil_ids: Iterable[str], day: date) -> dict[str, Pupil]: ...
    def homes(self, pupil_ids: Iterable[str], day: date) -> dict[str, Home]: ...
    def name_book(self) -> NameBook: ...
    def pupil_finder(self, day: date) -> PupilFinder:
        """Who is in a class that day, to be found by typing a part of the name."""
        ...

    def staff_names(self, staff_ids: Iterable[str]) -> dict[str, PersonName]: ...
    def mentors_of(self, class_id: str, day: date) -> list[StaffMember]: ...
    def posts(self, day: date) -> Reach:
        """The classes, year groups and teams that somebody looks after that day."""
        ...

    def posts_with_acting(self, day: date) -> Reach:
        """The same, with the teams of which the schoolleiding does the work."""
        ...

    def acting_assignments(self, day: date) -> tuple[Assignment, ...]:
        """What the schoolleiding does that day for nobody else: a team without a teamleider."""
        ...

    def actor(self, staff_id: str, today: date) -> Actor | None:
        """Somebody with the roles of today; None for who is unknown or gone."""
        ...

    def support_members(self, day: date) -> frozenset[str]:
        """Who is in the ondersteuningsteam that day, by id."""
        ...

    def with_acting(self, held: tuple[Assignment, ...], day: date) -> tuple[Assignment, ...]:
        """The roles of somebody that day, with what follows from nobody else holding it."""
        ...

    def staff_finder(self, day: date) -> StaffFinder:
        """Everybody with the roles of that day, to be found by typing a part of the name."""
        ...

    def holders(self, role: Role, day: date) -> list[tuple[str, str]]:
        """The scope and the staff id of everybody who has this role that day."""
        ...

    def roles_from(self, staff_ids: Iterable[str], day: date) -> dict[str, list[Assignment]]:
        """The roles of these people that hold that day or begin later, by person."""
        ...

    def classes_without_mentor(self, school_year: str, day: date) -> set[str]:
        """The ids of the classes of that year that have no mentor that day."""
        ...

    def count_pupils_without_class(self, day: date) -> int:
        """Who is at school that day, and has no class then or later."""
        ...

    def count_staff(self) -> int:
        """How many people have an account that did not end."""
        ...

    def year_groups(self, school_year: str) -> frozenset[int]:
        """The year groups that have a class in that year."""
        ...

    def count_pupils(self, day: date) -> int:
        """How many pupils are in a class that day."""
        ...

    def change_class(self, held: SchoolClass, new: SchoolClass, by: str) -> None: ...
    def use_of_class(self, class_id: str) -> ClassUse:
        """Who and what hangs on a class; nothing when it can be taken away."""
        ...

    def remove_class(self, class_id: str, by: str) -> None: ...
    def all_teams(self) -> list[Team]: ...
    def rename_team(self, team_id: str, name: str, by: str) -> None: ...
    def remove_team(self, team_id: str, by: str) -> None: ...
    def rename_school_year(self, school_year: str, name: str, by: str) -> None: ...
    def remove_school_year(self, school_year: str, by: str) -> None: ...
    def rename_staff(self, staff_id: str, name: PersonName, by: str) -> None: ...
    def change_user_name(self, staff_id: str, user_name: str, by: str) -> None: ...
    def former_roles(self, staff_id: str) -> list[Assignment]: ...
    def reopen_staff(self, staff_id: str, back: Sequence[Assignment], by: str) -> None: ...
    def last_repair(self) -> Repair | None:
        """The last repair of the files of this school in which something was lost."""
        ...

    def confirmed(self, line: str) -> str:
        """What somebody called right on this line of the checklist; empty when nobody did."""
        ...

    def confirm(self, line: str, content: str, by: str) -> None:
        """Somebody looked at this line of the checklist, and it is right as it is."""
        ...

    def mentor_terms(self, class_ids: Iterable[str]) -> list[MentorTerm]: ...
    def staff(self, day: date) -> list[StaffMember]: ...
    def class_sizes(self, day: date) -> dict[str, int]: ...
    def waiting_pupils(self, school_year: str) -> dict[str, list[str]]: ...
    def free_days(self) -> list[tuple[date, date, str]]: ...
    def holidays(self, first: date, last: date) -> dict[date, str]:
        """The public holidays and the vacations of the region in these days, with their names."""
        ...

    def leaders_see_exact_figures(self) -> bool:
        """The setting "exacte cijfers voor leidinggevenden"; on until somebody turns it off."""
        ...

    def set_exact_figures(self, is_on: bool, by: str) -> None: ...
    def draft_days(self) -> int:
        """After how many days a form in which nobody typed any more is forgotten."""
        ...

    def digest_time(self) -> time | None:
        """When on a school day the digest is sent to who asked for it; None when it is off."""
        ...

    def set_digest_time(self, at: time | None, by: str) -> None: ...
    def set_draft_days(self, days: int, by: str) -> None: ...
    def second_factor_for(self) -> SecondFactorFor:
        """Of whom the school asks a second step when they sign in."""
        ...

    def set_second_factor_for(self, chosen: SecondFactorFor, by: str) -> None: ...
    def has_own_step_after_provider(self) -> bool:
        """Whether who signs in with a school account gives our own second step too."""
        ...

    def set_own_step_after_provider(self, is_on: bool, by: str) -> None: ...
    def has_own_accounts(self) -> bool:
        """Whether people sign in with a password of their own here."""
        ...

    def set_own_accounts(self, is_on: bool, by: str) -> None: ...
    def region(self) -> str: ...
    def add_class(
        self, name: str, year_group: int, team: str, school_year: str, by: str
    ) -> str: ...
    def add_pupils(
        self, names: Sequence[PersonName], class_id: str, starts_on: date, by: str
    ) -> list[str]: ...
    def enter_pupils(self, pupils: Sequence[NewPupil], by: str) -> list[str]:
        """New pupils, all of them or none; their ids in the same order."""
        ...

    def rename_pupil(
        self,
        pupil_id: str,
        name: PersonName,
        by: str,
        *,
        kind: NameKind = NameKind.CORRECTED,
        since: date | None = None,
    ) -> bool:
        """From now on a pupil is called so; the former name stays known. False when it was so."""
        ...

    def names_over_time(self, pupil_id: str) -> list[NameInTime]:
        """Every name of a pupil, the first one first and the present one last."""
        ...

    def former_pupil_finder(self, day: date) -> PupilFinder:
        """Everybody whom the school ever had and who is in no class that day."""
        ...

    def enrolments_of(self, pupil_id: str) -> list[Enrolment]:
        """The classes of a pupil over time, the last one first."""
        ...

    def remove_pupil(self, pupil_id: str, by: str) -> None:
        """A pupil entered by mistake is gone; InputRefused for one who is named anywhere."""
        ...

    def former_names(self, pupil_ids: Iterable[str]) -> dict[str, FormerNames]:
        """What these pupils were called before, as far as they were; the present name apart."""
        ...

    def renamed_pupils(self) -> frozenset[str]:
        """Who took a new name, by their ids; a slip that was put right is none."""
        ...

    def pupil_details(self, pupil_id: str) -> PupilDetails: ...
    def pupil_numbers(self) -> dict[str, str]:
        """The leerlingnummer of every pupil who has one, by id: for an import alone."""
        ...

    def pupil_with_number(self, number: str) -> str:
        """The id of the pupil with this leerlingnummer; empty when nobody has it."""
        ...

    def change_details(self, pupil_id: str, details: PupilDetails, by: str) -> None:
        """Other details of a pupil; InputRefused when the number is another pupil's."""
        ...

    def merged_pupils(self) -> Mapping[str, str]:
        """Records that count as another one: their id to the id that is kept in the end."""
        ...

    def merges_of(self, pupil_id: str) -> list[MergedRecord]:
        """The records that count as this one, the oldest first."""
        ...

    def merge_pupils(self, pupil_id: str, into_id: str, by: str) -> str:
        """From now on `pupil_id` counts as `into_id`, in every case as well; the merge's id."""
        ...

    def split_pupils(self, merge_id: str, by: str) -> str:
        """The two are two again; the id of the one that stood on its own."""
        ...

    def move_pupil(self, pupil_id: str, class_id: str, starts_on: date, by: str) -> None: ...
    def move_pupils(
        self, pupil_ids: Sequence[str], class_id: str, starts_on: date, by: str
    ) -> None: ...
    def turn_year(self, school_year: str, to: Mapping[str, str], by: str) -> dict[str, int]: ...
    def hand_over(self, changes: Sequence[MentorChange], first_day: date, by: str) -> None: ...
    def pupil_leaves(self, pupil_id: str, last_day: date, by: str) -> None: ...
    def pupil_stays(self, pupil_id: str, by: str) -> None:
        """The leaving is taken back: the class that ended with it goes on."""
        ...

    def add_staff(self, name: PersonName, user_name: str, by: str) -> str: ...
    def assign(self, staff_id: str, assignment: Assignment, by: str) -> Giving:
        """Give a role; one that somebody may be giving to himself waits, or is told."""
        ...

    def givings(self, wanted: Sequence[tuple[str, Role]], by: str) -> list[Giving]:
        """What would become of these roles; an account that is to be made yet has an empty id."""
        ...

    def own_roles(self) -> OwnRoles: ...
    def set_own_roles(self, choice: OwnRoles, by: str) -> None: ...
    def role_requests(self) -> list[RoleRequest]: ...
    def deciders(self, request: RoleRequest) -> frozenset[str]: ...
    def grant_role(self, request_id: str, by: str) -> RoleRequest: ...
    def refuse_role(self, request_id: str, by: str) -> RoleRequest: ...
    def notices_since(self, moment: datetime) -> list[Notice]: ...
    def notices_seen_until(self, staff_id: str) -> datetime | None: ...
    def see_notices(self, staff_id: str, until: datetime) -> None: ...
    def email_of(self, staff_id: str) -> str:
        """The e-mail address of a colleague; empty when none is known."""
        ...

    def all_emails(self) -> dict[str, str]: ...
    def set_email(self, staff_id: str, email: str, by: str) -> str:
        """Another address, or none; gives it as it is kept."""
        ...

    def invitation_days(self) -> int:
        """For how many days an invitation works."""
        ...

    def set_invitation_days(self, days: int, by: str) -> None: ...
    def end_assignment(self, staff_id: str, held: Assignment, last_day: date, by: str) -> None: ...
    def end_staff(self, staff_id: str, ended_on: date, by: str) -> None: ...
    def add_free_days(self, first: date, last: date, name: str, by: str) -> None: ...
    def add_free_periods(self, periods: Sequence[FreePeriod], by: str) -> None: ...
    def vacations_known_until(self) -> date:
        """The last day of which the vacations are known, by the region or by the own list."""
        ...

    def set_year_dates(self, year: SchoolYear, by: str) -> None: ...
    def working_time(self, staff_ids: Iterable[str]) -> dict[str, WorkingTime]:
        """When these people work; whoever said nothing works all week, and is left out."""
        ...

    def set_working_days(self, staff_id: str, weekdays: Iterable[int], by: str) -> None: ...
    def add_away(self, staff_id: str, away: Away, by: str) -> None: ...
    def remove_away(self, staff_id: str, away: Away, by: str) -> None: ...
    def stand_ins(self) -> list[StandIn]:
        """Who stands in, stood in or will stand in as mentor, for whom, from when until when."""
        ...

    def add_stand_in(self, new: StandIn, by: str) -> None: ...
    def remove_free_days(self, first: date, last: date, by: str) -> None: ...
    def add_school_year(self, year: SchoolYear, by: str) -> None: ...
    def set_school(self, name: str, region: str, by: str) -> None: ...


class RosterImports(Protocol):
    """Rosters from files, each run with its way back; every run is logged with who made it."""

    def register_version(self) -> int:
        """Another number after each change of the register."""
        ...

    def numbers_of_merged(self) -> Mapping[str, str]:
        """Numbers under which a pupil stood in another record: to the number of the pupil now."""
        ...

    def roster_state(self, school_year: str, day: date) -> SchoolState:
        """Pupils, classes and staff, with the classes and roles of that year on that day."""
        ...

    def import_roster(
        self, work: ImportWork, run_id: str, by: str, on_step: Callable[[str], None]
    ) -> None:
        """Do the work under this id, all of it or none; InputRefused when it cannot be.

        `on_step` hears how far it is: "classes", "pupils", "staff", "storing".
        """
        ...

    def counts_in(self, school_year: str, day: date) -> tuple[int, int, int]:
        """How many pupils have a class in that year on that day, its classes, and the staff."""
        ...

    def import_runs(self) -> list[ImportRun]:
        """Every run, the newest first."""
        ...

    def undo_import(self, run_id: str, by: str) -> None:
        """Everything as it was before the run; InputRefused when something newer leans on it."""
        ...

    def columns_of(self, heading_mark: str) -> Mapping[str, str] | None:
        """What is remembered of files with these headings."""
        ...

    def keep_columns(self, heading_mark: str, columns: Mapping[str, str], by: str) -> None: ...


class AccountBook(Protocol):
    """Invitations and passwords; only ever set here, never read."""

    def invite(
        self, staff_id: str, by: str, now: datetime, *, is_handed_out: bool = True
    ) -> Invitation:
        """A link by which this person chooses a password; an earlier one works no more."""
        ...

    def open_invitations(self, now: datetime) -> Mapping[str, datetime]:
        """Until when each open invitation works, by staff id."""
        ...

    def end_password(self, staff_id: str, by: str) -> None:
        """The password works no more, and every session ends; nothing happens without one."""
        ...

    def user_name(self, staff_id: str) -> str:
        """The name with which this person signs in."""
        ...

    def handed_out_by(self, staff_id: str) -> str | None:
        """Who had the link in hand by which this account got its password; None when nobody."""
        ...

    def state_of(self, staff_id: str, now: datetime) -> AccountState:
        """How the account of this person stands."""
        ...

    def without_password(self) -> set[str]:
        """The ids of the staff who have no password."""
        ...

    def cannot_sign_in(self) -> set[str]:
        """The ids of the staff who can sign in by no password, and with no school account."""
        ...

    def checked_password(self, password: str, own_words: Iterable[str]) -> HashedPassword:
        """The password as it is kept; InputRefused when it is too short or easy to guess."""
        ...

    def keep_password(self, staff_id: str, password: HashedPassword, by: str) -> None:
        """Store a password that was hashed before."""
        ...

    def sign_ins(self) -> Mapping[str, date]:
        """The last known day on which each person was here; nothing of who never was."""
        ...

    def count_never_here(self, except_for: str) -> int:
        """How many people who work here never signed in, but for one."""
        ...


class AccessLog(Protocol):
    """Who opened which case or signal, when; append-only."""

    def noted(
        self,
        staff_id: str,
        subject_id: str,
        act: ReadAct,
        at: datetime,
        visit: str,
        reason: str = "",
        pupil_ids: Collection[str] = (),
    ) -> None:
        """Log that somebody saw a case, signal, pupil, class or team, and how.

        Without a subject it is about the school. The same act on the same visit is logged once.
        `pupil_ids`: who showed there, where that does not follow from a case; whoever shows later
        on the same visit is a line more.
        """
        ...

    def noted_each(
        self,
        staff_id: str,
        subject_ids: Iterable[str],
        act: ReadAct,
        at: datetime,
        visit: str,
        reason: str = "",
    ) -> None:
        """The same of each of these, all of them or none."""
        ...

    def count(self, sought: ReadLogSearch) -> int: ...
    def lines(self, first: date, last: date) -> list[ReadLine]: ...
    def search(self, sought: ReadLogSearch, rows_of_page: slice = slice(None)) -> list[ReadLine]:
        """The visits that are asked for, the newest first; of these rows alone."""
        ...

    def events(self, first: date, last: date) -> list[ReadEvent]:
        """Every act of reading of these days, both included, the oldest first."""
        ...

    def labels(self, subject_ids: Collection[str]) -> dict[str, str]:
        """What each of these cases and signals is called in the log."""
        ...

    def newest_number(self) -> int:
        """The number of the last line: another one after each."""
        ...

    def verify(self) -> list[str]:
        """What is wrong with the chain, in Dutch; nothing when every line is as it was written."""
        ...

    def opened_by(self, staff_id: str, case_ids: Iterable[str]) -> set[str]:
        """Which of these cases this person ever opened."""
        ...

    def opened_with_reason(self, staff_id: str, since: datetime) -> set[str]:
        """The cases for which this person gave a reason from that moment on."""
        ...

    def reasons_of(self, case_id: str) -> list[ReadLine]:
        """The lines of who opened this case with a reason, the newest first."""
        ...

    def count_opened(self, staff_id: str) -> int:
        """How often this person opened anything while the store is open: another number after."""
        ...

    def opened_since(self, case_id: str, since: datetime) -> set[str]:
        """Who opened this case from that moment (UTC) on."""
        ...

    def last_opened(self, staff_id: str, case_ids: Iterable[str]) -> dict[str, datetime]:
        """When this person last opened each of these cases (UTC); none that never was."""
        ...


class Drafts(Protocol):
    """Half-filled forms, sealed: each of a person by its form key.

    What several people write together belongs to the case that it is about, in the place of a
    person: it is sealed with the case and goes with it.
    """

    def keep(self, staff_id: str, form: str, draft: Draft) -> bool:
        """Keep it in the place of an earlier one with its form key; False when that has ended."""
        ...

    def merge(self, staff_id: str, form: str, draft: Draft, gone: Collection[str]) -> Draft | None:
        """Put these values into the draft with this form key, and take those of `gone` out.

        Without any value left there is no draft. None when the form was stored, or nothing is left.
        """
        ...

    def get(self, staff_id: str, form: str, form_key: str = "") -> Draft | None:
        """The newest draft of this form, or the one with this form key."""
        ...

    def all(self, staff_id: str) -> list[Draft]:
        """Every draft of this person, the newest first."""
        ...

    def drop(self, staff_id: str, form: str, form_key: str = "") -> None:
        """Forget the draft with this form key, or without one every draft of the form."""
        ...

    def end(self, staff_id: str, form: str, form_key: str, screen: str) -> None:
        """Forget the draft with this form key for good: nothing is kept under that key any more."""
        ...

    def ending(
        self, staff_id: str, form: str, form_key: str, screen: str
    ) -> AbstractContextManager[None]:
        """What is stored inside with this form key ends its draft, in that same commit."""
        ...

    def has_ended(self, form_key: str) -> bool:
        """Whether this very form was stored, or thrown away."""
        ...

    def ended_on(self, form_key: str) -> str:
        """The screen on which the form with this key ended; "" when that is not known."""
        ...

    def of_sign_in(self, sign_in: str) -> list[datetime]:
        """When each form was last typed in that waits since this sign-in, the newest first."""
        ...

    def drop_older(self, than: datetime) -> int:
        """Forget every draft that was last typed in before this moment; how many there were."""
        ...

    def drop_erased(self) -> int:
        """Forget what is about somebody or something of which the words were erased."""
        ...

    def sealed_ticket(self, staff_id: str, text: str) -> str:
        """A text that only this person gets back, and that nobody can make or change."""
        ...

    def opened_ticket(self, staff_id: str, ticket: str) -> str | None:
        """The text of a ticket; None when it is not one of this person."""
        ...


class StoredForms(Protocol):
    """The receipts of forms, and what is stored once outside the log of entries."""

    def once(self, form: SentForm, by: str, title: str) -> AbstractContextManager[bool]:
        """What is stored inside, its receipt and the end of its draft in one transaction.

        False when this very form was stored before: then nothing is to be done. FormStoredBefore
        when its key was stored with another content.
        """
        ...

    def is_repeat(self, form: SentForm, by: str) -> bool:
        """Whether this very form was stored outside the log; FormStoredBefore as above."""
        ...

    def latest(self, staff_id: str, since: datetime) -> StoredForm | None:
        """The form that this person stored last since then; None when there is none."""
        ...


class CalendarAddresses(Protocol):
    """The secret address of a person's own agenda: made, renewed, stopped; never read back."""

    def make(self, staff_id: str) -> str:
        """The token of a new address, told this once; an earlier one is useless from now on."""
        ...

    def stop(self, staff_id: str) -> None:
        """The address is useless from now on."""
        ...

    def since(self, staff_id: str) -> datetime | None:
        """When the present address was made; None when there is none."""
        ...


class CodedFacts(Protocol):
    """The coded facts in memory: which cases are in sight, and the figures."""

    def cached(self, question: Hashable, rests_on: Hashable, ask: Callable[[], T]) -> T:
        """What `ask` gives, from memory while `rests_on`, the register and the cards are the same.

        For what follows from them and from the question alone, and never holds a name or a word.
        """
        ...

    def summaries(self, reach: Reach, today: date) -> list[CaseSummary]: ...
    def sight_version(self, reach: Reach, today: date) -> int:
        """Another number after something was written in a case that is or was within `reach`."""
        ...

    def signals_version(self) -> int:
        """Another number after anything was written in a signal."""
        ...

    def related(self, pupil_ids: Iterable[str], since: date) -> list[RelatedCase]: ...
    def case_figures(self, today: date, since: date, also: str = "") -> list[CaseFigures]:
        """What makes a case hard, for every running case and the case `also`; others since then."""
        ...

    def support(self) -> SupportFigures: ...
    def signals_near(self, reach: Reach, posts: Reach, today: date) -> list[str]:
        """The waiting signals that may be for somebody with this reach; which, a rule decides."""
        ...

    def signals_of(self, staff_id: str, since: date) -> list[str]:
        """The signals that somebody sent since that day, the newest first."""
        ...

    def whole_version(self) -> int:
        """The version of the facts, which are whole."""
        ...

    def figures(self, scope: FigureScope) -> FiguresByFilter:
        """The relations of a scope, to be limited further by any number of filters.

        What it hands out is not exact (Figures.is_exact) until a desk says so, lives on a cursor
        of its own, and is for one thread.
        """
        ...

    def comparison(self, case_id: str, may_open: Iterable[str], since: date) -> Comparison:
        """What one case is held against: all cases, with no id of one that may not be opened."""
        ...


class CardShelf(Protocol):
    """The versions of the card that this school has used."""

    def current(self) -> ActionCard: ...
    def version(self, number: int) -> ActionCard: ...
    def numbers(self) -> list[int]: ...
    def versions(self) -> list[CardVersion]: ...
    def text(self, number: int) -> str: ...
    def keep(
        self, text: str, by: str, at: datetime, *, expected: int | None = None, note: str = ""
    ) -> ActionCard:
        """A new version; CardMovedOn when the newest one is not `expected` any more."""
        ...


class TrendNotes(Protocol):
    """What people add to the figures; each change is logged with who made it."""

    def annotations(self) -> list[Annotation]: ...
    def annotate(self, new: Annotation, *, by: str, form_key: str) -> None: ...
    def annotation_of(self, form_key: str) -> Annotation | None:
        """The mark that this form made, while it is there."""
        ...

    def remove_annotation(self, annotation_id: str, *, by: str) -> None: ...
    def targets(self) -> list[Target]: ...
    def set_target(self, target: Target, *, by: str) -> None: ...
    def remove_target(self, team_id: str, figure: str, *, by: str) -> None: ...
    def views(self, staff_id: str) -> list[SavedView]: ...
    def keep_view(self, view: SavedView, staff_id: str, *, form_key: str) -> None: ...
    def view_of(self, form_key: str) -> SavedView | None:
        """The view that this form made, while it is there."""
        ...

    def rename_view(self, view: SavedView, staff_id: str) -> None: ...
    def remove_view(self, view_id: str, staff_id: str) -> None: ...


class ReadingReviews(Protocol):
    """What was made of unusual reading."""

    def all(self) -> dict[str, ReadingReview]:
        """Every review, by the key of what it is about."""
        ...

    def add(self, key: str, note: str, *, by: str, at: datetime) -> None:
        """Somebody looked at it; the first who did stands."""
        ...


class Integrity(Protocol):
    """Whether what is kept is still what was written."""

    @property
    def last(self) -> IntegrityState | None:
        """The outcome of the last check; None while the first is being done."""
        ...


class StorePort(Protocol):
    """Everything that is kept, behind one door."""

    @property
    def integrity(self) -> Integrity: ...
    @property
    def reading_reviews(self) -> ReadingReviews: ...

    @property
    def log(self) -> EntryLog: ...
    @property
    def school(self) -> SchoolRegister: ...
    @property
    def imports(self) -> RosterImports: ...
    @property
    def accounts(self) -> AccountBook: ...
    @property
    def access_log(self) -> AccessLog: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def forms(self) -> StoredForms: ...
    @property
    def calendars(self) -> CalendarAddresses: ...
    @property
    def facts(self) -> CodedFacts: ...
    @property
    def cards(self) -> CardShelf: ...
    @property
    def trend_notes(self) -> TrendNotes: ...
    @property
    def name_answers(self) -> "NameAnswers": ...
    @property
    def outbox(self) -> "Outbox": ...
    @property
    def rate_limits(self) -> RateLimits: ...
    @property
    def second_factors(self) -> "SecondFactorBook": ...
    @property
    def school_accounts(self) -> "SchoolAccountBook": ...
    @property
    def changes(self) -> "ChangeLog": ...
    @property
    def is_demo(self) -> bool: ...
    @property
    def number(self) -> int:
        """Which open store of this process it is; no two have the same."""
        ...


class Outbox(Protocol):
    """Messages that wait to be sent by e-mail; no name of a pupil and no word of a case in any."""

    @property
    def is_on(self) -> bool:
        """Whether this school sends e-mail at all."""
        ...

    def add(
        self, kind: MessageKind | str, staff_id: str, values: Mapping[str, str], now: datetime
    ) -> str:
        """Put a message to this person in the outbox, in the transaction that is going on.

        Its id; an empty one, and nothing is kept, where no e-mail is sent. ValueError when it
        would say anything else than its kind may (`casework.mail`).
        """
        ...

    @property
    def address_of(self) -> Callable[[str], str]:
        """The e-mail address of a member of staff; empty when there is none."""
        ...

    def state(self) -> OutboxState: ...
    def given_up(self) -> list[GivenUp]:
        """What will not come, the newest first."""
        ...

    def drop_given_up(self) -> None: ...
    def reads_digest(self, staff_id: str) -> bool: ...
    def set_reads_digest(self, staff_id: str, wants: bool) -> None:
        """Whether this person gets the daily digest from now on."""
        ...


class SecondFactorBook(Protocol):
    """The second step of signing in, of everybody who has one."""

    def is_on(self, staff_id: str) -> bool:
        """Whether this person signs in with a second step."""
        ...

    def status(self, staff_id: str, day: date) -> SecondFactorStatus:
        """What somebody sees of the own second step."""
        ...

    def turn_off(self, staff_id: str, by: str) -> None:
        """No second step any more, and no recovery codes."""
        ...


class ChangeLog(Protocol):
    """The record of changes, read back."""

    def count(self, sought: ChangeSearch) -> int: ...
    def search(self, sought: ChangeSearch, rows_of_page: slice = slice(None)) -> list[ChangeLine]:
        """The changes that are asked for, the newest first; of these rows alone."""
        ...


class SchoolAccountBook(Protocol):
    """Which account at a provider (Entra ID, Google) belongs to whom."""

    def since(self, staff_id: str) -> datetime | None:
        """Since when this person signs in with an account at a provider; None when not."""
        ...

    def count(self) -> int:
        """How many people sign in with an account at a provider."""
        ...

    def unbind(self, staff_id: str, by: str) -> None:
        """It opens nothing any more."""
        ...


class NameAnswers(Protocol):
    """What was answered about words that may be the name of a pupil; the words are not kept."""

    def name_answers(self, questions: Collection[NameQuestion]) -> dict[NameQuestion, bool]:
        """Of these questions those that were answered: whether it is that pupil."""
        ...

    def answer(
        self, class_id: str, questions: Sequence[NameQuestion], is_pupil: bool, *, by: str
    ) -> None:
        """Remember one answer to these questions; nothing happens when it was the same."""
        ...
