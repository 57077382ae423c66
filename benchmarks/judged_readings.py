"""Readings of trials that were judged by eye, whose words are read from where they are lent.

``judged_readings.jsonl`` names each abstract as ``further_trials.jsonl`` does, with the two arms as
they were read. Of a reading it has the number of the sentence, where the outcome stands in it, the
direction, and what was wrong with it, where it was not right as a whole: the *name* of the outcome,
the *direction*, the *arms*, *no outcome* at all, or *no result* of the trial.

What the reader gives now is judged by a line that has its sentence, an overlapping outcome and the
same direction. Where the arms that are read have changed since, such a line says nothing, but for
faults that no arm mends.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.further_trials import as_printed
from benchmarks.lent_abstracts import lines, with_words
from bot.extraction.effects.arms import Side, TrialArms
from bot.extraction.effects.choice import RatedEffect
from bot.extraction.text import Span

FILE = Path(__file__).with_suffix(".jsonl")
ARMS = "arms"
_WHATEVER_ARMS = ("name", "no outcome", "no result")
_TITLE = 60
"""Letters of a title by which copies of one paper are known."""


@dataclass(frozen=True, kw_only=True)
class JudgedAbstract:
    """One abstract with what was judged of it."""

    name: str
    """The same for copies of one paper."""
    title: str
    abstract: str
    arms: tuple[str, str]
    readings: tuple[Mapping[str, Any], ...]

    @property
    def arms_right(self) -> bool | None:
        """Whether its arms were read right; none where no reading tells."""
        faults = [reading.get("fault", "") for reading in self.readings]
        if "" in faults:
            return True
        return False if ARMS in faults else None

    def is_right(self, effect: RatedEffect, spans: Sequence[Span], arms: TrialArms) -> bool | None:
        """Whether a reading was judged right as a whole; none where it was not judged."""
        candidate = effect.candidate
        start = candidate.sentence.start
        low, high = candidate.outcome.start - start, candidate.outcome.end - start
        number = next(n for n, span in enumerate(spans) if span.start == start)
        # Capitals of short forms are kept in names now, and were not where readings were judged.
        same_arms = [arms.id(side).lower() for side in Side] == [arm.lower() for arm in self.arms]
        shared = [
            (min(reading["outcome"][1], high) - max(reading["outcome"][0], low), n)
            for n, reading in enumerate(self.readings)
            if reading["sentence"] == number
            and reading["direction"] == effect.direction
            and (same_arms or reading.get("fault") in _WHATEVER_ARMS)
        ]
        letters, best = max(shared, default=(0, 0))
        return "fault" not in self.readings[best] if letters > 0 else None


def read(folder: Path) -> Iterator[JudgedAbstract]:
    """Yield the judged abstracts with their words; say which are not to be had."""
    for judged, title, abstract in with_words(lines(FILE), folder):
        yield JudgedAbstract(
            name=title.lower()[:_TITLE],
            title=title,
            abstract=as_printed(abstract),
            arms=(judged["intervention"], judged["comparator"]),
            readings=tuple(judged["readings"]),
        )
