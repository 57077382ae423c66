"""Retrieve: the free full texts of included papers, each fetched once.

A paper without a free text is asked for again after a quarter of a year, for embargoes end, and
whenever its record changes. Nothing else waits for this service: where it fails, papers are read
from their abstracts, and as a whole when it answers again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.full_texts import FullText, FullTextLookup
from bot.domain.records import Record
from bot.domain.runs import FullTextRetrieval
from bot.domain.state import State
from bot.domain.studies import FULL_TEXT
from bot.errors import ServiceFailed
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import Cache, FullTexts

AGAIN_AFTER = 91
"""Days after which a text that was not free is asked for again."""
BATCH = 10
"""Texts in one request: they are a hundred times as long as records."""


@dataclass(frozen=True, kw_only=True)
class RetrievedTexts:
    """The full texts that this run may read."""

    texts: Mapping[str, FullText] = field(default_factory=dict)
    """By the review's id."""
    owed: frozenset[str] = frozenset()
    """Papers read as a whole before whose words changed, and whose text could not be had now.

    They stay as they are until it can: reading the abstract alone would lose what the text said.
    """
    summary: FullTextRetrieval | None = None
    """None when no paper was to be read as a whole."""


def retrieve_full_texts(draft: RunDraft, context: RunContext) -> RunDraft:
    """Get the free full texts that may be read now; without them the run goes on, and says so."""
    source = context.literature.full_texts
    if not (source and context.protocol.full_text and context.vocabulary):
        return draft
    retrieved = retrieve(
        draft.state,
        draft.changed,
        source,
        context.literature.cache,
        context.today,
        outdated=draft.outdated,
    )
    if retrieved.summary and retrieved.summary.fault:
        context.messages.warn(
            f"{retrieved.summary.fault}. Papers are read from their abstracts for now, and as a"
            " whole by the next run that gets their texts."
        )
    return replace(
        draft,
        texts=retrieved.texts,
        pending_texts=retrieved.owed,
        run=replace(draft.run, in_full=retrieved.summary),
    )


def retrieve(
    state: State,
    changed: Collection[str],
    source: FullTexts,
    cache: Cache,
    today: date,
    *,
    outdated: Collection[str] = (),
) -> RetrievedTexts:
    """Texts of the included papers that are to be read, or read again.

    ``changed`` are the ids of papers that something happened to, ``outdated`` those of studies
    that an older reader read.
    """
    wanted = [
        record
        for record in state.included
        if record.pmcid and (record.id in outdated or _is_wanted(record, state, changed))
    ]
    if not wanted:
        return RetrievedTexts()
    fresh = {record.id for record in wanted if record.id in changed or _is_reworded(record, state)}
    known = cache.texts(record.pmcid for record in wanted)
    due = [
        record for record in wanted if record.id in fresh or _is_due(known.get(record.pmcid), today)
    ]
    fault = ""
    if due:
        answers, fault = _asked(due, source, cache, today)
        known |= answers
        fresh -= {record.id for record in wanted if record.pmcid in answers}
    studies = {record.id: state.studies.get(record.id) for record in wanted}
    texts = {
        record.id: text
        for record in wanted
        if record.id not in fresh and (text := known.get(record.pmcid, _NOTHING).text)
    }
    owed = frozenset(
        key for key in fresh if (study := studies[key]) and study.read_from == FULL_TEXT
    )
    summary = FullTextRetrieval(wanted=len(wanted), free=len(texts), fault=fault)
    return RetrievedTexts(texts=texts, owed=owed, summary=summary)


_NOTHING = FullTextLookup(on="")


def _is_wanted(record: Record, state: State, changed: Collection[str]) -> bool:
    """Whether the paper would be read as a whole now, if its text were here."""
    study = state.studies.get(record.id)
    if study is None:
        return record.id not in state.read_before
    if study.by_program:
        return study.read_from != FULL_TEXT or _is_reworded(record, state)
    # A person's study stays; but what the program reads now must be held against it whole.
    return study.read_from == FULL_TEXT and record.id in changed


def _is_reworded(record: Record, state: State) -> bool:
    """Whether an older text may say what the paper no longer says."""
    study = state.studies.get(record.id)
    return study is not None and study.text_hash != record.text_hash


def _is_due(known: FullTextLookup | None, today: date) -> bool:
    if known is None:
        return True
    return known.text is None and (today - date.fromisoformat(known.on)).days >= AGAIN_AFTER


def _asked(
    due: Sequence[Record], source: FullTexts, cache: Cache, today: date
) -> tuple[dict[str, FullTextLookup], str]:
    """What came of asking, and why not all were asked for; what came is remembered at once."""
    answers: dict[str, FullTextLookup] = {}
    for at in range(0, len(due), BATCH):
        batch = due[at : at + BATCH]
        try:
            full_texts = source.texts([record.pmcid for record in batch])
        except ServiceFailed as fault:
            return answers, str(fault)
        lookups = {
            record.pmcid: FullTextLookup(
                on=today.isoformat(), text=_its_own(record, full_texts.get(record.pmcid))
            )
            for record in batch
        }
        cache.keep_texts(lookups)
        answers |= lookups
    return answers, ""


def _its_own(record: Record, text: FullText | None) -> FullText | None:
    """The text, unless it has no results to read or is that of another paper."""
    if text is None or not text.has_results:
        return None
    return text if text.pmid in ("", record.pmid) else None
