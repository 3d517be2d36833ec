"""The school's register: its name, its calendar, its pupils and its people, behind one door."""

import threading
from collections.abc import Sequence
from datetime import date, time, timedelta

from casework.errors import InputRefused
from casework.free_periods import FreePeriod
from casework.identity import INVITATION_DAYS
from casework.records import DAYS_OF_A_DRAFT, Repair
from casework.school_days import REGIONS, SchoolDays
from casework.second_factor import SecondFactorFor
from data.classes import ClassChanges
from data.counts import Counts
from data.database import Database
from data.free_days import calendar_days, school_days, vacations_known_until
from data.longer_roles import LongerRoles
from data.own_sight import OwnSight
from data.own_time import OwnTime
from data.register import Clock, checked_text, system_clock
from data.role_requests import RoleRequests
from data.roster_import import RosterImport
from data.vault import Vault
from data.year_dates import YearDates

A_YEAR = timedelta(days=366)
LONGEST_FREE = 100
EXACT_FIGURES = "exact_figures_for_leaders"
DRAFT_DAYS = "draft_days"
DIGEST_TIME = "digest_time"
CONFIRMED = "checked:"
REPAIRED = "repaired"
INVITATION_DAYS_SET = "invitation_days"
SECOND_FACTOR_FOR = "second_factor_for"
STEP_AFTER_PROVIDER = "step_after_provider"
OWN_ACCOUNTS = "own_accounts"


class School(
    OwnSight, LongerRoles, ClassChanges, Counts, RosterImport, OwnTime, RoleRequests, YearDates
):
    """Implements `casework.ports.school` and `casework.ports.roster_imports.RosterImports`."""

    def __init__(self, database: Database, vault: Vault, now: Clock = system_clock) -> None:
        super().__init__(database, vault, now)
        self._days: SchoolDays | None = None
        self._lock = threading.Lock()
        self.on_school_change.append(self._forget_days)

    def school_name(self) -> str:
        """The name of the school."""
        return self.setting("school_name")

    def region(self) -> str:
        """The region of the vacations: Noord, Midden or Zuid."""
        return self.setting("region")

    def set_school(self, name: str, region: str, by: str) -> None:
        """Name and region; InputRefused when the region is not one of the three."""
        name = checked_text(name, "naam van de school")
        if region not in REGIONS:
            raise InputRefused("Kies een regio: Noord, Midden of Zuid.", "region")
        was = {"name_was": self.school_name(), "region_was": self.region()}
        with self._changing("school_set", "school", by, **was, name=name, region=region):
            self._set("school_name", name)
            self._set("region", region)

    def leaders_see_exact_figures(self) -> bool:
        """The setting "exacte cijfers voor leidinggevenden"; on until somebody turns it off."""
        return self.setting(EXACT_FIGURES) != "no"

    def set_exact_figures(self, is_on: bool, by: str) -> None:
        """Turn exact figures for who leads on or off; the record says which of the two."""
        was = self.leaders_see_exact_figures()
        self._switch(EXACT_FIGURES, "exact_figures", was, is_on, by)

    def draft_days(self) -> int:
        """The setting "hoe lang een concept blijft", in days; a month until somebody changes it."""
        return int(self.setting(DRAFT_DAYS) or DAYS_OF_A_DRAFT)

    def set_draft_days(self, days: int, by: str) -> None:
        """After how many days a form in which nobody typed any more is forgotten."""
        was = str(self.draft_days())
        with self._changing(f"draft_days:{days}", "school", by, was=was, now=str(days)):
            self._set(DRAFT_DAYS, str(days))

    def second_factor_for(self) -> SecondFactorFor:
        """The setting "wie zich in twee stappen aanmeldt"; some roles always do."""
        return SecondFactorFor(self.setting(SECOND_FACTOR_FOR) or SecondFactorFor.LEADERS)

    def set_second_factor_for(self, chosen: SecondFactorFor, by: str) -> None:
        """Of whom a second step is asked; the record says what was chosen."""
        was = self.second_factor_for()
        with self._changing(f"second_factor_for:{chosen}", "school", by, was=was, now=chosen):
            self._set(SECOND_FACTOR_FOR, chosen)

    def digest_time(self) -> time | None:
        """When on a school day the digest is sent to who asked for it; None when it is off."""
        text = self.setting(DIGEST_TIME)
        return time.fromisoformat(text) if text else None

    def set_digest_time(self, at: time | None, by: str) -> None:
        """When the daily digest is sent; None: not at all."""
        text = at.isoformat("minutes") if at else ""
        with self._changing(f"digest_time:{text or 'off'}", "school", by):
            self._set(DIGEST_TIME, text)

    def has_own_step_after_provider(self) -> bool:
        """Whether who signs in at a provider gives our own second step too; no until chosen."""
        return self.setting(STEP_AFTER_PROVIDER) == "yes"

    def set_own_step_after_provider(self, is_on: bool, by: str) -> None:
        """Whether a school account alone is enough."""
        was = self.has_own_step_after_provider()
        self._switch(STEP_AFTER_PROVIDER, "step_after_provider", was, is_on, by)

    def has_own_accounts(self) -> bool:
        """Whether people sign in with a password of their own here; yes until turned off."""
        return self.setting(OWN_ACCOUNTS) != "no"

    def set_own_accounts(self, is_on: bool, by: str) -> None:
        """Turn passwords on or off; a beheerder keeps the own one, for when a provider is down."""
        self._switch(OWN_ACCOUNTS, "own_accounts", self.has_own_accounts(), is_on, by)

    def invitation_days(self) -> int:
        """For how many days an invitation works; a week until somebody changes it."""
        return int(self.setting(INVITATION_DAYS_SET) or INVITATION_DAYS)

    def set_invitation_days(self, days: int, by: str) -> None:
        """For how many days an invitation that is made from now on works."""
        with self._changing(f"invitation_days:{days}", "school", by):
            self._set(INVITATION_DAYS_SET, str(days))

    def free_days(self) -> list[FreePeriod]:
        """The school's own free periods: first day, last day, name."""
        sql = "select first_on, last_on, name from free_day order by first_on, last_on, name"
        return [(first, last, name) for first, last, name in self._database.rows(sql)]

    def holidays(self, first: date, last: date) -> dict[date, str]:
        """The public holidays and the vacations of the region in these days, with their names."""
        return calendar_days(self.region(), first, last)

    def add_free_days(self, first: date, last: date, name: str, by: str) -> None:
        """A free period of our own, on top of public holidays and vacations."""
        name = checked_text(name, "naam")
        if last < first:
            raise InputRefused("De laatste vrije dag ligt voor de eerste.", "last")
        if (last - first).days > LONGEST_FREE:
            raise InputRefused("Deze vrije periode is langer dan honderd dagen.", "last")
        with self._changing("free_days_added", f"{first}/{last}", by):
            self._database.run(
                "insert into free_day (first_on, last_on, name) values ($1, $2, $3)",
                (first, last, name),
            )

    def add_free_periods(self, periods: Sequence[FreePeriod], by: str) -> None:
        """Several free periods of our own, all of them or none."""
        with self._database.write():
            for first, last, name in periods:
                self.add_free_days(first, last, name, by)

    def vacations_known_until(self) -> date:
        """The last day of which the vacations are known, by the region or by the own list."""
        return vacations_known_until(self.region(), self.free_days(), self._now().date())

    def remove_free_days(self, first: date, last: date, by: str) -> None:
        """Take a free period of our own away again."""
        with self._changing("free_days_removed", f"{first}/{last}", by):
            self._database.run(
                "delete from free_day where first_on = $1 and last_on = $2", (first, last)
            )

    def school_days(self) -> SchoolDays:
        """The calendar, from a year before the first school year to a year after the last."""
        with self._lock:
            if self._days is None:
                self._days = self._counted_days()
            return self._days

    def _counted_days(self) -> SchoolDays:
        years = self.school_years()
        today = self._now().date()
        first = min((year.starts_on for year in years), default=today) - A_YEAR
        last = max((year.ends_on for year in years), default=today) + A_YEAR
        return school_days(self.region(), self.free_days(), first, last)

    def _forget_days(self) -> None:
        with self._lock:
            self._days = None

    def last_repair(self) -> Repair | None:
        """The last repair of the files of this school in which something was lost."""
        stamp, _, count = self.setting(REPAIRED).partition(" ")
        return Repair(stamp, int(count)) if stamp else None

    def note_repair(self, count_missing: int) -> None:
        """So many changes were lost (0: that is not known); a beheerder looks who may what."""
        with self._changing("repaired", str(count_missing), ""):
            at = self._now().isoformat(timespec="seconds")
            self._set(REPAIRED, f"{at} {count_missing}")

    def note_old_mark(self) -> None:
        """The mark outside the file was older than the file when it was opened."""
        with self._changing("mark_older", "school", ""):
            pass

    def confirmed(self, line: str) -> str:
        """What somebody called right on this line of the checklist; empty when nobody did."""
        return self.setting(f"{CONFIRMED}{line}")

    def confirm(self, line: str, content: str, by: str) -> None:
        """Somebody looked at this line of the checklist, and it is right as it is."""
        with self._changing(f"checked:{line}", "school", by):
            self._set(f"{CONFIRMED}{line}", content)

    def setting(self, key: str) -> str:
        """A setting by its key; empty when it was never set."""
        return self._cached("settings", self._settings).get(key, "")

    def _settings(self) -> dict[str, str]:
        return dict(self._database.rows("select key, value from setting"))

    def _switch(self, key: str, change: str, was_on: bool, is_on: bool, by: str) -> None:
        """Turn a setting on or off; the record of changes says what it was and is."""
        was, now = ("on" if one else "off" for one in (was_on, is_on))
        with self._changing(f"{change}:{now}", "school", by, was=was, now=now):
            self._set(key, "yes" if is_on else "no")

    def _set(self, key: str, value: str) -> None:
        self._database.after_commit(self._forget)
        self._database.run(
            """
            insert into setting (key, value) values ($1, $2)
            on conflict (key) do update set value = excluded.value
            """,
            (key, value),
        )
