"""Resolve: papers that came with another program's file, and that PubMed has by now.

Each keeps the id under which the review knows it, with what was decided under that id.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.databases.paper_lookup import looked_up
from bot.domain.import_items import ImportItem, claimed_pmid
from bot.domain.records import IMPORTED, Article, Record
from bot.domain.sources import PUBMED
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft

AT_MOST = 500
"""Papers that one run looks up: of more, each week's run takes the next."""
_WEEK = 7


def resolve_imports(draft: RunDraft, context: RunContext) -> RunDraft:
    """Look up included and waiting papers that no database was known to have."""
    waiting = [
        record
        for verdict in (Verdict.INCLUDE, Verdict.UNSURE)
        for record in draft.state.with_verdict(verdict)
        if record.source == IMPORTED and not record.in_database
    ]
    if not waiting:
        return draft
    literature = context.literature
    due = due_this_week(waiting, context.today)
    # Where PubMed does not answer, the search that follows says so.
    lookups = looked_up(
        [item_of(record) for record in due], literature.sources.main, literature.cache
    )
    resolved = resolutions(
        draft.state, {key: lookup.article for key, lookup in lookups.by_place.items()}
    )
    cache_name = literature.sources.main.name
    literature.cache.keep(cache_name, {each.record.pmid: each for each in resolved.values()})
    return replace(
        draft,
        state=draft.state.with_added(records=tuple(each.record for each in resolved.values())),
        articles={**draft.articles, **literature.imported(waiting), **resolved},
        changed=(*draft.changed, *resolved),
    )


def due_this_week(waiting: Sequence[Record], today: date) -> Sequence[Record]:
    """As many of ``waiting`` as one run looks up, others in each week until all had their turn."""
    if len(waiting) <= AT_MOST:
        return waiting
    start = today.toordinal() // _WEEK * AT_MOST % len(waiting)
    return [*waiting[start:], *waiting[:start]][:AT_MOST]


def item_of(record: Record) -> ImportItem:
    """The paper as an entry that is to be looked up, with a PMID that a file claimed for it."""
    return ImportItem(
        place=record.id,
        pmid=claimed_pmid(record),
        doi=record.doi,
        pmcid=record.pmcid,
        title=record.title,
        authors=record.authors,
        year=record.year,
    )


def resolutions(state: State, articles: dict[str, Article | None]) -> dict[str, Article]:
    """The papers that were found, by the review's id and under it.

    One that the review has under another id, too, stays as it is: what people decided and read
    under each id stands.
    """
    resolved: dict[str, Article] = {}
    pmids: set[str] = set()
    for key, article in articles.items():
        if article is None or state.index.has(PUBMED, article.record.pmid):
            continue
        if article.record.pmid not in pmids:
            pmids.add(article.record.pmid)
            own = replace(article.record, id=key, source=state.by_id[key].source)
            resolved[key] = replace(article, record=own)
    return resolved
