"""Over Streamlit's own wire: nothing forged brings words, or writes in a case of another."""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from streamlit.proto.BackMsg_pb2 import (
    BackendOperationRequest,
    BackMsg,
    DeferredFileRequestPayload,
)

from tests.attacks.conftest import Attacked
from tests.attacks.planted import ATTACKERS, VICTIM
from tests.attacks.wire import Wire, pressed, typed, wire
from tests.canary import CANARY
from ui.navigation import CASE, SCREENS

SECRET = CANARY.encode()
IDS_ON_PAGES = [screen.address for screen in SCREENS if screen.address != "vandaag"]


def foreign_ids(attacked: Attacked) -> str:
    """The ids of the victim in an address, each under every name that a page may know."""
    planted = attacked.planted
    return urlencode(
        {
            "zaak": planted.case_id,
            "signaal": planted.signal_id,
            "overleg": planted.case_id,
            "leerling": planted.pupil_id,
            "vraag": planted.case_id,
        }
    )


def test_the_victim_reads_the_words_herself(attacked: Attacked) -> None:
    """Without this, an attack that finds nothing would prove nothing."""

    async def look() -> None:
        async with wire(attacked.server.port, attacked.headers(VICTIM)) as own:
            await own.ask(CASE.address, foreign_ids(attacked))
            assert SECRET in own.heard

    asyncio.run(look())


@pytest.mark.parametrize("name", ATTACKERS)
def test_no_address_with_the_ids_of_another_brings_the_words(attacked: Attacked, name: str) -> None:
    async def attack() -> None:
        async with wire(attacked.server.port, attacked.headers(name)) as line:
            for page in IDS_ON_PAGES:
                await line.ask(page, foreign_ids(attacked))
            assert len(line.heard) > 10_000
            assert SECRET not in line.heard

    asyncio.run(attack())


@dataclass
class Screens:
    """What a browser of the victim knows: every widget, part and page hash of all her screens."""

    widgets: set[str] = field(default_factory=set)
    fragments: set[str] = field(default_factory=set)
    hashes: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def of_victim(attacked: Attacked) -> Screens:
    """Looked up once; each page under the ids of the victim."""
    screens = Screens()

    async def look() -> None:
        async with wire(attacked.server.port, attacked.headers(VICTIM)) as own:
            for page in IDS_ON_PAGES:
                await own.ask(page, foreign_ids(attacked))
                screens.widgets |= set(own.widgets.values())
                screens.fragments |= set(own._fragments.values())
            screens.hashes |= own._hashes

    asyncio.run(look())
    assert len(screens.widgets) > 50
    assert screens.fragments
    return screens


@pytest.mark.parametrize("name", ATTACKERS)
def test_widgets_fragments_and_pages_of_another_screen_do_nothing(
    attacked: Attacked, of_victim: Screens, name: str
) -> None:
    """All that she could press or type, on every page, by everybody else."""
    forged = [pressed(one) for one in sorted(of_victim.widgets)]
    words = [typed(one, "Door een ander.") for one in sorted(of_victim.widgets)]

    async def attack() -> None:
        async with wire(attacked.server.port, attacked.headers(name)) as line:
            for page in IDS_ON_PAGES:
                for states in (words, forged):
                    await line.ask(page, foreign_ids(attacked), states=states)
            parts = sorted(of_victim.fragments)
            for states in (words, forged):
                await line.ask_for_parts(CASE.address, foreign_ids(attacked), states, parts)
            await ask_by_hash(line, of_victim.hashes, foreign_ids(attacked))
            # Still at a screen: had an attack ended it, what came after would prove nothing.
            await line.settle()
            assert SECRET not in line.heard

    asyncio.run(attack())


async def ask_by_hash(line: Wire, hashes: dict[str, str], query: str) -> None:
    """Every page of the other's menu by its hash, whatever the own menu has."""
    for page, of_page in hashes.items():
        line._hashes[page] = of_page
        await line.ask(page, query)


@pytest.mark.parametrize("name", [ATTACKERS[0], ATTACKERS[-1]])
def test_files_of_another_cannot_be_had_by_their_id(attacked: Attacked, name: str) -> None:
    """An id that is guessed, and one that Streamlit would make for the same function."""

    async def attack() -> None:
        async with wire(attacked.server.port, attacked.headers(name)) as line:
            for file_id in ("", "0" * 64, attacked.planted.case_id):
                request = BackendOperationRequest(
                    request_id="1", deferred_file=DeferredFileRequestPayload(file_id=file_id)
                )
                await line.send_forged(BackMsg(backend_operation_request=request))
            assert SECRET not in line.heard
            assert b"Traceback" not in line.heard

    asyncio.run(attack())


def test_what_is_no_message_at_all_ends_nobodys_screen(attacked: Attacked) -> None:
    async def attack() -> None:
        async with wire(attacked.server.port, attacked.headers(ATTACKERS[0])) as line:
            for garbage in (b"", b"\x00" * 1_000, b"\xff" * 100_000, "geen bytes"):
                await line.connection.send(garbage)
            await line.ask("")
            assert line.heard

    asyncio.run(attack())


def test_after_all_that_nothing_was_written_in_the_case(attacked: Attacked) -> None:
    async def look() -> None:
        async with wire(attacked.server.port, attacked.headers(VICTIM)) as own:
            await own.ask(CASE.address, foreign_ids(attacked))
            assert b"Door een ander." not in own.heard
            assert SECRET in own.heard

    asyncio.run(look())
