"""Scripts as columns: every line a template in which days, classes and names are filled in."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import pyarrow as pa

from casework import entries as kinds
from demo.case_entries import blanks_of
from demo.many_schools.batch import Numbers
from demo.scripts.case_script import NOBODY, CaseScript, ScriptLine

WRITERS = ("mentor", "coordinator", "team_leader", "support_team")
YEAR_GROUP_MARK = -77
MARK = re.compile(r"‹(\w):?(-?\d*)›")
_WITHOUT_PUPIL = (kinds.CaseOpened, kinds.Reported)

Shape = tuple[str, ...]


@dataclass(frozen=True)
class LineTemplate:
    """The codes of a line as JSON, cut where something is to be filled in."""

    pieces: tuple[str, ...]
    shape: Shape
    offsets: tuple[int, ...]


def line_template(line: ScriptLine) -> LineTemplate:
    """How the codes of this line are written; "d" a day, "i" an incident, "c" a class, ..."""
    payload = line.payload
    blanks = blanks_of(payload)
    if isinstance(payload, kinds.CaseOpened | kinds.Reported | kinds.PupilInvolved):
        marks = {"class_id": "‹c›", "team_id": "‹t›", "year_group": YEAR_GROUP_MARK}
        if isinstance(payload, kinds.CaseOpened):
            marks |= {"label": "‹l›", "school_year": "‹y›"}
        payload = payload.model_copy(update=marks)
    if isinstance(payload, kinds.MeasureAgreed) and payload.for_pupil:
        payload = payload.model_copy(update={"for_pupil": f"‹p:{payload.for_pupil}›"})
    coded = payload.coded()
    for name, day in blanks.days:
        coded[name] = f"‹{'i' if name == 'incident_on' else 'd'}:{day}›"
    text = json.dumps(coded, ensure_ascii=False, separators=(",", ":"))
    text = text.replace(f'"year_group":{YEAR_GROUP_MARK}', '"year_group":‹g›')
    blanks_in_text = MARK.findall(text)
    return LineTemplate(
        tuple(MARK.sub("\n", text).split("\n")),
        tuple(kind for kind, _ in blanks_in_text),
        tuple(int(number or 0) for _, number in blanks_in_text),
    )


def words(line: ScriptLine) -> str:
    """The words of this line as JSON, with {0} for the first pupil; empty without words."""
    sealed = dict(sorted(line.payload.sealed().items()))
    return json.dumps(sealed, ensure_ascii=False, separators=(",", ":")) if sealed else ""


class ScriptTable:
    """All lines of all scripts below each other, by column."""

    def __init__(self, scripts: Sequence[CaseScript]) -> None:
        lines = [line for script in scripts for line in script.lines]
        self.scripts = scripts
        self.starts = np.array([0, *accumulate(len(script.lines) for script in scripts)])
        self.happened = np.array([line.happened for line in lines])
        self.recorded = np.array([line.recorded for line in lines])
        self.minute = np.array([line.minute for line in lines])
        self.by = np.array([WRITERS.index(line.by) for line in lines])
        self.has_home = np.array([isinstance(line.payload, _WITHOUT_PUPIL) for line in lines])
        self.place = np.array([line.pupil for line in lines])
        self.about = np.where(self.has_home, NOBODY, self.place)
        self.kind = pa.array([line.payload.kind for line in lines])
        self.step = pa.array([line.step for line in lines])
        self.words = [words(line) for line in lines]
        self.has_words = np.array([bool(text) for text in self.words])
        self.is_melding = np.array([isinstance(line.payload, kinds.Reported) for line in lines])
        self.leaves_on = np.array([s.leaves_on if s.leaves_on else -1 for s in scripts])
        templates = [line_template(line) for line in lines]
        self.shapes = sorted({template.shape for template in templates})
        self.shape = np.array([self.shapes.index(template.shape) for template in templates])
        self.pieces = [_column([template.pieces for template in templates], n) for n in range(6)]
        self.offsets = np.array([(*f.offsets, *[0] * (5 - len(f.offsets))) for f in templates])
        stride = int(self.recorded.max()) + 2
        script_of = np.repeat(np.arange(len(scripts)), np.diff(self.starts))
        self._stride, self._order = stride, script_of * stride + self.recorded

    def count_until(self, script: Numbers, day: Numbers) -> Numbers:
        """How many lines of each script are recorded by that day after its opening."""
        day = np.minimum(day, self._stride - 1)
        end = np.searchsorted(self._order, script * self._stride + day, side="right")
        return np.asarray(end - self.starts[script])


def _column(rows: Sequence[tuple[str, ...]], n: int) -> pa.Array:
    return pa.array([row[n] if n < len(row) else "" for row in rows])
