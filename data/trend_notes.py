"""What people add to the figures, as it is kept: words sealed, each change on record."""

import json
from collections.abc import Callable
from functools import partial

from casework.trend_notes import Annotation, SavedView, Target
from data.register import Register, known_id
from data.transactions import Row

ANNOTATIONS = "select annotation_id, team_id, marked_on, sealed, form_key from annotation"
TARGETS = "select team_id, figure, percentage from target order by team_id, figure"
VIEWS = "select view_id, staff_id, sealed_name, address, form_key from saved_view"
MARK = "annotation"


class TrendNoteStore(Register):
    """Implements `casework.ports.trend_notes.TrendNotes`.

    The words of a mark have a key of their own, so that a mark that is taken away can be read in
    no back-up either. What is remembered between two questions is sealed.
    """

    # --- marks ----------------------------------------------------------------------------------

    def annotations(self) -> list[Annotation]:
        """Every mark, in no order."""
        return [self._annotation(row) for row in self._rows(ANNOTATIONS)]

    def annotation_of(self, form_key: str) -> Annotation | None:
        """The mark that this form made, while it is there."""
        row = self._of_form(ANNOTATIONS, form_key)
        return self._annotation(row) if row else None

    def annotate(self, new: Annotation, *, by: str, form_key: str) -> None:
        """Keep a mark."""
        mark_id = known_id(new.annotation_id)
        with self._changing("annotation_made", mark_id, by):
            self._database.run(
                """
                insert into annotation (annotation_id, team_id, marked_on, sealed, form_key)
                values ($1, $2, $3, $4, $5)
                """,
                (
                    mark_id,
                    known_id(new.team_id) if new.team_id else None,
                    new.on,
                    self._vault.seal(mark_id, new.text, MARK),
                    form_key,
                ),
            )

    def remove_annotation(self, annotation_id: str, *, by: str) -> None:
        """Remove a mark, and the key of its words once that is committed."""
        mark_id = known_id(annotation_id)
        with self._changing("annotation_removed", mark_id, by):
            self._database.run("delete from annotation where annotation_id = $1", (mark_id,))
            erase: Callable[[], None] = partial(self._vault.erase, mark_id)
            self._database.after_commit(erase)

    def _annotation(self, row: Row) -> Annotation:
        mark_id, team_id, on, sealed, _ = row
        text = self._vault.unseal(mark_id, sealed, MARK) or ""
        return Annotation(mark_id, on, text, team_id or "")

    # --- targets --------------------------------------------------------------------------------

    def targets(self) -> list[Target]:
        """Every target, by team and figure."""
        return [Target(*row) for row in self._rows(TARGETS)]

    def set_target(self, target: Target, *, by: str) -> None:
        """The target of this figure of this team, in the place of an earlier one."""
        if target in self.targets():
            return
        team_id = known_id(target.team_id)
        subject = f"{team_id}/{target.figure}/{target.percent}"
        with self._changing("target_set", subject, by):
            self._remove_target(team_id, target.figure)
            self._database.run(
                "insert into target (team_id, figure, percentage) values ($1, $2, $3)",
                (team_id, target.figure, target.percent),
            )

    def remove_target(self, team_id: str, figure: str, *, by: str) -> None:
        """That figure of that team has no target; nothing happens when it had none."""
        if not any((one.team_id, one.figure) == (team_id, figure) for one in self.targets()):
            return
        with self._changing("target_removed", f"{known_id(team_id)}/{figure}", by):
            self._remove_target(known_id(team_id), figure)

    def _remove_target(self, team_id: str, figure: str) -> None:
        sql = "delete from target where team_id = $1 and figure = $2"
        self._database.run(sql, (team_id, figure))

    # --- views ----------------------------------------------------------------------------------

    def views(self, staff_id: str) -> list[SavedView]:
        """The views of one person, in no order."""
        return [self._view(row) for row in self._rows(VIEWS) if row[1] == staff_id]

    def view_of(self, form_key: str) -> SavedView | None:
        """The view that this form made, while it is there."""
        row = self._of_form(VIEWS, form_key)
        return self._view(row) if row else None

    def keep_view(self, view: SavedView, staff_id: str, *, form_key: str) -> None:
        """Keep a view."""
        owner, view_id = known_id(staff_id), known_id(view.view_id)
        with self._changing("view_kept", view_id, owner):
            self._database.run(
                """
                insert into saved_view (view_id, staff_id, sealed_name, address, form_key)
                values ($1, $2, $3, $4, $5)
                """,
                (
                    view_id,
                    owner,
                    self._vault.seal(owner, view.name, _place(view_id)),
                    json.dumps(dict(view.address), sort_keys=True),
                    form_key,
                ),
            )

    def rename_view(self, view: SavedView, staff_id: str) -> None:
        """Give a view of this person another name."""
        owner, view_id = known_id(staff_id), known_id(view.view_id)
        sealed = self._vault.seal(owner, view.name, _place(view_id))
        with self._changing("view_renamed", view_id, owner):
            self._database.run(
                "update saved_view set sealed_name = $1 where view_id = $2 and staff_id = $3",
                (sealed, view_id, owner),
            )

    def remove_view(self, view_id: str, staff_id: str) -> None:
        """Forget a view of this person."""
        owner, kept = known_id(staff_id), known_id(view_id)
        with self._changing("view_removed", kept, owner):
            self._database.run(
                "delete from saved_view where view_id = $1 and staff_id = $2", (kept, owner)
            )

    def _view(self, row: Row) -> SavedView:
        view_id, owner, sealed, address, _ = row
        name = self._vault.unseal(owner, sealed, _place(view_id)) or ""
        return SavedView(view_id, name, json.loads(address))

    def _of_form(self, sql: str, form_key: str) -> Row | None:
        """The row that this form made, if any."""
        rows = (row for row in self._database.rows(sql) if row[-1] == form_key)
        return next(rows, None)


def _place(view_id: str) -> str:
    return f"view:{view_id}"
