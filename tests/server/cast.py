"""A made-up school for tests of the door: Samira and Joost work there, Bram did, Eve never will."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from casework.errors import InputRefused
from casework.identity import Proof, Standing
from casework.people import Actor, Role
from casework.records import SchoolClass, SchoolYear
from casework.second_factor import CodeResult
from data.accounts import DemoPersona, SignInResult

SAMIRA = "staff-samira"
JOOST = "staff-joost"
USER_NAME = "smi"
PASSWORD = "vier losse woorden samen"
SLOWED = "traag"
CODE, RECOVERY_CODE = "123456", "abcd-efgh"
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that only moves when told to."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def later(self, **span: int) -> None:
        """Time goes by."""
        self.now += timedelta(**span)


@dataclass
class Accounts:
    """Samira can sign in; the name "traag" has failed too often."""

    left: set[str] = field(default_factory=set)
    tried: list[str] = field(default_factory=list)
    on_access_change: list[Callable[[str], None]] = field(default_factory=list)

    def check(
        self, user_name: str, password: str, _now: datetime, device: str = ""
    ) -> SignInResult:
        self.tried.append(user_name)
        if user_name == SLOWED and not device:
            return SignInResult(None, 90)
        known = (user_name, password) == (USER_NAME, PASSWORD)
        return SignInResult(SAMIRA if known else None)

    def known_device(self, user_name: str, device: str) -> str:
        return device if device.endswith(f".{user_name}") else ""

    def remembered_device(self, user_name: str, nonce: str) -> str:
        return f"{nonce}.{user_name}"

    def standing(self, staff_id: str, _now: datetime) -> Standing | None:
        return None if staff_id in self.left else Standing(frozenset(), Proof(""))

    def people_to_be(self, _today: date) -> list[DemoPersona]:
        return [
            DemoPersona(JOOST, "Joost de Vries", Role.COORDINATOR, "2"),
            DemoPersona(SAMIRA, "Samira <el> Idrissi", Role.MENTOR, "class-2b"),
        ]


@dataclass
class SecondFactors:
    """Who has an app with codes, and of whom one is required; after "000000" one has to wait."""

    enabled: set[str] = field(default_factory=set)
    required: set[str] = field(default_factory=set)
    devices: list[str] = field(default_factory=list)

    def is_on(self, staff_id: str) -> bool:
        return staff_id in self.enabled

    def is_required(self, staff_id: str, _day: date) -> bool:
        return staff_id in self.required

    def check(self, _staff_id: str, typed: str, _now: datetime, device: str = "") -> CodeResult:
        self.devices.append(device)
        return CodeResult(typed in {CODE, RECOVERY_CODE}, 90 if typed == "000000" else 0)

    def turn_on(self, staff_id: str, _secret: str, code: str) -> list[str]:
        if code != CODE:
            raise InputRefused("Deze code hoort niet bij deze QR-code.", "code")
        self.enabled.add(staff_id)
        return [RECOVERY_CODE]


class Register:
    """One school year with one class."""

    def school_name(self) -> str:
        return "Het Voorbeeld & Co"

    def has_own_accounts(self) -> bool:
        return True

    def actor(self, staff_id: str, _day: date) -> Actor | None:
        return Actor(staff_id, "Samira el Idrissi")

    def school_years(self) -> list[SchoolYear]:
        return [SchoolYear("2026-2027", date(2000, 8, 1), date(2100, 7, 31))]

    def classes(self, school_year: str) -> list[SchoolClass]:
        return [SchoolClass("class-2b", "2B", 2, "team-1", "Onderbouw", school_year)]


@dataclass
class Store:
    """An open school, or an open demo school."""

    is_demo: bool = False
    accounts: Accounts = field(default_factory=Accounts)
    school: Register = field(default_factory=Register)
    second_factors: SecondFactors = field(default_factory=SecondFactors)
    is_closed: bool = False
    is_thrown_away: bool = False

    def close(self) -> None:
        self.is_closed = True

    def throw_away(self) -> None:
        self.is_thrown_away = True
