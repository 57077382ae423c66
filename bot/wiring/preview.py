"""A look at the search as the working tree has it, which writes and proposes nothing."""

from pathlib import Path

from bot import settings
from bot.adapters.store import DirectoryStore
from bot.domain.protocol import Protocol
from bot.domain.sources import PUBMED, SOURCES
from bot.domain.state import State
from bot.domain.verdicts import Verdict
from bot.jobs.preview_search import SearchPreview, preview_search
from bot.wiring.review_folder import usable_root
from bot.wiring.runtime import Runtime
from bot.wiring.services import pubmed
from bot.wiring.vocabularies import chosen_vocabulary


def preview(directory: Path, runtime: Runtime) -> SearchPreview:
    """What each line and strategy of ``review.yaml`` finds in PubMed today.

    Neither git nor a commit is needed.

    Raises:
        Mistake: there is no review, or its protocol cannot be used.
        ServiceFailed: PubMed does not answer.
    """
    root = usable_root(directory)
    store = DirectoryStore(root)
    protocol = settings.parse(store.read(settings.FILE) or "")
    # A slip in its name is told before PubMed is asked anything.
    chosen_vocabulary(protocol, root)
    state = store.load()
    return preview_search(
        protocol,
        pubmed(protocol, runtime).count,
        _known(protocol, state),
        _hits_before(protocol, state),
    )


def _known(protocol: Protocol, state: State) -> set[str]:
    """PMIDs of the papers known to belong: those listed, and those included."""
    listed = {str(item).strip() for item in protocol.known_items}
    included = {record.pmid for record in state.with_verdict(Verdict.INCLUDE)}
    return {pmid for pmid in listed | included if pmid.isascii() and pmid.isdigit()}


def _hits_before(protocol: Protocol, state: State) -> dict[str, int]:
    """Hits of each strategy's last search, where its query has changed since."""
    last = {
        search.strategy: search
        for run in state.runs
        for search in run.searches
        if search.source == SOURCES[PUBMED].title
    }
    return {
        name: last[name].reported
        for name, strategy in protocol.search.strategies.items()
        if name in last and last[name].query != protocol.lines.query(strategy)
    }
