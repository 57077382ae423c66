"""Known items: does the search still find the papers known to belong, and which line loses any."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.domain.protocol import Protocol
from bot.domain.records import SEED, bare_doi
from bot.domain.runs import KnownItems, MissedItem
from bot.domain.state import State
from bot.domain.strategies import Expression
from bot.domain.verdicts import Verdict
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import Source
from bot.rendering.phrases import lost


def known_item_check(draft: RunDraft, context: RunContext) -> RunDraft:
    """Note what the searches of today say of the known papers, where that is new."""
    last = draft.state.known_items or KnownItems()
    check = _Check(
        protocol=context.protocol,
        state=draft.state,
        source=context.literature.sources.main,
        last=last,
    )
    pmids = check.pmids()
    searched = {name: hash_ for name, hash_ in check.queries().items() if name in draft.hits}
    known = KnownItems(
        pmids=pmids,
        queries={**last.queries, **searched},
        missed=tuple(check.missed((pmid for pmid in pmids.values() if pmid), draft.hits)),
    )
    if known == last:
        return draft
    if known.missed:
        context.messages.warn(lost(known))
    return draft.with_run(replace(draft.run, known_items=known))


@dataclass(frozen=True, kw_only=True)
class _Check:
    """The papers to be found, and what is known of them so far."""

    protocol: Protocol
    state: State
    source: Source
    last: KnownItems

    def pmids(self) -> dict[str, str]:
        """Each known item as it is listed, and its PMID; empty where PubMed has none."""
        listed = [str(item).strip() for item in self.protocol.known_items]
        included = {record.id for record in self.state.with_verdict(Verdict.INCLUDE)}
        seeds = [record for record in self.state.by_id.values() if record.source == SEED]
        pmids = {item: item if item.isdigit() else self.last.pmids.get(item, "") for item in listed}
        pmids |= {
            record.id: record.pmid for record in seeds if record.id in included and record.pmid
        }
        by_doi = {
            record.doi: record.pmid
            for record in self.state.by_id.values()
            if record.doi and record.pmid
        }
        for item in listed:
            pmids[item] = pmids[item] or by_doi.get(bare_doi(item), "")
        unknown = [item for item in listed if not pmids[item] and item not in self.last.pmids]
        return pmids | self._asked_for(unknown)

    def _asked_for(self, dois: Iterable[str]) -> dict[str, str]:
        """The PMIDs of DOIs that no record has, as PubMed knows them."""
        wanted = {bare_doi(doi): doi for doi in dois}
        if not wanted:
            return {}
        query = " OR ".join(f'"{doi}"[aid]' for doi in wanted)
        articles = self.source.fetch(self.source.search(query)).articles.values()
        return {
            wanted[article.record.doi]: article.record.pmid
            for article in articles
            if article.record.doi in wanted
        }

    def missed(self, pmids: Iterable[str], hits: Mapping[str, frozenset[str]]) -> list[MissedItem]:
        """What each strategy searched today misses, and what the others missed when last searched.

        The lines are asked only where something is missed that was not before.
        """
        wanted, same = frozenset(pmids), self._same()
        plan = self.protocol.search.strategies
        missed_before = {
            name: [
                missed_item
                for missed_item in self.last.missed
                if missed_item.strategy == name and missed_item.pmid in wanted | self._included
            ]
            for name in plan
            if name in same
        }
        before = {name: {item.pmid for item in items} for name, items in missed_before.items()}
        asked = {
            name: gone
            for name, gone in self._lost(wanted, before, hits).items()
            if gone != before.get(name, set())
        }
        lines = self._line_hits(asked)
        missed: list[MissedItem] = []
        for name, strategy in plan.items():
            if name not in asked:
                missed += missed_before.get(name, [])
                continue
            expression = Expression(strategy.expression)
            missed += [
                MissedItem(pmid=pmid, strategy=name, lines=self._losers(expression, pmid, lines))
                for pmid in sorted(asked[name], key=int)
            ]
        return missed

    def _lost(
        self,
        wanted: frozenset[str],
        before: Mapping[str, set[str]],
        hits: Mapping[str, frozenset[str]],
    ) -> dict[str, frozenset[str]]:
        """What each strategy does not find of ``wanted``, and of what it lost ``before``.

        After a change of its query also every included paper that no strategy finds any more.
        """
        lost = {name: wanted.union(before.get(name, ())) - pmids for name, pmids in hits.items()}
        changed = [name for name in hits if name in self.last.queries and name not in before]
        if changed:
            gone = self._found_by_none(self._included - wanted, hits)
            lost |= {name: lost[name] | gone for name in changed}
        return lost

    @cached_property
    def _included(self) -> frozenset[str]:
        """PMIDs of all included papers."""
        return frozenset(
            record.pmid for record in self.state.with_verdict(Verdict.INCLUDE) if record.pmid
        )

    def _found_by_none(
        self, pmids: frozenset[str], hits: Mapping[str, frozenset[str]]
    ) -> frozenset[str]:
        """Which papers no strategy finds as the protocol now reads: one request at most."""
        left = pmids.difference(*hits.values())
        if not left:
            return left
        plan, known = self.protocol.search.strategies, self.protocol.lines
        whole = " OR ".join(f"({known.query(strategy)})" for strategy in plan.values())
        among = " OR ".join(f"{pmid}[uid]" for pmid in sorted(left, key=int))
        return left.difference(self.source.search(f"({whole}) AND ({among})"))

    def queries(self) -> dict[str, str]:
        """The fingerprint of each strategy's query."""
        return {
            name: hashlib.sha256(self.protocol.lines.query(strategy).encode()).hexdigest()[:12]
            for name, strategy in self.protocol.search.strategies.items()
        }

    def _same(self) -> set[str]:
        """The strategies that read as they did when they were last checked."""
        return {
            name for name, hash_ in self.queries().items() if self.last.queries.get(name) == hash_
        }

    def _line_hits(self, lost: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        """Which of the lost papers each line of the strategies finds: one request a line."""
        strategies, known = self.protocol.search.strategies, self.protocol.lines
        gone = sorted({pmid for pmids in lost.values() for pmid in pmids}, key=int)
        names = dict.fromkeys(
            known.name_of(token) or token
            for name in lost
            if lost[name]
            for token in Expression(strategies[name].expression).names
        )
        among = " OR ".join(f"{pmid}[uid]" for pmid in gone)
        return {
            name: frozenset(self.source.search(f"({known.text(name)}) AND ({among})"))
            for name in names
        }

    def _losers(
        self, expression: Expression, pmid: str, hits: Mapping[str, frozenset[str]]
    ) -> tuple[str, ...]:
        name_of = self.protocol.lines.name_of
        blamed = expression.blamed(lambda token: pmid in hits[name_of(token) or token])
        return tuple(dict.fromkeys(name_of(token) or token for token in blamed))
