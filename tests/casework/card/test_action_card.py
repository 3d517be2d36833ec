"""The packaged card is whole; a code that it never had is shown or named."""

import re
import tomllib

import pytest

from casework.card.model import packaged_card, packaged_text, read_card
from casework.entries import KINDS
from casework.errors import CardFault


def test_each_level_is_a_sentence_of_the_column_actie() -> None:
    assert (
        tuple(level.card_text for level in packaged_card().levels)
        == packaged_card().column("action").card_text
    )


def test_the_levels_belong_to_mentor_coordinator_and_team_leader() -> None:
    levels = [(level.number, level.who) for level in packaged_card().levels]

    assert levels == [(1, "mentor"), (2, "coordinator"), (3, "team_leader")]


def test_every_step_has_a_column_a_form_and_somebody_who_does_it() -> None:
    card = packaged_card()

    for step in card.steps:
        assert card.column(step.column).id == step.column
        assert step.form in KINDS
        assert step.who in ("mentor", "coordinator", "team_leader", "support_team")


def test_the_terms_are_those_that_the_product_promises() -> None:
    card = packaged_card()
    due = {step: card.step(step).school_days for step in ("talk_target", "parents", "magister")}

    assert due == {"talk_target": 2, "parents": 5, "magister": 5}
    assert [(term.id, term.school_days) for term in card.aftercare] == [
        ("first_target", 10),
        ("second_target", 30),
        ("first_displaying", 10),
        ("parents", 10),
    ]


def test_the_guides_are_marked_as_ours_because_the_annexes_are_not_in_our_source() -> None:
    assert all(guide.ours for guide in packaged_card().guides)


def test_a_code_that_a_later_card_dropped_is_shown_as_it_was_recorded() -> None:
    card = packaged_card()

    assert card.word("kinds", "verbal").startswith("schelden")
    assert card.word("kinds", "dropped") == "dropped"
    assert card.words("places", ["online", "dropped"]) == "online, dropped"
    assert card.part_title("dropped") == "dropped"
    assert (card.guide("dropped"), card.measure("dropped"), card.aftercare_term("dropped")) == (
        None,
        None,
        None,
    )


@pytest.mark.parametrize("ask", ["step", "column"])
def test_a_step_or_column_that_the_card_never_had_is_named(ask: str) -> None:
    with pytest.raises(CardFault, match="'nergens'"):
        getattr(packaged_card(), ask)("nergens")


def test_a_card_is_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        packaged_card().title = "Een andere kaart"  # type: ignore[misc]


# --- a card that is not sound ---------------------------------------------------------------------


def refusal(text: str) -> str:
    with pytest.raises(CardFault) as fault:
        read_card(text)
    return fault.value.sentence


def changed(old: str, new: str, count: int = 1) -> str:
    text = packaged_text()
    assert old in text
    return text.replace(old, new, count)


def without_table(name: str, item_id: str) -> str:
    """The card without the item with this id of `[[name]]`."""
    blocks = re.split(r"(?m)^(?=\[)", packaged_text())
    blocks_left = [
        block
        for block in blocks
        if not (block.startswith(f"[[{name}]]") and f'\nid = "{item_id}"\n' in block)
    ]
    assert len(blocks_left) == len(blocks) - 1
    return "".join(blocks_left)


@pytest.mark.parametrize(
    ("table", "first", "second"),
    [
        ("columns", "analyse", "talks"),
        ("steps", "report", "five_questions"),
        ("aftercare", "first_target", "second_target"),
        ("parts", "target", "follower"),
        ("measures", "buddy", "seating"),
        ("guides", "joint", "group"),
    ],
)
def test_an_id_that_stands_there_twice_is_named(table: str, first: str, second: str) -> None:
    text = packaged_text()
    where = text.index(f'[[{table}]]\nid = "{second}"')
    doubled = text[:where] + text[where:].replace(f'id = "{second}"', f'id = "{first}"', 1)

    assert f"{table}: '{first}' staat er 2 keer" in refusal(doubled)


def test_a_sensitive_kind_that_is_no_kind_is_named() -> None:
    message = refusal(changed('["discriminating"]', '["discriminating", "uitschelden"]'))

    assert "sensitive_kinds: 'uitschelden' staat niet in lists.kinds" in message
    assert "'online'" in message


def test_a_card_without_sensitive_kinds_of_its_own_has_those_of_ours() -> None:
    key = 'sensitive_kinds = ["discriminating"]\n'

    assert packaged_card().sensitive_kinds == ("discriminating",)
    assert read_card(changed(key, "")).sensitive_kinds == ("discriminating",)
    assert read_card(changed(key, "sensitive_kinds = []\n")).sensitive_kinds == ()


def test_a_sensitive_kind_of_ours_may_go_from_the_list_of_kinds() -> None:
    lines = packaged_text().splitlines(keepends=True)
    without = "".join(line for line in lines if not line.startswith('discriminating = "'))

    assert len(without.splitlines()) == len(lines) - 1
    assert read_card(without).sensitive_kinds == ("discriminating",)


def test_a_level_that_stands_there_twice_is_named() -> None:
    message = refusal(changed("number = 3", "number = 2"))

    assert "levels: niveau 2 staat er 2 keer" in message
    assert "levels: niveau 3 ontbreekt" in message


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('column = "talks"', 'column = "ergens"', "steps 'talk_target': kolom 'ergens'"),
        ('guide = "target"', 'guide = "ergens"', "steps 'talk_target': leidraad 'ergens'"),
        ('form = "evaluated"', 'form = "ergens"', "steps 'evaluation': formulier 'ergens'"),
        ('who = "coordinator"', 'who = "conciërge"', "steps.12.who: 'conciërge' is geen bekende"),
        ('per = "measure"', 'per = "dag"', "steps.16.per: 'dag' is geen bekende waarde"),
        ('required = "group"', 'required = "soms"', "steps.9.required: 'soms' is geen bekende"),
        ('after = "last_aftercare"', 'after = "ooit"', "steps.23.after: 'ooit' is geen bekende"),
        ('gate = "joint_talk"', 'gate = "open"', "steps.6.gate: 'open' is geen bekende waarde"),
        ('risk = "yellow"', 'risk = "oranje"', "measures.8.risk: 'oranje' is geen bekende waarde"),
        ('aftercare = "parents"', 'aftercare = "oma"', "aftercare.4.aftercare: 'oma' is geen"),
        ("number = 1", "number = 4", "levels.1.number: '4' is geen bekende waarde"),
        ('title = "Nazorg"\n', 'title = "  "\n', "steps.22.title: is leeg"),
        ('title = "Nazorg"\n', "", "steps.22.title: ontbreekt"),
        ('verbal = "schelden', 'verbal = ""\nmore = "', "lists.kinds.verbal: is leeg"),
        ('lines = ["Kort', 'lines = ["", "Kort', "guides.6.lines.1: is leeg"),
        (
            "\nschool_days = 30",
            "\nschool_days = -1",
            "aftercare.2.school_days: heeft een ongeldige",
        ),
        (
            "\nschool_days = 30",
            '\nschool_days = "dertig"',
            "aftercare.2.school_days: heeft een onge",
        ),
        ('motto = "STOP', 'slogan = "STOP', "slogan: is onbekend"),
        ('motto = "STOP', 'slogan = "STOP', "motto: ontbreekt"),
    ],
)
def test_a_fault_is_refused_with_its_place(old: str, new: str, place: str) -> None:
    assert place in refusal(changed(old, new))


@pytest.mark.parametrize("name", sorted(tomllib.loads(packaged_text())["lists"]))
def test_a_missing_list_is_named(name: str) -> None:
    without = re.sub(rf"\[lists\.{name}\]\n(?:\w+ = .*\n)+", "", packaged_text())

    assert f"lists: '{name}' ontbreekt" in refusal(without)


@pytest.mark.parametrize(
    ("list_name", "code"),
    [
        ("verdicts", "bullying"),
        ("outcomes", "worse"),
        ("endings", "no_bullying"),
        ("causes", "aftercare_worse"),
    ],
)
def test_a_code_that_the_rules_rely_on_cannot_be_taken_out(list_name: str, code: str) -> None:
    before, after = packaged_text().split(f"[lists.{list_name}]\n")
    without = re.sub(rf"(?m)^{code} = .*\n", "", after, count=1)

    message = refusal(f"{before}[lists.{list_name}]\n{without}")

    assert f"lists.{list_name}: '{code}' ontbreekt" in message


@pytest.mark.parametrize("step", ["report", "talk_target", "stopped", "aftercare", "evaluation"])
def test_a_step_that_a_case_cannot_do_without_cannot_be_taken_out(step: str) -> None:
    assert f"steps: '{step}' ontbreekt" in refusal(without_table("steps", step))


@pytest.mark.parametrize("part", ["target", "displaying"])
def test_a_part_that_a_case_cannot_do_without_cannot_be_taken_out(part: str) -> None:
    text = re.sub(rf'\[\[parts\]\]\nid = "{part}"\ntitle = .*\n', "", packaged_text())

    assert f"parts: '{part}' ontbreekt" in refusal(text)


def test_all_faults_are_named_at_once() -> None:
    text = changed('column = "talks"', 'column = "ergens"').replace(
        'guide = "group"', 'guide = "nergens"'
    )

    message = refusal(text)

    assert "'ergens'" in message
    assert "'nergens'" in message


def test_a_broken_file_is_refused_with_the_line() -> None:
    lines = packaged_text().splitlines()
    lines[11] = "title = Analyseer zonder aanhalingstekens"

    assert "regel 12" in refusal("\n".join(lines))


def test_a_card_cannot_choose_its_own_version() -> None:
    assert "version: is onbekend" in refusal("version = 7\n" + packaged_text())


@pytest.mark.parametrize("text", ["", "title = 'Leeg'", "lists = 3\nsteps = 'geen'"])
def test_a_card_that_is_hardly_there_is_refused(text: str) -> None:
    assert "De handelingskaart klopt niet" in refusal(text)


def test_a_school_may_reword_and_add() -> None:
    text = changed('title = "Nazorg"\n', 'title = "Nazorg en terugkijken"\n')
    text = text.replace(
        'other = "iemand anders"', 'other = "iemand anders"\ncaretaker = "conciërge"'
    )

    card = read_card(text, version=2)

    assert card.version == 2
    assert card.step("aftercare").title == "Nazorg en terugkijken"
    assert card.word("tellers", "caretaker") == "conciërge"


def test_white_space_around_a_text_of_the_card_is_taken_off() -> None:
    card = read_card(changed('title = "Nazorg"\n', 'title = "  Nazorg \\n"\n'))

    assert card.step("aftercare").title == "Nazorg"


def test_the_packaged_card_is_read_once() -> None:
    assert packaged_card() is packaged_card()
