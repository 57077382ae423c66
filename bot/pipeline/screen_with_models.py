"""Screen with models: what language models say about the papers that the rules left open.

The most uncertain papers come first, for the money may not last. A paper that no model judged
keeps the verdict it had.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.domain.decisions import Decision, day_of_decision
from bot.domain.model_votes import ModelVote
from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.runs import ModelUsage
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.model_batch import ModelQuestion, ask_models, version_of
from bot.pipeline.context import LanguageModels, RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import LanguageModel
from bot.rendering.template_functions import Render
from bot.screening.criteria import asked, checked, parse, schema
from bot.screening.criterion_words import criterion_words
from bot.screening.model_votes import weigh

QUESTION = "screen.md.j2"


@dataclass(frozen=True, kw_only=True)
class ModelScreening:
    """The verdicts in which models had a say."""

    decisions: tuple[Decision, ...] = ()
    summary: ModelUsage | None = None
    """None when nothing was asked."""


def screen_with_models(draft: RunDraft, context: RunContext) -> RunDraft:
    """Ask about what the rules left open, and about what waits and no model has judged."""
    if context.models is None:
        return draft
    today = context.today.isoformat()
    decisions = {decision.record: decision for decision in not_consulted(draft.state, today)}
    decisions |= {decision.record: decision for decision in draft.decisions}
    if not decisions:
        return draft
    articles = {
        **draft.articles,
        **context.literature.articles(decisions, draft.state, draft.articles),
    }
    context.messages.report(f"Asking {context.models.names}")
    answers = ask_about(context.protocol, decisions.values(), articles, context.models)
    if answers.summary and answers.summary.partial:
        context.messages.warn(f"papers a language model was asked about: {answers.summary.partial}")
    revised = {decision.record: decision for decision in answers.decisions}
    kept = tuple(revised.pop(decision.record, decision) for decision in draft.decisions)
    return replace(
        draft.with_decisions((*kept, *revised.values())),
        articles=articles,
        run=replace(draft.run, consultation=answers.summary),
    )


def not_consulted(state: State, on: str) -> tuple[Decision, ...]:
    """Verdicts on waiting papers that no language model has judged, dated ``on``."""
    waiting = (state.current_decisions[record.id] for record in state.queue)
    return tuple(
        replace(decision, on=day_of_decision(on, decision))
        for decision in waiting
        if decision.judge is Judge.CLASSIFIER and not decision.votes
    )


def ask_about(
    protocol: Protocol,
    decisions: Iterable[Decision],
    articles: Mapping[str, Article],
    models: LanguageModels,
) -> ModelScreening:
    """Ask ``models`` about the papers among ``articles`` that rules left open, and weigh it in.

    Which papers are asked about, and in which order the
    opinions come, does not depend on which answer comes first.
    """
    verdicts = {decision.record: decision for decision in decisions}
    papers = [articles[key] for key in left_open(protocol, verdicts.values()) if key in articles]
    if not (papers and protocol.criteria):
        return ModelScreening()
    concepts = criterion_words(protocol)
    version = version_of(models.fill(QUESTION, **asked(protocol, "", "")))
    batch = ask_models(
        models.models,
        papers,
        lambda article: _question(article, protocol, concepts, models.fill, version),
        protocol.model,
    )
    weighed = []
    for replies in batch.papers:
        key, votes = replies[0].record, tuple(reply.meant for reply in replies if reply.meant)
        if votes:
            weighed.append(weigh(verdicts[key], votes, protocol))
        elif all(reply.bad for reply in replies):
            # To ask again would cost as much, and most likely bring as little.
            votes = tuple(ModelVote(model=reply.model, prompt=version) for reply in replies)
            weighed.append(replace(verdicts[key], votes=votes))
    summary = batch.summary(models.models, version, protocol.model)
    return ModelScreening(decisions=tuple(weighed), summary=summary)


def left_open(protocol: Protocol, decisions: Iterable[Decision]) -> list[str]:
    """The records that models may be asked about, the most uncertain first.

    What a rule settled is not among them (no abstract, orders to a program, proof in the
    metadata), nor what its rank excluded, nor what models have judged before.
    """
    middle = protocol.screening.include_above
    open_ = [
        decision
        for decision in decisions
        if decision.judge is Judge.CLASSIFIER
        and decision.verdict is not Verdict.EXCLUDE
        and not decision.votes
    ]
    return [
        decision.record
        for decision in sorted(open_, key=lambda decision: abs((decision.score or 0.0) - middle))
    ]


def _question(
    article: Article,
    protocol: Protocol,
    concepts: Mapping[str, re.Pattern[str]],
    fill: Render,
    version: str,
) -> ModelQuestion[ModelVote]:
    title, abstract, names = article.record.title, article.abstract, list(protocol.criteria)

    def understand(text: str, model: LanguageModel) -> ModelVote:
        answers = checked(parse(text, names), title, abstract, concepts)
        return ModelVote(answers=answers, model=model.model, prompt=version)

    return ModelQuestion(
        record=article.record.id,
        prompt=fill(QUESTION, **asked(protocol, title, abstract)),
        schema=schema(names),
        name="screening",
        understand=understand,
    )
