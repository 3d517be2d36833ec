"""The school's own administration: classes, pupils, staff, years; no case content."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from casework.desk.access import Room
from casework.desk.card_office import CardOffice
from casework.desk.confirmed import confirmed
from casework.desk.office_accounts import AccountsRoom
from casework.desk.office_checklist import ChecklistRoom
from casework.desk.office_groups import GroupsRoom
from casework.desk.office_handover import HandoverRoom
from casework.desk.office_mail import MailOffice
from casework.desk.office_people import PeopleRoom
from casework.desk.office_pupils import PupilOffice
from casework.desk.office_rules import (
    check_draft_days,
    check_free_days,
    free_periods,
    missing_classes,
    next_school_year,
    person_name,
    pupil_names,
)
from casework.desk.office_sign_in import SignInOffice
from casework.desk.office_time import OfficeTime
from casework.desk.oversight import OversightRoom
from casework.desk.reading import ReadingNumbers
from casework.desk.role_requests import RequestsRoom
from casework.desk.roster import RosterRoom
from casework.desk.unowned import CaseWithoutOwner, cases_without_owner
from casework.desk.work_left import WorkLeft, work_left
from casework.errors import InputRefused, NotHere
from casework.free_periods import FreePeriod
from casework.people import Action, Assignment, PersonName
from casework.records import (
    Pupil,
    SchoolClass,
    SchoolYear,
    StaffMember,
    team_names,
)
from casework.role_watch import Giving
from casework.sent_forms import sent_form

A_YEAR = timedelta(days=366)
OneAct = AbstractContextManager[bool]


@dataclass(frozen=True)
class Office(Room):
    """What a beheerder can do; handed out by Desk.office."""

    _needs = Action.ADMINISTER

    @property
    def card(self) -> CardOffice:
        """What a beheerder does with the card."""
        return CardOffice(self._access)

    @property
    def handover(self) -> HandoverRoom:
        """Classes to other mentors, and pupils to the next school year, many at once."""
        return HandoverRoom(self._access)

    @property
    def roster(self) -> RosterRoom:
        """Pupils, classes and staff from a file, and taking that back."""
        return RosterRoom(self._access)

    @property
    def time(self) -> OfficeTime:
        """The calendar of the school, and of who works there."""
        return OfficeTime(self._access)

    @property
    def pupils(self) -> PupilOffice:
        """One pupil at a time: found among all, names over time, two records that are one."""
        return PupilOffice(self._access)

    @property
    def groups(self) -> GroupsRoom:
        """Classes, teams and school years: found, put right, taken away when unused."""
        return GroupsRoom(self._access)

    @property
    def people(self) -> PeopleRoom:
        """Colleagues: found, their names put right, an ended account opened again."""
        return PeopleRoom(self._access)

    @property
    def reading(self) -> ReadingNumbers:
        """How often who read what, in numbers."""
        return ReadingNumbers(self._access)

    @property
    def mail(self) -> MailOffice:
        """The e-mail that the program sends."""
        return MailOffice(self._access)

    @property
    def sign_in(self) -> SignInOffice:
        """How people sign in: of whom what is asked."""
        return SignInOffice(self._access)

    @property
    def requests(self) -> RequestsRoom:
        """Roles that wait for a second beheerder."""
        return RequestsRoom(self._access)

    @property
    def oversight(self) -> OversightRoom:
        """Who changed what."""
        return OversightRoom(self._access)

    @property
    def accounts(self) -> AccountsRoom:
        """How colleagues get in: invitations and e-mail addresses."""
        return AccountsRoom(self._access)

    @property
    def checklist(self) -> ChecklistRoom:
        """What is still to be done, all year."""
        return ChecklistRoom(self._access)

    @property
    def today(self) -> date:
        """The day at school."""
        return self._access.today

    @property
    def own_id(self) -> str:
        """The staff id of the beheerder who sits here."""
        return self._access.actor.staff_id

    def once(self, form_key: str, name: str, content: Mapping[str, object]) -> OneAct:
        """What the form `name` stores inside, its receipt and the end of its draft: all or nothing.

        False when this very form was stored before; FormStoredBefore with another content.
        """
        form = sent_form(form_key, name, content)
        return self._access.store.forms.once(form, self.own_id, "wijziging in Beheer")

    def school(self) -> tuple[str, str]:
        """The name of the school and its vacation region."""
        return self._access.store.school.school_name(), self._access.store.school.region()

    def set_school(self, name: str, region: str) -> None:
        """Change the name or the region."""
        self._access.store.school.set_school(name, region, self._access.actor.staff_id)

    def leaders_see_exact_figures(self) -> bool:
        """The setting "exacte cijfers voor leidinggevenden"."""
        return self._access.store.school.leaders_see_exact_figures()

    @confirmed()
    def set_exact_figures(self, is_on: bool) -> None:
        """Whether who leads sees exact figures; each change is on record with who made it."""
        if is_on != self.leaders_see_exact_figures():
            self._access.store.school.set_exact_figures(is_on, self._access.actor.staff_id)

    def draft_days(self) -> int:
        """After how many days a form in which nobody typed any more is forgotten."""
        return self._access.store.school.draft_days()

    @confirmed()
    def set_draft_days(self, days: int) -> None:
        """Another term for forms left half-filled; each change is on record with who made it."""
        check_draft_days(days)
        if days != self.draft_days():
            self._access.store.school.set_draft_days(days, self._access.actor.staff_id)

    def school_years(self) -> list[SchoolYear]:
        """All school years, oldest first."""
        return self._access.school_years()

    def present_year(self) -> SchoolYear:
        """The school year of today; in a gap between two the one that comes, else the last."""
        return self._access.year_to_prepare

    def next_year(self) -> SchoolYear:
        """The school year that can be added: the one after the last."""
        return next_school_year(self.school_years())

    def add_school_year(self, year: SchoolYear) -> None:
        """Add a school year that does not overlap another."""
        self._access.store.school.add_school_year(year, self._access.actor.staff_id)

    def classes(self, school_year: str) -> list[SchoolClass]:
        """The classes of one school year, by name."""
        return self._access.store.school.classes(school_year)

    def add_class(self, name: str, year_group: int, team: str, school_year: str) -> str:
        """A new class; the team is made when it does not exist yet. Gives the class id."""
        school = self._access.store.school
        return school.add_class(name, year_group, team, school_year, self._access.actor.staff_id)

    def all_classes(self) -> list[SchoolClass]:
        """The classes of every school year, the newest year first."""
        years = [year.school_year for year in reversed(self.school_years())]
        return [school_class for year in years for school_class in self.classes(year)]

    def class_of(self, class_id: str) -> SchoolClass:
        """One class; NotHere when there is none with this id."""
        school_class = self.groups.class_with_id(class_id)
        if school_class is None:
            raise NotHere
        return school_class

    def copy_classes(self, source_year: str, school_year: str) -> list[str]:
        """Make the classes of one year in another as well, without pupils. Gives the new names.

        A class that is there already is left as it is, so that a second try does no harm.
        """
        missing = missing_classes(self.classes(source_year), self.classes(school_year))
        for school_class in missing:
            self.add_class(
                school_class.name, school_class.year_group, school_class.team_name, school_year
            )
        return [school_class.name for school_class in missing]

    def day_in_year(self, school_year: str) -> date:
        """Today, or the day of that school year that lies nearest to it."""
        for year in self.school_years():
            if year.school_year == school_year:
                return min(max(self._access.today, year.starts_on), year.ends_on)
        return self._access.today

    def class_list(self, class_id: str) -> list[Pupil]:
        """The pupils of one class today; of a past or coming year on its last or first day."""
        day = self.day_in_year(self.class_of(class_id).school_year)
        return self._access.store.school.class_list(class_id, day)

    def add_pupils(
        self, lines: str, class_id: str, starts_on: date | None, *, with_namesakes: bool = False
    ) -> list[PersonName]:
        """New pupils, one a line ("voornaam; achternaam"): all of them, or none at all.

        InputRefused names every wrong line by its number before anything is stored; a second
        pupil of the same name is one, unless `with_namesakes` says that there are really two.
        """
        first_day = _chosen(starts_on, "Kies de dag waarop zij in deze klas beginnen.")
        present = [pupil.name for pupil in self.class_list(class_id)]
        names = pupil_names(lines, present, with_namesakes=with_namesakes)
        self._access.store.school.add_pupils(
            names, class_id, first_day, self._access.actor.staff_id
        )
        return names

    def move_pupils(self, pupil_ids: Sequence[str], class_id: str, starts_on: date | None) -> None:
        """Move pupils to another class from a day on; their cases move along."""
        first_day = _chosen(starts_on, "Kies de eerste dag in de andere klas.")
        if not pupil_ids:
            raise InputRefused("Kies wie er naar een andere klas gaat.", "pupils")
        if not class_id:
            raise InputRefused("Kies de klas waar het heen gaat.", "class")
        self._refuse_unknown(pupil_ids)
        self._access.store.school.move_pupils(
            pupil_ids, class_id, first_day, self._access.actor.staff_id
        )

    def _refuse_unknown(self, pupil_ids: Sequence[str]) -> None:
        if set(pupil_ids) - set(self._access.store.school.pupils(pupil_ids, self._access.today)):
            raise NotHere

    def pupil_leaves(self, pupil_id: str, last_day: date | None) -> None:
        """The pupil leaves the school after `last_day`."""
        if not pupil_id:
            raise InputRefused("Kies wie er van school gaat.", "pupil")
        day = _chosen(last_day, "Kies de laatste dag op school.", "last_day")
        self._access.store.school.pupil_leaves(pupil_id, day, self._access.actor.staff_id)

    def teams(self) -> dict[str, str]:
        """The teams that have a class in any school year: team id to name, by name."""
        return team_names(self.all_classes())

    def staff(self) -> list[StaffMember]:
        """Everybody who worked here, with the roles of today and of the starts of coming years."""
        staff = self._access.store.school.staff(self._access.today)
        for year in self.school_years():
            if year.starts_on > self._access.today:
                later = {m.staff_id: m for m in self._access.store.school.staff(year.starts_on)}
                staff = [_with_roles_of(member, later) for member in staff]
        return staff

    @confirmed()
    def add_staff(self, given: str, family: str, user_name: str) -> str:
        """A new member of staff, who gets in by an invitation. Gives the staff id."""
        name = person_name(given, family)
        return self._access.store.school.add_staff(name, user_name, self._access.actor.staff_id)

    @confirmed()
    def end_staff(self, staff_id: str) -> None:
        """The person leaves; the account and every role end now. Nobody ends the own account."""
        if staff_id == self._access.actor.staff_id:
            raise InputRefused(
                "Je eigen account kun je niet beëindigen. Vraag het een andere beheerder."
            )
        self._access.store.school.end_staff(
            staff_id, self._access.today, self._access.actor.staff_id
        )

    @confirmed()
    def assign(self, staff_id: str, assignment: Assignment) -> Giving:
        """Give a role with its scope; one that one could be giving to oneself waits, or is told."""
        return self._access.store.school.assign(staff_id, assignment, self._access.actor.staff_id)

    @confirmed()
    def end_assignment(self, staff_id: str, held: Assignment, last_day: date | None) -> date:
        """End a role after `last_day`, or with None at once; the access ends with it.

        Gives the last day of the role. One that would end before it began is taken away.
        """
        ends_on = last_day or self._access.today - timedelta(days=1)
        self._access.store.school.end_assignment(
            staff_id, held, ends_on, self._access.actor.staff_id
        )
        return ends_on

    def work_left(self, staff_id: str, ending: Assignment | None = None) -> WorkLeft:
        """What somebody still has, in numbers, and who gets it when this role or the account ends.

        It stops nobody: whoever has to go, goes.
        """
        return work_left(self._access, staff_id, ending)

    def cases_without_owner(self) -> list[CaseWithoutOwner]:
        """Zaken zonder iemand in the whole school, by number; no content and no name."""
        return cases_without_owner(self._access)

    def free_days(self) -> list[FreePeriod]:
        """The school's own free days: first day, last day, name."""
        return self._access.store.school.free_days()

    def add_free_days(self, first: date | None, last: date | None, name: str) -> None:
        """Add free days of the school's own that do not overlap others of its own."""
        check_free_days(first, last, self.free_days())
        if first and last:
            self._access.store.school.add_free_days(first, last, name, self._access.actor.staff_id)

    def remove_free_days(self, first: date, last: date) -> None:
        """Take free days of the school's own away again."""
        self._access.store.school.remove_free_days(first, last, self._access.actor.staff_id)

    def coming_free_periods(self) -> list[FreePeriod]:
        """What the clock skips in the coming year: holidays and the school's own days."""
        first, last = self.today - A_YEAR, self.today + A_YEAR
        periods = free_periods(self._access.store.school.holidays(first, last), self.free_days())
        return [period for period in periods if period[1] >= self.today and period[0] <= last]


def _chosen(day: date | None, sentence: str, field: str = "starts_on") -> date:
    if day is None:
        raise InputRefused(sentence, field)
    return day


def _with_roles_of(member: StaffMember, later: Mapping[str, StaffMember]) -> StaffMember:
    there = later.get(member.staff_id)
    coming = there.assignments if there else ()
    more = tuple(held for held in coming if held not in member.assignments)
    return replace(member, assignments=(*member.assignments, *more))
