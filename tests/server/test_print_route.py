"""What a browser prints by itself is in the read log, for a case in sight and for nobody else."""

from datetime import date
from typing import Any

import pytest

from casework.read_log import ReadAct
from server.print_route import PATH
from tests.cast import Cast
from tests.server.conftest import House
from tests.server.test_files import browser


@pytest.fixture
def house(cast: Cast, open_house: Any) -> House:
    """The door of the school of the cast."""
    house: House = open_house(cast.store)
    return house


def printed(cast: Cast) -> list[str]:
    lines = cast.store.access_log.lines(date(2020, 1, 1), date(2999, 1, 1))
    return [line.staff_name for line in lines if line.act is ReadAct.PRINTED]


def test_a_page_that_is_printed_is_a_line_each_time(house: House, cast: Cast) -> None:
    case_id, samira = cast.case().subject_id, browser(house, cast, "Samira")
    for _ in range(2):
        assert samira.post(f"{PATH}?zaak={case_id}").status == 204
    assert printed(cast) == ["Samira el Idrissi"] * 2


def test_a_case_out_of_sight_and_none_at_all_get_the_same_answer(house: House, cast: Cast) -> None:
    other = cast.case("Joris", target="Sem", displaying="Lotte").subject_id
    samira = browser(house, cast, "Samira")
    for asked in (other, "", "geen-id"):
        assert samira.post(f"{PATH}?zaak={asked}").status == 204
    assert printed(cast) == []


def test_a_stranger_and_another_site_write_nothing(house: House, cast: Cast) -> None:
    address = f"{PATH}?zaak={cast.case().subject_id}"
    assert house.visitor().post(address).status == 401
    elsewhere = browser(house, cast, "Samira").post(address, origin="https://elders.example")
    assert elsewhere.status == 403
    assert printed(cast) == []
