"""Consult: what language models say about the papers that the rules left open.

The most uncertain papers come first, for the money may not last. A paper that no model judged
keeps the verdict it had.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.asking import Question, hear, version_of
from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.runs import Consultation
from bot.ports import LanguageModel
from bot.rendering.review import Render
from bot.screening.criteria import Opinion, asked, checked, parse, schema
from bot.screening.panel import weigh
from bot.screening.policy import Concepts

QUESTION = "screen.md.j2"
NO_ANSWER = "no model gave an answer that could be used"


@dataclass(frozen=True, kw_only=True)
class Consulted:
    """The verdicts in which models had a say."""

    decisions: tuple[Decision, ...] = ()
    summary: Consultation | None = None
    """None when nothing was asked."""


def consult(
    protocol: Protocol,
    decisions: Iterable[Decision],
    articles: Mapping[str, Article],
    models: Sequence[LanguageModel],
    fill: Render,
) -> Consulted:
    """Ask ``models`` about the papers among ``articles`` that rules left open, and weigh it in.

    ``fill`` fills the question's template. Which papers are asked about, and in which order the
    opinions come, does not depend on which answer comes first.
    """
    verdicts = {one.record: one for one in decisions}
    papers = [articles[key] for key in left_open(protocol, verdicts.values()) if key in articles]
    if not (models and papers and protocol.criteria):
        return Consulted()
    version = version_of(fill(QUESTION, **asked(protocol, "", "")))
    heard = hear(
        models, papers, lambda one: _question(one, protocol, fill, version), protocol.model
    )
    concepts = Concepts.of(protocol)
    weighed = []
    for said in heard.papers:
        key, opinions = said[0].record, tuple(one.meant for one in said if one.meant)
        if opinions:
            weighed.append(weigh(verdicts[key], opinions, articles[key], protocol, concepts))
        elif all(one.bad for one in said):
            # To ask again would cost as much, and most likely bring as little.
            weighed.append(replace(verdicts[key], heard=(NO_ANSWER,)))
    summary = heard.summary(models, version, protocol.model)
    return Consulted(decisions=tuple(weighed), summary=summary)


def left_open(protocol: Protocol, decisions: Iterable[Decision]) -> list[str]:
    """The records that models may be asked about, the most uncertain first.

    What a rule settled is not among them (no abstract, orders to a program, proof in the
    metadata), nor what its rank excluded, nor what models have judged before.
    """
    middle = protocol.screening.include_above
    open_ = [
        one
        for one in decisions
        if one.judge is Judge.CLASSIFIER and one.verdict is not Verdict.EXCLUDE and not one.heard
    ]
    return [one.record for one in sorted(open_, key=lambda one: abs((one.score or 0.0) - middle))]


def _question(
    article: Article, protocol: Protocol, fill: Render, version: str
) -> Question[Opinion]:
    title, abstract, names = article.record.title, article.abstract, list(protocol.criteria)

    def understand(text: str, model: LanguageModel) -> Opinion:
        answers = checked(parse(text, names), title, abstract)
        return Opinion(answers=answers, model=model.model, prompt=version)

    return Question(
        record=article.record.id,
        prompt=fill(QUESTION, **asked(protocol, title, abstract)),
        schema=schema(names),
        name="screening",
        understand=understand,
    )
