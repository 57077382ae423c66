"""The account of one record: what is known of it, and how it was decided, for ``why``."""

from bot.domain.decisions import Decision, Judge
from bot.domain.protocol import Protocol
from bot.domain.records import Record, bare_doi
from bot.domain.state import State
from bot.domain.studies import Fact, Finding, Group, Study
from bot.extraction.explanation import because
from bot.extraction.terms import LISTS
from bot.extraction.vocabulary import NO_WORDS, Vocabulary
from bot.rendering.foreign import one_line
from bot.rendering.wording import day, direction, place, ranked
from bot.screening import audit

_NOT_IN_QUOTE = "other words of the paper, outside the quote"


def account(
    state: State, protocol: Protocol, key: str, vocabulary: Vocabulary | None = None
) -> str | None:
    """Everything known about the record with this id, PMID or DOI, in plain text.

    With the vocabulary, each part of a finding stands with the words that led to it.
    """
    record = _find(state, key)
    if record is None:
        return None
    lines = [
        f"{record.id}: {record.label}",
        f"  {one_line(record.title)}",
        f"  {one_line(place(record))} {record.link}",
        f"  In the review's records through: {record.source}",
    ]
    if record.retracted:
        lines.append("  Retracted: whatever was decided, it is in no table.")
    if record.concern:
        lines.append("  In doubt: the journal published an expression of concern.")
    lines += [f"  Notice: {one_line(one.citation)}" for one in record.notices]
    history = [one for one in state.decisions if one.record == record.id]
    lines += ["", "Decisions, oldest first:" if history else "No decision yet."]
    for decision in history:
        counts = " (this one counts)" if decision is state.standing[record.id] else ""
        lines += [f"  {_decided(decision)}{counts}", *(f"    {one}" for one in _said(decision))]
    lines += ["", "It belongs when all of these hold:", *_criteria(protocol)]
    study = state.studies.get(record.id)
    if study:
        lines += ["", *_read(study, vocabulary or NO_WORDS)]
    return "\n".join(lines) + "\n"


def _find(state: State, key: str) -> Record | None:
    wanted = key.strip()
    if wanted in state.by_id:
        return state.by_id[wanted]
    doi = bare_doi(wanted)
    return next(
        (one for one in state.by_id.values() if one.pmid == wanted or (doi and one.doi == doi)),
        None,
    )


def _decided(decision: Decision) -> str:
    who = decision.by if decision.judge is Judge.PERSON else f"the program ({decision.by})"
    return f"{day(decision.on)}: {decision.verdict}, by {who}"


def _said(decision: Decision) -> list[str]:
    """Reasons, rank and words, and the models that were heard."""
    said = [*decision.reasons, ranked(decision)]
    if decision.by == audit.BY:
        said.append("Drawn at random from the papers excluded so far, to measure what is missed.")
    if decision.criterion:
        said.append(f"Criterion: {decision.criterion}.")
    if decision.heard:
        said.append(f"Asked: {'; '.join(decision.heard)}.")
    return [one_line(one) for one in said if one]


def _criteria(protocol: Protocol) -> list[str]:
    return [
        f"  {name.capitalize()}: {one_line(one.include)}" for name, one in protocol.criteria.items()
    ]


def _read(study: Study, vocabulary: Vocabulary) -> list[str]:
    lines = [f"Read from its {study.read_from} by {study.reader}:"]
    for kind, facts in study.facts.kinds:
        label = kind.replace("_", " ")
        lines += [f"  {label}: {_term(vocabulary, kind, one.value)}{_words(one)}" for one in facts]
    lines += [f"  group: {_group(one, vocabulary)}{_words(one)}" for one in study.groups]
    for one in study.findings:
        lines += _finding(one, vocabulary)
    lines += [
        f"  Rejected: {one_line(one.finding)}, by {one.by}: {one_line(one.why)}"
        for one in study.rejected
    ]
    return lines


def _words(part: Fact | Group) -> str:
    return f" ← “{one_line(part.quote.text)}”"


def _group(group: Group, vocabulary: Vocabulary) -> str:
    role = f" ({_term(vocabulary, 'group_roles', group.role)})" if group.role else ""
    return f"{one_line(group.printed)}{role}"


def _term(vocabulary: Vocabulary, name: str, id: str) -> str:
    """The display name of what stands in one list of the vocabulary, or else its id."""
    if name == "field_strengths":
        return f"{id} tesla"
    known = vocabulary.terms[LISTS[name]].get(id) if name in LISTS else None
    return one_line(known.name if known else id.replace("_", " "))


def _finding(finding: Finding, vocabulary: Vocabulary) -> list[str]:
    """A finding, its quote, and which words of the quote led to which part."""
    ends = [(finding.region, finding.hemisphere), (finding.region_b, finding.hemisphere_b)]
    named = [f"{side} {_term(vocabulary, 'regions', id)}".strip() for id, side in ends if id]
    where = f" in {' and '.join(named)}" if named else ""
    measure = _term(vocabulary, "measures", finding.measure)
    lines = [
        f"  finding: {measure}{where}: {one_line(direction(finding))}",
        f"    “{one_line(finding.quote.text)}”",
    ]
    for one in because(finding, vocabulary):
        words = f"“{one_line(one.words)}”" if one.words else _NOT_IN_QUOTE
        lines.append(f"    {one.part}: {one_line(one.value)} ← {words}")
    return lines
