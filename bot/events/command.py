"""The parts every reviewer command is made of: its specification, its context and its result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.decisions import Decision
from bot.domain.protocol import Protocol
from bot.domain.records import Article, Record
from bot.domain.reviewer_votes import ReviewerVote
from bot.domain.state import State
from bot.domain.studies import Study
from bot.events.command_call import CommandCall
from bot.extraction.vocabulary import Vocabulary


class CommandOutcome(StrEnum):
    """What became of a command."""

    DONE = "Done"
    NOTHING = "Nothing to do"
    CONFIRM = "Please confirm"
    REFUSED = "Not allowed"
    UNKNOWN = "Not understood"
    ANSWER = "Answer"


class Who(StrEnum):
    """Who may use a command."""

    REVIEWERS = "people with write access"
    EVERYBODY = "everybody"


@dataclass(frozen=True, kw_only=True)
class CommandResult:
    """What one command came to."""

    outcome: CommandOutcome
    sentence: str
    decision: Decision | None = None
    vote: ReviewerVote | None = None
    """What the person said as one of several who decide the paper."""
    study: Study | None = None
    """The study with the change in it."""
    record: str = ""
    """Id of the paper that was changed."""
    until: str = ""
    """ISO date until which nobody is to be asked."""
    details: str = ""
    """Plain text that is shown folded."""

    def applied_to(self, state: State) -> State:
        """``state`` with what was decided, said and changed."""
        return state.with_added(
            decisions=(self.decision,) if self.decision else (),
            votes=(self.vote,) if self.vote else (),
            studies={self.record: self.study} if self.study else {},
        )


@dataclass(frozen=True, kw_only=True)
class CommandContext:
    """Who gave a command, when and where, and what is needed to follow it."""

    login: str
    today: date
    pull: int
    """Number of the pull request."""
    protocol: Protocol
    vocabulary: Vocabulary | None
    numbers: Mapping[int, str]
    """Record ids by the numbers in the pull request's body, as the person saw it."""
    read_study: Callable[[State, Record], Study | None]
    """Extracts a paper's study anew; None where its text is not available now."""
    article: Callable[[State, Record], Article | None]
    """A paper with its title and abstract; None where they are not available now."""
    commands: Mapping[str, "Command"] = field(default_factory=dict)
    """The commands there are, for the one that lists them."""


Run = Callable[[State, CommandCall, CommandContext], CommandResult]
Settles = Callable[[str], tuple[str, str]]
"""From a command's arguments to the paper as it is named there, and what of it is settled."""


def settles_of_paper(what: str) -> Settles:
    """For a command whose first argument is a paper."""
    return lambda arguments: (arguments.partition(" ")[0], what)


VERDICT = settles_of_paper("verdict")
"""For a command that decides whether a paper belongs."""


def settles_nothing(arguments: str) -> tuple[str, str]:
    """For a command that changes nothing."""
    return "", arguments


@dataclass(frozen=True, kw_only=True)
class Command:
    """One reviewer command."""

    name: str
    """In lower case, without the slash."""
    usage: str
    """How it is written, as ``/why ID``."""
    summary: str
    """What it does, in one line."""
    who: Who
    run: Run
    settles: Settles = settles_nothing
    """What it settles: of two commands that settle the same the later counts."""
    box: Run | None = None
    """What a ticked box of that name does, where it is not the same as the command."""
