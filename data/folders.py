"""Where the school and the demo school are kept, as the environment says."""

import os
from collections.abc import Mapping
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def school_folder(values: Mapping[str, str] = os.environ) -> Path:
    """The folder of the own school."""
    return _folder(values, "HANDELINGSKAART_DATA", CHECKOUT / "var" / "school")


def demo_folder(values: Mapping[str, str] = os.environ) -> Path:
    """The folder of the demo school."""
    return _folder(values, "HANDELINGSKAART_DEMO_DATA", CHECKOUT / "var" / "demo")


def _folder(values: Mapping[str, str], name: str, default: Path) -> Path:
    return Path(values.get(name, "").strip() or default).expanduser().resolve()
