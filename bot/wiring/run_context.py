"""What a run works with, every adapter in its place."""

from pathlib import Path

from bot import settings
from bot.adapters.git import Git
from bot.adapters.git.worktree import Worktree
from bot.adapters.render_cache import FileRenderCache
from bot.adapters.store import DirectoryStore
from bot.adapters.store.run_log import FileRunLog
from bot.adapters.templates import prompts, renderer
from bot.pipeline.context import (
    LanguageModels,
    Messages,
    ProposalTarget,
    ReviewFiles,
    RunContext,
)
from bot.ports import BRANCH, Forge
from bot.settings.timetable import next_search
from bot.wiring.overrides import approved_overrides
from bot.wiring.review_folder import CACHE
from bot.wiring.runtime import Runtime
from bot.wiring.services import literature, models, repository_name
from bot.wiring.vocabularies import chosen_vocabulary, topic_name


def run_context(
    root: Path, runtime: Runtime, repository: Git, hub: Forge | None, workspace: Worktree
) -> RunContext:
    """The context of a run on the review at ``root``, prepared in ``workspace``.

    Raises:
        Mistake: settings that cannot be used.
    """
    store = DirectoryStore(workspace.root)
    protocol = settings.parse(store.read(settings.FILE) or "")
    cache, vocabulary = root / CACHE, chosen_vocabulary(protocol, workspace.root)
    topic = topic_name(vocabulary)
    overrides = approved_overrides(repository, workspace.base, topic)
    language_models = models(protocol, cache, runtime)
    return RunContext(
        protocol=protocol,
        vocabulary=vocabulary,
        today=runtime.today,
        day_named=runtime.day_named,
        literature=literature(protocol, cache, runtime),
        models=LanguageModels(models=language_models, fill=prompts(overrides, topic))
        if language_models
        else None,
        review=ReviewFiles(
            store=store,
            workspace=workspace,
            render_cache=FileRenderCache(cache, workspace.root),
            run_log=FileRunLog(repository.log(runtime.warn, workspace.log), runtime.warn),
            fill=renderer(overrides, topic),
        ),
        target=ProposalTarget(
            forge=hub,
            base=repository.default_branch,
            home=_home(repository, hub, runtime),
            next_run=next_search(protocol, runtime.today),
        ),
        messages=Messages(report=runtime.report, warn=runtime.warn),
    )


def _home(repository: Git, hub: Forge | None, runtime: Runtime) -> str:
    """Where people read the review as it is proposed, empty without GitHub."""
    config = settings.from_environment(runtime.environment)
    name = repository_name(repository, config)
    if hub is None or not name:
        return ""
    return f"{config.github_server_url.rstrip('/')}/{name}/blob/{BRANCH}/REVIEW.md"
