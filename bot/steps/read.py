"""Read: language models read the newly included papers, too, and are held against the rules.

What a model says counts only after every check, and nothing it says takes away what the rules
read: where nobody answers, the study stays as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.asking import Question, Said, hear, version_of
from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.runs import Consultation
from bot.domain.studies import Study
from bot.extraction import model_reading
from bot.extraction.model_reading import Proposed
from bot.extraction.reconcile import Heard, reconciled
from bot.extraction.vocabulary import Vocabulary
from bot.ports import LanguageModel
from bot.rendering.review import Render
from bot.screening.orders import order_in
from bot.screening.policy import text_of

QUESTION = "read.md.j2"


@dataclass(frozen=True, kw_only=True)
class ReadTogether:
    """The studies that models had a say in."""

    studies: Mapping[str, Study] = field(default_factory=dict)
    summary: Consultation | None = None
    """None when nothing was asked."""


def read(  # noqa: PLR0913 - what is read, by whom, in which words, for how much
    protocol: Protocol,
    studies: Mapping[str, Study],
    articles: Mapping[str, Article],
    models: Sequence[LanguageModel],
    fill: Render,
    vocabulary: Vocabulary,
    *,
    spent: float = 0.0,
) -> ReadTogether:
    """Ask ``models`` about the papers of ``studies``, which the rules have read.

    A paper without an abstract has nothing to read, and one with orders to a program is not shown
    to any. ``spent`` is what the run's budget has paid for already.
    """
    papers = [articles[key] for key in sorted(studies) if _is_fit(articles[key])]
    if not (models and papers):
        return ReadTogether()
    empty = fill(QUESTION, **model_reading.asked(protocol.question, "", "", vocabulary))
    version = version_of(empty)
    heard = hear(
        models,
        papers,
        lambda article: _question(article, protocol, fill, vocabulary, version),
        protocol.model,
        spent,
    )
    joined = {said[0].record: _joined(studies[said[0].record], said) for said in heard.papers}
    summary = heard.summary(models, version, protocol.model)
    return ReadTogether(studies=joined, summary=summary)


def _is_fit(article: Article) -> bool:
    return bool(article.sections) and not order_in(text_of(article))


def _question(
    article: Article, protocol: Protocol, fill: Render, vocabulary: Vocabulary, version: str
) -> Question[Proposed]:
    title, abstract = article.record.title, article.abstract

    def understand(text: str, model: LanguageModel) -> Proposed:
        by = f"{model.model}, prompt {version}"
        return model_reading.read(text, title, abstract, vocabulary, by)

    values = model_reading.asked(protocol.question, title, abstract, vocabulary)
    return Question(
        record=article.record.id,
        prompt=fill(QUESTION, **values),
        schema=model_reading.schema(vocabulary),
        name="reading",
        understand=understand,
    )


def _joined(study: Study, said: Sequence[Said[Proposed]]) -> Study:
    """Join what the rules read with what each model did; a model without an answer is silent."""
    proposed = [one.meant for one in said if one.meant]
    if not proposed:
        return study
    readings = [
        Heard(by=study.reader, findings=study.findings),
        *(Heard(by=one.by, findings=one.findings) for one in proposed),
    ]
    return replace(
        study,
        reader="; ".join(one.by for one in readings),
        findings=reconciled(readings),
        rejected=(*study.rejected, *(fault for one in proposed for fault in one.rejected)),
    )
