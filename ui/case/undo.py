"""For some minutes after a save in this case: one tap takes it back."""

from collections.abc import Sequence

from casework.desk import CaseFile, Desk
from casework.entries.payload import heading
from casework.words import enumeration
from ui import memory, undo

TAKEN_BACK = "case_taken_back"


def undo_line(file: CaseFile) -> None:
    """What this reader just saved here, until when it can be undone, and the button for that."""
    undo.refused()
    save = file.undoable
    if save is None:
        return
    first = next((e for e in save.entries if e.payload.is_listed(file, e)), save.entries[0])

    def act(desk: Desk, form_key: str) -> str:
        desk.undoing.undo(file.case.case_id, save.first, form_key=form_key)
        if save.first == 1:
            memory.remember(TAKEN_BACK, file.case.case_id)
            return f"Ongedaan gemaakt: zaak {file.case.label} is er niet meer."
        told = _to_tell(desk.undoing.out_of_sight(file.case.case_id, save.first))
        words = heading(file, first)
        return f"Ongedaan gemaakt; in de tijdlijn blijft het staan: {words}{told}"

    name = f"{file.case.case_id[:8]}_{save.first}"
    undo.button(name, heading(file, first), save.can_be_undone_until, act)


def _to_tell(colleagues: Sequence[str]) -> str:
    """Whom to tell that it was a mistake: they saw the case meanwhile."""
    if not colleagues:
        return ""
    return (
        f". {enumeration(colleagues)} had de zaak al geopend en ziet haar nu niet meer: laat even "
        "weten dat het een vergissing was."
    )


def is_taken_back(case_id: str) -> bool:
    """Whether this is the case that was taken back on this screen: then there is nothing to see."""
    return bool(case_id) and memory.recall(TAKEN_BACK) == case_id
