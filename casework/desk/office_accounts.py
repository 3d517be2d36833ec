"""How colleagues get in: by an invitation, with which each chooses a password of one's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from casework.desk.access import Room
from casework.desk.confirmed import confirmed
from casework.errors import InputRefused, NotHere
from casework.identity import AccountState, Invitation
from casework.mail import MessageKind
from casework.people import Action, PersonName
from casework.rate_limits import HeavyAct
from casework.records import StaffMember
from casework.sent_forms import sent_form

PATH = "/uitnodiging/"
DAYS = (1, 3, 7, 14, 30)
"""For how many days an invitation may work."""


@dataclass(frozen=True)
class InvitationLine:
    """A colleague on a sheet of invitations; the link is empty where it went by e-mail."""

    staff_id: str
    name: PersonName
    user_name: str
    link: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True)
class AccountsRoom(Room):
    """The part of the office about invitations and e-mail addresses."""

    _needs = Action.ADMINISTER

    def state_of(self, staff_id: str) -> AccountState:
        """How the account of this colleague stands."""
        store = self._access.store
        return replace(
            store.accounts.state_of(staff_id, self._access.now()),
            has_second_step=store.second_factors.is_on(staff_id),
            has_school_account=store.school_accounts.since(staff_id) is not None,
        )

    def can_mail(self, staff_id: str) -> bool:
        """Whether an invitation can go to this colleague by e-mail."""
        outbox = self._access.store.outbox
        return outbox.is_on and bool(outbox.address_of(staff_id))

    def count_with_mail(self, members: Iterable[StaffMember]) -> int:
        """To how many of these an invitation can go by e-mail."""
        if not self._access.store.outbox.is_on:
            return 0
        emails = self._access.store.school.all_emails()
        return sum(member.staff_id in emails for member in members)

    def never_invited(self) -> list[StaffMember]:
        """Who works here and has no way in: nor an invitation that still works."""
        accounts = self._access.store.accounts
        invited = accounts.open_invitations(self._access.now())
        without = accounts.cannot_sign_in() - invited.keys()
        return [member for member in self._access.working_staff() if member.staff_id in without]

    def never_signed_in(self) -> list[StaffMember]:
        """Who was invited, or has a password, and was never here; not whose desk this is."""
        here = {*self._access.store.accounts.sign_ins(), self._access.actor.staff_id}
        here |= {member.staff_id for member in self.never_invited()}
        return [member for member in self._access.working_staff() if member.staff_id not in here]

    @confirmed()
    def invite(
        self,
        staff_id: str,
        *,
        address: str,
        by_mail: bool = True,
        ends_password: bool = False,
        ends_second_step: bool = False,
    ) -> Invitation:
        """A link by which this colleague chooses a password; an earlier one works no more.

        It goes by e-mail where that can be, unless it is not wanted; `address` is how the school
        is reached. With `ends_password` the present password, a school account and every session
        end at once; with `ends_second_step` the app and the recovery codes as well.
        """
        if staff_id == self._access.actor.staff_id:
            raise InputRefused("Je eigen wachtwoord verander je bij Mijn account.")
        self._access.count_heavy(HeavyAct.INVITATION)
        store, by = self._access.store, self._access.actor.staff_id
        with store.log.together():
            if ends_password or ends_second_step:
                # Whoever knows the password could set up an app of another's.
                store.accounts.end_password(staff_id, by)
                store.school_accounts.unbind(staff_id, by)
            if ends_second_step:
                store.second_factors.turn_off(staff_id, by)
            return self._invite(staff_id, address, by_mail=by_mail)

    def _invite(self, staff_id: str, address: str, *, by_mail: bool) -> Invitation:
        store, now = self._access.store, self._access.now()
        goes_by_mail = by_mail and self.can_mail(staff_id)
        invitation = store.accounts.invite(
            staff_id, self._access.actor.staff_id, now, is_handed_out=not goes_by_mail
        )
        if goes_by_mail:
            values = {
                "link": link_of(address, invitation),
                "until": invitation.expires_at.isoformat(timespec="seconds"),
            }
            store.outbox.add(MessageKind.INVITATION, staff_id, values, now)
        return invitation

    @confirmed()
    def invite_all(
        self, staff_ids: Sequence[str], *, address: str, form_key: str
    ) -> list[InvitationLine]:
        """An invitation for each of these, all or none; by e-mail to whom that can be.

        Nobody who was here before is among them. Empty when this very form was stored before.
        """
        self._access.count_heavy(HeavyAct.INVITATION)
        form = sent_form(form_key, "invitations", list(staff_ids))
        by, lines = self._access.actor.staff_id, list[InvitationLine]()
        members = {one.staff_id: one for one in (*self.never_invited(), *self.never_signed_in())}
        with self._access.store.forms.once(form, by, "uitnodigingen") as is_new:
            for staff_id in staff_ids if is_new else ():
                if staff_id not in members:
                    raise InputRefused(
                        "Iemand van deze lijst heeft zich intussen aangemeld. Maak de lijst "
                        "opnieuw."
                    )
                made = self._invite(staff_id, address, by_mail=True)
                lines.append(_line(members[staff_id], address, made))
        return lines

    @confirmed()
    def change_email(self, staff_id: str, email: str) -> str:
        """Another e-mail address, or none; gives it as it is kept."""
        return self._access.store.school.set_email(staff_id, email, self._access.actor.staff_id)

    @property
    def days(self) -> int:
        """For how many days an invitation works."""
        return self._access.store.school.invitation_days()

    @confirmed()
    def set_days(self, days: int) -> None:
        """For how many days an invitation that is made from now on works."""
        if days not in DAYS:
            raise NotHere
        if days != self.days:
            self._access.store.school.set_invitation_days(days, self._access.actor.staff_id)


def link_of(address: str, invitation: Invitation) -> str:
    """The whole address of an invitation."""
    return f"{address}{PATH}{invitation.link_token}"


def _line(member: StaffMember, address: str, made: Invitation) -> InvitationLine:
    link = "" if made.is_mailed else link_of(address, made)
    return InvitationLine(member.staff_id, member.name, member.user_name, link, made.expires_at)
