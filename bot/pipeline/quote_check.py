"""Compare the quotes of studies with the papers' words, and say which could not be compared."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.databases.source_set import articles
from bot.domain.facts import LONGEST_QUOTE, Quote
from bot.domain.full_texts import IN_FULL, FullText, FullTextLookup
from bot.domain.records import IMPORTED, Article, Record
from bot.domain.state import State
from bot.domain.studies import Study
from bot.errors import ServiceFailed
from bot.pipeline.context import Literature
from bot.ports import Report
from bot.rendering.phrases import counted

_BATCH = 10
"""Full texts that are asked for at once."""
_NAMED = 5
"""Papers that are named."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words at hand, by the review's id."""

    articles: Mapping[str, Article] = field(default_factory=dict)
    texts: Mapping[str, FullText] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class QuoteComparison:
    """What came of comparing every quote with its paper."""

    faults: tuple[str, ...]
    """Quotes that do not stand where they say, one sentence each."""
    compared: int
    not_compared: Mapping[str, int]
    """How many quotes of which paper could not be compared."""
    elsewhere: int = 0
    """Quotes of papers that no database has, whose words another computer remembers: the one on
    which their file was imported. Here nothing is amiss with them."""

    @property
    def gaps(self) -> tuple[str, ...]:
        """A sentence on what could not be compared; none where all was."""
        if not self.not_compared:
            return ()
        keys = list(self.not_compared)
        others = f" and {len(keys) - _NAMED:,} more" if len(keys) > _NAMED else ""
        sentence = (
            f"{counted(sum(self.not_compared.values()), 'quote')} could not be compared with"
            f" {counted(len(keys), 'paper')}: {', '.join(keys[:_NAMED])}{others}. The words could"
            " not be fetched, or are no longer those that were read."
        )
        return (sentence,)


def compare_quotes(state: State, words: Words) -> QuoteComparison:
    """Compare every quote; one whose words are not at hand is counted apart."""
    faults: list[str] = []
    compared, elsewhere, missing = 0, 0, Counter[str]()
    for key, study in state.studies.items():
        for quote in study.quotes:
            where = f"state/studies/{key}.yaml: the quote “{quote.text[:60]}”"
            if not quote.text.strip() or len(quote.text) > LONGEST_QUOTE:
                faults.append(f"{where} is empty or longer than {LONGEST_QUOTE} characters.")
                continue
            stands = _stands(quote, study, words)
            if stands is None:
                record = state.by_id.get(key)
                if record and record.source == IMPORTED and not record.in_database:
                    elsewhere += 1
                else:
                    missing[key] += 1
                continue
            compared += 1
            if not stands:
                faults.append(f"{where} is not in the paper at that place.")
    return QuoteComparison(
        faults=tuple(faults), compared=compared, not_compared=missing, elsewhere=elsewhere
    )


def words_for_quotes(
    state: State, literature: Literature, at_hand: Words, on: str, warn: Report
) -> Words:
    """The words that quotes are compared with: at hand, remembered, or fetched ``on`` a day.

    Where a service fails its papers are left out, and it is said.
    """
    studies = {key: study for key, study in state.studies.items() if study.quotes}
    records = [
        state.by_id[key] for key in studies if key in state.by_id and key not in at_hand.articles
    ]
    whole = [
        record for key, record in state.by_id.items()
        if key in studies and studies[key].full_text_hash and key not in at_hand.texts
    ]  # fmt: skip
    return Words(
        articles={**at_hand.articles, **dict(_articles(records, literature, warn))},
        texts={**at_hand.texts, **dict(_texts(whole, literature, on, warn))},
    )


def _articles(
    records: Sequence[Record], literature: Literature, warn: Report
) -> Iterator[tuple[str, Article]]:
    yield from literature.imported(records).items()
    for source, by_key in literature.sources.by_source(records):
        try:
            known = articles(source, by_key, literature.cache)
        except ServiceFailed as fault:
            warn(f"{fault.message}: its quotes are compared as far as papers are remembered")
            known = literature.cache.articles(source.name, by_key)
        for key, article in known.items():
            for record in by_key[key]:
                yield record.id, article


def _texts(
    records: list[Record], literature: Literature, on: str, warn: Report
) -> Iterator[tuple[str, FullText]]:
    ids = {record.pmcid: record.id for record in records if record.pmcid}
    known = literature.cache.texts(ids)
    missing = [pmcid for pmcid in ids if pmcid not in known or known[pmcid].text is None]
    for pmcid, lookup in known.items():
        if lookup.text:
            yield ids[pmcid], lookup.text
    source = literature.full_texts
    if source is None:
        return
    for at in range(0, len(missing), _BATCH):
        try:
            fetched = source.texts(missing[at : at + _BATCH])
        except ServiceFailed as fault:
            warn(f"{fault.message}: quotes from full texts are not compared")
            return
        ours = {pmcid: text for pmcid, text in fetched.items() if pmcid in ids}
        literature.cache.keep_texts(
            {pmcid: FullTextLookup(on=on, text=text) for pmcid, text in ours.items()}
        )
        yield from ((ids[pmcid], text) for pmcid, text in ours.items())


def _stands(quote: Quote, study: Study, words: Words) -> bool | None:
    """Whether a quote is where it says; None where the words that were read are not at hand."""
    article, text = words.articles.get(study.id), words.texts.get(study.id)
    if quote.part.startswith(IN_FULL):
        if text is None:
            return None
        passage, as_read = text.words_of(quote.part), text.fingerprint == study.full_text_hash
    else:
        if article is None:
            return None
        passage = article.record.title if quote.part == "title" else article.abstract
        as_read = article.record.text_hash == study.text_hash
    if passage[quote.start : quote.start + len(quote.text)] == quote.text:
        return True
    # The paper was changed since it was read: the words may have moved.
    return False if as_read else (True if quote.text in passage else None)
