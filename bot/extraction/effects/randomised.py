"""Trials that call themselves randomised with words between: ``randomised, double-blind trial``."""

import re
from collections.abc import Sequence

from bot.domain.facts import Fact, Facts, Quote
from bot.extraction.text import Span
from bot.topics.rules import TrialDesigns

_NO_TRIAL = frozenset(("review", "meta_analysis", "non_randomised", "retrospective", "cohort"))
"""Designs that speak of the randomised trials of others, or against chance."""
_HOW = (
    r"(?:(?:(?:double|single|triple|observer|assessor|investigator|rater|evaluator|patient)[- ]"
    r"(?:blind(?:ed)?|masked)|blinded|masked|(?:placebo|sham|active|vehicle|comparator|waitlist"
    r"|wait-list|attention|dose)[- ]controlled|controlled|clinical|open[- ]label|open"
    r"|multi-?cent(?:re|er)|multicentric|multinational|international|single[- ]cent(?:re|er)"
    r"|parallel(?:[- ](?:group|arm))?|(?:two|three|four|2|3|4)[- ](?:arm|group|armed)|cross-?over"
    r"|dose[- ](?:ranging|finding|response|escalation)|head[- ]to[- ]head|add[- ]on|withdrawal"
    r"|stepped[- ]wedge|(?:two|three|2|3)[- ]period|explanatory|confirmatory"
    r"|factorial|pragmatic|prospective|exploratory|pilot|feasibility|proof[- ]of[- ]concept"
    r"|superiority|comparative|non-?inferiority|equivalence|efficacy|adaptive|preventi(?:on|ve)"
    r"|phase (?:\d[ab]?|i{1,3}v?[ab]?)(?:/(?:\d|i{1,3}))?|intervention(?:al)?)(?:,|,? and)?\s){1,8}"
)
_RANDOMISED = re.compile(rf"(?<![\w-])randomi[sz]ed,?\s{_HOW}(?:trial|study)\b(?!s)", re.IGNORECASE)
_CHANCE = re.compile(
    r"\b(?:allocated|assigned|divided|distributed|allotted) (?:at random|randomly)\b", re.IGNORECASE
)
_OF_OTHERS = re.compile(
    r"\b(?:unlike|previous|earlier|prior|published|future|planned)\b[^.;]*$", re.IGNORECASE
)


def with_randomisation(
    known: Facts, title: str, sentences: Sequence[Span], rules: TrialDesigns | None
) -> Facts:
    """Return the facts with the design of a trial that says at some length that it is randomised.

    ``sentences`` are those of the abstract that speak of the study itself.
    """
    if rules is None:
        return known
    designs = {fact.value for fact in known.of(rules.kind)}
    quote = _quote(title, sentences)
    if quote is None or designs & {*rules.values, *_NO_TRIAL}:
        return known
    fact = Fact(value=rules.values[0], quote=quote)
    return Facts({**known.by_kind, rules.kind: (fact, *known.of(rules.kind))})


def _quote(title: str, sentences: Sequence[Span]) -> Quote | None:
    for part, spans in (("abstract", sentences), ("title", (Span(title, 0),))):
        for span in spans:
            hit = _RANDOMISED.search(span.text) or _CHANCE.search(span.text)
            if hit and not _OF_OTHERS.search(span.text[: hit.start()]):
                return Quote(text=hit[0], start=span.start + hit.start(), part=part)
    return None
