"""What may explain a conflict: in what the studies differ, and what could not be extracted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.studies import Study
from bot.synthesis.directness import directness
from bot.synthesis.participants import smallest_arm
from bot.topics.topic import Topic

PARTICIPANTS, DIRECTNESS = "participants", "directness"
"""Confounds that are no kind of fact: the size of the smallest group, and whether the exposure
stands alone in a study or is mixed with others."""

_LARGER = 1.5
"""How many times larger a group must be to be called of another size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confound:
    """One thing that may lie behind a conflict, in every study of it."""

    kind: str
    """The topic's kind of fact, or one of the two above."""
    values: Mapping[str, tuple[str, ...]]
    """What each study states, by its id; empty where it was not extracted."""

    @property
    def differs(self) -> bool:
        """Whether two studies state different things, or groups of very different sizes."""
        stated = {values for values in self.values.values() if values}
        if self.kind == PARTICIPANTS and stated:
            sizes = [int(values[0]) for values in stated]
            return max(sizes) >= _LARGER * min(sizes)
        return len(stated) > 1

    @property
    def unstated(self) -> tuple[str, ...]:
        """The studies of which it was not extracted."""
        return tuple(study for study, values in self.values.items() if not values)


def confounds(studies: Iterable[Study], topic: Topic) -> tuple[Confound, ...]:
    """All in which the studies differ, or that is not known of one of them."""
    compared = tuple(studies)
    stated = {
        kind: {study.id: tuple(sorted(study.facts.values(kind))) for study in compared}
        for kind in topic.contrasts
    }
    sizes = {study.id: smallest_arm(study) for study in compared}
    stated[PARTICIPANTS] = {id: (str(size),) if size else () for id, size in sizes.items()}
    stated[DIRECTNESS] = {study.id: (directness(study, topic),) for study in compared}
    all_kinds = (Confound(kind=kind, values=values) for kind, values in stated.items())
    return tuple(confound for confound in all_kinds if confound.differs or confound.unstated)
