"""What the environment says is read strictly."""

from datetime import timedelta
from pathlib import Path

import pytest

from casework.errors import CaseworkError, InputRefused
from server.schools import Schools
from server.settings import CHECKOUT, Settings, public_address


def test_without_settings_everything_is_kept_under_var() -> None:
    settings = Settings.from_environment({})
    assert settings.school_folder == CHECKOUT / "var" / "school"
    assert settings.demo_folder == CHECKOUT / "var" / "demo"
    assert settings.idle_timeout == timedelta(minutes=30)


def test_folders_and_idle_time_can_be_chosen(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {"HANDELINGSKAART_DATA": str(tmp_path), "HANDELINGSKAART_IDLE_MINUTES": "10"}
    )
    assert settings.school_folder == tmp_path.resolve()
    assert settings.idle_timeout == timedelta(minutes=10)


@pytest.mark.parametrize("text", ["0", "-5", "241", "lang", "1.5", "²", "1e3"])
def test_an_idle_time_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(InputRefused, match="HANDELINGSKAART_IDLE_MINUTES"):
        Settings.from_environment({"HANDELINGSKAART_IDLE_MINUTES": text})


@pytest.mark.parametrize("demo", ["", "demo"])
def test_demo_school_and_own_school_never_share_a_folder(tmp_path: Path, demo: str) -> None:
    settings = Settings.from_environment(
        {
            "HANDELINGSKAART_DATA": str(tmp_path),
            "HANDELINGSKAART_DEMO_DATA": str(tmp_path / demo),
        }
    )
    with pytest.raises(CaseworkError, match="HANDELINGSKAART_DEMO_DATA"):
        Schools(settings).open_demo()
    assert list(tmp_path.iterdir()) == []


def test_the_address_for_colleagues_says_by_which_name_the_server_is_called() -> None:
    settings = Settings.from_environment(
        {
            "HANDELINGSKAART_ADDRESS": "https://kaart.school.nl/",
            "HANDELINGSKAART_HOSTS": "Server-7, kaart.intern",
        }
    )
    assert settings.public_address == "https://kaart.school.nl"
    assert settings.host_names == {"kaart.school.nl", "server-7", "kaart.intern"}


def test_without_an_address_links_go_where_the_browser_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("HANDELINGSKAART_ADDRESS", raising=False)
    assert public_address("http://server-7:8501/beheer?deel=x") == "http://server-7:8501"
    monkeypatch.setenv("HANDELINGSKAART_ADDRESS", "https://kaart.school.nl")
    assert public_address("http://server-7:8501/beheer") == "https://kaart.school.nl"


@pytest.mark.parametrize(
    "text",
    [
        "kaart.school.nl",
        "https://kaart.school.nl/map",
        "https://kaart.school.nl?x=1",
        "https://a@kaart.school.nl",
        "ftp://kaart.school.nl",
        "https://kaart.school.nl:poort",
        "https://",
        "https://kaart school.nl",
    ],
)
def test_an_address_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputRefused, match="HANDELINGSKAART_ADDRESS"):
        Settings.from_environment({"HANDELINGSKAART_ADDRESS": text})


@pytest.mark.parametrize("text", ["https://kaart.school.nl", "kaart.school.nl:443", "*", "a..b"])
def test_a_host_that_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(InputRefused, match="HANDELINGSKAART_HOSTS"):
        Settings.from_environment({"HANDELINGSKAART_HOSTS": text})
