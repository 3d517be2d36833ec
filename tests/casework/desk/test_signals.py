"""Signals at the desk: sent by anybody, taken up once, and never more told than is needed."""

from contextlib import suppress
from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework import entries as kinds
from casework.cases.agenda import Urgency
from casework.errors import InputRefused, NotHere, NotOwnPupil, SignalMovedOn, StaffMemberInvolved
from casework.people import Role
from casework.signals.signal import NewSignal, SignalState
from tests.cast import TODAY, Cast

A_WEEK_AGO = TODAY - timedelta(days=7)
WORDS = "Er werd geduwd bij de kluisjes."


def sent(cast: Cast, *names: str, by: str = "Dirk", day: date = TODAY, **answers: object) -> str:
    """A signal about these pupils."""
    pupils = tuple(cast.pupils[name] for name in names)
    new_signal = NewSignal.model_validate({"what": WORDS, "pupils": pupils, **answers})
    return cast.desk(by, day).signals.send(new_signal, str(uuid4())).subject_id


def seen_by(cast: Cast, signal_id: str, today: date = TODAY) -> set[str]:
    """Who has this signal on the list."""
    receivers = set()
    for name in ("Samira", "Joris", "Hanna", "Fatima", "Willem", "Petra"):
        with suppress(NotHere):
            listed = {signal.signal_id for signal, _ in cast.desk(name, today).signals.waiting()}
            receivers |= {name for one in listed if one == signal_id}
    return receivers


def became(cast: Cast, by: str = "Dirk") -> list[SignalState]:
    return [one.state for one in cast.desk(by).signals.own()]


# --- where it goes --------------------------------------------------------------------------------


def test_a_signal_goes_to_the_mentor_of_each_pupil_named(cast: Cast) -> None:
    assert seen_by(cast, sent(cast, "Noor")) == {"Samira"}
    assert seen_by(cast, sent(cast, "Noor", "Sem")) == {"Samira", "Joris"}
    assert seen_by(cast, sent(cast, "Sem", "Tim")) == {"Joris", "Hanna"}


def test_without_a_pupil_it_goes_to_the_mentor_of_the_class(cast: Cast) -> None:
    assert seen_by(cast, sent(cast, class_id=cast.classes["2C"])) == {"Joris"}


def test_without_a_class_it_goes_to_the_coordinators(cast: Cast) -> None:
    assert seen_by(cast, sent(cast)) == {"Fatima"}


def test_a_pupil_who_moves_takes_the_signal_along(cast: Cast) -> None:
    signal_id = sent(cast, "Noor")

    cast.store.school.move_pupil(
        cast.pupils["Noor"], cast.classes["2C"], TODAY, cast.staff["Ineke"]
    )

    assert seen_by(cast, signal_id) == {"Joris"}


def test_a_pupil_who_leaves_stays_with_the_last_mentor(cast: Cast) -> None:
    signal_id = sent(cast, "Noor")

    cast.store.school.pupil_leaves(
        cast.pupils["Noor"], TODAY - timedelta(days=1), cast.staff["Ineke"]
    )

    assert seen_by(cast, signal_id) == {"Samira"}


def test_a_class_without_a_mentor_is_the_coordinators_and_else_the_team_leaders(cast: Cast) -> None:
    ends(cast, "Joris", Role.MENTOR)
    signal_id = sent(cast, "Sem")
    assert seen_by(cast, signal_id) == {"Fatima"}

    ends(cast, "Fatima", Role.COORDINATOR)

    assert seen_by(cast, signal_id) == {"Willem"}


def test_somebody_who_left_the_school_looks_after_no_class_any_more(cast: Cast) -> None:
    cast.store.school.end_staff(cast.staff["Joris"], TODAY, cast.staff["Ineke"])

    looked_after = cast.store.school.posts(date(2999, 1, 1)).classes

    assert cast.classes["2B"] in looked_after
    assert cast.classes["2C"] not in looked_after


def ends(cast: Cast, name: str, role: Role) -> None:
    """This role of this person ended yesterday."""
    [held] = [one for one in cast.actor(name).assignments if one.role is role]
    yesterday = TODAY - timedelta(days=1)
    cast.store.school.end_assignment(cast.staff[name], held, yesterday, cast.staff["Ineke"])


def test_a_school_where_nobody_receives_signals_refuses_kindly(cast: Cast) -> None:
    for name, role in (
        ("Samira", Role.MENTOR),
        ("Joris", Role.MENTOR),
        ("Hanna", Role.MENTOR),
        ("Fatima", Role.COORDINATOR),
        ("Willem", Role.TEAM_LEADER),
        ("Petra", Role.TEAM_LEADER),
    ):
        ends(cast, name, role)

    with pytest.raises(InputRefused, match="Vertel het aan de schoolleiding"):
        sent(cast, "Noor")


def test_after_two_school_days_the_coordinator_sees_it_as_well(cast: Cast) -> None:
    signal_id = sent(cast, "Noor")

    assert seen_by(cast, signal_id, TODAY + timedelta(days=2)) == {"Samira"}
    assert seen_by(cast, signal_id, TODAY + timedelta(days=3)) == {"Samira", "Fatima"}


def test_the_sender_is_told_beforehand_to_whom_it_goes(shared: Cast) -> None:
    receivers = shared.desk("Dirk").signals.receivers([shared.pupils["Noor"], shared.pupils["Sem"]])
    assert receivers.class_names == ("2B", "2C")
    assert [name.full for name in receivers.mentors] == ["Samira el Idrissi", "Joris Kuipers"]

    assert shared.desk("Dirk").signals.receivers([]).year_groups == (2,)
    assert shared.desk("Dirk").signals.receivers([], shared.classes["2C"]).class_names == ("2C",)


# --- sending --------------------------------------------------------------------------------------


def test_everybody_passes_on_a_signal_and_picks_pupils_by_name(cast: Cast) -> None:
    for name in cast.staff:
        listed = [p.pupil_id for p in cast.desk(name).school.class_list(cast.classes["2B"])]
        assert cast.pupils["Noor"] in listed
        assert sent(cast, "Noor", by=name)


def test_the_same_form_sent_twice_is_one_signal(cast: Cast) -> None:
    given = NewSignal(what=WORDS, pupils=(cast.pupils["Noor"],))
    first = cast.desk("Dirk").signals.send(given, "sleutel")

    again = cast.desk("Dirk").signals.send(given, "sleutel")

    assert (again.subject_id, again.repeated) == (first.subject_id, True)
    assert len(cast.desk("Samira").signals.waiting()) == 1


def test_a_member_of_staff_as_the_one_who_bullies_is_another_route(shared: Cast) -> None:
    with pytest.raises(StaffMemberInvolved):
        sent(shared, "Noor", staff_member_involved=True)

    assert shared.desk("Dirk").signals.own() == []


def test_a_class_of_another_year_or_a_made_up_one_is_refused(shared: Cast) -> None:
    for class_id in ("geen klas", str(uuid4())):
        with pytest.raises(InputRefused):
            sent(shared, class_id=class_id)


def test_a_made_up_pupil_is_refused(shared: Cast) -> None:
    with pytest.raises(InputRefused):
        sent(shared, "Noor", pupils=(str(uuid4()),))


def test_the_sender_sees_the_own_words_and_what_became_of_them_and_nothing_else(
    cast: Cast,
) -> None:
    taken, aside = sent(cast, "Noor", day=A_WEEK_AGO), sent(cast, "Noor")
    sent(cast, "Noor", by="Joris")
    desk = cast.desk("Samira")
    desk.cases.report(cast.melding(), form_key=str(uuid4()), signal=taken)
    desk.signals.set_aside(aside, "Het was een spel.", form_key=str(uuid4()))

    own = cast.desk("Dirk").signals.own()

    assert [(one.sent_on, one.what, one.state) for one in own] == [
        (TODAY, WORDS, SignalState.SET_ASIDE),
        (A_WEEK_AGO, WORDS, SignalState.TAKEN),
    ]
    for signal_id in (taken, aside):
        with pytest.raises(NotHere):
            cast.desk("Dirk").signals.open(signal_id)


# --- taking up ------------------------------------------------------------------------------------


def test_a_signal_that_is_taken_up_is_a_new_case_of_the_mentor(cast: Cast) -> None:
    signal_id = sent(cast, "Noor")
    desk = cast.desk("Samira")

    case_id = desk.cases.report(cast.melding(), form_key=str(uuid4()), signal=signal_id).subject_id

    assert desk.cases.open(case_id).case.label == "2026-001"
    signal = desk.signals.open(signal_id).signal
    assert (signal.state, signal.case_id, signal.is_joined) == (SignalState.TAKEN, case_id, False)
    assert desk.signals.waiting() == []


def test_a_signal_can_join_a_running_case(cast: Cast) -> None:
    case_id, signal_id = cast.case().subject_id, sent(cast, "Noor")
    desk = cast.desk("Samira")

    desk.cases.report(cast.melding(), form_key=str(uuid4()), join=case_id, signal=signal_id)

    assert len(desk.cases.open(case_id).case.reports) == 2
    assert desk.signals.open(signal_id).signal.is_joined


def test_the_same_melding_twice_takes_the_signal_up_once(cast: Cast) -> None:
    signal_id, desk = sent(cast, "Noor"), cast.desk("Samira")
    first = desk.cases.report(cast.melding(), form_key="sleutel", signal=signal_id)

    again = desk.cases.report(cast.melding(), form_key="sleutel", signal=signal_id)

    assert (again.subject_id, again.repeated) == (first.subject_id, True)
    assert len(cast.store.log.entries(signal_id)) == 3


def test_the_second_to_take_it_up_is_told_and_stores_nothing(cast: Cast) -> None:
    signal_id = sent(cast, "Noor", "Sem")
    melding = cast.melding(target="Sem", displaying="")
    cast.desk("Samira").cases.report(cast.melding(), form_key=str(uuid4()), signal=signal_id)

    with pytest.raises(SignalMovedOn, match="Een collega heeft dit signaal net opgepakt"):
        cast.desk("Joris").cases.report(melding, form_key=str(uuid4()), signal=signal_id)

    assert cast.desk("Joris").cases.all() == []
    case_id = cast.desk("Joris").cases.report(melding, form_key=str(uuid4())).subject_id
    assert cast.desk("Joris").cases.summary(case_id).label == "2026-002"


def test_a_melding_that_is_refused_leaves_the_signal_waiting(cast: Cast) -> None:
    signal_id = sent(cast, "Noor")
    desk = cast.desk("Samira")
    for wrong in (cast.melding(kinds=(), what=""), cast.melding(target="Sem", displaying="")):
        with pytest.raises(InputRefused):
            desk.cases.report(wrong, form_key=str(uuid4()), signal=signal_id)

    cast.case()
    with pytest.raises(InputRefused, match="Dit lijkt op een zaak"):
        desk.cases.report(cast.melding(), form_key=str(uuid4()), signal=signal_id)

    assert [waiting.signal_id for waiting, _ in desk.signals.waiting()] == [signal_id]


def test_somebody_elses_signal_cannot_be_taken_up_and_no_case_is_left(cast: Cast) -> None:
    signal_id = sent(cast, "Sem")

    for unknown_id in (signal_id, str(uuid4()), "geen id"):
        with pytest.raises(NotHere):
            cast.desk("Samira").cases.report(
                cast.melding(), form_key=str(uuid4()), signal=unknown_id
            )

    assert cast.desk("Samira").cases.all() == []


# --- setting aside --------------------------------------------------------------------------------


def test_setting_aside_asks_a_reason_and_closes_it_once(cast: Cast) -> None:
    signal_id, desk = sent(cast, "Noor"), cast.desk("Samira")
    with pytest.raises(InputRefused) as refusal:
        desk.signals.set_aside(signal_id, " ", form_key="sleutel")
    assert refusal.value.field == "reason"

    desk.signals.set_aside(signal_id, "Het was een spel.", form_key="sleutel")
    again = desk.signals.set_aside(signal_id, "Het was een spel.", form_key="sleutel")

    assert again.repeated
    assert became(cast) == [SignalState.SET_ASIDE]
    with pytest.raises(SignalMovedOn):
        desk.signals.set_aside(signal_id, "Nog eens.", form_key=str(uuid4()))


def test_the_coordinator_takes_up_what_was_left_lying_and_reads_it_no_more_when_not(
    cast: Cast,
) -> None:
    own, others = (sent(cast, "Noor", day=A_WEEK_AGO) for _ in range(2))
    fatima = cast.desk("Fatima")
    assert fatima.signals.open(others).signal.late_by == 3

    fatima.signals.set_aside(own, "Ik sprak Noor.", form_key=str(uuid4()))
    cast.desk("Samira").signals.set_aside(others, "Ik was erbij.", form_key=str(uuid4()))

    assert fatima.signals.open(own).signal.state is SignalState.SET_ASIDE
    with pytest.raises(SignalMovedOn):
        fatima.signals.open(others)
    with pytest.raises(SignalMovedOn):
        fatima.signals.set_aside(others, "Ook gezien.", form_key=str(uuid4()))


# --- passing on a melding -------------------------------------------------------------------------


def test_a_melding_for_another_mentor_goes_as_a_signal_with_everything_in_it(cast: Cast) -> None:
    melding = cast.melding(
        target="Sem",
        displaying="Lotte",
        why="Ruzie in de app.",
        places=("corridor",),
        serious=("threat",),
        teller="parents",
    )
    with pytest.raises(NotOwnPupil):
        cast.desk("Samira").cases.report(melding, form_key="sleutel")

    signal_id = cast.desk("Samira").signals.pass_on(melding, "sleutel").subject_id

    assert cast.desk("Joris").cases.all() == cast.desk("Samira").cases.all() == []
    signal = cast.desk("Joris").signals.open(signal_id).signal
    assert signal.roles == {cast.pupils["Sem"]: "target", cast.pupils["Lotte"]: "displaying"}
    assert signal.sent == kinds.SignalSent(
        class_id=cast.classes["2C"],
        year_group=2,
        team_id=cast.teams["onderbouw"],
        kinds=["verbal"],
        places=["corridor"],
        serious=["threat"],
        teller="parents",
        what=melding.what,
        why=melding.why,
    )


def test_a_melding_that_cannot_stand_is_not_passed_on(shared: Cast) -> None:
    with pytest.raises(InputRefused):
        shared.desk("Joris").signals.pass_on(shared.melding(parts=()), str(uuid4()))


def test_a_signal_for_the_wrong_person_is_passed_on_and_settled_at_once(cast: Cast) -> None:
    signal_id, fatima = sent(cast), cast.desk("Fatima")
    melding = cast.melding(target="Tim", displaying="")
    with pytest.raises(NotOwnPupil):
        fatima.cases.report(melding, form_key="sleutel", signal=signal_id)

    fatima.signals.pass_on(melding, "sleutel", signal=signal_id)
    again = fatima.signals.pass_on(melding, "sleutel", signal=signal_id)

    assert again.repeated
    assert seen_by(cast, again.subject_id) == {"Hanna"}
    assert became(cast) == [SignalState.SET_ASIDE]


# --- on the list, and on record -------------------------------------------------------------------


def test_a_waiting_signal_is_on_the_list_without_a_name(cast: Cast) -> None:
    signal_id = sent(cast, "Noor", "Sem")
    [line] = cast.desk("Samira").agenda.items()

    assert (line.signal_id, line.case_id, line.label) == (signal_id, "", "")
    assert (line.urgency, line.class_names) == (Urgency.NEW, ("2B", "2C"))
    assert line.due_on == date(2026, 11, 25)


def test_a_signal_left_lying_is_late_and_a_serious_one_comes_first(cast: Cast) -> None:
    sent(cast, "Noor", day=A_WEEK_AGO)
    serious = cast.melding(serious=("weapon",))
    cast.desk("Joris").signals.pass_on(serious, str(uuid4()))

    lines = cast.desk("Samira").agenda.items()

    assert [line.urgency for line in lines] == [Urgency.SERIOUS, Urgency.LATE]
    assert lines[1].late_by == 3


def test_who_reads_a_signal_is_on_record_and_the_list_is_not(cast: Cast) -> None:
    signal_id = sent(cast, "Noor")
    cast.desk("Samira").signals.waiting()
    log = cast.store.access_log
    assert log.lines(TODAY, TODAY) == []

    cast.desk("Samira").signals.open(signal_id)

    [line] = log.lines(TODAY, TODAY)
    assert (line.staff_name, line.case_label) == ("Samira el Idrissi", "signaal")
