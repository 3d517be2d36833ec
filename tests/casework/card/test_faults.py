"""Everything that a school can break in its card is refused, with the line and what to do."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import entries as kinds
from casework.card.checks import FORMS
from casework.card.edit import Drop, Put, edited
from casework.card.model import ActionCard, packaged_text, read_card
from casework.card.needed import NEEDED_STEPS
from casework.cases.case import Case
from casework.cases.steps import next_steps, step_states
from casework.entries import KINDS
from casework.errors import CardFault, InputRefused
from tests.histories import DAAN, NOOR, SCHOOL_DAYS, History
from ui.case.step_forms import STEP_FORMS

TEXT = packaged_text()
CARD = read_card(TEXT)


def refusal(text: str) -> str:
    with pytest.raises(CardFault) as fault:
        read_card(text)
    return fault.value.sentence


def in_row(table: str, row_id: str, old: str, new: str) -> tuple[str, int]:
    """The card with one line of one row changed, and the number of that line."""
    start = TEXT.index(f'[[{table}]]\nid = "{row_id}"\n')
    at = TEXT.index(f"\n{old}", start) + 1
    text = TEXT[:at] + new + TEXT[at + len(old) :]
    return text, text.count("\n", 0, at) + 1


def on_line(number: int, sentence: str, message: str) -> bool:
    """Whether the refusal names this line with this sentence."""
    return any(
        re.match(rf"regel {number} \(.*\): ", row) and sentence in row
        for row in message.split("\n")
    )


@pytest.mark.parametrize(
    ("table", "row", "old", "new", "sentence"),
    [
        ("steps", "parents", 'id = "parents"', 'id = "Ouders!"', "mag alleen kleine letters"),
        ("steps", "parents", 'id = "parents"', f'id = "{"a" * 41}"', "ten hoogste 40"),
        ("steps", "parents", 'id = "parents"', 'id = "magister"', "hoort"),
        ("steps", "parents", "school_days = 5", "school_days = -1", "lager dan 0 kan niet"),
        ("steps", "parents", "school_days = 5", "school_days = 401", "hoger dan 400 kan niet"),
        ("steps", "parents", "school_days = 5", "school_days = 5.0", "vul een heel getal in"),
        ("steps", "parents", "school_days = 5", 'school_days = "5"', "vul een heel getal in"),
        ("steps", "parents", "school_days = 5", "school_days = true", "vul een heel getal in"),
        ("steps", "parents", "school_days = 5", "school_days = 2026-11-02", "vul een heel getal"),
        ("steps", "parents", "school_days = 5", "school_day = 5", "is onbekend; haal het weg"),
        ("steps", "parents", 'title = "Ouders informeren"', 'title = ""', "is leeg"),
        ("steps", "parents", 'title = "Ouders informeren"', 'title = "\\u200b"', "is leeg"),
        ("steps", "parents", 'title = "Ouders informeren"', "title = 3", "hoort een tekst te zijn"),
        (
            "steps",
            "parents",
            'title = "Ouders informeren"',
            f'title = "{"x" * 1001}"',
            "is te lang; er passen 1000 tekens in",
        ),
        ("steps", "parents", 'column = "communication"', 'column = "ergens"', "'ergens' bestaat"),
        ("steps", "parents", 'guide = "parents"', 'guide = "ergens"', "'ergens' bestaat niet"),
        ("steps", "parents", 'form = "parents_informed"', 'form = "closed"', "bestaat niet"),
        ("steps", "parents", 'per = "concerned"', 'per = "moment"', "kies 'concerned' of"),
        ("steps", "parents", 'per = "concerned"', 'per = "case"', "past niet bij formulier"),
        ("steps", "magister", 'per = "concerned"', 'per = "measure"', "past niet bij formulier"),
        ("steps", "parents", 'guide = "parents"', 'gate = "joint_talk"', "gate kan alleen bij"),
        ("steps", "talk_target", 'guide = "target"', 'gate = "joint_talk"', "gate kan alleen bij"),
        ("steps", "parents", 'after = "report"', 'after = "measure"', "hoort bij per 'measure'"),
        ("steps", "measure_review", 'after = "measure"', 'after = "report"', "hoort bij per"),
        ("steps", "coordinator", "level = 2", "level = 4", "kies 0, 1, 2 of 3"),
        ("steps", "coordinator", "level = 2", "level = -1", "geen bekende waarde"),
        ("steps", "coordinator", "level = 2", 'off = "ja"', "vul true of false in"),
        ("steps", "talk_target", 'per = "target"', 'per = "case"', "per moet 'target' blijven"),
        ("steps", "stopped", 'required = "always"', 'required = "optional"', "moet 'always'"),
        ("steps", "evaluation", 'form = "evaluated"', 'form = "stopped"', "moet 'evaluated'"),
        ("columns", "talks", 'id = "talks"', 'id = "praten"', "geen stap die aanstaat"),
        ("columns", "talks", 'title = "In gesprek"', 'title = "Analyseer"', "staan er twee keer"),
        ("parts", "follower", 'title = "meeloper"', 'title = "Gepeste"', "staan er twee keer"),
        ("parts", "follower", 'id = "follower"', 'id = "none"', "mag geen rol zijn"),
        ("measures", "buddy", 'risk = "green"', 'risk = "blauw"', "kies 'green', 'yellow', 'red'"),
        ("guides", "group", "ours = true", "ours = 1", "vul true of false in"),
    ],
)
def test_a_fault_in_a_row_is_told_with_its_line(
    table: str, row: str, old: str, new: str, sentence: str
) -> None:
    text, number = in_row(table, row, old, new)
    message = refusal(text)
    if 'id = "magister"' in new:
        number, sentence = text.rindex('id = "magister"'), "staat er 2 keer"
        number = text.count("\n", 0, number) + 1
    assert on_line(number, sentence, message), message


@pytest.mark.parametrize(
    ("old", "new", "place", "sentence"),
    [
        ('verbal = "schelden', 'Verbal = "schelden', "Verbal", "mag alleen kleine letters"),
        ('verbal = "schelden', '"a b" = "schelden', '"a b"', "mag alleen kleine letters"),
        ('gossip = "roddelen of geruchten"', 'gossip = ""', "gossip", "is leeg"),
        ('other = "iets anders"', 'other = "Roddelen of geruchten"', "other", "twee keer"),
        ("[lists.kinds]", "[lists.soorten]", "[lists.soorten]", "'soorten' is onbekend"),
        ("look_back_school_days = 200", "look_back_school_days = 9e9", "look", "heel getal"),
        ('motto = "STOP', 'mottto = "STOP', "mottto", "is onbekend"),
    ],
)
def test_a_fault_in_a_list_or_on_top_is_told_with_its_line(
    old: str, new: str, place: str, sentence: str
) -> None:
    text = TEXT.replace(old, new, 1)
    number = next(n for n, row in enumerate(text.split("\n"), 1) if row.startswith(place))
    assert on_line(number, sentence, refusal(text))


@pytest.mark.parametrize("step", sorted(NEEDED_STEPS))
def test_a_step_that_every_case_has_cannot_be_switched_off(step: str) -> None:
    number = [step_of_card.id for step_of_card in CARD.all_steps].index(step)
    message = refusal(edited(TEXT, [Put(("steps", number, "off"), True)]))
    assert f"'{CARD.step(step).title}' hoort bij elke zaak en kan niet uit" in message
    assert "(off = true)" in message


def test_a_column_in_which_every_step_is_off_is_named() -> None:
    off = [n for n, step in enumerate(CARD.all_steps) if step.column == "facilitate"]
    message = refusal(edited(TEXT, [Put(("steps", n, "off"), True) for n in off]))
    assert "kolom 'Faciliteer' heeft geen stap die aanstaat" in message


def test_what_happens_once_in_a_case_is_asked_by_one_step() -> None:
    more = TEXT.replace(
        '[[aftercare]]\nid = "first_target"',
        '[[steps]]\nid = "twice"\ncolumn = "evaluate"\ntitle = "Nog eens"\nwho = "mentor"\n'
        'per = "case"\nrequired = "always"\nafter = "report"\nschool_days = 5\nform = "stopped"\n\n'
        '[[aftercare]]\nid = "first_target"',
        1,
    )
    assert "steps 'twice': formulier 'stopped' kan bij één stap staan" in refusal(more)


def test_the_own_measure_and_nazorg_for_the_gepeste_cannot_go() -> None:
    own = next(n for n, measure in enumerate(CARD.measures) if measure.id == "own")
    assert "'own' ontbreekt; een eigen maatregel mag altijd" in refusal(
        edited(TEXT, [Drop(("measures", own))])
    )
    moments = [Drop(("aftercare", n)) for n in (1, 0)]
    assert "nazorgmoment voor de gepeste nodig" in refusal(edited(TEXT, moments))


def test_a_card_of_a_thousand_columns_or_steps_is_refused() -> None:
    column = '[[columns]]\nid = "c{0}"\ntitle = "c{0}"\ncard_text = ["x"]\n'
    many = "".join(column.format(number) for number in range(1000))
    assert "columns: heeft er te veel; ten hoogste 8" in refusal(TEXT + many)


def test_many_faults_are_told_without_end() -> None:
    message = refusal(TEXT.replace('after = "report"', 'after = "ooit"'))
    assert len(message.split("\n")) == 22 or "En nog" not in message


def test_every_form_that_a_step_can_have_is_a_kind_of_entry_with_fields_on_the_screen() -> None:
    assert FORMS.keys() <= KINDS.keys()
    assert FORMS.keys() - STEP_FORMS.keys() == {"reported", "mentor_hour_held"}


# --- what a sound card means for a case -----------------------------------------------------------


def test_a_step_that_is_off_is_nowhere_in_a_case() -> None:
    number = [step.id for step in CARD.all_steps].index("parents")
    card = read_card(edited(TEXT, [Put(("steps", number, "off"), True)]), version=2)
    case = History(card=card).open().case
    assert "parents" not in {state.step.id for state in step_states(case)}
    assert "parents" not in {state.step.id for state in next_steps(case)}
    assert not card.has_step("parents")
    assert card.step("parents").title == "Ouders informeren"


def test_a_step_that_is_off_cannot_be_recorded() -> None:
    number = [step.id for step in CARD.all_steps].index("parents")
    history = History(card=read_card(edited(TEXT, [Put(("steps", number, "off"), True)]))).open()
    with pytest.raises(InputRefused, match="Kies een stap van de handelingskaart"):
        history.record(kinds.ParentsInformed(way="phone"), "parents", NOOR)


def test_words_of_another_version_are_known_but_cannot_be_chosen() -> None:
    later = read_card(
        TEXT.replace("[lists.places]\n", '[lists.places]\nbus = "in de bus"\n', 1), version=2
    )
    card = CARD.knowing([later])
    assert card.word("places", "bus") == "in de bus"
    assert "bus" not in card.lists["places"]
    assert CARD.with_choices_of([later]).lists["places"]["bus"] == "in de bus"
    assert CARD.word("places", "bus") == "bus"


# --- any damage -----------------------------------------------------------------------------------

SPOTS = st.integers(0, len(TEXT) - 1)
PIECES = st.one_of(
    st.sampled_from(
        ["\n", '"', "'", "[", "]", "#", "=", "\\", '"""', "off = true\n", "[[steps]]\n"]
    ),
    st.sampled_from(["\x00", "\ufeff", "\r", "é", "<b>", "0", "-", "true", "[lists.kinds]\n"]),
    st.text(max_size=8),
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """The packaged text with something cut, put in, doubled or swapped."""
    text = TEXT
    for _ in range(draw(st.integers(1, 3))):
        at, length = draw(SPOTS) % max(1, len(text)), draw(st.integers(0, 60))
        rows = text.split("\n")
        how = draw(st.integers(0, 4))
        if how == 0:
            text = text[:at] + text[at + length :]
        elif how == 1:
            text = text[:at] + draw(PIECES) + text[at:]
        elif how == 2:
            text = text[:at] + text[at : at + length] * 2 + text[at + length :]
        else:
            one, other = draw(st.integers(0, 10**6)) % len(rows), draw(SPOTS) % len(rows)
            rows[one] = rows[other] if how == 3 else ""
            text = "\n".join(rows)
    return text


def _sound(text: str) -> tuple[ActionCard | None, str]:
    try:
        return read_card(text, version=2), ""
    except CardFault as fault:
        return None, fault.sentence


def _walked(card: ActionCard) -> Case:
    """A case from its melding to its stop, as far as this card takes it."""
    history = History(card=card).open()
    for state in step_states(history.case):
        assert state.step.title
    stop = kinds.Stopped(said_by=next(iter(card.lists["said_by"])), words="Het is over.")
    history.record(stop, "stopped")
    history.record(kinds.Closed(ending="left_school", reason="Verhuisd."))
    return history.case


@given(damaged())
@settings(max_examples=250, deadline=None)
def test_any_damage_is_refused_or_leaves_a_card_that_a_case_can_be_walked_with(text: str) -> None:
    card, refused = _sound(text)
    if card is None:
        assert refused.startswith("De handelingskaart klopt niet:\n")
        return
    case = _walked(card)
    again = Case.from_entries(case.entries, card, SCHOOL_DAYS, case.today)
    assert step_states(again) == step_states(case)
    assert case.pupils("target") == [NOOR]
    assert case.pupils("displaying") == [DAAN]
