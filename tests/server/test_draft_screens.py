"""Which screen is there, whatever order its messages come in."""

from server.draft_screens import Screens

SCREEN, SESSION = "screen", "session"


def test_what_a_screen_said_before_its_goodbye_does_not_bring_it_back() -> None:
    screens = Screens()
    screens.hear(SCREEN, SESSION, is_visible=True, number=1)
    assert screens.is_living(SCREEN)
    screens.hear(SCREEN, SESSION, is_visible=False, number=3)
    screens.hear(SCREEN, SESSION, is_visible=True, number=2)
    assert not screens.is_living(SCREEN)


def test_a_tab_that_was_hidden_is_there_again_when_it_is_shown() -> None:
    screens = Screens()
    screens.hear(SCREEN, SESSION, is_visible=False, number=3)
    screens.hear(SCREEN, SESSION, is_visible=True, number=4)
    assert screens.is_living(SCREEN)
