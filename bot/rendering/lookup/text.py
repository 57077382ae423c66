"""The answers of a look-up in plain text: for a terminal, and for an assistant to read."""

from collections.abc import Iterable, Iterator
from functools import singledispatch
from itertools import groupby

from bot.rendering.lookup.changes import Change, ChangesAnswer
from bot.rendering.lookup.claims import CitedQuote, ClaimAnswer, ClaimAnswers
from bot.rendering.lookup.eligibility import EligibilityAnswer
from bot.rendering.lookup.ongoing import OngoingAnswer, OngoingStudy
from bot.rendering.lookup.standing import CitedStudy, ReviewStanding
from bot.rendering.lookup.study import QuotedFact, StudyAnswer, StudyFinding
from bot.rendering.phrases import counted, day

NOTHING = "The review names none of these words. That is no evidence of absence."
EMPTY = "The review holds no findings yet. That is no evidence of absence."


@singledispatch
def as_text(answer: object) -> str:
    """An answer in lines of plain text, with every citation and the review's standing below it."""
    raise TypeError(answer)


@as_text.register
def _claims(answer: ClaimAnswers) -> str:
    lines = list(_caveats(answer)) if answer.answers else []
    lines += [line for claim in answer.answers for line in _claim(claim)]
    if answer.more:
        more = counted(answer.more, "more finding names", "more findings name")
        lines.append(f"{more} as many of the words: ask with more words to narrow it down.")
    if not answer.answers:
        lines.append(NOTHING if answer.review.studies else EMPTY)
    return _ended(lines, answer.review)


def _caveats(answer: ClaimAnswers) -> Iterator[str]:
    """What the answers say nothing of, which is to be read before them."""
    if answer.unnamed:
        yield (
            f"No finding of this review names: {', '.join(answer.unnamed)}."
            " That is no evidence of absence; what follows is about the other words alone."
        )
    if answer.elsewhere:
        yield (
            f"Not named by what follows, but by other findings: {', '.join(answer.elsewhere)}."
            " Ask for it alone."
        )


@as_text.register
def _study(answer: StudyAnswer) -> str:
    lines = [
        _cited(answer.study),
        f"“{answer.title}” {answer.published}",
        *answer.notices,
        f"Read from: {answer.read_from}." if answer.read_from else "Nothing was read from it yet.",
        *_listed("Groups", map(_fact, answer.groups)),
        *_listed("How it was done", map(_fact, answer.facts)),
        *_listed("Findings", (line for finding in answer.findings for line in _finding(finding))),
    ]
    if answer.read_from and not answer.findings:
        lines.append(f"No finding was extracted from its {answer.read_from}.")
    if answer.more:
        lines.append(f"{answer.more} more are in the study's file.")
    return _ended(lines, answer.review)


@as_text.register
def _changes(answer: ChangesAnswer) -> str:
    lines = []
    if answer.published_on:
        brought = f"What the version of {day(answer.published_on)} brought"
        lines += _listed(brought, _by_kind(answer.published))
    if answer.pending:
        heading = f"Changes since {day(answer.since)}, in no version yet"
        lines += _listed(heading, _by_kind(answer.pending))
    elif answer.since:
        lines.append(f"No changes since {day(answer.since)}.")
    if answer.more:
        lines.append(f"{counted(answer.more, 'more change')} not given here.")
    return _ended(lines or ["There was no earlier version, so nothing has changed."], answer.review)


@as_text.register
def _eligibility(answer: EligibilityAnswer) -> str:
    lines = [
        _cited(answer.study),
        f"“{answer.title}”",
        f"Status: {answer.status}.",
        *answer.notices,
        f"Decided {answer.decided}." if answer.decided else "No decision yet.",
        *(f"  {reason}" for reason in answer.reasons),
        *_listed("Earlier decisions", (f"  {line}" for line in answer.earlier)),
    ]
    return _ended(lines, answer.review)


@as_text.register
def _ongoing(answer: OngoingAnswer) -> str:
    lines = [line for study in answer.studies for line in _planned(study)]
    if lines:
        lines.insert(
            0, "Registered and not finished. No evidence: nothing in the review counts it."
        )
    else:
        lines.append("No planned or running study is listed: none was found, or none looked for.")
    if answer.more:
        lines.append(f"{counted(answer.more, 'more study', 'more studies')} not given here.")
    return _ended(lines, answer.review)


def _planned(study: OngoingStudy) -> Iterator[str]:
    people = "" if study.participants is None else f"; {study.participants:,} participants"
    until = f"; primary completion {study.completion}" if study.completion else ""
    sponsor = f"; {study.sponsor}" if study.sponsor else ""
    yield f"  [{study.id}] {study.address} {study.status}{people}{until}{sponsor}"
    yield f"    “{study.title}”"


def _claim(claim: ClaimAnswer) -> Iterator[str]:
    yield claim.sentence
    if claim.effect:
        yield f"    Effect: {claim.effect}."
    yield f"    Certainty: {claim.certainty}. {claim.reasons}"
    yield from (f"    {_quote(quote)}" for quote in claim.quotes)
    if claim.more_quotes:
        yield f"    and {counted(claim.more_quotes, 'more quote')}"
    yield f"    All evidence: {claim.page}; claim {claim.id}"


def _quote(quote: CitedQuote) -> str:
    groups = f"groups: {', '.join(quote.groups)}" if quote.groups else "group sizes not extracted"
    size = f" ({quote.estimate})" if quote.estimate else ""
    notes = "; ".join((quote.source, groups, *quote.notes))
    return f"{_cited(quote.study)} {quote.direction}{size}: {_words(quote.quote)} ({notes})"


def _fact(fact: QuotedFact) -> str:
    return f"  {fact.kind}: {fact.value} ← “{fact.quote}”"


def _finding(finding: StudyFinding) -> Iterator[str]:
    doubt = "" if finding.counted else " [not counted in the review]"
    yield f"  {finding.sentence}{doubt}"
    yield f"    {_words(finding.quote)} ({finding.source})"
    if finding.claim:
        yield f"    All studies of this together: {finding.says}"


def _by_kind(changes: Iterable[Change]) -> Iterator[str]:
    for kind, alike in groupby(changes, key=lambda change: change.kind):
        yield f"  {kind}"
        for change in alike:
            yield f"    {change.sentence}"
            yield from (f"      {_cited(study)}" for study in change.studies)


def _words(quote: str) -> str:
    """A quote in its marks; what a person added from elsewhere in the paper has none."""
    return f"“{quote}”" if quote else "[added by a person, without a quote]"


def _cited(study: CitedStudy) -> str:
    doubt = f" ({study.doubt})" if study.doubt else ""
    return f"{study.label}{doubt} [{study.id}] {study.address}".rstrip()


def _listed(heading: str, lines: Iterable[str]) -> list[str]:
    """Lines under a heading, nothing where there are none."""
    listed = list(lines)
    return [f"{heading}:", *listed] if listed else []


def _ended(lines: Iterable[str], review: ReviewStanding) -> str:
    return "\n".join([*lines, "", review.sentence])
