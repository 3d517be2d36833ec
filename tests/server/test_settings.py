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


# --- where one signs in with a school account ---------------------------------------------------

TENANT = "01234567-89ab-cdef-0123-456789abcdef"
ENTRA = {
    "HANDELINGSKAART_ADDRESS": "https://kaart.school.nl",
    "HANDELINGSKAART_ENTRA_TENANT": TENANT,
    "HANDELINGSKAART_ENTRA_CLIENT_ID": "client",
    "HANDELINGSKAART_ENTRA_SECRET": "geheim",
}
GOOGLE = {
    "HANDELINGSKAART_ADDRESS": "https://kaart.school.nl",
    "HANDELINGSKAART_GOOGLE_DOMAIN": "School.nl, vo.school.nl",
    "HANDELINGSKAART_GOOGLE_CLIENT_ID": "client",
    "HANDELINGSKAART_GOOGLE_SECRET": "geheim",
}
OTHER = {
    "HANDELINGSKAART_ADDRESS": "http://localhost:8501",
    "HANDELINGSKAART_OIDC_ISSUER": "https://login.school.nl",
    "HANDELINGSKAART_OIDC_NAME": "SURFconext",
    "HANDELINGSKAART_OIDC_CLIENT_ID": "client",
    "HANDELINGSKAART_OIDC_SECRET": "geheim",
}


def test_nothing_is_called_when_nothing_is_set() -> None:
    assert Settings.from_environment({}).providers == ()


def test_entra_is_one_organisation_and_its_stable_number_of_a_person() -> None:
    (entra,) = Settings.from_environment(ENTRA).providers
    assert entra.issuer == f"https://login.microsoftonline.com/{TENANT}/v2.0"
    assert entra.required == {"tid": frozenset({TENANT})}
    assert entra.subject == ("tid", "oid")
    assert "geheim" not in repr(Settings.from_environment(ENTRA))


def test_google_is_the_domains_of_the_school() -> None:
    (google,) = Settings.from_environment(GOOGLE).providers
    assert google.required == {"hd": frozenset({"school.nl", "vo.school.nl"})}
    assert google.subject == ("sub",)


def test_several_providers_stand_beside_each_other() -> None:
    providers = Settings.from_environment({**OTHER, **ENTRA, **GOOGLE}).providers
    assert [one.key for one in providers] == ["entra", "google", "oidc"]
    assert providers[2].label == "SURFconext"


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "geheim"
    file.write_text("uit het bestand\n")
    values = {**ENTRA, "HANDELINGSKAART_ENTRA_SECRET_FILE": str(file)}
    assert Settings.from_environment(values).providers[0].client_secret == "uit het bestand"


@pytest.mark.parametrize(
    ("values", "word"),
    [
        pytest.param(ENTRA | {"HANDELINGSKAART_ENTRA_TENANT": "common"}, "common", id="common"),
        pytest.param(ENTRA | {"HANDELINGSKAART_ENTRA_TENANT": "school.nl"}, "map-id", id="a name"),
        pytest.param(ENTRA | {"HANDELINGSKAART_ENTRA_TENANT": ""}, "TENANT", id="no tenant"),
        pytest.param(ENTRA | {"HANDELINGSKAART_ENTRA_CLIENT_ID": ""}, "CLIENT_ID", id="no client"),
        pytest.param(ENTRA | {"HANDELINGSKAART_ENTRA_SECRET": ""}, "SECRET", id="no secret"),
        pytest.param(ENTRA | {"HANDELINGSKAART_ENTRA_SECRET_FILE": "/x/y"}, "FILE", id="no file"),
        pytest.param(ENTRA | {"HANDELINGSKAART_ADDRESS": ""}, "ADDRESS", id="no address"),
        pytest.param(
            ENTRA | {"HANDELINGSKAART_ADDRESS": "http://kaart.school.nl"}, "https", id="no https"
        ),
        pytest.param(GOOGLE | {"HANDELINGSKAART_GOOGLE_DOMAIN": "x"}, "domein", id="no domain"),
        pytest.param(GOOGLE | {"HANDELINGSKAART_GOOGLE_DOMAIN": ","}, "domein", id="a comma"),
        pytest.param(
            OTHER | {"HANDELINGSKAART_OIDC_ISSUER": "http://login.school.nl"}, "https", id="plain"
        ),
    ],
)
def test_half_a_setting_or_an_unsafe_one_is_refused(values: dict[str, str], word: str) -> None:
    with pytest.raises(InputRefused, match=word):
        Settings.from_environment(values)
