"""What the commands do, with every adapter in its place."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from bot import settings
from bot.adapters.store import DirectoryStore
from bot.adapters.store.line_types import plain
from bot.adapters.templates import renderer
from bot.domain.blinding import disclosed
from bot.domain.history import as_of
from bot.domain.protocol import Protocol
from bot.domain.state import State
from bot.errors import Mistake
from bot.extraction.vocabulary import Vocabulary
from bot.pipeline.check import check, stale
from bot.pipeline.context import Literature
from bot.pipeline.outcome import RunOutcome
from bot.pipeline.quote_check import (
    QuoteComparison,
    Words,
    compare_quotes,
    words_for_quotes,
)
from bot.pipeline.render import write_documents
from bot.rendering.documents import REVIEW, documents
from bot.rendering.labels import TermLabels
from bot.rendering.lookup.claims import LookupData
from bot.rendering.lookup.standing import standing
from bot.rendering.site.pages import Site
from bot.rendering.template_functions import Render
from bot.synthesis.synthesis import synthesised
from bot.wiring import update_branch
from bot.wiring.decisions import save_interrupted_session
from bot.wiring.overrides import overrides_of_checkout
from bot.wiring.review_folder import CACHE, usable_root
from bot.wiring.runtime import Runtime
from bot.wiring.services import forge, git, literature
from bot.wiring.vocabularies import chosen_vocabulary, topic_name

MANIFEST = ".living-review-site"
"""Lists the files of a site, so that the next one leaves none behind."""


def weekly(
    directory: Path, runtime: Runtime, *, dry: bool = False, again: bool = False
) -> RunOutcome:
    """One run of the weekly job on the review in ``directory``."""
    root = usable_root(directory)
    repository = git(root, runtime)
    if not dry:
        # What was decided at this machine and not saved yet is part of what people did.
        save_interrupted_session(repository, runtime)
    return update_branch.weekly(root, runtime, repository, dry=dry, again=again)


def follow_commands(
    directory: Path, event: Path | None, runtime: Runtime
) -> update_branch.Answered:
    """Follow what people ticked and wrote, woken by the event that a file holds."""
    return update_branch.follow_commands(usable_root(directory), event, runtime)


def has_commit(directory: Path, runtime: Runtime) -> bool:
    """Whether the review lies in a git repository with a commit.

    Raises:
        Failure: it lies in one that git refuses to read.
    """
    repository = git(usable_root(directory), runtime)
    return repository.exists and bool(repository.commit_of("HEAD"))


def examples_left(directory: Path) -> tuple[str, ...]:
    """The keys of ``review.yaml`` whose values are still the example's; none in a file at fault."""
    with suppress(Mistake):
        text = DirectoryStore(usable_root(directory)).read(settings.FILE) or ""
        return settings.examples_left(settings.parse(text))
    return ()


def set_commit_status(directory: Path, runtime: Runtime, *, ok: bool, sentence: str) -> bool:
    """Post the outcome of a check as the status of the commit at hand; False without a token."""
    repository = git(usable_root(directory), runtime)
    hub = forge(repository, runtime)
    if hub is None:
        return False
    hub.set_status(repository.run("rev-parse", "HEAD").strip(), ok=ok, sentence=sentence)
    return True


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """What came of checking a review."""

    faults: tuple[str, ...]
    """What is wrong, one sentence each."""
    quotes: QuoteComparison


@dataclass(frozen=True, kw_only=True)
class Review:
    """A review in a directory, read and ready to be asked."""

    store: DirectoryStore
    protocol: Protocol
    state: State
    vocabulary: Vocabulary | None
    fill: Render
    root: Path
    runtime: Runtime

    @cached_property
    def literature(self) -> Literature:
        """Where papers are fetched from and remembered."""
        return literature(self.protocol, self.root / CACHE, self.runtime)

    def render(self) -> tuple[str, ...]:
        """Bring the documents up to date; the paths of those that changed."""
        return write_documents(self.state, self.protocol, self.vocabulary, self.fill, self.store)

    def as_of(self, on: date) -> dict[str, str]:
        """Every document by its path as it stood at the end of a day, people's prose as it is now.

        Raises:
            Mistake: nothing was known yet.
        """
        then = as_of(self.state, on.isoformat())
        if not then.records:
            raise Mistake(
                f"nothing was known on {on.isoformat()} yet",
                hint=f"The first run was on {self.state.runs[0].on}."
                if self.state.runs
                else "This review awaits its first run.",
            )
        prose = self.store.read(REVIEW)
        return documents(then, self.protocol, self.vocabulary, self.fill, prose)

    def site(self) -> dict[str, str]:
        """Every file of the static site by its path, from the state as it stands."""
        synthesis = synthesised(self.state, self.vocabulary)
        made = documents(
            self.state, self.protocol, self.vocabulary, self.fill, self.store.read(REVIEW),
            synthesis=synthesis,
        )  # fmt: skip
        site = Site(
            state=self.state.lettered,
            synthesis=synthesis,
            protocol=self.protocol,
            names=TermLabels(vocabulary=self.vocabulary),
            render=self.fill,
            documents=made,
            places=self.vocabulary.centres if self.vocabulary else {},
        )
        return site.files()

    @cached_property
    def lookup(self) -> LookupData:
        """What questions are looked up in."""
        state = self.state.lettered
        return LookupData(
            state=state,
            synthesis=synthesised(state, self.vocabulary),
            names=TermLabels(vocabulary=self.vocabulary),
            review=standing(state, self.protocol),
        )

    def record_data(self, key: str) -> dict[str, object]:
        """Record, decisions and study of an id, PMID or DOI, as in the state's files.

        Of a paper that waits no more is told than its card tells: an audit stays blind.
        """
        record = self.state.index.find(key)
        if record is None:
            return {}
        decisions = (decision for decision in self.state.decisions if decision.record == record.id)
        shown = disclosed(decisions, self.state.current_decisions.get(record.id))
        return {
            "record": plain(record),
            "decisions": [plain(decision) for decision in shown],
            "study": plain(self.state.studies.get(record.id)),
        }

    def check(self) -> CheckReport:
        """What is wrong, and which quotes could be compared; papers are fetched where needed."""
        prose = self.store.read(REVIEW)
        wanted = documents(self.state, self.protocol, self.vocabulary, self.fill, prose)
        words = words_for_quotes(
            self.state, self.literature, Words(), self.runtime.today.isoformat(), self.runtime.warn
        )
        faults = check(self.state, self.vocabulary, words)
        return CheckReport(
            faults=faults + stale(self.state, wanted, self.store),
            quotes=compare_quotes(self.state, words),
        )


def open_review(directory: Path, runtime: Runtime | None = None) -> Review:
    """The review in ``directory`` as it stands there."""
    root = usable_root(directory)
    store = DirectoryStore(root)
    protocol = settings.parse(store.read(settings.FILE) or "")
    state = store.load()
    vocabulary = chosen_vocabulary(protocol, root)
    topic = topic_name(vocabulary)
    runtime = runtime or Runtime()
    return Review(
        store=store,
        protocol=protocol,
        state=state,
        vocabulary=vocabulary,
        fill=renderer(overrides_of_checkout(root, git(root, runtime), topic), topic),
        root=root,
        runtime=runtime,
    )


def lay_out(made: Mapping[str, str], folder: Path) -> tuple[Path, ...]:
    """Write documents into a folder of their own; returns the files written.

    Raises:
        Mistake: the folder holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Mistake(
            f"{folder} is not empty", hint="Name a new folder: nothing is written over others."
        )
    store = DirectoryStore(folder)
    for path, text in made.items():
        store.write(path, text)
    return tuple(folder / path for path in made)


def lay_out_site(files: Mapping[str, str], folder: Path) -> int:
    """Write a site into a new folder, or over the one written there before; how many files.

    Raises:
        Mistake: the folder holds something else.
    """
    if folder.exists() and not folder.is_dir():
        raise Mistake(f"{folder} is a file", hint="Name a new folder for the site.")
    store = DirectoryStore(folder)
    before = store.read(MANIFEST)
    if before is None and folder.exists() and any(folder.iterdir()):
        raise Mistake(
            f"{folder} is not empty and holds no site", hint="Name a new folder for the site."
        )
    former = set((before or "").splitlines())
    # Whatever stops this half-way: the next site knows what of the folder is a site's.
    store.write(MANIFEST, _lines(former.union(files)))
    for path in former.difference(files):
        store.remove(path)
    for path, text in files.items():
        store.write(path, text)
    store.write(MANIFEST, _lines(files))
    return len(files)


def _lines(paths: Iterable[str]) -> str:
    return "".join(f"{path}\n" for path in sorted(paths))
