"""Cijfers: what the team was asked, how soon it advised, and what came after."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analytics import support_team
from analytics.period import Period
from analytics.result import MINIMUM_N, FigureResult
from casework.desk import Desk
from casework.figures import SupportFigures
from casework.records import SchoolYear
from casework.text_direction import isolated
from casework.words import long_date
from ui.charts import style
from ui.labels import plain
from ui.trends.tables import table_html

YEARS = 3
ANSWERED = {
    "in_time": "advies op tijd",
    "late": "advies te laat",
    "waiting": "wacht, nog op tijd",
    "waiting_late": "wacht, te laat",
    "with_asker": "bij de vraagsteller",
}
FOLLOWED = {
    "yes": "gevolgd",
    "partly": "deels gevolgd",
    "no": "niet gevolgd",
    "unsaid": "niet gezegd",
    "not_yet": "niet vastgelegd",
}
GROUPS = {"advised": "met advies", "comparable": "zonder vraag"}
CHOSEN = (
    "Let op: juist de zware zaken worden voorgelegd. Ook bij dezelfde leeftijd en hetzelfde niveau "
    "blijft een zaak met een vraag vaak een andere zaak. Een verschil zegt dus niet wat het advies "
    "deed."
)


def show(desk: Desk) -> None:
    """The figures, each with what it counts; small numbers are hidden."""
    period = _period(desk.school.years(), desk.today)
    st.caption(
        f"Van {long_date(period.start)} tot en met {long_date(period.last_day)}: dit schooljaar en "
        f"de {YEARS - 1} ervoor, van de hele school. {style.SMALL_NUMBERS}"
    )
    facts = desk.support.figures()
    questions = support_team.suppressed_question_outcomes(
        support_team.question_outcomes(facts.consults, period)
    )
    _answered(questions.answered)
    _followed(questions.followed)
    _after(facts, period)


def _period(years: list[SchoolYear], today: date) -> Period:
    """One period for everybody: with a choice of periods small numbers could be worked out."""
    started = [year for year in years if year.starts_on <= today] or years[:1]
    return Period(started[-YEARS:][0].starts_on, max(started[-1].ends_on, today), today)


def _answered(result: FigureResult) -> None:
    with _block("answered", "Vragen, en advies op tijd"):
        if result.is_few:
            _too_few("vragen")
        st.text(f"Gestelde vragen: {_number(result.count)}")
        _table(result.frame, ANSWERED, "Vragen")
        _how(
            "Op tijd: het eerste advies kwam uiterlijk op de dag die volgt uit de kaart, geteld "
            "vanaf de vraag of, na een ronde om meer informatie, vanaf het antwoord. Een vraag die "
            "nog wacht, telt niet als beantwoord. 'Bij de vraagsteller': het team vroeg meer "
            "informatie en wacht op het antwoord."
        )


def _followed(result: FigureResult) -> None:
    with _block("followed", "Is het advies gevolgd?"):
        if result.is_few:
            _too_few("adviezen")
        st.text(f"Gegeven adviezen: {_number(result.count)}")
        _table(result.frame, FOLLOWED, "Adviezen")
        _how(
            "Wat de mentor vastlegde. Niet gevolgd is geen fout: het kan zijn dat iets anders "
            "beter paste."
        )


def _after(facts: SupportFigures, period: Period) -> None:
    exact = support_team.after_advice(facts.cases, facts.consults, facts.calendar, period)
    with _block("after", f"Gestopt binnen {support_team.FOLLOW_UP} schooldagen na het advies"):
        st.warning(CHOSEN, icon=":material/balance:")
        if exact.is_few:
            _too_few("zaken die lang genoeg zijn gevolgd")
            return
        publishable = support_team.suppressed_after_advice(exact)
        st.text(isolated(_compared(publishable.frame)))
        table = pd.DataFrame(
            {
                "Zaken": [GROUPS[group] for group in publishable.frame["group"]],
                "Aantal": [_number(count) for count in publishable.frame["count_cases"]],
                "Gestopt": [_share(row) for row in style.rows(publishable.frame)],
            }
        )
        st.html(table_html(table, "Na het advies"))
        st.caption(
            f"Nog te kort gevolgd: {_number(publishable.count_too_recent)}. "
            f"Zonder stoppen afgesloten: {_number(publishable.count_ended)}."
        )
        _how(
            "Vergelijkbaar zijn zaken die nooit zijn voorgelegd, die nog liepen toen ze even oud "
            "waren als de zaak bij het advies, en toen op hetzelfde niveau stonden. Elke zaak met "
            "advies telt even zwaar. Tussen haakjes staat het 95%-interval. Zaken die in die tijd "
            "anders eindigden (geen pesten, leerling van school) doen in beide rijen niet mee."
        )


def _share(row: Any) -> str:
    """A share with its 95% interval, where there is one."""
    limits = "" if pd.isna(row.lower) else f" ({style.interval(row.lower, row.upper, 'percent')})"
    return f"{style.percent(row.share)}{limits}"


def _compared(frame: pd.DataFrame) -> str:
    advised, other = style.percent(frame["share"][0]), style.percent(frame["share"][1])
    if frame["share"].isna().any():
        return "Een van de twee aandelen is niet te noemen: het rust op te weinig zaken."
    return f"Met advies stopte {advised}; van vergelijkbare zaken zonder vraag {other}."


def _block(key: str, title: str) -> Any:
    place = st.container(border=True, key=f"support_{key}")
    place.header(title, anchor=False)
    return place


def _too_few(what: str) -> None:
    st.info(
        f"{style.TOO_FEW}: er zijn minder dan {MINIMUM_N} {what}.",
        icon=":material/hourglass_empty:",
    )


def _number(count: Any) -> str:
    return style.HIDDEN if style.is_hidden(count) else style.number(count)


def _table(frame: pd.DataFrame, words: dict[str, str], heading: str) -> None:
    table = pd.DataFrame(
        {
            heading: [words[outcome] for outcome in frame["outcome"]],
            "Aantal": style.cells(frame, "count_questions"),
        }
    )
    st.html(table_html(table, heading))


def _how(words: str) -> None:
    with st.expander("Hoe lees ik dit?"):
        st.markdown(plain(words))
