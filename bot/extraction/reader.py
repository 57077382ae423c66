"""The reader takes modalities, groups and findings from an abstract, each with its words.

An invented sign is the worst mistake, so it keeps silent wherever a clause can be read
in two ways: two signs that cannot be parted, a negation, or a side that cannot be made out.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.studies import Direction, Fact, Facts, Finding, Quote, Reading
from bot.extraction.changes import Reader
from bot.extraction.cues import SIGNS
from bot.extraction.design import Design
from bot.extraction.groups import groups
from bot.extraction.page import Page
from bot.extraction.text import Span, results, sentences, tells_earlier_work
from bot.extraction.vocabulary import Vocabulary, load

VERSION = "reader 2"


def read(title: str, abstract: str, vocabulary: Vocabulary | None = None) -> Reading:
    """Read one title and abstract: one section per line, ``LABEL: text`` when labelled."""
    vocabulary = vocabulary or load("neuroimaging")
    spans = sentences(abstract)
    design = Design.of(title, abstract)
    page = Page.of(abstract, vocabulary)
    return Reading(
        facts=Facts(modalities=tuple(_modalities(title, abstract, spans, vocabulary))),
        groups=tuple(groups(spans)),
        findings=tuple(_findings(page, design, spans)) if design.makes_findings else (),
    )


def _modalities(
    title: str, abstract: str, spans: list[Span], vocabulary: Vocabulary
) -> Iterator[Fact]:
    """Yield each modality once, where this study names it; FDG-PET is not also PET."""
    named: dict[str, Quote] = {}
    others = [span for span in spans if tells_earlier_work(span)]
    for text, part in ((abstract, "abstract"), (title, "title")):
        for match in vocabulary.find(text, "modality"):
            if part == "title" or not any(it.start <= match.start < it.end for it in others):
                quote = Quote(text=text[match.span], start=match.start, part=part)
                named.setdefault(match.id, quote)
    for modality, quote in named.items():
        if not (modality == "PET" and "FDG-PET" in named):
            yield Fact(value=modality, quote=quote)


def _findings(page: Page, design: Design, spans: list[Span]) -> Iterator[Finding]:
    """Yield the findings of the result sentences in text order, each only once."""
    reader = Reader(page, design)
    found: dict[tuple[object, ...], Finding] = {}
    for sentence in results(spans):
        if found and "CONCLU" in sentence.section:
            break
        for finding in reader.sentence(sentence):
            if finding.quote.text:
                found.setdefault((*_what(finding), finding.direction), finding)
    signed = {_what(it) for it in found.values() if it.direction in SIGNS}
    kept = [
        it
        for it in found.values()
        if it.direction is not Direction.ALTERED or _what(it) not in signed
    ]
    ordered = sorted(kept, key=lambda it: it.quote.start)
    for number, it in enumerate(ordered, start=1):
        yield replace(it, id=f"f{number}")


def _what(finding: Finding) -> tuple[object, ...]:
    """Everything about a finding but its direction and its words."""
    ends = sorted([(finding.region, finding.hemisphere), (finding.region_b, finding.hemisphere_b)])
    return (finding.measure, *ends, finding.comparison, finding.clinical_variable)
