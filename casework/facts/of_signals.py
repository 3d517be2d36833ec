"""The rows of one signal."""

from collections.abc import Iterator

from casework.facts.rows import FactRow, SignalPupilRow, SignalRow
from casework.signals.signal import Signal, SignalState


def signal_rows(signal: Signal) -> Iterator[FactRow]:
    """What was sent and what became of it, and the pupils that were named.

    Of a signal that was taken back by who sent it there is none.
    """
    if signal.is_undone:
        return
    settled_on, sent = signal.settled_on, signal.sent
    yield SignalRow(
        signal_id=signal.signal_id,
        sent_on=signal.sent_on,
        sent_by=signal.sent_by or None,
        class_id=sent.class_id or None,
        year_group=sent.year_group or None,
        team_id=sent.team_id or None,
        taken_on=settled_on if signal.state is SignalState.TAKEN else None,
        set_aside_on=settled_on if signal.state is SignalState.SET_ASIDE else None,
        case_id=signal.case_id or None,
    )
    for pupil_id, role in signal.roles.items():
        yield SignalPupilRow(signal.signal_id, pupil_id, role)
