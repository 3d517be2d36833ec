"""What the environment says is read strictly."""

from datetime import timedelta
from pathlib import Path

import pytest

from casework.errors import CaseworkError, InputRefused
from server.schools import Schools
from server.settings import CHECKOUT, Settings


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
