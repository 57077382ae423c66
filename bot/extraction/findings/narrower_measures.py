"""Which metabolite, receptor or frequency band a measure is of, where an abstract names it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.domain.studies import wider
from bot.extraction.lexicon import Match

BINDING, METABOLITE, POWER = "receptor_binding", "MRS_metabolite", "EEG_power"
"""Measures of several substances or bands, each of which has an id of its own."""
ALPHA = "EEG_alpha_power"
_RATIO = ("/", "+/", " to ", "-to-", ":")
"""Stand between a metabolite and the one that it is held against."""
_BAND = re.compile(
    r"(?<![\w-])(?<!\bof )(?P<band>[Dd]elta|[Tt]heta|[Aa]lpha|[Bb]eta|[Gg]amma)\b"
    r"(?!\s?[=<>\u2264]|[\s-]?(?:band|rang|rhythm|wave|frequen|peak|knife|amino|estimate|weight|value"
    r"|coefficient|asymmetr|coheren|synchron|connectiv|phase|block|error|level|globulin|cells?\b))"
)
"""A band of frequencies that stands for its power: ``frontal theta rose``."""
_TRACER = re.compile(
    r"[\[(]*(?:11|18|15|123|99m)[\])]*[\s-]?(?:C|F|O|I|Tc)\b[\])]*[\s-]?"
    r"(?!FDG|[Ff]luoro-?deoxy|2-|H2O|water)[A-Za-z][\w()+/-]{1,24}\s(?:PET\s)?"
    r"(?:binding(?:\spotentials?)?|uptake|retention|availability|accumulation|signals?|BP|BPND|SUVRs?"
    r"|distribution\svolumes?|V\(?T\)?)(?!\w)"
)
"""The binding of a tracer by its isotope: ``[11C]raclopride binding``."""
_UPTAKE_OF = re.compile(
    r"\b(?:[Uu]ptake|[Bb]inding|[Rr]etention|[Aa]vailability|[Aa]ccumulation) of (?:the )?"
    r"(?:tracer )?[\[(]*(?:11|18|15|123|99m)[\])]*[\s-]?(?:C|F|O|I|Tc)\b[\])]*[\s-]?"
    r"(?!FDG|[Ff]luoro-?deoxy)[\w()+/-]{2,25}"
)


def of_ratios(text: str, named: Iterable[Match]) -> Iterator[Match]:
    """Yield the metabolites; a ratio to creatine is of the first, any other of several at once."""
    last: Match | None = None
    for match in named:
        held = last and text[last.end : match.start] in _RATIO
        if last and held and wider(last.id) == wider(match.id) == METABOLITE:
            to_creatine = match.id == f"{METABOLITE}.creatine"
            last = last._replace(id=last.id if to_creatine else METABOLITE, end=match.end)
            continue
        if last:
            yield last
        last = match
    if last:
        yield last


def with_bands(text: str, named: list[Match]) -> list[Match]:
    """Let ``theta`` name its power where the power of bands is studied."""
    if not any(wider(match.id) == POWER or match.id == ALPHA for match in named):
        return named
    bands = [
        Match(id=ALPHA if band == "alpha" else f"{POWER}.{band}", start=hit.start(), end=hit.end())
        for hit in _BAND.finditer(text)
        if (band := hit["band"].lower()) and not any(_meet(match, hit.span()) for match in named)
    ]
    return sorted([*named, *bands], key=lambda match: match.start)


def of_one_tracer(named: Sequence[Match]) -> Sequence[Match]:
    """Let binding be that of the one receptor or protein that a paper names."""
    targets = {match.id for match in named if wider(match.id) == BINDING} - {BINDING}
    if len(targets) != 1:
        return named
    target = targets.pop()
    return [match._replace(id=target) if match.id == BINDING else match for match in named]


def traced(text: str, named: Sequence[Match]) -> Sequence[Match]:
    """Let a tracer named by its isotope be what binds, and not what its last word means alone."""
    if "11" not in text and "18" not in text:
        return named
    hits = [hit for pattern in (_TRACER, _UPTAKE_OF) for hit in pattern.finditer(text)]
    if not hits:
        return named
    traced = [Match(id=_bound(hit.span(), named), start=hit.start(), end=hit.end()) for hit in hits]
    kept = [match for match in named if not any(_meet(match, hit.span()) for hit in hits)]
    return sorted((*kept, *traced), key=lambda match: match.start)


def _bound(tracer: tuple[int, int], named: Iterable[Match]) -> str:
    """Return the id of what a tracer binds to, as far as its own words are known."""
    within = {match.id for match in named if _meet(match, tracer) and wider(match.id) == BINDING}
    return within.pop() if len(within) == 1 else BINDING


def _meet(match: Match, span: tuple[int, int]) -> bool:
    return span[0] < match.end and match.start < span[1]
