"""Extract with models: they read the included papers, too, and are compared with the rules.

What a model says counts only after every check, and nothing it says takes away what the rules
read: where nobody answers, the study stays as it was. Papers whose turn was missed, because the
budget was spent or the server was down, have it later, behind those that are new.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain.facts import Quote
from bot.domain.full_texts import IN_FULL
from bot.domain.protocol import Protocol
from bot.domain.records import Article, Record
from bot.domain.runs import ModelUsage
from bot.domain.state import State
from bot.domain.studies import AND, Finding, Study
from bot.extraction.reconcile import ReaderFindings, reconciled
from bot.extraction.vocabulary import Vocabulary
from bot.model_batch import ModelQuestion, ModelReply, ask_models, spent_on, version_of
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import LanguageModel
from bot.rendering.template_functions import Render
from bot.screening.policy import text_of
from bot.screening.prompt_injection import injected_instruction

if TYPE_CHECKING:
    from bot.extraction.model_reading import PlacedAnswer

QUESTION = "read.md.j2"
LATER_PER_RUN = 20
"""Papers whose turn was missed that one run asks about, besides its new ones."""
TRIES = 2
"""Runs that ask about a paper and get no usable answer; after them only others are asked, or else.

A failure of the service or of the budget is none of the paper's and does not count.
"""
Fetch = Callable[[Collection[str]], Mapping[str, Article]]
"""Gives the papers of some ids with their words, as far as they can be had."""


@dataclass(frozen=True, kw_only=True)
class Readers:
    """The models that read, and in which words they are asked."""

    protocol: Protocol
    models: Sequence[LanguageModel]
    fill: Render
    vocabulary: Vocabulary

    @cached_property
    def version(self) -> str:
        """The version of the question."""
        from bot.extraction import model_reading  # noqa: PLC0415 - its patterns load slowly

        empty = model_reading.asked(self.protocol.question, "", "", self.vocabulary)
        return version_of(self.fill(QUESTION, **empty))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the models."""
        return tuple(language_model.model for language_model in self.models)


@dataclass(frozen=True, kw_only=True)
class ModelExtraction:
    """The studies that models had a say in."""

    studies: Mapping[str, Study] = field(default_factory=dict)
    summary: ModelUsage | None = None
    """None when nothing was asked."""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Papers that were asked about in vain."""
        return self.summary.unanswered if self.summary else ()


def extract_with_models(draft: RunDraft, context: RunContext) -> RunDraft:
    """Ask about what the rules read now, and about papers whose turn was missed."""
    models, vocabulary, asked = context.models, context.vocabulary, draft.run.consultation
    # Where the money is spent or the server failed, no question will fare better now.
    if models is None or vocabulary is None or (asked and asked.partial):
        return _as_before(draft, draft.run.read)
    readers = Readers(
        protocol=context.protocol, models=models.models, fill=models.fill, vocabulary=vocabulary
    )
    late = missed_turns(
        draft.state,
        readers,
        lambda keys: context.literature.articles(keys, draft.state, draft.articles),
        besides=draft.run.read,
    )
    studies = {key: draft.state.studies[key] for key in (*draft.run.read, *late)}
    if studies:
        context.messages.report(f"Reading with {models.names}")
    spent = spent_on(context.protocol.model, asked)
    done = ask_to_read(readers, studies, {**draft.articles, **late}, spent=spent)
    if done.summary and done.summary.partial:
        context.messages.warn(f"papers a language model was asked to read: {done.summary.partial}")
    read = tuple(dict.fromkeys((*draft.run.read, *done.studies)))
    draft = replace(
        draft,
        state=draft.state.with_added(
            studies={key: study.sealed for key, study in done.studies.items()}
        ),
        articles={**draft.articles, **late},
        run=replace(draft.run, read=read, reading=done.summary),
    )
    return _as_before(draft, [key for key in draft.run.read if key not in done.studies])


def _as_before(draft: RunDraft, unanswered: Collection[str]) -> RunDraft:
    """Undo the second reading of outdated studies where it would lose what models had read.

    A newer reader is no reason to forget that: the next run tries again.
    """
    before = draft.previous.studies
    lost = {key for key in unanswered if key in draft.run.upgraded and before[key].by_model}
    if not lost:
        return draft
    return replace(
        draft,
        state=draft.state.with_added(studies={key: before[key] for key in lost}),
        run=replace(
            draft.run,
            read=tuple(key for key in draft.run.read if key not in lost),
            upgraded=tuple(key for key in draft.run.upgraded if key not in lost),
        ),
    )


def ask_to_read(
    readers: Readers,
    studies: Mapping[str, Study],
    articles: Mapping[str, Article],
    *,
    spent: float = 0.0,
) -> ModelExtraction:
    """Ask models about the papers of ``studies``, which the rules have read, in this order.

    A paper without an abstract has nothing to read, and one with orders to a program is not shown
    to any. ``spent`` is what the run's budget has paid for already.
    """
    papers = [articles[key] for key in studies if _is_fit(articles[key])]
    if not (readers.models and papers):
        return ModelExtraction()
    use = readers.protocol.model
    batch = ask_models(
        readers.models, papers, lambda article: _question(article, readers), use, spent
    )
    summary = batch.summary(readers.models, readers.version, use)
    vain = (replies[0].record for replies in batch.papers if all(reply.bad for reply in replies))
    return ModelExtraction(
        studies={
            replies[0].record: _joined(studies[replies[0].record], replies)
            for replies in batch.papers
            if any(reply.meant for reply in replies)
        },
        summary=replace(summary, unanswered=tuple(vain)),
    )


def missed_turns(
    state: State, readers: Readers, fetch: Fetch, besides: Collection[str] = ()
) -> dict[str, Article]:
    """The papers read by the rules alone that models may read now, the newest first.

    Whatever a person checked or edited is left as it is, and so is a paper about which these
    models were asked this question in vain; ``besides`` are asked about in any case.
    """
    readable: dict[str, Article] = {}
    keys = [key for key in _unread(state, readers) if key not in besides]
    while keys and len(readable) < LATER_PER_RUN:
        batch, keys = keys[:LATER_PER_RUN], keys[LATER_PER_RUN:]
        articles = fetch(batch)
        readable |= {
            key: articles[key]
            for key in batch
            if key in articles
            and _is_fit(articles[key])
            and articles[key].record.text_hash == state.studies[key].text_hash
        }
    return dict(list(readable.items())[:LATER_PER_RUN])


def _unread(state: State, readers: Readers) -> Iterable[str]:
    """Yield the ids of the studies that no model has read, the newest paper first."""
    asked = (readers.names, readers.version)
    past = (run.reading for run in state.runs if run.reading)
    vain = Counter(
        key
        for model_usage in past
        if (model_usage.models, model_usage.prompt) == asked
        for key in model_usage.unanswered
    )
    for record in sorted(state.included, key=_age, reverse=True):
        study = state.studies.get(record.id)
        if study and study.by_program and not study.by_model and vain[record.id] < TRIES:
            yield record.id


def _age(record: Record) -> tuple[int, str]:
    return record.year or 0, record.entered


def _is_fit(article: Article) -> bool:
    return bool(article.sections) and not injected_instruction(text_of(article))


def _question(article: Article, readers: Readers) -> ModelQuestion["PlacedAnswer"]:
    from bot.extraction import model_reading  # noqa: PLC0415 - its patterns load slowly

    title, abstract, vocabulary = article.record.title, article.abstract, readers.vocabulary

    def understand(text: str, model: LanguageModel) -> "PlacedAnswer":
        by = f"{model.model}, prompt {readers.version}"
        return model_reading.read(text, title, abstract, vocabulary, by)

    values = model_reading.asked(readers.protocol.question, title, abstract, vocabulary)
    return ModelQuestion(
        record=article.record.id,
        prompt=readers.fill(QUESTION, **values),
        schema=model_reading.schema(vocabulary),
        name="reading",
        understand=understand,
    )


def _joined(study: Study, replies: Sequence[ModelReply["PlacedAnswer"]]) -> Study:
    """Join what the rules read with what each model did; a model without an answer is silent.

    Models are shown the abstract: on what the rules read elsewhere they have nothing to say.
    """
    answers = [reply.meant for reply in replies if reply.meant]
    in_full = [finding for finding in study.findings if finding.quote.part.startswith(IN_FULL)]
    shown = tuple(finding for finding in study.findings if finding not in in_full)
    readings = [
        ReaderFindings(by=study.reader, findings=shown),
        *(ReaderFindings(by=answer.by, findings=answer.findings) for answer in answers),
    ]
    joined = reconciled(readings)
    numbered = (
        replace(finding, id=f"f{number}") for number, finding in enumerate(in_full, len(joined) + 1)
    )
    return replace(
        study,
        reader=AND.join(reading.by for reading in readings),
        findings=(*joined, *numbered),
        unread=tuple(quote for quote in study.unread if not _touched(quote, joined)),
        rejected=(
            *study.rejected,
            *(rejected for answer in answers for rejected in answer.rejected),
        ),
    )


def _touched(quote: Quote, findings: Iterable[Finding]) -> bool:
    """Whether a finding rests on words of a quote."""
    own = range(quote.start, quote.start + len(quote.text))
    return any(
        finding.quote.part == quote.part
        and finding.quote.start < own.stop
        and own.start < finding.quote.start + len(finding.quote.text)
        for finding in findings
    )
