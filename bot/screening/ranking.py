"""Ranking anew: the order in which papers wait, after a person has decided some of them."""

from collections.abc import Collection, Mapping, Sequence

from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.screening.classifier import Corpus
from bot.screening.policy import Concepts, text_of
from bot.screening.svm import Label
from bot.screening.training import rank


def learned_ranks(
    decided: Sequence[tuple[Article, bool]], waiting: Mapping[str, Article], protocol: Protocol
) -> dict[str, float]:
    """The rank of each waiting paper by a classifier that learned from the ``decided`` ones.

    The truth value says whether a paper was included.
    """
    texts = {key: text_of(article) for key, article in waiting.items()}
    papers = [*(text_of(article) for article, _ in decided), *texts.values()]
    labels: list[Label] = [*(int(included) for _, included in decided), *[None] * len(texts)]
    fitted = Corpus.of(papers, labels, protocol.own_words).fit(labels, protocol.screening.seed)
    scores = fitted.scores().tolist()[len(decided) :]
    concepts = Concepts.of(protocol)
    return {
        key: rank(score, lacking=concepts.lacks_must(texts[key]))
        for key, score in zip(texts, scores, strict=True)
    }


def reordered(
    order: Sequence[str], ranks: Mapping[str, float], fixed: Collection[str]
) -> tuple[str, ...]:
    """``order`` with the ranked papers sorted by rank, and all others in their places.

    What the classifier did not put in the queue keeps its place, so that a paper drawn for an audit
    is not given away by it.
    """
    free = [at for at, key in enumerate(order) if key in ranks and key not in fixed]
    best = sorted((order[at] for at in free), key=lambda key: -ranks[key])
    after = list(order)
    for at, key in zip(free, best, strict=True):
        after[at] = key
    return tuple(after)
