"""What waits on the update branch, as this clone knows it without asking anybody."""

import tempfile
from dataclasses import replace
from pathlib import Path

from bot.adapters.git import Git
from bot.adapters.git.export import export
from bot.adapters.store import DirectoryStore
from bot.adapters.store.ledgers import LEDGERS
from bot.adapters.store.state_format import FILE
from bot.adapters.store.study_files import study_files
from bot.domain.state import State
from bot.errors import Foreseen
from bot.ports.forge import BRANCH
from bot.wiring import Review
from bot.wiring.runtime import Runtime
from bot.wiring.services import git

_DECISIONS = "state/decisions.jsonl"


def with_proposal(review: Review, key: str) -> tuple[Review, str]:
    """The review as its update branch has it, and that branch, where it says more of a paper.

    ``key`` is the paper's id, PMID or DOI, whose study alone is read. Else the review itself, and
    no branch: what people decide stands on the branch until it is merged.
    """
    repository = git(review.root, review.runtime)
    branch = unmerged_branch(review.root, review.runtime)
    if not branch:
        return review, ""
    try:
        with tempfile.TemporaryDirectory() as folder:
            proposed = _state(repository, branch, key, Path(folder))
    except Foreseen:
        return review, ""
    if _decisions_on(proposed, key) <= _decisions_on(review.state, key):
        return review, ""
    return replace(review, state=proposed), branch


def unmerged_branch(root: Path, runtime: Runtime) -> str:
    """The update branch where it has decisions that ``root`` has not; else empty."""
    repository = git(root, runtime)
    try:
        branch = _branch(repository)
        there = repository.blob(f"{branch}:{repository.prefix}{_DECISIONS}") if branch else None
    except Foreseen:
        # Neither git nor the branch is needed to tell what lies here.
        return ""
    here = DirectoryStore(root).read(_DECISIONS) or ""
    return branch if set((there or "").splitlines()) - set(here.splitlines()) else ""


def _branch(repository: Git) -> str:
    """The update branch of this clone, or as its remote last had it; empty where there is none."""
    places = [f"refs/heads/{BRANCH}", f"refs/remotes/{repository.remote}/{BRANCH}"]
    if repository.pushes:
        places.reverse()
    reference = next((place for place in places if repository.commit_of(place)), "")
    return reference.removeprefix("refs/heads/").removeprefix("refs/remotes/")


def _state(repository: Git, branch: str, key: str, folder: Path) -> State:
    """The ledgers of a branch, with the study of one paper."""
    export(repository, branch, (FILE, *(ledger.path for ledger in LEDGERS)), folder / "ledgers")
    state = DirectoryStore(folder / "ledgers").load()
    if record := state.index.find(key):
        export(repository, branch, (f"state/studies/{record.id}.yaml",), folder / "study")
        return replace(state, studies=study_files(folder / "study"))
    return state


def _decisions_on(state: State, key: str) -> int:
    record = state.index.find(key)
    return sum(each.record == record.id for each in state.decisions) if record else 0
