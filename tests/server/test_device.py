"""What a session says of the device, coarse and in plain words."""

import pytest

from server.device import UNKNOWN, device_of

KHTML = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64) {KHTML} Chrome/141.0 Safari/537.36 Edg/141.0",
            "Windows-computer, Edge",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 10; K) {KHTML} Chrome/141.0 Mobile Safari/537.36",
            "Android-toestel, Chrome",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU OS 18_5 like Mac OS X) Version/18.5 Safari/604",
            "iPhone, Safari",
        ),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/141.0 Safari/537.36", "Chromebook, Chrome"),
        ("Mozilla/5.0 (Macintosh; rv:143.0) Gecko/20100101 Firefox/143.0", "Mac, Firefox"),
        ("<b>curl</b>", UNKNOWN),
        ("", UNKNOWN),
    ],
    ids=["edge", "android", "iphone", "chromebook", "firefox", "other", "nothing"],
)
def test_a_device_is_told_by_its_kind(user_agent: str, words: str) -> None:
    assert device_of(user_agent) == words
