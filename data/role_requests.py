"""Roles that wait for a second beheerder, decided; and the choice whether they wait."""

from dataclasses import replace

from casework.errors import InputRefused
from casework.role_watch import NoticeKind, OwnRoles, RoleRequest, role_detail
from data.role_watch import OWN_ROLES
from data.staff import StaffRoom

# Who stands in is known by the first day of the role.
STAND_IN_BEGINS = """
    update stand_in set starts_on = $4
    where staff_id = $1 and cast(class_id as varchar) = $2 and starts_on = $3
"""


class RoleRequests(StaffRoom):
    """The part of `casework.ports.school` about roles that wait."""

    def grant_role(self, request_id: str, by: str) -> RoleRequest:
        """A second beheerder lets a role that waits come into force, from today at the soonest."""
        with self._database.write():
            request = self._open_request(request_id)
            if by not in self.deciders(request):
                raise InputRefused(
                    "Over deze rol beslist een andere beheerder: niet wie haar vroeg of krijgt, "
                    "en niet wie de uitnodiging van een van beiden uitdeelde of van hen kreeg."
                )
            today, asked = self._now().date(), request.assignment
            if asked.ends_on < today:
                raise InputRefused("De laatste dag van deze rol is voorbij. Wijs haar af.")
            given = replace(asked, starts_on=max(asked.starts_on, today))
            detail = {**role_detail(given), "asked_by": request.asked_by}
            with self._changing(f"role_granted:{given.role}", request.staff_id, by, **detail):
                self._refuse_departed(request.staff_id)
                self._check_scope(given)
                self._close_request(request_id, "granted", by)
                self._refuse_held(request.staff_id, given)
                self._hold(request.staff_id, given)
                self._database.run(
                    STAND_IN_BEGINS,
                    (request.staff_id, asked.scope, asked.starts_on, given.starts_on),
                )
        return replace(request, assignment=given)

    def refuse_role(self, request_id: str, by: str) -> RoleRequest:
        """A role that waits does not come; who asked for it can take it back so as well."""
        with self._database.write():
            request = self._open_request(request_id)
            kind = f"role_refused:{request.assignment.role}"
            with self._changing(kind, request.staff_id, by, **role_detail(request.assignment)):
                self._close_request(request_id, "refused", by)
        return request

    def _open_request(self, request_id: str) -> RoleRequest:
        for request in self.role_requests():
            if request.request_id == request_id:
                return request
        raise InputRefused("Over deze rol is al beslist. Bekijk de lijst opnieuw.")

    def set_own_roles(self, choice: OwnRoles, by: str) -> None:
        """What happens with a role that may be given to oneself; whoever watches is told."""
        was = self.own_roles()
        with self._changing(f"own_roles:{choice}", "school", by, was=was, now=choice):
            self._database.run(
                """
                insert into setting (key, value) values ($1, $2)
                on conflict (key) do update set value = excluded.value
                """,
                (OWN_ROLES, choice.value),
            )
            self._give_notice(NoticeKind.SETTING, by, by, was=was, now=choice)
