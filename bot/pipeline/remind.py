"""Remind: once, in a comment, where nobody has done anything for two weeks."""

from datetime import date, timedelta

from bot.domain.state import State
from bot.pipeline.context import RunContext
from bot.pipeline.draft import RunDraft
from bot.ports import Forge, PullRequest

PATIENCE = timedelta(days=14)
MARK = "<!-- living-review:reminder -->"


def remind(draft: RunDraft, context: RunContext) -> RunDraft:
    """Remind the reviewers of an open proposal that nobody looks after."""
    forge, pull = context.target.forge, draft.proposed.pull
    if forge and pull:
        remind_once(forge, pull, draft.state, context.today)
    return draft


def remind_once(forge: Forge, pull: PullRequest, state: State, today: date) -> bool:
    """Write the reminder if it is due; True when it was written.

    Comments, commands, boxes and their replies are all that people do here; a pull request that
    somebody looks after needs no reminder.
    """
    waited_since = _later(
        pull.opened, *(action.on for action in state.actions if action.pull == pull.number)
    )
    if not waited_since or today - date.fromisoformat(waited_since) < PATIENCE:
        return False
    if state.quiet_until > today.isoformat():
        return False
    comments = forge.comments(pull.number)
    if any(
        comment.body.startswith(MARK) and comment.by.login == pull.author for comment in comments
    ):
        return False
    active = _later(
        *(
            comment.at[:10]
            for comment in comments
            if comment.by.person and comment.by.login != pull.author
        )
    )
    if active and today - date.fromisoformat(active) < PATIENCE:
        return False
    forge.comment(
        pull.number,
        f"{MARK}\nNothing has happened here for {PATIENCE.days} days. If you have ten minutes:"
        " tick a few boxes above and merge what looks right. Closing it postpones these papers."
        " This is the only reminder; `/snooze 4 weeks` pauses requests.\n",
    )
    return True


def _later(*dates: str) -> str:
    return max(dates, default="")
