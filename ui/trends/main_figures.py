"""The figures of the overview as blocks: nazorg on time, and four that go with a question."""

from collections.abc import Callable, Collection
from dataclasses import replace

from analytics.overview import Overview
from ui.charts import aftercare, escalation, levels_reached, reports, resolution, style
from ui.trends.blocks import TOO_FEW, Block, n_words, too_few


def main_figures(now: Overview, wanted: Collection[str]) -> dict[str, Block]:
    """Those figures of the overview that are wanted, by key; other keys are left out."""
    made = {
        "aftercare": _aftercare,
        "resolution": _resolution,
        "open_cases": _open_cases,
        "reached": _reached,
        "reports": _reports,
    }
    return {key: make(now) for key, make in made.items() if key in wanted}


def _aftercare(now: Overview) -> Block:
    if "aftercare" in now.too_few:
        return too_few("aftercare", aftercare)
    frame = now.aftercare
    due = frame.loc[frame["kind"] == "all", "count_due"].iloc[0]
    return Block(
        "aftercare",
        aftercare.TITLE,
        aftercare.description(frame),
        aftercare.HOW_TO_READ,
        aftercare.figure(frame),
        aftercare.table(frame),
        n=n_words(due, "nazorgmomenten aan de beurt"),
        has_hidden=style.has_hidden(frame),
    )


def _resolution(now: Overview) -> Block:
    if "resolution" in now.too_few:
        return too_few("resolution", resolution)
    found = now.resolution
    counts = (found.count, found.count_stopped, found.count_censored, found.count_other_ends)
    return Block(
        "resolution",
        resolution.TITLE,
        resolution.description(found),
        resolution.how_to_read(found),
        resolution.figure(found),
        resolution.table(found),
        n=n_words(found.count, "zaken"),
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
        return too_few("reached", levels_reached)
    frame = now.reached
    return Block(
        "reached",
        levels_reached.TITLE,
        levels_reached.description(frame),
        levels_reached.HOW_TO_READ,
        levels_reached.figure(frame),
        levels_reached.table(frame),
        n=n_words(frame["count_followed"].iloc[0], "zaken lang genoeg gevolgd"),
        has_hidden=style.has_hidden(frame),
    )


def _reports(now: Overview) -> Block:
    if "reports" in now.too_few:
        return too_few("reports", reports)
    frame, school = now.reports, now.school
    return Block(
        "reports",
        reports.TITLE,
        reports.description(frame, school),
        reports.HOW_TO_READ,
        reports.figure(frame, school),
        reports.table(frame),
        n=n_words(school.count_reports if school else None, "meldingen"),
        has_hidden=style.has_hidden(frame),
    )


def before_in_words(then: Overview, wanted: Collection[str]) -> dict[str, str]:
    """What the same figures said as far in the year before."""
    said: dict[str, Callable[[], str]] = {
        "aftercare": lambda: aftercare.description(then.aftercare),
        "resolution": lambda: resolution.description(then.resolution),
        "reports": lambda: reports.rate_in_words(then.school),
    }
    return {
        key: TOO_FEW if key in then.too_few else say() for key, say in said.items() if key in wanted
    }
