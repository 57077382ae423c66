"""Screen: a verdict with reasons for every paper that has none, and again where people taught."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.backfills import TAKEN_BY
from bot.domain.decisions import NOT_JUDGED, OFF_TOPIC, RANKED_LOW, Decision, day_of_decision
from bot.domain.protocol import Protocol
from bot.domain.records import BEYOND, Article, Record
from bot.domain.runs import Training
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.screening.batch_size import is_list_full
from bot.screening.elusion_test import BY as DRAWN_BY
from bot.screening.elusion_test import exclusions, weight_of
from bot.screening.policy import Concepts, Policy, text_of
from bot.screening.training import Labelled, Ranking, ranked

BY_SCORE = (OFF_TOPIC, RANKED_LOW)
LOOSENED = "It had been excluded by its score; audits found that too many such papers are eligible."
AMENDED = "It had been excluded by a rule of the protocol that has changed since."
_RANKED = (Judge.CLASSIFIER, Judge.MODEL)


def screen(draft: RunDraft, context: RunContext) -> RunDraft:
    """Judge the new papers, and again those that wait where people taught something.

    Nothing is fetched or learned when there is nothing to judge.
    """
    state, protocol = draft.state, context.protocol
    context.messages.report(f"Screening {len(draft.new)} new records")
    fresh = [article for article in draft.new if article.record.id not in state.current_decisions]
    again = to_rank_again(state, protocol, set(draft.changed))
    waiting = {record.id for record in again}
    reopened = [state.by_id[key] for key in draft.run.reopened if key not in waiting]
    again = (*again, *reopened)
    if not (fresh or again or state.is_training_due):
        return draft
    wanted = (*(record.id for record in again), *state.human_labels)
    articles = {
        **draft.articles,
        **context.literature.articles(wanted, state, draft.articles),
    }
    waiting_again = [article for record in again if (article := _words(record, articles))]
    if not (fresh or waiting_again or state.is_training_due):
        return replace(draft, articles=articles)
    screened = screened_by_rules(
        protocol, state, fresh, waiting_again, articles, context.today.isoformat()
    )
    return replace(
        draft,
        state=state.with_added(decisions=screened.decisions),
        articles=articles,
        run=replace(draft.run, learning=screened.learning),
    )


def _words(record: Record, articles: Mapping[str, Article]) -> Article | None:
    """A paper's words; of one that no database has, its title where nothing else is remembered."""
    if record.id in articles or record.in_database:
        return articles.get(record.id)
    return Article(record=record)


@dataclass(frozen=True, kw_only=True)
class Screened:
    """Verdicts, and what taught the classifier."""

    decisions: tuple[Decision, ...]
    learning: Training


def to_rank_again(
    state: State, protocol: Protocol, changed: Collection[str] = ()
) -> tuple[Record, ...]:
    """The waiting papers whose ranking is out of date: all of them when people have decided more.

    Also when more may be shown than were ranked to be, and those that ``changed``. What a person
    or an audit put in the queue is not ranked again, nor is what a rule put there unless it
    changed.
    """
    anew = tuple(
        record
        for record in state.queue
        if (decision := state.current_decisions[record.id]).by == NOT_JUDGED
        or (record.id in changed and _is_open(decision))
    )
    if not state.queue or not state.learning:
        return anew
    if is_list_full(state, protocol.screening) and not state.is_training_due:
        return anew
    return tuple(
        record
        for record in state.queue
        if record in anew or state.current_decisions[record.id].judge in _RANKED
    )


def _is_open(decision: Decision) -> bool:
    return decision.judge is not Judge.PERSON and decision.by not in (DRAWN_BY, TAKEN_BY)


def screened_by_rules(
    protocol: Protocol,
    state: State,
    fresh: Sequence[Article],
    again: Sequence[Article],
    words: Mapping[str, Article],
    on: str,
) -> Screened:
    """Judge ``fresh`` papers, and ``again`` those that wait, taught by what people decided.

    ``words`` has the papers that people decided.
    """
    screening, concepts = protocol.screening, Concepts.of(protocol)
    labelled = _labelled(state, words, concepts)
    pool = [text_of(article) for article in (*fresh, *again)]
    learned = ranked(
        labelled,
        tuple(pool),
        about=protocol.own_words,
        target=screening.recall_target,
        seed=screening.seed,
    )
    policy = Policy(
        protocol=protocol,
        concepts=concepts,
        trained=learned.trained,
        threshold=learned.threshold.value,
        on=on,
    )
    verdicts = [
        policy.judge(article, score, words)
        for article, score, words in zip(
            (*fresh, *again), learned.scores, learned.words, strict=True
        )
    ]
    judged = verdicts[: len(fresh)]
    for article, verdict in zip(again, verdicts[len(fresh) :], strict=True):
        judged += _judged_again(state.current_decisions[article.record.id], verdict)
    returned = _returned(state, learned, on) if learned.threshold.loosened else []
    return Screened(
        decisions=(*judged, *returned),
        learning=_learning(state, labelled, learned, len(again)),
    )


def _labelled(
    state: State, words: Mapping[str, Article], concepts: Concepts
) -> tuple[Labelled, ...]:
    """What people decided, oldest first, with the words where PubMed has them."""
    # What came back since was excluded then: an audit's find stands for it all the same.
    excluded = exclusions(state.decisions, ever=True)
    weights = weight_of([exclusion for exclusion in excluded if exclusion.reason in BY_SCORE])
    labels = sorted(state.human_labels.items(), key=lambda label: (label[1].on, label[0]))
    unsettled = _unsettled(state)
    labelled = []
    for key, decision in labels:
        if key not in state.by_id:
            continue
        article = words.get(key) or Article(record=state.by_id[key])
        text = text_of(article)
        labelled.append(
            Labelled(
                text=text,
                relevant=decision.verdict is Verdict.INCLUDE,
                on=decision.on,
                lacking=bool(article.sections) and concepts.lacks_must(text),
                settled=key not in unsettled,
                # What no strategy matches says nothing of the ranks of what one does.
                rankable=bool(article.sections) and state.by_id[key].source != BEYOND,
                stands_for=weights.get(key, 0.0),
            )
        )
    return tuple(labelled)


def _unsettled(state: State) -> frozenset[str]:
    """Papers that came with a search of which some papers still wait for their turn."""
    waiting = {
        record.id for record in state.queue if state.current_decisions[record.id].judge in _RANKED
    }
    return frozenset(
        key for run in state.runs if not waiting.isdisjoint(run.found) for key in run.found
    )


def _judged_again(last: Decision, judged: Decision) -> list[Decision]:
    """The new verdict on a paper that has one already, where it says something new."""
    judged = replace(judged, on=day_of_decision(judged.on, last))
    return (_reopened if last.verdict is Verdict.EXCLUDE else _revised)(last, judged)


def _revised(decision: Decision, judged: Decision) -> list[Decision]:
    """The new verdict on a waiting paper, where it says something new.

    What a model has judged waits for a person, whatever the classifier has learned since; only
    what PubMed itself says, a retraction for example, ends the waiting.
    """
    if decision.votes and not (judged.judge is Judge.RULE and judged.verdict is Verdict.EXCLUDE):
        judged = replace(
            decision,
            on=judged.on,
            score=judged.score,
            words=judged.words,
            threshold=judged.threshold,
        )
    same = (decision.verdict, decision.judge, decision.score) == (
        judged.verdict,
        judged.judge,
        judged.score,
    )
    return [] if same else [judged]


def _reopened(decision: Decision, judged: Decision) -> list[Decision]:
    """The new verdict on a paper that was excluded by a rule that has changed since."""
    if (decision.verdict, decision.criterion) == (judged.verdict, judged.criterion):
        return []
    return [replace(judged, reasons=(*judged.reasons, AMENDED))]


def _returned(state: State, learned: Ranking, on: str) -> list[Decision]:
    """What the lowered threshold would not have excluded goes back to people."""
    value = learned.threshold.value
    return [
        Decision(
            record=key,
            verdict=Verdict.UNSURE,
            judge=Judge.CLASSIFIER,
            by=decision.by,
            on=day_of_decision(on, decision),
            reasons=(*decision.reasons, LOOSENED),
            criterion=decision.criterion,
            score=decision.score,
            words=decision.words,
            threshold=value,
        )
        for key, decision in state.current_decisions.items()
        if decision.verdict is Verdict.EXCLUDE
        and decision.judge is Judge.CLASSIFIER
        and decision.criterion in BY_SCORE
        and (value is None or (decision.rank or 0.0) >= value)
    ]


def _learning(state: State, labelled: Sequence[Labelled], learned: Ranking, again: int) -> Training:
    by = Counter(decision.by for decision in state.human_labels.values())
    return Training(
        lesson=state.label_fingerprint,
        labels=len(labelled),
        relevant=sum(example.relevant for example in labelled),
        by=dict(sorted(by.items())),
        threshold=learned.threshold.value,
        sentence=learned.threshold.sentence,
        again=again,
    )
