"""What programs, language models and people did in a review, told from its ledgers.

It is what RAISE (Responsible AI in Evidence Synthesis, 2025) and PRISMA-trAIce (JMIR AI
2025;4:e80247) ask to be reported: tools with versions and dates, their tasks, human oversight in
figures, and error rates as far as they are known.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from bot.domain.decisions import Decision
from bot.domain.reviewer_actions import MERGED
from bot.domain.runs import ModelUsage
from bot.domain.state import State
from bot.domain.verdicts import Judge, Verdict


@dataclass(frozen=True, kw_only=True)
class ModelTask:
    """What language models were asked in one step of all runs."""

    models: tuple[str, ...]
    prompts: tuple[str, ...]
    """Versions of the question."""
    first: str
    last: str
    """ISO dates."""
    answered: int
    bad: int
    """Answers that could not be used."""


@dataclass(frozen=True, kw_only=True)
class ModelAgreement:
    """How the verdicts of one language model fared with the people who decided later."""

    model: str
    agreed: int
    missed: int
    """Papers that it would have left out and a person took in."""
    overcalled: int
    """Papers that it would have taken in and a person left out."""

    @property
    def judged(self) -> int:
        """Papers that both gave a verdict on."""
        return self.agreed + self.missed + self.overcalled


@dataclass(frozen=True, kw_only=True)
class AutomationUse:
    """All that programs and models did, and what people did beside them."""

    programs: tuple[str, ...]
    """Versions of the program that ran, the first one first."""
    rules: tuple[str, ...]
    classifiers: tuple[str, ...]
    readers: tuple[str, ...]
    """Who read the studies that are included, rules and models."""
    screening: ModelTask | None
    reading: ModelTask | None
    drafting: tuple[str, ...]
    """Models that drafted the summaries which readers are sent."""
    agreement: tuple[ModelAgreement, ...]
    people: int
    """Who decided anything."""
    decided: int
    """Papers that people decided."""
    merges: int
    approved: int
    """Papers that people took in by merging what the program proposed."""
    studies: int
    """Included studies with a part that a person set or confirmed."""

    @property
    def tasks(self) -> tuple[ModelTask, ...]:
        """What language models were asked, in screening and in reading."""
        return tuple(task for task in (self.screening, self.reading) if task)

    @property
    def unusable(self) -> int:
        """Answers that could not be used."""
        return sum(task.bad for task in self.tasks)

    @property
    def answers(self) -> int:
        """All answers."""
        return sum(task.bad + task.answered for task in self.tasks)


def automation_use(state: State) -> AutomationUse:
    """What the ledgers of ``state`` tell."""
    studies = [state.studies[record.id] for record in state.included if record.id in state.studies]
    merged = [act for act in state.actions if act.command == MERGED]
    people = {decision.by for decision in state.decisions if decision.judge is Judge.PERSON}
    return AutomationUse(
        programs=_once(run.version for run in state.runs),
        rules=_judges(state.decisions, Judge.RULE),
        classifiers=_judges(state.decisions, Judge.CLASSIFIER),
        readers=_once(sorted(study.reader for study in studies)),
        screening=_task((run.on, run.consultation) for run in state.runs),
        reading=_task((run.on, run.reading) for run in state.runs),
        drafting=_once(version.drafted_by for version in state.versions),
        agreement=tuple(_agreement(state)),
        people=len(people | {act.by for act in state.actions}),
        decided=len(state.human_labels),
        merges=len(merged),
        approved=sum(len(act.records) for act in merged),
        studies=sum(bool(study.checked) for study in studies),
    )


def _judges(decisions: Iterable[Decision], judge: Judge) -> tuple[str, ...]:
    return _once(decision.by for decision in decisions if decision.judge is judge)


def _task(usages: Iterable[tuple[str, ModelUsage | None]]) -> ModelTask | None:
    asked = [(on, usage) for on, usage in usages if usage]
    if not asked:
        return None
    return ModelTask(
        models=_once(chain.from_iterable(usage.models for _, usage in asked)),
        prompts=_once(usage.prompt for _, usage in asked),
        first=asked[0][0],
        last=asked[-1][0],
        answered=sum(usage.answered for _, usage in asked),
        bad=sum(usage.bad for _, usage in asked),
    )


def _agreement(state: State) -> Iterator[ModelAgreement]:
    """Each model's last verdict on a paper before a person's, against that."""
    pairs: dict[str, list[tuple[Verdict, Verdict]]] = {}
    last: dict[tuple[str, str], Verdict] = {}
    for decision in state.decisions:
        for vote in decision.votes:
            last[decision.record, vote.model] = vote.verdict
    for (key, model), verdict in last.items():
        person = state.human_labels.get(key)
        if person and verdict is not Verdict.UNSURE:
            pairs.setdefault(model, []).append((verdict, person.verdict))
    for model, verdicts in sorted(pairs.items()):
        yield ModelAgreement(
            model=model,
            agreed=sum(said is meant for said, meant in verdicts),
            missed=verdicts.count((Verdict.EXCLUDE, Verdict.INCLUDE)),
            overcalled=verdicts.count((Verdict.INCLUDE, Verdict.EXCLUDE)),
        )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
