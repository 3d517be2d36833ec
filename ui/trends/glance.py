"""In één oogopslag: what changed, what may be chance, and what stands out."""

from collections.abc import Mapping

import streamlit as st

from analytics.findings import Finding, Kind
from analytics.signals import pupils_twice_by_chance
from casework.desk import Desk
from ui.case import links
from ui.labels import plain
from ui.trends import sentences, striking
from ui.trends.filters import Chosen
from ui.trends.found import Glanced

LOOKS = {
    Kind.BETTER: (":material/trending_up:", "green"),
    Kind.WORSE: (":material/trending_down:", "red"),
    Kind.MORE: (":material/add_circle:", "blue"),
    Kind.FEWER: (":material/do_not_disturb_on:", "blue"),
    Kind.CHANCE: (":material/casino:", "gray"),
    Kind.ALONE: (":material/looks_one:", "gray"),
    Kind.TOO_FEW: (":material/hourglass_empty:", "gray"),
}
ASKED = "t_vraag"
MOST_GROUPS = 3


def show(
    desk: Desk, chosen: Chosen, found: Glanced, places: Mapping[str, str] | None = None
) -> None:
    """The block at the top of Trends.

    `places` says under which question of the screen a figure stands, by its code; a figure that
    is not among them is always on the screen. Without it there are no figures to go to.
    """
    earlier = "vorig jaar" if chosen.view.whole.end >= desk.today else "het jaar ervoor"
    if chosen.is_other_team:
        earlier = plain(chosen.names[1])
    with st.container(border=True, key="glance"):
        st.header("In één oogopslag", anchor="in-een-oogopslag")
        for finding in found.findings:
            _show_finding(finding, earlier, places)
        st.subheader("Dit valt op", anchor="dit-valt-op")
        _show_noticed(desk, found, places)
        with st.expander("Hoe zeker is dit?"):
            st.markdown(sentences.HOW_SURE)


def _show_finding(finding: Finding, earlier: str, places: Mapping[str, str] | None) -> None:
    icon, colour = LOOKS[finding.kind]
    with st.container(key=f"glance_{finding.figure}", gap="xxsmall"):
        st.badge(sentences.KINDS[finding.kind], icon=icon, color=colour)  # type: ignore[arg-type]
        st.markdown(sentences.sentence(finding, earlier))
        with st.container(horizontal=True, vertical_alignment="center"):
            _to_figure(finding.figure, sentences.NAMES[finding.figure], places)
            count = sentences.counted(finding)
            if count:
                st.caption(count, width="content")


def _show_noticed(desk: Desk, found: Glanced, places: Mapping[str, str] | None) -> None:
    groups = desk.cases_of_one_pupil()
    if not found.noticed and not groups:
        st.markdown(striking.NOTHING)
    for number, one in enumerate(found.noticed):
        with st.container(key=f"noticed_{number}", gap="xxsmall"):
            st.markdown(striking.words(one, desk.today))
            _to_figure(striking.FIGURES[one.sign], "", places, f"noticed_{number}")
    if groups:
        expected = pupils_twice_by_chance(found.count_pupils, 2 * len(desk.cases()))
        for cases in groups[:MOST_GROUPS]:
            st.markdown(striking.same_pupil(cases))
            with st.container(horizontal=True):
                for case in cases:
                    links.to_case(case.case_id, case.label)
        st.caption(striking.pupils_by_chance(expected))


def _to_figure(figure: str, name: str, places: Mapping[str, str] | None, key: str = "") -> None:
    """To the chart itself; when it stands under another question, that one is opened first."""
    if places is None:
        return
    words = f"Naar de figuur: {name}" if name else "Naar de figuur"
    place = places.get(figure, "")
    asked = st.query_params.get(ASKED, "")
    opened = asked if asked in places.values() else next(iter(places.values()), "")
    if place in ("", opened):
        st.markdown(f"[{words}](#figuur-{figure})", width="content")
    else:
        st.button(
            words,
            key=f"figure_link_{key or figure}",
            type="tertiary",
            on_click=_open,
            args=(place,),
        )


def _open(place: str) -> None:
    st.query_params[ASKED] = place
