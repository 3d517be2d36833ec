"""The record of changes as it is read: its lines, what each kind is about, and a search in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

VIA, COMMAND = "via", "command"


class About(StrEnum):
    """What the subject of a line is."""

    STAFF = "staff"
    PUPIL = "pupil"
    CLASS = "class"
    TEAM = "team"
    OTHER = "other"


class Group(StrEnum):
    """The kinds of change that somebody looks for together, in Dutch."""

    ROLES = "Rollen en taken"
    ACCOUNTS = "Accounts en aanmelden"
    SETTINGS = "Instellingen en cijfers"
    CARD = "Handelingskaart"
    PUPILS = "Leerlingen"
    SCHOOL = "Klassen, teams en schooljaren"
    IMPORTS = "Inlezen"
    OWN = "Eigen werktijd, agenda en weergaven"


KINDS: Mapping[str, tuple[Group, About]] = {
    "role_given": (Group.ROLES, About.STAFF),
    "role_ended": (Group.ROLES, About.STAFF),
    "role_asked": (Group.ROLES, About.STAFF),
    "role_granted": (Group.ROLES, About.STAFF),
    "role_refused": (Group.ROLES, About.STAFF),
    "notice": (Group.ROLES, About.STAFF),
    "notices_seen": (Group.ROLES, About.STAFF),
    "mentor_changed": (Group.ROLES, About.CLASS),
    "stand_in_added": (Group.ROLES, About.STAFF),
    "staff_added": (Group.ACCOUNTS, About.STAFF),
    "staff_ended": (Group.ACCOUNTS, About.STAFF),
    "staff_reopened": (Group.ACCOUNTS, About.STAFF),
    "staff_renamed": (Group.ACCOUNTS, About.STAFF),
    "user_name_changed": (Group.ACCOUNTS, About.STAFF),
    "password_set": (Group.ACCOUNTS, About.STAFF),
    "invitation_handed_out": (Group.ACCOUNTS, About.STAFF),
    "invitation_mailed": (Group.ACCOUNTS, About.STAFF),
    "invitation_used": (Group.ACCOUNTS, About.STAFF),
    "second_factor_on": (Group.ACCOUNTS, About.STAFF),
    "second_factor_off": (Group.ACCOUNTS, About.STAFF),
    "recovery_codes_made": (Group.ACCOUNTS, About.STAFF),
    "recovery_code_used": (Group.ACCOUNTS, About.STAFF),
    "school_account_bound": (Group.ACCOUNTS, About.STAFF),
    "school_account_unbound": (Group.ACCOUNTS, About.STAFF),
    "password_ended": (Group.ACCOUNTS, About.STAFF),
    "step_after_provider": (Group.SETTINGS, About.OTHER),
    "own_accounts": (Group.SETTINGS, About.OTHER),
    "staff_email_set": (Group.ACCOUNTS, About.STAFF),
    "invitation_days": (Group.SETTINGS, About.OTHER),
    "second_factor_for": (Group.SETTINGS, About.OTHER),
    "digest_time": (Group.SETTINGS, About.OTHER),
    "own_roles": (Group.SETTINGS, About.OTHER),
    "school_set": (Group.SETTINGS, About.OTHER),
    "exact_figures": (Group.SETTINGS, About.OTHER),
    "draft_days": (Group.SETTINGS, About.OTHER),
    "checked": (Group.SETTINGS, About.OTHER),
    "mark_older": (Group.SETTINGS, About.OTHER),
    "repaired": (Group.SETTINGS, About.OTHER),
    "target_set": (Group.SETTINGS, About.OTHER),
    "target_removed": (Group.SETTINGS, About.OTHER),
    "annotation_made": (Group.SETTINGS, About.OTHER),
    "annotation_removed": (Group.SETTINGS, About.OTHER),
    "card_kept": (Group.CARD, About.OTHER),
    "pupil_added": (Group.PUPILS, About.PUPIL),
    "pupil_renamed": (Group.PUPILS, About.PUPIL),
    "pupil_moved": (Group.PUPILS, About.PUPIL),
    "pupil_left": (Group.PUPILS, About.PUPIL),
    "pupil_stays": (Group.PUPILS, About.PUPIL),
    "pupil_removed": (Group.PUPILS, About.PUPIL),
    "pupil_details": (Group.PUPILS, About.PUPIL),
    "pupils_merged": (Group.PUPILS, About.PUPIL),
    "pupils_split": (Group.PUPILS, About.PUPIL),
    "name_answered": (Group.PUPILS, About.CLASS),
    "pupils_moved": (Group.PUPILS, About.CLASS),
    "pupils_left": (Group.PUPILS, About.CLASS),
    "pupils_loaded": (Group.PUPILS, About.OTHER),
    "enrolments_loaded": (Group.PUPILS, About.OTHER),
    "class_added": (Group.SCHOOL, About.CLASS),
    "class_changed": (Group.SCHOOL, About.CLASS),
    "class_removed": (Group.SCHOOL, About.OTHER),
    "team_renamed": (Group.SCHOOL, About.TEAM),
    "team_removed": (Group.SCHOOL, About.OTHER),
    "school_year_added": (Group.SCHOOL, About.OTHER),
    "school_year_dates": (Group.SCHOOL, About.OTHER),
    "school_year_renamed": (Group.SCHOOL, About.OTHER),
    "school_year_removed": (Group.SCHOOL, About.OTHER),
    "free_days_added": (Group.SCHOOL, About.OTHER),
    "free_days_removed": (Group.SCHOOL, About.OTHER),
    "roster_imported": (Group.IMPORTS, About.OTHER),
    "roster_import_undone": (Group.IMPORTS, About.OTHER),
    "import_columns": (Group.IMPORTS, About.OTHER),
    "working_days_set": (Group.OWN, About.STAFF),
    "away_added": (Group.OWN, About.STAFF),
    "away_removed": (Group.OWN, About.STAFF),
    "reading_reviewed": (Group.OWN, About.STAFF),
    "calendar_address_made": (Group.OWN, About.STAFF),
    "calendar_address_stopped": (Group.OWN, About.STAFF),
    "view_kept": (Group.OWN, About.OTHER),
    "view_renamed": (Group.OWN, About.OTHER),
    "view_removed": (Group.OWN, About.OTHER),
}
"""Every kind of change that is put on record; a kind may have a code behind a colon."""


@dataclass(frozen=True)
class ChangeLine:
    """One change: when, by whom (nobody: the program itself), of which kind, about what.

    `code` stands behind the colon of its kind: a role, "on", a number of days.
    """

    changed_at: datetime
    by: str
    kind: str
    code: str
    subject_id: str
    detail: Mapping[str, str] = field(default_factory=dict)

    @property
    def about(self) -> About:
        """What the subject is."""
        return KINDS[self.kind][1] if self.kind in KINDS else About.OTHER

    @property
    def is_by_command(self) -> bool:
        """Whether somebody gave a command on the server."""
        return self.detail.get(VIA) == COMMAND


@dataclass(frozen=True)
class ChangeSearch:
    """Which changes: days, both included; by or about these people; of this group."""

    first: date
    last: date
    staff_ids: tuple[str, ...] | None = None
    group: Group | None = None

    @property
    def kinds(self) -> list[str]:
        """The kinds of the group."""
        return [kind for kind, (group, _) in KINDS.items() if group is self.group]
