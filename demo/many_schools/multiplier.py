"""Scripts used for very many cases at once: the same entries, other pupils, days and names."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data.vault import Vault
from demo.clock import SchoolClock
from demo.many_schools.batch import TEAM_OF, YEAR_GROUP_OF, Numbers, SchoolBatch
from demo.many_schools.script_table import WRITERS, ScriptTable, Shape
from demo.roster.positions import POSITIONS
from demo.scripts.case_script import NOBODY

MOST_PUPILS = 8
COORDINATOR_OF = {1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 4}
ONE_IN_FULL = 8
SUBJECTS_A_TIME = 4000  # as many keys as the vault keeps at hand


@dataclass(frozen=True)
class CaseColumns:
    """Cases by column: id, school (0: first of the batch), opening, number, script, pupils."""

    case_id: npt.NDArray[np.object_]
    school: Numbers
    opened: Numbers
    year: Numbers
    sequence: Numbers
    script: Numbers
    pupils: Numbers


class Multiplier:
    """Makes entries of scripts for the schools of one batch."""

    def __init__(self, table: ScriptTable, batch: SchoolBatch) -> None:
        self.table = table
        self.batch = batch
        self.clock: SchoolClock = batch.clock
        self.days = np.array(self.clock.days, dtype="datetime64[D]")
        self.dates = pa.array([day.isoformat() for day in self.clock.days])
        count = len(self.clock.days)
        self.year_of = np.array([self.clock.year_index(n) for n in range(count)])
        self.first_of = np.array([self.clock.first_number(y) for y in range(len(self.clock.years))])

    # --- who and where ------------------------------------------------------------------------

    def cases(self, openings: Numbers, school: Numbers, script: Numbers, ids: Any) -> CaseColumns:
        """Pupils for cases: `openings` has a row (opened, year, sequence) per case."""
        opened, year, sequence = openings.T
        position = self._positions(school, year)
        cohorts, generator = self.batch.cohorts, self.batch.generator
        size = cohorts.sizes[year, position]
        first = (generator.random(len(opened)) * size).astype(np.int64)
        places = (first[:, None] + np.arange(MOST_PUPILS)) % size[:, None]
        template = cohorts.roster_table[year[:, None], position[:, None], places]
        pupils = school[:, None] * self.batch.count_pupils + template
        return CaseColumns(ids, school, opened, year, sequence, script, pupils)

    def _positions(self, school: Numbers, year: Numbers) -> Numbers:
        """The class of the gepeste: some classes have more cases than others, and so they keep."""
        generator, shape = (
            self.batch.generator,
            (len(self.batch.numbers), len(self.clock.years), 40),
        )
        weights = generator.gamma(2, 1, shape) * _RISK[YEAR_GROUP_OF - 1]
        limits = weights.cumsum(axis=2)[school, year]
        drawn = generator.random(len(school)) * limits[:, -1]
        return np.asarray((limits < drawn[:, None]).sum(axis=1))

    def note_leavers(self, cases: CaseColumns) -> None:
        """Whoever leaves in a script has left the school."""
        day = self.table.leaves_on[cases.script]
        last = cases.opened + day
        for n in np.flatnonzero((day >= 0) & (last <= self.clock.latest)).tolist():
            left = self.clock.day(int(last[n]))
            pupil = int(cases.pupils[n, 0])
            self.batch.left_on[pupil] = min(left, self.batch.left_on.get(pupil, left))

    # --- the entries --------------------------------------------------------------------------

    def entries(self, cases: CaseColumns, vault: Vault) -> pa.Table:
        """The table of entries of these cases, up to the latest school day; words sealed."""
        table = self.table
        counts = table.count_until(cases.script, self.clock.latest - cases.opened)
        case = np.repeat(np.arange(len(counts)), counts)
        number = np.arange(len(case)) - np.repeat(counts.cumsum() - counts, counts)
        line = table.starts[cases.script][case] + number
        happened = cases.opened[case] + table.happened[line]
        recorded = cases.opened[case] + table.recorded[line]
        coded = self._coded(cases, case, line, happened)
        columns = [
            pa.array(cases.case_id).take(case),
            pa.array(number + 1, type=pa.int32()),
            table.kind.take(line),
            table.step.take(line),
            self._about(cases, case, line),
            pa.array(self.days[happened]),
            pa.array(self._moments(recorded, line)),
            pa.array(self._writers(cases, case, line, recorded), type=pa.string()),
            pa.array(self._card_versions(cases.opened[case]), type=pa.int32()),
            coded,
            pa.array(self._sealed(cases, case, line, number, vault), type=pa.binary()),
        ]
        return pa.table(columns, names=[f"c{n}" for n in range(len(columns))])

    def _about(self, cases: CaseColumns, case: Numbers, line: Numbers) -> pa.Array:
        place = self.table.about[line]
        pupil = cases.pupils[case, np.maximum(place, 0)]
        ids = pa.array(self.batch.pupil_ids)
        return ids.take(pa.array(pupil, mask=place == NOBODY))

    def _moments(self, recorded: Numbers, line: Numbers) -> npt.NDArray[np.datetime64]:
        minutes = self.table.minute[line].astype("timedelta64[m]")
        return np.asarray((self.days[recorded] + minutes).astype("datetime64[us]"))

    def _card_versions(self, opened: Numbers) -> Numbers:
        return np.where(opened < self.clock.second_card_from, 1, 2)

    def _class_of(self, pupil: Numbers, day: Numbers) -> Numbers:
        """`year * 40 + position` of the class of a pupil on a school day, or the last one."""
        template = pupil % self.batch.count_pupils
        return np.asarray(self.batch.cohorts.last_class[template, self.year_of[day]])

    def _writers(
        self, cases: CaseColumns, case: Numbers, line: Numbers, recorded: Numbers
    ) -> npt.NDArray[np.object_]:
        batch, school, by = self.batch, cases.school[case], self.table.by[line]
        position = self._class_of(cases.pupils[case, 0], recorded) % len(POSITIONS)
        writers = batch.mentors[school, position]
        coordinator = _COORDINATOR[YEAR_GROUP_OF[position]]
        for role, staff_ids in (
            ("coordinator", batch.coordinators[school, coordinator]),
            ("team_leader", batch.team_leaders[school, TEAM_OF[position]]),
            ("support_team", batch.support[school]),
        ):
            writers = np.where(by == WRITERS.index(role), staff_ids, writers)
        return np.asarray(writers)

    # --- codes --------------------------------------------------------------------------------

    def _coded(self, cases: CaseColumns, case: Numbers, line: Numbers, day: Numbers) -> pa.Array:
        shape = self.table.shape[line]
        parts, places = [], []
        for n, kinds_of_blank in enumerate(self.table.shapes):
            rows = np.flatnonzero(shape == n)
            if len(rows):
                blank = _Rows(cases, case[rows], line[rows], day[rows])
                parts.append(self._filled(blank, kinds_of_blank))
                places.append(rows)
        back = np.empty(len(line), dtype=np.int64)
        back[np.concatenate(places)] = np.arange(len(line))
        return pa.concat_arrays(parts).take(back)

    def _filled(self, rows: "_Rows", shape: Shape) -> pa.Array:
        pieces = [self.table.pieces[0].take(rows.line)]
        for n, kind in enumerate(shape):
            pieces.append(self._values(rows, kind, self.table.offsets[rows.line, n]))
            pieces.append(self.table.pieces[n + 1].take(rows.line))
        return pc.binary_join_element_wise(*pieces, "") if shape else pieces[0]

    def _values(self, rows: "_Rows", kind: str, offset: Numbers) -> pa.Array:
        cases, opened = rows.cases, rows.cases.opened[rows.case]
        if kind == "d":
            return self.dates.take(np.maximum(opened + offset, 0))
        if kind == "i":
            return self.dates.take(
                np.maximum(opened + offset, self.first_of[self.year_of[rows.day]])
            )
        if kind == "p":
            pupils = cases.pupils[rows.case, np.maximum(offset, 0)]
            return pa.array(self.batch.pupil_ids).take(pa.array(pupils))
        if kind == "l":
            starts = [year.starts_on.year for year in self.clock.years]
            pairs = zip(cases.year[rows.case], cases.sequence[rows.case], strict=True)
            return pa.array([f"{starts[year]}-{sequence:03d}" for year, sequence in pairs])
        if kind == "y":
            names = pa.array([year.school_year for year in self.clock.years])
            return names.take(cases.year[rows.case])
        return self._home(rows, kind)

    def _home(self, rows: "_Rows", kind: str) -> pa.Array:
        place = np.maximum(self.table.place[rows.line], 0)
        class_index = self._class_of(rows.cases.pupils[rows.case, place], rows.day)
        school, position = rows.cases.school[rows.case], class_index % len(POSITIONS)
        if kind == "c":
            return pa.array(self.batch.class_ids[school, class_index], type=pa.string())
        if kind == "t":
            return pa.array(self.batch.team_ids[school, TEAM_OF[position]], type=pa.string())
        return pa.array(YEAR_GROUP_OF[position]).cast(pa.string())

    # --- words --------------------------------------------------------------------------------

    def _sealed(
        self, cases: CaseColumns, case: Numbers, line: Numbers, number: Numbers, vault: Vault
    ) -> list[bytes | None]:
        sealed: list[bytes | None] = [None] * len(line)
        for start in range(0, len(cases.case_id), SUBJECTS_A_TIME):
            some = slice(start, start + SUBJECTS_A_TIME)
            ids = cases.case_id[some].tolist()
            vault.recall(ids)
            first, end = np.searchsorted(case, [start, start + len(ids)])
            written = first + np.flatnonzero(self._is_written(case[first:end], line[first:end]))
            notes = zip(
                written.tolist(), case[written].tolist(), line[written].tolist(), strict=True
            )
            for row, n, at in notes:
                text = self._filled_in(at, cases.pupils[n])
                sealed[row] = vault.seal(cases.case_id[n], text, f"entry:{number[row] + 1}")
        return sealed

    def _is_written(self, case: Numbers, line: Numbers) -> npt.NDArray[np.bool_]:
        """Every word of some cases, of the others only what was reported: sealing takes time."""
        whole = case % ONE_IN_FULL == 0
        return np.asarray(self.table.has_words[line] & (whole | self.table.is_melding[line]))

    def _filled_in(self, line: int, pupils: Numbers) -> str:
        text = self.table.words[line]
        if "{" in text[1:-1]:
            for place in range(MOST_PUPILS):
                mark = f"{{{place}}}"
                if mark in text:
                    name = self.batch.pupil_names[pupils[place]]
                    text = text.replace(mark, self.batch.people.given[name])
        return text

    # --- mentor hours -------------------------------------------------------------------------

    def mentor_hours(self, themes: Sequence[str]) -> Iterator[pa.Table]:
        """Three preventive mentor hours per class and year, without notes."""
        for year in range(len(self.clock.years)):
            later = year + 1 < len(self.clock.years)
            end = int(self.first_of[year + 1]) if later else self.clock.latest + 1
            first, end = int(self.first_of[year]), min(end, self.clock.latest + 1)
            if end - first >= 3:
                yield self._mentor_hours(year, first, end, themes)

    def _mentor_hours(self, year: int, first: int, end: int, themes: Sequence[str]) -> pa.Table:
        batch, each, positions = self.batch, 3, len(POSITIONS)
        ids = batch.class_ids[:, year * positions : (year + 1) * positions].ravel()
        third = (end - first) // each
        days = (
            first + batch.generator.integers(0, third, (len(ids), each)) + np.arange(each) * third
        )
        coded = pa.array([json.dumps({"theme": t}, separators=(",", ":")) for t in sorted(themes)])
        count = len(ids) * each
        at = (self.days[days.ravel()] + np.timedelta64(14 * 60, "m")).astype("datetime64[us]")
        columns = [
            pa.array(np.repeat(ids, each)),
            pa.array(np.tile(np.arange(1, each + 1), len(ids)), type=pa.int32()),
            pa.array(["mentor_hour_held"] * count),
            pa.array(["mentor_hour"] * count),
            pa.nulls(count, pa.string()),
            pa.array(self.days[days.ravel()]),
            pa.array(at),
            pa.array(np.repeat(batch.mentors.ravel(), each)),
            pa.array(self._card_versions(days.ravel()), type=pa.int32()),
            coded.take(batch.generator.integers(0, len(coded), count)),
            pa.nulls(count, pa.binary()),
        ]
        return pa.table(columns, names=[f"c{n}" for n in range(len(columns))])


@dataclass(frozen=True)
class _Rows:
    """Some of the entries: their cases, lines, and the school days on which they happened."""

    cases: CaseColumns
    case: Numbers
    line: Numbers
    day: Numbers


_RISK = np.array([1.3, 1.5, 1.2, 0.8, 0.5, 0.3])
_COORDINATOR = np.array([0, *(COORDINATOR_OF[group] for group in range(1, 7))])
