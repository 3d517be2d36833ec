"""What is said at the top of Trends: by hand, against scipy and published tables, and in words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analytics.findings import MOST, RULES, SURE, Kind, findings
from analytics.measured import Measured, Rate, Share, Wait, measured
from analytics.overview import in_sight
from analytics.period import Period
from analytics.reports import clustering
from analytics.statistics import (
    beyond_expected,
    design_effect,
    holm,
    kaplan_meier,
    logrank,
    newcombe_interval,
    two_rates,
    two_shares,
)
from tests.unit.small_schools import after, school
from ui.trends.sentences import sentence

NOW = Period(date(2026, 8, 1), date(2027, 7, 31), date(2026, 11, 23))
THEN = Period(date(2025, 8, 1), date(2026, 7, 31), date(2025, 11, 23))
PERIOD = Period(after(0), after(150), after(60))
NOTHING = Share(0, 0, is_few=True)
NO_RATE = Rate(0, 0, 0.0, is_few=True)
NO_WAIT = Wait(kaplan_meier([], []), 0, is_few=True, by=40, share=float("nan"))


def figures(period=NOW, **known):
    silent = {
        **dict.fromkeys(("aftercare", "reached", "parents_informed"), NOTHING),
        **dict.fromkeys(("reports", "prevention"), NO_RATE),
        **dict.fromkeys(("resolution", "recurrence"), NO_WAIT),
    }
    return Measured(period=period, **{**silent, **known})


def share(part, whole, clustering=1.0):
    return Share(part, whole, whole < 10, clustering)


def rate(count, units, exposure=None):
    return Rate(count, units, float(exposure or units), count < 5)


def wait(durations, observed=None, by=40, median=None, known=0.5):
    seen = observed or [True] * len(durations)
    curve = kaplan_meier(durations, seen)
    return Wait(curve, len(durations), len(durations) < 10, by, known, median)


def said(now, then=None, figure="aftercare"):
    """The finding about one figure, when nothing else has anything to say."""
    before = None if then is None else figures(THEN, **{figure: then})
    found = findings(figures(**{figure: now}), before)
    return next(one for one in found if one.figure == figure)


# --- the statistics -------------------------------------------------------------------------------


def test_two_shares_are_compared_as_by_the_chi_square_without_correction():
    # 31 of 38 against 24 of 35, with Campbell's (N - 1) / N.
    table = [[31, 7], [24, 11]]
    chi_square = stats.chi2_contingency(table, correction=False).statistic
    expected = stats.chi2.sf(chi_square * 72 / 73, 1)
    assert two_shares(31, 38, 24, 35) == pytest.approx(expected)
    assert two_shares(31, 38, 24, 35) > 0.15


def test_where_next_to_nothing_is_expected_the_exact_test_takes_over():
    # All 100 against 8 of 10: 0.18 expected to fail among the ten. Doubled tail: 2 C(10,2)/C(110,2)
    assert two_shares(100, 100, 8, 10) == pytest.approx(2 * 45 / 5995)
    one_sided = stats.fisher_exact([[100, 0], [8, 2]], alternative="greater").pvalue
    assert two_shares(100, 100, 8, 10) == pytest.approx(2 * one_sided)


def test_the_interval_of_a_difference_is_that_of_newcombe():
    # Newcombe 1998, table II, (a) 56/70 - 48/80, method 10: 0.0524 to 0.3339.
    assert newcombe_interval(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    # (c) 6/7 - 2/7: 0.0582 to 0.8062.
    assert newcombe_interval(6, 7, 2, 7) == pytest.approx((0.0582, 0.8062), abs=5e-5)


def test_two_rates_are_compared_by_the_binomial():
    binomial = stats.binomtest(38, 63, 0.5).pvalue
    assert two_rates(38, 1.0, 25, 1.0) == pytest.approx(binomial)
    assert two_rates(0, 1.0, 6, 1.0) == pytest.approx(2 / 64)
    assert two_rates(10, 2.0, 5, 1.0) == 1.0


def test_holm_gives_what_the_paper_works_out():
    # p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") in R: 0.03 0.06 0.06 0.02.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []


def test_moments_that_always_go_together_count_as_one():
    # Five cases of four moments, done all or not at all: 4 times 5/4 for the few clusters.
    assert design_effect([4, 0, 4, 4, 0], [4] * 5) == pytest.approx(5)
    assert design_effect([1, 1, 1, 1], [2] * 4) == 1
    assert design_effect([], []) == 1


def test_stops_beyond_what_is_expected_have_the_sign_of_the_log_rank_test():
    fast, slow = kaplan_meier([1, 2, 3], [True] * 3), kaplan_meier([4, 5, 6], [True] * 3)
    # Expected of the fast three: 3/6 + 2/5 + 1/4 = 1.15.
    assert beyond_expected(fast, slow) == pytest.approx(3 - 1.15)
    assert beyond_expected(slow, fast) == pytest.approx(1.15 - 3)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: two_shares(3, 2, 1, 2), "no share"),
        (lambda: two_rates(1, 0.0, 1, 1.0), "exposure above 0"),
        (lambda: two_rates(-1, 1.0, 1, 1.0), "not negative"),
    ],
)
def test_what_cannot_be_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()


# --- what is said ---------------------------------------------------------------------------------


def test_nazorg_as_in_the_year_before_may_be_chance():
    finding = said(share(31, 38), share(24, 35))
    assert finding.kind is Kind.CHANCE
    assert finding.p_value == pytest.approx(two_shares(31, 38, 24, 35))
    assert sentence(finding) == (
        "Nazorg is op tijd in 31 van de 38 gevallen; vorig jaar in 24 van de 35. "
        "Dat verschil kan toeval zijn."
    )


def test_much_more_nazorg_on_time_is_better():
    finding = said(share(36, 40), share(20, 40))
    assert finding.kind is Kind.BETTER
    assert sentence(finding).endswith("Dat is beter, en dat is waarschijnlijk geen toeval.")


def test_nazorg_that_goes_together_case_by_case_is_less_sure():
    alone, together = (share(36, 40, deff) for deff in (1.0, 6.0))
    assert said(alone, share(20, 40)).kind is Kind.BETTER
    assert said(together, share(20, 40)).kind is Kind.CHANCE


def test_the_same_share_stayed_the_same():
    assert sentence(said(share(20, 40), share(10, 20))).endswith("Dat is gelijk gebleven.")


def test_more_meldingen_are_neither_better_nor_worse():
    finding = said(rate(60, 400), rate(25, 400), "reports")
    assert finding.kind is Kind.MORE
    assert sentence(finding) == (
        "Er waren 60 meldingen op 400 leerlingen; vorig jaar 25 op 400. Dat zijn er meer dan "
        "toeval verklaart. Onveiliger hoeft het niet te zijn: er kan ook beter zijn gemeld."
    )
    assert said(rate(25, 400), rate(60, 400), "reports").kind is Kind.FEWER


def test_meldingen_are_held_beside_the_school_days_in_which_they_came():
    assert said(rate(60, 400, 8000), rate(30, 400, 4000), "reports").kind is Kind.CHANCE


def test_a_case_that_stops_sooner_is_better_and_one_that_comes_back_is_worse():
    fast, slow = list(range(1, 21)), list(range(31, 51))
    stops = said(wait(fast, median=10), wait(slow, median=40), "resolution")
    assert stops.kind is Kind.BETTER
    assert stops.p_value == pytest.approx(
        logrank(fast + slow, [True] * 40, [1] * 20 + [2] * 20).p_value
    )
    assert sentence(stops).startswith(
        "De helft van de zaken is gestopt binnen 10 schooldagen; vorig jaar binnen 40."
    )
    returns = said(wait(fast, by=60), wait(slow, by=60), "recurrence")
    assert returns.kind is Kind.WORSE


def test_where_half_has_not_stopped_the_share_is_told():
    finding = said(wait([5] * 12, known=0.45), wait([5] * 12, known=0.5), "resolution")
    assert sentence(finding) == (
        "Binnen 40 schooldagen is 45% van de zaken gestopt; vorig jaar 50%. "
        "Dat verschil kan toeval zijn."
    )


def test_fewer_cases_on_a_higher_level_is_better():
    finding = said(share(6, 60), share(25, 60), "reached")
    assert finding.kind is Kind.BETTER
    assert sentence(finding).startswith(
        "Van de 60 zaken die lang genoeg zijn gevolgd, kwamen er 6 op niveau 2 of hoger; "
        "vorig jaar 25 van de 60."
    )


def test_too_few_says_so_and_no_number():
    finding = said(share(7, 9), share(30, 40))
    assert finding.kind is Kind.TOO_FEW
    assert sentence(finding) == "Nazorg op tijd: te weinig gegevens om iets te zeggen."
    asked = said(wait([3, 5]), wait([4, 9]), "recurrence")
    assert sentence(asked) == "Komt het terug? Te weinig gegevens om iets te zeggen."


def test_without_a_year_before_the_sentence_stands_alone():
    assert sentence(said(share(31, 38))) == "Nazorg is op tijd in 31 van de 38 gevallen."
    assert sentence(said(share(31, 38), share(3, 9))) == (
        "Nazorg is op tijd in 31 van de 38 gevallen. "
        "Van vorig jaar is er te weinig om mee te vergelijken."
    )


def of_cases(*counts):
    """A melding for each case, and as many more as the case brought."""
    return [
        {"case_id": f"k{case}", "number": number, "reported_on": after(case)}
        for case, count in enumerate(counts)
        for number in range(1, count + 1)
    ]


def test_meldingen_of_one_case_count_as_what_they_are():
    # By hand: (1 + 1 + 4 + 9) meldingen squared a case, over 7.
    relations = school(reports=of_cases(1, 1, 2, 3))
    assert clustering(relations.reports, PERIOD) == pytest.approx(15 / 7)
    assert clustering(school(reports=of_cases(1, 1, 1)).reports, PERIOD) == 1.0
    assert clustering(school().reports, PERIOD) == 1.0
    loose, in_cases = replace(rate(48, 400), clustering=1.0), replace(rate(48, 400), clustering=3.0)
    assert said(loose, rate(24, 400), "reports").kind is Kind.MORE
    assert said(in_cases, rate(24, 400), "reports").kind is Kind.CHANCE


def test_fewer_than_ten_meldingen_say_nothing_about_a_change():
    for count, is_few in ((9, True), (10, False)):
        relations = school(reports=of_cases(*[1] * count))
        found = measured(relations, PERIOD, in_sight(relations, PERIOD)).reports
        assert (found.count, found.is_few) == (count, is_few)


def test_ten_moments_that_go_together_say_no_more_than_the_cases_behind_them():
    def moments(cases, each):
        return [
            {
                "case_id": f"k{case}",
                "number": number,
                "pupil_in_case": 1,
                "kind": "target",
                "due_on": after(20),
                "window_ends_on": after(25),
                "set_aside": False,
                "done_on": after(21 if case % 2 else 30),
            }
            for case in range(cases)
            for number in range(1, each + 1)
        ]

    for cases, each, is_few in ((3, 4, True), (12, 1, False)):
        relations = school(aftercare=moments(cases, each))
        found = measured(relations, PERIOD, in_sight(relations, PERIOD)).aftercare
        assert (found.whole, found.is_few) == (12, is_few)


def test_a_hidden_number_says_nothing():
    hidden = Share(None, 38, is_few=False)
    assert said(hidden, share(24, 35)).kind is Kind.TOO_FEW
    assert said(share(31, 38), hidden).kind is Kind.ALONE


def test_six_sentences_together_ask_for_more_than_one_alone():
    # 0.011 on its own; times six it may be chance.
    once, before = share(35, 40), share(25, 40)
    assert SURE / 6 < two_shares(35, 40, 25, 40) < SURE / 2
    assert said(once, before).kind is Kind.BETTER
    others = {
        "reached": share(10, 40),
        "parents_informed": share(20, 40),
        "reports": rate(40, 400),
        "prevention": rate(20, 10),
        "resolution": wait(list(range(20))),
    }
    found = findings(figures(aftercare=once, **others), figures(THEN, aftercare=before, **others))
    assert len(found) == MOST
    assert {one.kind for one in found} == {Kind.CHANCE}


def test_nazorg_comes_first_and_what_says_nothing_gives_way():
    known = {
        "reports": rate(40, 400),
        "prevention": rate(20, 10),
        "aftercare": share(20, 40),
        "parents_informed": share(20, 40),
        "reached": share(10, 40),
        "recurrence": wait(list(range(20))),
    }
    found = findings(figures(**known), None)
    assert [one.figure for one in found] == [
        *("aftercare", "recurrence", "reached", "reports", "parents_informed", "prevention")
    ]
    assert [one.rank for one in found] == [1, 2, 3, 4, 5, 6]


# --- always ---------------------------------------------------------------------------------------

shares = st.builds(
    lambda whole, part, deff: share(min(part, whole), whole, deff),
    *(st.integers(0, 60), st.integers(0, 60), st.floats(1, 4)),
)
rates = st.builds(rate, st.integers(0, 80), st.integers(1, 500))
waits = st.builds(
    lambda pairs: wait([time for time, _ in pairs], [bool(end) for _, end in pairs]),
    st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=30),
)
everything = {
    **dict.fromkeys(("aftercare", "reached", "parents_informed"), shares),
    **dict.fromkeys(("reports", "prevention"), rates),
    **dict.fromkeys(("resolution", "recurrence"), waits),
}
measures = st.builds(figures, st.just(NOW), **everything)
CLAIMS = {Kind.BETTER, Kind.WORSE, Kind.MORE, Kind.FEWER}
SWAPPED = {
    Kind.BETTER: Kind.WORSE,
    Kind.WORSE: Kind.BETTER,
    Kind.MORE: Kind.FEWER,
    Kind.FEWER: Kind.MORE,
    Kind.CHANCE: Kind.CHANCE,
}


@settings(max_examples=60, deadline=None)
@given(measures, st.none() | measures)
def test_never_more_than_six_and_never_a_claim_on_too_few(now, before):
    found = findings(now, before)
    assert len(found) == MOST
    assert [one.rank for one in found] == list(range(1, MOST + 1))
    for one in found:
        if getattr(now, one.figure).is_few:
            assert one.kind is Kind.TOO_FEW
        elif before is None or getattr(before, one.figure).is_few:
            assert one.kind is Kind.ALONE
        if one.kind in CLAIMS:
            assert one.p_value < SURE
        assert sentence(one)


@settings(max_examples=60, deadline=None)
@given(measures, measures)
def test_when_the_periods_change_places_better_becomes_worse(now, before):
    enough = [r.figure for r in RULES if not getattr(now, r.figure).is_few][:MOST]
    there = findings(now, before)
    back = {one.figure: one for one in findings(before, now)}
    both = [r.figure for r in RULES if not getattr(before, r.figure).is_few][:MOST]
    if set(enough) == set(both):
        for one in there:
            if one.kind in SWAPPED:
                assert back[one.figure].kind is SWAPPED[one.kind]


# --- from the facts -------------------------------------------------------------------------------


def test_small_numbers_are_in_no_sentence_for_who_may_not_open_the_cases():
    moments = [
        {
            "case_id": f"z{n}",
            "number": 1,
            "pupil_in_case": 1,
            "kind": "target",
            "due_on": after(20),
            "window_ends_on": after(25),
            "done_on": after(21 if n < 3 else 30),
            "set_aside": False,
            "outcome": "stopped",
        }
        for n in range(14)
    ]
    relations = school(aftercare=moments)
    period = Period(after(0), after(150), after(60))
    exact = measured(relations, period, in_sight(relations, period))
    assert (exact.aftercare.part, exact.aftercare.whole) == (3, 14)
    hidden = measured(relations, period, in_sight(relations, period, relations))
    assert hidden.aftercare.part is None
    assert findings(hidden, None)[0].kind is Kind.TOO_FEW


def test_a_curve_that_may_not_be_told_still_says_whether_it_changed():
    frame = wait(list(range(1, 21)), known=float("nan"))
    finding = said(frame, frame, "resolution")
    assert finding.now.curve.empty
    assert sentence(finding) == (
        "Hoe snel het stopt, is hier niet in één getal te zeggen. "
        "Een duidelijk verschil met vorig jaar is er niet."
    )


# --- held beside numbers that may not be told -----------------------------------------------------


def hidden(of):
    """The same side with its exact numbers for a test alone."""
    return Share(None, None, of.is_few, of.clustering, tested=(of.part, of.whole))


def test_a_share_is_held_beside_hidden_numbers_without_telling_them():
    found = said(share(90, 100), hidden(share(40, 100)))
    assert found.kind is Kind.BETTER
    assert found.before is not None
    assert found.before.tested is None
    assert sentence(found) == (
        "Nazorg is op tijd in 90 van de 100 gevallen. Dat is beter dan vorig jaar, en dat is"
        " waarschijnlijk geen toeval."
    )
    found = said(share(31, 38), hidden(share(24, 35)))
    assert sentence(found, "team bovenbouw") == (
        "Nazorg is op tijd in 31 van de 38 gevallen. Een duidelijk verschil met team bovenbouw is"
        " er niet."
    )


def test_hidden_numbers_now_are_too_few_to_say_something():
    assert said(hidden(share(31, 38)), share(24, 35)).kind is Kind.TOO_FEW


def test_more_meldingen_than_a_hidden_number_is_said_in_proportion():
    then = Rate(None, 200, 200.0, is_few=False, tested=20)
    found = said(rate(60, 200), then, "reports")
    assert found.kind is Kind.MORE
    assert sentence(found).startswith(
        "Er waren 60 meldingen op 200 leerlingen. Naar verhouding zijn dat er meer dan vorig jaar,"
    )
    assert "20" not in sentence(found).replace("200", "")
