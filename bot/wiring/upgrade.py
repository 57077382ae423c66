"""Upgrade: a review that a former version kept becomes one of this version, in one commit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import __version__
from bot.adapters.git import Git
from bot.adapters.store import DirectoryStore
from bot.adapters.store.state_format import FORMAT
from bot.errors import Mistake, PersonNeeded
from bot.ports import BRANCH
from bot.wiring.origin import reference
from bot.wiring.review_folder import usable_root
from bot.wiring.runtime import Runtime
from bot.wiring.services import git
from bot.wiring.starter_files import GITHUB_FILES, Pin, Standing, StarterFile, compared, pin_at


@dataclass(frozen=True, kw_only=True)
class Upgrade:
    """What an upgrade changed, or would change."""

    changes: Mapping[str, str]
    """What becomes of each file that changes, by path."""
    edited: Mapping[str, str]
    """How files that a person edited differ from what this version would write, by path."""
    absent: tuple[str, ...]
    """Files for GitHub that this version writes for a new review, and this one has not."""
    before: str
    """The tag that names the state before; empty where the state stays as it is."""
    commit: str
    """Empty where nothing was committed."""


def upgrade(directory: Path, runtime: Runtime, *, bot: str = "", dry: bool = False) -> Upgrade:
    """Bring the review in ``directory`` to this version; ``dry`` only says what would change.

    ``bot`` is the repository whose action the workflows call, as for a new review.

    Raises:
        Mistake: a newer version keeps the review, or files to be changed are not committed.
        PersonNeeded: a proposal waits that was written in the former format.
    """
    root = usable_root(directory)
    store, repository = DirectoryStore(root), git(root, runtime)
    state = store.migration()
    files = starter_files(root, runtime, bot)
    new = {path: text for path, (_, text) in state.items()}
    new |= {file.path: file.upgraded for file in files if file.upgraded != file.text}
    tag = f"living-review-before-{repository.commit_of('HEAD')[:10]}" if state else ""
    if new and not dry:
        _require_order(repository, new)
    commit = _committed(store, repository, new, tag) if new and not dry else ""
    return Upgrade(
        changes={
            **{path: words for path, (words, _) in state.items()},
            **{file.path: _becomes(file) for file in files if file.path in new},
        },
        edited={
            file.path: file.difference
            for file in files
            if file.standing is Standing.EDITED and file.difference
        },
        absent=tuple(
            file.path
            for file in files
            if file.standing is Standing.ABSENT and file.path in GITHUB_FILES.values()
        ),
        before=tag,
        commit=commit[:10],
    )


def starter_files(root: Path, runtime: Runtime, bot: str = "") -> tuple[StarterFile, ...]:
    """The starter files of the review at ``root``, beside those of this version.

    Raises:
        Mistake: its workflows call a newer version than this program.
    """
    present = pin_at(root)
    if present and present.is_newer:
        raise Mistake(
            f"the workflows call version {present.version} of the bot, and this is {__version__}",
            hint="Install the newest version of the bot. Nothing was changed.",
        )
    return tuple(compared(root, _pin(present, runtime, bot)))


def _pin(present: Pin | None, runtime: Runtime, bot: str) -> Pin | None:
    """The pin that workflows should have; None for a review that calls the bot by no version."""
    if bot:
        return Pin.of(reference(bot, runtime.environment))
    if present is None:
        return None
    try:
        own = Pin.of(reference("", runtime.environment))
    except Mistake:
        own = None
    if own and own.repository == present.repository:
        return own
    if present.version in ("", __version__):
        return present
    return Pin.of(f"{present.repository}@v{__version__}")


def _becomes(file: StarterFile) -> str:
    if file.standing is Standing.EDITED:
        return f"calls version {__version__}; what you edited stays"
    return f"as version {__version__} writes it"


def _require_order(repository: Git, paths: Iterable[str]) -> None:
    """Refuse to commit over somebody's work that is under way."""
    if not repository.commit_of("HEAD"):
        raise Mistake(
            "nothing is committed here yet, and so there would be no way back",
            hint="`git init` if it is no repository yet, `git add .`, `git commit`.",
        )
    main = repository.default_branch
    if not repository.current_branch:
        raise Mistake("a commit is checked out, and no branch", hint=f"`git checkout {main}`.")
    listing = repository.run("status", "--porcelain", "--no-renames", "--", *paths)
    if changed := [line[3:] for line in listing.splitlines()]:
        raise Mistake(
            f"not committed: {', '.join(changed)}",
            hint="Commit these files, or take the changes back with `git checkout`.",
        )
    if any(path.endswith(".jsonl") for path in paths):
        _require_no_proposal(repository)


def _require_no_proposal(repository: Git) -> None:
    """Lines in the former format that come in later would stand beside their new form."""
    for place in filter(None, ("refs/heads", f"refs/remotes/{repository.remote}")):
        branch = f"{place}/{BRANCH}"
        if not repository.commit_of(branch):
            continue
        if repository.run("rev-list", "--max-count=1", f"HEAD..{branch}").strip():
            raise PersonNeeded(
                f"a proposal on {BRANCH} is written in the former format",
                hint="Merge it first. If it was squashed or closed, delete the branch:"
                f" `git branch -D {BRANCH}`, and `git push {repository.remote or 'origin'}"
                f" --delete {BRANCH}`.",
            )


def _committed(store: DirectoryStore, repository: Git, new: Mapping[str, str], tag: str) -> str:
    """Write the files and commit them, with a tag on the state before; the new commit."""
    if tag:
        repository.run("tag", "--force", tag, "HEAD")
    for path, text in new.items():
        store.write(path, text)
    repository.run("add", "--force", "--", *new)
    message = f"Upgrade the review to living-review-bot {__version__}"
    note = (f"State format {FORMAT}; the state before is the tag {tag}.",) if tag else ()
    repository.run("commit", "--quiet", "--only", "-m", message, *_notes(note), "--", *new)
    return repository.commit_of("HEAD")


def _notes(sentences: Iterable[str]) -> list[str]:
    return [word for sentence in sentences for word in ("-m", sentence)]
