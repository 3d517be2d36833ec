"""Fetches plotly's small bundle with npm and keeps it, with what is known of it: run by hand.

    python -m ui.board.refresh_plotly 4.1.1

Needs npm on the machine. Written beside each other in `static/`: the bundle, its licence, and
`plotly.json` with version, npm's checksum of the package and ours of the bundle. Look at the
screens afterwards (tests/browser/test_board.py): the walk by keyboard leans on names inside plotly.
"""

import base64
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

STATIC = Path(__file__).parent / "static"
PACKAGE = "plotly.js-basic-dist-min"
FILES = {
    "package/plotly-basic.min.js": "plotly-basic.min.js",
    "package/LICENSE": "plotly-LICENSE.txt",
}
RECORD = STATIC / "plotly.json"


@dataclass(frozen=True)
class Bundle:
    """The bundle of plotly in the project; `integrity` as npm gives it for the package."""

    package: str
    version: str
    integrity: str
    sha256: str
    licence: str = "MIT"


class PackageDiffers(RuntimeError):
    """What was fetched is not what npm says it is."""


def bundle() -> Bundle:
    """The bundle that the project has now."""
    return Bundle(**json.loads(RECORD.read_text("utf-8")))


def refresh(version: str) -> Bundle:
    """Fetch a version, check it, and write it in place of the one there is."""
    package, integrity = _packed(version)
    if sha512(package) != integrity:
        raise PackageDiffers(version)
    files = unpacked(package)
    for name, content in files.items():
        (STATIC / name).write_bytes(content)
    fetched = Bundle(
        package=PACKAGE,
        version=version,
        integrity=integrity,
        sha256=hashlib.sha256(files["plotly-basic.min.js"]).hexdigest(),
    )
    RECORD.write_text(json.dumps(asdict(fetched), indent=2) + "\n", "utf-8")
    return fetched


def unpacked(package: bytes) -> dict[str, bytes]:
    """Our names to the content of the two files that are kept."""
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        opened = {ours: archive.extractfile(theirs) for theirs, ours in FILES.items()}
        return {ours: file.read() for ours, file in opened.items() if file is not None}


def sha512(package: bytes) -> str:
    """The checksum of a package as npm writes it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode()


def _packed(version: str) -> tuple[bytes, str]:
    """The package as npm hands it out, and its checksum as npm says it."""
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", f"{PACKAGE}@{version}", "--json", "--pack-destination", folder]
        output = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
        [about] = json.loads(output.stdout)
        return Path(folder, about["filename"]).read_bytes(), str(about["integrity"])


if __name__ == "__main__":
    print(refresh(sys.argv[1]))  # noqa: T201 - for whoever runs it
