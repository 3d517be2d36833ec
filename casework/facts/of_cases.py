"""The rows of one case: what follows from its entries, whatever the calendar and the card say."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from casework import entries as kinds
from casework.cases.aftercare import AftercareMoment
from casework.cases.case import Case
from casework.cases.consult import Consult
from casework.entries import Entry, Payload
from casework.entries.aftercare import NOT_STOPPED
from casework.facts.rows import (
    AftercareRow,
    CaseRow,
    ClassPartRow,
    ConsultRow,
    FactRow,
    LikenessRow,
    LookRow,
    PartRow,
    ReportRow,
    SafetyRow,
    TurnRow,
)
from casework.people import Role

_TURNS = (kinds.Stopped, kinds.Closed, kinds.Reopened)


def case_rows(case: Case, asked: Collection[Role] = ()) -> Iterator[FactRow]:
    """Every row of one case but those of its steps.

    `asked` are the roles to which its own card gives a part besides those of its level.
    """
    if case.merged_into or not case.reports:
        return
    yield _case_row(case, asked)
    yield _likeness_row(case)
    yield from _report_rows(case)
    yield from _part_rows(case)
    yield from _class_part_rows(case)
    yield from _aftercare_rows(case)
    yield from _safety_rows(case)
    yield from _turn_rows(case)
    yield from _consult_rows(case)
    yield from _look_rows(case)


def _case_row(case: Case, asked: Collection[Role]) -> CaseRow:
    filed, closing = case.filed_under, case.closing
    return CaseRow(
        case_id=case.case_id,
        label=case.label,
        school_year=filed.school_year,
        class_id=filed.class_id or None,
        year_group=filed.year_group,
        team_id=filed.team_id or None,
        incident_on=case.first_incident_on,
        opened_on=case.opened_on,
        last_report_on=case.last_report_on,
        first_talk_on=_first_day(case, kinds.TalkHeld),
        first_talk_target_on=_first_day(case, kinds.TalkHeld, "talk_target"),
        first_talk_displaying_on=_first_day(case, kinds.TalkHeld, "talk_displaying"),
        first_measure_on=_first_day(case, kinds.MeasureAgreed),
        count_reports=len(case.reports),
        level=case.level,
        level_2_on=case.level_reached_on(2),
        level_3_on=case.level_reached_on(3),
        support_asked_on=_first_day(case, kinds.SupportAsked),
        group_level=case.group_level,
        serious=case.is_serious,
        verdict=case.verdict or None,
        kinds=_sorted(case.all_codes("kinds")),
        stopped_on=_day(case.stop),
        closed_on=_day(closing),
        ending=case.ending or None,
        count_reopened=sum(1 for _ in case.of(kinds.Reopened)),
        state=case.state.value,
        asked=sorted(role.value for role in asked),
    )


def _first_day(case: Case, kind: type[Payload], step: str = "") -> date | None:
    days = (entry.happened_on for entry, _ in case.of(kind) if step in ("", entry.step))
    return min(days, default=None)


def _report_rows(case: Case) -> Iterator[ReportRow]:
    for entry, report in case.reports:
        yield ReportRow(
            case_id=case.case_id,
            number=entry.number,
            ordinal=report.ordinal,
            reported_on=entry.happened_on,
            incident_on=report.incident_on,
            school_year=report.school_year or case.opening.school_year,
            class_id=report.class_id or None,
            year_group=report.year_group,
            team_id=report.team_id or None,
            kinds=report.kinds,
            places=report.places,
            day_part=report.day_part or None,
            teller=report.teller or None,
            verdict=report.verdict or None,
            serious=bool(report.serious),
        )


def numbers_of_pupils(case: Case) -> Mapping[str, int]:
    """The number of each pupil in the order in which they were named, from 1."""
    return {pupil: number for number, pupil in enumerate(case.parts_ever, start=1)}


def _part_rows(case: Case) -> Iterator[PartRow]:
    for number, (pupil, part) in enumerate(case.parts_ever.items(), start=1):
        yield PartRow(case.case_id, pupil, part.role, part.since, number)


def _class_part_rows(case: Case) -> Iterator[ClassPartRow]:
    for _, added in case.added_classes:
        yield ClassPartRow(
            case_id=case.case_id,
            class_id=added.class_id,
            class_name=added.class_name,
            year_group=added.year_group,
            team_id=added.team_id or None,
        )


def _aftercare_rows(case: Case) -> Iterator[AftercareRow]:
    numbers = numbers_of_pupils(case)
    for moment in case.aftercare:
        done = moment.done.payload if moment.done else None
        assert done is None or isinstance(done, kinds.AftercareDone)
        yield AftercareRow(
            case_id=case.case_id,
            number=moment.number,
            step=moment.planned.step,
            pupil_in_case=numbers.get(moment.planned.pupil_id),
            kind=moment.aftercare,
            planned_on=moment.planned.happened_on,
            first_due_on=moment.plan.due_on,
            first_window_ends_on=moment.plan.window_ends_on,
            moves=_moves(moment),
            extra_on=min((talk.happened_on for talk in moment.extra), default=None),
            done_on=_day(moment.done),
            set_aside_on=_day(moment.set_aside),
            reopened_on=_reopened_on(case, moment.number),
            outcome=done.outcome if done else None,
            safety_score=done.safety_score if done else None,
            school_year=case.filed_under.school_year,
            class_id=case.filed_under.class_id or None,
            year_group=case.filed_under.year_group,
            team_id=case.filed_under.team_id or None,
        )


def _moves(moment: AftercareMoment) -> Sequence[Mapping[str, date]] | None:
    return [
        {
            "moved_on": entry.happened_on,
            "due_on": move.due_on,
            "window_ends_on": move.window_ends_on,
        }
        for entry, move in moment.moves
    ] or None


def _reopened_on(case: Case, number: int) -> date | None:
    """The day of the first reopening after an entry; it ends what was planned before it."""
    days = (entry.happened_on for entry, _ in case.of(kinds.Reopened) if entry.number > number)
    return min(days, default=None)


def _safety_rows(case: Case) -> Iterator[SafetyRow]:
    numbers = numbers_of_pupils(case)
    for entry, score in case.scored_entries:
        if number := numbers.get(entry.pupil_id):
            role = case.parts_ever[entry.pupil_id].role
            yield SafetyRow(case.case_id, entry.number, number, role, entry.happened_on, score)


def _turn_rows(case: Case) -> Iterator[TurnRow]:
    for entry in case.effective_entries:
        payload = entry.payload
        if isinstance(payload, _TURNS):
            ending = payload.ending if isinstance(payload, kinds.Closed) else None
            yield TurnRow(case.case_id, entry.number, entry.kind, entry.happened_on, ending)


def _consult_rows(case: Case) -> Iterator[ConsultRow]:
    for ordinal, consult in enumerate(case.consults, start=1):
        used = consult.used
        yield ConsultRow(
            case_id=case.case_id,
            ordinal=ordinal,
            asked_on=consult.question.happened_on,
            advice_due_on=consult.advice_due_on,
            advised_on=_day(consult.answered),
            count_more_asked=sum(
                isinstance(entry.payload, kinds.SupportMoreAsked) for entry in consult.rounds
            ),
            count_agreed=_count_agreed(consult),
            used_on=_day(used),
            followed=_followed(used) if used else None,
            access_ends_on=consult.access_ends_on,
            turn=consult.turn.value,
            due_on=consult.due_on,
        )


def _count_agreed(consult: Consult) -> int:
    answer = consult.answered.payload if consult.answered else None
    return len(answer.agreed_by) if isinstance(answer, kinds.SupportAdvised) else 0


def _followed(used: Entry) -> str:
    """A decision that was carried out was followed."""
    is_done = isinstance(used.payload, kinds.DecisionDone)
    return "yes" if is_done else str(getattr(used.payload, "followed", ""))


def _look_rows(case: Case) -> Iterator[LookRow]:
    for entry, look in case.of(kinds.CaseLookedInto):
        staff_id = entry.recorded_by or None
        yield LookRow(case.case_id, staff_id, entry.happened_on, look.access_ends_on)


def _likeness_row(case: Case) -> LikenessRow:
    evaluations = list(case.of(kinds.Evaluated))
    seen = [measure for measure in case.measures if measure.review]
    return LikenessRow(
        case_id=case.case_id,
        places=_sorted(case.all_codes("places")),
        evaluated_on=max((entry.happened_on for entry, _ in evaluations), default=None),
        helped=_sorted(code for _, evaluated in evaluations for code in evaluated.helped),
        not_helped=_sorted(code for _, evaluated in evaluations for code in evaluated.not_helped),
        measures_seen=_sorted(measure.agreed.measure for measure in seen),
        measures_helped=_sorted(
            measure.agreed.measure for measure in seen if measure.outcome not in NOT_STOPPED
        ),
    )


def _sorted(codes: Iterable[str]) -> list[str]:
    return sorted(set(codes))


def _day(entry: Entry | None) -> date | None:
    return entry.happened_on if entry else None
