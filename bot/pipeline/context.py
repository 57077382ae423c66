"""What a run gets from outside: the protocol, the day, and the services it may speak to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.databases.source_set import SourceSet, articles
from bot.domain.protocol import Protocol
from bot.domain.records import IMPORTED, Article, Record
from bot.domain.state import State
from bot.extraction.vocabulary import Vocabulary
from bot.ports import (
    Cache,
    Forge,
    FullTexts,
    LanguageModel,
    Register,
    RenderCache,
    Report,
    RunLog,
    Store,
    UpdateFiles,
    Workspace,
    silent,
)
from bot.rendering.template_functions import Render


@dataclass(frozen=True, kw_only=True)
class Literature:
    """Where papers come from, and their words."""

    sources: SourceSet
    cache: Cache
    updates: UpdateFiles | None = None
    """Where the files lie in which PubMed says what is new; None looks through none."""
    full_texts: FullTexts | None = None
    """Where free full texts are; None reads abstracts alone."""
    register: Register | None = None
    """Where planned studies are registered; None where the protocol looks for none."""

    @property
    def requests(self) -> int:
        """Requests sent so far, repeated ones included."""
        others = (self.full_texts, self.register)
        return self.sources.sent + sum(other.sent for other in others if other)

    def articles(
        self, keys: Iterable[str], state: State, at_hand: Mapping[str, Article]
    ) -> dict[str, Article]:
        """The papers of these ids with their words, as far as a database has them.

        Raises:
            ServiceFailed: PubMed did not answer.
        """
        wanted = tuple(dict.fromkeys(keys))
        known = {key: at_hand[key] for key in wanted if key in at_hand}
        records = [state.by_id[key] for key in wanted if key in state.by_id and key not in at_hand]
        for source, by_key in self.sources.by_source(records):
            with self.sources.tolerating(source):
                fetched = articles(source, by_key, self.cache)
                known |= {
                    record.id: article for key, article in fetched.items() for record in by_key[key]
                }
        return known | self.imported(records)

    def imported(self, records: Iterable[Record]) -> dict[str, Article]:
        """Of papers that no database is known to have: the words that came with another file.

        They are remembered where the file was imported, and nowhere else.
        """
        ids = [record.id for record in records if not record.in_database]
        return self.cache.articles(IMPORTED, ids)


@dataclass(frozen=True, kw_only=True)
class LanguageModels:
    """The language models that may be asked."""

    models: Sequence[LanguageModel]
    fill: Render
    """Fills the template of a question to them."""

    @property
    def names(self) -> str:
        """Their names, for people."""
        return " and ".join(model.model for model in self.models)


@dataclass(frozen=True, kw_only=True)
class ReviewFiles:
    """The review's files on the branch on which an update is prepared."""

    store: Store
    workspace: Workspace
    render_cache: RenderCache
    run_log: RunLog
    """Where searches that brought nothing are kept until the next proposal."""
    fill: Render
    """Fills the template of a document."""


@dataclass(frozen=True, kw_only=True)
class ProposalTarget:
    """Where the update is proposed, and how."""

    forge: Forge | None
    base: str
    """Name of the main branch."""
    home: str = ""
    """Address of the review on the update branch, where it has one."""
    next_run: str = ""
    """ISO date of the next run, where that is known."""
    again: bool = False
    """Whether a person wants the proposal though it was closed or nobody is to be asked."""
    pull: int = 0
    """A pull request on which somebody just acted, which may be an old one."""
    dry: bool = False
    """Whether nothing is to be written outside the cache, nor sent."""


@dataclass(frozen=True, kw_only=True)
class Messages:
    """What people who watch are told."""

    report: Report = silent
    """One line on what is being done."""
    warn: Report = silent
    """One line on what somebody should look at."""


@dataclass(frozen=True, kw_only=True)
class RunContext:
    """Everything outside that a run needs."""

    protocol: Protocol
    vocabulary: Vocabulary | None
    today: date
    day_named: bool = False
    """Whether a person named the day: a run then never goes back behind another."""
    literature: Literature
    models: LanguageModels | None
    """None where the protocol names none, or none can be reached."""
    review: ReviewFiles
    target: ProposalTarget
    messages: Messages = Messages()
