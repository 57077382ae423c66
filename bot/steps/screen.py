"""Screen: a verdict with reasons for every paper that has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.decisions import Decision, Verdict
from bot.domain.protocol import Protocol
from bot.domain.records import Article, Record
from bot.domain.state import State
from bot.ports import Cache, Source
from bot.screening.classifier import fit
from bot.screening.policy import Concepts, judge


@dataclass(frozen=True, kw_only=True)
class Screened:
    """The verdicts of one run, and how many of people's decisions taught the classifier."""

    decisions: tuple[Decision, ...]
    labels: int


def labelled(
    state: State, at_hand: Mapping[str, Article], source: Source, cache: Cache
) -> dict[str, Article]:
    """The words, where PubMed has them, of every paper that a person has decided."""
    known = state.by_id
    wanted = {
        known[key].pmid: key
        for key in state.people_said
        if key in known and known[key].pmid and key not in at_hand
    }
    cached = cache.articles(source.name, wanted)
    fetched = source.fetch([one for one in wanted if one not in cached]).articles
    cache.keep(source.name, fetched)
    found = {wanted[pmid]: one for pmid, one in {**cached, **fetched}.items()}
    return {**{key: at_hand[key] for key in state.people_said if key in at_hand}, **found}


def screen(
    protocol: Protocol,
    state: State,
    articles: Sequence[Article],
    words: Mapping[str, Article],
    on: str,
) -> Screened:
    """Judge ``articles``, taught by the papers that people decided, whose words are ``words``."""
    concepts = Concepts.of(protocol)
    texts = {
        key: _text(state.by_id[key], words.get(key))
        for key in state.people_said
        if key in state.by_id
    }
    labels = [int(state.people_said[key].verdict is Verdict.INCLUDE) for key in texts]
    fresh = [_text(one.record, one) for one in articles]
    model = fit(
        [*texts.values(), *fresh],
        [*labels, *[None] * len(fresh)],
        about=protocol.own_words,
        seed=protocol.screening.seed,
    )
    scores = model.score(fresh)
    decisions = tuple(
        judge(article, protocol, concepts, model, float(score), on)
        for article, score in zip(articles, scores, strict=True)
    )
    return Screened(decisions=decisions, labels=len(labels))


def _text(record: Record, article: Article | None) -> str:
    return f"{record.title}\n{article.abstract}" if article else record.title
