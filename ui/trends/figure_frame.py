"""The one frame of every figure below the first screen, read from the registry of figures.

The picture comes first, then what it says. How to read it stands behind (i); the table and all
that can be done with the figure behind one menu.
"""

import re
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import streamlit as st

from analytics.figure import ComputedFigure, Figure
from analytics.period import Period
from analytics.view import View
from casework.cases.case_filter import Basis
from casework.desk import Desk
from casework.errors import CaseworkError
from casework.words import short_date
from ui import memory, receipts, session
from ui.charts import style
from ui.charts.style import Words
from ui.charts_on_page import plotted
from ui.labels import plain
from ui.trends import annotations, case_links, figure_subgroups, periods, sharing, targets
from ui.trends.tables import table_html

TABLE, SHARE, TARGET, TIMELINE, SUBGROUP = "table", "share", "target", "timeline", "subgroup"
MENU = {
    TABLE: "Als tabel",
    SHARE: "Delen of bewaren",
    TARGET: "Doel van het team",
    TIMELINE: "Op de tijdlijn",
    SUBGROUP: "Zaken van een deel",
}
MORE_IS_NOT_WORSE = "Meer meldingen betekent niet minder veilig: het kan ook beter gemeld zijn."


def chart_of(figure: Figure) -> Any:
    """The module that draws a figure."""
    return import_module(f"ui.charts.{figure.chart}")


def has_picture(computed: ComputedFigure) -> bool:
    """Whether there is enough to say something, and anything to draw."""
    result = computed.now
    frame = getattr(result, "frame", None)
    return not getattr(result, "is_few", False) and (frame is None or len(frame) > 0)


def too_few_sentence(computed: ComputedFigure, words: Words) -> str:
    """In one line what there is too little for yet, and when there is enough."""
    chart = chart_of(computed.figure)
    return f"{chart.TITLE}: {chart.description(computed, words)}"


def show(computed: ComputedFigure, words: Words) -> None:
    """The figure in its frame; what is pressed in it runs this part again, and no more."""
    _frame(computed, words)


@st.fragment
def _frame(computed: ComputedFigure, words: Words) -> None:
    desk = session.desk()
    if receipts.has_one():
        # Something was stored, which other figures show as well.
        st.rerun()
    figure, view = computed.figure, computed.view
    chart = chart_of(figure)
    picture = chart.figure(computed, words)
    sentence = chart.description(computed, words)
    marks = annotations.within(picture, annotations.of_view(desk, view))
    target = targets.target_of(desk, figure.key, view)
    drawn = targets.with_line(annotations.with_lines(picture, marks), figure.key, target)
    with st.container(border=True, key=f"figure_{figure.key}"):
        _head(desk, computed, chart, picture)
        _picture(figure, drawn, chart.TITLE, sentence)
        st.markdown(plain(sentence))
        if target and target.figure == figure.key:
            st.markdown(plain(targets.verdict_words(desk, target, computed)))
        annotations.show(desk, figure.key, marks)
        _cases(desk, view, figure)
        _panel(desk, computed, chart, words, picture)


def _head(desk: Desk, computed: ComputedFigure, chart: Any, picture: style.PlotlyFigure) -> None:
    figure = computed.figure
    with st.container(
        horizontal=True, vertical_alignment="center", gap="xxsmall", key=f"figure_head_{figure.key}"
    ):
        st.subheader(chart.TITLE, anchor=f"figuur-{figure.key}", width="stretch")
        with st.popover(
            f"Uitleg bij {chart.TITLE}",
            icon=":material/info:",
            type="tertiary",
            key=f"figure_info_{figure.key}",
        ):
            st.markdown(explanation(computed, chart, desk))
        st.menu_button(
            f"Meer met {chart.TITLE}",
            _menu(desk, computed, picture),
            format_func=lambda name: MENU.get(name, name),
            icon=":material/more_horiz:",
            type="tertiary",
            key=f"figure_menu_{figure.key}",
            on_click=_open_panel,
            args=(figure.key,),
        )


def _menu(desk: Desk, computed: ComputedFigure, picture: style.PlotlyFigure) -> list[str]:
    """What can be done with this figure, by this person."""
    figure, view = computed.figure, computed.view
    belongs = {
        TABLE: True,
        SHARE: True,
        TARGET: targets.may_change(desk, figure.key, view),
        TIMELINE: annotations.may_change(desk, picture),
        SUBGROUP: figure.basis is not None and bool(figure.subgroups),
    }
    return [name for name, is_here in belongs.items() if is_here]


# --- behind (i) -----------------------------------------------------------------------------------


def explanation(computed: ComputedFigure, chart: Any, desk: Desk) -> str:
    """How to read the figure, what is counted, over which days, and how many."""
    figure, view = computed.figure, computed.view
    count = getattr(computed.now, "count", None)
    lines = [
        chart.HOW_TO_READ,
        f"**Wat er wordt geteld.** {chart.DEFINITION}",
        _days(desk, computed),
    ]
    if count is not None:
        lines.append(f"**n** = {style.number(count)} {chart.UNIT}.")
    if figure.key in targets.NO_TARGET:
        lines.append(targets.NO_TARGET[figure.key])
    elif figure.basis is Basis.REPORT:
        lines.append(MORE_IS_NOT_WORSE)
    case_filter = case_links.filter_of(desk, view, figure.key)
    if case_filter is not None:
        lines.append(case_links.owners_note(desk, case_filter))
    if targets.is_of_target(figure.key) and not targets.is_whole_team(desk, view):
        lines.append(targets.ONLY_WHOLE_TEAM)
    return "\n\n".join(line for line in lines if line)


def _days(desk: Desk, computed: ComputedFigure) -> str:
    view, day = computed.view, partial(short_date, today=desk.today)

    def days(period: Period) -> str:
        return f"{day(period.start)} tot en met {day(period.last_day)}"

    basis = computed.figure.basis
    if basis in case_links.OF_A_STATE:
        return "**Stand**: nu." if view.is_now else f"**Stand** op {day(view.known_on)}."
    is_replay = basis in case_links.REPLAYED and not view.is_now
    replay = f", stand op {day(view.known_on)}" if is_replay else ""
    before = view.before if computed.before is not None else None
    beside = f" Dun ernaast: even ver in het jaar ervoor, {days(before)}." if before else ""
    return f"**Periode**: {days(view.period)}{replay}.{beside}"


# --- the picture and the cases behind it ----------------------------------------------------------


_TOUCH = re.compile(r"Mobi|Android|iPad|iPhone")


def _is_touch() -> bool:
    """Whether the browser says that it is a phone or a tablet."""
    return bool(_TOUCH.search(st.context.headers.get("User-Agent") or ""))


def _picture(figure: Figure, picture: style.PlotlyFigure, title: str, sentence: str) -> None:
    """The picture; on a touch screen it takes no presses, for these would stop the scrolling."""
    can_press = bool(figure.basis and figure.subgroups) and not _is_touch()
    with st.container(key=f"{'pick' if can_press else 'look'}_{figure.key}"):
        plotted(
            picture,
            title,
            sentence,
            key=_chart_key(figure.key),
            on_select=partial(_pick, figure.key) if can_press else None,
        )


def _cases(desk: Desk, view: View, figure: Figure) -> None:
    """The way to the cases behind the whole figure, or behind the part that was pressed."""
    subgroup = str(memory.recall(_subgroup_key(figure.key)) or "")
    case_filter = case_links.filter_of(desk, view, figure.key, subgroup)
    if case_filter is None:
        subgroup, case_filter = "", case_links.filter_of(desk, view, figure.key)
    if case_filter is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"cases_{figure.key}"):
        if subgroup:
            st.button(
                f"{plain(figure_subgroups.subgroup_words(desk, view, figure, subgroup))} ×",
                key=f"subgroup_{figure.key}_all",
                help="Weer de hele figuur",
                on_click=memory.remember,
                args=(_subgroup_key(figure.key), ""),
            )
        case_links.show_link(desk, case_filter, is_subgroup=bool(subgroup))


def _pick(key: str) -> None:
    """A point was pressed: the link goes to its cases; pressing beside it goes back to all."""
    event = memory.widget_value(_chart_key(key)) or {}
    points = event.get("selection", {}).get("points", [])
    subgroups = [str(point.get("customdata") or "") for point in points]
    memory.remember(_subgroup_key(key), next((subgroup for subgroup in subgroups if subgroup), ""))


def _chart_key(key: str) -> str:
    return f"chart_{key}"


def _subgroup_key(key: str) -> str:
    return f"figure_subgroup_{key}"


# --- what the menu opens --------------------------------------------------------------------------


def panel_key(key: str) -> str:
    """Under which name it is remembered what is open below a figure."""
    return f"figure_panel_{key}"


def _open_panel(key: str) -> None:
    chosen = memory.widget_value(f"figure_menu_{key}")
    is_open = memory.recall(panel_key(key)) == chosen
    memory.remember(panel_key(key), "" if is_open else chosen)


def _panel(
    desk: Desk, computed: ComputedFigure, chart: Any, words: Words, picture: style.PlotlyFigure
) -> None:
    figure, view = computed.figure, computed.view
    name = str(memory.recall(panel_key(figure.key)) or "")
    if name not in _menu(desk, computed, picture):
        return
    draw: dict[str, Callable[[], object]] = {
        TABLE: lambda: st.html(table_html(chart.table(computed, words), chart.TITLE)),
        SHARE: lambda: sharing.show(
            desk, figure, view.filter.team_id, periods.school_year_of(desk, view)
        ),
        TARGET: lambda: targets.show_form(desk, figure.key, view),
        TIMELINE: lambda: annotations.show_form(desk, figure.key, view, picture),
        SUBGROUP: lambda: _choose_subgroup(desk, view, figure),
    }
    with st.container(key=f"figure_panel_{figure.key}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{MENU[name]}**", width="stretch")
            st.button(
                "Sluiten",
                key=f"figure_close_{figure.key}",
                icon=":material/close:",
                type="tertiary",
                on_click=memory.remember,
                args=(panel_key(figure.key), ""),
            )
        try:
            draw[name]()
        except CaseworkError as refusal:
            st.error(plain(str(refusal)))


def _choose_subgroup(desk: Desk, view: View, figure: Figure) -> None:
    """The same as pressing a point, for a keyboard and for a thumb."""
    words, key = figure_subgroups.choices(desk, view, figure), f"figure_choice_{figure.key}"
    chosen = memory.recall(_subgroup_key(figure.key))
    memory.set_widget_value(key, chosen if chosen in words else None)
    st.selectbox(
        "Welk deel?",
        list(words),
        index=None,
        format_func=lambda subgroup: words.get(subgroup, subgroup),
        key=key,
        placeholder="alles",
        on_change=_subgroup_chosen,
        args=(figure.key, key),
    )


def _subgroup_chosen(figure_key: str, widget_key: str) -> None:
    memory.remember(_subgroup_key(figure_key), memory.widget_value(widget_key) or "")
