"""Look up one study: how it was done and what it found, each part with its quote."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.claims import Claim
from bot.domain.facts import Fact
from bot.domain.records import Record
from bot.domain.studies import Finding, Study
from bot.errors import Mistake
from bot.rendering.bibliography import place
from bot.rendering.directions import direction
from bot.rendering.labels import TermLabels
from bot.rendering.lookup.claims import LookupData, printed_effect
from bot.rendering.lookup.standing import (
    CitedStudy,
    ReviewStanding,
    cited_study,
    for_assistant,
    titled,
)
from bot.rendering.phrases import sentence_case
from bot.rendering.sentences import sentence_of

MOST_FINDINGS, MOST_FACTS = 30, 30


@dataclass(frozen=True, kw_only=True)
class QuotedFact:
    """Something that the paper states of how it was done."""

    kind: str
    value: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class StudyFinding:
    """One finding of the study, and what it counts for."""

    sentence: str
    quote: str
    source: str
    """Where in the paper the quote stands."""
    counted: bool
    """Whether it counts in the review; what is in doubt waits for a person."""
    claim: str
    """Id of the claim that it counts for; empty where it counts for none."""
    says: str
    """What that claim says of all its studies together, which may be this one alone."""
    certainty: str
    """Of that claim."""


@dataclass(frozen=True, kw_only=True)
class StudyAnswer:
    """One included study."""

    review: ReviewStanding
    study: CitedStudy
    title: str
    published: str
    """Journal, date, volume and pages."""
    notices: tuple[str, ...]
    """Retraction and expression of concern, in words."""
    read_from: str
    """``abstract``, ``full text`` or ``title``; empty where nothing was read."""
    groups: tuple[QuotedFact, ...]
    facts: tuple[QuotedFact, ...]
    findings: tuple[StudyFinding, ...]
    more: int
    """Facts and findings that are not given here."""


def study(key: str, lookup: LookupData) -> StudyAnswer:
    """The study that an id, PMID or DOI names.

    Raises:
        Mistake: it is not known, or not among the studies of the review.
    """
    record = record_named(key, lookup)
    if record not in (*lookup.state.included, *lookup.state.retracted):
        raise Mistake(
            f"{record.id} is no study of this review",
            hint="Ask why it is not included.",
        )
    read = lookup.state.studies.get(record.id)
    facts = tuple(_facts(read, lookup.names)) if read else ()
    findings = tuple(_findings(read, lookup)) if read else ()
    return StudyAnswer(
        review=lookup.review,
        study=cited_study(record),
        title=titled(record),
        published=for_assistant(place(record)),
        notices=notices(record),
        read_from=read.read_from if read else "",
        groups=tuple(_groups(read, lookup.names)) if read else (),
        facts=facts[:MOST_FACTS],
        findings=findings[:MOST_FINDINGS],
        more=len(facts[MOST_FACTS:]) + len(findings[MOST_FINDINGS:]),
    )


def record_named(key: str, lookup: LookupData) -> Record:
    """The record that an id, PMID or DOI names.

    Raises:
        Mistake: there is none.
    """
    record = lookup.state.index.find(key)
    if record is None:
        raise Mistake(
            f"no record is known as '{for_assistant(key)}'",
            hint="Name the review's id of it, a PMID or a DOI. What no search found has no record.",
        )
    return record


def notices(record: Record) -> tuple[str, ...]:
    """What puts a paper in doubt or takes it out."""
    happened = {
        "Retracted: its findings have been removed.": record.retracted,
        "The journal published an expression of concern.": record.concern,
    }
    return tuple(sentence for sentence, holds in happened.items() if holds)


def _groups(study: Study, names: TermLabels) -> Iterator[QuotedFact]:
    for group in study.groups[:MOST_FACTS]:
        role = names.name("group_role", group.role) if group.role else "group"
        yield QuotedFact(
            kind=role, value=for_assistant(group.printed), quote=for_assistant(group.quote.text)
        )


def _facts(study: Study, names: TermLabels) -> Iterator[QuotedFact]:
    for kind, facts in study.facts.by_kind.items():
        for fact in facts:
            yield QuotedFact(
                kind=names.topic.facts[kind].meaning
                if kind in names.topic.facts
                else sentence_case(kind.replace("_", " ")),
                value=_value(kind, fact, names),
                quote=for_assistant(fact.quote.text),
            )


def _value(kind: str, fact: Fact, names: TermLabels) -> str:
    known_kind = names.topic.facts.get(kind)
    if known_kind is None:
        return for_assistant(fact.value)
    value = names.name(names.topic.term_kind(kind), fact.value)
    return for_assistant(f"{value} {known_kind.unit}".rstrip())


def _findings(study: Study, lookup: LookupData) -> Iterator[StudyFinding]:
    claims = {
        evidence.finding: claim
        for claim in lookup.synthesis.claims
        for evidence in claim.evidence
        if evidence.study == study.id
    }
    for finding in (*study.counted, *study.to_check):
        claim = claims.get(finding.id)
        yield StudyFinding(
            sentence=for_assistant(_sentence(finding, lookup.names)),
            quote=for_assistant(finding.quote.text),
            source=for_assistant(finding.quote.part),
            counted=claim is not None,
            **_counting(claim, lookup.names),
        )


def _sentence(finding: Finding, names: TermLabels) -> str:
    measure = names.name("measure", finding.measure)
    where = f", {names.where(finding)}" if finding.region else ""
    size = f"; {effect}" if (effect := printed_effect(finding)) else ""
    return f"{measure}{where}: {direction(finding, names)}{size} ({names.compared(finding)})"


def _counting(claim: Claim | None, names: TermLabels) -> dict[str, str]:
    """What a finding counts for."""
    if claim is None:
        return {"claim": "", "says": "", "certainty": ""}
    return {
        "claim": claim.id,
        "says": for_assistant(sentence_of(claim, names)),
        "certainty": str(claim.certainty),
    }
