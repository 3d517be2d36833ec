"""What the first screen of Trends says, as a reader's words."""

from datetime import date

import pytest

from analytics.headline.changes import Certainty, Change
from analytics.headline.months_above import MonthsAbove
from analytics.headline.pending_numbers import PendingNumber
from analytics.headline.standouts import Standout, StandoutKind
from analytics.period import Period
from analytics.view import View
from casework.figures import FigureFilter
from ui.trends import standout_words
from ui.trends.sentences import (
    around,
    earlier,
    pending_words,
    percent_or_counts,
    size_words,
    times,
)

YEAR = Period(date(2026, 8, 1), date(2027, 7, 31), date(2026, 11, 29))
NOW = View(FigureFilter(), YEAR, YEAR)


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0.05, "minder dan een kwart"),
        (0.219, "minder dan een kwart"),
        (0.22, "ongeveer een kwart"),
        (0.25, "ongeveer een kwart"),
        (0.29, "ongeveer een derde"),
        (1 / 3, "ongeveer een derde"),
        (0.38, "minder dan de helft"),
        (0.449, "minder dan de helft"),
        (0.45, "ongeveer de helft"),
        (0.549, "ongeveer de helft"),
        (0.55, "ruim de helft"),
        (0.62, "een derde minder"),
        (2 / 3, "een derde minder"),
        (0.70, "een kwart minder"),
        (0.75, "een kwart minder"),
        (0.80, "iets minder"),
        (0.899, "iets minder"),
        (0.90, "ongeveer gelijk"),
        (1.0, "ongeveer gelijk"),
        (1.099, "ongeveer gelijk"),
        (1.10, "iets meer"),
        (1.20, "een kwart meer"),
        (1.25, "een kwart meer"),
        (1.30, "een derde meer"),
        (1.40, "anderhalf keer zoveel"),
        (1.599, "anderhalf keer zoveel"),
        (1.60, "ruim anderhalf keer zoveel"),
        (1.75, "bijna twee keer zoveel"),
        (1.949, "bijna twee keer zoveel"),
        (1.95, "twee keer zoveel"),
        (2.0, "twee keer zoveel"),
        (2.049, "twee keer zoveel"),
        (2.06, "ruim twee keer zoveel"),
        (2.399, "ruim twee keer zoveel"),
        (2.41, "tweeënhalf keer zoveel"),
        (2.59, "tweeënhalf keer zoveel"),
        (2.61, "bijna drie keer zoveel"),
        (61 / 21, "bijna drie keer zoveel"),
        (2.96, "drie keer zoveel"),
        (3.5, "drieënhalf keer zoveel"),
        (5.4, "ruim vijf keer zoveel"),
        (5.6, "bijna zes keer zoveel"),
        (9.6, "bijna tien keer zoveel"),
        (10.2, "tien keer zoveel"),
        (14.0, "meer dan tien keer zoveel"),
        (float("inf"), ""),
        (float("nan"), ""),
        (0.0, ""),
    ],
)
def test_how_many_times_as_many_in_words(ratio, words):
    assert times(ratio) == words


def test_every_ratio_has_a_word():
    assert all(times(n / 1000) for n in range(1, 20_000))


def test_a_handful_says_no_ratio_and_other_pupils_are_named():
    assert size_words(None) == ""
    assert size_words(Change("reports", Certainty.FEW, 3.0)) == ""
    assert size_words(Change("reports", Certainty.UNSURE, 2.9)) == "bijna drie keer zoveel"
    per_pupil = Change("reports", Certainty.CLEAR, 2.0, same_exposure=False)
    assert size_words(per_pupil) == "twee keer zoveel per leerling"


def test_the_year_before_is_named_by_how_far_it_goes():
    october = Period(date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 29))
    last_year = Period(date(2025, 8, 1), date(2026, 7, 31), date(2026, 8, 1))
    november = Period(date(2025, 11, 1), date(2025, 11, 30), date(2026, 8, 1))
    assert earlier(NOW) == "vorig jaar rond deze tijd"
    assert earlier(View(FigureFilter(), october, YEAR)) == "vorig jaar in die maanden"
    assert earlier(View(FigureFilter(), last_year, last_year)) == "het jaar ervoor"
    assert earlier(View(FigureFilter(), november, last_year)) == "het jaar ervoor in die maanden"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 1, 10), "rond begin januari"),
        (date(2027, 1, 11), "rond half januari"),
        (date(2027, 1, 20), "rond half januari"),
        (date(2027, 1, 21), "rond eind januari"),
    ],
)
def test_an_expected_day_is_a_part_of_a_month(day, words):
    assert around(day) == words


def test_what_cannot_be_said_yet_is_one_line_that_says_when():
    expected = (PendingNumber("resolution", 10, date(2027, 1, 13)),)
    assert pending_words(expected, NOW) == (
        "Tijd tot gestopt staat hier als tien zaken lang genoeg zijn gevolgd: naar verwachting "
        "rond half januari."
    )
    assert pending_words((PendingNumber("aftercare", 10),), NOW) == (
        "Het aandeel nazorg op tijd staat hier pas als tien gesprekken aan de beurt zijn geweest; "
        "dat wordt dit schooljaar niet verwacht."
    )
    over = Period(date(2025, 8, 1), date(2026, 7, 31), date(2026, 8, 1))
    assert pending_words((PendingNumber("resolution", 10),), View(FigureFilter(), over, over)) == (
        "Tijd tot gestopt is over deze periode niet te zeggen: er is te weinig."
    )
    assert pending_words((), NOW) == ""


def test_a_few_talks_are_counted_and_many_are_a_share():
    assert percent_or_counts(3, 7, 3 / 7, 10) == "3 van 7"
    assert percent_or_counts(49, 80, 49 / 80, 10) == "61%"
    assert percent_or_counts(0, 0, float("nan"), 10) == "–"


# --- what asks attention --------------------------------------------------------------------------

OCTOBER = MonthsAbove(date(2026, 10, 1), is_one_month=False, against_year_before=True)
IN_OCTOBER = MonthsAbove(date(2026, 10, 1), is_one_month=True, against_year_before=False)
LINES = [
    (
        Standout(StandoutKind.NO_MENTOR, 6, class_id="x", class_name="2H", has_hour=False),
        "2H: 6 meldingen, geen mentor, geen mentoruur",
        "Naar 2H",
        {"kind": "filter", "name": "place", "value": "cx"},
    ),
    (
        Standout(StandoutKind.NO_MENTOR, 1, class_id="x", class_name="2H", count_others=1),
        "2H: 1 melding, geen mentor (en nog 1 klas)",
        "Naar 2H",
        {"kind": "filter", "name": "place", "value": "cx"},
    ),
    (
        Standout(StandoutKind.MISSED, 6),
        "6 nazorggesprekken niet gedaan",
        "Naar de zaken",
        {"kind": "cases", "chart": "aftercare", "part": "outcome:missed"},
    ),
    (
        Standout(StandoutKind.MONTHS, months=OCTOBER),
        "Sinds oktober meer meldingen dan past bij vorig jaar",
        "Bekijk",
        {"kind": "figure", "key": "over_time"},
    ),
    (
        Standout(StandoutKind.MONTHS, months=IN_OCTOBER),
        "In oktober meer meldingen dan past bij de maanden ervoor",
        "Bekijk",
        {"kind": "figure", "key": "over_time"},
    ),
    (
        Standout(StandoutKind.LATE, 8, 4, "y", "3H2"),
        "3H2: 8 stappen te laat, in 4 zaken",
        "Naar 3H2",
        {"kind": "filter", "name": "place", "value": "cy"},
    ),
    (
        Standout(StandoutKind.CLASS_ABOVE, 12, class_id="y", class_name="3H2"),
        "3H2: 12 meldingen, meer dan past bij de andere klassen",
        "Bekijk",
        {"kind": "figure", "key": "funnel"},
    ),
    (
        Standout(StandoutKind.CLOSE, 7, 3, "y", "3H2", count_others=2),
        "3H2: 7 meldingen in vier schoolweken, uit 3 zaken (en nog 2 klassen)",
        "Naar 3H2",
        {"kind": "filter", "name": "place", "value": "cy"},
    ),
    (
        Standout(StandoutKind.NO_HOUR, 4, class_id="y", class_name="1C"),
        "1C: 4 meldingen, nog geen mentoruur",
        "Bekijk",
        {"kind": "figure", "key": "prevention"},
    ),
    (
        Standout(StandoutKind.LEVEL_3, 1, 1),
        "1 zaak op niveau 3 loopt nog",
        "Naar de zaken",
        {"kind": "cases", "chart": "levels", "part": "level:3"},
    ),
]


@pytest.mark.parametrize(("one", "text", "action", "press"), LINES)
def test_each_line_says_what_and_leads_to_where_it_shows(one, text, action, press):
    assert standout_words.line(one, NOW) == {"text": text, "action": action, "press": press}


def test_no_sign_is_without_words():
    assert {one.kind for one, *_ in LINES} == set(StandoutKind)


def test_a_class_that_is_looked_at_already_leads_to_its_cases():
    view = View(FigureFilter(class_id="x"), YEAR, YEAR)
    line_payload = standout_words.line(Standout(StandoutKind.LATE, 8, 4, "x", "3H2"), view)
    assert line_payload["press"] == {"kind": "cases", "chart": "per_class", "part": "class_id:x"}
    assert line_payload["action"] == "Naar de zaken"
