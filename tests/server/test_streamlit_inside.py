"""What the program leans on inside Streamlit is still there (server/streamlit_inside/README.md)."""

import importlib.util
import re
from functools import cache
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from server import style_sheet
from server.log import STREAMLIT_FAILURES
from server.settings import CHECKOUT
from server.streamlit_inside import addresses, identity, installed, preloading

README = CHECKOUT / "server" / "streamlit_inside" / "README.md"
# What a style sheet may say of Streamlit's own markup, and what it must look like in its scripts.
HOOK = re.compile(
    r"\[(?P<name>data-testid|data-tag|kind|data-stale)[\^*$]?=?\"?(?P<value>[\w-]*)\"?\]"
    r"|(?P<plotly>\.nsewdrag)"
)


@cache
def scripts() -> str:
    """All scripts of the installed Streamlit."""
    files = sorted((installed.folder() / "static" / "js").glob("*.js"))
    return "\n".join(file.read_text("utf-8") for file in files)


def hooks(name: str) -> set[str]:
    """What one of our style sheets says of Streamlit's own markup."""
    text = re.sub(r"/\*.*?\*/", "", (style_sheet.FOLDER / f"{name}.css").read_text(), flags=re.S)
    matches = HOOK.finditer(text)
    return {match["plotly"] or match["value"] or match["name"] for match in matches}


# What leans on names of Streamlit; no other style sheet may.
LEANING = {"streamlit", "streamlit_phone"}


def test_only_two_style_sheets_lean_on_names_of_streamlit() -> None:
    assert {name for name in style_sheet.FILES if hooks(name)} == LEANING


@pytest.mark.parametrize("hook", sorted(set().union(*map(hooks, LEANING))))
def test_each_name_that_the_style_sheet_leans_on_is_still_in_streamlit(hook: str) -> None:
    assert re.search(rf"[`\"'.]{re.escape(hook.removeprefix('.'))}\b", scripts()), hook


def test_the_key_of_a_container_or_widget_is_still_a_class() -> None:
    assert "`st-key-" in scripts()


def test_every_style_sheet_is_served_and_none_is_missing() -> None:
    assert sorted(style_sheet.FILES) == sorted(p.stem for p in style_sheet.FOLDER.glob("*.css"))
    text = style_sheet.style_sheet()
    assert "theme(" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    assert text.count("{") == text.count("}")


def test_the_options_are_known_and_as_they_were_measured() -> None:
    assert config.get_option("runner.postScriptGC") is False
    assert config.get_option("server.trustedUserHeaders") == {
        identity.IDENTITY_HEADER: identity.IDENTITY_KEY
    }
    assert config.get_option("server.enableAgentApi") is False
    assert config.get_option("browser.gatherUsageStats") is False


def test_who_is_there_is_what_streamlit_says() -> None:
    app = AppTest.from_string(
        "import streamlit as st; from server.streamlit_inside import identity\n"
        "st.text(identity.public_id()); st.text(st.user.get('session', ''))"
    )
    assert [line.value for line in app.run().text] == ["", ""]
    app.user = {"session": "Samira's"}
    assert [line.value for line in app.run().text] == ["Samira's", "Samira's"]
    assert identity.public_id() == ""


@pytest.mark.parametrize("module", [*preloading.WIDGETS, STREAMLIT_FAILURES])
def test_a_module_that_is_named_by_us_exists(module: str) -> None:
    assert importlib.util.find_spec(module) is not None


def test_streamlit_logs_a_failed_page_where_we_silence_it() -> None:
    spec = importlib.util.find_spec(STREAMLIT_FAILURES)
    assert spec is not None
    assert spec.origin is not None
    assert "get_logger(__name__)" in Path(spec.origin).read_text("utf-8")


def test_the_fonts_that_ours_are_cut_from_are_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert installed.media("SourceSansVF-Upright").exists()
    monkeypatch.setattr(installed, "folder", lambda: tmp_path)
    with pytest.raises(FileNotFoundError):
        installed.media("SourceSansVF-Upright")


def test_every_module_that_leans_on_streamlits_inside_is_in_the_readme() -> None:
    text = README.read_text("utf-8")
    modules = {path.name for path in README.parent.glob("*.py")} - {"__init__.py"}
    assert {name for name in modules if f"`{name}`" not in text} == set()
    tests = set(re.findall(r"`(tests/[\w/]+\.py)`", text))
    assert tests
    assert {path for path in tests if not (CHECKOUT / path).exists()} == set()


def test_nothing_outside_the_folder_imports_streamlits_inside() -> None:
    internal = re.compile(r"^\s*(?:from|import) streamlit\.\w+|\._state\b", re.MULTILINE)
    folders = [CHECKOUT / name for name in ("server", "ui", "pages")]
    paths = [path for folder in folders for path in folder.rglob("*.py")]
    outside = [
        path for path in [*paths, CHECKOUT / "app.py"] if path.parent.name != "streamlit_inside"
    ]
    assert [path.name for path in outside if internal.search(path.read_text("utf-8"))] == []


def test_the_addresses_of_streamlit_are_those_of_its_server() -> None:
    server = Path(str(importlib.util.find_spec("streamlit.web.server").origin)).parent  # type: ignore[union-attr]
    text = "\n".join(path.read_text("utf-8") for path in server.rglob("*.py"))
    for address in (addresses.HEALTH, addresses.STREAM, addresses.HOST_CONFIG, addresses.UPLOADS):
        assert address.strip("/").removeprefix("_stcore/") in text
    for address in (addresses.COMPONENTS,):
        assert address.strip("/").rpartition("/")[2] in text


FORGETTING = """
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from server.streamlit_inside import uploads

for file in st.file_uploader("Bestand", accept_multiple_files=True):
    if file.name == "klaar.csv":
        uploads.forget([file.file_id])
    context = get_script_run_ctx()
    held = context.uploaded_file_mgr.get_files(context.session_id, [file.file_id])
    st.text(f"{file.name}: {len(held)}")
"""


def test_a_file_that_was_used_is_gone_from_memory_and_another_stays() -> None:
    app = AppTest.from_string(FORGETTING).run()
    files = [(name, b"Noor;2B", "text/csv") for name in ("klaar.csv", "nog.csv")]
    app.file_uploader[0].set_value(files).run()
    assert [text.value for text in app.text] == ["klaar.csv: 0", "nog.csv: 1"]
