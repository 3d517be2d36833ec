"""The own agenda in another program: the address is made, shown once, renewed and stopped."""

from streamlit.testing.v1 import AppTest

from tests.cast import Cast
from tests.pages.conftest import Open
from tests.pages.test_vandaag import texts
from ui.agenda import calendar_feed

TITLE = "Zet dit in je eigen agenda"


def token(app: AppTest) -> str:
    """The secret part of the address that is shown, or nothing."""
    addresses = [str(element.value) for element in app.code]
    return addresses[0].rpartition("/agenda/")[2].removesuffix(".ics") if addresses else ""


def unfolded(app: AppTest) -> AppTest:
    """The same screen with the part open; shut, nothing of it is made."""
    assert not [b for b in app.button if str(b.key).startswith("calendar_")]
    app.session_state[calendar_feed.BOX] = True
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, button: str) -> AppTest:
    app.button(key=button).click().run()
    assert not app.exception
    return app


def test_a_mentor_makes_an_address_and_sees_it_once(opened: Open, school: Cast) -> None:
    app = unfolded(opened("Samira"))
    assert (token(app), [e.label for e in app.expander]) == (
        "",
        ["Snelle notitie", TITLE, "Mijn werkdagen"],
    )
    assert [b.label for b in app.button if b.key == "calendar_make"] == ["Adres maken"]

    press(app, "calendar_make")

    made = token(app)
    assert school.store.calendars.owner(made) == school.staff["Samira"]
    assert [fold.proto.expanded for fold in app.expander if fold.label == TITLE] == [True]
    assert "je ziet het maar één keer" in texts(app)
    app.run()
    assert token(unfolded(app)) == ""
    assert made not in str(app.session_state)
    assert "Je hebt een agenda-adres sinds" in texts(app)


def test_a_new_address_takes_the_place_of_the_old_one(opened: Open, school: Cast) -> None:
    app = press(unfolded(opened("Samira")), "calendar_make")
    first = token(app)
    assert [b.label for b in app.button if b.key == "calendar_make"] == ["Nieuw adres maken"]

    second = token(press(app, "calendar_make"))

    assert school.store.calendars.owner(first) is None
    assert school.store.calendars.owner(second) == school.staff["Samira"]


def test_stopping_leaves_no_address(opened: Open, school: Cast) -> None:
    app = press(unfolded(opened("Samira")), "calendar_make")
    made = token(app)

    press(app, "calendar_stop")

    assert school.store.calendars.owner(made) is None
    assert "het adres werkt niet meer" in texts(app)
    assert "calendar_stop" not in [b.key for b in app.button]


def test_the_screen_warns_what_others_would_see(look: Open) -> None:
    assert "ziet wanneer je taken hebt, niet wat" in texts(unfolded(look("Samira")))


def test_whoever_has_no_cases_is_not_offered_an_address(look: Open) -> None:
    for name in ("Dirk", "Ineke"):
        assert TITLE not in [fold.label for fold in look(name).expander]
