"""Files go out compressed, are kept as long as they are the same, and are never mixed up."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.file_util import get_static_dir

from server import assets
from server.assets import A_DAY, A_YEAR, Asset, takes_gzip
from server.streamlit_inside.dutch import streamlit_in_dutch
from server.streamlit_inside.static_files import StaticFiles
from tests.server.conftest import House
from ui.board import refresh_plotly

WORDS = b"function groet() { return 'dag'; } " * 50
FOLDER = Path(get_static_dir())
STATIC = sorted(StaticFiles(FOLDER / "static").paths)


def answered(asset: Asset, query: str = "", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the answer to somebody who asks for this file."""
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": "/x.js", "query_string": query.encode(), "headers": sent}
    answer = asset.answer(Request(scope))
    return answer.status_code, dict(answer.headers), bytes(answer.body)


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [
        ("gzip, deflate, br, zstd", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("*", True),
        ("GZIP", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, br", False),
        ("br", False),
        ("identity", False),
        ("", False),
        ("xgzip", False),
    ],
)
def test_gzip_is_sent_to_who_takes_it(accepted: str, taken: bool) -> None:
    assert takes_gzip(accepted) is taken


def test_a_file_is_compressed_for_who_takes_that_and_the_same_for_others() -> None:
    script = Asset(WORDS, "text/javascript")
    status, packed, body = answered(script, accept_encoding="gzip")
    assert (status, packed["content-encoding"], packed["vary"]) == (200, "gzip", "Accept-Encoding")
    assert gzip.decompress(body) == WORDS
    assert len(body) < len(WORDS) / 5
    assert int(packed["content-length"]) == len(body)
    _, plain, body = answered(script)
    assert "content-encoding" not in plain
    assert plain["vary"] == "Accept-Encoding"
    assert body == WORDS
    assert plain["etag"] != packed["etag"]


def test_letters_are_compressed_already() -> None:
    assert Asset(WORDS, "font/woff2").packed is None
    assert "vary" not in answered(Asset(WORDS, "font/woff2"), accept_encoding="gzip")[1]


def test_what_grows_by_compression_is_sent_as_it_is() -> None:
    assert Asset(b"x", "text/css").packed is None


def test_a_browser_that_has_this_very_file_gets_nothing_new() -> None:
    script = Asset(WORDS, "text/javascript")
    _, headers, _ = answered(script, accept_encoding="gzip")
    known = f'"other", {headers["etag"]}'
    status, _, body = answered(script, accept_encoding="gzip", if_none_match=known)
    assert (status, body) == (304, b"")
    # What it has is the compressed one; without that it gets the file.
    assert answered(script, if_none_match=headers["etag"])[0] == 200
    assert answered(Asset(WORDS + b" ", "text/css"), if_none_match=headers["etag"])[0] == 200


def test_only_an_address_that_changes_with_the_file_is_kept_for_good() -> None:
    script = Asset(WORDS, "text/javascript")
    assert answered(script)[1]["cache-control"] == A_DAY
    assert answered(script, f"v={script.mark}")[1]["cache-control"] == A_YEAR
    assert answered(script, "v=1234")[1]["cache-control"] == A_DAY
    assert answered(Asset(WORDS, "text/css", is_lasting=True))[1]["cache-control"] == A_YEAR


def test_the_mark_of_the_board_is_in_the_address_of_each_of_its_files(house: House) -> None:
    paths = [path for path in assets.assets() if path.startswith("/board/") and path.count("/") > 2]
    assert {Path(path).name for path in paths} == {
        path.name for path in assets.BOARD.iterdir() if path.suffix in {".js", ".css"}
    } - {Path(assets.PLOTLY).name}
    folders = {Path(path).parent.as_posix() for path in paths}
    assert len(folders) == 1
    for path in paths:
        answer = house.visitor().fetch(path, accept_encoding="gzip")
        assert answer.headers["cache-control"] == A_YEAR
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_files_of_the_board_find_each_other_so_they_never_come_from_two_versions() -> None:
    for path in assets.BOARD.glob("*.js"):
        for name in re.findall(r'^import .*? from "(.*?)";', path.read_text("utf-8"), re.MULTILINE):
            assert name.startswith("./")
            assert assets.board_address(name.removeprefix("./")) in assets.assets()


@pytest.mark.parametrize("path", STATIC[:: len(STATIC) // 12])
def test_a_script_of_streamlit_is_compressed_lasting_and_unchanged(house: House, path: str) -> None:
    answer = house.samira().fetch(path, accept_encoding="gzip, br")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith(("text/javascript", "text/css"))
    body = answer.body
    if answer.headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    name = path.rpartition("/")[2]
    if name in streamlit_in_dutch().scripts:
        assert answer.headers["cache-control"] == A_DAY
    else:
        assert body == (FOLDER / path.lstrip("/")).read_bytes()
        assert answer.headers["cache-control"] == A_YEAR
    assert house.inside.requests == []


def test_all_scripts_together_are_a_third_of_what_they_were() -> None:
    files = [streamlit_in_dutch().file(path) for path in STATIC]
    sizes = [(len(one.content), len(one.packed or one.content)) for one in files if one]
    assert len(sizes) == len(STATIC) > 300
    assert sum(packed for _, packed in sizes) < 0.35 * sum(whole for whole, _ in sizes)


def test_the_translated_script_is_sent_and_not_the_english_one() -> None:
    name, script = next(iter(streamlit_in_dutch().scripts.items()))
    assert streamlit_in_dutch().file(f"/static/js/{name}") is script


@pytest.mark.parametrize(
    "path", ["/static/js/../../index.html", "/static/js/none.js", "/static/../../../etc/passwd"]
)
def test_no_path_of_a_visitor_reaches_the_disk(tmp_path: Path, path: str) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "one.js").write_text("1")
    (tmp_path / "secret.js").write_text("2")
    files = StaticFiles(tmp_path)
    known = files.get("/static/js/one.js")
    assert known is not None
    assert known.content == b"1"
    assert files.get(path) is None
    assert files.get("/static/js/../secret.js") is None
    assert files.get("/static/secret.js") is None


def test_a_stranger_gets_no_script_of_streamlit(house: House) -> None:
    assert house.visitor().fetch(STATIC[0]).status == 401


# --- plotly ---------------------------------------------------------------------------------------


def test_plotly_is_the_one_that_was_looked_at(house: House) -> None:
    pin = refresh_plotly.bundle()
    content = (assets.BOARD / "plotly-basic.min.js").read_bytes()
    assert hashlib.sha256(content).hexdigest() == pin.sha256
    assert f"plotly.js (basic - minified) v{pin.version}".encode() in content[:200]
    assert b"MIT License" in (assets.BOARD / "plotly-LICENSE.txt").read_bytes()
    address = assets.address(assets.PLOTLY)
    answer = house.visitor().fetch(address, accept_encoding="gzip")
    assert answer.headers["cache-control"] == A_YEAR
    assert gzip.decompress(answer.body) == content
    # Half of the weight of the whole screen; a larger one is a decision.
    assert len(answer.body) < 410_000


def test_a_package_that_is_not_what_npm_says_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh_plotly, "_packed", lambda _: (b"other", "sha512-AAAA"))
    before = refresh_plotly.RECORD.read_bytes()
    with pytest.raises(refresh_plotly.PackageDiffers):
        refresh_plotly.refresh("4.1.1")
    assert refresh_plotly.RECORD.read_bytes() == before


def test_plotly_needs_nothing_that_the_policy_forbids() -> None:
    content = (assets.BOARD / "plotly-basic.min.js").read_text("utf-8")
    assert "new Function" not in content
    assert not re.search(r"[^.\w]eval\(", content)
