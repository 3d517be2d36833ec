"""The bar of a phone: for each role the screens that it uses most, each only for who has it."""

import re

import pytest

from casework.people import MAY, Role
from ui import phone_bar
from ui.navigation import CASE, OUTSIDE_MENU, SCREENS, Screen

TITLES = {
    Role.MENTOR: (["Vandaag", "Melden", "Klas", "Zaken"], ["Signaal doorgeven", "Handelingskaart"]),
    Role.STAFF: (["Vandaag", "Signaal doorgeven", "Handelingskaart"], []),
    Role.TEAM_LEADER: (
        ["Vandaag", "Melden", "Klas", "Zaken"],
        ["Signaal doorgeven", "Trends", "Rapport", "Handelingskaart"],
    ),
    Role.SUPPORT_TEAM: (
        ["Vandaag", "Ondersteuningsteam", "Signaal doorgeven", "Zaken"],
        ["Overleg", "Handelingskaart"],
    ),
    Role.SCHOOL_LEADER: (
        ["Vandaag", "Signaal doorgeven", "Trends", "Rapport", "Handelingskaart"],
        [],
    ),
    Role.ADMIN: (["Vandaag", "Signaal doorgeven", "Handelingskaart", "Beheer"], []),
}
"""What stands in the bar, and what behind Meer."""


def screens_of(*roles: Role) -> list[Screen]:
    return [screen for screen in SCREENS if set(roles) & MAY[screen.action]]


@pytest.mark.parametrize("role", TITLES)
def test_each_role_has_what_it_uses_most_under_its_thumb(role: Role) -> None:
    in_bar, behind = phone_bar.chosen(screens_of(role))
    assert ([s.title for s in in_bar], [s.title for s in behind]) == TITLES[role]


@pytest.mark.parametrize("roles", [(role,) for role in Role] + [tuple(Role)])
def test_every_screen_of_the_menu_is_in_the_bar_or_behind_it_and_no_other(
    roles: tuple[Role, ...],
) -> None:
    own = screens_of(*roles)
    in_bar, behind = phone_bar.chosen(own)
    assert len(in_bar) + bool(behind) <= phone_bar.MOST
    listed = [screen for screen in own if screen not in OUTSIDE_MENU]
    assert sorted(s.title for s in [*in_bar, *behind]) == sorted(s.title for s in listed)


def test_the_bar_is_a_named_landmark_and_reads_the_whole_title() -> None:
    html = phone_bar.markup(screens_of(Role.SUPPORT_TEAM))
    assert '<nav class="phone-bar" aria-label="Menu">' in html
    assert '<a href="/ondersteuningsteam" aria-label="Ondersteuningsteam">' in html
    assert re.findall(r'<a href="([^"]+)"', html) == [
        "/",
        "/ondersteuningsteam",
        "/signaal",
        "/zaken",
        "/overleg",
        "/kaart",
    ]
    assert f"/{CASE.address}" not in re.findall(r'href="([^"]+)"', html)
    # A sign says nothing to who hears it.
    assert html.count("phone-icon") == html.count('aria-hidden="true"')


def test_without_a_rest_there_is_no_meer() -> None:
    assert "Meer" not in phone_bar.markup(screens_of(Role.STAFF))
    assert "Meer" in phone_bar.markup(screens_of(Role.MENTOR))
