"""What people add to the figures of their own team, and the views that they keep."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from casework.desk.access import Room
from casework.errors import NotHere
from casework.name_order import natural_key
from casework.people import WHOLE_SCHOOL_ROLES, Action, Role
from casework.school_years import with_days_between
from casework.sent_forms import SentForm, sent_form
from casework.trend_notes import (
    TARGET_FIGURES,
    Annotation,
    SavedView,
    Target,
    checked_annotation,
    checked_percent,
    checked_view_name,
    only_codes,
    refuse_many_annotations,
    refuse_many_views,
)


@dataclass(frozen=True)
class TrendNotesRoom(Room):
    """Marks and targets of the own team(s) and of the whole school; the own views."""

    # --- marks on the time axis -----------------------------------------------------------------

    def annotations(self) -> list[Annotation]:
        """The marks of the teams in the own scope and of the whole school, by day."""
        self._access.require(Action.SEE_FIGURES)
        team_ids = {"", *self._teams_in_sight()}
        annotations = [
            annotation
            for annotation in self._access.store.trend_notes.annotations()
            if annotation.team_id in team_ids
        ]
        return sorted(
            annotations,
            key=lambda annotation: (annotation.on, annotation.text, annotation.annotation_id),
        )

    def annotate(self, on: date | None, text: str, *, team_id: str, form_key: str) -> Annotation:
        """Put a mark on the time axis of a team of one's own, or of the whole school ("")."""
        self._access.require(Action.ANNOTATE)
        if team_id and team_id not in self._teams(Action.ANNOTATE):
            raise NotHere
        school, notes = self._access.store.school, self._access.store.trend_notes
        years = with_days_between(school.school_years(), self._access.today)
        known_days = (min(year.starts_on for year in years), max(year.ends_on for year in years))
        day, words = checked_annotation(on, text, known_days, school.name_book())
        new = Annotation(self._access.new_id(), day, words, team_id)
        form = sent_form(form_key, "annotate", day, words, team_id)
        with self._once(form, "markering bij de cijfers") as is_new:
            if not is_new:
                return notes.annotation_of(form_key) or new
            refuse_many_annotations(
                [annotation for annotation in self.annotations() if annotation.team_id == team_id]
            )
            notes.annotate(new, by=self._access.actor.staff_id, form_key=form_key)
        return notes.annotation_of(form_key) or new

    def remove_annotation(self, annotation_id: str) -> None:
        """Take a mark away; its text can be read nowhere any more."""
        self._access.require(Action.ANNOTATE)
        own = {"", *self._teams(Action.ANNOTATE)}
        annotations = {
            annotation.annotation_id: annotation
            for annotation in self._access.store.trend_notes.annotations()
        }
        if annotation_id not in annotations or annotations[annotation_id].team_id not in own:
            raise NotHere
        self._access.store.trend_notes.remove_annotation(
            annotation_id, by=self._access.actor.staff_id
        )

    # --- targets --------------------------------------------------------------------------------

    def targets(self) -> list[Target]:
        """The targets of the teams in the own scope."""
        self._access.require(Action.SEE_FIGURES)
        team_ids = self._teams_in_sight()
        return [
            target
            for target in self._access.store.trend_notes.targets()
            if target.team_id in team_ids
        ]

    def set_target(self, team_id: str, figure: str, percent: str) -> Target:
        """Set the target of a figure of a team of one's own, in the place of an earlier one."""
        self._require_team(team_id, figure)
        target = Target(team_id, figure, checked_percent(percent))
        self._access.store.trend_notes.set_target(target, by=self._access.actor.staff_id)
        return target

    def remove_target(self, team_id: str, figure: str) -> None:
        """From now on that figure has no target."""
        self._require_team(team_id, figure)
        self._access.store.trend_notes.remove_target(
            team_id, figure, by=self._access.actor.staff_id
        )

    def _require_team(self, team_id: str, figure: str) -> None:
        self._access.require(Action.SET_TARGET)
        if team_id not in self._teams(Action.SET_TARGET) or figure not in TARGET_FIGURES:
            raise NotHere

    # --- views ----------------------------------------------------------------------------------

    def views(self) -> list[SavedView]:
        """The views that this person kept, by name; nobody else gets them."""
        self._access.require(Action.SEE_FIGURES)
        views = self._access.store.trend_notes.views(self._access.actor.staff_id)
        return sorted(views, key=lambda view: (natural_key(view.name), view.view_id))

    def keep_view(self, name: str, address: Mapping[str, str], *, form_key: str) -> SavedView:
        """Keep these filters and this question under a name; what is no code is left out."""
        self._access.require(Action.SEE_FIGURES)
        notes, codes = self._access.store.trend_notes, only_codes(address)
        words = checked_view_name(name, ())
        with self._once(sent_form(form_key, "keep_view", words, codes), "weergave") as is_new:
            earlier = None if is_new else notes.view_of(form_key)
            if earlier is not None:
                return earlier
            view = SavedView(self._access.new_id(), words, codes)
            if is_new:
                refuse_many_views(self.views())
                checked_view_name(name, self.views())
                notes.keep_view(view, self._access.actor.staff_id, form_key=form_key)
        return notes.view_of(form_key) or view

    def rename_view(self, view_id: str, name: str) -> SavedView:
        """Give a view of one's own another name."""
        view = self._view(view_id)
        others = [other for other in self.views() if other.view_id != view_id]
        renamed = SavedView(view_id, checked_view_name(name, others), view.address)
        self._access.store.trend_notes.rename_view(renamed, self._access.actor.staff_id)
        return renamed

    def remove_view(self, view_id: str) -> None:
        """Forget a view of one's own."""
        self._view(view_id)
        self._access.store.trend_notes.remove_view(view_id, self._access.actor.staff_id)

    def _once(self, form: SentForm, title: str) -> AbstractContextManager[bool]:
        return self._access.store.forms.once(form, self._access.actor.staff_id, title)

    def _view(self, view_id: str) -> SavedView:
        chosen = next((view for view in self.views() if view.view_id == view_id), None)
        if chosen is None:
            raise NotHere
        return chosen

    def _teams(self, action: Action) -> frozenset[str]:
        """The teams for which this person may do it: of one's own, or every team."""
        if any(held.role in WHOLE_SCHOOL_ROLES for held in self._access.actor.roles_for(action)):
            return frozenset(
                school_class.team_id for school_class in self._access.store.school.all_classes()
            )
        return self._access.actor.scopes(Role.TEAM_LEADER, action)

    def _teams_in_sight(self) -> frozenset[str]:
        """The teams of which some class is in the scope of this person, and the own ones."""
        scope = self._access.actor.figure_scope()
        classes = self._access.store.school.all_classes()
        return scope.teams | {
            school_class.team_id for school_class in classes if scope.covers(school_class.home)
        }
