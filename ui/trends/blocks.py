"""One block a figure: the sentence, the picture, period and n, how to read it, and the table."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analytics.overview import Overview, Period
from ui.charts import aftercare, escalation, levels_reached, reports, resolution, style
from ui.labels import plain, short_date
from ui.trends.found import Found
from ui.trends.tables import table_html

TOO_FEW = f"{style.TOO_FEW}."


@dataclass(frozen=True)
class Block:
    """A figure as it goes on the screen; without a picture there is nothing to draw."""

    key: str
    title: str
    sentence: str
    how_to_read: str
    picture: dict[str, Any] | None = None
    table: pd.DataFrame | None = None
    n: str = ""
    period: str = ""
    before: str = ""
    has_hidden: bool = False


def blocks(found: Found, period: Period, before: Period | None, today: date) -> list[Block]:
    """The figures of the design card, the headline first."""
    now, then = found.now, found.before
    made = [_aftercare(now), _resolution(now), _open_cases(now), _reached(now), _reports(now)]
    whole = f"Periode: {_days(period, today)}."
    day = f"Stand op {short_date(period.observed_on, today)}."
    dated = [replace(one, period=day if one.key == "open_cases" else whole) for one in made]
    if before is None or then is None:
        return dated
    earlier = f"Even ver in het vorige schooljaar ({_days(before, today)}): "
    said = _before(then)
    return [replace(b, before=earlier + said[b.key]) if b.key in said else b for b in dated]


def show(block: Block) -> None:
    """The block on the screen; the table says the same as the picture."""
    with st.container(border=True, key=f"block_{block.key}"):
        st.header(block.title, anchor=f"figuur-{block.key}")
        if block.picture is None:
            st.info(block.sentence, icon=":material/hourglass_empty:")
        else:
            st.markdown(block.sentence)
            st.plotly_chart(
                block.picture, key=f"chart_{block.key}", config=style.CONFIG, alt=block.sentence
            )
        st.caption(f"{block.period} {block.n}".strip())
        if block.before:
            st.caption(block.before)
        with st.expander("Hoe lees ik dit?"):
            st.markdown(block.how_to_read)
            if block.has_hidden:
                st.markdown(plain(style.SMALL_NUMBERS))
        if block.table is not None:
            with st.expander("Als tabel"):
                st.html(table_html(block.table, block.title))


def _days(period: Period, today: date) -> str:
    return f"{short_date(period.start, today)} tot en met {short_date(period.last_day, today)}"


def _n(count: Any, words: str) -> str:
    """How many the figure is about; nothing when that is hidden."""
    return "" if style.is_hidden(count) else f"n = {style.number(count)} {words}."


# --- the five figures ---------------------------------------------------------------------------


def _too_few(key: str, chart: Any) -> Block:
    """Too little to say something: no picture, no table, and no number either."""
    return Block(key, chart.TITLE, TOO_FEW, chart.HOW_TO_READ)


def _aftercare(now: Overview) -> Block:
    if "aftercare" in now.too_few:
        return _too_few("aftercare", aftercare)
    frame = now.aftercare
    due = frame.loc[frame["kind"] == "all", "count_due"].iloc[0]
    return Block(
        "aftercare",
        aftercare.TITLE,
        aftercare.description(frame),
        aftercare.HOW_TO_READ,
        aftercare.figure(frame),
        aftercare.table(frame),
        n=_n(due, "nazorgmomenten aan de beurt"),
        has_hidden=style.has_hidden(frame),
    )


def _resolution(now: Overview) -> Block:
    if "resolution" in now.too_few:
        return _too_few("resolution", resolution)
    found = now.resolution
    counts = (found.count, found.count_stopped, found.count_censored, found.count_other_ends)
    return Block(
        "resolution",
        resolution.TITLE,
        resolution.description(found),
        resolution.how_to_read(found),
        resolution.figure(found),
        resolution.table(found),
        n=_n(found.count, "zaken"),
        has_hidden=None in counts,
    )


def _open_cases(now: Overview) -> Block:
    frame = now.open_cases
    block = Block(
        "open_cases",
        escalation.TITLE,
        escalation.description(frame),
        escalation.HOW_TO_READ,
        has_hidden=style.has_hidden(frame),
    )
    if not style.has_hidden(frame) and not frame["count_cases"].any():
        return block
    return replace(block, picture=escalation.figure(frame), table=escalation.table(frame))


def _reached(now: Overview) -> Block:
    if "reached" in now.too_few:
        return _too_few("reached", levels_reached)
    frame = now.reached
    return Block(
        "reached",
        levels_reached.TITLE,
        levels_reached.description(frame),
        levels_reached.HOW_TO_READ,
        levels_reached.figure(frame),
        levels_reached.table(frame),
        n=_n(frame["count_followed"].iloc[0], "zaken lang genoeg gevolgd"),
        has_hidden=style.has_hidden(frame),
    )


def _reports(now: Overview) -> Block:
    if "reports" in now.too_few:
        return _too_few("reports", reports)
    frame, school = now.reports, now.school
    return Block(
        "reports",
        reports.TITLE,
        reports.description(frame, school),
        reports.HOW_TO_READ,
        reports.figure(frame, school),
        reports.table(frame),
        n=_n(school.count_reports if school else None, "meldingen"),
        has_hidden=style.has_hidden(frame),
    )


def _before(then: Overview) -> dict[str, str]:
    """What the same figures said as far in the year before."""
    said = {
        "aftercare": aftercare.description(then.aftercare),
        "resolution": resolution.description(then.resolution),
        "reports": reports.rate_in_words(then.school),
    }
    return {key: TOO_FEW if key in then.too_few else words for key, words in said.items()}
