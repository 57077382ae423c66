"""Annotated abstracts as the reader of findings sees them: interpretations, and which are right.

Those of ``FOLDER/extraction`` and the invented ones carry their words; those of the further ones
are read from where they are lent. Two sets are never learned from, and nobody who writes rules
reads them: ``blind``, and the unseen part of the further ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import further_papers
from bot.adapters import annotated_abstracts
from bot.domain.facts import Quote
from bot.domain.studies import Finding
from bot.extraction.arms import read_arms
from bot.extraction.design import Design
from bot.extraction.evaluation import MEASURE, Case, key, keys
from bot.extraction.findings.abstract import AbstractMentions
from bot.extraction.findings.features import FeatureParts, features
from bot.extraction.findings.interpretations import Interpretation, interpretations
from bot.extraction.findings.link_features import Features
from bot.extraction.text import sentences
from bot.extraction.vocabulary import load

SETS = {
    "first": "gold.jsonl",
    "open": "open/gold.jsonl",
    "cancer_pain": "cancer_pain/gold.jsonl",
    "blind": "blind/gold.jsonl",
}
FURTHER = {"further": "learned", "unseen": "unseen"}
"""Sets of the further papers, and the part of their file that each is."""
INVENTED = Path(__file__).parent / "invented_papers.jsonl"
HELD_OUT = ("blind", "unseen")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One annotated paper with the reader's interpretations and their features."""

    name: str
    case: Case
    abstract: AbstractMentions
    interpretations: tuple[Interpretation, ...]
    features: tuple[Features, ...]
    right: tuple[bool | None, ...]


def annotated(folder: Path, *, held_out: bool) -> Iterator[Paper]:
    """Yield every annotated paper; those that are only scored where they are asked for."""
    for name, file in SETS.items():
        if held_out or name not in HELD_OUT:
            cases = annotated_abstracts.read(folder / "extraction" / file)
            yield from (prepared(name, case) for case in cases)
    for name, part in FURTHER.items():
        if held_out or name not in HELD_OUT:
            yield from (prepared(name, case) for case in further_papers.read(folder, part))
    yield from (prepared(INVENTED.stem, case) for case in annotated_abstracts.read(INVENTED))


def prepared(name: str, case: Case) -> Paper:
    """Return a paper of one set with everything that the reader might take from it."""
    vocabulary = load("neuroimaging")
    spans = sentences(case.abstract)
    abstract = AbstractMentions(case.title, case.abstract, spans, vocabulary)
    design = Design(case.title, case.abstract)
    arms = read_arms(case.title, case.abstract, vocabulary, design=design, spans=spans)
    found = tuple(interpretations(abstract, arms)) if not design.review else ()
    parts = FeatureParts()
    return Paper(
        name=name,
        case=case,
        abstract=abstract,
        interpretations=found,
        features=tuple(features(interpretation, parts) for interpretation in found),
        right=tuple(judged(case, found)),
    )


def judged(case: Case, found: Iterable[Interpretation]) -> Iterator[bool | None]:
    """Yield whether each interpretation is annotated; None where it is so as optional only."""
    required, optional = keys(case.required, MEASURE), keys(case.optional, MEASURE)
    for interpretation in found:
        same = key(as_finding(interpretation), MEASURE)
        yield True if same in required else None if same in optional else False


def as_finding(interpretation: Interpretation) -> Finding:
    """Return what an interpretation says, without its words."""
    candidate = interpretation.candidate
    return Finding(
        id="",
        measure=candidate.measure.id,
        region=candidate.place.id if candidate.place else "",
        region_b=candidate.far_end.id if candidate.far_end else "",
        direction=interpretation.direction,
        quote=Quote(text="", start=0),
    )
