"""What changed in the conclusions, in words, for the review and the pull request."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.claims import ClaimChange, ClaimChangeKind, Synthesis
from bot.domain.corrections import ChangeKind
from bot.domain.history import as_of, as_of_version
from bot.domain.records import Record
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.rendering.answer import cited, evidence_link
from bot.rendering.change_sentences import change_sentence
from bot.rendering.editions import Notice, notices
from bot.rendering.escaping import Safe
from bot.rendering.labels import TermLabels
from bot.rendering.phrases import counted
from bot.synthesis.changes import changes
from bot.synthesis.synthesis import synthesised

_STILL = "still conflicting"
_COUNTED: Mapping[str, tuple[str, str]] = {
    ClaimChangeKind.CONTRADICTED: ("new conflict", "new conflicts"),
    ClaimChangeKind.FLIPPED: ("finding reversed", "findings reversed"),
    ClaimChangeKind.SETTLED: ("finding no longer conflicting", "findings no longer conflicting"),
    _STILL: ("finding still conflicting", "findings still conflicting"),
    ClaimChangeKind.DISAPPEARED: ("finding no longer supported", "findings no longer supported"),
    ClaimChangeKind.WEAKENED: ("finding weakened", "findings weakened"),
    ClaimChangeKind.STRENGTHENED: ("finding strengthened", "findings strengthened"),
    ClaimChangeKind.APPEARED: ("new finding", "new findings"),
    ClaimChangeKind.UPDATED: ("finding updated", "findings updated"),
}


@dataclass(frozen=True, kw_only=True)
class StatementChange:
    """One conclusion that changed, in words."""

    change: ClaimChange
    text: str
    causes: Safe
    """The studies that did it."""
    words: Safe
    """A link to the quotes, empty where no study supports it any more."""

    @property
    def kind(self) -> str:
        """What kind of change it is counted as."""
        return _STILL if self.change.still_conflicting else self.change.turn

    @property
    def new(self) -> bool:
        """Whether nobody had reported it before."""
        return self.change.turn is ClaimChangeKind.APPEARED


@dataclass(frozen=True, kw_only=True)
class ChangesSince:
    """Everything that changed since a day."""

    day: str
    """ISO date; empty where nothing was known before."""
    turned: tuple[StatementChange, ...]
    new: tuple[Record, ...]
    left: tuple[Record, ...]
    """Studies that people took out again."""
    notices: tuple[Notice, ...]
    """What happened to studies, retractions first."""

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.turned or self.new or self.left or self.notices)

    @property
    def counts(self) -> str:
        """Everything in one line."""
        kinds = Counter(turned.kind for turned in self.turned)
        retracted = sum(notice.change.kind is ChangeKind.RETRACTED for notice in self.notices)
        parts = [counted(retracted, "retraction")] if retracted else []
        parts += [counted(len(self.new), "new study", "new studies")] if self.new else []
        parts += [f"{counted(len(self.left), 'study', 'studies')} removed"] if self.left else []
        parts += [counted(kinds[kind], *words) for kind, words in _COUNTED.items() if kinds[kind]]
        return ", ".join(parts) or "no new studies; no conclusions changed"


def since(state: State, synthesis: Synthesis, vocabulary: Vocabulary | None) -> ChangesSince:
    """What changed since the last version, or where there is none yet since the run before."""
    day, before = baseline(state)
    names = TermLabels(vocabulary=vocabulary)
    before_ids = {record.id for record in before.included}
    now_ids = {record.id for record in state.included}
    turned = changes(synthesised(before, vocabulary), synthesis) if day else ()
    return ChangesSince(
        day=day,
        turned=in_words(turned, state, names),
        new=tuple(record for record in state.included if record.id not in before_ids),
        left=tuple(
            state.by_id[record.id]
            for record in before.included
            if record.id not in now_ids and not state.by_id[record.id].retracted
        ),
        notices=notices(state, since=day) if day else (),
    )


def in_words(
    turned: Iterable[ClaimChange], state: State, names: TermLabels
) -> tuple[StatementChange, ...]:
    """Changes in words, each with the studies that did it and the way to the quotes."""
    return tuple(
        StatementChange(
            change=change,
            text=change_sentence(change, names),
            causes=cited(change.causes, state.by_id),
            words=evidence_link(change.after) if change.after else Safe(""),
        )
        for change in turned
    )


def lost_with(record: Record, state: State, vocabulary: Vocabulary | None) -> tuple[str, ...]:
    """The statements that change because ``record`` was retracted, the weightiest first.

    Each is compared with what would stand if the record counted, whatever else is new.
    """
    before = state.with_added(records=(record.unretracted,))
    names = TermLabels(vocabulary=vocabulary)
    turned = changes(synthesised(before, vocabulary), synthesised(state, vocabulary))
    return tuple(change_sentence(change, names, against="with this study") for change in turned)


def baseline(state: State) -> tuple[str, State]:
    """What changes are counted from, and its day: the last version, else the last earlier run.

    The day is empty where nothing was known before. Runs of one day count as one: the state has
    no hours, so that it cannot tell what people decided between them.
    """
    if state.version:
        return state.version.on, as_of_version(state, state.version)
    days = [run.on for run in state.news_runs]
    day = max((earlier for earlier in days if earlier < days[-1]), default="")
    return day, as_of(state, day) if day else State()
