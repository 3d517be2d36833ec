"""Files that somebody sends to a screen: to one of the own screens, so much, and gone after use.

Streamlit takes a file for whichever screen an address names, from whoever may be here, and keeps
it for as long as that screen is open.
"""

from collections.abc import Iterable

from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from server.streamlit_inside.addresses import UPLOADS
from server.streamlit_inside.identity import IDENTITY_KEY

MOST_BYTES = 60 * 1024 * 1024
MOST_FILES = 40
"""What one screen can have lying at once; a school year is some files of a few hundred kB."""


def is_own_screen(path: str, public_id: str) -> bool:
    """Whether the screen that this address names is one of this session."""
    screen = _screen(path)
    if not (screen and public_id and runtime.exists()):
        return False
    held = runtime.get_instance()._session_mgr.get_session_info(screen)
    return held is not None and held.session._user_info.get(IDENTITY_KEY) == public_id


def has_room(path: str) -> bool:
    """Whether the screen that this address names can have one more file."""
    files = list(_manager().file_storage.get(_screen(path), {}).values())
    return len(files) < MOST_FILES and sum(len(file.data) for file in files) < MOST_BYTES


def forget(file_ids: Iterable[str]) -> None:
    """These files of the screen that runs now are gone from memory."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None:
        for file_id in file_ids:
            context.uploaded_file_mgr.remove_file(context.session_id, file_id)  # type: ignore[attr-defined]


def _manager() -> MemoryUploadedFileManager:
    manager = runtime.get_instance().uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        raise TypeError("Streamlit keeps files elsewhere than in memory")
    return manager


def _screen(path: str) -> str:
    """The part of the address that names a screen."""
    return path.removeprefix(UPLOADS).partition("/")[0]
