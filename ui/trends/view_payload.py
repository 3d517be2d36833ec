"""One view of the first screen as the browser gets it, and the views that lie one press away."""

import json
import zlib
from collections.abc import Collection
from datetime import date
from typing import Any

from analytics import headline
from analytics.figures import BY_KEY
from analytics.view import View
from ui.board import component
from ui.charts import board as charts
from ui.charts.style import words_of
from ui.labels import short_date
from ui.trends.figure_cache import CACHE, CacheKey, OwnFigures
from ui.trends.filters import Filters, Selection, of_key

Data = dict[str, Any]
Options = dict[str, list[tuple[str, str]]]
ABOUT = "board"
PER_CLASS = BY_KEY["reports"]


def made(own_figures: OwnFigures, filters: Filters, selection: Selection) -> str:
    """The numbers, attention and charts of a view, as JSON; kept when known."""
    text: str = CACHE.get_or_compute(
        _question(own_figures, filters, selection), lambda: _text(own_figures, filters, selection)
    )
    return text


def kept(own_figures: OwnFigures, filters: Filters, selection: Selection) -> str | None:
    """The view when it was made before; None when it would have to be computed."""
    text: str | None = CACHE.get(_question(own_figures, filters, selection))
    return text


def payload_of(own_figures: OwnFigures, filters: Filters, selection: Selection) -> Data:
    """The view without its filters; kept when known."""
    data: Data = json.loads(made(own_figures, filters, selection))
    return data


def payload(own_figures: OwnFigures, filters: Filters, selection: Selection) -> Data:
    """The view without its filters, computed anew."""
    desk, view = own_figures.desk, filters.view(selection)
    around = filters.view(filters.without_class(selection))
    board = headline.board(
        own_figures.relations(view.filter),
        view,
        target=_target(filters, selection),
        without_mentor=filters.without_mentor,
        classes=own_figures.computed_figure(PER_CLASS, around) if selection.class_id else None,
    )
    data: Data = charts.view_payload(board, words_of(desk.known_card), desk.today)
    return data


def data(
    own_figures: OwnFigures, filters: Filters, selection: Selection, has_already: Collection[str]
) -> Data:
    """What the component is given: this view, and those near it that the browser has not got."""
    views = {selection.key: made(own_figures, filters, selection)}
    is_more = False
    for other in filters.one_press_away(selection):
        if other.key not in has_already and other.key not in views:
            near = kept(own_figures, filters, other)
            if near is None:
                is_more = True
            else:
                views[other.key] = near
    options: Options = {}
    for key in views:
        filters_of(filters, of_key(key), options)
    return {
        "version": version(own_figures),
        "current": selection.key,
        "views": views,
        "options": options,
        "charts": charts.static_charts(),
        # Views that are being made: the browser asks for them when nobody presses.
        "more": is_more,
    }


def version(own_figures: OwnFigures) -> str:
    """By which the browser knows that what it has is of now."""
    scope = own_figures.scope
    pupils = [sorted(scope.classes), sorted(scope.year_groups), sorted(scope.teams)]
    facts = (own_figures.school, own_figures.version, own_figures.is_exact, own_figures.desk.today)
    parts = (facts, pupils, scope.is_whole_school, own_figures.desk.targets())
    return f"{zlib.crc32(repr(parts).encode()):08x}"


def filters_of(filters: Filters, selection: Selection, options: Options) -> list[dict[str, str]]:
    """The filters of a view; a list of options is added to `options` under a name of its own."""
    listed = []
    for one in filters.listed(selection):
        name = f"{zlib.crc32(repr(one.options).encode()):08x}"
        options[name] = list(one.options)
        listed.append({"name": one.name, "label": one.label, "value": one.value, "options": name})
    return listed


def _text(own_figures: OwnFigures, filters: Filters, selection: Selection) -> str:
    listed = filters_of(filters, selection, {})
    until = until_words(filters.view(selection), own_figures.desk.today)
    view = {**payload(own_figures, filters, selection), "filters": listed, "until": until}
    return component.text_of(view)


def until_words(view: View, today: date) -> str:
    """Up to which day the figures go: "t/m vandaag, 29 nov", or as they stood on a day."""
    last = view.period.last_day
    if view.is_now:
        return f"t/m vandaag, {short_date(today, today)}"
    return f"stand op {short_date(last, today)}"


def _question(own_figures: OwnFigures, filters: Filters, selection: Selection) -> CacheKey:
    parameters = (selection, _target(filters, selection), filters.without_mentor)
    return own_figures.cache_key(filters.view(selection), ABOUT, parameters=parameters)


def _target(filters: Filters, selection: Selection) -> int | None:
    """The target of nazorg on time, for a whole team in a whole year."""
    if selection.place or selection.kind or selection.first or selection.last:
        return None
    teams = {one.team_id for one in filters.classes}
    team = selection.team or (next(iter(teams)) if len(teams) == 1 else "")
    if not filters.leads(team):
        return None
    known = {one.team_id: one.percent for one in filters.targets if one.figure == "aftercare"}
    return known.get(team)
