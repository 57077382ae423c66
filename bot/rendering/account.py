"""The account of one record: what is known of it, and how it was decided, for ``why``."""

from bot.domain.decisions import Decision, Judge
from bot.domain.protocol import Protocol
from bot.domain.records import Record, bare_doi
from bot.domain.state import State
from bot.domain.studies import Study
from bot.rendering.foreign import one_line
from bot.rendering.wording import day, direction, place, ranked
from bot.screening import audit


def account(state: State, protocol: Protocol, key: str) -> str | None:
    """Everything known about the record with this id, PMID or DOI, in plain text."""
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
        lines += ["", *_read(study)]
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


def _read(study: Study) -> list[str]:
    lines = [f"Read from its {study.read_from} by {study.reader}:"]
    lines += [f"  {one.n} {one.label} (“{one.quote.text}”)" for one in study.groups]
    for one in study.findings:
        ends = (f"{one.hemisphere} {one.region}", f"{one.hemisphere_b} {one.region_b}")
        what = f"{one.measure} in {' and '.join(end.strip() for end in ends if end.strip())}"
        lines.append(f"  {what}: {direction(one)} (“{one.quote.text}”)")
    lines += [
        f"  Rejected: {one_line(one.finding)}, by {one.by}: {one_line(one.why)}"
        for one in study.rejected
    ]
    return lines
