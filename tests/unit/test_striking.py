"""The words of what stands out: exact, and with how often chance does that."""

from datetime import date

import pytest

from analytics.clusters import Noticed, Sign
from analytics.signals import pupils_twice_by_chance
from ui.trends.striking import by_chance, pupils_by_chance, words

TODAY = date(2026, 11, 23)


def test_a_cluster_is_told_with_its_day_and_its_chance():
    one = Noticed(Sign.CLUSTER, 0.125, "2B", date(2026, 11, 20))
    assert words(one, TODAY) == (
        "In 2B kwamen in vier schoolweken, tot en met 20 nov, meer meldingen binnen dan je "
        "verwacht. Door toeval gebeurt zoiets in deze klassen ongeveer eens in de acht "
        "schooljaren."
    )


def test_a_month_is_told_by_its_name():
    one = Noticed(Sign.MONTH_ABOVE, 0.05, day=date(2026, 10, 1))
    assert words(one, TODAY).startswith("In oktober 2026 kwamen opvallend veel meldingen binnen.")


def test_the_name_of_a_class_cannot_be_markup():
    assert "[2B]" not in words(Noticed(Sign.CLASS_ABOVE, 0.01, "[2B](x)"), TODAY)


@pytest.mark.parametrize(
    ("per_year", "end"),
    [
        (0.9, "ongeveer elk schooljaar."),
        (0.5, "ongeveer eens in de twee schooljaren."),
        (0.05, "ongeveer eens in de 20 schooljaren."),
        (0.001, "minder dan eens in de honderd schooljaren."),
    ],
)
def test_chance_is_told_in_years(per_year, end):
    assert by_chance(per_year).endswith(end)


def test_pupils_in_two_cases_by_chance_are_those_of_the_birthday_problem():
    # Two parts on two pupils: (1/2 both on one) -> half a pupil twice.
    assert pupils_twice_by_chance(2, 2) == pytest.approx(0.5)
    # 365 birthdays and 23 people: 365 - 365 (364/365)^23 - 23 (364/365)^22 days with two or more.
    expected = 365 - 365 * (364 / 365) ** 23 - 23 * (364 / 365) ** 22
    assert pupils_twice_by_chance(365, 23) == pytest.approx(expected)
    assert pupils_twice_by_chance(0, 4) == 0
    assert pupils_twice_by_chance(10, 0) == 0


def test_what_chance_would_bring_is_told_without_a_digit():
    assert pupils_by_chance(0.01) == "Door toeval alleen zou dat bijna niet gebeuren."
    assert "hooguit bij één leerling" in pupils_by_chance(0.5)
    assert "bij ongeveer drie leerlingen" in pupils_by_chance(3.2)
