"""The screens as a table: file, title, icon, address, and who gets them in the menu."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import streamlit as st

from casework.desk import Desk
from casework.people import Action
from server.forms import safe_target

PAGES = Path(__file__).parent.parent / "pages"


@dataclass(frozen=True)
class Screen:
    """One screen; `action` decides only what the menu shows, the desk decides what may be seen."""

    file: str
    title: str
    icon: str
    address: str
    action: Action
    short: str = ""
    """The word of the bar of a phone, where the title is too long for a fifth of it."""

    @property
    def path(self) -> Path:
        """The page file, which Streamlit runs."""
        return PAGES / self.file


TODAY = Screen("vandaag.py", "Vandaag", ":material/today:", "vandaag", Action.SEE_CARD)
SIGNAL = Screen(
    file="signaal.py",
    title="Signaal doorgeven",
    icon=":material/campaign:",
    address="signaal",
    action=Action.SIGNAL,
    short="Signaal",
)
REPORT = Screen("melden.py", "Melden", ":material/edit_note:", "melden", Action.REPORT)
CASES = Screen("zaken.py", "Zaken", ":material/folder_open:", "zaken", Action.SEE_CASE)
CASE = Screen("zaak.py", "Zaak", ":material/view_column:", "zaak", Action.SEE_CASE)
REVIEW = Screen("bespreken.py", "Bespreken", ":material/hub:", "bespreken", Action.SEE_CASE)
PUPIL = Screen("leerling.py", "Leerling", ":material/person:", "leerling", Action.SEE_CASE)
CLASSROOM = Screen("klas.py", "Klas", ":material/groups:", "klas", Action.SEE_CLASS)
MEETING = Screen("overleg.py", "Overleg", ":material/co_present:", "overleg", Action.ADVISE)
TRENDS = Screen("trends.py", "Trends", ":material/insights:", "trends", Action.SEE_TRENDS)
YEAR_REPORT = Screen(
    "rapport.py", "Rapport", ":material/description:", "rapport", Action.MAKE_REPORT
)
SUPPORT = Screen(
    file="ondersteuningsteam.py",
    title="Ondersteuningsteam",
    icon=":material/diversity_3:",
    address="ondersteuningsteam",
    action=Action.ADVISE,
    short="Team",
)
WATCH = Screen("letop.py", "Om wie het gaat", ":material/visibility:", "letop", Action.SIGNAL)
CARD = Screen(
    file="handelingskaart.py",
    title="Handelingskaart",
    icon=":material/menu_book:",
    address="kaart",
    action=Action.SEE_CARD,
    short="Kaart",
)
OVERSIGHT = Screen("toezicht.py", "Toezicht", ":material/policy:", "toezicht", Action.SEE_WHO_READ)
ACCOUNT = Screen(
    "account.py", "Mijn account", ":material/manage_accounts:", "account", Action.SEE_CARD
)
OFFICE = Screen("beheer.py", "Beheer", ":material/settings:", "beheer", Action.ADMINISTER)
SCREENS = (
    TODAY,
    SIGNAL,
    REPORT,
    CASES,
    CASE,
    REVIEW,
    PUPIL,
    WATCH,
    CLASSROOM,
    SUPPORT,
    MEETING,
    TRENDS,
    YEAR_REPORT,
    CARD,
    OVERSIGHT,
    OFFICE,
    ACCOUNT,
)
# Reached through a case, a list or the head, never from the menu.
OUTSIDE_MENU = (CASE, REVIEW, PUPIL, WATCH, ACCOUNT)


def menu(desk: Desk) -> list[st.Page]:
    """The pages of the menu of this person; the screens of a case are reached through its case."""
    return [page(screen) for screen in SCREENS if desk.may(screen.action)]


def page(screen: Screen) -> st.Page:
    """The Streamlit page of a screen."""
    return st.Page(
        screen.path,
        title=screen.title,
        icon=screen.icon,
        url_path=screen.address,
        default=screen is TODAY,
        visibility="hidden" if screen in OUTSIDE_MENU else "visible",
    )


def go(screen: Screen, **query: str) -> None:
    """Go to a screen; `query` holds ids only."""
    st.switch_page(page(screen), query_params=query)


def address() -> str:
    """The page on the screen with what it is about, as a way back to it."""
    path = urlsplit(st.context.url or "").path or "/"
    query = urlencode(st.query_params.to_dict())
    return safe_target(f"{path}?{query}" if query else path, or_else=path)
