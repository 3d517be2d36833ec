"""No address of the door answers with a page of the app, whatever method it is asked by."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from server.application import Application
from server.own_methods import NOTHING_HERE, OwnMethods
from server.settings import Settings
from tests.server.conftest import House, Inside
from tests.server.visitor import Visitor

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> list[Route]:
    """All that the door of the real server answers itself."""
    folder: Path = tmp_path_factory.mktemp("empty")
    return Application(
        Settings.from_environment({"HANDELINGSKAART_DATA": str(folder / "school")})
    ).routes


def test_every_address_of_the_door_answers_its_own_methods_and_no_other(
    routes: list[Route],
) -> None:
    inside = Inside()
    app = OwnMethods(Starlette(routes=[Mount("/", inside)]), routes)
    allowed: dict[str, set[str]] = {}
    for route in routes:
        allowed.setdefault(route.path, set()).update(route.methods or ())
    assert any(methods == {"POST"} for methods in allowed.values())
    for path, methods in allowed.items():
        filled = path.replace("{name:path}", "x.ics").replace("{file_id:path}", "x")
        filled = filled.replace("{token}", "x")
        for method in set(METHODS) - methods:
            answer = Visitor(app).ask(method, filled, {"accept": "text/html"})
            assert (answer.status, answer.headers["content-type"]) == (
                405,
                "text/plain; charset=utf-8",
            ), (method, path)
            assert answer.headers["allow"] == ", ".join(sorted(methods))
    assert inside.requests == []


@pytest.mark.parametrize(
    "path", ["/aanmelden/demo", "/begin/code", "/begin/demo", "/begin/openen", "/begin/weggooien"]
)
def test_a_stranger_gets_no_page_at_an_address_of_a_form(house: House, path: str) -> None:
    answer = house.visitor().get(path)
    assert (answer.status, answer.text) == (405, NOTHING_HERE)
    assert "content-security-policy" in answer.headers
    assert house.inside.requests == []


def test_who_is_signed_in_goes_on_to_the_screens(house: House) -> None:
    assert house.samira().get("/zaken").status == 200
