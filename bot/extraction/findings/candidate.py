"""A candidate: one plausible filling of a finding that one sentence allows."""

from typing import NamedTuple

from bot.domain.studies import Direction
from bot.extraction.findings.choice import Choice
from bot.extraction.findings.correlations import Relation
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.mentions import PlaceList, SentenceMentions
from bot.extraction.findings.place import Place


class Candidate(NamedTuple):
    """One possible finding: a cue, a measure and a place, or a pair of them."""

    sentence: SentenceMentions
    cue: Cue
    measure: Choice
    direction: Direction
    place: Place | None = None
    far_end: Place | None = None
    """The other end of a connection, the same again within a network."""
    places: PlaceList | None = None
    """The list that the place stands in."""
    relation: Relation | None = None
    """What a correlation is with."""
    seeded: bool = False
    """Whether one end is the seed of the whole study and not named in the sentence."""
    carried: bool = False
    """Whether the places are those of the sentence before."""


class Filling(NamedTuple):
    """What is known of a finding before its place is."""

    sentence: SentenceMentions
    cue: Cue
    measure: Choice
    direction: Direction
    relation: Relation | None

    def at(self, place: Place | None = None, far_end: Place | None = None) -> Candidate:
        """Return the candidate at a place or between two."""
        return Candidate(
            self.sentence,
            self.cue,
            self.measure,
            self.direction,
            place,
            far_end,
            self.sentence.list_of.get(place),
            self.relation,
        )
