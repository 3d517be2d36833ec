"""One view of the first screen as the browser gets it, with the views one press away from it."""

import json
import zlib
from collections.abc import Collection
from datetime import date
from typing import Any

from analytics import headline
from analytics.figures import BY_KEY
from analytics.view import View
from casework.words import short_date
from ui.board import component
from ui.charts.style import words_of
from ui.trends import first_screen
from ui.trends.figure_cache import CACHE, CacheKey, OwnFigures
from ui.trends.filters import Filters
from ui.trends.selection import Selection, selection_of_key

Payload = dict[str, Any]
Options = dict[str, list[tuple[str, str]]]
CACHE_NAME = "board"
PER_CLASS = BY_KEY["reports"]


def payload_text(own_figures: OwnFigures, filters: Filters, selection: Selection) -> str:
    """The numbers, standouts, charts and filters of a view, as JSON; cached."""
    text: str = CACHE.get_or_compute(
        _cache_key(own_figures, filters, selection),
        lambda: _text(own_figures, filters, selection),
    )
    return text


def cached_text(own_figures: OwnFigures, filters: Filters, selection: Selection) -> str | None:
    """As payload_text, when it is in the cache; None when it would have to be computed."""
    text: str | None = CACHE.get(_cache_key(own_figures, filters, selection))
    return text


def payload(own_figures: OwnFigures, filters: Filters, selection: Selection) -> Payload:
    """As payload_text, read back."""
    view: Payload = json.loads(payload_text(own_figures, filters, selection))
    return view


def board_payload(
    own_figures: OwnFigures, filters: Filters, selection: Selection, sent_keys: Collection[str]
) -> Payload:
    """The data of the board (ui.board): this view, and those near it that are cached.

    A near view of `sent_keys` is left out: the browser has it.
    """
    views = {selection.key: payload_text(own_figures, filters, selection)}
    is_more = False
    for other in filters.one_press_away(selection):
        if other.key not in sent_keys and other.key not in views:
            near = cached_text(own_figures, filters, other)
            if near is None:
                is_more = True
            else:
                views[other.key] = near
    options: Options = {}
    for key in views:
        filters_payload(filters, selection_of_key(key), options)
    return {
        "version": version(own_figures),
        "current": selection.key,
        "views": views,
        "options": options,
        "charts": first_screen.static_charts(),
        # Views that are being computed: the browser asks for them when nobody presses.
        "more": is_more,
    }


def version(own_figures: OwnFigures) -> str:
    """By which the browser knows whether the views that it has are still right."""
    scope = own_figures.scope
    pupils = [sorted(scope.classes), sorted(scope.year_groups), sorted(scope.teams)]
    facts = (
        own_figures.school,
        own_figures.version,
        own_figures.is_exact,
        own_figures.desk.today,
    )
    parts = (facts, pupils, scope.is_whole_school, own_figures.desk.trend_notes.targets())
    return f"{zlib.crc32(repr(parts).encode()):08x}"


def filters_payload(
    filters: Filters, selection: Selection, options: Options
) -> list[dict[str, str]]:
    """The filters of a view; each list of options is added to `options` under a hash of it."""
    listed = []
    for choice in filters.listed(selection):
        name = f"{zlib.crc32(repr(choice.options).encode()):08x}"
        options[name] = list(choice.options)
        listed.append(
            {
                "name": choice.name,
                "label": choice.label,
                "value": choice.value,
                "options": name,
            }
        )
    return listed


def until_words(view: View, today: date) -> str:
    """Up to which day the figures go: "t/m vandaag, 29 nov", or as they stood on a day."""
    last = view.period.last_day
    if view.is_now:
        return f"t/m vandaag, {short_date(today, today)}"
    return f"stand op {short_date(last, today)}"


def _text(own_figures: OwnFigures, filters: Filters, selection: Selection) -> str:
    view = {
        **_computed_view(own_figures, filters, selection),
        "filters": filters_payload(filters, selection, {}),
        "until": until_words(filters.view(selection), own_figures.desk.today),
    }
    return component.text_of(view)


def _computed_view(own_figures: OwnFigures, filters: Filters, selection: Selection) -> Payload:
    desk, view = own_figures.desk, filters.view(selection)
    around = filters.view(filters.without_class(selection))
    board = headline.board(
        own_figures.relations(view.filter),
        view,
        target=_target(filters, selection),
        without_mentor=filters.without_mentor,
        classes=own_figures.computed_figure(PER_CLASS, around) if selection.class_id else None,
    )
    computed: Payload = first_screen.view_payload(board, words_of(desk.known_card), desk.today)
    return computed


def _cache_key(own_figures: OwnFigures, filters: Filters, selection: Selection) -> CacheKey:
    parameters = (selection, _target(filters, selection), filters.without_mentor)
    return own_figures.cache_key(filters.view(selection), CACHE_NAME, parameters)


def _target(filters: Filters, selection: Selection) -> int | None:
    """The target of nazorg on time, for a whole team in a whole year."""
    if selection.place or selection.kind or selection.first or selection.last:
        return None
    teams = {school_class.team_id for school_class in filters.classes}
    team = selection.team or (next(iter(teams)) if len(teams) == 1 else "")
    if not filters.leads(team):
        return None
    targets = {
        target.team_id: target.percent for target in filters.targets if target.figure == "aftercare"
    }
    return targets.get(team)
