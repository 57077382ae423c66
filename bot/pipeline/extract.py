"""Extract: read every included paper that has no study file yet, and again where there is reason.

A reason is that its words changed, that its full text can be had, or that the reader is newer.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.domain.full_texts import FullText
from bot.domain.records import Article
from bot.domain.state import State
from bot.domain.studies import FULL_TEXT, Study
from bot.extraction.vocabulary import Vocabulary
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.pipeline.read_study import read_study

Texts = Mapping[str, FullText]
_NONE: Texts = MappingProxyType({})


def extract(draft: RunDraft, context: RunContext) -> RunDraft:
    """Read by the rules what is new, changed or outdated."""
    context.messages.report("Reading included papers")
    articles = {
        key: article for key, article in draft.articles.items() if key not in draft.pending_texts
    }
    studies = extracted(
        draft.state, articles, context.vocabulary, draft.texts, outdated=draft.outdated
    )
    if not studies:
        return draft
    sealed = {key: study.sealed for key, study in studies.items()}
    upgraded = tuple(key for key in draft.outdated if key in studies)
    return replace(
        draft,
        state=draft.state.with_added(studies=sealed),
        run=replace(draft.run, read=tuple(sealed), upgraded=upgraded),
    )


def extracted(
    state: State,
    articles: Mapping[str, Article],
    vocabulary: Vocabulary | None,
    texts: Texts = _NONE,
    *,
    outdated: Collection[str] = (),
) -> dict[str, Study]:
    """Studies that are new or read again, by id; ``texts`` are the full texts at hand.

    A file that a person removed or edited is left alone, and so is a paper read as a whole whose
    text is not at hand: reading the abstract alone would lose what the text said.
    """
    studies: dict[str, Study] = {}
    for record in state.included:
        article, study = articles.get(record.id), state.studies.get(record.id)
        if article is None:
            continue
        text = texts.get(record.id)
        if study is None:
            wanted = record.id not in state.read_before
        else:
            first = text is not None and study.read_from != FULL_TEXT
            again = record.id in outdated and (text is not None or study.read_from != FULL_TEXT)
            reworded = study.text_hash != article.record.text_hash
            wanted = (first or again or reworded) and study.by_program
        if wanted:
            studies[record.id] = read_study(record, article, vocabulary, text)
    return studies
