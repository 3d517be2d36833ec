"""Stories as columns: every line a pattern in which days, classes and names are filled in."""

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
from demo.scripts.case_script import NOBODY, Line, Story

WRITERS = ("mentor", "coordinator", "team_leader", "support_team")
YEAR_GROUP_MARK = -77
MARK = re.compile(r"‹(\w):?(-?\d*)›")
_WITHOUT_PUPIL = (kinds.CaseOpened, kinds.Reported)

Shape = tuple[str, ...]


@dataclass(frozen=True)
class Pattern:
    """The codes of a line as JSON, cut where something is to be filled in."""

    pieces: tuple[str, ...]
    shape: Shape
    offsets: tuple[int, ...]


def pattern(line: Line) -> Pattern:
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
    found = MARK.findall(text)
    return Pattern(
        tuple(MARK.sub("\n", text).split("\n")),
        tuple(kind for kind, _ in found),
        tuple(int(number or 0) for _, number in found),
    )


def words(line: Line) -> str:
    """The words of this line as JSON, with {0} for the first of the cast; empty without words."""
    said = line.payload.sealed()
    kept = {name: said[name] for name in sorted(said)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""


class StoryTable:
    """All lines of all stories below each other, by column."""

    def __init__(self, stories: Sequence[Story]) -> None:
        lines = [line for story in stories for line in story.lines]
        self.stories = stories
        self.starts = np.array([0, *accumulate(len(story.lines) for story in stories)])
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
        self.leaves_on = np.array([s.leaves_on if s.leaves_on else -1 for s in stories])
        patterns = [pattern(line) for line in lines]
        self.shapes = sorted({found.shape for found in patterns})
        self.shape = np.array([self.shapes.index(found.shape) for found in patterns])
        self.pieces = [_column([found.pieces for found in patterns], n) for n in range(6)]
        self.offsets = np.array([(*f.offsets, *[0] * (5 - len(f.offsets))) for f in patterns])
        stride = int(self.recorded.max()) + 2
        story_of = np.repeat(np.arange(len(stories)), np.diff(self.starts))
        self._stride, self._order = stride, story_of * stride + self.recorded

    def count_until(self, story: Numbers, day: Numbers) -> Numbers:
        """How many lines of each story are recorded by that day after its opening."""
        day = np.minimum(day, self._stride - 1)
        found = np.searchsorted(self._order, story * self._stride + day, side="right")
        return np.asarray(found - self.starts[story])


def _column(rows: Sequence[tuple[str, ...]], n: int) -> pa.Array:
    return pa.array([row[n] if n < len(row) else "" for row in rows])
