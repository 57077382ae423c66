"""What a language model may be asked to read, and how its answer becomes findings with places.

A model names sentences by number and copies their words; where they stand is looked up here.
What cannot be placed or named is rejected with a reason, and what is placed still has to pass
every check.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.facts import Quote
from bot.domain.studies import Direction, Finding, Rejected
from bot.extraction.arms import read_arms
from bot.extraction.assertion import is_hedged
from bot.extraction.checks.evidence_alignment import in_words
from bot.extraction.checks.mention_check import PLACES
from bot.extraction.checks.validation import validate
from bot.extraction.fuzzy_quotes import find
from bot.extraction.statements import statements
from bot.extraction.text import Span, opening, sentences
from bot.extraction.vocabulary import Vocabulary
from bot.model_answers import BadAnswer, closed, fence, fitting, folded

OTHER, NOT_STATED = "other", "not stated"
SIDES = ("left", "right", "bilateral", "midline", NOT_STATED)
MOST = 80
"""Findings of one abstract: a longer answer is a machine that goes round in circles."""
_ENDS = 2
"""Places of a connection."""
_TEXT = {"type": "string"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedAnswer:
    """What one model says about one paper, as far as it can be placed."""

    by: str
    findings: tuple[Finding, ...] = ()
    rejected: tuple[Rejected, ...] = ()


def schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """The JSON schema of an answer, in the subset that strict mode takes."""
    offered = {
        "measure": [*vocabulary.terms["measure"], OTHER],
        "region": [*_places(vocabulary), OTHER],
        "comparison": [*vocabulary.terms.get("comparison", ()), NOT_STATED],
    }
    return _shape(vocabulary, {name: {**_TEXT, "enum": ids} for name, ids in offered.items()})


def asked(question: str, title: str, abstract: str, vocabulary: Vocabulary) -> dict[str, object]:
    """What the template of the question is filled with."""
    spans = enumerate(sentences(opening(abstract)), start=1)
    terms = vocabulary.terms
    return {
        "question": question,
        "paper": vocabulary.topic.paper,
        "title": folded(title),
        "sentences": [
            (at, folded(sentence.section), folded(sentence.text)) for at, sentence in spans
        ],
        "arms": [
            (arm.role or OTHER, folded(arm.label), arm.size)
            for arm in read_arms(title, opening(abstract), vocabulary)
        ],
        "measures": {id: term.name for id, term in terms["measure"].items()},
        "regions": {id: terms[kind][id].name for id, kind in _places(vocabulary).items()},
        "comparisons": {id: term.name for id, term in terms.get("comparison", {}).items()},
        "directions": [direction.value for direction in Direction],
        "sides": SIDES,
        "fence": fence(title, abstract),
    }


def parse(text: str, abstract: str, vocabulary: Vocabulary, by: str) -> PlacedAnswer:
    """The findings in ``text``, an answer about ``abstract``, as far as words and ids are known.

    Raises:
        BadAnswer: anything of another shape than the schema's.
    """
    loose = _shape(vocabulary, dict.fromkeys(("measure", "region", "comparison"), _TEXT))
    claims = fitting(text, loose)["findings"]
    if len(claims) > MOST:
        raise BadAnswer(f"it lists more than {MOST} findings")
    spans = sentences(opening(abstract))
    findings: dict[Finding, None] = {}
    rejected: list[Rejected] = []
    for claim in claims:
        finding = _finding(claim, vocabulary)
        why = _unknown(claim, finding, vocabulary)
        placed = None if why else _placed(claim, finding, abstract, spans)
        if isinstance(placed, Finding):
            findings.setdefault(placed)
        else:
            why = why or placed or "its words do not stand in the sentence it names"
            rejected.append(Rejected(finding=in_words(finding, vocabulary), by=by, why=why))
    return PlacedAnswer(by=by, findings=tuple(findings), rejected=tuple(rejected))


def read(text: str, title: str, abstract: str, vocabulary: Vocabulary, by: str) -> PlacedAnswer:
    """What of an answer may be kept: placed, named, and through every check.

    Raises:
        BadAnswer: anything of another shape than the schema's.
    """
    proposed = parse(text, abstract, vocabulary, by)
    kept, rejected = validate(proposed.findings, title, abstract, vocabulary, by)
    return PlacedAnswer(by=by, findings=kept, rejected=(*proposed.rejected, *rejected))


def _places(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the ids of all places, each with its kind."""
    return {id: kind for kind in PLACES for id in vocabulary.terms.get(kind, ())}


def _shape(vocabulary: Vocabulary, ids: dict[str, Any]) -> dict[str, Any]:
    """Return the schema with these types of ids; the words come first, then what they say."""
    place = closed({"region": ids["region"], "side": {**_TEXT, "enum": list(SIDES)}})
    finding = {
        "sentence": {"type": "integer"},
        "quote": _TEXT,
        "measure": ids["measure"],
        "places": {"type": "array", "items": place},
        "direction": {**_TEXT, "enum": [direction.value for direction in Direction]},
        "clinical_variable": _TEXT,
        "statistic": _TEXT,
    }
    if vocabulary.terms.get("comparison"):
        finding |= {"compared_with": _TEXT, "comparison": ids["comparison"]}
    return closed({"findings": {"type": "array", "items": closed(finding)}})


def _finding(claim: dict[str, Any], vocabulary: Vocabulary) -> Finding:
    """Return the claim as a finding; ids are not trusted yet, and the quote has no place."""
    ends = [
        (place["region"], "" if place["side"] == NOT_STATED else place["side"])
        for place in (*claim["places"], *[{"region": "", "side": ""}] * _ENDS)[:_ENDS]
    ]
    (region, side), (region_b, side_b) = ends
    direction = Direction(claim["direction"])
    correlated = "correlation" in direction or direction in (Direction.NONE, Direction.ALTERED)
    comparison = claim.get("comparison", NOT_STATED)
    known = comparison in vocabulary.terms.get("comparison", {})
    return Finding(
        id="",
        measure=claim["measure"],
        region=region,
        hemisphere=side,
        region_b=region_b,
        hemisphere_b=side_b,
        direction=direction,
        comparison=comparison if known else "",
        clinical_variable=claim["clinical_variable"].strip() if correlated else "",
        statistic=claim["statistic"].strip(),
        quote=Quote(text=claim["quote"], start=0),
    )


def _unknown(claim: dict[str, Any], finding: Finding, vocabulary: Vocabulary) -> str:
    """Which id the vocabulary has not, in words; empty if it has them all."""
    if len(claim["places"]) > _ENDS:
        return "it names more than the two ends of a connection"
    if finding.measure not in vocabulary.terms["measure"]:
        return "its measure is not in the vocabulary"
    places = _places(vocabulary)
    if any(place["region"] not in places for place in claim["places"]):
        return "its region is not in the vocabulary"
    return ""


def _placed(
    claim: dict[str, Any], finding: Finding, abstract: str, spans: Sequence[Span]
) -> Finding | str | None:
    """Return the finding with the abstract's own words where the claim says, or why not."""
    number = claim["sentence"] - 1
    if not 0 <= number < len(spans):
        return None
    own, last = spans[number], spans[min(number + 1, len(spans) - 1)]
    # A quote may run on into the next sentence, but must begin in the one it names.
    place = find(claim["quote"], abstract[: last.end], own.start)
    if place is None or place[0] >= own.end:
        return None
    quote = Quote(text=abstract[slice(*place)], start=place[0])
    variable = _copied(finding.clinical_variable, abstract[: last.end], own.start)
    statistic = _copied(finding.statistic, abstract[: last.end], own.start)
    if variable is None or statistic is None:
        return (
            f"its {'variable' if variable is None else 'statistic'} does not stand in its sentence"
        )
    named = _is_named(claim.get("compared_with", ""), abstract)
    return replace(
        finding,
        quote=quote,
        clinical_variable=variable,
        statistic=statistic,
        section=own.section,
        comparison=finding.comparison if named else "",
        hedged=_hedged(own, place),
    )


def _copied(words: str, text: str, start: int) -> str | None:
    """The words as ``text`` has them from ``start`` on, None where it has not; empty stays so."""
    if not words:
        return ""
    place = find(words, text, start)
    return None if place is None else " ".join(text[slice(*place)].split())


def _is_named(words: str, abstract: str) -> bool:
    """Whether the abstract has the words that are to name the group compared with."""
    return bool(words.strip()) and find(words, abstract) is not None


def _hedged(own: Span, place: tuple[int, int]) -> bool:
    touched: Iterable[Span] = (
        statement
        for statement in statements(own)
        if statement.start < place[1] and place[0] < statement.end
    )
    return any(is_hedged(statement.text) for statement in touched)
