"""What a review knew on an earlier day, by the dates that its ledgers carry."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.domain.corrections import changes
from bot.domain.decisions import Decision
from bot.domain.records import SEED, Record
from bot.domain.runs import Run
from bot.domain.state import State
from bot.domain.studies import Study
from bot.domain.verdicts import Verdict
from bot.domain.versions import Version


def as_of(state: State, day: str) -> State:
    """What was known at the end of an ISO date."""
    past = tuple(run for run in state.runs if run.on <= day)
    later = tuple(run for run in state.runs if run.on > day)
    records = _records_then(state.records, past, later)
    known = {record.id for record in records}
    return replace(
        state,
        records=records,
        decisions=tuple(
            decision
            for decision in state.decisions
            if decision.on <= day and decision.record in known
        ),
        runs=past,
        studies=_studies_then(
            {key: study for key, study in state.studies.items() if key in known}, past, later
        ),
        versions=tuple(version for version in state.versions if version.on <= day),
        votes=tuple(vote for vote in state.votes if vote.on <= day),
        protocol=tuple(value for value in state.protocol if value.on <= day),
        registrations=tuple(line for line in state.registrations if line.on <= day),
    )


def as_of_version(state: State, version: Version) -> State:
    """What ``version`` was made of: what was known that day, and exactly its studies."""
    then, studies = as_of(state, version.on), frozenset(version.studies)
    return replace(
        then,
        records=tuple(
            record.unretracted if record.id in studies and record.retracted else record
            for record in then.records
        ),
        decisions=_decisions_of_version(then.decisions, studies),
    )


def _records_then(
    records: Iterable[Record], past: Iterable[Run], later: Iterable[Run]
) -> tuple[Record, ...]:
    """The record lines that stood before the ``later`` runs.

    Lines carry no date. A paper's first line came with the run that found it, or was there
    before all runs; each further one that says something else of it came with a run that
    names it. So the last so many of them are left out as later runs name it.
    """
    known = {key for run in past for key in run.found}
    after = Counter(key for run in later for key in {*run.found, *run.changed})
    found_later = {key for run in later for key in run.found} - known
    lines: dict[str, list[Record]] = {}
    for record in records:
        lines.setdefault(record.id, []).append(record)
    kept: dict[str, int] = {}
    for key, own in lines.items():
        kept[key] = _standing(own, after[key], found=key in found_later)
    seen: Counter[str] = Counter()
    then = []
    for record in records:
        seen[record.id] += 1
        if seen[record.id] <= kept[record.id]:
            then.append(record)
    return tuple(then)


def _studies_then(
    studies: Mapping[str, Study], past: Iterable[Run], later: Iterable[Run]
) -> dict[str, Study]:
    """The studies read by then; those that no run read stood there before all runs.

    A study is given as it stands now: what people changed in it since has no date here, and
    its former text is in git.
    """
    before = {key for run in past for key in run.read}
    after = {key for run in later for key in run.read}
    return {key: study for key, study in studies.items() if key in before or key not in after}


def _decisions_of_version(
    decisions: Iterable[Decision], studies: frozenset[str]
) -> tuple[Decision, ...]:
    """The decisions behind a version that rests on exactly these ``studies``.

    A day is no version: what people decided on the update branch before it was merged has a date
    before that of a version which never knew of it.
    """
    return tuple(
        decision
        for decision in decisions
        if (decision.record in studies) == (decision.verdict is Verdict.INCLUDE)
    )


def _standing(lines: list[Record], after: int, *, found: bool) -> int:
    """How many of a paper's lines stood before the last ``after`` pieces of news about it."""
    news = [
        at
        for at in range(1, len(lines))
        if changes(lines[at - 1], lines[at])
        or (found and lines[at].text_hash and not lines[at - 1].text_hash)
    ]
    if after > len(news):
        # Found later, and so not known then; unless people knew it, and a search matched it since.
        return 0 if found and lines[0].source != SEED else 1
    return news[-after] if after else len(lines)
