"""In which tests each check says no: the tests run once, on source in which every check tells it.

`python -m tests.attacks.mutation.survey FILE test ...` puts it in FILE, as JSON.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.attacks.mutation.checks import ROOT, checks
from tests.attacks.mutation.instrumented import PROBE, Probe, instrumented
from tests.attacks.mutation.other_source import Source, know_everywhere, put_before_the_files

OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not browser")


@dataclass
class Survey:
    """The tests in which each check, by its name, says no; and how long each test takes."""

    tests: dict[str, list[str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, paths: Sequence[Path]) -> "Survey":
        """What stands in these files together."""
        whole = cls()
        for path in paths:
            one = json.loads(path.read_text("utf-8"))
            whole.seconds |= one["seconds"]
            whole.failed += one["failed"]
            for check, tests in one["tests"].items():
                whole.tests[check] = sorted({*whole.tests.get(check, []), *tests})
        return whole


class _Watching:
    """Tells the probe which test runs, and adds up how long each takes."""

    def __init__(self, probe: Probe) -> None:
        self.probe = probe
        self.seconds: Mapping[str, float] = defaultdict(float)
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.probe.test = item.nodeid
        return (yield)  # type: ignore[misc]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration  # type: ignore[index]
        if report.failed:
            self.failed.add(report.nodeid)


def main(out: str, tests: Sequence[str]) -> int:
    """Run these tests, and keep what the checks told."""
    probe = with_probes()
    watching = _Watching(probe)
    code = pytest.main([*OPTIONS, *tests], plugins=[watching])
    told = {check: sorted(tests - {""}) for check, tests in probe.refused.items()}
    kept = Survey(told, dict(watching.seconds), sorted(watching.failed))
    Path(out).write_text(json.dumps(vars(kept)), "utf-8")
    return int(code)


def with_probes() -> Probe:
    """From here on every module of ours is made of instrumented source; the probe in it."""
    probe = Probe()
    know_everywhere(PROBE, probe)
    put_before_the_files(_instrumented)
    return probe


def _instrumented(path: str) -> Source | None:
    source = (ROOT / path).read_text("utf-8")
    found = checks(path, source)
    return instrumented(source, found) if found else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
