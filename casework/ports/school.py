"""The register of the school: everything that is not a case."""

from typing import Protocol

from casework.ports.calendar import CalendarRegister
from casework.ports.classes import ClassRegister
from casework.ports.pupils import PupilRegister
from casework.ports.roles import RoleRegister
from casework.ports.settings import SchoolSettings
from casework.ports.staff import StaffRegister


class SchoolRegister(
    SchoolSettings,
    CalendarRegister,
    ClassRegister,
    PupilRegister,
    StaffRegister,
    RoleRegister,
    Protocol,
):
    """Pupils, classes, staff, years and settings; every change is logged with who made it."""
