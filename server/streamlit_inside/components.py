"""Registers a component that lives in this checkout and brings a file of its own.

Streamlit offers that to installed packages only; this does what Streamlit does for those.
"""

import threading
from pathlib import Path

from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from server.streamlit_inside.addresses import COMPONENTS

_ONE_AT_A_TIME = threading.Lock()


def file_address(component: str, file: str) -> str:
    """Where Streamlit serves a file of a component; it carries no mark of its content."""
    return f"{COMPONENTS}{component}/{file}"


def register(component: str, folder: Path) -> None:
    """Make `package.name` known, once; its files are in `folder`/asset."""
    manager = get_bidi_component_manager()
    # Each server has its own register of components, and so has each page under test.
    with _ONE_AT_A_TIME:
        if manager.get_component_asset_root(component) is None:
            manager.register_from_manifest(_manifest(component), folder)


def _manifest(component: str) -> ComponentManifest:
    package, _, name = component.partition(".")
    config = ComponentConfig(name=name, asset_dir="asset")
    return ComponentManifest(name=package, version="1", components=[config])
