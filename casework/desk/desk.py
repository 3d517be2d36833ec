"""What one person can do and see: a room for each subject, each of which checks both."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from casework.card.model import ActionCard
from casework.desk.access import Access
from casework.desk.advice import Advice
from casework.desk.agenda import Agenda
from casework.desk.case_acts import CaseActs
from casework.desk.cases import Cases
from casework.desk.classroom import Classroom
from casework.desk.decisions import Decisions
from casework.desk.digest import DigestRoom
from casework.desk.drafts import DraftsRoom
from casework.desk.figure_sharing import FigureSharing
from casework.desk.files import FileRoom
from casework.desk.integrity import IntegrityRoom
from casework.desk.meetings import Meetings
from casework.desk.merging import Merging
from casework.desk.notices import NoticesRoom
from casework.desk.office import Office
from casework.desk.oversight import OversightRoom
from casework.desk.own_time import OwnTimeRoom
from casework.desk.pupils import Pupils
from casework.desk.quick_notes import QuickNotes
from casework.desk.reading import WhoRead
from casework.desk.report import ReportRoom
from casework.desk.school import SchoolRoom
from casework.desk.search import Search
from casework.desk.signals import Signals
from casework.desk.support import Support
from casework.desk.trend_notes import TrendNotesRoom
from casework.desk.trends import Trends
from casework.desk.undoing import Undoing
from casework.desk.unusual import UnusualRoom
from casework.desk.watching import Watching
from casework.identity import OwnAccount
from casework.people import Action, Actor
from casework.records import SchoolYear
from casework.school_days import SchoolDays
from casework.second_factor import SecondFactorStatus


@dataclass(frozen=True)
class Desk:
    """The desk of one actor today. The store behind it cannot be reached from it."""

    _access: Access = field(repr=False)

    # --- who, when, under which card ------------------------------------------------------------

    @property
    def actor(self) -> Actor:
        """Who sits at this desk."""
        return self._access.actor

    @property
    def today(self) -> date:
        """The day at school."""
        return self._access.today

    def now(self) -> datetime:
        """The moment (UTC) at which an act would be recorded."""
        return self._access.now()

    @property
    def card(self) -> ActionCard:
        """The card that new cases follow."""
        return self._access.card

    @property
    def known_card(self) -> ActionCard:
        """The card with, besides, the choices of its earlier versions: for cases of any version."""
        return self._access.known_card

    @property
    def school_days(self) -> SchoolDays:
        """The clock of this school."""
        return self._access.school_days

    @property
    def school_year(self) -> SchoolYear:
        """The school year of today; between two years still the one before."""
        return self._access.school_year

    def own_account(self) -> OwnAccount:
        """With which name and address this person is known, and how it signs in."""
        store, staff_id = self._access.store, self._access.actor.staff_id
        state = store.accounts.state_of(staff_id, self._access.now())
        return OwnAccount(
            store.accounts.user_name(staff_id),
            state.email,
            state.has_password,
            has_school_account=store.school_accounts.since(staff_id) is not None,
        )

    def second_step(self) -> SecondFactorStatus:
        """How the second step of this person's own sign-in stands."""
        access = self._access
        return access.store.second_factors.status(access.actor.staff_id, access.today)

    def may(self, action: Action) -> bool:
        """Whether this person may do `action` at all; for what a menu shows."""
        return self._access.actor.may(action)

    def renewed(self) -> "Desk":
        """The same desk, with nothing remembered of what it read before."""
        return Desk(replace(self._access))

    # --- the rooms ------------------------------------------------------------------------------

    @cached_property
    def cases(self) -> Cases:
        """Finding cases, opening one, reporting and recording."""
        return Cases(self._access)

    @cached_property
    def merging(self) -> Merging:
        """Cases that turn out to be one, and one that turns out to be two."""
        return Merging(self._access)

    @cached_property
    def case_acts(self) -> CaseActs:
        """Acts on a case as a whole: add a class."""
        return CaseActs(self._access)

    @cached_property
    def undoing(self) -> Undoing:
        """Taking back what was just saved, wherever that was."""
        return Undoing(self._access)

    @cached_property
    def signals(self) -> Signals:
        """Signals: passed on by anybody, taken up or set aside by whom they are for."""
        return Signals(self._access)

    @cached_property
    def agenda(self) -> Agenda:
        """What is due, late or new for this person."""
        return Agenda(self._access)

    @property
    def pupils(self) -> Pupils:
        """Pupils by name, over the cases in sight; NotHere for who sees no case."""
        return Pupils(self._access)

    @property
    def watching(self) -> Watching:
        """Who a case is about, for the colleagues whom its mentor asked to look after a pupil."""
        return Watching(self._access)

    @property
    def search(self) -> Search:
        """The search over what this person may see; NotHere for who sees no case."""
        return Search(self._access)

    @property
    def digest(self) -> DigestRoom:
        """The own choice about the daily digest by e-mail; NotHere for who has no agenda."""
        return DigestRoom(self._access)

    @cached_property
    def support(self) -> Support:
        """The questions to the ondersteuningsteam, and the hard cases."""
        return Support(self._access)

    @cached_property
    def advice(self) -> Advice:
        """The text that the ondersteuningsteam writes together about a question."""
        return Advice(self._access)

    @cached_property
    def meetings(self) -> Meetings:
        """The meetings of the ondersteuningsteam."""
        return Meetings(self._access)

    @cached_property
    def decisions(self) -> Decisions:
        """What the ondersteuningsteam decides in a case."""
        return Decisions(self._access)

    @cached_property
    def school(self) -> SchoolRoom:
        """The years, classes and class lists of the school."""
        return SchoolRoom(self._access)

    @cached_property
    def classroom(self) -> Classroom:
        """A class as its mentor has it."""
        return Classroom(self._access)

    @cached_property
    def quick_notes(self) -> QuickNotes:
        """What a note of one sentence says, and where it can go."""
        return QuickNotes(self._access)

    @cached_property
    def drafts(self) -> DraftsRoom:
        """The own half-filled forms."""
        return DraftsRoom(self._access)

    @property
    def trends(self) -> Trends:
        """The figures of the pupils that this person answers for; NotHere for anybody else."""
        self._access.require(Action.SEE_FIGURES)
        return self._trends

    @cached_property
    def _trends(self) -> Trends:
        return Trends(self._access)

    @cached_property
    def trend_notes(self) -> TrendNotesRoom:
        """Annotations, targets and saved views beside the figures."""
        return TrendNotesRoom(self._access)

    @property
    def figure_sharing(self) -> FigureSharing:
        """The suppressed figures that this person may save; NotHere for who sees no figures."""
        return FigureSharing(self._access)

    @cached_property
    def files(self) -> FileRoom:
        """The files that this person takes along."""
        return FileRoom(self._access)

    @cached_property
    def report(self) -> ReportRoom:
        """The report of a school year."""
        return ReportRoom(self._access)

    @cached_property
    def own_time(self) -> OwnTimeRoom:
        """The days on which this person works, and who stands in for whom."""
        return OwnTimeRoom(self._access)

    @property
    def integrity(self) -> IntegrityRoom:
        """Whether what is kept is whole; NotHere for anybody but beheerder and privacy."""
        return IntegrityRoom(self._access)

    @property
    def unusual(self) -> UnusualRoom:
        """Reading that is not as usual; NotHere for anybody but who looks after privacy."""
        return UnusualRoom(self._access)

    @property
    def who_read(self) -> WhoRead:
        """Who saw which case and which pupil; NotHere for anybody but who looks after privacy."""
        return WhoRead(self._access)

    @property
    def oversight(self) -> OversightRoom:
        """Who changed what; NotHere for who is neither beheerder nor looks after privacy."""
        return OversightRoom(self._access)

    @property
    def notices(self) -> NoticesRoom:
        """What is told to this person of changes of who may see what."""
        return NoticesRoom(self._access)

    @property
    def office(self) -> Office:
        """What a beheerder does; NotHere for anybody else."""
        return Office(self._access)
