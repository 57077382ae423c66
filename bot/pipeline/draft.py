"""The run while it goes: the state so far, the words at hand, and the record of what was done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.domain.decisions import Decision
from bot.domain.full_texts import FullText
from bot.domain.records import Article
from bot.domain.runs import Run
from bot.domain.state import State
from bot.ports import PullRequest


@dataclass(frozen=True, kw_only=True)
class ProposalText:
    """What is proposed, in words."""

    news: State = field(default_factory=State)
    """Only the lines and study files that the main branch has not: what the words are of."""
    title: str = ""
    body: str = ""
    marker: str = ""
    """Tells one proposal from the next."""
    urgent: str = ""
    """The label of news that cannot wait, empty if there is none."""
    faults: tuple[str, ...] = ()
    """What a check of the state found wrong."""


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What became of the proposal."""

    action: str = "none"
    """``none``, ``branch``, ``opened``, ``updated`` or ``unchanged``."""
    link: str = ""
    pull: PullRequest | None = None
    """The pull request that is open."""
    branch: str = ""
    """Where the proposal lies when there is no pull request."""


@dataclass(frozen=True, kw_only=True)
class RunDraft:
    """What the steps have done so far; each step returns the next draft."""

    previous: State
    """As the run found it."""
    state: State
    """With what the run adds, and the searches of quiet weeks that no ledger has yet."""
    run: Run
    """The record of the run."""
    quiet_runs: tuple[Run, ...] = ()
    """The searches of quiet weeks that no ledger has yet."""
    new: tuple[Article, ...] = ()
    """Papers that the review does not have."""
    hits: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Every PMID that each strategy matched."""
    articles: Mapping[str, Article] = field(default_factory=dict)
    """The papers whose words are at hand, by the review's id."""
    texts: Mapping[str, FullText] = field(default_factory=dict)
    """The full texts at hand, by the review's id."""
    pending_texts: frozenset[str] = frozenset()
    """Papers that are not to be read before their full text can be had."""
    changed: tuple[str, ...] = ()
    """Ids of known papers to which something happened."""
    outdated: tuple[str, ...] = ()
    """Ids of studies that a newer reader is to read again."""
    gone: tuple[str, ...] = ()
    """Ids of included or waiting papers that their database gave no record for."""
    overwritten: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lines that people wrote between the marks of the review, by region."""
    requested: bool = False
    """Whether a person asked to see again what was closed or snoozed."""
    answered: tuple[str, ...] = ()
    """What people asked for since the last job, and what came of each, one line each."""
    text: ProposalText = ProposalText()
    proposed: Proposed = Proposed()

    @property
    def marked(self) -> State:
        """The state as the run found it, with the marks of what people edited in study files."""
        return replace(self.previous, studies=self.state.studies)

    @property
    def is_news(self) -> bool:
        """Whether there is anything to propose; the first run of a review always is."""
        return self.run.is_news or not self.previous.runs

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that the run adds."""
        return self.state.decisions[len(self.previous.decisions) :]

    def with_decisions(self, decisions: tuple[Decision, ...]) -> "RunDraft":
        """The same draft, adding these decisions and no others."""
        if decisions == self.decisions:
            return self
        return replace(
            self, state=replace(self.state, decisions=self.previous.decisions + decisions)
        )

    def with_run(self, run: Run) -> "RunDraft":
        """The same draft with another record of the run."""
        return replace(self, run=run)
