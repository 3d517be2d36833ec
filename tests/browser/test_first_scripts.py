"""Streamlit's first scripts are one file, and are what they were as files of their own."""

from server.streamlit_inside.dutch import streamlit_in_dutch
from server.streamlit_inside.first_scripts import FILE
from tests.browser.conftest import Visitor

# Each module of the file by its number, with the names of what it exports that is not there.
MISSING = """
async address => {
    const file = await import(address)
    const missing = module => Object.keys(module).filter(name => module[name] === undefined)
    return Object.fromEntries(
        Object.entries(file)
            .map(([name, module]) => [name, missing(module)])
            .filter(([, names]) => names.length)
    )
}
"""


def file_address() -> str:
    return f"{streamlit_in_dutch().script_folder}{FILE}"


def test_nothing_that_a_script_exports_is_empty_when_the_file_has_run(visitor: Visitor) -> None:
    visitor.become("Samira el Idrissi")
    assert visitor.page.evaluate(MISSING, file_address()) == {}


def test_the_scripts_of_every_screen_come_from_the_one_folder(visitor: Visitor) -> None:
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.become("Samira el Idrissi", "/melden")
    scripts = [url for url in asked if "/static/js" in url]
    folder = f"{visitor.address}{streamlit_in_dutch().script_folder}"
    assert scripts
    assert [url for url in scripts if not url.startswith(folder)] == []
    members = streamlit_in_dutch().first_scripts.members  # type: ignore[union-attr]
    # A script that came twice would be a second program beside the first.
    assert [url for url in scripts if url.rpartition("/")[2] in members] == []
    assert len(scripts) == len(set(scripts))
