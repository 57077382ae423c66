"""Parts of the brain that no vocabulary holds, by the words they end in: ``frontal sulcus``."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from bot.domain.studies import OTHER
from bot.extraction.lexicon import Match
from bot.extraction.text import any_word

_NOUN = any_word(
    r"cortex|cortices|junction|sulcus|sulci|gyrus|gyri|lobule|nucleus|nuclei|network|fissure"
    r"|fasciculus|tract|ganglion|radiation"
)
_REACH = 120
_NAMELESS = re.compile(
    r"\b(?:(?!(?:the|and|or|in|of|with|to|between|from|for|was|were|by|at|left|right|bilateral"
    r"|other|several|multiple|more|same|both|including|human|cerebral|brain|grey|gray|white|whole"
    r"|entire|two|three|these|those|decreased|increased|reduced|higher|lower|greater|an?|early"
    r"|as|on|within|altered|thinner|thicker|larger|smaller|weaker|stronger|ipsilateral|adjacent"
    r"|contralateral|neural|focal|cortical|our|its|that|this|functional|structural|identified"
    r"|their|all|each|any|some|different|many|most|large|similar|key|specific|main|global|local"
    r"|involving|abnormal|disrupted|into|across|among|per|via|large-scale|resting-state|resting"
    r"|is|are|than|showed|had|through|intrinsic|complex|distributed|connected|core)\b)"
    r"[a-z][a-z-]{3,} ){1,3}(?P<noun>cortex|cortices|junction|sulcus|sulci|gyrus|gyri|lobule"
    r"|nucleus|nuclei|network|fissure|fasciculus|tract|ganglion|radiation)\b"
)
_KIND = re.compile(r"(?:al|ar|ic|ive|ory|ian)\s\w+$")
_SINGULAR = {"cortices": "cortex", "sulci": "sulcus", "gyri": "gyrus", "nuclei": "nucleus"}
_GENERIC = frozenset((f"{OTHER}cortex", f"{OTHER}cortical region"))
_BESIDE = frozenset(("sulcus", "sulci", "junction", "fissure"))
"""What is named after the places beside it: no ``superior frontal gyrus`` is a sulcus."""


def unnamed_places(text: str, known: Sequence[Match]) -> Iterator[Match]:
    """Yield parts of the brain that the vocabulary does not hold, by the words they end in."""
    last = 0
    for noun in _NOUN.finditer(text):
        hit = _NAMELESS.search(text, max(last, noun.start() - _REACH), noun.end())
        last = hit.end() if hit else last
        if hit and not any(_names(match, hit) for match in _overlapping(hit, known)):
            words, kind = hit[0].lower(), hit["noun"].lower()
            id = OTHER + words.removesuffix(kind) + _SINGULAR.get(kind, kind)
            yield Match(id=id, start=hit.start(), end=hit.end())


def _names(match: Match, hit: re.Match[str]) -> bool:
    """Whether a known place says all that the longer words say: ``cortex`` does not."""
    if match.id in _GENERIC:
        return not _KIND.search(hit[0])
    return not (hit["noun"].lower() in _BESIDE and match.end < hit.start("noun"))


def _overlapping(hit: re.Match[str], known: Sequence[Match]) -> Sequence[Match]:
    near = bisect_left(known, hit.start(), key=lambda match: match.end)
    return [match for match in known[near : near + 5] if match.start < hit.end()]


def overlaps(start: int, end: int, known: Sequence[Match]) -> bool:
    """Whether a stretch shares letters with one of these, which are in order."""
    near = bisect_left(known, start, key=lambda match: match.end)
    return any(match.start < end and start < match.end for match in known[near : near + 3])
