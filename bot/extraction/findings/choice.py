"""Which measure a direction cue speaks of: the nearest that its form and its clause allow."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.studies import wider
from bot.extraction.findings.cue_vocabulary import BE, words_around
from bot.extraction.findings.cues import Cue
from bot.extraction.findings.measures import ACTIVATION
from bot.extraction.findings.mentions import SentenceMentions
from bot.extraction.findings.place import Place
from bot.extraction.lexicon import Match

SIZE = "GMV"
"""What is smaller where a place is."""
_BOTH = frozenset((ACTIVATION, SIZE))
"""Measures whose words may also only say a direction of another: ``atrophy``."""
_ACTIVE = frozenset(("active", "activated", "reactive", "responsive", "engaged", "recruited"))
"""Words that say of a place what it does: a degree of them is one of its activity."""
_SIZES = frozenset(("smaller", "larger", "bigger", "shrunken", "enlarged", "shrank"))
"""Words that say of a place itself how large it is."""
_TOLD_OF = frozenset(("of", "in", "within", "at"))
_ARTICLES = frozenset(("the", "both", "left", "right", "bilateral", "their"))
"""Between a measure and the places that it is of."""
_PARTS = frozenset((",", ";", "and", "but", *BE))
"""Between a measure and places that are told of something else."""
_STANDS_FOR = frozenset(("that", "those"))
"""Words before a place that stand for a measure named before."""
_ENDS = words_around("closes")
_SIDES = frozenset(("left", "right", "bilateral"))
_NEAR = 4
"""Words between a cue and a measure that it stands right at."""
_JOINT = 2
"""Words that may stand between two measures of one list."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A measure that a cue may speak of, and how it is known."""

    id: str
    source: str
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the abstract as a whole and the sentences before say of measures."""

    earlier: str = ""
    """The measure that the last sentence with one spoke of."""
    usual: str = ""
    """The one that the abstract names most."""
    assumed: str = ""
    """What a study of brain activity measures, where its abstract names no measure."""
    seed: Place | None = None
    """The one place whose connectivity is studied."""
    activity: str = ACTIVATION
    """What ``activity`` and words such as ``recruited`` stand for here."""


def choose(sentence: SentenceMentions, cue: Cue, context: Context) -> list[Choice]:
    """Return the measure that a cue speaks of, with those listed beside it."""
    near = _nearest(sentence, cue)
    close = near is not None and near[1] <= _NEAR
    if cue.measure and not (close and cue.measure in _BOTH):
        return [Choice(context.activity if cue.measure == ACTIVATION else cue.measure, "itself")]
    if near and close:
        choices = _listed(sentence, near[0], "attached")
        return choices if cue.measure else choices + _coordinated(sentence, cue, choices)
    if of_size(sentence, cue):
        return [Choice(SIZE, "itself")]
    if cue.activates or _of_activity(sentence, cue):
        return [Choice(context.activity, "activates")]
    if near:
        same = sentence.clause(near[0].start) == sentence.clause(cue.start)
        return _listed(sentence, near[0], "clause" if same else "sentence")
    known = {"earlier": context.earlier, "usual": context.usual, "assumed": context.assumed}
    return [Choice(id, source) for source, id in known.items() if id][:1]


def of_size(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether a place itself is called small or large: ``a smaller left thalamus``."""
    if cue.word not in _SIZES or cue.form not in ("modifier", "predicate"):
        return False
    for place in sentence.places:
        if cue.form == "predicate" and place.end <= cue.start:
            at = sentence.at(place.start)
            if _STANDS_FOR & {token.word for token in sentence.tokens[max(0, at - 3) : at]}:
                continue  # "that of the insula smaller"
            if _has_measure(sentence, place):
                continue  # "activation of the insula and the thalamus was smaller"
            between = sentence.words(place.end, cue.start)
            if all(word in BE or word.endswith("ly") for word in between):
                return True
        elif cue.form == "modifier" and place.start >= cue.end:
            behind = sentence.tokens[sentence.at(place.end) :][:1]
            near = _SIDES.issuperset(sentence.words(cue.end, place.start))
            return near and (not behind or behind[0].word in _ENDS)
    return False


def _has_measure(sentence: SentenceMentions, place: Place) -> bool:
    """Whether a measure is told of a place, or of the list that it stands in."""
    listed = sentence.list_of.get(place)
    first = listed.places[0] if listed else place
    ahead = [measure for measure in sentence.measures if measure.end <= first.start]
    if not ahead:
        return False
    between = list(sentence.words(ahead[-1].end, first.start))
    while between and between[-1] in _ARTICLES:
        between.pop()
    return bool(between) and between[-1] in _TOLD_OF and _PARTS.isdisjoint(between)


def _of_activity(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether a degree is one of activity: ``was more active``."""
    return any(token.word in _ACTIVE for token in sentence.tokens[cue.after : cue.after + 1])


def _nearest(sentence: SentenceMentions, cue: Cue) -> tuple[Match, int] | None:
    """Return the measure that stands nearest, and its distance in words; forms prefer a side."""
    ranked: list[tuple[float, int, Match]] = []
    own = sentence.clause(cue.start)
    for number, measure in enumerate(sentence.measures):
        behind = measure.start >= cue.end
        if behind:
            distance = sentence.at(measure.start) - cue.after
        elif measure.end <= cue.start:
            distance = cue.index - sentence.at(measure.end - 1) - 1
        else:
            distance = 0
        cost = float(distance)
        cost += 8 * abs(sentence.clause(measure.start) - own)
        if behind != (cue.form in ("modifier", "transitive", "noun")):
            cost += 12 if behind and _closed(sentence, cue) else 4
        gap = _between(sentence, cue, measure)
        cost += 6 * gap
        ranked.append((cost, number, measure))
    if not ranked:
        return None
    cost, _, best = min(ranked)
    return best, int(cost)


def _closed(sentence: SentenceMentions, cue: Cue) -> bool:
    """Whether what a predicate says ends right behind it: ``was lower, and``."""
    behind = sentence.tokens[cue.after : cue.after + 1]
    return cue.form == "predicate" and bool(behind) and behind[0].word in (",", ";", "and", "but")


def _between(sentence: SentenceMentions, cue: Cue, measure: Match) -> int:
    """Count the other cues that stand between a cue and a measure."""
    low, high = sorted((cue.start, measure.start))
    starts = sentence.change_starts
    return max(0, bisect_left(starts, high) - bisect_right(starts, low))


def _listed(sentence: SentenceMentions, best: Match, source: str) -> list[Choice]:
    """Return a measure with those that stand in one list with it: ``FA and MD``."""
    text = sentence.span
    choices = [Choice(best.id, source, best)]
    for step in (1, -1):
        at = sentence.measures.index(best)
        while 0 <= at + step < len(sentence.measures):
            first, second = sorted(
                (sentence.measures[at], sentence.measures[at + step]), key=lambda match: match.start
            )
            gap = text.text[first.end - text.start : second.start - text.start]
            if not _joins(gap):
                break
            at += step
            choices.append(Choice(sentence.measures[at].id, source, sentence.measures[at]))
    return choices


def _coordinated(sentence: SentenceMentions, cue: Cue, choices: Sequence[Choice]) -> list[Choice]:
    """Return the measures of a second noun of a modifier: ``altered A volume and B thickness``."""
    if cue.form not in ("modifier", "noun", "transitive"):
        return []
    last = max((choice.match.end for choice in choices if choice.match), default=cue.end)
    behind = [rival for rival in sentence.cues if rival.start >= cue.end]
    end = min(sentence.bounds(cue.start)[1], behind[0].start if behind else sentence.span.end)
    named = {choice.id for choice in choices}
    return [
        Choice(measure.id, "coordinated", measure)
        for measure in sentence.measures
        if last < measure.start and measure.end <= end and measure.id not in named
        if "and" in sentence.words(last, measure.start)
    ][:1]


def _joins(gap: str) -> bool:
    """Whether two measures with these words between them stand in one list."""
    words = gap.replace(",", " ").replace("(", " ").replace(")", " ").replace("/", " ").split()
    return len(words) <= _JOINT and all(
        word in ("and", "or", "nor", "the", "values", "value", "well", "as", "but", "not")
        for word in words
    )


def usual(measures: Sequence[Match], opening: Sequence[Match]) -> str:
    """Return the measure named most, those of the title counting twice."""
    counts: dict[str, int] = {}
    for match in (*measures, *opening, *opening):
        id = wider(match.id)
        counts[id] = counts.get(id, 0) + 1
    return max(counts, key=lambda id: counts[id]) if counts else ""
