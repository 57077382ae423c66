"""Probe: whether the search still finds the papers known to belong, and which line loses which."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.decisions import Verdict
from bot.domain.protocol import Protocol
from bot.domain.records import SEED, bare_doi
from bot.domain.runs import KnownItems, MissedItem
from bot.domain.state import State
from bot.domain.strategies import Expression
from bot.ports import Source


@dataclass(frozen=True, kw_only=True)
class KnownItemCheck:
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
        found = {one: one if one.isdigit() else self.last.pmids.get(one, "") for one in listed}
        found |= {
            record.id: record.pmid for record in seeds if record.id in included and record.pmid
        }
        by_doi = {
            record.doi: record.pmid
            for record in self.state.by_id.values()
            if record.doi and record.pmid
        }
        for one in listed:
            found[one] = found[one] or by_doi.get(bare_doi(one), "")
        strange = [one for one in listed if not found[one] and one not in self.last.pmids]
        return found | self._asked_for(strange)

    def _asked_for(self, dois: Iterable[str]) -> dict[str, str]:
        """The PMIDs of DOIs that no record has, as PubMed knows them."""
        wanted = {bare_doi(doi): doi for doi in dois}
        if not wanted:
            return {}
        query = " OR ".join(f'"{one}"[aid]' for one in wanted)
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
        wanted = frozenset(pmids)
        plan, same = self.protocol.search.strategies, self._same()
        missed_itemses = {
            name: [
                missed_item
                for missed_item in self.last.missed
                if missed_item.strategy == name and missed_item.pmid in wanted
            ]
            for name in plan
            if name in same
        }
        lost = {name: wanted - found for name, found in hits.items()}
        asked = {
            name: gone
            for name, gone in lost.items()
            if gone != {missed_item.pmid for missed_item in missed_itemses.get(name, ())}
        }
        lines = self._line_hits(asked)
        missed: list[MissedItem] = []
        for name, strategy in plan.items():
            if name not in asked:
                missed += missed_itemses.get(name, [])
                continue
            expression = Expression(strategy.expression)
            missed += [
                MissedItem(pmid=pmid, strategy=name, lines=self._losers(expression, pmid, lines))
                for pmid in sorted(asked[name], key=int)
            ]
        return missed

    def queries(self) -> dict[str, str]:
        """The fingerprint of each strategy's query."""
        return {
            name: hashlib.sha256(self.protocol.lines.query(strategy).encode()).hexdigest()[:12]
            for name, strategy in self.protocol.search.strategies.items()
        }

    def _same(self) -> set[str]:
        """The strategies that read as they did when last probed."""
        return {name for name, one in self.queries().items() if self.last.queries.get(name) == one}

    def _line_hits(self, lost: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        """Which of the lost papers each line of the strategies finds: one request a line."""
        strategies, known = self.protocol.search.strategies, self.protocol.lines
        gone = sorted({pmid for some in lost.values() for pmid in some}, key=int)
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


def known_item_check(
    protocol: Protocol, state: State, hits: Mapping[str, frozenset[str]], source: Source
) -> KnownItems | None:
    """What the searches of today say of the known papers; None when nothing is new.

    ``hits`` has what each strategy that was searched found.
    """
    last = state.known_items or KnownItems()
    probing = KnownItemCheck(protocol=protocol, state=state, source=source, last=last)
    pmids = probing.pmids()
    known_items = KnownItems(
        pmids=pmids,
        queries={
            **last.queries,
            **{key: one for key, one in probing.queries().items() if key in hits},
        },
        missed=tuple(probing.missed((pmid for pmid in pmids.values() if pmid), hits)),
    )
    return None if known_items == last else known_items
