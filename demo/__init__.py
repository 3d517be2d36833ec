"""The demo school: made-up people and cases, from a fixed seed, always up to today."""

from datetime import date
from pathlib import Path

from data.school_key import SchoolKey
from data.setup import SchoolSetup, set_up_school
from data.store import Store
from demo.clock import school_years
from demo.filling import DemoFilling
from demo.roster.register import MADE_ON, PEOPLE_TO_BE

__all__ = ["PEOPLE_TO_BE", "is_of_today", "make_demo"]

NAME = "Het Kompas (demoschool)"
REGION = "Midden"


def make_demo(
    folder: Path,
    key: SchoolKey,
    *,
    today: date,
    cases: int = 250,
    years: int = 3,
    seed: int = 1,
) -> Store:
    """A fresh demo school in `folder`, open; when anything fails nothing is left behind.

    `years` counts school years up to that of `today`, and is at least two. Up to 3,000 cases
    every case has a script of its own; beyond that scripts come back with other pupils and days.
    """
    present = school_years(today, years)[-1]
    setup = SchoolSetup(
        name=NAME,
        region=REGION,
        school_year=present.school_year,
        starts_on=present.starts_on,
        ends_on=present.ends_on,
        is_demo=True,
    )
    return set_up_school(folder, key, setup, fill=DemoFilling(today, cases, years, seed))


def is_of_today(store: Store, today: date) -> bool:
    """Whether this demo school was made for today; an older one would look neglected."""
    return store.school.setting(MADE_ON) == today.isoformat()
