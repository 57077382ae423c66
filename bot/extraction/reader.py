"""The reader takes facts, groups and findings from an abstract, each with its words.

An invented sign is the worst mistake, so it keeps silent wherever a clause can be read
in two ways: two signs that cannot be parted, a negation, or a side that cannot be made out.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.studies import Direction, Finding, Reading
from bot.extraction.changes import Reader
from bot.extraction.cues import SIGNS
from bot.extraction.design import Design
from bot.extraction.facts import facts
from bot.extraction.groups import groups
from bot.extraction.page import Page
from bot.extraction.roles import with_roles
from bot.extraction.text import Span, opening, results, sentences
from bot.extraction.treatments import with_interventions
from bot.extraction.vocabulary import Vocabulary, load

VERSION = "reader 4"


def read(
    title: str,
    abstract: str,
    vocabulary: Vocabulary | None = None,
    *,
    design: Design | None = None,
) -> Reading:
    """Read one title and abstract: one section per line, ``LABEL: text`` when labelled.

    Of what is too long for an abstract, only the opening is read. ``design`` is given where more
    than an abstract is read, which names all sorts of groups and has a limit of its own.
    """
    if design is None:
        title, abstract = opening(title), opening(abstract)
    vocabulary = vocabulary or load("neuroimaging")
    spans = sentences(abstract)
    design = design or Design(title, abstract)
    page = Page.of(abstract, vocabulary)
    counted = tuple(groups(spans))
    known = facts(title, abstract, spans, vocabulary, counted)
    found = tuple(_findings(page, design, spans)) if design.makes_findings else ()
    return Reading(
        facts=known,
        groups=with_roles(counted, abstract, design, vocabulary),
        findings=with_interventions(found, known, spans, vocabulary),
    )


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
