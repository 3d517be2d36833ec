"""The same form again is the same content, whatever the program adds; the sentences about it."""

from datetime import UTC, date, datetime
from uuid import uuid4

from casework.desk import Melding, ReportedPart
from casework.entries import NewEntry, TalkHeld
from casework.records import StoredForm
from casework.sent_forms import just_stored, sent_form, stored_before

AT = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def content(*parts: object) -> str:
    return sent_form("key", "act", *parts).content


def test_the_order_of_names_and_of_a_set_says_nothing() -> None:
    assert content({"a": 1, "b": 2}) == content({"b": 2, "a": 1})
    assert content({"x", "y", "z"}) == content({"z", "y", "x"})
    assert content(("a", "b")) == content(["a", "b"]) != content(["b", "a"])


def test_each_word_day_and_pupil_counts() -> None:
    day, pupil = date(2026, 11, 23), str(uuid4())
    talk = NewEntry(TalkHeld(notes="Rustig."), day, "talk_target", pupil)
    same = NewEntry(TalkHeld(notes="Rustig."), day, "talk_target", pupil)
    others = (
        NewEntry(TalkHeld(notes="Onrustig."), day, "talk_target", pupil),
        NewEntry(TalkHeld(notes="Rustig."), date(2026, 11, 22), "talk_target", pupil),
        NewEntry(TalkHeld(notes="Rustig."), day, "talk_target", str(uuid4())),
        NewEntry(TalkHeld(notes="Rustig."), day, "", pupil),
    )
    assert content([talk]) == content([same])
    assert len({content([one]) for one in (talk, *others)}) == 5


def test_another_act_with_the_same_words_is_another_form() -> None:
    assert sent_form("key", "merge", "x") != sent_form("key", "split", "x")
    assert content("ab", "c") != content("a", "bc")


def test_a_melding_is_what_was_filled_in() -> None:
    def melding(what: str) -> Melding:
        part = ReportedPart(pupil_id="p", role="target")
        return Melding.model_validate(
            {
                "reported_on": date(2026, 11, 23),
                "parts": (part,),
                "kinds": ("verbal",),
                "what": what,
            }
        )

    assert content(melding("Schelden.")) == content(melding("Schelden."))
    assert content(melding("Schelden.")) != content(melding("Duwen."))


def test_a_part_of_a_form_has_a_key_of_its_own_and_the_same_content() -> None:
    form = sent_form("key", "report", "x")
    assert (form.part("signal").key, form.part("signal").content) == ("key:signal", form.content)


def test_the_refusal_says_when_and_as_what_the_first_was_stored() -> None:
    new = StoredForm(AT, title="zaak begonnen", label="2026-170", is_new_case=True)
    assert str(stored_before(new, LATER)) == (
        "Dit formulier is om 10.42 al opgeslagen als zaak 2026-170. Wat hier staat is anders en "
        "is nog niet opgeslagen."
    )
    talk = StoredForm(AT, title="gesprek", label="2026-144")
    assert "is op 23 november 2026 om 10.42 al opgeslagen in zaak 2026-144 (gesprek)." in str(
        stored_before(talk, TOMORROW)
    )
    signal = StoredForm(AT, title="signaal")
    assert "om 10.42 al opgeslagen (signaal)." in str(stored_before(signal, LATER))
    assert "om 10.42 al opgeslagen. Wat" in str(stored_before(StoredForm(AT), LATER))


def test_what_was_stored_last_in_one_line() -> None:
    new = StoredForm(AT, title="zaak begonnen", label="2026-144", is_new_case=True)
    assert just_stored(new) == "Net opgeslagen: zaak 2026-144, 10.42."
    assert just_stored(StoredForm(AT, "gesprek", "2026-144")) == (
        "Net opgeslagen: gesprek in zaak 2026-144, 10.42."
    )
    assert just_stored(StoredForm(AT, "mentoruur")) == "Net opgeslagen: mentoruur, 10.42."
