"""The account of one record: what is known of it, and how it was decided, for ``why``."""

from bot.domain.blinding import WITHHELD, disclosed
from bot.domain.decisions import Decision
from bot.domain.facts import Fact, Group
from bot.domain.protocol import Protocol
from bot.domain.sources import title_of
from bot.domain.state import State
from bot.domain.studies import Finding, Study
from bot.domain.verdicts import Judge
from bot.extraction.explanation import because
from bot.extraction.terms import LISTS
from bot.extraction.vocabulary import NO_WORDS, Vocabulary
from bot.rendering.bibliography import place, short
from bot.rendering.decision_reasons import decision_reasons, models_asked
from bot.rendering.directions import direction
from bot.rendering.double_screening import votes_in_words
from bot.rendering.escaping import one_line
from bot.rendering.labels import TermLabels
from bot.rendering.phrases import day, quotation, ranked, sentence_case
from bot.screening import elusion_test

_AWAITS = (
    "awaiting a decision; what the program made of it is shown once a person has decided, since"
    " some papers on the list were drawn at random from those it had excluded"
)
_NOT_IN_QUOTE = "elsewhere in the paper, outside the quote"


def record_history(
    state: State, protocol: Protocol, key: str, vocabulary: Vocabulary | None = None
) -> str | None:
    """Everything known about the record with this id, PMID or DOI, in plain text.

    With the vocabulary, each part of a finding stands with the words that led to it.
    """
    state = state.lettered
    record = state.index.find(key)
    if record is None:
        return None
    lines = [
        f"{record.id}: {record.label}",
        f"  {one_line(short(record.title))}",
        f"  {one_line(place(record))} {record.link}",
        f"  Source of the record: {title_of(record.source)}",
    ]
    if record.retracted:
        lines.append("  Retracted: excluded from all tables, whatever was decided.")
    if record.concern:
        lines.append("  The journal published an expression of concern.")
    lines += [f"  Notice: {one_line(correction.citation)}" for correction in record.notices]
    current = state.current_decisions.get(record.id)
    history = disclosed((each for each in state.decisions if each.record == record.id), current)
    lines += ["", "Decisions, oldest first:" if history else "No decision yet."]
    for decision in history:
        counts = " (this one counts)" if decision is current else ""
        lines += [
            f"  {decided(decision)}{counts}",
            *(f"    {sentence}" for sentence in sentences_of(decision)),
        ]
    lines += [f"  {vote}" for vote in votes_in_words(state, record.id)]
    lines += ["", "A paper is eligible when all of these hold:", *_criteria(protocol)]
    study = state.studies.get(record.id)
    if study:
        lines += ["", *_read(study, vocabulary or NO_WORDS)]
    return "\n".join(lines) + "\n"


def decided(decision: Decision) -> str:
    """When and how it was decided, and by whom."""
    if decision.by == WITHHELD:
        return _AWAITS
    who = decision.by if decision.judge is Judge.PERSON else f"the program ({decision.by})"
    return f"{day(decision.on)}: {decision.verdict}, by {who}"


def sentences_of(decision: Decision) -> list[str]:
    """Reasons, rank and words, and the models that were reading."""
    sentences = [*decision_reasons(decision), ranked(decision)]
    if decision.by == elusion_test.BY:
        sentences.append(
            "Drawn at random from the excluded papers, to estimate how many were missed."
        )
    if decision.criterion:
        sentences.append(f"Criterion: {decision.criterion}.")
    if asked := models_asked(decision):
        sentences.append(f"Models asked: {asked}.")
    return [one_line(sentence) for sentence in sentences if sentence]


def _criteria(protocol: Protocol) -> list[str]:
    return [
        f"  {sentence_case(name)}: {one_line(criterion.include)}"
        for name, criterion in protocol.criteria.items()
    ]


def _read(study: Study, vocabulary: Vocabulary) -> list[str]:
    lines = [f"Source: {study.read_from}, read by {study.reader}:"]
    for kind, facts in study.facts.by_kind.items():
        label = kind.replace("_", " ")
        lines += [
            f"  {label}: {_term(vocabulary, kind, fact.value)}{_words(fact)}" for fact in facts
        ]
    lines += [f"  group: {_group(group, vocabulary)}{_words(group)}" for group in study.groups]
    for finding in study.counted:
        lines += _finding(finding, vocabulary)
    for finding in study.to_check:
        lines += _finding(finding, vocabulary, " (to check, not counted)")
    lines += [
        f"  Rejected: {one_line(rejected.finding)}, by {rejected.by}: {one_line(rejected.why)}"
        for rejected in study.rejected
    ]
    lines += [f"  Possibly not read: “{one_line(quote.text)}”" for quote in study.unread]
    return lines


def _words(part: Fact | Group) -> str:
    return f" ← {one_line(quotation(part.quote))}"


def _group(group: Group, vocabulary: Vocabulary) -> str:
    role = f" ({_term(vocabulary, 'group_roles', group.role)})" if group.role else ""
    return f"{one_line(group.printed)}{role}"


def _term(vocabulary: Vocabulary, name: str, id: str) -> str:
    """The display name of what stands in one list of the vocabulary, or else its id."""
    if name in vocabulary.topic.facts and vocabulary.topic.facts[name].unit:
        return one_line(f"{id} {vocabulary.topic.facts[name].unit}")
    known = vocabulary.terms[LISTS[name]].get(id) if name in LISTS else None
    return one_line(known.name if known else id.replace("_", " "))


def _finding(finding: Finding, vocabulary: Vocabulary, note: str = "") -> list[str]:
    """A finding, its quote, and which words of the quote led to which part."""
    ends = [(finding.region, finding.hemisphere), (finding.region_b, finding.hemisphere_b)]
    named = [f"{side} {_term(vocabulary, 'regions', id)}".strip() for id, side in ends if id]
    between = "between" if len(named) > 1 and finding.region != finding.region_b else "in"
    where = f" {between} {' and '.join(named)}" if named else ""
    measure = _term(vocabulary, "measures", finding.measure)
    way = direction(finding, TermLabels(vocabulary=vocabulary))
    lines = [
        f"  finding {one_line(finding.id)}{note}: {measure}{where}: {one_line(way)}",
        f"    {one_line(quotation(finding.quote))}",
    ]
    if vocabulary is NO_WORDS or not finding.quote.text:
        # Nothing can be looked for in the quote, so nothing can be missing from it.
        return lines
    for part in because(finding, vocabulary):
        words = f"“{one_line(part.words)}”" if part.words else _NOT_IN_QUOTE
        lines.append(f"    {part.part}: {one_line(part.value)} ← {words}")
    return lines
